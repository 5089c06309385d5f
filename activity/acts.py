"""Acts: what happened together. One act may move many subjects, and whoever follows several of them is told once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tortoise.expressions import Q

from activity.events import DECLARED, Tells
from activity.models import Event, Notice, Subscription
from activity.operations import Subject
from activity.queries import visible
from activity.sources import with_sources

MOST_EVENTS = 1000
"""So many events are looked through for a page of notices."""
MOST_SOURCES = 100
"""Of so many subjects the sources are asked for. Direct followers are found however many there are."""

Acts = Mapping[int, Sequence[Event]]


async def acts_of(notices: Sequence[Notice]) -> Acts:
    """The events that told followers in the acts of these notices, oldest first, by root."""
    roots = [notice.root_id for notice in notices]
    telling = [name for name, declared in DECLARED.items() if declared.tells is Tells.FOLLOWERS]
    acts: dict[int, list[Event]] = defaultdict(list)
    found = Event.filter(Q(id__in=roots) | Q(root_id__in=roots), action__in=telling)
    for event in await found.order_by("-id").limit(MOST_EVENTS):
        acts[event.root_id or event.id].insert(0, event)
    return acts


async def others_followed(person_id: int, notices: Sequence[Notice], acts: Acts) -> dict[int, list[Subject]]:
    """By notice: what else its act happened to, of what this person follows and may see."""
    others = {notice.id: _others(notice, acts) for notice in notices}
    events = [event for those in others.values() for event in those]
    if not events:
        return {}
    followed = await _followed(person_id, {_subject(event) for event in events})
    seeing = await visible(person_id, [event for event in events if _subject(event) in followed])
    return {
        id_: list(dict.fromkeys(_subject(event) for event in those if event.id in seeing))
        for id_, those in others.items()
    }


def _others(notice: Notice, acts: Acts) -> list[Event]:
    return [event for event in acts.get(notice.root_id, ()) if _subject(event) != _subject(notice.event)]


def _subject(event: Event) -> Subject:
    return event.subject_type, event.subject_id


async def _followed(person_id: int, subjects: set[Subject]) -> set[Subject]:
    """Of these, what the person follows, by itself or through what was merged into it, and hasn't muted."""
    standing = await _standing(person_id, subjects)
    found = {about for about in subjects if standing.get(about) is False}
    unknown = sorted(subjects - standing.keys())[:MOST_SOURCES]
    sources = {about: await _sources(about) for about in sorted(found) + unknown}
    through = await _standing(person_id, {each for those in sources.values() for each in those})
    muted = {about for about, those in sources.items() if any(through.get(each) for each in those)}
    joined = {about for about in unknown if any(through.get(each) is False for each in sources[about])}
    return (found | joined) - muted


async def _sources(about: Subject) -> list[Subject]:
    return [(about[0], id_) for id_ in (await with_sources(about))[1:]]


async def _standing(person_id: int, subjects: set[Subject]) -> dict[Subject, bool]:
    """Of these, what the person has chosen to hear or not to hear of: whether it is muted."""
    if not subjects:
        return {}
    ids = {id_ for _, id_ in subjects}
    chosen = Subscription.filter(
        person_id=person_id, subject_type__in={type_ for type_, _ in subjects}, subject_id__in=ids
    )
    return {
        (type_, id_): muted
        for type_, id_, muted in await chosen.values_list("subject_type", "subject_id", "muted")
    }
