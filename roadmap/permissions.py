"""Questions with a yes or no about the roadmap. Operations enforce them; pages ask them before they show a button."""

from typing import Any

from people.models import Person
from roadmap.models import ImprovementState, ItemStage

ROAD = (ItemStage.EXPLORING, ItemStage.PLANNED, ItemStage.BUILDING, ItemStage.SHIPPED)
"""An item's way, from its first stage to its last."""

UNDER_WAY = ROAD[:-1]


def can_plan(person: Person | None) -> bool:
    """Managers make items, change and move them, link what they answer, promise dates and publish releases."""
    return person is not None and person.is_manager


def moves_of(stage: ItemStage) -> list[ItemStage]:
    """Where an item can go from this stage, in order. What was shipped is taken back before it is dropped; what was
    dropped is taken up again before it ships."""
    if stage in (ItemStage.SHIPPED, ItemStage.DROPPED):
        return list(UNDER_WAY)
    return [to for to in ItemStage if to is not stage]


def needs_reason(stage: ItemStage, to: ItemStage) -> bool:
    """A step back is explained, and so is dropping something and taking it up again."""
    if ItemStage.DROPPED in (stage, to):
        return True
    return ROAD.index(to) < ROAD.index(stage)


def can_promise(person: Person | None, item: Any) -> bool:
    """A date is promised for what is still to come."""
    return can_plan(person) and ItemStage(item.stage) in UNDER_WAY


def can_link(person: Person | None, item: Any) -> bool:
    """Whatever was dropped answers nothing any more."""
    return can_plan(person) and ItemStage(item.stage) is not ItemStage.DROPPED


def is_published(release: Any) -> bool:
    """Whether it stands: published, and not taken back since."""
    return release.published_at is not None and release.retracted_at is None


def can_recompose(person: Person | None, release: Any) -> bool:
    """The version and the items of a release change only while it doesn't stand; its words always."""
    return can_plan(person) and not is_published(release)


def can_hide_words(person: Person | None) -> bool:
    """Managers take out of sight what somebody wrote with an answer."""
    return person is not None and person.is_manager


def can_draft(person: Person | None) -> bool:
    """Staff write improvements, whatever their department, and go on with each other's drafts."""
    return person is not None and person.is_staff


def can_publish(person: Person | None, improvement: Any) -> bool:
    """Staff post a draft, each under their own name and face."""
    return can_draft(person) and improvement.state == ImprovementState.DRAFT


def can_retract(person: Person | None, improvement: Any) -> bool:
    """Whoever signed it, or a manager, takes back what was posted."""
    if person is None or improvement.state != ImprovementState.POSTED:
        return False
    return person.is_manager or (person.is_staff and improvement.by_id == person.id)
