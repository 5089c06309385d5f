"""Is the database there, is it new enough, up to date, and opened in the right manner?"""

from collections.abc import Iterable

from commands.doctor.findings import Finding, well, wrong
from core.database import on_sqlite, row, rows
from core.migrations import pending
from core.settings import settings
from core.words import _, ngettext

OLDEST_SQLITE = (3, 35)
OLDEST_POSTGRES = 13


async def server() -> Iterable[Finding]:
    if on_sqlite():
        said = await _one("SELECT sqlite_version() AS said")
        new = tuple(int(part) for part in said.split(".")[:2]) >= OLDEST_SQLITE
        name, oldest = f"SQLite {said}", "SQLite 3.35"
    else:
        said = await _one("SELECT current_setting('server_version') AS said")
        new = (
            int(await _one("SELECT current_setting('server_version_num') AS said")) // 10_000
            >= OLDEST_POSTGRES
        )
        name, oldest = f"PostgreSQL {said}", "PostgreSQL 13"
    if new:
        return [well(_("The database answers: %(name)s.", name=name))]
    return [wrong(_("%(name)s is too old: Madang needs %(oldest)s or newer.", name=name, oldest=oldest))]


async def migrations() -> Iterable[Finding]:
    waiting = len(await pending(settings().database))
    if not waiting:
        return [well(_("All migrations are applied."))]
    sentence = ngettext(
        "%(num)s migration isn't applied: run `madang migrate`.",
        "%(num)s migrations aren't applied: run `madang migrate`.",
        waiting,
    )
    return [wrong(sentence)]


async def manner() -> Iterable[Finding]:
    """SQLite's own switches and the file's soundness; PostgreSQL's encoding."""
    if on_sqlite():
        return [await _journal(), await _foreign_keys(), await _soundness()]
    encoding = await _one("SELECT current_setting('server_encoding') AS said")
    if encoding == "UTF8":
        return [well(_("The database's encoding is UTF-8."))]
    sentence = _(
        "The database's encoding is %(encoding)s: Korean needs UTF8 (createdb --encoding UTF8).",
        encoding=encoding,
    )
    return [wrong(sentence)]


async def _journal() -> Finding:
    mode = await _one("SELECT journal_mode AS said FROM pragma_journal_mode")
    if mode.lower() in ("wal", "memory"):
        return well(_("Readers and the writer don't wait for each other (WAL)."))
    return wrong(
        _("The journal mode is %(mode)s instead of WAL: does the disk allow shared memory?", mode=mode)
    )


async def _foreign_keys() -> Finding:
    if await _one("SELECT foreign_keys AS said FROM pragma_foreign_keys") == "1":
        return well(_("Foreign keys are enforced."))
    return wrong(_("Foreign keys aren't enforced."))


async def _soundness() -> Finding:
    said = await rows("SELECT quick_check AS said FROM pragma_quick_check LIMIT 3")
    if [each["said"] for each in said] == ["ok"]:
        return well(_("The database file is sound."))
    return wrong(_("The database file is damaged: %(said)s", said="; ".join(each["said"] for each in said)))


async def _one(sql: str) -> str:
    found = await row(sql)
    return str(found["said"]) if found else ""
