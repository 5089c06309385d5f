"""What becomes of something that shouldn't stand: words are hidden, needs end, documents rest, rooms are frozen."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any

from activity.models import Audience, Calling
from activity.operations import Subject, record
from core.clock import now
from core.database import in_transaction, rows
from core.errors import NotAllowed, NotFound
from core.text import language
from core.words import _
from partners.events import DocumentEvent, MessageEvent, NeedEvent, PostEvent, RoomEvent
from partners.models import Document, Message, Need, Post, PostComment, Room, RoomStatus
from people.models import Person
from triage.permissions import can_judge_reports

Words = dict[str, tuple[str, str]]


async def take_away(subject_type: str, subject_id: int, why: str, *, by: Person) -> None:
    """What a manager does about a report that they uphold, without looking at more than it showed. What was taken away
    already stays so."""
    await TAKING[subject_type](subject_id, {"reason": (why, language(why))}, by)


async def frozen_rooms(*, reader: Person) -> list[dict[str, object]]:
    """The rooms that are frozen, the latest first: id and name. Managers know them from reports."""
    if not can_judge_reports(reader):
        raise NotAllowed(_("Only managers read reports."))
    return await rows("SELECT id, name, lang FROM room WHERE status = 'frozen' ORDER BY id DESC LIMIT 50")


@in_transaction
async def thaw(room_id: int, *, by: Person) -> None:
    """Let a frozen room go on."""
    if not can_judge_reports(by):
        raise NotAllowed(_("Only managers judge reports."))
    room = await Room.filter(id=room_id).select_for_update().first()
    if room is None or room.status is not RoomStatus.FROZEN:
        raise NotFound
    room.status = RoomStatus.ACTIVE
    await room.save(update_fields=["status"])
    await record(RoomEvent.THAWED, by=by, about=("room", room_id), audience=Audience.AUTHOR)


async def _room(id_: int, words: Words, by: Person) -> None:
    if await Room.filter(id=id_).exclude(status=RoomStatus.FROZEN).update(status=RoomStatus.FROZEN):
        await record(RoomEvent.FROZEN, by=by, about=("room", id_), audience=Audience.AUTHOR, words=words)


async def _post(id_: int, words: Words, by: Person) -> None:
    post = await Post.get(id=id_)
    if await Post.filter(id=id_, hidden_at=None).update(hidden_at=now()):
        await _hidden(PostEvent.HIDDEN, ("room", post.room_id), post.author_id, words, by, {"post": id_})


async def _post_comment(id_: int, words: Words, by: Person) -> None:
    comment = await PostComment.get(id=id_).select_related("post")
    if await PostComment.filter(id=id_, hidden_at=None).update(hidden_at=now()):
        about = ("room", comment.post.room_id)
        what = {"post": comment.post_id, "comment": id_}
        await _hidden(PostEvent.HIDDEN, about, comment.author_id, words, by, what)


async def _hidden(
    action: StrEnum, about: Subject, author: int | None, words: Words, by: Person, what: dict[str, Any]
) -> None:
    """Whoever wrote it hears that it is hidden, and why."""
    told = {author: Calling.ASSIGNED} if author else {}
    await record(action, by=by, about=about, audience=Audience.AUTHOR, words=words, calling=told, **what)


async def _document(id_: int, words: Words, by: Person) -> None:
    document = await Document.get(id=id_)
    if await Document.filter(id=id_, archived_at=None).update(archived_at=now()):
        await record(
            DocumentEvent.ARCHIVED,
            by=by,
            about=("room", document.room_id),
            audience=Audience.AUTHOR,
            words=words,
            document=id_,
        )


async def _message(id_: int, words: Words, by: Person) -> None:
    message = await Message.get(id=id_)
    if await Message.filter(id=id_, hidden_at=None).update(hidden_at=now()):
        about = ("conversation", message.conversation_id)
        await _hidden(MessageEvent.HIDDEN, about, message.author_id, words, by, {"message": id_})


async def _need(id_: int, words: Words, by: Person) -> None:
    need = await Need.get(id=id_)
    if await Need.filter(id=id_, ended_at=None).update(ended_at=now()):
        await _hidden(NeedEvent.HIDDEN, ("person", need.person_id), need.person_id, words, by, {"need": id_})


TAKING: dict[str, Callable[[int, Words, Person], Awaitable[None]]] = {
    "room": _room,
    "post": _post,
    "post_comment": _post_comment,
    "document": _document,
    "message": _message,
    "need": _need,
}
