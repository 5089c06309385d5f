"""What a reader may see. These conditions stand in every query about ideas and comments, and nowhere else.

A board's audience counts as it is now: narrowing a board takes all that stands on it out of sight.
"""

from dataclasses import dataclass, field

from ideas.models import BoardAudience
from people.models import Person, Role


@dataclass(frozen=True)
class Where:
    """A condition for hand-written SQL and the values of its `:names`."""

    sql: str
    values: dict[str, object] = field(default_factory=dict)

    def __and__(self, other: "Where") -> "Where":
        return Where(f"({self.sql}) AND ({other.sql})", {**self.values, **other.values})


def audiences(reader: Person | None) -> list[str]:
    """The boards' audiences that this reader belongs to."""
    return list(_AUDIENCES[reader.role if reader else None])


def belongs(role: Role, audience: str) -> bool:
    """Whether somebody in this role belongs to a board's audience."""
    return audience in _AUDIENCES[role]


def visible_ideas(reader: Person | None) -> Where:
    """For a query in which `i` is the idea. What is held or hidden is seen by its authors and by staff."""
    where = Where(
        "i.board_id IN (SELECT id FROM board WHERE audience IN :audiences)", {"audiences": audiences(reader)}
    )
    if reader and reader.is_staff:
        return where
    if reader:
        return where & Where(
            f"(NOT i.held AND i.hidden_at IS NULL) OR i.author_id = :reader OR i.id IN ({COAUTHORED})",
            {"reader": reader.id},
        )
    return where & Where("NOT i.held AND i.hidden_at IS NULL")


def visible_comments(reader: Person | None) -> Where:
    """For a query in which `c` is the comment and `i` its idea. Removed ones are seen as tombstones.

    A comment for the author is read by the idea's authors, staff and whoever wrote it; one for staff by staff alone.
    """
    if reader and reader.is_staff:
        return visible_ideas(reader)
    if not reader:
        return visible_ideas(None) & Where("c.audience = 'everyone' AND c.hidden_at IS NULL")
    return visible_ideas(reader) & Where(
        f"""(c.hidden_at IS NULL OR c.author_id = :reader) AND (c.audience = 'everyone'
            OR (c.audience = 'author' AND (c.author_id = :reader OR {AUTHORED})))""",
        {"reader": reader.id},
    )


AUTHORED = """(i.author_id = :reader OR EXISTS (SELECT 1 FROM coauthor
               WHERE idea_id = i.id AND person_id = :reader AND state = 'accepted'))"""
"""Whether `:reader` is an author of the idea `i`."""

COAUTHORED = "SELECT idea_id FROM coauthor WHERE person_id = :reader AND state = 'accepted'"
"""What `:reader` wrote with others. Asked of every idea, and read once: for the few that are held or hidden."""

CREDITED = "CASE WHEN i.source IS NULL AND i.author_name <> '' THEN i.author_name ELSE a.name END"
"""What the author `a` of the idea `i` is called there: as they wished to be credited, or by their name. Null: an import
knows at most a name, `i.author_name`."""

NAMED_TOO = "(SELECT count(*) FROM coauthor ca WHERE ca.idea_id = i.id AND ca.state = 'accepted')"
"""How many are credited beside the author of the idea `i`."""

WROTE = """SELECT id FROM idea WHERE author_id %(them)s
    UNION ALL SELECT idea_id FROM coauthor WHERE person_id %(them)s AND state = 'accepted'"""
"""The ids of what somebody wrote, alone or with others; `them`: who, as a comparison ("= :me", "IN :writers")."""

_EVERYONE = (BoardAudience.EVERYONE.value,)
_MEMBERS = (*_EVERYONE, BoardAudience.MEMBERS.value)
_PARTNERS = (*_MEMBERS, BoardAudience.PARTNERS.value)
_STAFF = (*_PARTNERS, BoardAudience.STAFF.value)
_AUDIENCES: dict[Role | None, tuple[str, ...]] = {
    None: _EVERYONE,
    Role.CUSTOMER: _MEMBERS,
    Role.PARTNER: _PARTNERS,
    Role.EMPLOYEE: _STAFF,
    Role.MANAGER: _STAFF,
    Role.ADMIN: _STAFF,
}
