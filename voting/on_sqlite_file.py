"""Votes on SQLite: a few statements for each in the writer's thread, many votes in one transaction."""

import logging
import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ideas.ranking import hot
from voting import on_sqlite_together
from voting.ballot import Ballot, Outcome, followed
from voting.on_sqlite_together import is_open, sees, text

log = logging.getLogger("madang.voting")

Came = Outcome | None | Exception
"""What came of a ballot; None where the person doesn't see the idea; or why it failed, alone."""

IDEA = """SELECT i.stage, i.votes, i.votes_imported, i.title, i.lang, i.created_at, b.audience,
                 b.hide_counts, i.held OR i.hidden_at IS NOT NULL AS away,
                 i.author_id = ?2 OR EXISTS (SELECT 1 FROM coauthor WHERE idea_id = i.id AND person_id = ?2
                                             AND state = 'accepted') AS authored
          FROM idea i JOIN board b ON b.id = i.board_id WHERE i.id = ?1"""

COUNTING = """SELECT v.weight, v.cast_by_id, p.name AS cast_by_name
              FROM vote v LEFT JOIN person p ON p.id = v.cast_by_id WHERE v.counted_on_id = ? AND v.person_id = ?"""

CAST = """INSERT INTO vote (created_at, idea_id, person_id, counted_on_id, weight, cast_by_id)
          VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""

TAKE_BACK = """DELETE FROM vote WHERE person_id = ?2 AND idea_id IN
               (SELECT ?1 UNION ALL SELECT id FROM idea WHERE merged_into_id = ?1) RETURNING counted_on_id"""

FOLLOW = """INSERT INTO subscription (created_at, person_id, subject_type, subject_id, reason, muted)
            VALUES (?, ?, 'idea', ?, 'voter', FALSE) ON CONFLICT DO NOTHING"""

FOLLOWED = """SELECT max(muted) FROM subscription WHERE subject_type = 'idea' AND person_id = ?2 AND subject_id IN
              (SELECT ?1 UNION ALL SELECT id FROM idea WHERE merged_into_id = ?1)"""

TELL = """INSERT INTO event (created_at, action, actor_id, subject_type, subject_id, audience, in_story, details)
          VALUES (?, ?, ?, 'idea', ?, 'public', FALSE, '{}')"""


def put_all(raw: sqlite3.Connection, ballots: Sequence[Ballot]) -> list[Came]:
    """Inside a transaction: those who cast one vote together, all else in its order; what fails is undone alone. Raises
    what undoes all of it."""
    of_each = Counter(ballot.person for ballot in ballots)
    crowd = [
        place
        for place, ballot in enumerate(ballots)
        if of_each[ballot.person] == 1 and not ballot.taking_back
    ]
    came = _cast_together(raw, [ballots[place] for place in crowd]) if len(crowd) > 1 else []
    found: dict[int, Came] = dict(zip(crowd, came, strict=False))
    return [
        found[place] if place in found else _kept_apart(raw, ballot) for place, ballot in enumerate(ballots)
    ]


def _cast_together(raw: sqlite3.Connection, ballots: Sequence[Ballot]) -> Sequence[Came]:
    """Nothing, and nothing of it is done, where one of them makes all fail."""
    raw.execute("SAVEPOINT crowd")
    try:
        came: Sequence[Came] = on_sqlite_together.cast(raw, ballots)
    except Exception as error:
        if not raw.in_transaction:
            raise
        log.info("A group of %d votes is cast one by one: %r", len(ballots), error)
        raw.execute("ROLLBACK TO crowd")
        came = ()
    raw.execute("RELEASE crowd")
    return came


def _kept_apart(raw: sqlite3.Connection, ballot: Ballot) -> Came:
    raw.execute("SAVEPOINT ballot")
    try:
        came: Came = put(raw, ballot)
    except Exception as error:
        if not raw.in_transaction:  # the disk is full, or the like
            raise
        raw.execute("ROLLBACK TO ballot")
        came = error
    raw.execute("RELEASE ballot")
    return came


def put(raw: sqlite3.Connection, ballot: Ballot) -> Outcome | None:
    """Inside a transaction: cast the vote unless it is there, or take it back. None where the person doesn't see the
    idea."""
    idea = _idea(raw, ballot)
    if idea is None:
        return None
    before = raw.execute(COUNTING, (ballot.idea, ballot.person)).fetchone()
    more = (
        (_taken_back(raw, ballot) if ballot.taking_back else _cast(raw, ballot, before))
        if idea["open"]
        else None
    )
    mine = _own(before, ballot, changed=more is not None)
    if more is not None:
        _count(raw, ballot, idea, idea["votes"] + more)
    return Outcome(
        changed=more is not None,
        open=idea["open"],
        stage=idea["stage"],
        votes=idea["votes"] + (more or 0),
        votes_imported=idea["votes_imported"],
        title=idea["title"],
        lang=idea["lang"],
        hide_counts=bool(idea["hide_counts"]),
        following=followed(raw.execute(FOLLOWED, (ballot.idea, ballot.person)).fetchone()[0]),
        **mine,
    )


def _idea(raw: sqlite3.Connection, ballot: Ballot) -> dict[str, Any] | None:
    found = raw.execute(IDEA, (ballot.idea, ballot.person)).fetchone()
    if found is None or not sees(found, ballot):
        return None
    return {**dict(found), "open": is_open(found)}


def _cast(raw: sqlite3.Connection, ballot: Ballot, before: sqlite3.Row | None) -> int | None:
    """How many more votes count now; None where it was cast before."""
    counts_on = None if before else ballot.idea
    at = text(ballot.at)
    given = (at, ballot.idea, ballot.person, counts_on, ballot.weight, ballot.cast_by)
    if not raw.execute(CAST, given).rowcount:
        return None
    raw.execute(FOLLOW, (at, ballot.person, ballot.idea))
    return 0 if before else 1


def _taken_back(raw: sqlite3.Connection, ballot: Ballot) -> int | None:
    """The same, of what is deleted."""
    deleted = raw.execute(TAKE_BACK, (ballot.idea, ballot.person)).fetchall()
    return -sum(each["counted_on_id"] is not None for each in deleted) if deleted else None


def _own(before: sqlite3.Row | None, ballot: Ballot, *, changed: bool) -> dict[str, Any]:
    """The vote by which the person counts there now."""
    if before and not (ballot.taking_back and changed):
        return dict(before)
    cast = changed and not ballot.taking_back
    weight, by = (ballot.weight, ballot.cast_by) if cast else (None, None)
    return {"weight": weight, "cast_by_id": by, "cast_by_name": None}


def _count(raw: sqlite3.Connection, ballot: Ballot, idea: dict[str, Any], votes: int) -> None:
    """The idea's votes and rank, and the event of one's own vote; what staff do on somebody's behalf they record
    themselves."""
    rank = hot(votes, datetime.fromisoformat(idea["created_at"]))
    raw.execute("UPDATE idea SET votes = ?, hot = ? WHERE id = ?", (votes, rank, ballot.idea))
    if not ballot.cast_by:
        action = "vote.withdrawn" if ballot.taking_back else "vote.cast"
        raw.execute(TELL, (text(ballot.at), action, ballot.person, ballot.idea))
