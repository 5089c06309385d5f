"""Speaking on the command line: results on stdout, progress and complaints on stderr, in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from core.words import _, ngettext

_out = Console(highlight=False, emoji=False)
_err = Console(stderr=True, highlight=False, emoji=False)


def say(sentence: str, *, style: str | None = None) -> None:
    """A result. One sentence is one line, however narrow the window."""
    _out.print(sentence, style=style, markup=False, soft_wrap=True)


def complain(sentence: str) -> None:
    """Something that went wrong."""
    _err.print(sentence, markup=False, soft_wrap=True)


def figures(rows: list[tuple[str, str]]) -> None:
    """What was counted, one line each."""
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    for name, figure in rows:
        table.add_row(Text(name), Text(figure))  # what people wrote is no markup of the terminal's
    _out.print(table)


Meter = Callable[[int, int], None]
"""Tells how far something has come: the whole distance so far, and how many rows the last step did."""


@contextmanager
def meter(verb: str, total: int) -> Iterator[Meter]:
    """A progress bar with rows a second, where somebody watches."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]}"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal) as progress:
        task = progress.add_task(verb, total=total or None, rows="")
        done = 0

        def move(read: int, rows: int) -> None:
            nonlocal done
            done += rows
            elapsed = progress.tasks[0].elapsed or 0
            rate = f"{done / elapsed:,.0f}" if elapsed else "–"
            said = _("%(rows)s rows, %(rate)s/s", rows=f"{done:,}", rate=rate)
            progress.update(task, completed=read, rows=said)

        yield move


@contextmanager
def steps(verb: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar for work that counts its steps: call it with how many are done and how many there are."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal) as progress:
        task = progress.add_task(verb, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


Work = Callable[[str, int, int], None]
"""Tells what is being done now, how far it has come and how far it goes (0: nobody knows)."""


@contextmanager
def works() -> Iterator[Work]:
    """One line for each kind of work, for work of several kinds in turn."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal) as progress:
        task = progress.add_task("", total=None)

        def tell(what: str, done: int, of: int) -> None:
            progress.update(task, description=what, completed=done, total=of or None)

        yield tell


def show(table: Table) -> None:
    """A table among the results."""
    _out.print(table)


def took(rows: int, seconds: float) -> None:
    """How long so many rows took."""
    say(
        ngettext(
            "%(rows)s row in %(seconds)s s.",
            "%(rows)s rows in %(seconds)s s.",
            rows,
            rows=f"{rows:,}",
            seconds=f"{seconds:.1f}",
        )
    )
