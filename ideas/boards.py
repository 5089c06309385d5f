"""Boards: places for ideas, each with its audience."""

import re
from collections.abc import Sequence
from typing import Any

from activity.operations import record
from core.database import Row, in_transaction
from core.errors import Invalid, NotAllowed, NotFound
from core.text import clean, language, one_line
from core.words import _
from ideas.events import BoardEvent
from ideas.known import known
from ideas.models import Board, BoardAudience, BoardManager
from ideas.search.vocabularies import audience_changed
from ideas.visibility import audiences
from people.models import Person

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,58}[a-z0-9]|[a-z0-9]")


async def visible_boards(reader: Person | None) -> list[Row]:
    """The boards that a reader sees, in their order; archived ones left out. To be read only: they are kept for a
    moment for all who ask."""
    belongs_to = audiences(reader)
    return [each for each in (await known()).boards if each["audience"] in belongs_to]


async def visible_board(slug: str, reader: Person | None) -> Board:
    """The board, archived or not. Raises `NotFound` also where the reader isn't of its audience."""
    board = await board_for(slug, reader)
    if board is None:
        raise NotFound
    return board


async def board_for(slug: str, reader: Person | None) -> Board | None:
    """The same, or None: what isn't even an address of a board is asked of no database."""
    if not SLUG.fullmatch(slug):
        return None
    return await Board.get_or_none(slug=slug, audience__in=audiences(reader))


async def boards_for_admin() -> list[Board]:
    return await Board.all().order_by("position", "id")


async def managers_of(board_id: int) -> list[int]:
    """The persons who answer for a board."""
    found = await BoardManager.filter(board_id=board_id).order_by("id").values_list("person_id", flat=True)
    return [int(str(each)) for each in found]


@in_transaction
async def create_board(*, by: Person, slug: str, **fields: Any) -> Board:
    """A new place for ideas. `fields` as in `change_board`. Only admins; the slug never changes."""
    _demand_admin(by)
    slug = slug.strip().lower()
    if not SLUG.fullmatch(slug):
        raise Invalid({"slug": _("Use lower-case letters, digits and hyphens (60 at most).")})
    if await Board.exists(slug=slug):
        raise Invalid({"slug": _("There is a board with this address already.")})
    board = await Board.create(slug=slug, **_checked(fields, complete=True))
    await record(BoardEvent.CREATED, by=by, about=("board", board.id))
    return board


@in_transaction
async def change_board(board_id: int, *, by: Person, **fields: Any) -> Board:
    """Change name, about, audience, promise_days, hold_for_review, trusted_after, hide_counts, position or
    archived_at."""
    _demand_admin(by)
    board = await Board.get_or_none(id=board_id)
    if board is None:
        raise NotFound
    changed = {name: value for name, value in _checked(fields).items() if getattr(board, name) != value}
    if changed:
        await board.update_from_dict(changed).save(update_fields=list(changed))
        known: dict[str, Any] = {
            detail: str(changed[name])
            for name, detail in (("audience", "read_by"), ("promise_days", "promise_days"))
            if name in changed
        }
        await record(BoardEvent.CHANGED, by=by, about=("board", board.id), fields=sorted(changed), **known)
        if "audience" in changed:
            await audience_changed(board.id)
    return board


@in_transaction
async def set_managers(board_id: int, person_ids: Sequence[int], *, by: Person) -> None:
    """Who answers for a board: exactly these managers."""
    _demand_admin(by)
    able = await Person.filter(
        id__in=list(person_ids), role__in=["manager", "admin"], deactivated_at=None
    ).count()
    if able != len(set(person_ids)):
        raise Invalid({"managers": _("Only managers and admins can answer for a board.")})
    await BoardManager.filter(board_id=board_id).delete()
    for person_id in dict.fromkeys(person_ids):
        await BoardManager.create(board_id=board_id, person_id=person_id)
    await record(BoardEvent.CHANGED, by=by, about=("board", board_id), fields=["managers"])


def _demand_admin(by: Person) -> None:
    if not by.is_admin:
        raise NotAllowed(_("Only admins change boards."))


def _checked(given: dict[str, Any], *, complete: bool = False) -> dict[str, Any]:
    fields = dict(given)
    wrong: dict[str, str] = {}
    if "name" in fields or complete:
        fields["name"] = one_line(str(fields.get("name", "")))
        fields["lang"] = language(fields["name"])
        if not 1 <= len(fields["name"]) <= 80:
            wrong["name"] = _("A name has 1 to 80 characters.")
    if "about" in fields:
        fields["about"] = clean(str(fields["about"]))
        if len(fields["about"]) > 2000:
            wrong["about"] = _("2,000 characters at most.")
    if "audience" in fields and fields["audience"] not in list(BoardAudience):
        wrong["audience"] = _("Choose who may see this board.")
    if "promise_days" in fields and not 1 <= int(fields["promise_days"]) <= 365:
        wrong["promise_days"] = _("Promise an answer within 1 to 365 days.")
    if "trusted_after" in fields and not 0 <= int(fields["trusted_after"]) <= 1000:
        wrong["trusted_after"] = _("A number from 0 to 1,000, please.")
    if wrong:
        raise Invalid(wrong)
    return fields
