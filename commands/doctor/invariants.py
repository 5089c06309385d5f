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

COMMENTS = """
    SELECT count(*) AS num FROM idea i
    LEFT JOIN (SELECT idea_id, sum(CASE WHEN audience = 'everyone' THEN 1 ELSE 0 END) AS open,
                      sum(CASE WHEN audience = 'everyone' THEN 0 ELSE 1 END) AS closed
               FROM comment WHERE removed_at IS NULL AND hidden_at IS NULL GROUP BY idea_id) c ON c.idea_id = i.id
    WHERE i.comments <> coalesce(c.open, 0) OR i.staff_comments <> coalesce(c.closed, 0)"""

EVENTS = """
    SELECT count(*) AS num FROM idea i
    WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.subject_type = 'idea' AND e.subject_id = i.id
                      AND e.in_story AND e.action IN :beginnings)"""

BEGINNINGS = [IdeaEvent.POSTED.value, IdeaEvent.HELD.value, IdeaEvent.IMPORTED.value]


async def votes() -> Iterable[Finding]:
    found = await _count(VOTES)
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
