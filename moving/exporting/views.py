"""The tables for people in an export: ideas, votes, comments and people, with names that can be read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.words import N_, _
from ideas.loop import Stage
from ideas.models import CommentAudience, Kind
from people.models import Role

AUDIENCES = {
    CommentAudience.EVERYONE: N_("Everyone"),
    CommentAudience.AUTHOR: N_("Author and staff"),
    CommentAudience.STAFF: N_("Staff"),
}


@dataclass(frozen=True)
class View:
    """`columns` are what the header says, message ids. `sql` as `snapshots.chunks` reads it; `shown` makes the cells
    of a row. Joined are only LEFT JOINs: so the rows are read in the order of their ids, and none is sorted."""

    file: str
    table: str
    columns: tuple[str, ...]
    sql: str
    shown: Callable[[Sequence[Any]], list[object]]

    def header(self) -> list[str]:
        return [_(name) for name in self.columns]

    def cells(self, rows: Iterable[Sequence[Any]]) -> Iterable[list[object]]:
        return (self.shown(row) for row in rows)


def _idea(row: Sequence[Any]) -> list[object]:
    number, kind, stage, *words, created, changed = row
    return [
        number,
        _(Kind(kind).label),
        _(Stage(stage).label_for(kind)),
        *words,
        _moment(created),
        _moment(changed),
    ]


def _vote(row: Sequence[Any]) -> list[object]:
    *words, created = row
    return [*words, _moment(created)]


def _comment(row: Sequence[Any]) -> list[object]:
    number, idea, title, name, audience, answer, body, created, removed, hidden = row
    told = _(AUDIENCES[CommentAudience(audience)])
    moments = [_moment(each) for each in (created, removed, hidden)]
    return [number, idea, title, name, told, _("Yes") if answer else "", body, *moments]


def _person(row: Sequence[Any]) -> list[object]:
    *words, role, organisation, created, gone = row
    return [*words, _(Role(role).label), organisation, _moment(created), _moment(gone)]


def _moment(value: Any) -> str:
    """To the second, in UTC, as a spreadsheet takes it for a moment."""
    return "" if value is None else str(value)[:19]


VIEWS = (
    View(
        "tables/ideas.csv",
        "idea",
        (
            N_("Number"),
            N_("Kind"),
            N_("Stage"),
            N_("Board"),
            N_("Title"),
            N_("Text"),
            N_("Author"),
            N_("Votes"),
            N_("Imported votes"),
            N_("Comments"),
            N_("Merged into"),
            N_("Posted (UTC)"),
            N_("Stage since (UTC)"),
        ),
        """SELECT i.id, i.kind, i.stage, b.name AS board, i.title, i.body,
                  CASE WHEN i.author_name <> '' THEN i.author_name ELSE a.name END AS author, i.votes, i.votes_imported,
                  i.comments, i.merged_into_id, i.created_at, i.stage_changed_at
           FROM idea i LEFT JOIN board b ON b.id = i.board_id LEFT JOIN person a ON a.id = i.author_id
           WHERE i.id > {after}""",
        _idea,
    ),
    View(
        "tables/votes.csv",
        "vote",
        (
            N_("Number"),
            N_("Idea"),
            N_("Title"),
            N_("Counts for idea"),
            N_("Person"),
            N_("Name"),
            N_("Weight"),
            N_("Cast (UTC)"),
        ),
        """SELECT v.id, v.idea_id, i.title, v.counted_on_id, v.person_id, p.name, v.weight, v.created_at
           FROM vote v LEFT JOIN idea i ON i.id = v.idea_id LEFT JOIN person p ON p.id = v.person_id
           WHERE v.id > {after}""",
        _vote,
    ),
    View(
        "tables/comments.csv",
        "comment",
        (
            N_("Number"),
            N_("Idea"),
            N_("Title"),
            N_("Author"),
            N_("Readers"),
            N_("Official answer"),
            N_("Text"),
            N_("Written (UTC)"),
            N_("Removed (UTC)"),
            N_("Hidden (UTC)"),
        ),
        """SELECT c.id, c.idea_id, i.title, p.name, c.audience, c.is_answer, c.body, c.created_at, c.removed_at,
                  c.hidden_at
           FROM comment c LEFT JOIN idea i ON i.id = c.idea_id LEFT JOIN person p ON p.id = c.author_id
           WHERE c.id > {after}""",
        _comment,
    ),
    View(
        "tables/people.csv",
        "person",
        (
            N_("Number"),
            N_("Name"),
            N_("Handle"),
            N_("E-mail address"),
            N_("Department"),
            N_("Role"),
            N_("Organisation"),
            N_("Here since (UTC)"),
            N_("Deactivated (UTC)"),
        ),
        """SELECT p.id, p.name, p.handle, p.email, p.department, p.role, o.name AS organisation, p.created_at,
                  p.deactivated_at
           FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.id > {after}""",
        _person,
    ),
)
