"""What ideas would bring and cost, as several people who work here see it, beside who wants them and how much.

No formula puts them in order: each order is one plain number, and `HOW` says which.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from activity.models import Audience
from activity.operations import record
from core.asking import Question
from core.clock import now
from core.database import Row, along, in_transaction, moment, rows
from core.errors import Invalid, NotAllowed, Refused
from core.words import N_, _
from ideas.finding import idea_for
from ideas.loop import OPEN, Stage
from ideas.visibility import Where, visible_ideas
from people.models import Person
from triage.events import TriageEvent
from triage.models import Assessment
from triage.permissions import can_assess, can_triage

MARKS = range(1, 6)
MOST = 200
"""Ideas in the table: those that were assessed, and then those with the most votes."""

HOW = {
    "impact": N_("By the mean of the marks for impact, the largest first."),
    "effort": N_("By the mean of the marks for effort, the smallest first."),
    "votes": N_("By the number of votes cast here, the most first."),
    "weight": N_("By the sum of the votes’ weights: nice counts 1, important 2, critical 3."),
    "reach": N_(
        "By the sum of the weights of the organisations whose members vote for it, each counted once."
    ),
}
"""How each order is made, a message id. Where it is a tie, or nobody has given marks yet, the votes decide."""

ORDERS: dict[str, Callable[[Row], Any]] = {
    "impact": lambda each: (-(each["impact"] or 0), -each["votes"], each["id"]),
    "effort": lambda each: (each["effort"] or len(MARKS) + 1, -each["votes"], each["id"]),
    "votes": lambda each: (-each["votes"], each["id"]),
    "weight": lambda each: (-each["weight"], -each["votes"], each["id"]),
    "reach": lambda each: (-each["reach"], -each["votes"], each["id"]),
}


@in_transaction
async def assess(idea_id: int, *, impact: object, effort: object, by: Person) -> Assessment:
    """Say what an idea would bring and cost, 1 to 5 each; saying it again replaces what one said.

    Raises `Invalid` for fields `impact` and `effort`.
    """
    idea = await idea_for(idea_id, by)
    if not can_triage(by):
        raise NotAllowed(_("Only staff assess ideas."))
    if not can_assess(by, idea):
        raise Refused(_("What is decided isn't assessed any more."))
    wanted, cost = _mark(impact), _mark(effort)
    wrong = {name: mark for name, mark in (("impact", wanted), ("effort", cost)) if not mark}
    if wrong:
        raise Invalid(dict.fromkeys(wrong, _("Choose a number from 1 to 5.")))
    made, _new = await Assessment.update_or_create(
        {"impact": wanted, "effort": cost, "created_at": now()}, idea=idea, person=by
    )
    about = ("idea", idea.id)
    await record(
        TriageEvent.ASSESSED, by=by, about=about, audience=Audience.STAFF, impact=wanted, effort=cost
    )
    return made


def _mark(given: object) -> int:
    """The mark, or 0 for what is none."""
    text = str(given).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) == 1 and int(text) in MARKS else 0


def marks_on(idea_id: int, reader: Person) -> Question[Row]:
    """What is said of one idea, whatever its stage: its `marks` and their means, as in the table. Whoever calls has
    looked whether the reader sees it."""
    _demand_staff(reader)
    return _marks([idea_id]).then(lambda marks: _means(marks[idea_id]))


def backing_of(idea_id: int, reader: Person) -> Question[Row]:
    """Who is behind one idea, as in the table. Whoever calls has looked whether the reader sees it."""
    _demand_staff(reader)
    return _wanting([idea_id]).then(lambda wanting: _behind(wanting[idea_id]))


async def table(reader: Person, board: str = "", sort: str = "impact") -> list[Row]:
    """Ideas on the way that somebody assessed or voted for, in one of the orders of `HOW`.

    Each has `impact` and `effort` (means, None where nobody gave marks), `marks` (each assessor's own), `votes`,
    `by_weight` (votes of weight 1, 2 and 3), `weight` (their sum), `organisations` behind it (name, weight, voters),
    `reach` (the sum of their weights) and `others` (voters without an organisation).
    """
    _demand_staff(reader)
    where = Where("i.stage IN :stages AND NOT i.held AND i.hidden_at IS NULL", {"stages": list(OPEN)})
    if board:
        where &= Where("i.board_id = (SELECT id FROM board WHERE slug = :board)", {"board": board})
    assessed = "(SELECT DISTINCT idea_id FROM assessment) s CROSS JOIN idea i"
    found = await _rows(assessed, where & Where("i.id = s.idea_id"), reader)
    if len(found) < MOST:
        wanted = Where("i.votes > 0 AND i.id NOT IN (SELECT idea_id FROM assessment)")
        found += await _rows(f"idea i {along('idea_top')}", where & wanted, reader, MOST - len(found))
    return sorted(found, key=ORDERS.get(sort, ORDERS["impact"]))


def _demand_staff(reader: Person) -> None:
    if not can_triage(reader):
        raise NotAllowed(_("Assessments are for staff."))


async def _rows(source: str, where: Where, reader: Person, limit: int = MOST) -> list[Row]:
    where &= visible_ideas(reader)
    found = await rows(
        f"""SELECT i.id, i.title, i.lang, i.kind, i.stage, i.votes, i.votes_imported, i.created_at, i.owner_id,
                   o.name AS owner_name, b.slug AS board_slug, b.name AS board_name, b.lang AS board_lang
            FROM {source} JOIN board b ON b.id = i.board_id LEFT JOIN person o ON o.id = i.owner_id
            WHERE {where.sql} ORDER BY (i.votes + i.votes_imported) DESC, i.id DESC LIMIT :limit""",
        **where.values,
        limit=limit,
    )
    ids = [each["id"] for each in found]
    marks, wanting = await _marks(ids), await _wanting(ids)
    return [
        {
            **each,
            "stage": Stage(each["stage"]),
            "created_at": moment(each["created_at"]),
            **_means(marks[each["id"]]),
            **_behind(wanting[each["id"]]),
        }
        for each in found
    ]


def _marks(ids: list[int]) -> Question[dict[int, list[Row]]]:
    return Question(
        """SELECT s.idea_id, s.person_id, p.name, p.department, s.impact, s.effort, s.created_at
           FROM assessment s JOIN person p ON p.id = s.person_id WHERE s.idea_id IN :ids ORDER BY s.id""",
        "idea_id person_id name department impact effort created_at",
        {"ids": ids},
        lambda found: _grouped(found, lambda each: {**each, "created_at": moment(each["created_at"])}),
    )


def _wanting(ids: list[int]) -> Question[dict[int, list[Row]]]:
    """Votes by weight and organisation."""
    return Question(
        """SELECT v.counted_on_id AS idea_id, v.weight, p.organisation_id, g.name, g.weight AS their_weight,
                  count(*) AS num
           FROM vote v JOIN person p ON p.id = v.person_id LEFT JOIN organisation g ON g.id = p.organisation_id
           WHERE v.counted_on_id IN :ids GROUP BY v.counted_on_id, v.weight, p.organisation_id, g.name, g.weight""",
        "idea_id weight organisation_id name their_weight num",
        {"ids": ids},
        lambda found: _grouped(found, dict),
    )


def _grouped(found: list[Row], made: Callable[[Row], Row]) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for each in found:
        groups[each["idea_id"]].append(made(each))
    return groups


def _means(marks: list[Row]) -> Row:
    def mean(name: str) -> float | None:
        return sum(each[name] for each in marks) / len(marks) if marks else None

    return {"impact": mean("impact"), "effort": mean("effort"), "assessors": len(marks), "marks": marks}


def _behind(votes: list[Row]) -> Row:
    by_weight = {
        weight: sum(each["num"] for each in votes if each["weight"] == weight) for weight in (1, 2, 3)
    }
    those: dict[int, Row] = {}
    for each in votes:
        if number := each["organisation_id"]:
            one = those.setdefault(
                number, {"id": number, "name": each["name"], "weight": each["their_weight"], "voters": 0}
            )
            one["voters"] += each["num"]
    organisations = sorted(those.values(), key=lambda one: (-one["weight"], -one["voters"], one["id"]))
    return {
        "by_weight": by_weight,
        "weight": sum(weight * num for weight, num in by_weight.items()),
        "organisations": organisations,
        "reach": sum(one["weight"] for one in organisations),
        "others": sum(each["num"] for each in votes if not each["organisation_id"]),
    }
