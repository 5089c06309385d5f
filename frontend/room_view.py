"""A room and what is said in it, as templates read them."""

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from core import markup
from core.database import Row
from frontend.rendering import url_for
from frontend.views import somebody
from partners.listing import staff_in
from partners.models import Membership, MemberState, Room, RoomKind, RoomStatus
from partners.permissions import (
    NARROWER,
    asks_again_at,
    can_decide,
    can_edit_post,
    can_invite,
    can_join,
    can_remove_post,
    can_request,
    can_take_away,
    can_write,
    has_accepted,
    is_inside,
)
from people.models import Person


async def head(room: Room, standing: Membership | None, *, reads: bool, partaking: bool) -> dict[str, Any]:
    """What stands at the head of each page of a room. `reads`: whether the reader reads what is inside; `partaking`:
    whether they take part here at all."""
    return {
        "room": SimpleNamespace(
            id=room.id,
            url=url_for("room", id=room.id),
            name=room.name,
            lang=room.lang,
            kind=room.kind.value,
            kind_label=room.kind.label,
            status=room.status.value,
            members=room.members,
            staff=await staff_in(room),
            purpose=await _html(room.purpose),
            terms=await _html(room.terms),
            terms_version=room.terms_version,
        ),
        "standing": standing.state.value if standing else "",
        "turned_away": standing.words if standing and standing.state == MemberState.REMOVED else "",
        "can": abilities(room, standing, reads=reads, partaking=partaking),
    }


async def _html(text: str) -> Markup:
    return Markup(await markup.render(text))  # noqa: S704 (made by core.markup)


def abilities(room: Room, standing: Membership | None, *, reads: bool, partaking: bool) -> SimpleNamespace:
    """What this reader may do here: the operations' own questions."""
    inside = is_inside(standing)
    return SimpleNamespace(
        read=reads,
        inside=inside,
        write=can_write(room, standing),
        invite=can_invite(room, standing),
        decide=can_decide(room, standing),
        take_away=can_take_away(standing),
        narrow=[(kind.value, kind.label) for kind in NARROWER[room.kind]] if can_take_away(standing) else [],
        archive=can_decide(room, standing),
        resume=can_take_away(standing) and room.status == RoomStatus.ARCHIVED,
        join=partaking and can_join(room, standing),
        request=partaking and can_request(room, standing),
        asks_again=asks_again_at(standing),
        agree=inside and standing is not None and not has_accepted(room, standing),
        owns=can_take_away(standing),
    )


def said(found: Row, room: Room, standing: Membership | None) -> SimpleNamespace:
    """A post or a comment. Of somebody whom the reader has blocked, it is folded."""
    made = SimpleNamespace(**found)
    made.author = somebody(
        found["author_id"], found["author_name"], found["author_department"] or "", found["author_role"] or ""
    )
    made.body_html = Markup(found["body_html"])  # noqa: S704 (made by core.markup)
    made.removed = found["removed_at"] is not None
    made.hidden = found["hidden_at"] is not None
    made.edited = found["edited_at"] is not None
    made.can_edit = can_edit_post(room, standing, made)
    made.can_remove = can_remove_post(room, standing, made)
    mine = standing is not None and made.author_id == standing.person_id
    made.can_report = is_inside(standing) and not mine and not made.removed and not made.hidden
    return made


def member(found: Row, reader: Person) -> SimpleNamespace:
    """Somebody in a room, invited into it, or asking."""
    made = SimpleNamespace(**found)
    made.person = somebody(found["person_id"], found["name"], found["department"] or "", found["role"])
    made.owner = found["part"] == "owner"
    made.me = found["person_id"] == reader.id
    made.gone = found["deactivated_at"] is not None
    return made


def listed(found: Row) -> SimpleNamespace:
    """A room in a list."""
    return SimpleNamespace(
        **found, url=url_for("room", id=found["id"]), kind_label=RoomKind(found["kind"]).label
    )
