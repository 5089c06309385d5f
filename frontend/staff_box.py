"""What staff see of an idea: who could look after it, what colleagues think of it, and who stands behind it."""

from types import SimpleNamespace
from typing import Any

from core.database import Row
from core.words import _
from frontend.views import somebody
from ideas.boards import visible_boards
from ideas.loop import DECLINE_LABELS
from ideas.permissions import can_assign
from ideas.queries import Shown
from people.models import Person
from people.queries import staff_people
from triage.assessments import of_idea
from triage.merges import merge_of
from voting.queries import votes_for_others
from voting.weights import WEIGHTS


async def for_staff(found: Shown, reader: Person) -> dict[str, Any]:
    """What the staff's forms about this idea offer and show."""
    people = await staff_people() if can_assign(reader, found) else [reader]
    boards: list[Row] = await visible_boards(reader)
    return {
        "staff_people": [
            somebody(person.id, person.name, person.department, person.role) for person in people
        ],
        "board_choices": [(each["slug"], each["name"], each["audience"]) for each in boards],
        "tag_values": ", ".join(found.tags),
        "decline_kinds": [(kind.value, _(label)) for kind, label in DECLINE_LABELS.items()],
        "merge": await merge_of(found.id) if found.merged_into_id else None,
        **_judged(await of_idea(found.id, reader), reader),
        "votes_for": [_vote_for(each) for each in await votes_for_others(found.id)],
    }


def _judged(its: Row, reader: Person) -> dict[str, Any]:
    """The marks that colleagues gave, and whose votes weigh how much."""
    marks, means = its["marks"], SimpleNamespace(impact=its["impact"], effort=its["effort"])
    return {
        "assessed": means if marks else None,
        "assessments": [marked(each) for each in marks],
        "my_mark": next((each for each in marks if each["person_id"] == reader.id), None),
        "weights": [
            (_(WEIGHTS[weight]), its["by_weight"][weight]) for weight in sorted(WEIGHTS, reverse=True)
        ],
        "backing": its["organisations"],
    }


def marked(mark: Row) -> SimpleNamespace:
    """One colleague's marks with their name and page."""
    return SimpleNamespace(**mark, person=somebody(mark["person_id"], mark["name"]))


def _vote_for(found: Row) -> SimpleNamespace:
    return SimpleNamespace(
        person=somebody(found["person_id"], found["person_name"]),
        by=somebody(found["by_id"], found["by_name"]),
    )
