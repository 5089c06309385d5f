"""What somebody was told: their notices, what they want by mail, and the way out at the foot of each mail."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from activity.models import Choice
from activity.notices import mark_seen
from activity.preferences import (
    KINDS,
    name_of_kind,
    preferences_of,
    set_all,
    set_preference,
    unsubscribe,
    unsubscribes_from,
)
from activity.queries import notice_of, notices_of
from core.errors import NotFound, Problem
from core.words import N_, _
from frontend import forms
from frontend.forms import Form, query
from frontend.ladder import me, members
from frontend.naming import things_among
from frontend.notice_views import shown
from frontend.rendering import fragment, fragment_or_redirect, page, redirect, url_for, wants_fragment
from frontend.requests import number
from people.queries import person_by_id

SAVED = "saved"
CHOICES = {
    Choice.AT_ONCE: N_("By mail, at once"),
    Choice.DIGEST: N_("By mail, once a day"),
    Choice.NEVER: N_("Not by mail"),
}


@members
async def index(request: Request) -> Response:
    """What one was told, newest first. Looking at it marks nothing as read."""
    reader = me(request)
    told, after = await notices_of(reader.id, number(query(request, "before")))
    context: dict[str, Any] = {
        "notices": await shown(told, reader),
        "more_url": f"{url_for('notices')}?before={after}" if after else None,
        "newest": told[0].notice.id if told else 0,
        "first_page": not query(request, "before"),
    }
    if wants_fragment(request):
        return fragment(request, "notices/_page.html", **context)
    return await page(request, "notices/list.html", **context)


@members
async def mark_all(request: Request) -> Response:
    """All that stood on the page is read; what came since isn't."""
    form = await forms.read(request)
    await mark_seen(me(request).id, up_to=number(form["up_to"]))
    return redirect(url_for("notices"))


@members
async def mark_one(request: Request) -> Response:
    """One is read. Its title is a button of this form: it leads on to what the notice is about."""
    reader = me(request)
    told = await notice_of(reader.id, request.path_params["id"])
    if told is None:
        raise NotFound
    await mark_seen(reader.id, only=told.notice.id)
    seen = await notice_of(reader.id, told.notice.id)
    notice = (await shown([seen or told], reader))[0]
    to = notice.url if (await forms.read(request))["open"] else url_for("notices")
    return await fragment_or_redirect(request, "notices/_notice.html", to=to, notice=notice)


@members
async def settings(request: Request) -> Response:
    return await _settings(request, Form(), 200)


async def _settings(request: Request, form: Form, status: int) -> Response:
    chosen = await preferences_of(me(request).id)
    said = _("Saved.") if SAVED in request.query_params and status == 200 else None
    return await page(
        request,
        "notices/settings.html",
        status=status,
        form=form,
        choices=[(choice.value, _(label)) for choice, label in CHOICES.items()],
        kinds=[(kind, _(label), chosen[kind].value) for kind, label in KINDS.items()],
        said=said,
    )


@members
async def update_settings(request: Request) -> Response:
    form = await forms.read(request)
    try:
        for kind in KINDS:
            await set_preference(me(request).id, kind, form[kind] or Choice.AT_ONCE)
    except Problem as error:
        return await _settings(request, form.refused(error), error.status)
    return redirect(f"{url_for('notice_settings')}?{SAVED}=1")


@members
async def update_all_settings(request: Request) -> Response:
    """One choice for every kind at once."""
    form = await forms.read(request)
    try:
        await set_all(me(request).id, form["choice"])
    except Problem as error:
        return await _settings(request, form.refused(error), error.status)
    return redirect(f"{url_for('notice_settings')}?{SAVED}=1")


async def show_unsubscription(request: Request) -> Response:
    """A page with a button: mail programs and scanners open links by themselves."""
    return await page(request, "notices/unsubscribe.html", done=False, **await _way_out(request))


async def create_unsubscription(request: Request) -> Response:
    """One click in the mail program (RFC 8058) or on the page; works signed out. Again changes nothing."""
    context = await _way_out(request)
    found = unsubscribes_from(request.path_params["token"])
    assert found is not None
    await unsubscribe(*found)
    return await page(request, "notices/unsubscribe.html", done=True, **context)


async def _way_out(request: Request) -> dict[str, Any]:
    """What the link leads out of, as its owner may see it. Raises `NotFound` where it isn't ours."""
    found = unsubscribes_from(request.path_params["token"])
    owner = await person_by_id(found[0]) if found else None
    if found is None or owner is None:
        raise NotFound
    things = await things_among([found[1]], owner) if found[1] else {}
    return {"idea": next(iter(things.values()), None), "kind": name_of_kind(found[2]) if found[2] else None}


routes = [
    Route("/notices", index, methods=["GET"], name="notices"),
    Route("/notices/seen", mark_all, methods=["POST"], name="mark_seen"),
    Route("/notices/{id:int}/seen", mark_one, methods=["POST"], name="mark_notice_seen"),
    Route("/settings/notices", settings, methods=["GET"], name="notice_settings"),
    Route("/settings/notices", update_settings, methods=["POST"], name="update_notice_settings"),
    Route("/settings/notices/all", update_all_settings, methods=["POST"], name="update_all_notice_settings"),
    Route("/unsubscribe/{token}", show_unsubscription, methods=["GET"], name="unsubscribe"),
    Route("/unsubscribe/{token}", create_unsubscription, methods=["POST"], name="use_unsubscribe"),
]
