"""Boards, as an admin meets them."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, NotFound, Problem
from core.words import _
from frontend import forms
from frontend.forms import Form
from frontend.ladder import admins, me
from frontend.rendering import page, redirect, url_for
from frontend.requests import number
from ideas.boards import boards_for_admin, change_board, create_board, managers_of, set_managers
from ideas.models import Board, BoardAudience
from people.models import Person
from people.queries import staff_people

MANAGER_FIELD = "manager-"


@admins
async def show(request: Request) -> Response:
    saved = _("Saved.") if "saved" in request.query_params else None
    return await page(request, "admin/boards.html", all_boards=await boards_for_admin(), said=saved)


@admins
async def new(request: Request) -> Response:
    return await _form_page(request, Form(), None)


@admins
async def create(request: Request) -> Response:
    form = await forms.read(request)
    try:
        await _create(form, me(request))
    except Problem as problem:
        return await _form_page(request, form.refused(problem), None, problem.status)
    return redirect(url_for("admin_boards") + "?saved=1")


@in_transaction
async def _create(form: Form, by: Person) -> None:
    board = await create_board(by=by, slug=form["slug"], **_fields(form))
    if managers := _managers(form):
        await set_managers(board.id, managers, by=by)


@admins
async def edit(request: Request) -> Response:
    return await _form_page(request, Form(), await _board(request))


@admins
async def update(request: Request) -> Response:
    form, board = await forms.read(request), await _board(request)
    try:
        await _update(board.id, form, me(request))
    except Problem as problem:
        return await _form_page(request, form.refused(problem), board, problem.status)
    return redirect(url_for("admin_boards") + "?saved=1")


@in_transaction
async def _update(board_id: int, form: Form, by: Person) -> None:
    await change_board(board_id, by=by, **_fields(form))
    managers = _managers(form)
    if set(managers) != set(await managers_of(board_id)):
        await set_managers(board_id, managers, by=by)


@admins
async def archive(request: Request) -> Response:
    await change_board((await _board(request)).id, by=me(request), archived_at=now())
    return redirect(url_for("admin_boards") + "?saved=1")


@admins
async def reopen(request: Request) -> Response:
    await change_board((await _board(request)).id, by=me(request), archived_at=None)
    return redirect(url_for("admin_boards") + "?saved=1")


def _fields(form: Form) -> dict[str, Any]:
    """What was typed, as `change_board` takes it. Raises `Invalid` for what is no number."""
    numbers = {
        "promise_days": _("Promise an answer within 1 to 365 days."),
        "position": _("A whole number, please."),
        "trusted_after": _("A number from 0 to 1,000, please."),
    }
    wrong = {name: sentence for name, sentence in numbers.items() if not _is_number(form[name])}
    if wrong:
        raise Invalid(wrong)
    return {
        "name": form["name"],
        "about": form["about"],
        "audience": form["audience"],
        "hold_for_review": form["hold_for_review"] == "yes",
        "hide_counts": form["hide_counts"] == "yes",
        **{name: int(form[name]) for name in numbers},
    }


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4


def _managers(form: Form) -> list[int]:
    chosen = (name.removeprefix(MANAGER_FIELD) for name in form.values if name.startswith(MANAGER_FIELD))
    return [found for each in chosen if (found := number(each)) is not None]


async def _board(request: Request) -> Board:
    board = await Board.get_or_none(id=request.path_params["id"])
    if board is None:
        raise NotFound
    return board


async def _form_page(request: Request, form: Form, board: Board | None, status: int = 200) -> Response:
    return await page(
        request,
        "admin/board.html",
        status=status,
        form=form,
        board=board,
        audiences=list(BoardAudience),
        deciders=[person for person in await staff_people() if person.is_manager],
        managing=_managers(form) if form.values else await managers_of(board.id) if board else [],
    )


routes = [
    Route("/admin/boards", show, methods=["GET"], name="admin_boards"),
    Route("/admin/boards", create, methods=["POST"], name="create_board"),
    Route("/admin/boards/new", new, methods=["GET"], name="new_board"),
    Route("/admin/boards/{id:int}", edit, methods=["GET"], name="edit_board"),
    Route("/admin/boards/{id:int}", update, methods=["POST"], name="update_board"),
    Route("/admin/boards/{id:int}/archival", archive, methods=["POST"], name="archive_board"),
    Route("/admin/boards/{id:int}/reopening", reopen, methods=["POST"], name="reopen_board"),
]
