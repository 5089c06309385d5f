"""What goes with a subject: whoever follows what was merged into it hears of it too, and may have muted it there."""

from activity.models import Subscription
from activity.operations import Subject
from activity.ports import also_followed


async def with_sources(about: Subject) -> list[int]:
    """The subject's own id, and then those whose followers are told of it too, in order."""
    type_, id_ = about
    sources = await also_followed.of(type_)(id_) if also_followed.knows(type_) else []
    return [id_, *sorted(sources)]


async def has_muted(person_id: int, about: Subject) -> bool:
    """Whether the person has muted this subject, or anything that was merged into it."""
    ids = await with_sources(about)
    muted = Subscription.filter(person_id=person_id, subject_type=about[0], subject_id__in=ids, muted=True)
    return await muted.exists()
