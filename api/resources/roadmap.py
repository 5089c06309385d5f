"""The roadmap: its items, changing and moving them, and what they answer."""

from typing import Any

from api import shown_works as shown
from api.ground.endpoints import delete, get, patch, post, put
from api.models.roadmap import Because, Item, ItemChange, Items, ItemsAsked, NewItem, Reason
from api.paging import cursor, number_before
from core.database import in_transaction
from core.words import N_
from ideas.queries import visible_idea
from people.models import Person
from people.tokens import Scope
from roadmap import board, items, links, queries
from roadmap.models import Item as Roadmapped
from roadmap.permissions import UNDER_WAY

MOST_LINKED = 100
MANAGE: dict[str, Any] = {"scope": Scope.MANAGE, "problems": [409]}
WORDS = ("title", "summary", "horizon", "audience")


def why(query: Because, body: Reason | None) -> str:
    """The reason, in the body or behind the `?`; the operation says whether one is needed."""
    return body.reason if body else query.reason


@get("/roadmap/items", says=N_("What stands on the roadmap, the latest made first"))
async def index(by: Person, query: ItemsAsked) -> Items:
    found, more = await board.list_items(
        by,
        stage=query.stage,
        board=query.board,
        tag=query.tag,
        before=number_before(query.after),
        limit=query.limit,
    )
    return Items(items=[shown.item_in_list(each) for each in found], next=cursor(more))


@get("/roadmap/items/{id}", says=N_("Something on the roadmap, with what it answers"))
async def show(number: int, by: Person) -> Item:
    found = await queries.item(number, by)
    card = (await board.filled([vars(found)], by))[0]
    linked, _more = await queries.links_of(number, by, limit=MOST_LINKED)
    return shown.item(card, linked, await queries.releases_of(number, by))


@post(
    "/roadmap/items",
    says=N_("Put something on the roadmap, with the ideas that it answers"),
    shows=show,
    location="/roadmap/items/{made}",
    spends="post",
    **MANAGE,
)
async def create(body: NewItem, by: Person) -> int:
    given: dict[str, Any] = {
        **{name: getattr(body, name) for name in (*WORDS, "stage", "promised_for")},
        "owner_id": body.owner,
        "by": by,
    }
    made = await (links.plan(body.ideas, **given) if body.ideas else items.create(**given))
    return int(made.id)


@patch("/roadmap/items/{id}", says=N_("Change, move or promise something on the roadmap"), **MANAGE)
async def change(number: int, body: ItemChange, by: Person) -> Item:
    await _change(number, body, by)
    return await show(number, by)


@in_transaction
async def _change(number: int, body: ItemChange, by: Person) -> None:
    """All of it or nothing. What stands so already stays. A date is promised for what is under way: before it comes to
    an end, or once it is taken up again."""
    said = body.model_fields_set
    words = {name: value for name in WORDS if (value := getattr(body, name)) is not None}
    item = await items.change(number, **words, owner_id=body.owner if "owner" in said else ..., by=by)
    ended = item.stage not in UNDER_WAY
    if ended:
        await _move(item, body, by)
    if "promised_for" in said and body.promised_for != item.promised_for:
        await items.promise(number, day=body.promised_for, reason=body.reason, by=by)
    if not ended:
        await _move(item, body, by)


async def _move(item: Roadmapped, body: ItemChange, by: Person) -> None:
    if body.stage is not None and body.stage is not item.stage:
        await items.move(item.id, to=body.stage, reason=body.reason, position=body.position, by=by)
    elif body.position is not None:
        await items.reorder(item.id, position=body.position, by=by)


@put("/roadmap/items/{id}/ideas/{idea}", says=N_("Let an item answer an idea"), **MANAGE)
async def link(number: int, idea: int, by: Person) -> Item:
    await queries.item(number, by)
    await visible_idea(idea, by)
    await links.link(number, [idea], by=by)
    return await show(number, by)


@delete("/roadmap/items/{id}/ideas/{idea}", says=N_("An item doesn't answer an idea after all"), **MANAGE)
async def unlink(number: int, idea: int, query: Because, body: Reason | None, by: Person) -> Item:
    await links.end(number, idea, reason=why(query, body), by=by)
    return await show(number, by)
