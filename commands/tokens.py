"""`madang token`: a way in for a program."""

import asyncio
from typing import Annotated

import typer

from commands import console
from commands.yard import entered
from core.words import _
from people.accounts import token_for
from people.models import Scope
from people.permissions import is_settled
from people.site import current


def token(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help=_("The person's e-mail address."))],
    scope: Annotated[
        list[str] | None,
        typer.Option(
            help=_("What it may do: read, write or manage, as often as needed; without, all three.")
        ),
    ] = None,
    name: Annotated[str, typer.Option(help=_("What uses it, for those who look at their tokens."))] = "",
) -> None:
    asyncio.run(_token(email, _scopes(scope or []), name or _("Made on the command line")))


def _scopes(given: list[str]) -> list[Scope]:
    known = {scope.value: scope for scope in Scope}
    if wrong := [each for each in given if each not in known]:
        raise typer.BadParameter(
            _("There is no scope “%(scope)s”. There are: %(known)s.", scope=wrong[0], known=", ".join(known))
        )
    return [known[each] for each in given] or list(Scope)


async def _token(email: str, scopes: list[Scope], name: str) -> None:
    """Nothing but the token goes to stdout: `TOKEN=$(madang token you@example.com)` is all that a script needs."""
    async with entered():
        made, person = await token_for(email, name=name, scopes=scopes)
        if not is_settled(person, await current()):
            console.complain(
                _("They haven't agreed to the terms: until they do so on the site, the token only reads.")
            )
    print(made)
