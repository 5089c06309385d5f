"""What two people write to each other once both want to, and how far each has read it."""

from dataclasses import dataclass

from activity.models import Calling
from activity.operations import record
from activity.submissions import once
from core.clock import now
from core.database import in_transaction, row, rows
from core.errors import Invalid, NotFound, Refused
from core.markup import RENDERER, render
from core.text import clean, language
from core.words import _
from partners.events import MessageEvent
from partners.models import Conversation, ConversationState, Message
from partners.visibility import unblocked
from people.models import Person

LONGEST = 10_000


@dataclass(frozen=True)
class Rendered:
    """A message as it will be stored. Who is mentioned in one isn't looked up: nobody but the two reads it."""

    body: str
    body_html: str
    lang: str


async def rendered(text: str) -> Rendered:
    return Rendered(text, await render(text), language(text))


async def write(conversation_id: int, *, text: str, key: str = "", by: Person) -> Message:
    """Write in a conversation that both have agreed to. Whoever writes has read what stood there. Raises `Invalid` for
    field `text`."""
    words = clean(text)
    if not words:
        raise Invalid({"text": _("Write something first.")})
    if len(words) > LONGEST:
        raise Invalid({"text": _("This has at most %(number)s characters.", number=LONGEST)})
    return await _write(conversation_id, await rendered(words), key, by)


@in_transaction
async def _write(conversation_id: int, text: Rendered, key: str, by: Person) -> Message:
    talk = await Conversation.select_for_update(no_key=True).get_or_none(id=conversation_id)
    if talk is None or by.id not in (talk.low, talk.high):
        raise NotFound
    form = await once(by.id, f"message in {talk.id}", key) if key else None
    if form and form.subject_id:
        return await Message.get(id=form.subject_id)
    if not await can_write(talk, by):
        raise unreachable()
    said = await put(talk, text, by)
    if form:
        await form.update_from_dict({"subject_type": "message", "subject_id": said.id}).save()
    calling = {other_of(talk, by): Calling.ASSIGNED}
    await record(MessageEvent.SENT, by=by, about=("conversation", talk.id), calling=calling, message=said.id)
    return said


def other_of(talk: Conversation, person: Person) -> int:
    return int(talk.high if person.id == talk.low else talk.low)


async def can_write(talk: Conversation, by: Person) -> bool:
    """May this one of the two write here now? Both have agreed, and they are within reach of each other."""
    return talk.state is ConversationState.ACCEPTED and await within_reach(talk, by)


async def within_reach(talk: Conversation, by: Person) -> bool:
    """Is the other still here, and has neither blocked the other? Which of these it is isn't told."""
    found = await row(
        f"SELECT id FROM person WHERE id = :other AND deactivated_at IS NULL AND {unblocked('person.id')}",
        other=other_of(talk, by),
        reader=by.id,
    )
    return found is not None


def unreachable() -> Refused:
    return Refused(_("Nothing can be written here at the moment."))


async def put(talk: Conversation, text: Rendered, by: Person) -> Message:
    """Inside a transaction that holds the conversation: one more message, which its author has read."""
    said = await Message.create(
        conversation_id=talk.id,
        author_id=by.id,
        body=text.body,
        body_html=text.body_html,
        renderer=RENDERER,
        lang=text.lang,
        created_at=now(),
    )
    talk.written_at = said.created_at
    place = "requester_seen" if by.id == talk.requester_id else "recipient_seen"
    setattr(talk, place, said.id)
    await talk.save(update_fields=["written_at", place])
    return said


@in_transaction
async def mark_seen(conversation_id: int, *, up_to: int, by: Person) -> None:
    """Whoever reads has read up to this message, and the notices of this conversation with it. Never goes back."""
    for side in ("requester", "recipient"):
        await rows(
            f"""UPDATE conversation SET {side}_seen = :up_to
                WHERE id = :id AND {side}_id = :me AND {side}_seen < :up_to
                  AND EXISTS (SELECT 1 FROM message WHERE id = :up_to AND conversation_id = :id)""",
            id=conversation_id,
            me=by.id,
            up_to=up_to,
        )
    await rows(
        """UPDATE notice SET seen_at = :now WHERE person_id = :me AND seen_at IS NULL AND event_id IN
             (SELECT id FROM event WHERE subject_type = 'conversation' AND subject_id = :id)""",
        now=now(),
        me=by.id,
        id=conversation_id,
    )
