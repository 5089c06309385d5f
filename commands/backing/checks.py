"""What is counted and looked at in a copy before it is believed."""

from collections.abc import Awaitable, Callable, Iterable

from commands.doctor import invariants, loop, rooms
from commands.doctor.findings import Finding, Mark
from core.database import opened
from core.migrations import known

INVARIANTS: dict[str, Callable[[], Awaitable[Iterable[Finding]]]] = {
    "votes": invariants.votes,
    "comments": invariants.comments,
    "merges": invariants.merges,
    "events": invariants.events,
    "rounds": loop.rounds,
    "asks": loop.asks,
    "links": loop.links,
    "rooms": rooms.members,
}


async def wrong_in(url: str, migrations: Iterable[str]) -> dict[str, str]:
    """Which invariants don't hold in the database at `url`, each with its sentence. Nothing can be said of one that an
    older Madang's migrations made."""
    if set(migrations) != known():
        return {}
    async with opened(url, pool=2):
        return {
            name: found.sentence
            for name, check in INVARIANTS.items()
            for found in await check()
            if found.mark is Mark.WRONG
        }


def differences(wanted: dict[str, int], found: dict[str, int]) -> list[str]:
    """The tables that don't have as many rows as they should."""
    return sorted(table for table in {*wanted, *found} if wanted.get(table) != found.get(table))
