"""The order of the checks: what the others stand on comes first, and ends the visit when it is wrong."""

from collections.abc import Awaitable, Callable, Iterable

from commands import console
from commands.doctor import databases, invariants, loop, posts, search, surroundings
from commands.doctor.findings import Finding, Mark, wrong
from commands.failures import explained
from composition import compose
from core.database import opened
from core.settings import settings

STYLES = {Mark.WELL: None, Mark.NOTE: "yellow", Mark.WRONG: "red"}

Check = Callable[[], Awaitable[Iterable[Finding]]]

GROUND: tuple[Check, ...] = (databases.server, databases.migrations)
"""Without these there is nothing to look at."""

REST: tuple[Check, ...] = (
    databases.manner,
    invariants.votes,
    invariants.comments,
    invariants.merges,
    invariants.events,
    search.index,
    loop.rounds,
    loop.asks,
    loop.links,
    posts.mail,
    posts.deliveries,
    posts.tasks,
    surroundings.clock,
    surroundings.admins,
    surroundings.meaning,
)


async def examine() -> int:
    """Say what every check finds; how many things are wrong."""
    found = [*_said(surroundings.configuration())]
    if any(each.mark is Mark.WRONG for each in found):
        return _count(found)
    compose()
    try:
        async with opened(settings().database):
            for check in GROUND:
                found += _said(await check())
                if found[-1].mark is Mark.WRONG:
                    return _count(found)
            for check in REST:
                found += _said(await check())
    except Exception as error:
        if (sentence := explained(error)) is None:
            raise
        found += _said([wrong(sentence)])
    return _count(found)


def _said(found: Iterable[Finding]) -> list[Finding]:
    kept = list(found)
    for each in kept:
        console.say(f"{each.mark} {each.sentence}", style=STYLES[each.mark])
    return kept


def _count(found: Iterable[Finding]) -> int:
    return sum(each.mark is Mark.WRONG for each in found)
