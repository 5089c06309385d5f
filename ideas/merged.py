"""What was merged into an idea, as its page shows it: every one with its author, who keeps the credit."""

from core.asking import Question, as_json, unpacked
from core.database import Row, moment
from ideas.coauthors import COLUMNS, OF_IDEA, by_state
from ideas.visibility import CREDITED, visible_ideas
from people.models import Person

MOST = 100
"""Sources that a page shows; the latest."""


def sources(idea_id: int, reader: Person | None) -> Question[list[Row]]:
    """What was merged into this idea and the reader may see, in the order in which it was posted: id, title, lang,
    kind, authors and when; `merged_at` is when it came here."""
    where = visible_ideas(reader)
    return Question(
        f"""SELECT i.id, i.title, i.lang, i.kind, i.created_at, i.stage_changed_at AS merged_at, i.votes_imported,
                   i.author_id, coalesce({CREDITED}, i.author_name) AS author_name, a.role AS author_role,
                   a.department AS author_department, {as_json(OF_IDEA, COLUMNS)} AS wrote_too
            FROM idea i LEFT JOIN person a ON a.id = i.author_id
            WHERE i.merged_into_id = :idea AND {where.sql} ORDER BY i.id DESC LIMIT :most""",
        """id title lang kind created_at merged_at votes_imported author_id author_name author_role author_department
           wrote_too""",
        {**where.values, "idea": idea_id, "most": MOST},
        lambda found: [_source(each, reader) for each in reversed(found)],
    )


def _source(found: Row, reader: Person | None) -> Row:
    times = {name: moment(found[name]) for name in ("created_at", "merged_at")}
    wrote = by_state(unpacked(found["wrote_too"]), reader)
    return {**found, **times, **wrote}


def following(person_id: int, idea_id: int) -> Question[str | None]:
    """ "following" (it, or what was merged into it), "muted" (any of these: any mute wins), or None."""
    return Question(
        """SELECT muted FROM subscription WHERE subject_type = 'idea' AND person_id = :person AND subject_id IN (
             SELECT CAST(:idea AS BIGINT) UNION ALL SELECT id FROM idea WHERE merged_into_id = :idea)""",
        "muted",
        {"idea": idea_id, "person": person_id},
        _followed,
    )


def _followed(found: list[Row]) -> str | None:
    if not found:
        return None
    return "muted" if any(each["muted"] for each in found) else "following"
