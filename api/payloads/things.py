"""What a message names: ideas, boards, items, releases, improvements, each as far as its reader may see it."""

from typing import Annotated

from pydantic import Field

from activity.operations import Subject
from api.ground.shapes import Answer, example
from core.database import row
from core.settings import settings
from core.words import N_
from frontend.naming import things_among
from frontend.views import idea_url
from ideas.loop import Stage
from ideas.models import Kind
from ideas.visibility import audiences, visible_ideas
from people.models import Person

IDEA = {
    "id": 7,
    "kind": "idea",
    "board": "ideas",
    "title": "Dark mode for the calendar",
    "stage": "planned",
    "url": "https://yard.example.com/ideas/7-dark-mode-for-the-calendar",
}
ITEM = {"id": 3, "title": "A calendar for the night", "url": "https://yard.example.com/roadmap/3"}
RELEASE = {"id": 2, "title": "4.2 Night shift", "url": "https://yard.example.com/releases/2"}
IMPROVEMENT = {"id": 5, "title": "Exports no longer stop", "url": "https://yard.example.com/improvements/5"}


class IdeaNamed(Answer):
    """An idea or a complaint, as it stands when the message is sent."""

    model_config = example(**IDEA)
    id: int
    kind: Kind
    board: Annotated[str, Field(description=N_("The board's slug."))]
    title: str
    stage: Stage
    url: str


class WorkNamed(Answer):
    """An item of the roadmap, a release or an improvement."""

    model_config = example(**ITEM)
    id: int
    title: str
    url: str


async def named(about: Subject, reader: Person | None) -> IdeaNamed | WorkNamed | None:
    """The thing, or None where this reader may not see it."""
    if about[0] == "idea":
        return await _idea(about[1], reader)
    found = (await things_among([about], reader)).get(about)
    return WorkNamed(id=found.id, title=found.title, url=settings().address + found.url) if found else None


async def _idea(idea_id: int, reader: Person | None) -> IdeaNamed | None:
    where = visible_ideas(reader)
    found = await row(
        f"""SELECT i.id, i.kind, i.title, i.stage, b.slug AS board FROM idea i JOIN board b ON b.id = i.board_id
            WHERE i.id = :idea AND {where.sql}""",
        **{**where.values, "idea": idea_id},
    )
    if not found:
        return None
    return IdeaNamed(**found, url=settings().address + idea_url(found["id"], found["title"]))


async def board_slug(board_id: int, reader: Person | None) -> str | None:
    """The board's slug, or None where this reader doesn't belong to it."""
    found = await row(
        "SELECT slug FROM board WHERE id = :id AND audience IN :audiences",
        id=board_id,
        audiences=audiences(reader),
    )
    return found["slug"] if found else None
