"""Webhooks, as admins meet them: which programs are told of what happens, and what was sent to them.

A secret is shown once, on the page that answers the form which made it.
"""

from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from activity import webhook_log, webhooks
from activity.models import WebhookAttempt
from activity.webhook_log import Logged
from core.errors import NotFound, Problem
from core.words import _
from frontend import forms
from frontend.forms import Form, query
from frontend.ladder import admins, me
from frontend.rendering import page, redirect, url_for
from frontend.requests import number

KIND_FIELD = "kind-"


@admins
async def index(request: Request) -> Response:
    return await page(request, "admin/webhooks.html", webhooks=await webhook_log.listed())


@admins
async def new(request: Request) -> Response:
    return await _form_page(request, Form())


@admins
async def create(request: Request) -> Response:
    form = await forms.read(request)
    try:
        made, secret = await webhooks.add(by=me(request), **_fields(form))
    except Problem as problem:
        return await _form_page(request, form.refused(problem))
    return await _show(request, made.id, secret=secret)


@admins
async def show(request: Request) -> Response:
    return await _show(request, request.path_params["id"])


async def _show(
    request: Request, webhook_id: int, *, secret: str = "", problem: Problem | None = None
) -> Response:
    found = await webhook_log.listed(webhook_id)
    if not found:
        raise NotFound
    log = await webhook_log.log_of(webhook_id, number(query(request, "before")))
    page_url = url_for("webhook", id=webhook_id)
    more = f"{page_url}?before={log[-1].message.id}" if len(log) == webhook_log.PAGE else None
    return await page(
        request,
        "admin/webhook.html",
        status=problem.status if problem else 200,
        problem=problem.sentence if problem else None,
        webhook=found[0].webhook,
        kinds=found[0].kinds,
        log=[_shown(each) for each in log],
        more_url=more,
        secret=secret,
    )


def _shown(logged: Logged) -> SimpleNamespace:
    return SimpleNamespace(
        id=logged.message.id,
        uid=logged.message.uid,
        kind=logged.message.kind,
        created_at=logged.message.created_at,
        standing=logged.standing.value,
        next_at=logged.next_at,
        why=_sentence(logged.error)[0],
        attempts=[_attempt(each) for each in logged.attempts],
    )


def _attempt(attempt: WebhookAttempt) -> SimpleNamespace:
    sentence, said = _sentence(attempt.error)
    return SimpleNamespace(
        at=attempt.created_at,
        status=attempt.status,
        sentence=sentence,
        said=said,
        body=attempt.body,
        answer=attempt.answer,
        milliseconds=attempt.milliseconds,
    )


def _sentence(error: str) -> tuple[str, str]:
    """Our words in the reader's language, and the network's own."""
    sentence, _newline, said = error.partition("\n")
    return (_(sentence) if sentence else ""), said


@admins
async def edit(request: Request) -> Response:
    return await _form_page(request, Form(), request.path_params["id"])


@admins
async def update(request: Request) -> Response:
    form, webhook_id = await forms.read(request), request.path_params["id"]
    try:
        await webhooks.change(webhook_id, by=me(request), **_fields(form))
    except NotFound:
        raise
    except Problem as problem:
        return await _form_page(request, form.refused(problem), webhook_id)
    return redirect(url_for("webhook", id=webhook_id), said=_("Saved."))


def _fields(form: Form) -> dict[str, Any]:
    chosen = [name.removeprefix(KIND_FIELD) for name in form.values if name.startswith(KIND_FIELD)]
    return {
        "url": form["url"],
        "name": form["name"],
        "chosen": chosen,
        "internal": form["internal"] == "yes",
    }


async def _form_page(request: Request, form: Form, webhook_id: int | None = None) -> Response:
    found = await webhook_log.listed(webhook_id) if webhook_id else []
    if webhook_id and not found:
        raise NotFound
    known = found[0] if found else None
    chosen = _fields(form)["chosen"] if form.values else known.kinds if known else ()
    return await page(
        request,
        "admin/webhook_form.html",
        status=form.status,
        form=form,
        webhook=known.webhook if known else None,
        kinds=webhooks.kinds(),
        chosen=chosen,
    )


@admins
async def renew(request: Request) -> Response:
    webhook_id = request.path_params["id"]
    return await _show(request, webhook_id, secret=await webhooks.renew_secret(webhook_id, by=me(request)))


@admins
async def turn_on(request: Request) -> Response:
    await webhooks.turn_on(request.path_params["id"], by=me(request))
    return _back(request, _("The webhook is on."))


@admins
async def turn_off(request: Request) -> Response:
    await webhooks.turn_off(request.path_params["id"], by=me(request))
    return _back(request, _("The webhook is off."))


@admins
async def remove(request: Request) -> Response:
    await webhooks.remove(request.path_params["id"], by=me(request))
    return redirect(url_for("webhooks"), said=_("The webhook is gone."))


@admins
async def try_out(request: Request) -> Response:
    try:
        await webhooks.send_test(request.path_params["id"], by=me(request))
    except NotFound:
        raise
    except Problem as problem:
        return await _show(request, request.path_params["id"], problem=problem)
    return _back(request, _("A test message is on its way. Look at the log in a moment."))


@admins
async def send_again(request: Request) -> Response:
    message = (await webhook_log.logged(request.path_params["id"])).message
    try:
        await webhooks.send_again(message.id, by=me(request))
    except Problem as problem:
        return await _show(request, message.webhook_id, problem=problem)
    return redirect(url_for("webhook", id=message.webhook_id), said=_("It is sent once more."))


def _back(request: Request, said: str) -> Response:
    return redirect(url_for("webhook", id=request.path_params["id"]), said=said)


routes = [
    Route("/admin/webhooks", index, methods=["GET"], name="webhooks"),
    Route("/admin/webhooks", create, methods=["POST"], name="create_webhook"),
    Route("/admin/webhooks/new", new, methods=["GET"], name="new_webhook"),
    Route("/admin/webhooks/{id:int}", show, methods=["GET"], name="webhook"),
    Route("/admin/webhooks/{id:int}", update, methods=["POST"], name="update_webhook"),
    Route("/admin/webhooks/{id:int}/edit", edit, methods=["GET"], name="edit_webhook"),
    Route("/admin/webhooks/{id:int}/secret", renew, methods=["POST"], name="renew_webhook_secret"),
    Route("/admin/webhooks/{id:int}/start", turn_on, methods=["POST"], name="turn_webhook_on"),
    Route("/admin/webhooks/{id:int}/stop", turn_off, methods=["POST"], name="turn_webhook_off"),
    Route("/admin/webhooks/{id:int}/removal", remove, methods=["POST"], name="remove_webhook"),
    Route("/admin/webhooks/{id:int}/tests", try_out, methods=["POST"], name="try_webhook"),
    Route(
        "/admin/webhook-messages/{id:int}/repeat", send_again, methods=["POST"], name="repeat_webhook_message"
    ),
]
