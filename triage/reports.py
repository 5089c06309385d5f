"""Reports: a member says that something shouldn't stand as it does, a manager judges, and whoever said it hears what
came of it."""

from activity.models import Audience, Calling
from activity.operations import record
from core.clock import now
from core.database import Row, in_transaction, moment, rows
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.text import language
from core.words import _
from ideas import stewardship
from ideas.comments import hide_comment
from ideas.finding import comment_for, idea_for
from ideas.models import Comment, Idea
from ideas.visibility import AUTHORED
from ideas.words import checked_reason
from people.models import Person
from triage.attention import needed, settled
from triage.events import ReportEvent
from triage.models import Report, ReportReason, ReportState, Why
from triage.permissions import can_judge_reports, can_report, wrote
from triage.stewards import asked, stewards_of

PAGE = 30

OWN_WORDS = f"coalesce(CASE WHEN r.comment_id IS NULL THEN {AUTHORED} ELSE c.author_id = :reader END, FALSE)"
"""Whether the report `r`, on the idea `i` or its comment `c`, is about what `:reader` wrote."""


@in_transaction
async def report(
    idea_id: int, comment_id: int | None = None, *, reason: str, words: str = "", by: Person
) -> Report:
    """Tell the managers of its board that an idea, or a comment on it, shouldn't stand like this.

    How it reads now is kept beside the report. Raises `Invalid` for fields `reason` and `words`.
    """
    idea, comment = await _subject(idea_id, comment_id, by)
    if not can_report(by, comment or idea):
        raise NotAllowed(_("Your own words you can change or take back yourself."))
    said = checked_report(reason, words)
    if await Report.exists(idea=idea, comment_id=comment_id, reporter=by, state=ReportState.OPEN):
        raise Refused(_("You have reported this already. Somebody will look at it."))
    made = await Report.create(
        idea=idea,
        comment_id=comment_id,
        reporter=by,
        reason=ReportReason(reason),
        words=said,
        snapshot=comment.body if comment else f"{idea.title}\n\n{idea.body}".strip(),
        created_at=now(),
    )
    await needed([idea.id], Why.REPORTED)
    about = {"comment": comment_id} if comment_id else {}
    called = await stewards_of(idea.board_id, but=(comment or idea).author_id)
    await record(
        ReportEvent.MADE,
        by=by,
        about=("idea", idea.id),
        audience=Audience.STAFF,
        words={"reason": (said, language(said))} if said else None,
        calling=asked([each for each in called if comment or each not in idea.coauthors], but=by.id),
        report=made.id,
        reason=reason,
        **about,
    )
    return made


async def _subject(idea_id: int, comment_id: int | None, by: Person) -> tuple[Idea, Comment | None]:
    if not comment_id:
        return await idea_for(idea_id, by), None
    comment, idea = await comment_for(comment_id, by)
    if idea.id != idea_id or comment.removed_at:
        raise NotFound
    return idea, comment


def checked_report(reason: str, words: str) -> str:
    """The words of a report as they are kept. Raises `Invalid` for fields `reason` and `words`."""
    wrong: dict[str, str] = {}
    said = ""
    if reason not in list(ReportReason):
        wrong["reason"] = _("Choose what is wrong with it.")
    needed_words = _("Say in a few words what is wrong.") if reason == ReportReason.OTHER else ""
    try:
        said = checked_reason(words, field="words", needed=needed_words)
    except Invalid as error:
        wrong |= error.fields
    if wrong:
        raise Invalid(wrong)
    return said


@in_transaction
async def uphold(report_id: int, *, reason: str, by: Person) -> Report:
    """It shouldn't stand: it is hidden for this reason, and everybody who reported it hears that."""
    upheld, idea = await _open(report_id, by)
    why = checked_reason(reason, needed=_("Say why; its author will read it."))
    await _hide(upheld, idea, why, by)
    same = Report.filter(idea_id=idea.id, comment_id=upheld.comment_id, state=ReportState.OPEN)
    for each in await same.order_by("id"):
        await _close(each, ReportState.UPHELD, why, by)
    await _settle(idea.id)
    return upheld


@in_transaction
async def dismiss(report_id: int, *, reason: str, by: Person) -> Report:
    """It may stand; whoever reported it reads why."""
    dismissed, idea = await _open(report_id, by)
    why = checked_reason(reason, needed=_("Say why; whoever reported it will read it."))
    await _close(dismissed, ReportState.DISMISSED, why, by)
    await _settle(idea.id)
    return dismissed


async def open_reports(
    after: int | None = None, *, reader: Person, limit: int = PAGE
) -> tuple[list[Row], int | None]:
    """A page of the reports that wait, oldest first, and after which id there are more. Only managers; nobody reads
    those about words of their own."""
    if not can_judge_reports(reader):
        raise NotAllowed(_("Only managers read reports."))
    found = await _reports("r.id > :after", reader, limit=limit + 1, after=after or 0)
    return found[:limit], found[limit - 1]["id"] if len(found) > limit else None


async def _reports(condition: str, reader: Person, *, limit: int, **values: object) -> list[Row]:
    """With the idea, who wrote what is reported and how it reads now; without what the reader wrote."""
    found = await rows(
        f"""SELECT r.id, r.created_at, r.idea_id, r.comment_id, r.reason, r.words, r.snapshot,
                   r.reporter_id, p.name AS reporter_name, p.role AS reporter_role,
                   i.title, i.lang, i.kind, i.stage, b.slug AS board_slug, b.name AS board_name,
                   CASE WHEN r.comment_id IS NULL THEN i.hidden_at ELSE c.hidden_at END AS hidden_at,
                   CASE WHEN r.comment_id IS NULL THEN i.body ELSE c.body END AS body_now, c.removed_at,
                   a.id AS author_id, COALESCE(a.name, i.author_name) AS author_name, a.role AS author_role
            FROM report r JOIN idea i ON i.id = r.idea_id JOIN board b ON b.id = i.board_id
            JOIN person p ON p.id = r.reporter_id LEFT JOIN comment c ON c.id = r.comment_id
            LEFT JOIN person a ON a.id = CASE WHEN r.comment_id IS NULL THEN i.author_id ELSE c.author_id END
            WHERE r.state = 'open' AND NOT ({OWN_WORDS}) AND {condition} ORDER BY r.id LIMIT :limit""",
        **values,
        reader=reader.id,
        limit=limit,
    )
    return [
        {
            **each,
            "created_at": moment(each["created_at"]),
            "reason": ReportReason(each["reason"]),
            "hidden": each["hidden_at"] is not None,
            "removed": each["removed_at"] is not None,
            "changed": each["body_now"] is None or not each["snapshot"].endswith(each["body_now"].strip()),
        }
        for each in found
    ]


async def _open(report_id: int, by: Person) -> tuple[Report, Idea]:
    if not can_judge_reports(by):
        raise NotAllowed(_("Only managers judge reports."))
    found = await Report.get_or_none(id=report_id)
    if found is None:
        raise NotFound
    idea = await idea_for(found.idea_id, by)
    reported = await Comment.get(id=found.comment_id) if found.comment_id else idea
    if wrote(by, reported):
        raise NotAllowed(_("Another manager judges what is reported about your own words."))
    await found.refresh_from_db()
    if found.state is not ReportState.OPEN:
        raise Refused(_("Somebody has judged this report already."))
    return found, idea


async def _hide(found: Report, idea: Idea, why: str, by: Person) -> None:
    if found.comment_id is None:
        if not idea.hidden_at:
            await stewardship.hide(idea.id, reason=why, by=by)
        return
    comment = await Comment.get(id=found.comment_id)
    if not comment.hidden_at and not comment.removed_at:
        await hide_comment(comment.id, reason=why, by=by)


async def _close(each: Report, state: ReportState, why: str, by: Person) -> None:
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
        report=each.id,
        idea=each.idea_id,
    )


async def _settle(idea_id: int) -> None:
    if not await Report.exists(idea_id=idea_id, state=ReportState.OPEN):
        await settled(idea_id, [Why.REPORTED])
