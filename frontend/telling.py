"""What a notice says beyond its sentence: what else the same act moved, and the question whether it worked."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from activity.acts import Acts, acts_of, others_followed
from activity.models import Event, Notice
from activity.queries import Told
from core.words import _
from frontend.naming import things_among
from frontend.rendering import url_for
from ideas.events import IdeaEvent
from ideas.loop import Stage
from people.models import Person
from roadmap.events import VerdictEvent
from roadmap.models import Answer, Ask
from roadmap.rounds import may_answer


@dataclass(frozen=True)
class More:
    """`others`: what else the reader follows and the same act moved, as titles (`frontend.naming.things_among`).
    `answers`: where the reader may say whether it worked, each answer's words and address, which only asks."""

    others: Sequence[SimpleNamespace] = ()
    answers: Sequence[tuple[str, str]] = ()


async def more_of(told: Sequence[Told], reader: Person) -> dict[int, More]:
    """By notice."""
    notices = [each.notice for each in told]
    acts = await acts_of(notices)
    others = await others_followed(reader.id, notices, acts)
    things = await things_among({about for those in others.values() for about in those}, reader)
    return {
        notice.id: More(
            [things[about] for about in others.get(notice.id, ()) if about in things],
            await _answers(notice, acts, reader),
        )
        for notice in notices
    }


async def _answers(notice: Notice, acts: Acts, reader: Person) -> list[tuple[str, str]]:
    """Empty where the act shipped nothing, or where the reader isn't asked or has answered."""
    idea = notice.event.subject_id
    asking = next((each for each in [notice.event, *_of_same(notice, acts)] if _asks(each)), None)
    if asking is None or not await may_answer(idea, reader):
        return []
    given = Ask.filter(idea_id=idea, person_id=reader.id, cycle=asking.details.get("cycle"))
    if await given.filter(answer__not_isnull=True).exists():
        return []
    page = url_for("verdict", id=idea)
    return [(_(answer.label), f"{page}?answer={answer.value}") for answer in Answer]


def _of_same(notice: Notice, acts: Acts) -> list[Event]:
    """What the same act did to the same subject."""
    about = (notice.event.subject_type, notice.event.subject_id)
    return [each for each in acts.get(notice.root_id, ()) if (each.subject_type, each.subject_id) == about]


def _asks(event: Event) -> bool:
    if event.action == VerdictEvent.REMINDED:
        return True
    return event.action == IdeaEvent.MOVED and event.details.get("to") == Stage.SHIPPED
