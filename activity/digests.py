"""The daily digest: one mail a day with what came since the last, at eight in the morning where its reader is."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from activity.models import Choice, Digest, DigestEntry, Notice
from activity.operations import Subject
from activity.preferences import kind_of, preferences_of
from activity.queries import Told, seen_by
from activity.sources import has_muted
from core.clock import now
from core.database import rows
from core.zones import zone_of

MORNING = time(8)
KIND = "digest"
"""The kind of its deliveries; their reference is the digest."""

LONGEST = 100
"""So many notices are told in one digest, the newest; the rest stands on the site."""


async def join(notices: Sequence[int]) -> None:
    """Inside a fan-out: put new notices into their readers' next digests, and leave those to be sent."""
    readers = await rows(
        """SELECT n.id, n.person_id, p.timezone,
                  CASE WHEN p.locale = '' THEN (SELECT locale FROM site WHERE id = 1) ELSE p.locale END AS language
           FROM notice n JOIN person p ON p.id = n.person_id WHERE n.id IN :notices ORDER BY p.id""",
        notices=list(notices),
    )
    by_zone: dict[tzinfo, dict[int, int]] = defaultdict(dict)
    for each in readers:
        by_zone[zone_of(each["timezone"], each["language"])][each["id"]] = each["person_id"]
    for zone in sorted(by_zone, key=str):
        await _join(by_zone[zone], zone)


async def _join(readers: dict[int, int], zone: tzinfo) -> None:
    """What finds its digest on its way already waits for the one after it. `readers`: by notice."""
    after = now()
    while readers:
        day, after = next_morning(zone, after)
        joined = await _into(readers, day, after)
        readers = {notice: person for notice, person in readers.items() if notice not in joined}


def next_morning(zone: tzinfo, after: datetime) -> tuple[date, datetime]:
    """The next eight o'clock in this zone: the day there, and the moment."""
    day = after.astimezone(zone).date()
    while (morning := datetime.combine(day, MORNING, zone).astimezone(UTC)) <= after:
        day += timedelta(days=1)
    return morning.astimezone(zone).date(), morning


async def _into(readers: dict[int, int], day: date, morning: datetime) -> set[int]:
    """Which of these notices joined their readers' digests of that day.

    The digest's delivery is locked until the fan-out has committed, so that no worker sends it without them; one that
    a worker has taken is closed.
    """
    given: dict[str, Any] = {"notices": list(readers), "people": list(readers.values()), "day": day}
    await rows(
        """INSERT INTO digest (created_at, person_id, day)
           SELECT :now, person_id, :day FROM notice WHERE id IN :notices ORDER BY person_id
           ON CONFLICT (person_id, day) DO NOTHING""",
        now=now(),
        **given,
    )
    standing = await rows(
        """INSERT INTO delivery (created_at, channel, kind, reference, target, attempts, next_at, last_error)
           SELECT :now, 'mail', 'digest', d.id, p.email, 0, :morning, ''
           FROM digest d JOIN person p ON p.id = d.person_id
           WHERE d.person_id IN :people AND d.day = :day ORDER BY d.person_id
           ON CONFLICT (channel, kind, reference) DO UPDATE SET next_at = delivery.next_at
             WHERE delivery.attempts = 0 AND delivery.done_at IS NULL AND delivery.failed_at IS NULL
           RETURNING reference""",
        now=now(),
        morning=morning,
        **given,
    )
    joined = await rows(
        """INSERT INTO digest_entry (digest_id, notice_id)
           SELECT d.id, n.id FROM notice n JOIN digest d ON d.person_id = n.person_id AND d.day = :day
           WHERE n.id IN :notices AND d.id IN :standing ORDER BY n.id RETURNING notice_id""",
        standing=[each["reference"] for each in standing],
        **given,
    )
    return {each["notice_id"] for each in joined}


async def digest_to_send(digest_id: int) -> tuple[Any, list[Told]] | None:
    """Whose digest it is, and what it tells, oldest first: what they haven't seen on the site since, may still see
    and still want. None where its reader has gone."""
    digest = await Digest.get_or_none(id=digest_id).select_related("person")
    if digest is None or digest.person.deactivated_at or not digest.person.email:
        return None
    ids = await DigestEntry.filter(digest_id=digest_id).values_list("notice_id", flat=True)
    notices = Notice.filter(id__in=list(ids), seen_at=None).order_by("-id").limit(LONGEST)
    told = await seen_by(digest.person_id, await notices.select_related("event", "event__actor"))
    return digest.person, await _wanted(digest.person_id, told[::-1])


async def _wanted(person_id: int, told: Sequence[Told]) -> list[Told]:
    chosen = await preferences_of(person_id)
    muted: dict[Subject, bool] = {}
    for about in {(each.entry.event.subject_type, each.entry.event.subject_id) for each in told}:
        muted[about] = await has_muted(person_id, about)
    return [
        each
        for each in told
        if not muted[each.entry.event.subject_type, each.entry.event.subject_id]
        and chosen[kind_of(each.entry.event.action, each.notice.reason)] is not Choice.NEVER
    ]
