"""Votes of many people on SQLite, in as many statements as one vote takes: what they find is asked for in one, each
table is written once, and an idea's counter and rank are written once, however many vote for it.

After each statement, and each row, the database's thread has to wait for its turn among the threads of this process.
Beside a busy web server that costs more than the votes themselves.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ideas.loop import OPEN
from ideas.ranking import hot
from voting.ballot import Ballot, Outcome, followed

SIZES = (1, 8, 32, 128)
"""So many ideas are counted in one statement, places left empty: few statements, which the driver knows by heart."""

ASK = """SELECT json_group_array(json_object(
      'place', g.place, 'id', i.id, 'stage', i.stage, 'votes', i.votes, 'votes_imported', i.votes_imported,
      'title', i.title, 'lang', i.lang, 'created_at', i.created_at,
      'audience', b.audience, 'hide_counts', b.hide_counts, 'away', i.held OR i.hidden_at IS NOT NULL,
      'authored', i.author_id = g.person OR EXISTS (SELECT 1 FROM coauthor WHERE idea_id = i.id
                                                    AND person_id = g.person AND state = 'accepted'),
      'counted', v.id IS NOT NULL, 'weight', v.weight, 'cast_by_id', v.cast_by_id, 'cast_by_name', p.name,
      'known', EXISTS (SELECT 1 FROM vote WHERE idea_id = i.id AND person_id = g.person),
      'muted', (SELECT max(muted) FROM subscription WHERE subject_type = 'idea' AND person_id = g.person
                AND subject_id IN (SELECT i.id UNION ALL SELECT id FROM idea WHERE merged_into_id = i.id))))
    FROM (SELECT key AS place, json_extract(value, '$[0]') AS idea, json_extract(value, '$[1]') AS person
          FROM json_each(?)) g
    CROSS JOIN idea i ON i.id = g.idea JOIN board b ON b.id = i.board_id
    LEFT JOIN vote v ON v.counted_on_id = i.id AND v.person_id = g.person
    LEFT JOIN person p ON p.id = v.cast_by_id"""

CAST = """INSERT INTO vote (created_at, idea_id, person_id, counted_on_id, weight, cast_by_id)
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
           json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]') FROM json_each(?)"""

FOLLOW = """INSERT INTO subscription (created_at, person_id, subject_type, subject_id, reason, muted)
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[2]'), 'idea', json_extract(value, '$[1]'), 'voter', FALSE
    FROM json_each(?) WHERE TRUE ON CONFLICT DO NOTHING"""

TELL = """INSERT INTO event (created_at, action, actor_id, subject_type, subject_id, audience, in_story, details)
    SELECT json_extract(value, '$[0]'), 'vote.cast', json_extract(value, '$[2]'), 'idea', json_extract(value, '$[1]'),
           'public', FALSE, '{}' FROM json_each(?) WHERE json_extract(value, '$[5]') IS NULL"""

COUNT = """WITH counted(id, votes, hot) AS (VALUES %s)
    UPDATE idea SET votes = counted.votes, hot = counted.hot FROM counted WHERE idea.id = counted.id"""
COUNTS = {size: COUNT % ", ".join(["(?, ?, ?)"] * size) for size in SIZES}


def cast(raw: sqlite3.Connection, ballots: Sequence[Ballot]) -> list[Outcome | None]:
    """Inside a transaction: cast these votes, each of another person, unless they are there. None where somebody
    doesn't see the idea. Raises what undoes all of them."""
    asked = json.dumps([(ballot.idea, ballot.person) for ballot in ballots])
    found = {each["place"]: each for each in json.loads(raw.execute(ASK, (asked,)).fetchone()[0])}
    new = [(each, ballots[place]) for place, each in found.items() if _is_new(each, ballots[place])]
    more = Counter(each["id"] for each, _ in new if not each["counted"])
    if new:
        given = (json.dumps([_values(each, ballot) for each, ballot in new]),)
        for statement in (CAST, FOLLOW, TELL):
            raw.execute(statement, given)
        _count(raw, {each["id"]: each for each, _ in new if each["id"] in more}, more)
    changed = {each["place"] for each, _ in new}
    return [
        _outcome(found.get(place), ballot, more, changed=place in changed)
        for place, ballot in enumerate(ballots)
    ]


def sees(idea: Mapping[str, Any], ballot: Ballot) -> bool:
    """Whether this ballot's person sees the idea, a row with `audience`, `away` and `authored`."""
    if idea["audience"] not in ballot.audiences:
        return False
    return not idea["away"] or idea["authored"] or ballot.sees_all


def is_open(idea: Mapping[str, Any]) -> bool:
    return idea["stage"] in OPEN and not idea["away"]


def text(moment: datetime) -> str:
    """A time as the database keeps it."""
    return moment.astimezone(UTC).isoformat(" ")


def _is_new(found: Mapping[str, Any], ballot: Ballot) -> bool:
    return sees(found, ballot) and is_open(found) and not found["known"]


def _values(found: Mapping[str, Any], ballot: Ballot) -> tuple[object, ...]:
    """Of a vote: when, for what, whose, where it counts, how much, and who cast it for them."""
    counts_on = None if found["counted"] else ballot.idea
    return text(ballot.at), ballot.idea, ballot.person, counts_on, ballot.weight, ballot.cast_by


def _count(raw: sqlite3.Connection, ideas: Mapping[int, Mapping[str, Any]], more: Mapping[int, int]) -> None:
    """The ideas' votes and ranks. (Numbers as they are, not as JSON: a rank must be the same to the last digit.)"""
    counted: list[object] = []
    for number, idea in ideas.items():
        votes = idea["votes"] + more[number]
        counted += [number, votes, hot(votes, datetime.fromisoformat(idea["created_at"]))]
    size = next((size for size in SIZES if size >= len(ideas)), 0)
    if counted:
        raw.execute(COUNTS[size], [*counted, *[None] * (3 * size - len(counted))])


def _outcome(
    found: Mapping[str, Any] | None, ballot: Ballot, more: Mapping[int, int], *, changed: bool
) -> Outcome | None:
    if found is None or not sees(found, ballot):
        return None
    mine = {name: found[name] for name in ("weight", "cast_by_id", "cast_by_name")}
    if changed and not found["counted"]:
        mine |= {"weight": ballot.weight, "cast_by_id": ballot.cast_by}
    return Outcome(
        changed=changed,
        open=is_open(found),
        stage=found["stage"],
        votes=found["votes"] + more.get(found["id"], 0),
        votes_imported=found["votes_imported"],
        title=found["title"],
        lang=found["lang"],
        hide_counts=bool(found["hide_counts"]),
        following=followed(found["muted"]) or ("following" if changed else None),
        **mine,
    )
