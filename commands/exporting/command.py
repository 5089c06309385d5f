"""`madang export FILE.zip` and `madang import madang FILE.zip`, and what they say in the end."""

import asyncio
import time
from pathlib import Path
from typing import Annotated

import typer

from commands import console
from commands.yard import entered
from core.errors import Misconfigured
from core.settings import settings
from core.words import _
from moving.exporting.manifest import Manifest
from moving.exporting.taking import Stages, take_in
from moving.exporting.writing import export


def export_all(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help=_("Where the export is written."))],
    without_private: Annotated[
        bool,
        typer.Option(
            "--without-private",
            help=_("Leave out rooms, messages and blocks, as the export that admins make on the site does."),
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace the file where there is one already."))
    ] = False,
) -> None:
    if file.exists() and not force:
        raise Misconfigured(_("%(file)s is there already. With --force it is replaced.", file=str(file)))
    if not file.parent.is_dir():
        raise Misconfigured(_("There is no folder %(folder)s.", folder=str(file.parent)))
    asyncio.run(_export(file, private=not without_private))


async def _export(file: Path, *, private: bool) -> None:
    began = time.monotonic()
    async with entered():
        with console.steps(_("Rows")) as progress:
            made = await export(settings().database, file, private=private, said=progress)
    _conclude(made, file, time.monotonic() - began)
    if private:
        console.say(
            _(
                "Closed rooms, messages and e-mail addresses are in it: keep it as you keep the database itself."
            )
        )
    else:
        console.say(_("Rooms, messages and blocks aren't in it; e-mail addresses are."))


def import_madang(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.zip", exists=True, dir_okay=False, help=_("What `madang export` has written.")
        ),
    ],
) -> None:
    asyncio.run(_import(file))


async def _import(file: Path) -> None:
    began = time.monotonic()
    async with entered():
        with console.works() as works:
            stages = Stages(
                lambda done, total: works(_("Checking"), done, total),
                lambda done, total: works(_("Rows"), done, total),
                lambda done, total: works(_("Words for the search"), done, total),
            )
            made = await take_in(settings().database, file, stages)
    _conclude(made, file, time.monotonic() - began)
    console.say(_("The yard is here. Everybody signs in anew; `madang doctor` looks whether all is well."))


def _conclude(made: Manifest, file: Path, seconds: float) -> None:
    rows = sum(part.rows for part in made.data)
    console.figures(
        [
            (_("tables"), f"{len(made.data):,}"),
            (_("rows"), f"{rows:,}"),
            (_("bytes"), f"{file.stat().st_size:,}"),
        ]
    )
    console.took(rows, seconds)
