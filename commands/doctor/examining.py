"""The order of the checks: what the others stand on comes first, and ends the visit when it is wrong."""

from collections.abc import Awaitable, Callable, Iterable

from commands import console
from commands.doctor import databases, hooks, invariants, loop, posts, rooms, search, settled, surroundings
from commands.doctor.findings import Finding, Mark, note, wrong
from commands.failures import explained
from composition import compose
from core.database import opened
from core.settings import settings
from core.words import N_, _

STYLES = {Mark.WELL: None, Mark.NOTE: "yellow", Mark.WRONG: "red"}

Check = Callable[[], Awaitable[Iterable[Finding]]]

GROUND: tuple[Check, ...] = (databases.server, databases.migrations)
"""Without these there is nothing to look at."""

KEPT: tuple[Check, ...] = (
    invariants.votes,
    invariants.comments,
    invariants.merges,
    invariants.events,
    loop.rounds,
    loop.asks,
    loop.links,
    rooms.members,
)
"""What Madang itself keeps right: nobody can set it right by hand."""

REST: tuple[Check, ...] = (
    search.index,
    posts.mail,
    posts.deliveries,
    posts.tasks,
    posts.pulse,
    hooks.receivers,
    hooks.waiting,
    surroundings.clock,
    surroundings.admins,
    surroundings.meaning,
)


ASTRAY = N_(
    "What is wrong above came from a defect or a change by hand: run `madang backup`, and tell Madang's authors what"
    " stands here."
)


async def examine(*, mail: bool = False) -> int:
    """Say what every check finds; how many things are wrong. With `mail` the mail server is called as well."""
    found = [*_said(surroundings.configuration()), *_said(settled.configuration())]
    if any(each.mark is Mark.WRONG for each in found):
        return _count(found)
    compose()
    try:
        async with opened(settings().database):
            for check in GROUND:
                found += _said(await check())
                if found[-1].mark is Mark.WRONG:
                    return _count(found)
            found += _said(await databases.manner())
            kept = [each for check in KEPT for each in _said(await check())]
            found += [*kept, *_said([note(_(ASTRAY))] if _count(kept) else [])]
            for check in (*REST, posts.mail_server) if mail else REST:
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
