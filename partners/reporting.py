"""Reports from where managers can't look: a member shows them a piece, a manager judges, and the member hears of it."""

from activity.models import Audience, Calling
from activity.operations import record
from core.clock import now
from core.database import Row, in_transaction, moment, rows
from core.errors import NotAllowed, NotFound, Refused
from core.text import language
from core.words import _
from ideas.words import checked_reason
from partners.models import PartnerReport
from partners.sanctions import take_away
from partners.snapshots import snapshot_of
from people.models import Person
from triage.events import ReportEvent
from triage.models import ReportReason, ReportState
from triage.permissions import can_judge_reports
from triage.reports import checked_report
from triage.stewards import asked, managers_here

PAGE = 30


@in_transaction
async def report(
    subject_type: str, subject_id: int, *, reason: str, words: str = "", by: Person
) -> PartnerReport:
    """Show managers a room, post, comment, document, message or need, as it reads now with what stands around it.

    Raises `NotFound` for what the reporter doesn't see, `Invalid` for fields `reason` and `words`.
    """
    shown = await snapshot_of(subject_type, subject_id, by)
    if shown.author_id == by.id and subject_type != "room":
        raise NotAllowed(_("Your own words you can change or take back yourself."))
    said = checked_report(reason, words)
    open_one = PartnerReport.filter(
        subject_type=subject_type, subject_id=subject_id, reporter_id=by.id, state=ReportState.OPEN
    )
    if await open_one.exists():
        raise Refused(_("You have reported this already. Somebody will look at it."))
    made = await PartnerReport.create(
        subject_type=subject_type,
        subject_id=subject_id,
        author_id=shown.author_id,
        reporter=by,
        reason=ReportReason(reason),
        words=said,
        snapshot=shown.kept,
        created_at=now(),
    )
    await record(
        ReportEvent.MADE,
        by=by,
        about=("person", by.id),
        audience=Audience.STAFF,
        words={"reason": (said, language(said))} if said else None,
        calling=asked(await managers_here(but=shown.author_id), but=by.id),
        partner_report=made.id,
        reason=reason,
        what=subject_type,
    )
    return made


async def waiting(after: int | None = None, *, reader: Person, limit: int = PAGE) -> list[Row]:
    """A page of what waits to be judged, oldest first, each with its frozen snapshot. Only managers; nobody reads those
    about words of their own."""
    if not can_judge_reports(reader):
        raise NotAllowed(_("Only managers read reports."))
    found = await PartnerReport.filter(state=ReportState.OPEN, id__gt=after or 0).order_by("id").limit(limit)
    theirs = [each for each in found if each.author_id != reader.id]
    names = await _names({each.reporter_id for each in theirs} | {each.author_id or 0 for each in theirs})
    return [
        {
            "id": each.id,
            "created_at": moment(each.created_at),
            "what": each.subject_type,
            "reason": each.reason,
            "words": each.words,
            "snapshot": each.snapshot,
            "reporter_id": each.reporter_id,
            "reporter_name": names.get(each.reporter_id, ""),
            "author_id": each.author_id,
            "author_name": names.get(each.author_id or 0, ""),
        }
        for each in theirs
    ]


async def _names(ids: set[int]) -> dict[int, str]:
    found = await rows("SELECT id, name FROM person WHERE id IN :ids", ids=sorted(ids))
    return {each["id"]: each["name"] for each in found}


@in_transaction
async def uphold(report_id: int, *, reason: str, by: Person) -> PartnerReport:
    """It shouldn't stand. It is taken away (see `partners.sanctions`), and everybody who reported it hears that."""
    upheld = await _open(report_id, by)
    why = checked_reason(reason, needed=_("Say why; its author will read it."))
    await take_away(upheld.subject_type, upheld.subject_id, why, by=by)
    same = PartnerReport.filter(
        subject_type=upheld.subject_type, subject_id=upheld.subject_id, state=ReportState.OPEN
    )
    for each in await same.order_by("id"):
        await _close(each, ReportState.UPHELD, why, by)
    return upheld


@in_transaction
async def dismiss(report_id: int, *, reason: str, by: Person) -> PartnerReport:
    """It may stand; whoever reported it reads why."""
    dismissed = await _open(report_id, by)
    await _close(
        dismissed,
        ReportState.DISMISSED,
        checked_reason(reason, needed=_("Say why; whoever reported it will read it.")),
        by,
    )
    return dismissed


async def _open(report_id: int, by: Person) -> PartnerReport:
    if not can_judge_reports(by):
        raise NotAllowed(_("Only managers judge reports."))
    found = await PartnerReport.filter(id=report_id).select_for_update().first()
    if found is None:
        raise NotFound
    if found.author_id == by.id:
        raise NotAllowed(_("Another manager judges what is reported about your own words."))
    if found.state is not ReportState.OPEN:
        raise Refused(_("Somebody has judged this report already."))
    return found


async def _close(each: PartnerReport, state: ReportState, why: str, by: Person) -> None:
    each.state, each.handled_at = state, now()
    each.handled_by = by
    await each.save(update_fields=["state", "handled_at", "handled_by_id"])
    await record(
        ReportEvent.UPHELD if state is ReportState.UPHELD else ReportEvent.DISMISSED,
        by=by,
        about=("person", each.reporter_id),
        audience=Audience.AUTHOR,
        words={"reason": (why, language(why))},
        calling={each.reporter_id: Calling.ASSIGNED},
        partner_report=each.id,
    )
