"""The urn: ballots that come at once are committed together, so that a crowd waits for few commits instead of many.

Whoever votes puts a ballot in and waits. What lies there when the urn is emptied goes into one transaction, and what is
put in meanwhile waits for the next; a ballot that comes alone is committed at once. In a group each person's ballots
keep their order, and one that fails, fails alone. A ballot that was put in counts, also when whoever put it in has
gone. Inside an operation's transaction a ballot is a part of that transaction.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence

import asyncpg
from tortoise.exceptions import DBConnectionError

from core.changes import quietly
from core.database import connection, in_act, on_sqlite
from core.together import Together
from voting import on_postgres, on_sqlite_file
from voting.ballot import Ballot, Outcome

log = logging.getLogger("madang.voting")

MOST = 128
"""Ballots in one transaction at most: others that write wait no longer than that."""

NO_DATABASE = (
    OSError,
    DBConnectionError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
)
"""What no ballot is to blame for, and no other would fare better with."""

Came = Outcome | None | Exception


async def put(ballot: Ballot) -> Outcome | None:
    """Put the ballot into the urn: what came of it, once that is committed, or None where the person doesn't see the
    idea."""
    if not in_act():
        return await _urn.ask(ballot)
    (came,) = await together([ballot])
    if isinstance(came, Exception):
        raise came
    return came


async def _emptied(ballots: Sequence[Ballot]) -> Sequence[Came]:
    with quietly():
        return await together(ballots)


_urn: Together[Ballot, Outcome | None] = Together(_emptied, most=MOST)


async def together(ballots: Sequence[Ballot]) -> Sequence[Came]:
    """What came of each, all in as few transactions as can be. Raises what would befall all of them."""
    if on_sqlite():
        found: list[Came] = await connection().in_one_hop(lambda raw: on_sqlite_file.put_all(raw, ballots))
        return found
    came: dict[int, Came] = {}
    for wave in _waves(ballots):
        for work, taking_back in ((on_postgres.cast, False), (on_postgres.take_back, True)):
            places = [place for place in wave if ballots[place].taking_back is taking_back]
            found = await _apart(work, [ballots[place] for place in places]) if places else []
            came.update(zip(places, found, strict=True))
    return [came[place] for place in range(len(ballots))]


def _waves(ballots: Sequence[Ballot]) -> Iterator[list[int]]:
    """The places of everybody's first ballot, of their second, and so on."""
    waves: list[list[int]] = []
    seen: dict[int, int] = {}
    for place, ballot in enumerate(ballots):
        number = seen.get(ballot.person, 0)
        seen[ballot.person] = number + 1
        if number == len(waves):
            waves.append([])
        waves[number].append(place)
    return iter(waves)


async def _apart(
    work: Callable[[Sequence[Ballot]], Awaitable[list[Outcome | None]]], ballots: Sequence[Ballot]
) -> list[Came]:
    """All at once; where that fails, each by itself."""
    try:
        return list(await work(ballots))
    except NO_DATABASE:
        raise
    except Exception as error:
        if in_act():
            raise
        if len(ballots) == 1:
            return [error]
        log.info("A group of %d votes is cast one by one: %r", len(ballots), error)
    return [came for ballot in ballots for came in await _apart(work, [ballot])]
