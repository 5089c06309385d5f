"""A member's own feed of a room: its address, shown to them alone, and what it holds."""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.database import Row
from core.errors import NotFound
from core.limits import spend
from core.settings import settings
from core.text import excerpt
from core.words import LOCALES, _
from frontend import atom
from frontend.forms import query
from frontend.ladder import me, members
from frontend.rendering import page, redirect, url_for
from frontend.requests import network_address
from frontend.room_page import of_room
from frontend.translations import speaking_locale
from partners import feeding
from partners.finding import insider
from partners.models import Room

UNKEPT = {"cache-control": "private, no-store"}
"""What stands behind a key is kept by nobody on its way."""


@members
async def show(request: Request) -> Response:
    """The address of one's own feed, if there is one."""
    room, standing = await insider(request.path_params["id"], me(request))
    key = feeding.key_of(standing)
    address = f"{settings().address}{_path(room, key)}" if key else None
    response = await page(request, "rooms/feed.html", address=address, **await of_room(request, room.id))
    response.headers.update(UNKEPT)
    return response


@members
async def renew(request: Request) -> Response:
    room_id = request.path_params["id"]
    await spend("write", f"person {me(request).id}")
    await feeding.renew(room_id, by=me(request))
    return redirect(url_for("room_feed_settings", id=room_id), said=_("Your feed has a new address."))


@members
async def close(request: Request) -> Response:
    room_id = request.path_params["id"]
    await spend("write", f"person {me(request).id}")
    await feeding.close(room_id, by=me(request))
    return redirect(url_for("room_feed_settings", id=room_id), said=_("Your feed is closed."))


async def feed(request: Request) -> Response:
    """What was said in the room, for whom the key was given to. Without the right key there is nothing here."""
    key = query(request, "key")
    opened = await feeding.reader_of(request.path_params["id"], key)
    if opened is None:
        await spend("link", network_address(request))
        raise NotFound
    room, reader = opened
    lang = reader.locale if reader.locale in LOCALES else room.lang or "en"
    with speaking_locale(lang):
        made = atom.Feed(
            id=settings().address + _path(room, key),
            title=room.name,
            link=settings().address + url_for("room", id=room.id),
            lang=room.lang or lang,
            author=request.state.site.name,
            updated=room.created_at,
            entries=[_entry(each) for each in await feeding.entries(room.id, reader)],
        )
    return Response(atom.document(made), media_type="application/atom+xml", headers=UNKEPT)


def _path(room: Room, key: str) -> str:
    return f"{url_for('room_feed', id=room.id)}?key={key}"


def _entry(found: Row) -> atom.Entry:
    page = settings().address + url_for("post", id=found["id"])
    html = found["body_html"].replace('href="/', f'href="{settings().address}/')
    return atom.Entry(
        id=page,
        title=excerpt(_plain(found["body_html"]), 80) or _("A post"),
        link=page,
        published=found["created_at"],
        updated=found["edited_at"] or found["created_at"],
        html=html,
        lang=found["lang"],
        author=found["author_name"] or _("Somebody"),
    )


def _plain(html: str) -> str:
    return str(Markup(html).striptags())  # noqa: S704 (made by core.markup, and its tags taken away)


routes = [
    Route("/rooms/{id:int}/feed", show, methods=["GET"], name="room_feed_settings"),
    Route("/rooms/{id:int}/feed", renew, methods=["POST"], name="renew_room_feed"),
    Route("/rooms/{id:int}/feed/withdrawal", close, methods=["POST"], name="close_room_feed"),
    Route("/rooms/{id:int}/feed.atom", feed, methods=["GET"], name="room_feed"),
]
