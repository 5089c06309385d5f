"""The figures as tables: for a terminal, and as Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from commands.bench.aims import Aim, aims
from commands.bench.measuring.measuring import Line, Measured, growth
from commands.bench.measuring.votes import Voted
from core.words import _

Cells = Sequence[str]


@dataclass(frozen=True)
class Table:
    title: str
    head: Cells
    rows: Sequence[Cells]


def tables(found: Sequence[Measured]) -> list[Table]:
    """All that was measured: a table for each yard, then what is compared among them, then the aims."""
    made = [_pages(yard) for yard in found]
    made.append(_votes(found))
    made.append(_mixed(found))
    made.append(_processes(found))
    if len(found) > 1:
        made.append(_growth(found))
    made.append(_aims(aims(found)))
    return made


def markdown(made: Iterable[Table]) -> str:
    return "\n".join(line for table in made for line in _markdown(table))


def _markdown(table: Table) -> Iterator[str]:
    yield f"### {table.title}\n"
    yield _line(table.head)
    yield _line(["---", *["---:"] * (len(table.head) - 1)])
    yield from map(_line, table.rows)
    yield ""


def _line(cells: Cells) -> str:
    return f"| {' | '.join(cells)} |"


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f}"


def _size(yard: Measured) -> str:
    return f"{yard.ideas:,}"


def _pages(yard: Measured) -> Table:
    title = _("%(database)s, %(size)s ideas: pages", database=yard.database, size=_size(yard))
    head = (
        _("Page"),
        _("p50, ms"),
        _("p99, ms"),
        _("Requests/s"),
        _("Queries"),
        _("Bytes"),
        _("Bare page, p50 share"),
        _("Same rows raw, ms"),
        _("Template alone, share"),
    )
    return Table(title, head, [_page(line) for line in yard.lines])


def _page(line: Line) -> Cells:
    timing = line.timing
    return (
        line.name,
        ms(timing.p50),
        ms(timing.p99),
        f"{timing.rate:,.0f}" if timing.rate else "–",
        str(line.queries),
        f"{timing.size:,}",
        f"{line.of_bare:.2f}",
        ms(line.rows) if line.rows else "–",
        f"{line.of_template:.2f}" if line.template else "–",
    )


def _votes(found: Sequence[Measured]) -> Table:
    head = (
        _("Votes"),
        _("Single commits/s"),
        _("Many ideas/s"),
        _("p99, ms"),
        _("Ratio"),
        _("One idea/s"),
        _("p99, ms"),
        _("Ratio"),
    )
    made = []
    for yard in found:
        if yard.votes:
            of_commits = yard.votes.of_commits
            many = (*_voted(yard.votes.many), f"{of_commits[0]:.2f}")
            one = (*_voted(yard.votes.one), f"{of_commits[1]:.2f}")
            made.append((_size(yard), _voted(yard.votes.raw)[0], *many, *one))
    return Table(_("Votes from 64 connections, and single commits by the bare driver"), head, made)


def _voted(turns: Sequence[Voted]) -> tuple[str, str]:
    """Votes a second, and the slowest hundredth: the medians of the turns."""
    return f"{median(each.rate for each in turns):,.0f}", ms(median(each.p99 for each in turns))


def _mixed(found: Sequence[Measured]) -> Table:
    head = (
        _("Ideas"),
        _("Web processes"),
        _("Reads alone p50, ms"),
        _("p99, ms"),
        _("With votes p50, ms"),
        _("p99, ms"),
        _("Votes/s"),
        _("Votes p99, ms"),
    )
    made = [
        (
            _size(yard),
            str(each.processes),
            *(ms(took) for took in (each.quiet_p50, each.quiet_p99, each.busy_p50, each.busy_p99)),
            f"{each.votes:.0f}",
            ms(each.vote_p99),
        )
        for yard in found
        for each in yard.mixed
    ]
    return Table(_("Reads while votes come in"), head, made)


def _processes(found: Sequence[Measured]) -> Table:
    head = (_("Ideas"), _("Cold start, s"), _("Memory, MB"), _("First load, KB"), _("Files"))
    made = []
    for yard in found:
        first = (f"{yard.first.size / 1000:.1f}", str(yard.first.files)) if yard.first else ("–", "–")
        made.append((_size(yard), f"{yard.cold:.2f}", f"{yard.memory / 2**20:.0f}", *first))
    return Table(_("The web process"), head, made)


def _growth(found: Sequence[Measured]) -> Table:
    small = found[0]
    grown = [growth(small.lines, yard.lines) for yard in found[1:]]
    made = [(line.name, *(f"{each.get(line.name, 0):.2f}×" for each in grown)) for line in small.lines]
    title = _("How much a page's median grows from %(size)s ideas", size=_size(small))
    return Table(title, (_("Page"), *(_size(yard) for yard in found[1:])), made)


def _aims(made: Sequence[Aim]) -> Table:
    lines = [(each.name, each.figure, each.wanted, "✓" if each.reached else "✗") for each in made]
    return Table(_("Aims"), (_("What"), _("Figure"), _("Aim"), ""), lines)
