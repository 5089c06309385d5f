"""Who somebody was, told once more to every floor when they are erased; and taking that out of what others wrote."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from core.database import rows
from core.markup import MENTION

Render = Callable[[str], Awaitable[str]]
"""HTML of a text, as it is stored."""


@dataclass(frozen=True)
class Identity:
    """`nobody` is the handle of the nameless row that stays. `credited`: the names by which they wished to be credited
    for what they wrote with others stay. `of_the_house`: staff, whose decisions' reasons are the house's."""

    id: int
    name: str
    email: str
    handle: str
    nobody: str
    credited: bool
    of_the_house: bool

    def taken_out_of(self, text: str) -> str:
        """The text without their handle after an @ and without their address. (A name alone may be anybody's.)"""
        text = MENTION.sub(lambda found: f"@{self.nobody}" if found[1] == self.handle else found[0], text)
        return re.sub(re.escape(self.email), "…", text, flags=re.IGNORECASE) if self.email else text

    @property
    def patterns(self) -> dict[str, object]:
        """What LIKE finds them by, in lower case: `:said` their handle after an @, `:written` their address."""
        return {"said": f"%@{self.handle}%", "written": f"%{_escaped(self.email)}%" if self.email else "@"}


async def take_out(
    who: Identity,
    table: str,
    *columns: str,
    html: str = "",
    render: Render | None = None,
) -> list[int]:
    """Take who they were out of these texts of a table, and render `html` (that of the first one) anew; the ids of the
    rows where they stood. Looks through the whole table: somebody is erased seldom."""
    standing = " OR ".join(
        f"lower({each}) LIKE :said OR lower({each}) LIKE :written ESCAPE '!'" for each in columns
    )
    found = await rows(
        f"SELECT id, {', '.join(columns)} FROM {table} WHERE {standing} ORDER BY id", **who.patterns
    )
    changed = []
    for each in found:
        texts: dict[str, object] = {name: who.taken_out_of(each[name]) for name in columns}
        if all(each[name] == text for name, text in texts.items()):
            continue
        if html and render:
            texts[html] = await render(str(texts[columns[0]]))
        await _write(table, each["id"], texts)
        changed.append(each["id"])
    return changed


async def blank(table: str, columns: Sequence[str], where: str, **values: object) -> None:
    """Empty these texts where the condition holds."""
    emptied = ", ".join(f"{each} = ''" for each in columns)
    await rows(f"UPDATE {table} SET {emptied} WHERE {where}", **values)


async def _write(table: str, id_: int, texts: dict[str, object]) -> None:
    written = ", ".join(f"{name} = :{name}" for name in texts)
    await rows(f"UPDATE {table} SET {written} WHERE id = :row_id", row_id=id_, **texts)


def _escaped(text: str) -> str:
    return "".join(f"!{sign}" if sign in "!%_" else sign for sign in text.lower())
