"""Speaking about an idea: comments, replies, and the official answer."""

from dataclasses import dataclass

from activity.models import Audience, Reason
from activity.operations import subscribe
from activity.submissions import once
from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.markup import mentioned
from core.text import language
from core.words import _
from ideas.answering import mark_answered
from ideas.counting import count
from ideas.events import CommentEvent
from ideas.finding import comment_for, idea_for
from ideas.models import Comment, CommentAudience, CommentRevision, Idea
from ideas.notes import callings, note
from ideas.permissions import can_address, can_answer, can_comment, can_edit_comment, can_hide_comment
from ideas.search.indexing import drop_comment, put_comment
from ideas.words import Written, checked_comment, checked_reason, written
from people.models import Person

READ_BY = {
    CommentAudience.EVERYONE: Audience.PUBLIC,
    CommentAudience.AUTHOR: Audience.AUTHOR,
    CommentAudience.STAFF: Audience.STAFF,
}


@dataclass(frozen=True)
class Manner:
    """How something is said: to whom, in reply to which comment, and whether it is the official answer."""

    audience: str = CommentAudience.EVERYONE.value
    parent: int | None = None
    answer: bool = False
    key: str = ""


async def comment(idea_id: int, *, body: str, by: Person, manner: Manner | None = None) -> Comment:
    """Say something about an idea; whoever speaks follows it. A reply is heard by nobody who couldn't hear what it
    replies to. Raises `Invalid` for field `body`."""
    return await _comment(idea_id, await written(checked_comment(body)), manner or Manner(), by)


@in_transaction
async def _comment(idea_id: int, text: Written, manner: Manner, by: Person) -> Comment:
    idea = await idea_for(idea_id, by)
    if idea.merged_into_id:
        raise Refused(_("This was merged into another idea, and the conversation goes on there."))
    if not can_comment(by, idea):
        raise NotAllowed(_("Nothing more can be said about this."))
    form = await once(by.id, f"comment on {idea.id}", manner.key) if manner.key else None
    if form and form.subject_id:
        return await Comment.get(id=form.subject_id)
    parent, heard, place = await _parent(idea, manner.parent, by)
    if manner.answer and place is not idea:
        raise Refused(_("An official answer is for everyone here: give it outside what was merged in."))
    audience = _audience(idea, manner, heard, by)
    said = await Comment.create(
        idea=place,
        author=by,
        parent=parent,
        audience=audience,
        is_answer=manner.answer,
        lang=text.lang,
        body=text.body,
        body_html=text.body_html,
        renderer=text.renderer,
        created_at=now(),
    )
    if form:
        await form.update_from_dict({"subject_type": "comment", "subject_id": said.id}).save()
    await put_comment(said.id)
    await count(place.id)
    if audience is CommentAudience.EVERYONE:
        await mark_answered(idea, by)
        if place is not idea:
            await mark_answered(place, by)
    await subscribe(by.id, ("idea", place.id), Reason.COMMENTER)
    await _tell(said, idea, place, text, by)
    return said


async def _parent(
    idea: Idea, parent_id: int | None, by: Person
) -> tuple[Comment | None, CommentAudience, Idea]:
    """The comment that a reply stands under, who heard what it replies to, and the idea that they belong to.

    A reply to a reply stands beside it, one level deep, and is heard by no more people than either of the two. A reply
    to what was said where it was merged in from stays with those words, and parts with them.
    """
    if not parent_id:
        return None, CommentAudience.EVERYONE, idea
    replied, its_idea = await comment_for(parent_id, by)
    if idea.id not in (its_idea.id, its_idea.merged_into_id) or replied.removed_at:
        raise NotFound
    top = await Comment.get(id=replied.parent_id) if replied.parent_id else replied
    return top, _narrower(top.audience, replied.audience), idea if its_idea.id == idea.id else its_idea


async def _tell(said: Comment, idea: Idea, place: Idea, text: Written, by: Person) -> None:
    """What is said to everyone in a merged-in conversation is heard where that goes on; what is said to few, by those
    whom it was begun with."""
    heard_by = READ_BY[said.audience]
    called = await callings(place, heard_by, text.mentions, by)
    about = idea if said.audience is CommentAudience.EVERYONE else place
    action = CommentEvent.ANSWERED if said.is_answer else CommentEvent.POSTED
    await note(action, about, by=by, audience=heard_by, calling=called, comment=said.id)


def _narrower(one: CommentAudience, other: CommentAudience) -> CommentAudience:
    return max(one, other, key=list(CommentAudience).index)


def _audience(idea: Idea, manner: Manner, heard: CommentAudience, by: Person) -> CommentAudience:
    """Who hears it: whoever the speaker chose, and never more than heard what it replies to."""
    if manner.audience not in list(CommentAudience):
        raise Invalid({"audience": _("Choose who may read this.")})
    wanted = CommentAudience(manner.audience)
    if manner.answer:
        if not can_answer(by, idea):
            raise NotAllowed(_("Only staff answer officially."))
        if heard is not CommentAudience.EVERYONE:
            raise Refused(_("An official answer is for everyone: give it outside this private exchange."))
        return CommentAudience.EVERYONE
    if not can_address(by, idea, wanted) and wanted is not heard:
        raise NotAllowed(_("Only staff choose who may read what they say."))
    return _narrower(wanted, heard)


async def edit_comment(comment_id: int, *, body: str, by: Person) -> Comment:
    """Change one's own words; how they read before stays in the comment's history."""
    return await _edit_comment(comment_id, await written(checked_comment(body)), by)


@in_transaction
async def _edit_comment(comment_id: int, text: Written, by: Person) -> Comment:
    said, idea = await comment_for(comment_id, by)
    if not can_edit_comment(by, said):
        raise NotAllowed(_("Only whoever wrote this can edit it."))
    if said.body == text.body:
        return said
    await CommentRevision.create(comment=said, body=said.body)
    new = [person for person in text.mentions if person.handle not in mentioned(said.body)]
    said.body, said.body_html, said.lang = text.body, text.body_html, text.lang
    said.renderer, said.edited_at = text.renderer, now()
    await said.save(update_fields=["body", "body_html", "lang", "renderer", "edited_at"])
    await put_comment(said.id)
    heard_by = READ_BY[said.audience]
    called = await callings(idea, heard_by, new, by)
    await note(CommentEvent.EDITED, idea, by=by, audience=heard_by, calling=called, comment=said.id)
    return said


@in_transaction
async def remove_comment(comment_id: int, *, by: Person) -> Comment:
    """Take one's own words back. A tombstone stays, so that replies keep their place; words and history go."""
    said, idea = await comment_for(comment_id, by)
    if not can_edit_comment(by, said):
        raise NotAllowed(_("Only whoever wrote this can remove it."))
    said.body, said.body_html, said.removed_at = "", "", now()
    await said.save(update_fields=["body", "body_html", "removed_at"])
    await CommentRevision.filter(comment_id=said.id).delete()
    await drop_comment(said.id)
    await count(idea.id)
    await note(CommentEvent.REMOVED, idea, by=by, audience=READ_BY[said.audience], comment=said.id)
    return said


@in_transaction
async def hide_comment(comment_id: int, *, reason: str, by: Person) -> Comment:
    """Managers take a comment out of sight, for a reason that staff read; its author still sees it."""
    said, idea = await comment_for(comment_id, by)
    if not can_hide_comment(by, said):
        raise NotAllowed(_("Only managers hide comments."))
    why = checked_reason(reason, needed=_("Say why; staff will read it."))
    return await _set_hidden(said, idea, why, by)


@in_transaction
async def restore_comment(comment_id: int, *, by: Person) -> Comment:
    said, idea = await comment_for(comment_id, by)
    if not can_hide_comment(by, said):
        raise NotAllowed(_("Only managers restore comments."))
    return await _set_hidden(said, idea, "", by)


async def _set_hidden(said: Comment, idea: Idea, why: str, by: Person) -> Comment:
    if bool(said.hidden_at) == bool(why):
        return said
    said.hidden_at = now() if why else None
    await said.save(update_fields=["hidden_at"])
    await put_comment(said.id)
    await count(idea.id)
    action = CommentEvent.HIDDEN if why else CommentEvent.RESTORED
    words = {"reason": (why, language(why))} if why else None
    await note(action, idea, by=by, audience=Audience.STAFF, words=words, comment=said.id)
    return said
