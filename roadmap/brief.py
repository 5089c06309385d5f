"""Improvements in brief, as the page of a complaint names them."""

from types import SimpleNamespace
from typing import Any

from core.asking import Question, as_json, unpacked
from core.database import Row, moment
from people.models import Person
from roadmap.evidence import measures
from roadmap.models import Moment
from roadmap.visibility import visible_improvements


def in_brief(idea_id: int, reader: Person | None, *, limit: int = 20) -> Question[list[Row]]:
    """The improvements that answer this complaint or what was merged into it, the latest first, each with who signed it
    and `measure`, the first number that was taken before and after."""
    where = visible_improvements(reader)
    numbers = as_json(
        """SELECT e.moment, e.value, e.unit FROM evidence e WHERE e.improvement_id = v.id AND e.value IS NOT NULL
           ORDER BY e.id""",
        "moment value unit",
    )
    return Question(
        f"""SELECT v.id, v.title, v.lang, v.state, v.created_at, v.posted_at, v.by_id, p.name AS signer_name,
                   p.role AS signer_role, p.department AS signer_department, {numbers} AS numbers
            FROM improvement v JOIN person p ON p.id = v.by_id WHERE {where.sql} AND v.id IN (
              SELECT a.improvement_id FROM answered a WHERE a.complaint_id = :idea
              UNION ALL SELECT a.improvement_id FROM idea i JOIN answered a ON a.complaint_id = i.id
              WHERE i.merged_into_id = :idea)
            ORDER BY v.id DESC LIMIT :limit""",
        """id title lang state created_at posted_at by_id signer_name signer_role signer_department numbers""",
        {**where.values, "idea": idea_id, "limit": limit},
        lambda found: [_brief(each) for each in found],
    )


def _brief(found: Row) -> Row:
    pieces = [_piece(each) for each in unpacked(found["numbers"])]
    times = {name: moment(found[name]) for name in ("created_at", "posted_at")}
    return {**found, **times, "measure": next(iter(measures(pieces)), None)}


def _piece(found: dict[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(**{**found, "moment": Moment(found["moment"])})
