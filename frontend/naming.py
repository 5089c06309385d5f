"""The people, boards, ideas and works that events name by their ids, as a reader may know them.

Sentences get `people`, `board_names` and `things`, and say "another idea" where there is no name: see
`templates/activity/_parts.html`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from activity.operations import Subject
from activity.queries import Entry
from core.database import Row, rows
from frontend.views import idea_url, somebody_of
from ideas.models import Board
from ideas.queries import titles
from ideas.visibility import Where, audiences
from people.models import Person
from roadmap.visibility import visible_improvements, visible_items, visible_releases

PERSON_KEYS = ("owner", "for")
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
}
"""Details that are an id, or a list of ids, and the type of what they name."""

WORKS: dict[str, tuple[str, str, Callable[[Person | None], Where]]] = {
    "item": ("SELECT m.id, m.title, m.lang FROM item m WHERE m.id", "/roadmap/{id}", visible_items),
    "release": (
        "SELECT r.id, r.version, r.title, r.lang FROM release r WHERE r.id",
        "/releases/{id}",
        visible_releases,
    ),
    "improvement": (
        "SELECT v.id, v.title, v.lang FROM improvement v WHERE v.id",
        "/improvements/{id}",
        visible_improvements,
    ),
}
"""Where the titles of what isn't an idea are found, where it has its page, and who sees it."""


async def names_in(entries: Sequence[Entry], reader: Person | None) -> dict[str, Any]:
    """What the sentences of these entries need besides themselves: `people` and `board_names` by id, `things` by type
    and id. A board or a thing that the reader doesn't see has no name for them."""
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
    return {
        "people": await _people(people),
        "board_names": await _boards(boards, reader),
        "things": await things_among(things, reader),
        "reader_id": reader.id if reader else 0,
    }


async def things_among(subjects: Iterable[Subject], reader: Person | None) -> dict[Subject, SimpleNamespace]:
    """Of these ideas, items, releases and improvements, those that the reader may see: title, lang, kind, url."""
    by_type: dict[str, set[int]] = defaultdict(set)
    for type_, id_ in subjects:
        by_type[type_].add(id_)
    found: dict[Subject, SimpleNamespace] = {}
    for type_, ids in by_type.items():
        for each in await _titled(type_, sorted(ids), reader):
            found[type_, each.id] = each
    return found


async def _titled(type_: str, ids: list[int], reader: Person | None) -> Iterable[SimpleNamespace]:
    if type_ == "idea":
        return [_idea(each) for each in (await titles(ids, reader)).values()]
    if type_ not in WORKS:
        return []
    select, page, visible = WORKS[type_]
    where = visible(reader)
    found = await rows(f"{select} IN :ids AND {where.sql}", **{**where.values, "ids": ids})
    return [_work(each, type_, page) for each in found]


def _idea(found: Row) -> SimpleNamespace:
    return SimpleNamespace(**{**found, "url": idea_url(found["id"], found["title"])})


def _work(found: Row, type_: str, page: str) -> SimpleNamespace:
    title = " ".join(filter(None, [found.get("version"), found["title"]]))
    return SimpleNamespace(
        id=found["id"], title=title, lang=found["lang"], kind=type_, url=page.format(id=found["id"])
    )


async def _people(ids: set[int]) -> dict[int, Any]:
    return {person.id: somebody_of(person) for person in await Person.filter(id__in=ids)} if ids else {}


async def _boards(ids: set[int], reader: Person | None) -> dict[int, str]:
    if not ids:
        return {}
    return {board.id: board.name for board in await Board.filter(id__in=ids, audience__in=audiences(reader))}


def _numbers(value: object) -> Iterator[int]:
    """The ids in a detail, which may be one, several or none."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, int) and each:
            yield each
