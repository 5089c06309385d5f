"""Who held, released, hid and restored what, and what came of reports: from events alone, so that nothing is missing
and nothing can be changed afterwards."""

from dataclasses import dataclass

from activity.models import Event
from activity.queries import Entry
from activity.queries import entries as entries_of
from core.database import Row, rows
from core.errors import NotAllowed
from core.words import _
from ideas.queries import titles
from people.models import Person
from triage.permissions import can_audit
from triage.reports import OWN_WORDS

PAGE = 50

ACTS = (
    "idea.held",
    "idea.released",
    "idea.hidden",
    "idea.restored",
    "comment.hidden",
    "comment.restored",
    "verdict.hidden",
    "report.made",
    "report.upheld",
    "report.dismissed",
)
"""The acts of moderation. The index `event_moderation` is made for exactly this list."""

ERASED = "person.erased"
"""Stands in the same record; the index `event_erased` is made for it."""


OF_THE_SITE = ("site.export_asked", "site.export_taken")
"""Acts about the yard as a whole, which stand in its own story."""

_SOME = "AND id < :before ORDER BY id DESC LIMIT :limit"
PAGE_OF = f"""
    SELECT id FROM (
      SELECT id FROM (SELECT id FROM event
                      WHERE action IN ({", ".join(f"'{act}'" for act in ACTS)}) {_SOME}) AS moderated
      UNION ALL
      SELECT id FROM (SELECT id FROM event WHERE action = '{ERASED}' {_SOME}) AS erased
      UNION ALL
      SELECT id FROM (SELECT id FROM event WHERE subject_type = 'site' AND subject_id = 1 AND in_story
                        AND action IN ({", ".join(f"'{act}'" for act in OF_THE_SITE)}) {_SOME}) AS taken
    ) AS acts ORDER BY id DESC LIMIT :limit"""


@dataclass(frozen=True)
class Audited:
    """One act: its event with actor and words, the idea that it was about (as `titles` gives it), the comment, and
    the person who had reported something."""

    entry: Entry
    idea: Row | None
    comment_id: int | None
    reporter: Person | None


async def entries(
    before: int | None = None, limit: int = PAGE, *, reader: Person
) -> tuple[list[Audited], int | None]:
    """A page of acts, the newest first, and before which event there are more. Only managers; who reported their own
    words they don't read here either."""
    if not can_audit(reader):
        raise NotAllowed(_("Only managers read this record."))
    found = await rows(PAGE_OF, before=before if before is not None else 2**62, limit=limit + 1)
    ids = [each["id"] for each in found[:limit]]
    events = await Event.filter(id__in=ids).order_by("-id").select_related("actor")
    own = await _about_own_words(events, reader)
    told = [each for each in await entries_of(events) if each.event.details.get("report") not in own]
    return await _audited(told, reader), ids[-1] if len(found) > limit else None


async def _about_own_words(events: list[Event], reader: Person) -> set[int]:
    """Of the reports that these events are about, those about what the reader wrote."""
    found = await rows(
        f"""SELECT r.id FROM report r JOIN idea i ON i.id = r.idea_id LEFT JOIN comment c ON c.id = r.comment_id
            WHERE r.id IN :reports AND {OWN_WORDS}""",
        reports=sorted({_number(each.details.get("report")) for each in events}),
        reader=reader.id,
    )
    return {each["id"] for each in found}


async def _audited(found: list[Entry], reader: Person) -> list[Audited]:
    about = {each.event.id: _idea_of(each.event) for each in found}
    ideas = await titles(sorted({idea for idea in about.values() if idea}), reader)
    told = [
        each.event for each in found if each.event.subject_type == "person" and each.event.action != ERASED
    ]
    persons = [event.subject_id for event in told]
    reporters = {person.id: person for person in await Person.filter(id__in=persons)}
    return [
        Audited(
            each,
            ideas.get(about[each.event.id]),
            _number(each.event.details.get("comment")) or None,
            reporters.get(each.event.subject_id) if each.event in told else None,
        )
        for each in found
    ]


def _idea_of(event: Event) -> int:
    return event.subject_id if event.subject_type == "idea" else _number(event.details.get("idea"))


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
