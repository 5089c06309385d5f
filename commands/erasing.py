"""`madang erase`: what an admin's page does, for whoever runs this yard. First it says whom it would be, and asks."""

import asyncio
from typing import Annotated

import typer

from commands import console
from commands.yard import entered
from core.database import row
from core.errors import Invalid, Misconfigured
from core.words import _
from people import operations
from people.addresses import normalised
from people.models import Person


def erase(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help=_("The person's e-mail address."))],
    reason: Annotated[
        str, typer.Option(help=_("Why. It stands in the record for good: name nobody in it."))
    ] = "",
    credited: Annotated[
        bool, typer.Option("--keep-credits", help=_("Keep the names by which they asked to be credited."))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Say whom it would be, and end."))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do it without asking."))] = False,
) -> None:
    person, figures = asyncio.run(_looked_up(email))
    console.figures(figures)
    if dry_run:
        console.say(_("Nothing was changed."))
        return
    if not yes:
        _ask(person)
    asyncio.run(_erase(person, reason or _("On the command line."), credited))
    console.say(_("They are erased. Backups and exports from before still have them: let them end too."))


async def _looked_up(email: str) -> tuple[Person, list[tuple[str, str]]]:
    """Whom it would be, and how much of theirs stays."""
    async with entered():
        person = await operations.to_be_erased(email)
        return person, await _figures(person)


async def _figures(person: Person) -> list[tuple[str, str]]:
    counted = await row(
        """SELECT (SELECT COUNT(*) FROM idea WHERE author_id = :id) AS ideas,
                  (SELECT COUNT(*) FROM comment WHERE author_id = :id) AS comments,
                  (SELECT COUNT(*) FROM vote WHERE person_id = :id) AS votes,
                  (SELECT COUNT(*) FROM membership WHERE person_id = :id AND state = 'active') AS rooms""",
        id=person.id,
    )
    assert counted is not None
    return [
        (_("name"), person.name or "–"),
        (_("address"), str(person.email)),
        (_("role"), _(person.role.label)),
        (_("here since"), person.created_at.strftime("%Y-%m-%d")),
        (_("ideas and complaints"), f"{counted['ideas']:,}"),
        (_("comments"), f"{counted['comments']:,}"),
        (_("votes"), f"{counted['votes']:,}"),
        (_("rooms"), f"{counted['rooms']:,}"),
    ]


def _ask(person: Person) -> None:
    """Their address once more, so that nobody goes by mistake. Raises `Misconfigured` for anything else."""
    console.say(_("Nobody can undo this. What they did stays, nameless, and every count as it is."))
    try:
        typed = input(_("Their address once more, to erase them for good:") + " ")
    except EOFError:
        raise Misconfigured(_("Nothing was changed. Where nobody can be asked, --yes says it.")) from None
    if not _is_theirs(typed, person):
        raise Misconfigured(_("That isn't their address. Nothing was changed."))


def _is_theirs(typed: str, person: Person) -> bool:
    try:
        return normalised(typed) == person.email
    except Invalid:
        return False


async def _erase(person: Person, reason: str, credited: bool) -> None:
    async with entered():
        await operations.erase(person.id, reason=reason, credited=credited, by=None)
