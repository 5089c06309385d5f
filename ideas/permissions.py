"""Questions with a yes or no about ideas. Operations enforce them; pages ask them before they show a button."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Protocol

from ideas.loop import OPEN, Mover, Stage, Way, ends
from ideas.models import CommentAudience
from ideas.visibility import belongs
from people.models import Person


class IdeaLike(Protocol):
    """An idea as a model or as a row of a query."""

    id: Any
    stage: Any
    author_id: int | None
    coauthors: Collection[int]
    owner_id: int | None
    held: bool
    hidden_at: datetime | None


class CommentLike(Protocol):
    author_id: int | None
    audience: Any
    removed_at: datetime | None
    hidden_at: datetime | None


def can_post(person: Person | None, board: Any) -> bool:
    """Whoever may see a board may post on it, until it is archived."""
    return person is not None and belongs(person.role, board.audience) and board.archived_at is None


def is_author(person: Person | None, idea: IdeaLike) -> bool:
    """Whether they wrote it: its author, and whoever accepted to be named beside them."""
    return person is not None and (idea.author_id == person.id or person.id in idea.coauthors)


def movers(person: Person | None, idea: IdeaLike) -> frozenset[Mover]:
    """The parts in which this person may move this idea."""
    if person is None:
        return frozenset()
    parts = {Mover.AUTHOR} if idea.author_id == person.id else set()
    if person.is_staff:
        parts.add(Mover.MANAGER if person.is_manager else Mover.EMPLOYEE)
    return frozenset(parts)


def moves_by_hand(person: Person | None, idea: IdeaLike) -> list[Stage]:
    """Where this person may move this idea from where it is."""
    return ends(Stage(idea.stage), Way.BY_HAND, movers(person, idea))


def can_edit(person: Person | None, idea: IdeaLike) -> bool:
    """Its authors change its words while it is on the way."""
    return is_author(person, idea) and Stage(idea.stage) in OPEN


def can_withdraw(person: Person | None, idea: IdeaLike) -> bool:
    """Whoever posted it takes it back, unless others wrote it too. That nobody else has voted or commented is asked by
    the operation."""
    return not idea.coauthors and Stage.WITHDRAWN in ends(
        Stage(idea.stage), Way.WITHDRAWAL, movers(person, idea)
    )


def can_comment(person: Person | None, idea: IdeaLike) -> bool:
    """Every member who sees an idea may speak about it, in whatever stage it is, unless it was withdrawn or goes on
    elsewhere."""
    return person is not None and Stage(idea.stage) not in (Stage.WITHDRAWN, Stage.MERGED)


def can_answer(person: Person | None, idea: IdeaLike) -> bool:
    """Staff answer, whatever their department; nobody answers their own idea officially."""
    return (
        can_comment(person, idea) and person is not None and person.is_staff and not is_author(person, idea)
    )


def can_address(person: Person | None, idea: IdeaLike, audience: CommentAudience) -> bool:
    """Staff choose to whom they speak; the idea's authors may reply to the staff alone through a reply."""
    if audience is CommentAudience.EVERYONE:
        return can_comment(person, idea)
    return can_comment(person, idea) and person is not None and person.is_staff


def can_edit_comment(person: Person | None, comment: CommentLike) -> bool:
    mine = person is not None and comment.author_id == person.id
    return mine and comment.removed_at is None and comment.hidden_at is None


def can_hide_comment(person: Person | None, comment: CommentLike) -> bool:
    return person is not None and person.is_manager and comment.removed_at is None


def can_claim(person: Person | None, idea: IdeaLike) -> bool:
    """Staff take an idea upon themselves, or give back what is theirs."""
    return person is not None and person.is_staff and Stage(idea.stage) in OPEN


def can_assign(person: Person | None, idea: IdeaLike) -> bool:
    """Managers name any employee as the owner."""
    return can_claim(person, idea) and person is not None and person.is_manager


def can_retag(person: Person | None, idea: IdeaLike) -> bool:
    return person is not None and (person.is_staff or can_edit(person, idea))


def can_change_board(person: Person | None, idea: IdeaLike) -> bool:
    """Managers choose the board. What was merged stays where it is."""
    return person is not None and person.is_manager and Stage(idea.stage) is not Stage.MERGED


def can_moderate(person: Person | None, idea: IdeaLike) -> bool:
    """Managers hide, restore, and release what waits for review."""
    return person is not None and person.is_manager
