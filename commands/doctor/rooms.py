"""Is a room's number of members the number of those inside?"""

from collections.abc import Iterable

from commands.doctor.findings import Finding, well, wrong
from core.database import row
from core.words import _, ngettext

MEMBERS = """
    SELECT count(*) AS num FROM room r
    LEFT JOIN (SELECT room_id, count(*) AS num FROM membership WHERE state = 'active' GROUP BY room_id) m
      ON m.room_id = r.id
    WHERE r.members <> coalesce(m.num, 0)"""


async def members() -> Iterable[Finding]:
    found = await row(MEMBERS)
    if not found or not found["num"]:
        return [well(_("Every room's number of members is right."))]
    sentence = ngettext(
        "%(num)s room shows a wrong number of members: the next who enters or leaves it sets it right.",
        "%(num)s rooms show a wrong number of members: the next who enters or leaves them sets it right.",
        int(found["num"]),
    )
    return [wrong(sentence)]
