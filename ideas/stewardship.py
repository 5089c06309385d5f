"""What staff do with an idea besides moving it: own it, tag it, change its board, hide it."""

from typing import Any

from activity.models import Audience, Calling, Reason, Statement
from activity.operations import subscribe
from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, NotAllowed, Refused
from core.text import language
from core.words import _
from ideas import exposure
from ideas.boards import board_for
from ideas.counting import count
from ideas.events import IdeaEvent
from ideas.finding import idea_for
from ideas.models import Board, BoardAudience, Comment, Idea, Revision
from ideas.notes import note
from ideas.permissions import can_assign, can_change_board, can_claim, can_moderate, can_retag
from ideas.search.indexing import put_idea
from ideas.tags import parsed, set_tags
from ideas.words import checked_reason
from people.models import Person


@in_transaction
async def set_owner(idea_id: int, *, owner_id: int | None, by: Person) -> Idea:
    """Name the employee who answers for an idea, or nobody. Employees take and give back what is theirs."""
    idea = await idea_for(idea_id, by)
    mine = by.id in (owner_id, idea.owner_id) and (owner_id in (by.id, None))
    if not (can_assign(by, idea) or (can_claim(by, idea) and mine)):
        raise NotAllowed(_("Employees take an idea themselves; managers name somebody else."))
    if owner_id == idea.owner_id:
        return idea
    owner = await Person.get_or_none(id=owner_id, deactivated_at=None) if owner_id else None
    if owner_id and (owner is None or not owner.is_staff):
        raise Invalid({"owner": _("The owner is a named employee.")})
    was, idea.owner_id = idea.owner_id, owner_id
    await idea.save(update_fields=["owner_id"])
    calling = {owner_id: Calling.ASSIGNED} if owner_id else None
    await note(IdeaEvent.OWNER_CHANGED, idea, by=by, calling=calling, owner=owner_id, was=was)
    if owner_id:
        await subscribe(owner_id, ("idea", idea.id), Reason.OWNER)
    return idea


@in_transaction
async def retag(idea_id: int, *, tags: str, by: Person) -> Idea:
    """Give the idea exactly these tags. Raises `Invalid` for field `tags`."""
    idea = await idea_for(idea_id, by)
    if not can_retag(by, idea):
        raise NotAllowed(_("Its author and staff choose the tags."))
    added, removed = await set_tags(idea.id, parsed(tags))
    changed = {part: ", ".join(names) for part, names in (("added", added), ("removed", removed)) if names}
    if changed:
        await put_idea(idea.id)
        words = {part: (text, language(text)) for part, text in changed.items()}
        await note(IdeaEvent.RETAGGED, idea, by=by, words=words)
    return idea


@in_transaction
async def change_board(idea_id: int, *, board: str, by: Person) -> Idea:
    """Move the idea to another board; from now on that board's audience sees it.

    What was said among few isn't shown to many: with comments, earlier versions, reasons or
    verdicts in words it goes to no wider audience.
    """
    idea = await idea_for(idea_id, by)
    if by.is_manager and idea.merged_into_id:
        raise Refused(_("This was merged into another idea. Undo the merge first."))
    if not can_change_board(by, idea):
        raise NotAllowed(_("Managers choose the board."))
    target = await board_for(board, by)
    if target is None or target.archived_at:
        raise Invalid({"board": _("Choose a board that isn't archived.")})
    if target.id == idea.board_id:
        return idea
    await _demand_nothing_said(idea, target)
    await _demand_sources_follow(idea, target)
    was, idea.board_id = idea.board_id, target.id
    await idea.save(update_fields=["board_id"])
    await count(idea.id)
    changed: dict[str, Any] = {"from": was, "to": target.id}
    await note(IdeaEvent.BOARD_CHANGED, idea, by=by, **changed)
    return idea


async def _demand_nothing_said(idea: Idea, target: Board) -> None:
    audiences = list(BoardAudience)
    now_read_by = (await Board.get(id=idea.board_id)).audience
    if audiences.index(target.audience) >= audiences.index(now_read_by):
        return
    said = Statement.filter(event__subject_type="idea", event__subject_id=idea.id, redacted_at=None)
    told = said.filter(event__audience=Audience.PUBLIC).exclude(event__action=IdeaEvent.RETAGGED.value)
    if await Comment.exists(idea_id=idea.id) or await Revision.exists(idea_id=idea.id) or await told.exists():
        raise Refused(
            _("More people read that board, and what was said here was said to fewer. Post it there anew.")
        )


async def _demand_sources_follow(idea: Idea, target: Board) -> None:
    """Whoever reads what was merged into it must be able to read where it went."""
    audiences = list(BoardAudience)
    boards = await Board.filter(
        id__in=await Idea.filter(merged_into_id=idea.id).values_list("board_id", flat=True)
    )
    if any(audiences.index(board.audience) < audiences.index(target.audience) for board in boards):
        raise Refused(
            _("Fewer people read that board than what was merged into this. Undo those merges first.")
        )


@in_transaction
async def hide(idea_id: int, *, reason: str, by: Person) -> Idea:
    """Take an idea out of sight for a stated reason. Its author and staff still see it; nothing is lost."""
    idea = await idea_for(idea_id, by)
    if not can_moderate(by, idea):
        raise NotAllowed(_("Only managers hide ideas."))
    if idea.hidden_at:
        raise Refused(_("It is hidden already."))
    why = checked_reason(reason, needed=_("Say why; its author will read it."))
    idea.hidden_at = now()
    await idea.save(update_fields=["hidden_at"])
    await count(idea.id)
    words = {"reason": (why, language(why))}
    await note(IdeaEvent.HIDDEN, idea, by=by, audience=Audience.AUTHOR, words=words)
    return idea


@in_transaction
async def restore(idea_id: int, *, by: Person) -> Idea:
    """Bring a hidden idea back into sight."""
    idea = await idea_for(idea_id, by)
    if not can_moderate(by, idea):
        raise NotAllowed(_("Only managers restore ideas."))
    if not idea.hidden_at:
        raise Refused(_("It isn't hidden."))
    idea.hidden_at = None
    await idea.save(update_fields=["hidden_at"])
    await put_idea(idea.id)
    await count(idea.id)
    if not idea.held:
        await exposure.begin(idea.id)
    await note(IdeaEvent.RESTORED, idea, by=by, audience=Audience.AUTHOR)
    return idea


@in_transaction
async def release(idea_id: int, *, by: Person) -> Idea:
    """Let an idea that was held for review onto its board."""
    idea = await idea_for(idea_id, by)
    if not can_moderate(by, idea):
        raise NotAllowed(_("Only managers review what is held."))
    if not idea.held:
        raise Refused(_("It isn't waiting for review."))
    idea.held = False
    await idea.save(update_fields=["held"])
    await put_idea(idea.id)
    await exposure.begin(idea.id)
    await note(IdeaEvent.RELEASED, idea, by=by)
    return idea
