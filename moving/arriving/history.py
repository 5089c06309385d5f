"""The events of what came along: one for an idea and a batch, at the moment of the import, read by nobody as news."""

from collections import Counter
from collections.abc import Iterable

from activity.models import Event, Reason, Subscription
from moving.events import ArrivalEvent


async def tell(action: ArrivalEvent, ideas: Iterable[int], source: str) -> None:
    """Inside the transaction: so much came along for each of these ideas, one for each time that it is named."""
    await Event.bulk_create(
        [
            Event(
                action=action.value,
                subject_type="idea",
                subject_id=idea,
                in_story=False,
                details={"source": source, "number": number},
            )
            for idea, number in Counter(ideas).items()
        ]
    )


async def follow(pairs: Iterable[tuple[int, int]], reason: Reason) -> None:
    """These persons follow these ideas (person, idea) as if they had done it here; who does already keeps their way."""
    await Subscription.bulk_create(
        [
            Subscription(person_id=person, subject_type="idea", subject_id=idea, reason=reason)
            for person, idea in sorted(set(pairs))
        ],
        ignore_conflicts=True,
    )
