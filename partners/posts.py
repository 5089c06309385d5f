"""What is said in a room: posts, and comments on them."""

from typing import Any

from activity.models import Calling
from activity.submissions import once
from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, NotAllowed, NotFound
from core.markup import mentioned
from core.words import _
from ideas.words import Written, body_problem, checked_comment, written
from partners.entering import concerned, note
from partners.events import PostEvent
from partners.finding import member_or_refused, membership_of, room_for
from partners.models import Membership, Post, PostComment, Room
from partners.permissions import can_edit_post, can_remove_post
from people.models import Person

Said = Post | PostComment
HEARING = 100
"""So many of those who spoke last beneath a post are told of the next comment."""


async def write(room_id: int, *, body: str, key: str = "", by: Person) -> Post:
    """Say something in a room, to everyone in it. Raises `Invalid` for field `body`."""
    return await _write(room_id, await written(checked_post(body)), key, by)


@in_transaction
async def _write(room_id: int, text: Written, key: str, by: Person) -> Post:
    room, _mine = await member_or_refused(room_id, by)
    form = await once(by.id, f"post in {room.id}", key) if key else None
    if form and form.subject_id:
        return await Post.get(id=form.subject_id)
    post = await Post.create(room=room, author=by, created_at=now(), **_fields(text))
    if form:
        await form.update_from_dict({"subject_type": "post", "subject_id": post.id}).save()
    await _stir(room)
    await note(PostEvent.WRITTEN, room, by=by, calling=_called(text, by), post=post.id)
    return post


async def comment(post_id: int, *, body: str, key: str = "", by: Person) -> PostComment:
    """Say something about a post; its author and those who spoke before are told. Raises `Invalid` for field `body`."""
    return await _comment(post_id, await written(checked_comment(body)), key, by)


@in_transaction
async def _comment(post_id: int, text: Written, key: str, by: Person) -> PostComment:
    post, room, _standing = await post_for(post_id, by)
    await member_or_refused(room.id, by)
    if post.removed_at or post.hidden_at:
        raise NotAllowed(_("Nothing more can be said about this."))
    form = await once(by.id, f"comment on post {post.id}", key) if key else None
    if form and form.subject_id:
        return await PostComment.get(id=form.subject_id)
    before = await _spoken(post)
    said = await PostComment.create(post=post, author=by, created_at=now(), **_fields(text))
    if form:
        await form.update_from_dict({"subject_type": "post_comment", "subject_id": said.id}).save()
    await _count(post)
    await _stir(room)
    told = {**concerned(*(before - {by.id})), **_called(text, by)}
    await note(PostEvent.COMMENTED, room, by=by, calling=told, post=post.id, comment=said.id)
    return said


async def _spoken(post: Post) -> set[int]:
    """The author of a post, and who spoke last beneath it."""
    latest = PostComment.filter(post_id=post.id, removed_at=None).order_by("-id").limit(HEARING)
    return {each for each in [post.author_id, *await latest.values_list("author_id", flat=True)] if each}  # type: ignore[misc]


async def edit(post_id: int, *, body: str, by: Person) -> Post:
    """Change one's own words. Raises `Invalid` for field `body`."""
    text = await written(checked_post(body))
    post, _room = await _edit(Post, post_id, text, by)
    assert isinstance(post, Post)
    return post


async def edit_comment(comment_id: int, *, body: str, by: Person) -> PostComment:
    """The same for a comment."""
    text = await written(checked_comment(body))
    said, _room = await _edit(PostComment, comment_id, text, by)
    assert isinstance(said, PostComment)
    return said


@in_transaction
async def _edit(kind: type[Said], said_id: int, text: Written, by: Person) -> tuple[Said, Room]:
    said, post, room, standing = await _said(kind, said_id, by)
    if not can_edit_post(room, standing, said):
        raise NotAllowed(_("Only whoever wrote this can edit it."))
    if said.body == text.body:
        return said, room
    before = set(mentioned(said.body))
    said.update_from_dict({**_fields(text), "edited_at": now()})
    await said.save()
    new = {person.id for person in text.mentions if person.handle not in before}
    called = {person: why for person, why in _called(text, by).items() if person in new}
    await note(PostEvent.EDITED, room, by=by, calling=called, **_ids(said, post))
    return said, room


@in_transaction
async def remove(post_id: int, *, by: Person) -> Post:
    """Take a post back: its author, or an owner of the room. A note stays that something stood there."""
    return await _remove(Post, post_id, by)


@in_transaction
async def remove_comment(comment_id: int, *, by: Person) -> Post:
    """The same for a comment. Gives the post that it stood under."""
    return await _remove(PostComment, comment_id, by)


async def _remove(kind: type[Said], said_id: int, by: Person) -> Post:
    said, post, room, standing = await _said(kind, said_id, by)
    if said.removed_at:
        return post
    if not can_remove_post(room, standing, said):
        raise NotAllowed(_("Only whoever wrote this, and owners of the room, can remove it."))
    said.update_from_dict({"body": "", "body_html": "", "removed_at": now()})
    await said.save()
    await _count(post)
    await note(PostEvent.REMOVED, room, by=by, **_ids(said, post))
    return post


async def post_for(post_id: int, by: Person | None) -> tuple[Post, Room, Membership | None]:
    """A post in a room that `by` reads, the room, and their standing there. Raises `NotFound`."""
    post = await Post.get_or_none(id=post_id)
    if post is None or by is None:
        raise NotFound
    room = await room_for(post.room_id, by)
    await post.refresh_from_db()  # as it stands now that the room is held
    return post, room, await membership_of(room.id, by.id)


async def comment_for(
    comment_id: int, by: Person | None
) -> tuple[PostComment, Post, Room, Membership | None]:
    """The same for a comment, with its post. Raises `NotFound`."""
    said = await PostComment.get_or_none(id=comment_id)
    if said is None:
        raise NotFound
    found = await post_for(said.post_id, by)
    await said.refresh_from_db()
    return said, *found


async def _said(kind: type[Said], said_id: int, by: Person) -> tuple[Said, Post, Room, Membership | None]:
    if kind is PostComment:
        return await comment_for(said_id, by)
    post, room, standing = await post_for(said_id, by)
    return post, post, room, standing


async def _count(post: Post) -> None:
    post.comments = await PostComment.filter(post_id=post.id, removed_at=None).count()
    await post.save(update_fields=["comments"])


async def _stir(room: Room) -> None:
    room.active_at = now()
    await room.save(update_fields=["active_at"])


def checked_post(given: str) -> str:
    """A post that says something. Raises `Invalid` for field `body`."""
    if not given.strip():
        raise Invalid({"body": _("Write something first.")})
    if sentence := body_problem(given):
        raise Invalid({"body": sentence})
    return given


def _fields(text: Written) -> dict[str, Any]:
    return {"body": text.body, "body_html": text.body_html, "lang": text.lang, "renderer": text.renderer}


def _called(text: Written, by: Person) -> dict[int, Calling]:
    """Who is mentioned. Of those, whoever may not read the room isn't told (`partners.seeing`)."""
    return {person.id: Calling.MENTIONED for person in text.mentions if person.id != by.id}


def _ids(said: Said, post: Post) -> dict[str, Any]:
    return {"post": post.id} if said is post else {"post": post.id, "comment": said.id}
