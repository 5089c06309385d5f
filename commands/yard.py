"""The yard that a command works on: its database open, its ports filled, its migrations applied."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api import payloads
from composition import compose
from core.database import opened, row
from core.errors import Misconfigured
from core.migrations import pending
from core.settings import settings
from core.words import _
from frontend import mail
from frontend.rendering import know
from frontend.routes import named


@asynccontextmanager
async def entered() -> AsyncIterator[None]:
    """Inside, operations and queries work. Raises `Misconfigured` where `madang migrate` has to come first."""
    given = settings()
    compose()
    mail.fill()
    payloads.fill()
    know(named())
    async with opened(given.database, pool=given.database_pool):
        await row(
            "SELECT 1 AS here"
        )  # a database that can't be reached says so itself; `pending` would take it for a new one
        if await pending(given.database):
            raise Misconfigured(_("The database isn't up to date: run `madang migrate` first."))
        yield


async def is_empty() -> bool:
    """Nobody has come yet and nothing was posted."""
    found = await row("SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM idea) AS used")
    return found is not None and not found["used"]
