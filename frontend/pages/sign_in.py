"""Signing in and out, as a browser meets it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core import limits
from core.errors import Problem
from core.settings import settings
from frontend import forms
from frontend.forms import Form
from frontend.ladder import who
from frontend.rendering import page, redirect, url_for
from frontend.requests import network_address, number
from frontend.security import drop_cookie, local_path
from frontend.sessions import (
    SESSION,
    SIGN_IN,
    asking_browser,
    come_in,
    go_on,
    intent_here,
    new_browser,
    remember_asking,
    remember_page,
)
from people import sessions, sign_in
from people.addresses import normalised
from people.models import Person
from people.operations import settle
from people.permissions import has_agreed, is_settled


async def show(request: Request) -> Response:
    if who(request) is not None:
        return redirect(local_path(request.query_params.get("next", "")))
    return await _page(request, Form({"next": request.query_params.get("next", "")}))


async def _page(request: Request, form: Form, status: int = 200) -> Response:
    intent = await intent_here(request)
    kept = intent.kind if intent else ""
    return await page(request, "sign_in/ask.html", status=status, form=form, kept=kept)


async def create(request: Request) -> Response:
    """The same words, status and work for every address, known here or not."""
    form = await forms.read(request)
    browser = asking_browser(request)[0] or new_browser()
    try:
        email = normalised(form["email"])
        await limits.spend("sign_in.address", network_address(request))
        await sign_in.ask(
            email, browser=browser, locale=request.state.locale, address=network_address(request)
        )
    except Problem as problem:
        form.refused(problem)
        return await _page(request, form, problem.status)
    response = redirect(url_for("sign_in_code"))
    remember_asking(response, browser, email)
    if form["next"]:
        remember_page(response, local_path(form["next"]))
    return response


async def show_code(request: Request) -> Response:
    browser, email = asking_browser(request)
    if not browser:
        return redirect(url_for("sign_in"))
    return await _code_page(request, Form({}), email)


async def _code_page(request: Request, form: Form, email: str, status: int = 200) -> Response:
    mailed = bool(settings().mail_url)
    return await page(request, "sign_in/code.html", status=status, form=form, email=email, mailed=mailed)


async def create_by_code(request: Request) -> Response:
    browser, email = asking_browser(request)
    if not browser:
        return redirect(url_for("sign_in"))
    form = await forms.read(request)
    try:
        await limits.spend("code", network_address(request), browser)
        await limits.spend("code.mailbox", email)
        person = await sign_in.with_code(email, form["code"], browser=browser)
    except Problem as problem:
        form.refused(problem)
        return await _code_page(request, form, email, problem.status)
    return await come_in(request, person)


async def show_link(request: Request) -> Response:
    """Whom the link would sign in, and a button. Changes nothing: mail scanners follow links."""
    token = request.path_params["token"]
    waiting = await sign_in.waiting(token)
    if waiting is None:
        return await page(request, "sign_in/over.html", status=410)
    intent = await intent_here(request)
    kept = intent.kind if intent else ""
    return await page(request, "sign_in/link.html", email=waiting.email, token=token, kept=kept)


async def create_by_link(request: Request) -> Response:
    try:
        await limits.spend("link", network_address(request))
        person = await sign_in.with_token(request.path_params["token"])
    except Problem as problem:
        return await page(request, "sign_in/over.html", status=problem.status, sentence=problem.sentence)
    return await come_in(request, person)


async def destroy(request: Request) -> Response:
    person = who(request)
    if person is not None:
        await sessions.revoke(request.state.session.id, by=person)
    response = redirect(url_for("home"))
    drop_cookie(response, SESSION)
    drop_cookie(response, SIGN_IN)
    return response


async def show_welcome(request: Request) -> Response:
    person = who(request)
    if person is None:
        return redirect(url_for("sign_in"))
    asked = {name: request.query_params.get(name, "") for name in ("intent", "next")}
    if is_settled(person, request.state.site):
        return await go_on(request, person, number(asked["intent"]), local_path(asked["next"]))
    return await _welcome(request, person, Form({}), asked)


async def _welcome(
    request: Request, person: Person, form: Form, asked: dict[str, str], status: int = 200
) -> Response:
    agreed = has_agreed(person, request.state.site)
    return await page(request, "sign_in/welcome.html", status=status, form=form, agreed=agreed, **asked)


async def create_welcome(request: Request) -> Response:
    person = who(request)
    if person is None:
        return redirect(url_for("sign_in"))
    form = await forms.read(request)
    asked = {name: form[name] for name in ("intent", "next")}
    agrees = form["agree"] == "yes"
    try:
        await settle(
            person,
            name=form["name"],
            locale=form["locale"],
            agrees_to=number(form["version"]) if agrees else None,
        )
    except Problem as problem:
        form.refused(problem)
        return await _welcome(request, person, form, asked, problem.status)
    return await go_on(request, person, number(asked["intent"]), local_path(asked["next"]))


routes = [
    Route("/sign-in", show, methods=["GET"], name="sign_in"),
    Route("/sign-in", create, methods=["POST"], name="ask_sign_in"),
    Route("/sign-in/code", show_code, methods=["GET"], name="sign_in_code"),
    Route("/sign-in/code", create_by_code, methods=["POST"], name="try_code"),
    Route("/sign-in/link/{token}", show_link, methods=["GET"], name="sign_in_link"),
    Route("/sign-in/link/{token}", create_by_link, methods=["POST"], name="use_link"),
    Route("/sign-out", destroy, methods=["POST"], name="sign_out"),
    Route("/welcome", show_welcome, methods=["GET"], name="welcome"),
    Route("/welcome", create_welcome, methods=["POST"], name="settle"),
]
