"""What staff see of an idea: who could look after it, what colleagues think of it, and who stands behind it."""

from types import SimpleNamespace
from typing import Any

from core.asking import Question
from core.database import Row
from core.words import _
from frontend.parts import Part
from frontend.views import somebody, somebody_of
from ideas.loop import DECLINE_LABELS
from ideas.permissions import can_assign
from ideas.queries import Shown
from people.models import Person
from people.queries import staff_names
from triage.assessments import backing_of, marks_on
from triage.merges import merge_of
from voting.queries import votes_for_others
from voting.weights import WEIGHTS


def for_staff(found: Shown, reader: Person, boards: list[Row]) -> Part:
    """What the staff's forms about this idea offer and show; `boards`: those that the reader sees."""
    asks: dict[str, Question[Any]] = {
        "marks": marks_on(found.id, reader),
        "backing": backing_of(found.id, reader),
        "votes_for": votes_for_others(found.id),
    }
    if can_assign(reader, found):
        asks["people"] = staff_names()
    if found.merged_into_id:
        asks["merge"] = merge_of(found.id)
    return Part(asks, lambda **answers: _shown(found, reader, boards, **answers))


def _shown(
    found: Shown,
    reader: Person,
    boards: list[Row],
    *,
    marks: Row,
    backing: Row,
    votes_for: list[Row],
    people: list[Row] | None = None,
    merge: Row | None = None,
) -> dict[str, Any]:
    return {
        "staff_people": [somebody_of(reader)]
        if people is None
        else [somebody(each["id"], each["name"], each["department"], each["role"]) for each in people],
        "board_choices": [(each["slug"], each["name"], each["audience"]) for each in boards],
        "tag_values": ", ".join(found.tags),
        "decline_kinds": [(kind.value, _(label)) for kind, label in DECLINE_LABELS.items()],
        "merge": SimpleNamespace(**merge, by=somebody(merge["by_id"], merge["by_name"])) if merge else None,
        **_judged(marks, backing, reader),
        "votes_for": [_vote_for(each) for each in votes_for],
    }


def _judged(given: Row, backing: Row, reader: Person) -> dict[str, Any]:
    """The marks that colleagues gave, and whose votes weigh how much."""
    marks, means = given["marks"], SimpleNamespace(impact=given["impact"], effort=given["effort"])
    return {
        "assessed": means if marks else None,
        "assessments": [marked(each) for each in marks],
        "my_mark": next((each for each in marks if each["person_id"] == reader.id), None),
        "weights": [
            (_(WEIGHTS[weight]), backing["by_weight"][weight]) for weight in sorted(WEIGHTS, reverse=True)
        ],
        "backing": backing["organisations"],
    }


def marked(mark: Row) -> SimpleNamespace:
    """One colleague's marks with their name and page."""
    return SimpleNamespace(**mark, person=somebody(mark["person_id"], mark["name"]))


def _vote_for(found: Row) -> SimpleNamespace:
    return SimpleNamespace(
        person=somebody(found["person_id"], found["person_name"]),
        by=somebody(found["by_id"], found["by_name"]),
    )
