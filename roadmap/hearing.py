"""What this floor does when an idea moves: it asks whether it worked, and ends what no longer counts."""

from tortoise.queryset import QuerySet

from activity.models import Event
from activity.operations import record
from core.clock import now
from core.errors import Refused
from core.words import _
from ideas.events import CoauthorEvent
from ideas.loop import DONE, Stage, Way
from ideas.models import Idea
from people.models import Person
from roadmap import rounds
from roadmap.events import ItemEvent
from roadmap.finding import told_of_link
from roadmap.models import Link

REOPENED, DECLINED, WITHDRAWN = "reopened", "declined", "withdrawn"
"""Why a link was ended by the loop itself (`Link.ended_reason`); people write reasons of their own."""


async def may_move(idea: Idea, to: Stage, way: Way) -> None:
    """Fills `ideas.ports.may_move`: what is on the roadmap isn't merged away from under it."""
    if way is Way.MERGE and to is Stage.MERGED and await _live(idea, idea.cycle).exists():
        raise Refused(
            _(
                "“%(title)s” is on the roadmap. Merge the other one into it, or take it off the roadmap first.",
                title=idea.title,
            )
        )


async def hear(event: Event, idea: Idea, by: Person | None) -> None:
    """Fills `ideas.ports.happened`."""
    if event.action == CoauthorEvent.ACCEPTED and by:
        await rounds.welcome(idea, by)
    if "from" not in event.details or "way" not in event.details:
        return
    was, to = Stage(str(event.details["from"])), Stage(str(event.details["to"]))
    if was in DONE and to not in DONE:
        await rounds.end(idea.id, idea.cycle - 1)
        await _end_links(idea, idea.cycle - 1, REOPENED, by)
    elif to in (Stage.DECLINED, Stage.WITHDRAWN):
        await _end_links(idea, idea.cycle, to.value, by)
    elif to is Stage.SHIPPED:
        await rounds.begin(idea)


async def _end_links(idea: Idea, cycle: int, reason: str, by: Person | None) -> None:
    for link in await _live(idea, cycle).select_related("item"):
        link.ended_at, link.ended_reason = now(), reason
        await link.save(update_fields=["ended_at", "ended_reason"])
        await record(
            ItemEvent.UNLINKED,
            by=by,
            about=("item", link.item_id),
            audience=await told_of_link(link.item, idea),
            idea=idea.id,
            because=reason,
        )


def _live(idea: Idea, cycle: int) -> QuerySet[Link]:
    return Link.filter(idea_id=idea.id, cycle=cycle, ended_at=None).order_by("id")
