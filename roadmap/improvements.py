"""You said, we did: an improvement answers complaints, in their own words, with evidence, signed by a person."""

from collections.abc import Sequence
from typing import Any, Unpack

from activity.models import Audience
from activity.operations import record
from activity.submissions import once
from core.clock import now
from core.database import in_transaction, row
from core.errors import NotAllowed, NotFound, Refused
from core.text import language
from core.words import _
from ideas.answering import mark_answered
from ideas.loop import DONE
from ideas.models import BoardAudience, Idea
from ideas.notes import note
from ideas.words import checked_reason
from people.models import Person
from roadmap import items, links, shipping
from roadmap.drafts import Prepared, Words, demand, prepared
from roadmap.events import ImprovementEvent
from roadmap.finding import audiences_of_boards, told_to
from roadmap.models import Answered, Evidence, Horizon, Improvement, ImprovementState, ItemStage, Link
from roadmap.permissions import can_draft, can_publish, can_retract
from roadmap.visibility import visible_improvements


async def draft(*, key: str = "", by: Person, **given: Unpack[Words]) -> Improvement:
    """Begin an improvement that only staff see. A quote is a passage of its complaint, word for word.

    `key` is the form's own: sent twice, it makes one draft. Raises `Invalid` with a sentence for each field: the texts
    by their names, `complaints`, `quote-<complaint>`, `evidence-<place>-<part>`.
    """
    return await _draft(await prepared(given, by), key, by)


@in_transaction
async def _draft(made: Prepared, key: str, by: Person) -> Improvement:
    if not can_draft(by):
        raise NotAllowed(_("Only staff write improvements."))
    form = await once(by.id, "improvement", key) if key else None
    if form and form.subject_id:
        return await Improvement.get(id=form.subject_id)
    improvement = await Improvement.create(by=by, created_at=now(), **made.columns)
    if form:
        await form.update_from_dict({"subject_type": "improvement", "subject_id": improvement.id}).save()
    await _keep(improvement, made)
    await _record(ImprovementEvent.DRAFTED, improvement, by, audience=Audience.STAFF)
    return improvement


async def change(improvement_id: int, *, by: Person, **given: Unpack[Words]) -> Improvement:
    """Write a draft anew, whoever of the staff began it. What was posted stands as it is. Raises as `draft`."""
    return await _change(improvement_id, await prepared(given, by), by)


@in_transaction
async def _change(improvement_id: int, made: Prepared, by: Person) -> Improvement:
    improvement = await _improvement_for(improvement_id, by)
    if not can_draft(by):
        raise NotAllowed(_("Only staff write improvements."))
    if improvement.state is not ImprovementState.DRAFT:
        raise Refused(_("What was posted stands as it is. Retract it and post a better one."))
    await improvement.update_from_dict(made.columns).save(update_fields=list(made.columns))
    await Answered.filter(improvement_id=improvement.id).delete()
    await Evidence.filter(improvement_id=improvement.id).delete()
    await _keep(improvement, made)
    await _record(ImprovementEvent.CHANGED, improvement, by, audience=Audience.STAFF)
    return improvement


async def _keep(improvement: Improvement, made: Prepared) -> None:
    for complaint in made.complaints.values():
        quote = made.quotes.get(complaint["id"], "")
        await Answered.create(
            improvement=improvement, complaint_id=complaint["id"], cycle=complaint["cycle"], quote=quote
        )
    for piece in made.pieces:
        await Evidence.create(improvement=improvement, **piece.columns)


@in_transaction
async def publish(improvement_id: int, *, ship: bool = False, by: Person) -> Improvement:
    """Post a draft: it answers its complaints in the cycle that they are in, and ships those whose items are shipped.

    Whoever publishes it signs it: `by` becomes the improvement's. With `ship`, the complaints that no item answers
    get one that is shipped already. Raises `Invalid` for what is missing: `title`, `complaints`, `what_was_wrong`,
    `what_changed`, `before`, `after`, `evidence-<place>-<part>`.
    """
    improvement = await _improvement_for(improvement_id, by)
    if not can_publish(by, improvement):
        raise (
            Refused(_("It was posted already."))
            if by.is_staff
            else NotAllowed(_("Only staff post improvements."))
        )
    answered = await Answered.filter(improvement_id=improvement.id).order_by("complaint_id")
    complaints = await _locked(answered)
    demand(
        improvement, answered, complaints, await Evidence.filter(improvement_id=improvement.id).order_by("id")
    )
    await _post(improvement, by)
    for each, complaint in zip(answered, complaints, strict=True):
        each.cycle = complaint.cycle
        await each.save(update_fields=["cycle"])
        await mark_answered(complaint, by)
        await note(ImprovementEvent.ANSWERED, complaint, by=by, improvement=improvement.id, cycle=each.cycle)
    ids = [complaint.id for complaint in complaints]
    if ship:
        await _ship_unplanned(complaints, improvement.title, by)
    await shipping.settle(ids, by=by, improvement=improvement.id)
    return improvement


async def _post(improvement: Improvement, by: Person) -> None:
    improvement.by, improvement.state, improvement.posted_at = by, ImprovementState.POSTED, now()
    improvement.confirmations = 0
    await improvement.save(update_fields=["by_id", "state", "posted_at", "confirmations"])
    await _record(ImprovementEvent.POSTED, improvement, by)


async def _ship_unplanned(complaints: Sequence[Idea], title: str, by: Person) -> None:
    """Items that are shipped already, for the complaints that none answers: one for those whom the same people read."""
    linked = await Link.filter(idea_id__in=[each.id for each in complaints], ended_at=None)
    answered = {(link.idea_id, link.cycle) for link in linked}
    without = [each.id for each in complaints if (each.id, each.cycle) not in answered]
    boards = await audiences_of_boards(without)
    for audience in sorted(set(boards.values())):
        those = [each for each in without if boards[each] is audience]
        outline = await items.outlined(title=title, horizon=Horizon.NOW, audience=audience)
        item = await items.make(outline, ItemStage.SHIPPED, by=by)
        await links.link(item.id, those, by=by)


async def retract(improvement_id: int, *, reason: str, by: Person) -> Improvement:
    """Take back what was posted; it stays readable as retracted, with the reason. The complaints that it shipped
    return to building, and whoever follows them hears why. Raises `Invalid` for `reason`."""
    why = checked_reason(reason, needed=_("Say why: everybody who was told of it will read this."))
    return await _retract(improvement_id, why, by)


@in_transaction
async def _retract(improvement_id: int, why: str, by: Person) -> Improvement:
    improvement = await _improvement_for(improvement_id, by)
    if improvement.state is not ImprovementState.POSTED:
        raise Refused(_("Only what stands posted can be retracted."))
    if not can_retract(by, improvement):
        raise NotAllowed(_("Whoever signed it retracts it, or a manager."))
    words = {"reason": (why, language(why))}
    improvement.state, improvement.retracted_at = ImprovementState.RETRACTED, now()
    await improvement.save(update_fields=["state", "retracted_at"])
    await _record(ImprovementEvent.RETRACTED, improvement, by, words=words)
    answered = await Answered.filter(improvement_id=improvement.id).order_by("complaint_id")
    complaints = await _locked(answered)
    boards = await audiences_of_boards([complaint.id for complaint in complaints])
    told = max(boards.values(), key=list(BoardAudience).index, default=BoardAudience.EVERYONE)
    for complaint in complaints:
        said = words if told_to(boards[complaint.id], told) is Audience.PUBLIC else None
        await note(ImprovementEvent.WITHDRAWN, complaint, by=by, words=said, improvement=improvement.id)
    done = [
        complaint.id
        for each, complaint in zip(answered, complaints, strict=True)
        if complaint.stage in DONE and complaint.cycle == each.cycle
    ]
    await shipping.take_back(done, by=by, reason=why, told=told, improvement=improvement.id)
    return improvement


async def _improvement_for(improvement_id: int, by: Person) -> Improvement:
    """The improvement, locked until the transaction ends. Raises `NotFound` where it isn't visible to `by`."""
    where = visible_improvements(by)
    found = await row(
        f"SELECT v.id FROM improvement v WHERE v.id = :id AND {where.sql}", id=improvement_id, **where.values
    )
    if not found:
        raise NotFound
    return await Improvement.select_for_update().get(id=improvement_id)


async def _locked(answered: Sequence[Answered]) -> list[Idea]:
    """The complaints, in the order of their ids, so that two acts never wait for each other in a circle."""
    ids = [each.complaint_id for each in answered]
    return await Idea.select_for_update().filter(id__in=ids).order_by("id")


async def _record(action: ImprovementEvent, improvement: Improvement, by: Person, **more: Any) -> None:
    await record(action, by=by, about=("improvement", improvement.id), **more)
