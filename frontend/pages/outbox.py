"""What an admin sees of the mail: what stayed here for want of a server, what failed and why, and a test."""

from types import SimpleNamespace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from activity import deliveries, tasks
from activity.models import Delivery
from core.errors import Problem
from core.settings import settings
from core.words import _, ngettext
from frontend.forms import query
from frontend.ladder import admins, me
from frontend.rendering import page, redirect, url_for
from frontend.requests import number


@admins
async def index(request: Request) -> Response:
    """Mail that went no further than this yard, newest first."""
    found = await deliveries.outbox(number(query(request, "before")))
    more = f"{url_for('outbox')}?before={found[-1].id}" if len(found) == deliveries.PAGE else None
    return await page(
        request, "admin/outbox.html", mails=found, more_url=more, has_server=bool(settings().mail_url)
    )


@admins
async def show(request: Request) -> Response:
    """One mail: its text, and its HTML as source."""
    return await page(
        request, "admin/outbox_mail.html", mail=await deliveries.outbox_mail(request.path_params["id"])
    )


@admins
async def list_deliveries(request: Request) -> Response:
    """What failed, in words, and what waits."""
    return await _deliveries(request)


async def _deliveries(request: Request, problem: Problem | None = None) -> Response:
    failed = await deliveries.failed(number(query(request, "before")))
    test = await deliveries.last_test(me(request).email or "")
    return await page(
        request,
        "admin/deliveries.html",
        status=problem.status if problem else 200,
        problem=problem.sentence if problem else None,
        failed=[_shown(each) for each in failed],
        troubled=[_shown(each) for each in await deliveries.troubled()],
        test=_shown(test) if test else None,
        counts=await deliveries.counts(),
        stuck=await tasks.stuck(),
        more_url=f"{url_for('deliveries')}?before={failed[-1].id}"
        if len(failed) == deliveries.PAGE
        else None,
        has_server=bool(settings().mail_url),
        server=_server(),
        sender=settings().sender,
        said=_said(request) if not problem else None,
    )


def _shown(delivery: Delivery) -> SimpleNamespace:
    """A delivery with its last error apart: our words, and what the mail server said."""
    sentence, _newline, answer = delivery.last_error.partition("\n")
    return SimpleNamespace(
        id=delivery.id,
        target=delivery.target,
        kind=delivery.kind,
        attempts=delivery.attempts,
        created_at=delivery.created_at,
        next_at=delivery.next_at,
        done_at=delivery.done_at,
        failed_at=delivery.failed_at,
        sentence=_(sentence) if sentence else "",
        answer=answer,
    )


def _server() -> str:
    """The mail server without the password."""
    return settings().mail_url.rpartition("@")[2].rpartition("//")[2]


def _said(request: Request) -> str | None:
    if "tested" in request.query_params:
        return _("A test mail to you is on its way. Look here again in a moment.")
    put_back = number(query(request, "again"))
    if put_back is None:
        return None
    return ngettext("%(num)s mail will be tried again.", "%(num)s mails will be tried again.", put_back)


@admins
async def retry(request: Request) -> Response:
    await deliveries.retry(request.path_params["id"], by=me(request))
    return redirect(f"{url_for('deliveries')}?again=1")


@admins
async def retry_all(request: Request) -> Response:
    return redirect(f"{url_for('deliveries')}?again={await deliveries.retry_all(by=me(request))}")


@admins
async def create_test(request: Request) -> Response:
    try:
        await deliveries.send_test(by=me(request))
    except Problem as error:
        return await _deliveries(request, error)
    return redirect(f"{url_for('deliveries')}?tested=1")


routes = [
    Route("/admin/outbox", index, methods=["GET"], name="outbox"),
    Route("/admin/outbox/{id:int}", show, methods=["GET"], name="outbox_mail"),
    Route("/admin/deliveries", list_deliveries, methods=["GET"], name="deliveries"),
    Route("/admin/deliveries/retries", retry_all, methods=["POST"], name="retry_deliveries"),
    Route("/admin/deliveries/{id:int}/retry", retry, methods=["POST"], name="retry_delivery"),
    Route("/admin/deliveries/tests", create_test, methods=["POST"], name="send_test_mail"),
]
