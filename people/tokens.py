"""Tokens: what a program shows to act for a person. Each has a name, says what it may do, and can be revoked."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from activity.models import Audience
from activity.operations import record
from core.changes import quietly
from core.clock import now
from core.database import Row, in_act, in_transaction, moment, rows, unattended
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.secrets import digest, token
from core.text import one_line
from core.together import Together
from core.words import _
from people.events import PersonEvent
from people.models import ApiToken, Person
from people.models import Scope as Scope
from people.sessions import copied

log = logging.getLogger("madang.tokens")

PREFIX = "mdg_"
"""A token found where it shouldn't be is known for what it is, by people and by programs that look for secrets."""
LONGEST_NAME = 80
LONGEST = 200
"""Characters of what may be a token; more is none, and isn't hashed."""
USED_EVERY = timedelta(hours=1)
"""`last_used_at` is written at most that often, after the answer: no request waits for it."""

FIND = """
    SELECT t.id AS token_id, t.token_hash, t.scopes AS token_scopes, t.last_used_at AS token_used, p.*
    FROM api_token t JOIN person p ON p.id = t.person_id
    WHERE t.token_hash IN :hashes AND t.revoked_at IS NULL AND p.deactivated_at IS NULL
"""
MOST_READ = 1_000
"""Tokens whose rows are kept as they were read."""
SIZES = (1, 8, 64)
"""So many are asked for at once, places left empty: few statements, which the databases know by heart."""


@dataclass(frozen=True)
class Holder:
    """For whom a program acts, with which token, and what it may do."""

    person: Person
    token_id: int
    scopes: frozenset[Scope]


@in_transaction
async def make(person_id: int, *, name: str, scopes: Iterable[str], by: Person | None = None) -> str:
    """One more token for this person: 256 bits behind `mdg_`, told once and kept nowhere.

    People make their own; `by` is None for the command line. Raises `Invalid` for `name` and `scopes`.
    """
    if by is not None and by.id != person_id:
        raise NotAllowed(_("People make their tokens themselves."))
    given_name, given_scopes = _checked(name, scopes)
    person = await Person.get_or_none(id=person_id)
    if person is None:
        raise NotFound
    if person.deactivated_at is not None:
        raise Refused(_("This account is closed: nobody can act for it."))
    made = PREFIX + token()
    kept = await ApiToken.create(
        person_id=person.id, name=given_name, token_hash=digest(made), scopes=" ".join(given_scopes)
    )
    await _record(PersonEvent.TOKEN_MADE, person, by, token=kept.id, scopes=given_scopes)
    return made


def _checked(name: str, scopes: Iterable[str]) -> tuple[str, list[Scope]]:
    problems: dict[str, str] = {}
    line, given = one_line(name), set(scopes)
    if not line:
        problems["name"] = _("Give the token a name that tells what uses it.")
    elif len(line) > LONGEST_NAME:
        problems["name"] = _("A name has at most %(number)s characters.", number=LONGEST_NAME)
    if not given or not given <= set(Scope):
        problems["scopes"] = _("Choose what the token may do.")
    if problems:
        raise Invalid(problems)
    return line, [scope for scope in Scope if scope in given]


async def holder(shown: str) -> Holder | None:
    """For whom whoever shows this token acts, in one query; None when nobody's, revoked, or its person's account is
    closed. Revoking it is felt at once, in every process."""
    if not shown.startswith(PREFIX) or len(shown) > LONGEST:
        return None
    hashed = digest(shown)
    found = (await _find([hashed]))[0] if in_act() else await _asked.ask(hashed)
    if found is None:
        return None
    used, held = _read_from(found)
    if used is None or used < now() - USED_EVERY:
        _note_use(held.token_id)
    return Holder(copied(held.person), held.token_id, held.scopes)


def _read_from(found: Row) -> tuple[datetime | None, Holder]:
    """When it was last used, and the holder, to be copied for each request: reading a row takes long, and the same one
    comes again and again."""
    kept = _read.get(found["token_id"])
    if kept is None or kept[0] != found:
        times = {name: moment(found[name]) for name in ("created_at", "deactivated_at")}
        person = Person._init_from_db(**{**found, **times})
        scopes = frozenset(map(Scope, found["token_scopes"].split()))
        held = Holder(person, found["token_id"], scopes)
        kept = _read[found["token_id"]] = found, moment(found["token_used"]), held
        while len(_read) > MOST_READ:
            del _read[next(iter(_read))]
    return kept[1], kept[2]


async def _find(hashes: Sequence[str]) -> Sequence[Row | None]:
    """The live tokens with these hashes and their people, all that ask at once in one query."""
    size = next(size for size in SIZES if size >= len(hashes))
    found = await rows(FIND, hashes=[*hashes, *[""] * (size - len(hashes))])
    read = {each["token_hash"]: each for each in found}
    return [read.get(hashed) for hashed in hashes]


_read: dict[int, tuple[Row, datetime | None, Holder]] = {}
_asked: Together[str, Row | None] = Together(_find, most=SIZES[-1])


def _note_use(token_id: int) -> None:
    """Write down that it was used, in a task of its own for which nobody waits. Not inside a transaction, which that
    task would take for its own."""
    if not in_act() and token_id not in _noting:
        _noting.add(token_id)
        unattended(_noted(token_id))


async def _noted(token_id: int) -> None:
    try:
        with quietly():
            await _used(token_id)
    except Exception:
        log.warning("That token %s was used couldn't be written down.", token_id, exc_info=True)
    finally:
        _noting.discard(token_id)


@in_transaction
async def _used(token_id: int) -> None:
    at = now()
    await rows(
        """UPDATE api_token SET last_used_at = :at
           WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :before) RETURNING id""",
        at=at,
        before=at - USED_EVERY,
        id=token_id,
    )


_noting: set[int] = set()
"""Tokens whose use is being written down by this process just now."""


async def of(person: Person) -> list[ApiToken]:
    """This person's live tokens, the latest first."""
    return await ApiToken.filter(person_id=person.id, revoked_at=None).order_by("-id")


@in_transaction
async def revoke(token_id: int, *, by: Person) -> None:
    """End one of one's own tokens. One that has ended already stays ended."""
    if not await ApiToken.exists(id=token_id, person_id=by.id):
        raise NotFound
    if await ApiToken.filter(id=token_id, revoked_at=None).update(revoked_at=now()):
        await _record(PersonEvent.TOKEN_REVOKED, by, by, tokens=1)


@in_transaction
async def revoke_all(person: Person, *, by: Person | None) -> int:
    """End all of a person's tokens; how many there were."""
    ended = await ApiToken.filter(person_id=person.id, revoked_at=None).update(revoked_at=now())
    if ended:
        await _record(PersonEvent.TOKEN_REVOKED, person, by, tokens=ended)
    return ended


async def _record(action: PersonEvent, person: Person, by: Person | None, **details: Any) -> None:
    await record(action, by=by, about=("person", person.id), audience=Audience.STAFF, **details)
