"""What must always hold. Each is one statement that counts where it doesn't, in seconds at a million ideas."""

from collections.abc import Iterable

from commands.doctor.findings import Finding, well, wrong
from core.database import row
from core.words import _, ngettext
from ideas.events import IdeaEvent

VOTES = """
    SELECT count(*) AS num FROM idea i
    LEFT JOIN (SELECT counted_on_id, count(*) AS num FROM vote GROUP BY counted_on_id) v ON v.counted_on_id = i.id
    WHERE i.votes <> coalesce(v.num, 0)"""

VOTERS = """
    SELECT count(*) AS num FROM vote v JOIN idea i ON i.id = v.idea_id
    WHERE v.counted_on_id <> coalesce(i.merged_into_id, i.id) OR (v.counted_on_id IS NULL AND NOT EXISTS (
        SELECT 1 FROM vote o WHERE o.counted_on_id = coalesce(i.merged_into_id, i.id) AND o.person_id = v.person_id))"""
"""Votes that count elsewhere than where their idea goes on, or whose voter doesn't count there."""

SAID = """
    SELECT c.idea_id AS read_on, c.audience = 'everyone' AS open
    FROM comment c WHERE c.removed_at IS NULL AND c.hidden_at IS NULL
    UNION ALL
    SELECT s.merged_into_id, c.audience = 'everyone' AND s.board_id = r.board_id AND NOT s.held AND s.hidden_at IS NULL
    FROM idea s JOIN idea r ON r.id = s.merged_into_id JOIN comment c ON c.idea_id = s.id
    WHERE c.removed_at IS NULL AND c.hidden_at IS NULL"""

COMMENTS = f"""
    SELECT count(*) AS num FROM idea i
    LEFT JOIN (SELECT read_on, sum(CASE WHEN open THEN 1 ELSE 0 END) AS open,
                      sum(CASE WHEN open THEN 0 ELSE 1 END) AS closed
               FROM ({SAID}) said GROUP BY read_on) c ON c.read_on = i.id
    WHERE i.comments <> coalesce(c.open, 0) OR i.staff_comments <> coalesce(c.closed, 0)"""

MERGES = """
    SELECT count(*) AS num FROM idea i LEFT JOIN idea r ON r.id = i.merged_into_id
    LEFT JOIN merge m ON m.source_id = i.id AND m.undone_at IS NULL
    WHERE (i.stage = 'merged') <> (m.id IS NOT NULL) OR r.merged_into_id IS NOT NULL"""

EVENTS = """
    SELECT count(*) AS num FROM idea i
    WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.subject_type = 'idea' AND e.subject_id = i.id
                      AND e.in_story AND e.action IN :beginnings)"""

BEGINNINGS = [IdeaEvent.POSTED.value, IdeaEvent.HELD.value, IdeaEvent.IMPORTED.value]


async def votes() -> Iterable[Finding]:
    found = await _count(VOTES)
    if not found and (astray := await _count(VOTERS)):
        sentence = ngettext(
            "%(num)s vote doesn't count where its idea was merged into.",
            "%(num)s votes don't count where their ideas were merged into.",
            astray,
        )
        return [wrong(sentence)]
    if not found:
        return [well(_("Every idea's votes are the votes that were cast for it."))]
    sentence = ngettext(
        "%(num)s idea shows another number of votes than was cast for it.",
        "%(num)s ideas show another number of votes than was cast for them.",
        found,
    )
    return [wrong(sentence)]


async def comments() -> Iterable[Finding]:
    found = await _count(COMMENTS)
    if not found:
        return [well(_("Every idea's number of comments is right."))]
    sentence = ngettext(
        "%(num)s idea shows a wrong number of comments.",
        "%(num)s ideas show a wrong number of comments.",
        found,
    )
    return [wrong(sentence)]


async def merges() -> Iterable[Finding]:
    found = await _count(MERGES)
    if not found:
        return [well(_("Every merged idea leads to where it goes on, and can be undone."))]
    sentence = ngettext(
        "%(num)s merged idea leads nowhere or can't be undone.",
        "%(num)s merged ideas lead nowhere or can't be undone.",
        found,
    )
    return [wrong(sentence)]


async def events() -> Iterable[Finding]:
    found = await _count(EVENTS, beginnings=BEGINNINGS)
    if not found:
        return [well(_("Every idea's story has a beginning."))]
    sentence = ngettext(
        "%(num)s idea stands here without an event that tells where it came from.",
        "%(num)s ideas stand here without an event that tells where they came from.",
        found,
    )
    return [wrong(sentence)]


async def _count(sql: str, **values: object) -> int:
    found = await row(sql, **values)
    return int(found["num"]) if found else 0
