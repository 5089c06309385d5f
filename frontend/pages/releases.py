"""Releases: the list, the page of each and the feed, and what managers do with them."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.words import _
from frontend import forms
from frontend import roadmap_views as views
from frontend.forms import Form, own_key, query
from frontend.ladder import managers, me, who
from frontend.rendering import fragment, page, redirect, url_for, wants_fragment
from frontend.requests import number
from frontend.stories import story_of
from ideas.models import BoardAudience
from ideas.queries import Shown
from roadmap import changelog, releases
from roadmap.permissions import can_plan
from roadmap.queries import items_to_release

PICKED = "item-"


async def index(request: Request) -> Response:
    """What came out, the newest first; for staff also what is being drafted."""
    reader, after = who(request), query(request, "after")
    found, more = await changelog.list_releases(reader, after=after)
    shown: dict[str, Any] = {
        "rows": [_row(each, request) for each in found],
        "more_url": f"{url_for('releases')}?after={more}" if more else None,
    }
    if wants_fragment(request):
        return fragment(request, "releases/_page.html", **shown)
    drafted = [] if after else (await changelog.drafts(reader))[0]
    return await page(request, "releases/list.html", **shown, drafts=drafted, can_plan=can_plan(reader))


def _row(found: dict[str, Any], request: Request) -> Any:
    made = views.release(found, who(request))
    made.holds = [views.released(each) for each in found["holds"]]
    return made


async def show(request: Request) -> Response:
    return await _show(request, request.path_params["id"])


async def _show(request: Request, release_id: int, **given: Form) -> Response:
    """The whole page; the forms that are given were refused."""
    reader = who(request)
    found = await changelog.release(release_id, reader)
    held = (await changelog.items_of([release_id], reader)).get(release_id, [])
    answered = await changelog.ideas_of([each["id"] for each in held], reader)
    story, more = await story_of(("release", release_id), reader, before=number(query(request, "story")) or 0)
    shown = views.release(found, reader)
    holds = [views.released({**each, "ideas": answered.get(each["id"], [])}) for each in held]
    for each in holds:
        each.ideas = [views.linked(idea) for idea in each.ideas]
    return await page(
        request,
        "releases/show.html",
        status=max((form.status for form in given.values()), default=200),
        release=shown,
        holds=holds,
        story=story,
        story_more_url=f"{shown.url}?story={more}" if more else None,
        **given,
    )


@managers
async def new(request: Request) -> Response:
    form = {"submission": own_key(request), "audience": BoardAudience.EVERYONE.value}
    return await _form(request, Form(form))


@managers
async def create(request: Request) -> Response:
    form = await forms.read(request)
    try:
        await spend("post", f"person {me(request).id}")
        made = await releases.draft(
            **_typed(form), items=_picked(form), key=form["submission"], by=me(request)
        )
    except Problem as error:
        return await _form(request, form.refused(error))
    return redirect(url_for("release", id=made.id), said=_("The draft is saved."))


@managers
async def edit(request: Request) -> Response:
    found = await changelog.release(request.path_params["id"], me(request))
    held = (await changelog.items_of([found.id], me(request))).get(found.id, [])
    values = {name: getattr(found, name) for name in ("version", "title", "notes", "audience")}
    return await _form(request, Form({**values, **{f"{PICKED}{each['id']}": "yes" for each in held}}), found)


@managers
async def update(request: Request) -> Response:
    form = await forms.read(request)
    found = await changelog.release(request.path_params["id"], me(request))
    changed: dict[str, Any] = _typed(form)
    if views.release(found, me(request)).can.recompose:
        changed["items"] = _picked(form)
    else:
        del changed["version"]
    try:
        await spend("write", f"person {me(request).id}")
        await releases.change(found.id, **changed, by=me(request))
    except Problem as error:
        return await _form(request, form.refused(error), found)
    return redirect(url_for("release", id=found.id), said=_("Saved."))


@managers
async def publish(request: Request) -> Response:
    release_id = request.path_params["id"]
    try:
        await releases.publish(release_id, by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await _show(request, release_id, publish_form=Form().refused(error))
    return redirect(
        url_for("release", id=release_id), said=_("It is published. Everyone whose idea is in it is told.")
    )


@managers
async def retract(request: Request) -> Response:
    form, release_id = await forms.read(request), request.path_params["id"]
    try:
        await releases.retract(release_id, reason=form["reason"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await _show(request, release_id, retract_form=form.refused(error))
    return redirect(
        url_for("release", id=release_id), said=_("It was retracted. Everyone who had been told is told why.")
    )


async def _form(request: Request, form: Form, found: Shown | None = None) -> Response:
    return await page(
        request,
        "releases/form.html",
        status=form.status,
        form=form,
        release=views.release(found, me(request)) if found else None,
        choices=await items_to_release(me(request), found.id if found else 0),
        picked=set(_picked(form)),
        audiences=[each.value for each in BoardAudience],
    )


def _typed(form: Form) -> dict[str, Any]:
    return {name: form[name] for name in ("version", "title", "notes", "audience")}


def _picked(form: Form) -> list[int]:
    chosen = (name.removeprefix(PICKED) for name in form.values if name.startswith(PICKED))
    return [found for each in chosen if (found := number(each)) is not None]


routes = [
    Route("/releases", index, methods=["GET"], name="releases"),
    Route("/releases", create, methods=["POST"], name="create_release"),
    Route("/releases/new", new, methods=["GET"], name="new_release"),
    Route("/releases/{id:int}", show, methods=["GET"], name="release"),
    Route("/releases/{id:int}/edit", edit, methods=["GET"], name="edit_release"),
    Route("/releases/{id:int}/text", update, methods=["POST"], name="update_release"),
    Route("/releases/{id:int}/publication", publish, methods=["POST"], name="publish_release"),
    Route("/releases/{id:int}/retraction", retract, methods=["POST"], name="retract_release"),
]
