"""What people read of what happened: stories of subjects, their own notices, what they follow."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from activity.models import Audience, Event, Notice, Statement, Subscription
from activity.operations import Subject
from activity.ports import seen_in_sql, visible_among
from core.asking import Question, as_json, unpacked
from core.database import Row, moment, row

STORY_PAGE = 50
NOTICES_PAGE = 30
MOST_UNREAD = 100
"""Nobody counts further; faces show "99+"."""
ROUNDS = 5
"""A page of notices looks through so many pages' worth of them for those that its reader may still see."""

Words = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Entry:
    """One event as it is read. `actor` is a person or None, the system; `words` maps parts to (body,
    lang)."""

    event: Event
    actor: Any = None
    words: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """One notice as its reader sees it."""

    notice: Notice
    entry: Entry


def story(
    about: Subject,
    audiences: Collection[Audience],
    after: int | None = None,
    *,
    newest_first: bool = False,
    limit: int = STORY_PAGE,
) -> Question[list[Entry]]:
    """What happened to a subject, in order, as far as these audiences may read it, from `after` an event
    on."""
    bound = "" if after is None else f"AND e.id {'<' if newest_first else '>'} :after"
    return _entries(
        f"e.audience IN :audiences {bound} ORDER BY e.id {'DESC' if newest_first else ''} LIMIT :limit",
        about,
        {"audiences": [each.value for each in audiences], "limit": limit},
        {} if after is None else {"after": after},
    )


def latest(about: Subject, action: StrEnum) -> Question[Entry | None]:
    """The latest event of this action in a subject's story."""
    found = _entries(f"e.action = '{action.value}' ORDER BY e.id DESC LIMIT 1", about, {})
    return found.then(lambda those: those[0] if those else None)


def _entries(those: str, about: Subject, *values: Mapping[str, object]) -> Question[list[Entry]]:
    """Of the story of a subject, `those` events, each with its actor and the words that weren't redacted."""
    said = as_json(
        "SELECT s.part, s.body, s.lang FROM statement s WHERE s.event_id = e.id AND s.redacted_at IS NULL",
        "part body lang",
    )
    sql = f"""SELECT e.id, e.created_at, e.action, e.subject_type, e.subject_id, e.root_id, e.audience, e.details,
                     e.actor_id, p.name, p.handle, p.role, p.department, {said} AS words
              FROM (SELECT e.* FROM event e WHERE e.subject_type = :type AND e.subject_id = :subject AND e.in_story
                    AND {those}) AS e
              LEFT JOIN person p ON p.id = e.actor_id ORDER BY e.id {"DESC" if "DESC" in those else ""}"""
    columns = f"{EVENT} name handle role department words"
    given = {name: value for some in values for name, value in some.items()}
    subject = {"type": about[0], "subject": about[1]}
    return Question(sql, columns, {**given, **subject}, lambda found: [_entry(each) for each in found])


EVENT = "id created_at action subject_type subject_id root_id audience details actor_id"
WHO = ("name", "handle", "role", "department")


def _entry(found: Row) -> Entry:
    event = Event._init_from_db(
        **{**{name: found[name] for name in EVENT.split()}, "created_at": moment(found["created_at"])},
        in_story=True,
    )
    made: Any = Event._meta.fields_map["actor"]
    actor = {"id": found["actor_id"], **{name: found[name] for name in WHO}}
    words = {each["part"]: (each["body"], each["lang"]) for each in unpacked(found["words"])}
    return Entry(event, made.related_model._init_from_db(**actor) if found["actor_id"] else None, words)


async def entries(events: Sequence[Event]) -> list[Entry]:
    """These events with their actors (fetched by the caller) and the words that weren't redacted."""
    words: dict[int, Words] = defaultdict(dict)
    for said in await Statement.filter(event_id__in=[event.id for event in events], redacted_at=None):
        words[said.event_id][said.part] = (said.body, said.lang)
    return [Entry(event, event.actor if event.actor_id else None, words[event.id]) for event in events]


async def notices_of(
    person_id: int, before: int | None = None, *, limit: int = NOTICES_PAGE
) -> tuple[list[Told], int | None]:
    """A page of a person's notices, newest first, and where the next one begins (None at the end).

    What they may not see any more is left out.
    """
    told: list[Told] = []
    for _ in range(ROUNDS):
        page = await _page(person_id, before, limit)
        told += await seen_by(person_id, page)
        before = page[-1].id if len(page) == limit else None
        if before is None:
            return told[:limit], told[limit - 1].notice.id if len(told) > limit else None
        if len(told) >= limit:
            return told[:limit], told[limit - 1].notice.id
    return told, before


async def notice_of(person_id: int, notice_id: int) -> Told | None:
    """One of a person's notices, if they may still see it."""
    notices = Notice.filter(id=notice_id, person_id=person_id).select_related("event", "event__actor")
    return next(iter(await seen_by(person_id, await notices)), None)


async def _page(person_id: int, before: int | None, limit: int) -> list[Notice]:
    found = Notice.filter(person_id=person_id)
    if before is not None:
        found = found.filter(id__lt=before)
    return await found.order_by("-id").limit(limit).select_related("event", "event__actor")


async def seen_by(person_id: int, notices: Sequence[Notice]) -> list[Told]:
    """These notices, with their events and actors fetched, as far as the person may still see them."""
    seeing = await visible(person_id, [notice.event for notice in notices])
    shown = [notice for notice in notices if notice.event_id in seeing]
    return [
        Told(notice, entry)
        for notice, entry in zip(shown, await entries([each.event for each in shown]), strict=True)
    ]


async def visible(person_id: int, events: Sequence[Event]) -> set[int]:
    """Which of these events the person may see now, by id."""
    by_type: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_type[event.subject_type].append(event)
    seeing: set[int] = set()
    for subject_type, those in by_type.items():
        seeing |= await visible_among.of(subject_type)(person_id, those)
    return seeing


async def unread_count(reader: Any) -> int:
    """How many notices a person hasn't seen, of those that they may still see; counts the newest 100."""
    counted, values = unread(reader)
    found = await row(f"SELECT {counted} AS num", **values)
    return int(found["num"]) if found else 0


def unread(reader: Any) -> tuple[str, dict[str, object]]:
    """The same as a value for a statement that counts other things as well, and the values of its `:names`."""
    values: dict[str, object] = {"told": reader.id, "most_unread": MOST_UNREAD}
    seen = []
    for subject_type, condition in seen_in_sql.by_key(reader):
        seen.append(f"e.subject_type = '{subject_type}' AND ({condition[0]})")
        values |= condition[1]
    counted = f"""(SELECT count(*) FROM (SELECT event_id FROM notice WHERE person_id = :told AND seen_at IS NULL
                   ORDER BY id DESC LIMIT :most_unread) n JOIN event e ON e.id = n.event_id
                   WHERE {" OR ".join(seen)})"""
    return counted, values


async def notice_to_send(notice_id: int) -> Told | None:
    """A notice with all that its mail says."""
    notice = await Notice.get_or_none(id=notice_id).select_related("event", "event__actor", "person")
    return Told(notice, (await entries([notice.event]))[0]) if notice else None


async def following(person_id: int, about: Subject) -> str | None:
    """ "following", "muted", or None."""
    muted = await Subscription.filter(
        person_id=person_id, subject_type=about[0], subject_id=about[1]
    ).values_list("muted", flat=True)
    if not muted:
        return None
    return "muted" if muted[0] else "following"
