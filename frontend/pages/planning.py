"""What managers do with the roadmap: put things on it, change and move them, promise dates, link what they answer."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Invalid, NotFound, Problem
from core.limits import spend
from core.words import N_, _
from frontend import forms
from frontend.acting import done, on_idea, refused
from frontend.board_view import board_context
from frontend.forms import Form, query
from frontend.item_form import begun_for, form_of, show_form, typed
from frontend.item_page import numbers_in, show_item
from frontend.ladder import Page, managers, me
from frontend.rendering import fragment, redirect, url_for, wants_fragment
from frontend.requests import number
from frontend.security import local_path
from ideas.loop import Stage
from ideas.models import Idea
from people.models import Person
from roadmap import items, links, queries
from roadmap.models import Item, ItemStage

Act = Callable[[int, Form, Person], Awaitable[object]]

PICKED = "idea-"


def on_item(form_name: str, said: str) -> Callable[[Act], Page]:
    """A form on an item's page: carry it out and go back there, where `said` is said; refused, it stands there with
    what was typed."""

    def wrapped(act: Act) -> Page:
        @managers
        async def handled(request: Request) -> Response:
            form, item_id = await forms.read(request), request.path_params["id"]
            try:
                await spend("write", f"person {me(request).id}")
                await act(item_id, form, me(request))
            except NotFound:
                raise
            except Problem as error:
                return await show_item(request, item_id, forms={form_name: form.refused(error)})
            return redirect(url_for("item", id=item_id), said=_(said))

        return handled

    return wrapped


@managers
async def new(request: Request) -> Response:
    return await show_form(request, await begun_for(request, number(query(request, "idea"))))


@managers
async def create(request: Request) -> Response:
    """With the ideas that the form was opened for, in one act."""
    form = await forms.read(request)
    try:
        await spend("post", f"person {me(request).id}")
        made = await _make(form, me(request))
    except NotFound:
        raise
    except Problem as error:
        return await show_form(request, form.refused(error))
    return redirect(url_for("item", id=made.id), said=_("It stands on the roadmap."))


async def _make(form: Form, by: Person) -> Item:
    if form["ideas"].strip():
        return await links.plan(_named(form, "ideas"), **typed(form), by=by)
    return await items.create(**typed(form), by=by)


def _named(form: Form, field: str) -> list[int]:
    """The ideas that a field names. Raises `Invalid` for it where it says something else."""
    found = numbers_in(form[field])
    if form[field].strip() and not found:
        raise Invalid({field: _("Write the number of an idea.")})
    return found


@managers
async def edit(request: Request) -> Response:
    found = await queries.item(request.path_params["id"], me(request))
    return await show_form(request, form_of(found), item=found)


@managers
async def update(request: Request) -> Response:
    form, item_id = await forms.read(request), request.path_params["id"]
    found = await queries.item(item_id, me(request))
    try:
        await spend("write", f"person {me(request).id}")
        changed = {name: form[name] for name in ("title", "summary", "horizon", "audience")}
        await items.change(item_id, **changed, owner_id=number(form["owner"]), by=me(request))
    except Problem as error:
        return await show_form(request, form.refused(error), item=found)
    return redirect(url_for("item", id=item_id), said=_("Saved."))


@managers
async def move(request: Request) -> Response:
    """From the board one goes back to the board, where a card was dropped with its new columns in place."""
    form, item_id = await forms.read(request), request.path_params["id"]
    try:
        await spend("write", f"person {me(request).id}")
        await _move(item_id, form, me(request))
    except NotFound:
        raise
    except Problem as error:
        if wants_fragment(request):
            return fragment(
                request, "roadmap/_refused.html", status=error.status, sentence=error.sentence or str(error)
            )
        return await show_item(request, item_id, forms={"move_form": form.refused(error)})
    if wants_fragment(request):
        return fragment(
            request, "roadmap/_board.html", **await board_context(request, form["board"], form["tag"])
        )
    return redirect(
        local_path(form["next"]) if form["next"] else url_for("item", id=item_id), said=_("It was moved.")
    )


async def _move(item_id: int, form: Form, by: Person) -> Item:
    """To another column, or where it stays in its own, to another place: counted from 1, as people do."""
    place = number(form["place"])
    position = max(0, place - 1) if place is not None else None
    found = await queries.item(item_id, by)
    if position is not None and form["stage"] == ItemStage(found.stage):
        return await items.reorder(item_id, position=position, by=by)
    return await items.move(item_id, to=form["stage"], reason=form["reason"], position=position, by=by)


@on_item("promise_form", N_("The date was saved. Whoever waits for it is told."))
async def promise(item_id: int, form: Form, by: Person) -> Item:
    return await items.promise(item_id, day=form["promised_for"], reason=form["reason"], by=by)


@on_item("link_form", N_("It answers that from now on."))
async def link(item_id: int, form: Form, by: Person) -> Item:
    picked = [name.removeprefix(PICKED) for name in form.values if name.startswith(PICKED)]
    wanted = [found for each in picked if (found := number(each)) is not None]
    return await links.link(item_id, [*wanted, *_named(form, "idea")], by=by)


@managers
async def end_link(request: Request) -> Response:
    form, item_id, idea_id = await forms.read(request), request.path_params["id"], request.path_params["idea"]
    try:
        await links.end(item_id, idea_id, reason=form["reason"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await show_item(request, item_id, forms={"end_form": form.refused(error)}, ending=idea_id)
    return redirect(url_for("item", id=item_id), said=_("The link was ended."))


@on_idea("roadmap_form", N_("It is on the roadmap."), managers)
async def plan_idea(idea_id: int, form: Form, by: Person) -> Item:
    item_id = number(form["item"])
    if item_id is None:
        raise Invalid({"item": _("Choose an item.")})
    return await links.link(item_id, [idea_id], by=by)


@managers
async def ship_idea(request: Request) -> Response:
    """Says where it stands then: a complaint still waits for its improvement."""
    form, idea_id = await forms.read(request), request.path_params["id"]
    try:
        idea = await links.ship_now(idea_id, title=form["title"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await refused(request, idea_id, "ship_form", form.refused(error))
    return await done(request, idea_id, form, _standing(idea))


def _standing(idea: Idea) -> str:
    if idea.stage is Stage.SHIPPED:
        return _("It was shipped.")
    stage = _(Stage(idea.stage).label_for(idea.kind))
    return _("It stands at “%(stage)s” and is shipped as soon as an improvement answers it.", stage=stage)


routes = [
    Route("/roadmap/new", new, methods=["GET"], name="new_item"),
    Route("/roadmap", create, methods=["POST"], name="create_item"),
    Route("/roadmap/{id:int}/edit", edit, methods=["GET"], name="edit_item"),
    Route("/roadmap/{id:int}/text", update, methods=["POST"], name="update_item"),
    Route("/roadmap/{id:int}/stage", move, methods=["POST"], name="move_item"),
    Route("/roadmap/{id:int}/promise", promise, methods=["POST"], name="promise_item"),
    Route("/roadmap/{id:int}/links", link, methods=["POST"], name="link_ideas"),
    Route("/roadmap/{id:int}/links/{idea:int}/end", end_link, methods=["POST"], name="end_link"),
    Route("/ideas/{id:int}/roadmap", plan_idea, methods=["POST"], name="plan_idea"),
    Route("/ideas/{id:int}/shipment", ship_idea, methods=["POST"], name="ship_idea"),
]
