"""What must always hold in the loop: whoever was asked is counted, and nothing stands that its idea has left behind."""

from collections.abc import Iterable

from commands.doctor.findings import Finding, well, wrong
from core.database import row
from core.words import _, ngettext

ROUNDS = """
    SELECT count(*) AS num FROM round r
    LEFT JOIN (SELECT idea_id, cycle, count(*) AS asked,
                      sum(CASE WHEN answer = 'yes' THEN 1 ELSE 0 END) AS yes,
                      sum(CASE WHEN answer = 'partly' THEN 1 ELSE 0 END) AS partly,
                      sum(CASE WHEN answer = 'no' THEN 1 ELSE 0 END) AS no,
                      sum(CASE WHEN answer = 'cant_tell' THEN 1 ELSE 0 END) AS cant_tell
               FROM ask GROUP BY idea_id, cycle) a ON a.idea_id = r.idea_id AND a.cycle = r.cycle
    WHERE r.asked <> coalesce(a.asked, 0) OR r.yes <> coalesce(a.yes, 0) OR r.partly <> coalesce(a.partly, 0)
       OR r.no <> coalesce(a.no, 0) OR r.cant_tell <> coalesce(a.cant_tell, 0)"""

CONFIRMATIONS = """
    SELECT count(*) AS num FROM improvement v WHERE v.state = 'posted' AND v.confirmations <> coalesce(
      (SELECT sum(r.yes) FROM answered a JOIN round r ON r.idea_id = a.complaint_id AND r.cycle = a.cycle
       WHERE a.improvement_id = v.id), 0)"""

LINKS = """
    SELECT count(*) AS num FROM link l JOIN idea i ON i.id = l.idea_id
    WHERE l.ended_at IS NULL AND (l.cycle <> i.cycle OR i.stage IN ('declined', 'merged', 'withdrawn'))"""

OPEN_ROUNDS = """
    SELECT count(*) AS num FROM idea i WHERE i.stage = 'shipped' AND i.source IS NULL AND NOT EXISTS
      (SELECT 1 FROM round r WHERE r.idea_id = i.id AND r.cycle = i.cycle AND r.ended_at IS NULL)"""


async def rounds() -> Iterable[Finding]:
    found = await _count(ROUNDS) + await _count(CONFIRMATIONS)
    if not found:
        return [well(_("Every verdict is counted as it was given."))]
    sentence = ngettext(
        "%(num)s count of verdicts isn't what people answered.",
        "%(num)s counts of verdicts aren't what people answered.",
        found,
    )
    return [wrong(sentence)]


async def asks() -> Iterable[Finding]:
    found = await _count(OPEN_ROUNDS)
    if not found:
        return [well(_("Whoever wanted what was shipped is asked whether it worked."))]
    sentence = ngettext(
        "%(num)s idea was shipped, and nobody is asked whether it worked.",
        "%(num)s ideas were shipped, and nobody is asked whether they worked.",
        found,
    )
    return [wrong(sentence)]


async def links() -> Iterable[Finding]:
    found = await _count(LINKS)
    if not found:
        return [well(_("Everything on the roadmap answers ideas that are on the way or done."))]
    sentence = ngettext(
        "%(num)s link of the roadmap leads to an idea that has moved on.",
        "%(num)s links of the roadmap lead to ideas that have moved on.",
        found,
    )
    return [wrong(sentence)]


async def _count(sql: str) -> int:
    found = await row(sql)
    return int(found["num"]) if found else 0
