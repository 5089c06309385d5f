"""The people, boards, ideas and works that events name by their ids, as a reader may know them.

Sentences get `people`, `board_names` and `things`, and say "another idea" where there is no name: see
`templates/activity/_parts.html`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from activity.models import Event
from activity.operations import Subject
from activity.queries import Entry
from core.asking import Question, together
from core.database import Row
from frontend.parts import Part, shown
from frontend.views import idea_url, somebody
from frontend.works import WORKS
from ideas.queries import titles
from ideas.visibility import audiences
from people.models import Person

PERSON_KEYS = ("owner", "for", "person")
BOARD_KEYS = {"idea.board_changed": ("from", "to")}
THING_KEYS = {
    "idea": "idea",
    "ideas": "idea",
    "complaint": "idea",
    "complaints": "idea",
    "into": "idea",
    "source": "idea",
    "sources": "idea",
    "other": "idea",
    "item": "item",
    "items": "item",
    "release": "release",
    "improvement": "improvement",
    "post": "post",
    "document": "document",
}
"""Details that are an id, or a list of ids, and the type of what they name."""


async def names_in(entries: Sequence[Entry], reader: Person | None) -> dict[str, Any]:
    """What the sentences of these entries need besides themselves: `people` and `board_names` by id, `things` by type
    and id. A board or a thing that the reader doesn't see has no name for them."""
    return await shown(naming(entries, reader))


def naming(entries: Sequence[Entry], reader: Person | None) -> Part:
    """The same as a part of a page."""
    details = [(entry.event.action, entry.event.details) for entry in entries]
    people = {number for _, said in details for key in PERSON_KEYS for number in _numbers(said.get(key))}
    boards = {
        number
        for action, said in details
        for key in BOARD_KEYS.get(action, ())
        for number in _numbers(said.get(key))
    }
    things = {
        (type_, number)
        for _, said in details
        for key, type_ in THING_KEYS.items()
        for number in _numbers(said.get(key))
    }
    asks = _things_asked(things, reader)
    if people:
        asks["people"] = _people(people)
    if boards:
        asks["board_names"] = _boards(boards, reader)
    return Part(
        asks,
        lambda people=None, board_names=None, **things: {
            "people": people or {},
            "board_names": board_names or {},
            "things": _things(things),
            "reader_id": reader.id if reader else 0,
        },
    )


INSIDE = ("suggestion", "document", "post")
"""What an event about a room may name, the closest first."""


def led_to(event: Event) -> Subject:
    """What somebody who is told of this event wants to open: its subject, or what it happened to inside of a room."""
    inside = (name for name in INSIDE if event.subject_type == "room" and event.details.get(name))
    name = next(inside, None)
    return (name, int(str(event.details[name]))) if name else (event.subject_type, event.subject_id)


async def things_among(subjects: Iterable[Subject], reader: Person | None) -> dict[Subject, SimpleNamespace]:
    """Of these ideas, items, releases and improvements, those that the reader may see: title, lang, kind, url."""
    return _things(await together(_things_asked(subjects, reader)))


def _things_asked(subjects: Iterable[Subject], reader: Person | None) -> dict[str, Question[Any]]:
    """What is asked of each type, by its name."""
    by_type: dict[str, set[int]] = defaultdict(set)
    for type_, id_ in subjects:
        by_type[type_].add(id_)
    return {
        type_: _titled(type_, sorted(ids), reader)
        for type_, ids in by_type.items()
        if type_ == "idea" or type_ in WORKS
    }


def _things(found: Mapping[str, Iterable[SimpleNamespace]]) -> dict[Subject, SimpleNamespace]:
    return {(type_, each.id): each for type_, those in found.items() for each in those}


def _titled(type_: str, ids: list[int], reader: Person | None) -> Question[list[SimpleNamespace]]:
    if type_ == "idea":
        return titles(ids, reader).then(lambda found: [_idea(each) for each in found.values()])
    select, columns, page, visible = WORKS[type_]
    where = visible(reader)
    return Question(
        f"{select} IN :ids AND ({where.sql})",
        columns,
        {**where.values, "ids": ids},
        lambda found: [_work(each, type_, page) for each in found],
    )


def _idea(found: Row) -> SimpleNamespace:
    return SimpleNamespace(**{**found, "url": idea_url(found["id"], found["title"])})


def _work(found: Row, type_: str, page: str) -> SimpleNamespace:
    title = " ".join(filter(None, [found.get("version"), found["title"]]))
    return SimpleNamespace(
        id=found["id"], title=title, lang=found["lang"], kind=type_, url=page.format(id=found["id"])
    )


def _people(ids: set[int]) -> Question[dict[int, Any]]:
    return Question(
        "SELECT id, name, department, role FROM person WHERE id IN :ids",
        "id name department role",
        {"ids": sorted(ids)},
        lambda found: {each["id"]: _somebody(each) for each in found},
    )


def _somebody(found: Row) -> SimpleNamespace | None:
    return somebody(found["id"], found["name"], found["department"], found["role"])


def _boards(ids: set[int], reader: Person | None) -> Question[dict[int, str]]:
    return Question(
        "SELECT id, name FROM board WHERE id IN :ids AND audience IN :audiences",
        "id name",
        {"ids": sorted(ids), "audiences": audiences(reader)},
        lambda found: {each["id"]: each["name"] for each in found},
    )


def _numbers(value: object) -> Iterator[int]:
    """The ids in a detail, which may be one, several or none."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, int) and each:
            yield each
