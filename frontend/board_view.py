"""The roadmap's columns as one reader sees them: on their page, and as the piece that comes back after a move."""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from core.words import N_, _
from frontend import roadmap_views as views
from frontend.forms import query
from frontend.ladder import who
from frontend.rendering import boards_of, url_for
from ideas.tags import normalised
from roadmap import board as columns
from roadmap.models import ItemStage
from roadmap.permissions import can_plan

ABOUT = {
    ItemStage.EXPLORING: N_("We find out what is needed."),
    ItemStage.PLANNED: N_("We have decided to do it."),
    ItemStage.BUILDING: N_("We are working on it."),
    ItemStage.SHIPPED: N_("It is there to be used."),
    ItemStage.DROPPED: N_("We won't do it, and say why."),
}


async def board_context(request: Request, board: str, tag: str, stage: str = "") -> dict[str, Any]:
    """The board as this reader sees it through these filters."""
    reader = who(request)
    tag = normalised(tag)
    chosen = {"board": board, "tag": tag}
    if stage in list(ItemStage):
        after = query(request, "after")
        found = [await columns.column(reader, ItemStage(stage), board=board, tag=tag, after=after)]
    else:
        found = await columns.board(reader, board=board, tag=tag)
    return {
        "columns": [_column(each, chosen) for each in found],
        "one_stage": len(found) == 1,
        "filters": chosen,
        "boards_to_choose": _boards(await boards_of(request), chosen),
        "tags_to_choose": [
            {"label": name, "url": _address({**chosen, "tag": name}), "active": name == chosen["tag"]}
            for name in await columns.tags(reader)
        ],
        "all_tags_url": _address({**chosen, "tag": ""}),
        "board_url": _address(chosen),
        "can_plan": can_plan(reader),
        "is_empty": not any(each.cards for each in found),
    }


def _column(found: columns.Column, chosen: dict[str, str]) -> dict[str, Any]:
    more = _address({**chosen, "stage": found.stage.value, "after": found.after}) if found.after else None
    return {
        "stage": found.stage.value,
        "label": _(found.stage.label),
        "about": _(ABOUT[found.stage]),
        "cards": [views.card(each) for each in found.cards],
        "more_url": more,
    }


def _boards(boards: list[dict[str, Any]], chosen: dict[str, str]) -> list[dict[str, Any]]:
    every = [
        {"label": _("On all boards"), "url": _address({**chosen, "board": ""}), "active": not chosen["board"]}
    ]
    return every + [
        {
            "label": each["name"],
            "url": _address({**chosen, "board": each["slug"]}),
            "active": each["slug"] == chosen["board"],
        }
        for each in boards
    ]


def _address(chosen: dict[str, Any]) -> str:
    set_ones = {name: value for name, value in chosen.items() if value}
    return f"{url_for('roadmap')}?{urlencode(set_ones)}" if set_ones else url_for("roadmap")
