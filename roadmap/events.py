"""What happens on the roadmap: to items, links, releases, improvements, and the verdicts on what was shipped.

Whoever follows an idea is told through events about that idea; items, releases and improvements have stories of their
own and no followers.
"""

from enum import StrEnum

from activity.events import Tells, declare


class ItemEvent(StrEnum):
    CREATED = "item.created"
    CHANGED = "item.changed"
    MOVED = "item.moved"
    PROMISED = "item.promised"
    LINKED = "item.linked"
    UNLINKED = "item.unlinked"
    OWNER_CHANGED = "item.owner_changed"


class LinkEvent(StrEnum):
    """About the idea."""

    MADE = "link.made"
    ENDED = "link.ended"
    PROMISED = "link.promised"


class ReleaseEvent(StrEnum):
    DRAFTED = "release.drafted"
    CHANGED = "release.changed"
    PUBLISHED = "release.published"
    RETRACTED = "release.retracted"
    INCLUDED = "release.included"
    """About the idea: what it asked for is in this release."""
    EXCLUDED = "release.excluded"
    """About the idea: the release that it was in was retracted."""


class ImprovementEvent(StrEnum):
    DRAFTED = "improvement.drafted"
    CHANGED = "improvement.changed"
    POSTED = "improvement.posted"
    RETRACTED = "improvement.retracted"
    ANSWERED = "improvement.answered"
    """About the complaint: this improvement answers it."""
    WITHDRAWN = "improvement.withdrawn"
    """About the complaint: the improvement that answered it was retracted."""


class VerdictEvent(StrEnum):
    BY_AUTHOR = "verdict.by_author"
    BY_VOTER = "verdict.by_voter"
    REMINDED = "verdict.reminded"
    DISPUTED = "verdict.disputed"
    HIDDEN = "verdict.hidden"


for _action in (*ItemEvent, LinkEvent.MADE, LinkEvent.ENDED):
    if _action is not ItemEvent.OWNER_CHANGED:
        declare(_action, Tells.NOBODY)
declare(ItemEvent.OWNER_CHANGED, Tells.ADDRESSEES, kind="assignments")
for _action in (ReleaseEvent.DRAFTED, ReleaseEvent.CHANGED, ReleaseEvent.PUBLISHED, ReleaseEvent.RETRACTED):
    declare(_action, Tells.NOBODY)
for _action in (ImprovementEvent.DRAFTED, ImprovementEvent.CHANGED):
    declare(_action, Tells.NOBODY)
for _action in (ImprovementEvent.POSTED, ImprovementEvent.RETRACTED):
    declare(_action, Tells.NOBODY)
for _action in (
    LinkEvent.PROMISED,
    ReleaseEvent.INCLUDED,
    ReleaseEvent.EXCLUDED,
    ImprovementEvent.ANSWERED,
    ImprovementEvent.WITHDRAWN,
):
    declare(_action, Tells.FOLLOWERS, kind="moves")
declare(VerdictEvent.BY_AUTHOR, Tells.ADDRESSEES, kind="assignments")
declare(VerdictEvent.BY_VOTER, Tells.ADDRESSEES, kind="assignments", in_story=False)
declare(VerdictEvent.REMINDED, Tells.ADDRESSEES, kind="verdicts", in_story=False)
declare(VerdictEvent.DISPUTED, Tells.ADDRESSEES, kind="assignments")
declare(VerdictEvent.HIDDEN, Tells.NOBODY)
