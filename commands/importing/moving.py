"""`madang import fider`, `uservoice` and `github`: a whole portal moves in."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from commands import console
from commands.importing.command import zone_of
from commands.importing.reports import reporting
from commands.yard import entered
from core.text import one_line
from core.words import _
from ideas.imports.rows import Unsaid
from ideas.models import Kind
from moving.arriving.forms import Left, Source
from moving.arriving.github import Repository
from moving.arriving.sources import fider
from moving.arriving.taking import Manner, Outcome, take
from moving.arriving.uservoice import Suggestions

Read = Callable[[Path], Source]

FILE = typer.Argument(metavar="FILE")
BOARD = typer.Option(metavar="SLUG", help=_("The board of what names none that is here; else the first one."))
SOURCE = typer.Option(help=_("Where it comes from. With the ids of the file it tells what is here already."))
ZONE = typer.Option(metavar="ZONE", help=_("The zone of dates that have none, like Asia/Seoul."))
DRY_RUN = typer.Option("--dry-run", help=_("Say what would happen, and write nothing."))
STRICT = typer.Option(
    "--strict", help=_("All rows or none: one that must be left out ends it with status 1.")
)
REPORT = typer.Option(metavar="CSV", help=_("Write the rows that were left out into this file too."))


@dataclass(frozen=True)
class Order:
    """A file, what reads it, and how it is to be taken."""

    path: Path
    read: Read
    manner: Manner
    report: Path | None


def importer(read: Read, name: str) -> Callable[..., None]:
    """The command for what `read` reads; `name` is the source's unless another is given."""

    def command(
        file: Annotated[Path, FILE],
        board: Annotated[str, BOARD] = "",
        source: Annotated[str, SOURCE] = name,
        timezone: Annotated[str, ZONE] = "UTC",
        dry_run: Annotated[bool, DRY_RUN] = False,
        strict: Annotated[bool, STRICT] = False,
        report: Annotated[Path | None, REPORT] = None,
    ) -> None:
        unsaid = Unsaid(Kind.IDEA, one_line(board), zone_of(timezone))
        manner = Manner(one_line(source), unsaid, dry_run=dry_run, strict=strict)
        if not asyncio.run(_import(Order(file, read, manner, report))):
            raise typer.Exit(1)

    return command


import_fider = importer(fider, "fider")
import_uservoice = importer(Suggestions, "uservoice")
import_github = importer(Repository, "github")


async def _import(order: Order) -> bool:
    began = time.monotonic()
    async with entered():
        source = order.read(order.path)
        with reporting(order.report, besides=order.path) as report, console.works() as works:
            console.say(source.says)

            def tell(left: Left) -> None:
                report.add_place(left.place.where, left.reason, left.place.source_id, left.place.title)

            outcome = await take(
                source, order.manner, tell, lambda kind, done: works(f"{_(kind)}: {done:,}", 0, 0)
            )
    _conclude(order, outcome, time.monotonic() - began)
    return not (order.manner.strict and outcome.wrong)


def _conclude(order: Order, outcome: Outcome, seconds: float) -> None:
    for kind, tally in outcome.kinds.items():
        if tally.taken or tally.updated or tally.unchanged:
            said = _(
                "%(taken)s taken, %(updated)s updated, %(unchanged)s unchanged",
                taken=f"{tally.taken:,}",
                updated=f"{tally.updated:,}",
                unchanged=f"{tally.unchanged:,}",
            )
            console.say(f"{_(kind)}: {said}")
    console.say(
        _(
            "Left out: %(wrong)s. Not taken as they stood, by design: %(by_design)s. In %(seconds)s s.",
            wrong=f"{outcome.wrong:,}",
            by_design=f"{outcome.by_design:,}",
            seconds=f"{seconds:.1f}",
        )
    )
    console.say(_verdict(order.manner, outcome))


def _verdict(manner: Manner, outcome: Outcome) -> str:
    if manner.strict and outcome.wrong:
        return _("Nothing was written: with --strict, every row has to be right.")
    if manner.dry_run:
        return _("Nothing was written: this was a dry run.")
    if outcome.changed:
        return _("What came from “%(source)s” is in the yard.", source=manner.source)
    return _("Nothing changed.")
