"""Where an idea stands on the roadmap, on the idea's own page."""

from typing import Any

from core.asking import Question
from core.database import Row
from core.words import _
from frontend.parts import Part
from frontend.rendering import url_for
from frontend.roadmap_views import item_in_brief
from ideas.loop import OPEN, Stage
from ideas.queries import Shown
from people.models import Person
from roadmap.models import ItemStage
from roadmap.permissions import can_plan
from roadmap.queries import items_of_idea, items_to_link


def on_roadmap(found: Shown, reader: Person | None) -> Part:
    """The items that answer it; for managers, while it is on the way, also those that it could be linked to."""
    asks: dict[str, Question[list[Row]]] = {"items": items_of_idea(found.id, reader)}
    if can_plan(reader) and Stage(found.stage) in OPEN:
        asks["choices"] = items_to_link(reader)
    return Part(asks, lambda items, choices=None: _shown(found, items, choices))


def _shown(found: Shown, items: list[Row], choices: list[Row] | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"roadmap_items": [item_in_brief(each) for each in items]}
    if choices is not None:
        linked = {each["id"] for each in items}
        shown["item_choices"] = [
            (each["id"], f"{each['title']} ({_(ItemStage(each['stage']).label)})")
            for each in choices
            if each["id"] not in linked
        ]
        shown["new_item_url"] = f"{url_for('new_item')}?idea={found.id}"
    return shown
