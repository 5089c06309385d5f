"""`madang bench`: builds yards of several sizes, looks whether they are well, measures them, and shows the figures."""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from rich.table import Table as Drawn

from commands import console
from commands.bench import reports
from commands.bench.aims import aims
from commands.bench.building.builder import build
from commands.bench.building.places import Place
from commands.bench.content.scale import Scale
from commands.bench.measuring.measuring import Measured, measured
from commands.bench.measuring.serving import environment
from commands.bench.measuring.timing import Effort
from composition import compose
from core.clock import now
from core.errors import Misconfigured
from core.settings import settings
from core.words import _, ngettext
from frontend import mail
from frontend.rendering import know
from frontend.routes import named

SIZES = (1_000, 100_000, 1_000_000)
SMALLEST = 60
"""Fewer ideas have no conversation of fifty comments in them, nor a page that is deep."""


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line."""

    sizes: Sequence[int]
    database: str
    directory: Path
    rebuild: bool
    keep: bool
    measure: bool
    requests: int
    seconds: float
    markdown: Path | None
    seed: int = 1

    @property
    def effort(self) -> Effort:
        return Effort(self.requests, self.seconds)


def bench(wanted: Wanted) -> int:
    """Build and measure each yard; how many aims were missed."""
    server = _server(wanted.database)
    places = [Place(size, wanted.directory, server) for size in sorted(set(wanted.sizes))]
    for place in places:
        asyncio.run(_yard(place, wanted))
    missed = _report(_measured(places, wanted), wanted.markdown) if wanted.measure else 0
    for place in places if not wanted.keep else ():
        asyncio.run(place.drop())
    return missed


def _server(given: str) -> str:
    """The maintenance database of the PostgreSQL server that was named; "" for SQLite."""
    if not given:
        return ""
    parts = urlsplit(given)
    if parts.scheme not in ("postgres", "postgresql") or parts.path.strip("/"):
        raise Misconfigured(
            _(
                "Name a PostgreSQL server without a database, as in postgres://user@host/: the bench makes its own."
            )
        )
    return parts._replace(path="/postgres").geturl()


async def _yard(place: Place, wanted: Wanted) -> None:
    """It stands, and is well."""
    if wanted.rebuild or not await place.stands(wanted.seed):
        await _build(place, wanted.seed)
    await asyncio.to_thread(_examine, place, wanted.directory)


def _measured(places: Sequence[Place], wanted: Wanted) -> list[Measured]:
    console.say(_("Measuring."))
    compose()
    mail.fill()
    know(named())
    yards = {place.ideas: place.url for place in places}
    with console.works() as said:
        return asyncio.run(measured(yards, wanted.directory, wanted.effort, said))


async def _build(place: Place, seed: int) -> None:
    if place.ideas < SMALLEST:
        raise Misconfigured(_("A yard to measure has at least %(least)s ideas.", least=SMALLEST))
    begun = perf_counter()
    scale = Scale(place.ideas, int(now().timestamp()), seed)
    with console.works() as said:
        await place.clear()
        await build(place.unfinished, scale, said)
        await place.finish(scale)
    minutes = (perf_counter() - begun) / 60
    size = f"{place.ideas:,}"
    console.say(
        _("Built a yard with %(size)s ideas in %(minutes)s minutes.", size=size, minutes=f"{minutes:.1f}")
    )


def _examine(place: Place, var: Path) -> None:
    """As `madang doctor` looks at any yard."""
    begun = perf_counter()
    command = [sys.executable, "-m", "commands", "doctor"]
    done = subprocess.run(
        command, env=environment(place.url, var), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Misconfigured(_("The yard isn't well:\n%(said)s", said=done.stdout + done.stderr))
    seconds = round(perf_counter() - begun)
    said = ngettext(
        "`madang doctor` looked for %(num)s second: all is well.",
        "`madang doctor` looked for %(num)s seconds: all is well.",
        seconds,
    )
    console.say(said)


def _report(found: Sequence[Measured], file: Path | None) -> int:
    made = reports.tables(found)
    for table in made:
        drawn = Drawn(title=table.title, title_justify="left")
        for place, name in enumerate(table.head):
            drawn.add_column(name, justify="right" if place else "left")
        for cells in table.rows:
            drawn.add_row(*cells)
        console.show(drawn)
    if file:
        file.write_text(reports.markdown(made), encoding="utf-8")
    return sum(not each.reached for each in aims(found))


def default_directory() -> Path:
    return settings().var / "bench"
