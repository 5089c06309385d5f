"""Two people begin to write to each other, and stop: one message asks, and the other says yes, nothing, or no more.

There is one conversation for two people (`low`, `high`). Whoever was asked may set the request aside: whoever asked
isn't told and sees no difference. Blocks are asked each time, so that nothing here needs to change when one is made.
"""

from typing import Any

from activity.models import Audience, Calling
from activity.operations import record
from activity.submissions import once
from core.clock import now
from core.database import in_transaction, row
from core.errors import NotFound, Refused
from core.words import _
from partners.contact import checked_request, known, must_be_writable, must_stay_within
from partners.directory import need_of
from partners.events import MessageEvent
from partners.messages import Rendered, other_of, put, rendered, unreachable, within_reach
from partners.models import Conversation, ConversationState
from people.models import Person


async def request(
    person_id: int, *, text: str, need: int | None = None, key: str = "", by: Person
) -> Conversation:
    """Ask somebody for a conversation by one message without links. Where that person has asked already, this says yes.

    Raises `Invalid` for field `text`, `Refused` with the rule, and `NotFound` for whoever one doesn't know of.
    """
    return await _request(person_id, await rendered(checked_request(text)), need, key, by)


@in_transaction
async def _request(person_id: int, text: Rendered, need: int | None, key: str, by: Person) -> Conversation:
    await known(person_id, by)
    form = await once(by.id, f"request to {person_id}", key) if key else None
    if form and form.subject_id:
        return await Conversation.get(id=form.subject_id)
    talk = await _between(by.id, person_id) or await _begin(person_id, need, by)
    if talk.requester_id == by.id and await _has_messages(talk):
        raise Refused(_("You have written to this person already. Wait for their answer."))
    said = await put(talk, text, by)
    if form:
        await form.update_from_dict({"subject_type": "conversation", "subject_id": talk.id}).save()
    if talk.requester_id == by.id:
        await _tell(MessageEvent.REQUESTED, talk, by, Calling.ASKED, message=said.id)
    else:
        await _say_yes(talk, by)
    return talk


async def _between(one: int, other: int) -> Conversation | None:
    low, high = sorted((one, other))
    found = await Conversation.select_for_update(no_key=True).get_or_none(low=low, high=high)
    if found and found.state in (ConversationState.ACCEPTED, ConversationState.ENDED):
        raise Refused(_("You two have a conversation already."))
    return found


async def _begin(person_id: int, need: int | None, by: Person) -> Conversation:
    """The row of a new request. Of two at once, the second waits for the first and finds its row."""
    await must_be_writable(person_id, by)
    await must_stay_within(by)
    about = await need_of(need, by) if need else None
    low, high = sorted((by.id, person_id))
    await row(
        """INSERT INTO conversation (created_at, requester_id, recipient_id, low, high, state, need_id, written_at,
                                     requester_seen, recipient_seen)
           VALUES (:now, :by, :person, :low, :high, 'requested', :need, :now, 0, 0)
           ON CONFLICT (low, high) DO NOTHING RETURNING id""",
        now=now(),
        by=by.id,
        person=person_id,
        low=low,
        high=high,
        need=about["id"] if about and about["person_id"] == person_id else None,
    )
    found = await _between(by.id, person_id)
    assert found is not None
    return found


async def _has_messages(talk: Conversation) -> bool:
    return bool(await row("SELECT 1 AS one FROM message WHERE conversation_id = :id LIMIT 1", id=talk.id))


@in_transaction
async def accept(conversation_id: int, *, by: Person) -> Conversation:
    """Say yes to a request, also to one that was set aside; or take up again what one has ended oneself. From now on
    both write. Again changes nothing."""
    talk = await own(conversation_id, by)
    ended = talk.state is ConversationState.ENDED
    if talk.state is ConversationState.ACCEPTED:
        return talk
    if by.id != (talk.ended_by_id if ended else talk.recipient_id):
        raise Refused(_("The other person decides about this."))
    await _say_yes(talk, by, again=ended)
    return talk


async def _say_yes(talk: Conversation, by: Person, *, again: bool = False) -> None:
    if not await within_reach(talk, by):
        raise unreachable()
    talk.state, talk.answered_at, talk.ended_by_id = ConversationState.ACCEPTED, now(), None
    await talk.save(update_fields=["state", "answered_at", "ended_by_id"])
    await _tell(MessageEvent.ACCEPTED, talk, by, Calling.ASSIGNED, again=again)


@in_transaction
async def ignore(conversation_id: int, *, by: Person) -> None:
    """Set a request aside, in silence. It can still be accepted later."""
    talk = await own(conversation_id, by)
    if by.id != talk.recipient_id:
        raise Refused(_("The other person decides about this."))
    if talk.state is ConversationState.REQUESTED:
        talk.state, talk.answered_at = ConversationState.DECLINED, now()
        await talk.save(update_fields=["state", "answered_at"])
        await _note(MessageEvent.DECLINED, talk, by)


@in_transaction
async def end(conversation_id: int, *, by: Person) -> None:
    """Write no more and be written to no more, by whomever, staff too. Only who ended it takes it up again."""
    talk = await own(conversation_id, by)
    if talk.state is not ConversationState.ACCEPTED:
        raise Refused(_("Only a conversation that both have begun can be ended."))
    talk.state, talk.ended_by_id = ConversationState.ENDED, by.id
    await talk.save(update_fields=["state", "ended_by_id"])
    await _note(MessageEvent.ENDED, talk, by)


async def own(conversation_id: int, by: Person) -> Conversation:
    """One's own conversation, held until the transaction ends. Raises `NotFound` for everybody else."""
    talk = await Conversation.select_for_update(no_key=True).get_or_none(id=conversation_id)
    if talk is None or by.id not in (talk.low, talk.high):
        raise NotFound
    return talk


async def _tell(action: MessageEvent, talk: Conversation, by: Person, why: Calling, **details: Any) -> None:
    about, calling = ("conversation", talk.id), {other_of(talk, by): why}
    await record(action, by=by, about=about, audience=Audience.AUTHOR, calling=calling, **details)


async def _note(action: MessageEvent, talk: Conversation, by: Person) -> None:
    """What the other isn't to know is an event that nobody reads: of a conversation, staff read nothing."""
    await record(action, by=by, about=("conversation", talk.id), audience=Audience.STAFF)
