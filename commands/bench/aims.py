"""What is aimed at, and whether it was reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commands.bench.measuring.measuring import Measured, growth
from commands.bench.measuring.timing import share
from core.words import _

MOST_QUERIES = {"home": 6, "idea with 50 comments": 8}
OF_BARE, OF_TEMPLATE, OF_COMMITS = 0.7, 0.6, 0.6
MOST_GROWTH = 1.3
SIMILAR_P99 = 0.05
FIRST_LOAD = 60_000
COLD_START = 1.5
MEMORY = 200 * 2**20


@dataclass(frozen=True)
class Aim:
    """`figure` as it was measured, `wanted` as it should be."""

    name: str
    figure: str
    wanted: str
    reached: bool


def aims(found: Sequence[Measured]) -> list[Aim]:
    """Of each yard, and of each against the smallest."""
    made: list[Aim] = []
    for yard in found:
        made += [*_pages(yard), *_votes(yard), *_process(yard)]
        if yard is not found[0]:
            made += _grown(found[0], yard)
    return made


def _at_least(name: str, figure: float, wanted: float) -> Aim:
    return Aim(name, f"{figure:.2f}", f"≥ {wanted}", figure >= wanted)


def _pages(yard: Measured) -> Iterator[Aim]:
    size = {"size": f"{yard.ideas:,}"}
    for page, most in MOST_QUERIES.items():
        queries = [each.queries for each in yard.lines if each.name.startswith(f"{page}, ")]
        name = _("%(size)s: queries of “%(page)s”", page=page, **size)
        yield Aim(name, str(max(queries)), f"≤ {most}", max(queries) <= most)
    home, mine = yard.line("home, signed out"), yard.line("home, signed in")
    if home and home.timing.rate:
        of_it = share(home.timing.rates, home.bare.rates)
        yield _at_least(_("%(size)s: home signed out of a bare page", **size), of_it, OF_BARE)
    if mine and mine.template and mine.timing.rate:
        of_it = share(mine.timing.rates, mine.template.rates)
        yield _at_least(_("%(size)s: home signed in of its template alone", **size), of_it, OF_TEMPLATE)
    similar = max(each.timing.p99 for each in yard.lines if each.name.startswith("similar"))
    name = _("%(size)s: similar while typing, p99", **size)
    yield Aim(name, f"{similar * 1000:.1f} ms", "< 50 ms", similar < SIMILAR_P99)


def _votes(yard: Measured) -> Iterator[Aim]:
    if yard.votes:
        size, (spread, single) = f"{yard.ideas:,}", yard.votes.of_commits
        many = _("%(size)s: votes for many ideas of single commits", size=size)
        yield _at_least(many, spread, OF_COMMITS)
        one = _("%(size)s: votes for one idea of single commits", size=size)
        yield _at_least(one, single, OF_COMMITS)


def _process(yard: Measured) -> Iterator[Aim]:
    size = f"{yard.ideas:,}"
    cold = _("%(size)s: cold start", size=size)
    yield Aim(cold, f"{yard.cold:.2f} s", f"< {COLD_START} s", yard.cold < COLD_START)
    held = _("%(size)s: memory of the web process", size=size)
    yield Aim(held, f"{yard.memory / 2**20:.0f} MB", "< 200 MB", yard.memory < MEMORY)
    if yard.first:
        load = _("%(size)s: first load over the wire", size=size)
        yield Aim(load, f"{yard.first.size / 1000:.1f} KB", "< 60 KB", yard.first.size < FIRST_LOAD)
        drawn = _("%(size)s: files that keep the page from being drawn", size=size)
        yield Aim(drawn, str(yard.first.blocking), "≤ 1", yard.first.blocking <= 1)


def _grown(small: Measured, large: Measured) -> Iterator[Aim]:
    grown = growth(small.lines, large.lines)
    name, most = max(grown.items(), key=lambda each: each[1])
    sizes = {"small": f"{small.ideas:,}", "large": f"{large.ideas:,}", "page": name}
    sentence = _("From %(small)s to %(large)s: most growth of a median, “%(page)s”", **sizes)
    yield Aim(sentence, f"{most:.2f}×", f"≤ {MOST_GROWTH}×", most <= MOST_GROWTH)
