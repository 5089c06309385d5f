"""What an idea's author does: post, edit, withdraw, and follow."""

from collections.abc import Sequence
from typing import Any

from activity import operations as following
from activity.models import Audience, Calling, Reason
from activity.operations import subscribe
from activity.submissions import once
from core.clock import now
from core.database import in_transaction, rows
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.markup import mentioned
from core.text import one_line
from core.words import _
from ideas import exposure
from ideas.boards import board_for, managers_of
from ideas.coauthors import Credit, credit
from ideas.events import IdeaEvent
from ideas.finding import idea_for, sources_of
from ideas.loop import Stage, Way
from ideas.models import Board, Comment, Idea, Kind, Revision
from ideas.notes import callings, note
from ideas.permissions import can_edit, can_post, can_withdraw, movers
from ideas.ports import others_voted
from ideas.ranking import hot
from ideas.search.indexing import put_idea
from ideas.steps import carry
from ideas.tags import parsed, set_tags
from ideas.trust import waits_for_review
from ideas.words import Written, body_problem, checked_title, title_problem, written
from people.models import Person


async def post(
    *, board: str, kind: str, title: str, body: str, tags: str = "", key: str = "", by: Person
) -> Idea:
    """Bring an idea or a complaint to a board. Its author follows it; posting doesn't vote.

    `key` is the form's own: sent twice, it makes one idea. Where the board holds for review, it is held and its
    managers are asked. Raises `Invalid` with a sentence for each field.
    """
    place = await board_for(board, by)
    names = checked(place, kind, title, body, tags, by)
    assert place is not None
    text = await written(body, of=title)
    return await post_written(place, Kind(kind), one_line(title), text, tags=names, key=key, by=by)


def checked(place: Board | None, kind: str, title: str, body: str, tags: str, by: Person) -> list[str]:
    """The tags, of what may be posted like this. Raises `Invalid` with a sentence for each field."""
    wrong: dict[str, str] = {}
    if place is None or not can_post(by, place):
        wrong["board"] = _("Choose a board that you can post on.")
    if kind not in list(Kind):
        wrong["kind"] = _("Choose idea or complaint.")
    if sentence := title_problem(one_line(title)):
        wrong["title"] = sentence
    if sentence := body_problem(body):
        wrong["body"] = sentence
    names: list[str] = []
    try:
        names = parsed(tags)
    except Invalid as error:
        wrong |= error.fields
    if wrong:
        raise Invalid(wrong)
    return names


@in_transaction
async def post_written(
    place: Board,
    kind: Kind,
    title: str,
    text: Written,
    *,
    by: Person,
    tags: Sequence[str] = (),
    key: str = "",
    others: Sequence[Credit] = (),
    credit_name: str = "",
) -> Idea:
    """The same for what was checked and rendered before. `others` wrote it too; `credit_name` is how `by` wants to be
    called, where that isn't their own name."""
    form = await once(by.id, "idea", key) if key else None
    if form and form.subject_id:
        return await Idea.get(id=form.subject_id)
    moment = now()
    idea = await Idea.create(
        board=place,
        kind=kind,
        title=title,
        author=by,
        author_name=credit_name,
        lang=text.lang,
        body=text.body,
        body_html=text.body_html,
        renderer=text.renderer,
        hot=hot(0, moment),
        held=await waits_for_review(by, place),
        created_at=moment,
        stage_changed_at=moment,
    )
    if form:
        await form.update_from_dict({"subject_type": "idea", "subject_id": idea.id}).save()
    await set_tags(idea.id, list(tags))
    await put_idea(idea.id)
    await subscribe(by.id, ("idea", idea.id), Reason.AUTHOR)
    await credit(idea, others)
    if not idea.held:
        await exposure.begin(idea.id)
    asked = {person: Calling.ASKED for person in await managers_of(place.id) if person != by.id}
    called = await callings(idea, Audience.PUBLIC, text.mentions, by)
    named = sum(bool(each.name) for each in others)
    together: dict[str, Any] = {"others": named} if named else {}
    action = IdeaEvent.HELD if idea.held else IdeaEvent.POSTED
    await note(action, idea, by=by, calling={**called, **asked}, **together)
    return idea


async def edit(idea_id: int, *, title: str, body: str, by: Person) -> Idea:
    """Change the words; how they read before stays as a revision. Editing nothing changes nothing."""
    title = checked_title(title)
    if sentence := body_problem(body):
        raise Invalid({"body": sentence})
    return await _edit(idea_id, title, await written(body, of=title), by)


@in_transaction
async def _edit(idea_id: int, title: str, text: Written, by: Person) -> Idea:
    idea = await idea_for(idea_id, by)
    if not can_edit(by, idea):
        raise NotAllowed(_("Only its authors can edit this, and only until it is decided."))
    if (idea.title, idea.body) == (title, text.body):
        return idea
    await Revision.create(idea=idea, title=idea.title, body=idea.body, editor=by)
    before = set(mentioned(idea.body))
    idea.title, idea.body, idea.body_html = title, text.body, text.body_html
    idea.lang, idea.renderer, idea.edited_at = text.lang, text.renderer, now()
    await idea.save(update_fields=["title", "body", "body_html", "lang", "renderer", "edited_at"])
    await put_idea(idea.id)
    new = [person for person in text.mentions if person.handle not in before]
    await note(IdeaEvent.EDITED, idea, by=by, calling=await callings(idea, Audience.PUBLIC, new, by))
    return idea


@in_transaction
async def withdraw(idea_id: int, *, by: Person) -> Idea:
    """Its author takes it back, while nobody else has voted or commented: what others said is theirs too."""
    idea = await idea_for(idea_id, by)
    if idea.author_id == by.id and idea.coauthors:
        raise Refused(_("Others wrote this with you, so it stays. You can still edit it."))
    if not can_withdraw(by, idea):
        raise NotAllowed(_("Only its author can withdraw this, and only until it is decided."))
    if await sources_of(idea.id):
        raise Refused(_("Others' ideas were merged into this, so it stays. You can still edit it."))
    if await _others_spoke(idea, by) or any([await ask(idea.id, by.id) for ask in others_voted.answerers]):
        raise Refused(_("Others have voted or commented already, so this stays. You can still edit it."))
    await carry(
        idea, Stage.WITHDRAWN, Way.WITHDRAWAL, by=by, movers=movers(by, idea), action=IdeaEvent.WITHDRAWN
    )
    return idea


async def _others_spoke(idea: Idea, by: Person) -> bool:
    return await Comment.filter(idea_id=idea.id).exclude(author_id=by.id).exists()


@in_transaction
async def follow(idea_id: int, *, how: str, by: Person) -> None:
    """Follow an idea ("follow"), hear no more of it ("mute"), or neither ("none").

    What was merged into it goes along: any mute wins, so following ends those mutes, and leaving leaves that too.
    """
    choose = {"follow": following.follow, "mute": following.mute, "none": following.unfollow}.get(how)
    if choose is None:
        raise NotFound
    await idea_for(idea_id, by)
    await choose(by.id, ("idea", idea_id))
    if how != "mute":
        change = "DELETE FROM subscription" if how == "none" else "UPDATE subscription SET muted = FALSE"
        await rows(
            f"{change} WHERE subject_type = 'idea' AND subject_id IN :sources AND person_id = :person",
            sources=await sources_of(idea_id),
            person=by.id,
        )
