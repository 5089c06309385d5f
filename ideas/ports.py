"""What this floor asks of the floors above it, and what it tells them, in the same transaction."""

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING

from core.ports import Port
from ideas.loop import Stage, Way

if TYPE_CHECKING:
    from activity.models import Event
    from ideas.models import Idea
    from people.models import Person

others_voted: Port[[int, int], Awaitable[bool]] = Port("ideas.others_voted")
"""Has anybody but this person voted for this idea? (idea id, person id). Keyed by floor."""

may_move: Port[["Idea", Stage, Way], Awaitable[None]] = Port("ideas.may_move")
"""May this idea go there in this way? Whoever knows a reason against it raises `Refused`. Keyed by floor."""

happened: Port[["Event", "Idea", "Person | None"], Awaitable[None]] = Port("ideas.happened")
"""Something was recorded about an idea, which stands changed already. Keyed by floor."""

imported: Port[[Sequence[int]], Awaitable[None]] = Port("ideas.imported")
"""These ideas (ids) were brought in from elsewhere. Keyed by floor."""
