"""Rows on their way into the tables, with their ids: each table's are counted from 1 in their order."""

from collections import defaultdict
from collections.abc import Callable
from json import JSONEncoder

Moment = Callable[[int], object]
"""Seconds since 1970 as the database takes a time."""


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COLUMNS: dict[str, tuple[str, ...]] = {
    "organisation": ("created_at", "name", "kind", "website", "about", "weight"),
    "person": _names(
        "created_at email handle name role department headline bio locale timezone name_shown visibility contact "
        "terms_version organisation_id"
    ),
    "board": _names(
        "created_at slug name lang about audience promise_days hold_for_review hide_counts position"
    ),
    "tag": ("created_at", "name"),
    "idea": _names(
        "created_at board_id kind title body body_html renderer lang author_id author_name owner_id stage cycle votes "
        "votes_imported comments staff_comments hot merged_into_id held hidden_at answered_at stage_changed_at"
    ),
    "idea_tag": ("idea_id", "tag_id"),
    "comment": _names(
        "created_at idea_id author_id parent_id body body_html renderer lang audience is_answer"
    ),
    "event": _names("created_at action actor_id subject_type subject_id audience in_story details"),
    "statement": ("created_at", "event_id", "part", "body", "lang"),
    "subscription": ("created_at", "person_id", "subject_type", "subject_id", "reason", "muted"),
    "notice": ("created_at", "root_id", "event_id", "person_id", "reason", "seen_at"),
    "task": _names("created_at kind key reference due_at cursor attempts last_error"),
    "vote": ("created_at", "idea_id", "person_id", "counted_on_id", "weight"),
    "merge": ("created_at", "source_id", "target_id", "stage_before", "changed_before", "by_id"),
    "attention": ("created_at", "idea_id", "why", "since", "words"),
    "item": _names(
        "created_at title summary summary_html lang stage horizon audience position stage_changed_at owner_id"
    ),
    "link": ("created_at", "item_id", "idea_id", "cycle", "by_id", "ended_reason"),
    "release": _names("created_at version title notes notes_html lang audience by_id published_at"),
    "release_item": ("release_id", "item_id"),
    "improvement": _names(
        "created_at title what_was_wrong what_was_wrong_html what_changed what_changed_html lesson lesson_html "
        "unmeasured_because lang state by_id posted_at confirmations"
    ),
    "answered": ("created_at", "improvement_id", "complaint_id", "cycle", "quote"),
    "round": _names("created_at idea_id cycle closes_at closed_at asked yes partly no cant_tell"),
    "ask": ("created_at", "idea_id", "cycle", "person_id", "role", "answer"),
    "verdict": ("created_at", "ask_id", "answer", "body", "lang"),
    "exposure": ("created_at", "idea_id", "views"),
    "idea_search": ("words",),
    "comment_search": ("idea_id", "words"),
}
"""What is written of each table, after its key. Other columns keep what the database gives them."""

KEYS = {"idea_search": "idea_id", "comment_search": "comment_id"}


def columns(table: str) -> tuple[str, ...]:
    """What is written of a table, its key first."""
    return (KEYS.get(table, "id"), *COLUMNS[table])


_told = JSONEncoder(separators=(",", ":")).encode


class Ledger:
    """What has been put and not yet been written: `rows` by table. `moment` puts times as the database takes them."""

    def __init__(self, moment: Moment, ids: dict[str, int]) -> None:
        self.moment = moment
        self.ids = ids
        self.rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)

    def put(self, table: str, *values: object) -> int:
        """The new row's id. `values` are those of `COLUMNS`."""
        number = self.ids[table] = self.ids.get(table, 0) + 1
        self.rows[table].append((number, *values))
        return number

    def event(
        self,
        at: int,
        action: str,
        actor: int | None,
        subject: tuple[str, int],
        *,
        audience: str = "public",
        in_story: bool = True,
        **details: object,
    ) -> int:
        """Something that happened to a subject; its id."""
        told = _told(details) if details else "{}"
        return self.put("event", self.moment(at), action, actor, *subject, audience, in_story, told)

    def taken(self) -> dict[str, list[tuple[object, ...]]]:
        """What is to be written now; the ledger goes on with new pages."""
        rows, self.rows = self.rows, defaultdict(list)
        return rows
