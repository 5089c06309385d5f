"""`madang admin`: a way in for whoever runs this yard."""

import asyncio
from typing import Annotated

import typer

from commands.yard import entered
from core.settings import settings
from core.words import _
from frontend.rendering import url_for
from people.models import Role
from people.operations import appoint
from people.sign_in import link_for


def admin(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help=_("The person's e-mail address."))],
) -> None:
    asyncio.run(_admin(email))


async def _admin(email: str) -> None:
    async with entered():
        await appoint(email, Role.ADMIN)
        secret = await link_for(email)
    print(settings().address + url_for("sign_in_link", token=secret))
