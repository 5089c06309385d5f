"""A room's own page, as it is first shown and as it stands again when something was refused."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotFound, Problem
from core.secrets import token
from frontend.forms import Form, own_key, query
from frontend.ladder import me
from frontend.rendering import page, url_for
from frontend.requests import number
from frontend.room_view import head, member, said
from partners.finding import listed_room, membership_of, room_for
from partners.listing import members_of, waiting
from partners.models import Membership, MemberState, Room
from partners.rules import takes_part
from partners.talk import comments_of, post_of, posts_of
from people.models import Person


async def of_room(request: Request, room_id: int) -> dict[str, Any]:
    """The head of a room that the reader may know of. Raises `NotFound`."""
    room, standing, reads = await _room(room_id, me(request))
    return await head(room, standing, reads=reads, partaking=await takes_part(me(request)))


async def _room(room_id: int, reader: Person) -> tuple[Room, Membership | None, bool]:
    room = await listed_room(room_id, reader)
    try:
        await room_for(room_id, reader)
        reads = True
    except NotFound:
        reads = False
    return room, await membership_of(room_id, reader.id), reads


async def show_room(
    request: Request,
    room_id: int,
    *,
    problem: Problem | None = None,
    **given: Form,
) -> Response:
    """The room with what is said in it, or with the way in. `given` are forms as they were sent: `post_form`,
    `coming_form`."""
    reader = me(request)
    room, standing, reads = await _room(room_id, reader)
    posts, before = (
        await posts_of(room_id, reader, before=number(query(request, "before"))) if reads else ([], None)
    )
    statuses = [problem.status] if problem else [form.status for form in given.values()]
    return await page(
        request,
        "rooms/show.html",
        status=statuses[0] if statuses else 200,
        problem=problem.sentence if problem else None,
        posts=[said(each, room, standing) for each in posts],
        more_url=f"{url_for('room', id=room_id)}?before={before}" if before else None,
        new_key=own_key(request),
        **{"post_form": None, "coming_form": None, **given},
        **await head(room, standing, reads=reads, partaking=await takes_part(reader)),
    )


async def show_post(
    request: Request, post_id: int, *, form: Form | None = None, problem: Problem | None = None
) -> Response:
    """A post with what was said about it."""
    reader = me(request)
    found = await post_of(post_id, reader)
    if found is None:
        raise NotFound
    room, standing, reads = await _room(found["room_id"], reader)
    comments, after = await comments_of(post_id, reader, after=number(query(request, "after")) or 0)
    status = problem.status if problem else form.status if form else 200
    return await page(
        request,
        "rooms/post.html",
        status=status,
        problem=problem.sentence if problem else None,
        post=said(found, room, standing),
        comments=[said(each, room, standing) for each in comments],
        more_url=f"{url_for('post', id=post_id)}?after={after}" if after else None,
        comment_form=form,
        new_key=own_key(request) if form is None else token(),
        **await head(room, standing, reads=reads, partaking=await takes_part(reader)),
    )


async def show_members(
    request: Request,
    room_id: int,
    *,
    problem: Problem | None = None,
    form: Form | None = None,
    **more: Any,
) -> Response:
    """Who is in a room, for whoever reads it; for members also whom they have invited, for owners who waits."""
    reader = me(request)
    await room_for(room_id, reader)
    room, standing, reads = await _room(room_id, reader)
    inside, after = await members_of(room_id, reader, after=number(query(request, "after")) or 0)
    context = await head(room, standing, reads=reads, partaking=await takes_part(reader))
    owns = context["can"].owns
    lists: dict[str, Any] = {"invited": [], "requested": [], "away": []}
    if standing and context["can"].inside:
        lists["invited"] = await waiting(standing, MemberState.INVITED, all_of_them=owns)
    if standing and owns:
        lists["requested"] = await waiting(standing, MemberState.REQUESTED, all_of_them=True)
        lists["away"] = await waiting(standing, MemberState.BANNED, all_of_them=True)
    status = problem.status if problem else form.status if form else 200
    return await page(
        request,
        "rooms/members.html",
        status=status,
        problem=problem.sentence if problem else None,
        members=[member(each, reader) for each in inside],
        more_url=f"{url_for('room_members', id=room_id)}?after={after}" if after else None,
        form=form,
        **{name: [member(each, reader) for each in those] for name, those in lists.items()},
        **{"found": None, "q": "", **more},
        **context,
    )
