"""Votes on PostgreSQL. The ideas' rows are locked first, in the order of their ids, so votes for one idea queue up
there and no two groups wait for each other.

A statement sees other tables as they were when it began, also after it has waited for those locks. So the one
statement that casts votes asks nothing about other votes: the unique index says whether somebody counts there already,
through what was merged into the idea, and only then is it looked at with the locks in hand. Of one statement's ballots
no two are of the same person.
"""

from collections import UserList
from collections.abc import Sequence
from typing import Any

from core.database import alone, in_transaction, row, rows
from ideas.loop import OPEN
from ideas.ranking import HOT_ON_POSTGRES
from voting.ballot import Ballot, Outcome, followed

LOCK = "SELECT id FROM idea WHERE id = ANY(:ideas) ORDER BY id FOR NO KEY UPDATE"

GIVEN = """given AS (
    SELECT * FROM unnest(CAST(:ideas AS BIGINT[]), CAST(:people AS BIGINT[]), CAST(:audiences AS TEXT[]),
                         CAST(:sees_all AS BOOLEAN[]), CAST(:times AS TIMESTAMPTZ[]), CAST(:weights AS SMALLINT[]),
                         CAST(:cast_by AS BIGINT[])) WITH ORDINALITY
         AS given(idea, person, audiences, sees_all, at, weight, cast_by, place)
), locked AS (
    SELECT i.id, i.stage, i.votes, i.votes_imported, i.title, i.lang, i.author_id, b.audience, b.hide_counts,
           i.held OR i.hidden_at IS NOT NULL AS away
    FROM idea i JOIN board b ON b.id = i.board_id WHERE i.id = ANY(:ideas) ORDER BY i.id
    FOR NO KEY UPDATE OF i
), target AS (
    SELECT g.place, g.person, g.at, g.weight, g.cast_by, i.*, i.stage IN :stages AND NOT i.away AS open
    FROM locked i JOIN given g ON g.idea = i.id
    WHERE i.audience = ANY(string_to_array(g.audiences, ',')) AND (NOT i.away OR i.author_id = g.person OR g.sees_all
      OR EXISTS (SELECT 1 FROM coauthor c WHERE c.idea_id = i.id AND c.person_id = g.person AND c.state = 'accepted'))
)"""

WHOLE = "SELECT t.id UNION ALL SELECT id FROM idea WHERE merged_into_id = t.id"


def _told(action: str) -> str:
    """The event of one's own vote; what staff do on somebody's behalf they record themselves."""
    return f"""told AS (
    INSERT INTO event (created_at, action, actor_id, subject_type, subject_id, audience, in_story, details)
    SELECT at, '{action}', person, 'idea', id, 'public', FALSE, '{{}}' FROM target
    WHERE place IN (SELECT place FROM done) AND cast_by IS NULL ORDER BY place
)"""


CAME_OF_IT = f"""SELECT t.place, t.stage, t.open, t.votes_imported, t.title, t.lang, t.hide_counts,
       t.place IN (SELECT place FROM done) AS changed,
       coalesce((SELECT votes FROM counted WHERE counted.id = t.id), t.votes) AS votes,
       (SELECT bool_or(muted) FROM subscription WHERE subject_type = 'idea' AND person_id = t.person
          AND subject_id IN ({WHOLE})) AS muted,
       v.weight, v.cast_by_id, p.name AS cast_by_name,
       EXISTS (SELECT 1 FROM vote WHERE idea_id = t.id AND person_id = t.person) AS known
FROM target t LEFT JOIN vote v ON v.counted_on_id = t.id AND v.person_id = t.person
LEFT JOIN person p ON p.id = v.cast_by_id"""


def _cast(counts_on: str) -> str:
    return f"""WITH {GIVEN}, changed AS (
    INSERT INTO vote (created_at, idea_id, person_id, counted_on_id, weight, cast_by_id)
    SELECT at, id, person, {counts_on}, weight, cast_by FROM target WHERE open ORDER BY target.id, place
    ON CONFLICT DO NOTHING RETURNING idea_id, person_id, counted_on_id
), done AS (
    SELECT t.place FROM target t JOIN changed c ON c.idea_id = t.id AND c.person_id = t.person
), counted AS (
    UPDATE idea SET votes = votes + more, hot = {HOT_ON_POSTGRES % "(votes + more)"}
    FROM (SELECT counted_on_id, count(*)::int AS more FROM changed GROUP BY counted_on_id) new
    WHERE idea.id = new.counted_on_id RETURNING idea.id, votes
), followed AS (
    INSERT INTO subscription (created_at, person_id, subject_type, subject_id, reason, muted)
    SELECT at, person, 'idea', id, 'voter', FALSE FROM target WHERE place IN (SELECT place FROM done)
    ORDER BY id, place ON CONFLICT DO NOTHING
), {_told("vote.cast")}
{CAME_OF_IT}"""


CAST = _cast("id")
CAST_WHERE_MERGED = _cast(
    """CASE WHEN EXISTS (SELECT 1 FROM vote WHERE counted_on_id = target.id AND person_id = target.person)
       THEN NULL ELSE id END"""
)

TAKE_BACK = f"""WITH {GIVEN}, changed AS (
    DELETE FROM vote v USING (SELECT t.place, t.person, w.id FROM target t, LATERAL ({WHOLE}) w WHERE t.open) gone
    WHERE v.idea_id = gone.id AND v.person_id = gone.person RETURNING gone.place, v.counted_on_id
), done AS (
    SELECT DISTINCT place FROM changed
), counted AS (
    UPDATE idea SET votes = votes - less, hot = {HOT_ON_POSTGRES % "(votes - less)"}
    FROM (SELECT counted_on_id, count(*)::int AS less FROM changed GROUP BY counted_on_id) gone
    WHERE idea.id = gone.counted_on_id RETURNING idea.id, votes
), {_told("vote.withdrawn")}
{CAME_OF_IT}"""


class Array(UserList[Any]):
    """A list that goes to the database as one value, not as a parenthesised list of them."""


async def cast(ballots: Sequence[Ballot]) -> list[Outcome | None]:
    """Cast these people's votes unless they are there. None where somebody doesn't see the idea."""
    found = _in_places(await alone(lambda: rows(CAST, **values(ballots))), ballots)
    unknown = [at for at, each in enumerate(found) if _counts_through_another(each)]
    if unknown:
        again = await _cast_where_merged([ballots[at] for at in unknown])
        for at, each in zip(unknown, again, strict=True):
            found[at] = each
    return [_outcome(each, ballot) for each, ballot in zip(found, ballots, strict=True)]


def _counts_through_another(found: dict[str, Any] | None) -> bool:
    return found is not None and found["open"] and not found["changed"] and not found["known"]


@in_transaction
async def _cast_where_merged(ballots: Sequence[Ballot]) -> list[dict[str, Any] | None]:
    """Who counts there already votes all the same, for the day when the merge is undone."""
    given = values(ballots)
    await row(LOCK, ideas=given["ideas"])
    return _in_places(await rows(CAST_WHERE_MERGED, **given), ballots)


@in_transaction
async def take_back(ballots: Sequence[Ballot]) -> list[Outcome | None]:
    """Delete these people's votes for the ideas and for what was merged into them, if there are any."""
    given = values(ballots)
    await row(LOCK, ideas=given["ideas"])
    found = _in_places(await rows(TAKE_BACK, **given), ballots)
    return [_outcome(each, ballot) for each, ballot in zip(found, ballots, strict=True)]


def _in_places(found: Sequence[dict[str, Any]], ballots: Sequence[Ballot]) -> list[dict[str, Any] | None]:
    """What was found for each ballot, None where nothing was."""
    by_place = {each["place"]: each for each in found}
    return [by_place.get(place) for place in range(1, len(ballots) + 1)]


def _outcome(found: dict[str, Any] | None, ballot: Ballot) -> Outcome | None:
    """What the statement saw was before it changed anything: a vote just cast follows and weighs, one just taken back
    is gone."""
    if found is None:
        return None
    told = {name: each for name, each in found.items() if name not in ("place", "known", "muted")}
    following = followed(found["muted"])
    if found["changed"] and ballot.taking_back:
        told |= {"weight": None, "cast_by_id": None, "cast_by_name": None}
    elif found["changed"]:
        following = following or "following"
        if found["weight"] is None:
            told |= {"weight": ballot.weight, "cast_by_id": ballot.cast_by}
    return Outcome(**told, following=following)


def values(ballots: Sequence[Ballot]) -> dict[str, object]:
    """What the statements ask for, one place in each array for a ballot."""
    return {
        "ideas": Array(ballot.idea for ballot in ballots),
        "people": Array(ballot.person for ballot in ballots),
        "audiences": Array(",".join(ballot.audiences) for ballot in ballots),
        "sees_all": Array(ballot.sees_all for ballot in ballots),
        "times": Array(ballot.at for ballot in ballots),
        "weights": Array(ballot.weight for ballot in ballots),
        "cast_by": Array(ballot.cast_by for ballot in ballots),
        "stages": [stage.value for stage in OPEN],
    }
