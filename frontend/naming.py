"""The people and boards that events name by their ids, as a reader may know them."""

from collections.abc import Sequence
from typing import Any

from activity.queries import Entry
from frontend.views import somebody_of
from ideas.models import Board
from ideas.visibility import audiences
from people.models import Person

PERSON_KEYS = ("owner",)
BOARD_KEYS = {"idea.board_changed": ("from", "to")}


async def names_in(entries: Sequence[Entry], reader: Person | None) -> dict[str, Any]:
    """What the sentences of these entries need besides themselves: `people` and `board_names`, by id.

    A board that the reader doesn't see has no name for them.
    """
    people = {_number(entry.event.details.get(key)) for entry in entries for key in PERSON_KEYS}
    boards = {
        _number(entry.event.details.get(key))
        for entry in entries
        for key in BOARD_KEYS.get(entry.event.action, ())
    }
    return {
        "people": await _people(people - {0}),
        "board_names": await _boards(boards - {0}, reader),
        "reader_id": reader.id if reader else 0,
    }


async def _people(ids: set[int]) -> dict[int, Any]:
    return {person.id: somebody_of(person) for person in await Person.filter(id__in=ids)} if ids else {}


async def _boards(ids: set[int], reader: Person | None) -> dict[int, str]:
    if not ids:
        return {}
    return {board.id: board.name for board in await Board.filter(id__in=ids, audience__in=audiences(reader))}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
