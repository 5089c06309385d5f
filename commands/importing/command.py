"""`madang import ideas`, its options and what it says in the end."""

import asyncio
import time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from commands import console
from commands.importing import columns
from commands.importing.ideas import Import, Order
from commands.importing.reports import reporting
from commands.yard import entered
from core.text import one_line
from core.words import _
from ideas.imports.rows import FIELDS, Unsaid
from ideas.imports.taking import Outcome
from ideas.models import Kind


def import_ideas(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help=_("CSV (.csv, .tsv) or JSON Lines (.jsonl, .ndjson), UTF-8 or CP949.")
        ),
    ],
    map_: Annotated[
        list[str],
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help=_(
                "Read a field from a column of another name; as often as needed. Fields: %(fields)s.",
                fields=", ".join(FIELDS),
            ),
        ),
    ] = [],  # noqa: B006 (typer copies it)
    source: Annotated[
        str,
        typer.Option(help=_("Where the ideas come from. With source_id it tells which are here already.")),
    ] = "file",
    board: Annotated[
        str, typer.Option(metavar="SLUG", help=_("The board of rows that name none; else the first one."))
    ] = "",
    kind: Annotated[Kind, typer.Option(help=_("What rows are that don't say."))] = Kind.IDEA,
    timezone: Annotated[
        str, typer.Option(metavar="ZONE", help=_("The zone of dates that have none, like Asia/Seoul."))
    ] = "UTC",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would happen, and write nothing."))
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help=_("All rows or none: one that must be left out ends it with status 1.")
        ),
    ] = False,
    create_boards: Annotated[
        bool, typer.Option("--create-boards", help=_("Make the boards that rows name and nobody has made."))
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help=_("Write the rows that were left out into this file too.")),
    ] = None,
) -> None:
    order = Order(
        path=file,
        source=one_line(source),
        unsaid=Unsaid(kind, one_line(board), zone_of(timezone)),
        columns=columns.parsed(map_),
        create_boards=create_boards,
        dry_run=dry_run,
        strict=strict,
    )
    if not asyncio.run(_import(order, report)):
        raise typer.Exit(1)


def zone_of(name: str) -> ZoneInfo:
    """The zone of this name. Raises `typer.BadParameter` where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise typer.BadParameter(
            _("There is no time zone “%(zone)s”; one is Asia/Seoul.", zone=name)
        ) from None


async def _import(order: Order, report: Path | None) -> bool:
    began = time.monotonic()
    async with entered():
        with reporting(report, besides=order.path) as left_out:
            run = Import(order, left_out)
            console.say(run.file.says)
            outcome = await run.run()
    _conclude(order, outcome, left_out.count, time.monotonic() - began)
    return not (order.strict and left_out.count)


def _conclude(order: Order, outcome: Outcome, left_out: int, seconds: float) -> None:
    rows = outcome.taken + outcome.unchanged + outcome.updated + left_out
    console.figures(
        [
            (_("taken"), f"{outcome.taken:,}"),
            (_("updated"), f"{outcome.updated:,}"),
            (_("unchanged"), f"{outcome.unchanged:,}"),
            (_("left out"), f"{left_out:,}"),
        ]
    )
    console.took(rows, seconds)
    console.say(_verdict(order, outcome, left_out))


def _verdict(order: Order, outcome: Outcome, left_out: int) -> str:
    if order.strict and left_out:
        return _("Nothing was written: with --strict, every row has to be right.")
    if order.dry_run:
        return _("Nothing was written: this was a dry run.")
    if outcome.taken or outcome.updated:
        return _("The ideas from “%(source)s” are in the yard.", source=order.source)
    return _("Nothing changed.")
