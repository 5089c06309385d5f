"""Sessions: the browsers in which somebody is signed in. Each is a row, so that it can be seen and ended."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from activity.models import Audience
from activity.operations import record
from core.clock import now
from core.database import Row, in_act, in_transaction, moment, rows
from core.errors import NotFound
from core.secrets import digest, token
from core.together import Together
from people.events import PersonEvent
from people.models import Person, Session

M = TypeVar("M", Person, Session)

IDLE = timedelta(days=30)
ABSOLUTE = timedelta(days=180)
SEEN_EVERY = timedelta(hours=1)
"""`last_seen_at` is written at most that often: reading a page shouldn't wait for a write."""

SESSION_FIELDS = ("id", "created_at", "token_hash", "person_id", "last_seen_at", "user_agent", "revoked_at")
TIMES = (
    *(f"session_{name}" for name in SESSION_FIELDS if name.endswith("_at")),
    "created_at",
    "deactivated_at",
)
"""What a row's times are called. Read here, they take a tenth of the time that the models would need."""

FIND = f"""
    SELECT {", ".join(f"s.{name} AS session_{name}" for name in SESSION_FIELDS)}, p.*
    FROM session s JOIN person p ON p.id = s.person_id
    WHERE s.token_hash IN :hashes AND s.revoked_at IS NULL AND p.deactivated_at IS NULL
"""
MOST_READ = 1_000
"""Sessions whose rows are kept as they were read."""
SIZES = (1, 8, 64)
"""So many are asked for at once, places left empty: few statements, which the databases know by heart."""


@in_transaction
async def begin(person: Person, user_agent: str = "", *, instead_of: str = "") -> str:
    """Sign this person in in one more browser: the token for its cookie, which is kept nowhere else.

    `instead_of` is the token that this browser held until now: its session ends, no token is carried over.
    """
    if instead_of:
        await Session.filter(token_hash=digest(instead_of), revoked_at=None).update(revoked_at=now())
    made = token()
    session = await Session.create(
        token_hash=digest(made), person_id=person.id, user_agent=user_agent[:300], last_seen_at=now()
    )
    await _record(PersonEvent.SIGNED_IN, person, session=session.id)
    return made


async def person_of(token: str) -> tuple[Person, Session] | None:
    """Whose token this is, in one query; None when nobody's, ended, idle for 30 days or 180 days old."""
    at = now()
    hashed = digest(token)
    found = (await _find([hashed]))[0] if in_act() else await _asked.ask(hashed)
    if found is None:
        return None
    person, session = _both(found)
    if session.last_seen_at <= at - IDLE or session.created_at <= at - ABSOLUTE:
        return None
    if session.last_seen_at < at - SEEN_EVERY:
        await _seen(session.id)
    return person, session


def _both(found: Row) -> tuple[Person, Session]:
    """The person and the session in this row, for one request alone. Reading a row takes long, and the same one comes
    again and again: what was read of it is kept, and copied."""
    kept = _read.get(found["session_id"])
    if kept is None or kept[0] != found:
        times = {name: moment(found[name]) for name in TIMES}
        read = {**found, **times}
        session = Session._init_from_db(**{name: read[f"session_{name}"] for name in SESSION_FIELDS})
        kept = _read[found["session_id"]] = found, Person._init_from_db(**read), session
        while len(_read) > MOST_READ:
            del _read[next(iter(_read))]
    return copied(kept[1]), copied(kept[2])


def copied(model: M) -> M:
    """Another one with the same values (`copy.copy` would take as long as reading it)."""
    made = object.__new__(type(model))
    made.__dict__.update(model.__dict__)
    return made


async def _find(hashes: Sequence[str]) -> Sequence[Row | None]:
    """The live sessions with these hashes and their people, all that ask at once in one query."""
    size = next(size for size in SIZES if size >= len(hashes))
    found = await rows(FIND, hashes=[*hashes, *[""] * (size - len(hashes))])
    read = {each["session_token_hash"]: each for each in found}
    return [read.get(hashed) for hashed in hashes]


_read: dict[int, tuple[Row, Person, Session]] = {}
"""What was made of rows, for as long as the database gives the same row: whether a session has ended, or a person is
somebody else by now, is asked of the database each time, so that it ends in every process at once."""
_asked: Together[str, Row | None] = Together(_find, most=SIZES[-1])


async def sessions_of(person: Person) -> list[Session]:
    """Where this person is signed in, the latest seen first."""
    at = now()
    live = Session.filter(
        person_id=person.id, revoked_at=None, last_seen_at__gt=at - IDLE, created_at__gt=at - ABSOLUTE
    )
    return await live.order_by("-last_seen_at", "-id")


@in_transaction
async def revoke(session_id: int, by: Person) -> None:
    """End one of one's own sessions. One that has ended already stays ended."""
    if not await Session.exists(id=session_id, person_id=by.id):
        raise NotFound
    if await Session.filter(id=session_id, revoked_at=None).update(revoked_at=now()):
        await _record(PersonEvent.SESSION_ENDED, by, sessions=1)


@in_transaction
async def revoke_all(person: Person, except_: int | None = None, *, by: Person | None = None) -> int:
    """End all of a person's sessions but `except_`; how many there were."""
    ended = await rows(
        """UPDATE session SET revoked_at = :now
           WHERE person_id = :person AND revoked_at IS NULL AND id <> :kept RETURNING id""",
        now=now(),
        person=person.id,
        kept=except_ or 0,
    )
    if ended:
        await _record(PersonEvent.SESSION_ENDED, person, by=by, sessions=len(ended))
    return len(ended)


@in_transaction
async def _seen(session_id: int) -> None:
    at = now()
    await Session.filter(id=session_id, last_seen_at__lt=at - SEEN_EVERY).update(last_seen_at=at)


async def _record(action: PersonEvent, person: Person, *, by: Person | None = None, **details: Any) -> None:
    await record(action, by=by or person, about=("person", person.id), audience=Audience.STAFF, **details)
