"""What is said in rooms: posts, and comments on them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.words import _
from frontend import forms
from frontend.forms import Form
from frontend.ladder import me, members
from frontend.rendering import page, redirect, url_for
from frontend.requests import network_address
from frontend.room_page import of_room, show_post, show_room
from partners import posts
from partners.models import Post, PostComment, Room
from partners.permissions import can_edit_post


@members
async def create(request: Request) -> Response:
    form, room_id = await forms.read(request), request.path_params["id"]
    try:
        await spend("comment", f"person {me(request).id}", network_address(request))
        post = await posts.write(room_id, body=form["body"], key=form["submission"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await show_room(request, room_id, post_form=form.refused(error))
    return redirect(f"{url_for('room', id=room_id)}#post-{post.id}")


@members
async def show(request: Request) -> Response:
    return await show_post(request, request.path_params["id"])


@members
async def comment(request: Request) -> Response:
    form, post_id = await forms.read(request), request.path_params["id"]
    try:
        await spend("comment", f"person {me(request).id}", network_address(request))
        said = await posts.comment(post_id, body=form["body"], key=form["submission"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await show_post(request, post_id, form=form.refused(error))
    return redirect(_place(said))


@members
async def edit(request: Request) -> Response:
    said, room = await _own_post(request)
    return await _editor(request, said, room, Form({"body": said.body}))


@members
async def update(request: Request) -> Response:
    form = await forms.read(request)
    said, room = await _own_post(request)
    try:
        await spend("write", f"person {me(request).id}")
        await posts.edit(said.id, body=form["body"], by=me(request))
    except Problem as error:
        return await _editor(request, said, room, form.refused(error))
    return redirect(_place(said), said=_("Your changes are saved."))


@members
async def edit_comment(request: Request) -> Response:
    said, room = await _own_comment(request)
    return await _editor(request, said, room, Form({"body": said.body}))


@members
async def update_comment(request: Request) -> Response:
    form = await forms.read(request)
    said, room = await _own_comment(request)
    try:
        await spend("write", f"person {me(request).id}")
        await posts.edit_comment(said.id, body=form["body"], by=me(request))
    except Problem as error:
        return await _editor(request, said, room, form.refused(error))
    return redirect(_place(said), said=_("Your changes are saved."))


@members
async def remove(request: Request) -> Response:
    post_id = request.path_params["id"]
    try:
        post = await posts.remove(post_id, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await show_post(request, post_id, problem=error)
    return redirect(url_for("room", id=post.room_id), said=_("The words are gone."))


@members
async def remove_comment(request: Request) -> Response:
    said, post, _room, _standing = await posts.comment_for(request.path_params["id"], me(request))
    try:
        await posts.remove_comment(said.id, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await show_post(request, post.id, problem=error)
    return redirect(_place(said), said=_("The words are gone."))


async def _own_post(request: Request) -> tuple[Post, Room]:
    post, room, standing = await posts.post_for(request.path_params["id"], me(request))
    if not can_edit_post(room, standing, post):
        raise NotFound
    return post, room


async def _own_comment(request: Request) -> tuple[PostComment, Room]:
    said, _post, room, standing = await posts.comment_for(request.path_params["id"], me(request))
    if not can_edit_post(room, standing, said):
        raise NotFound
    return said, room


async def _editor(request: Request, said: Post | PostComment, room: Room, form: Form) -> Response:
    comment = isinstance(said, PostComment)
    action = url_for("update_post_comment" if comment else "update_post", id=said.id)
    context = await of_room(request, room.id)
    given = {"form": form, "action": action, "back": _place(said), "is_comment": comment}
    return await page(request, "rooms/edit_post.html", status=form.status, **given, **context)


def _place(said: Post | PostComment) -> str:
    """Where these words stand."""
    if isinstance(said, PostComment):
        return f"{url_for('post', id=said.post_id)}#comment-{said.id}"
    return url_for("post", id=said.id)


routes = [
    Route("/rooms/{id:int}/posts", create, methods=["POST"], name="create_post"),
    Route("/posts/{id:int}", show, methods=["GET"], name="post"),
    Route("/posts/{id:int}/comments", comment, methods=["POST"], name="create_post_comment"),
    Route("/posts/{id:int}/edit", edit, methods=["GET"], name="edit_post"),
    Route("/posts/{id:int}/text", update, methods=["POST"], name="update_post"),
    Route("/posts/{id:int}/removal", remove, methods=["POST"], name="remove_post"),
    Route("/post-comments/{id:int}/edit", edit_comment, methods=["GET"], name="edit_post_comment"),
    Route("/post-comments/{id:int}/text", update_comment, methods=["POST"], name="update_post_comment"),
    Route("/post-comments/{id:int}/removal", remove_comment, methods=["POST"], name="remove_post_comment"),
]
