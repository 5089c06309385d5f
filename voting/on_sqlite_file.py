"""Votes on SQLite: a few statements in the writer's thread, inside one transaction."""

import sqlite3
from datetime import UTC, datetime
from typing import Any

from ideas.loop import OPEN
from ideas.ranking import hot
from voting.ballot import Ballot


def cast(raw: sqlite3.Connection, ballot: Ballot) -> dict[str, Any] | None:
    """Insert the vote unless it is there. None where the voter doesn't see the idea."""
    idea = _idea(raw, ballot)
    if idea is None or not idea["open"]:
        return idea
    there = raw.execute(
        "SELECT 1 FROM vote WHERE counted_on_id = ? AND person_id = ?", (ballot.idea, ballot.person)
    ).fetchone()
    counts_on = None if there else ballot.idea
    inserted = raw.execute(
        """INSERT INTO vote (created_at, idea_id, person_id, counted_on_id, weight, cast_by_id)
           VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        (_text(ballot.at), ballot.idea, ballot.person, counts_on, ballot.weight, ballot.cast_by),
    )
    if not inserted.rowcount:
        return idea
    raw.execute(
        """INSERT INTO subscription (created_at, person_id, subject_type, subject_id, reason, muted)
           VALUES (?, ?, 'idea', ?, 'voter', FALSE) ON CONFLICT DO NOTHING""",
        (_text(ballot.at), ballot.person, ballot.idea),
    )
    return _counted(raw, ballot, idea, idea["votes"] + (1 if counts_on else 0), "vote.cast")


def take_back(raw: sqlite3.Connection, ballot: Ballot) -> dict[str, Any] | None:
    """Delete the person's votes for the idea and for what was merged into it, if there are any."""
    idea = _idea(raw, ballot)
    if idea is None or not idea["open"]:
        return idea
    deleted = raw.execute(
        """DELETE FROM vote WHERE person_id = :person
           AND idea_id IN (SELECT id FROM idea WHERE id = :idea OR merged_into_id = :idea) RETURNING counted_on_id""",
        {"person": ballot.person, "idea": ballot.idea},
    ).fetchall()
    if not deleted:
        return idea
    counted = sum(each["counted_on_id"] is not None for each in deleted)
    return _counted(raw, ballot, idea, idea["votes"] - counted, "vote.withdrawn")


def _idea(raw: sqlite3.Connection, ballot: Ballot) -> dict[str, Any] | None:
    marks = ", ".join("?" * len(ballot.audiences))
    found = raw.execute(
        f"""SELECT i.stage, i.votes, i.held OR i.hidden_at IS NOT NULL AS away, i.author_id, i.created_at
            FROM idea i JOIN board b ON b.id = i.board_id WHERE i.id = ? AND b.audience IN ({marks})""",
        (ballot.idea, *ballot.audiences),
    ).fetchone()
    if found is None or (found["away"] and found["author_id"] != ballot.person and not ballot.sees_all):
        return None
    takes_votes = found["stage"] in OPEN and not found["away"]
    return {"changed": False, "stage": found["stage"], "votes": found["votes"], "open": takes_votes}


def _counted(
    raw: sqlite3.Connection, ballot: Ballot, idea: dict[str, Any], votes: int, action: str
) -> dict[str, Any]:
    created = raw.execute("SELECT created_at FROM idea WHERE id = ?", (ballot.idea,)).fetchone()[0]
    rank = hot(votes, datetime.fromisoformat(created))
    raw.execute("UPDATE idea SET votes = ?, hot = ? WHERE id = ?", (votes, rank, ballot.idea))
    if not ballot.cast_by:
        _record(raw, ballot, action)
    return {**idea, "changed": True, "votes": votes}


def _record(raw: sqlite3.Connection, ballot: Ballot, action: str) -> None:
    raw.execute(
        """INSERT INTO event (created_at, action, actor_id, subject_type, subject_id, audience, in_story, details)
           VALUES (?, ?, ?, 'idea', ?, 'public', FALSE, '{}')""",
        (_text(ballot.at), action, ballot.person, ballot.idea),
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(" ")
