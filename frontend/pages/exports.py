"""Taking things along: an admin the whole yard, and everybody their own."""

from pathlib import Path

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from core import limits
from core.clock import now
from core.errors import Problem
from frontend import forms
from frontend.forms import Form
from frontend.ladder import admins, me, members
from frontend.rendering import page, redirect, render, url_for
from moving.exporting import asking, own

ZIP = "application/zip"


@admins
async def show(request: Request) -> Response:
    return await _page(request, Form(), 200)


async def _page(request: Request, form: Form, status: int) -> Response:
    asked = await asking.latest(reader=me(request))
    return await page(request, "admin/export.html", status=status, form=form, asked=asked)


@admins
async def create(request: Request) -> Response:
    form = await forms.read(request)
    try:
        await asking.ask(by=me(request))
    except Problem as problem:
        return await _page(request, form.refused(problem), problem.status)
    return redirect(url_for("admin_export"))


@admins
async def fetch(request: Request) -> Response:
    """The file itself. Taking it is recorded, so it isn't taken by a GET."""
    path = await asking.fetch(request.path_params["id"], by=me(request))
    return FileResponse(path, media_type=ZIP, filename=f"madang-{now():%Y-%m-%d}.zip")


@members
async def show_own(request: Request) -> Response:
    return await page(request, "people/data.html", parts=own.parts())


@members
async def fetch_own(request: Request) -> Response:
    """All that one has here, made while one waits, and gone from here when it is sent."""
    person = me(request)
    await limits.spend("write", f"person {person.id}")
    path = await own.packed(person, render_index)
    forget = BackgroundTask(_forget, path)
    return FileResponse(path, media_type=ZIP, filename=f"madang-{person.handle}.zip", background=forget)


def render_index(made: own.Made) -> str:
    """The page inside, in the reader's language."""
    return render("people/data_index.html", {"made": made, "locale": made.locale})


async def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)  # noqa: ASYNC240 (at once)


routes = [
    Route("/admin/export", show, methods=["GET"], name="admin_export"),
    Route("/admin/export", create, methods=["POST"], name="create_export"),
    Route("/admin/export/{id:int}/file", fetch, methods=["POST"], name="fetch_export"),
    Route("/settings/data", show_own, methods=["GET"], name="own_data"),
    Route("/settings/data/file", fetch_own, methods=["POST"], name="fetch_own_data"),
]
