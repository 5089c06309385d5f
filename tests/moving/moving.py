"""Taking a file in, as the commands do it inside."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from commands.doctor import invariants, search
from commands.doctor.findings import Mark
from core.database import rows
from ideas.imports.rows import Unsaid
from ideas.models import Idea, Kind
from moving.arriving.forms import Left, Source
from moving.arriving.taking import Manner, Outcome, take
from people.models import Person

TABLES = (
    "person",
    "idea",
    "vote",
    "comment",
    "merge",
    "event",
    "subscription",
    "attention",
    "tag",
    "idea_tag",
    "arrival",
    "old_address",
    "idea_search",
    "comment_search",
    "notice",
    "delivery",
    "task",
    "revision",
)


@dataclass(frozen=True)
class Done:
    outcome: Outcome
    left: list[Left]

    def said_of(self, where: str) -> list[str]:
        """Why the rows of this place weren't taken as they stood."""
        return [each.reason for each in self.left if each.place.where == where]

    @property
    def wrong(self) -> set[str]:
        return {each.place.where for each in self.left if not each.by_design}


async def moved_in(
    source: Source, name: str = "old", *, zone: str = "UTC", board: str = "", **how: bool
) -> Done:
    left: list[Left] = []
    manner = Manner(name, Unsaid(Kind.IDEA, board, ZoneInfo(zone)), **how)
    outcome = await take(source, manner, left.append, lambda kind, done: None)
    return Done(outcome, left)


async def here(key: int | str, source: str = "old") -> Idea:
    return await Idea.get(source=source, source_id=str(key))


async def somebody(email: str) -> Person:
    return await Person.get(email=email)


async def everything() -> dict[str, list[object]]:
    """All rows of all tables that an import writes."""
    keys = {"idea_search": "idea_id", "comment_search": "comment_id"}
    return {
        table: [str(row) for row in await rows(f"SELECT * FROM {table} ORDER BY {keys.get(table, 'id')}")]
        for table in TABLES
    }


async def all_is_well() -> None:
    """What `madang doctor` counts."""
    for look in (invariants.votes, invariants.comments, invariants.merges, invariants.events, search.index):
        assert [found.sentence for found in await look() if found.mark is Mark.WRONG] == []
