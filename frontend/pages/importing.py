"""Files that an admin imports: brought, their columns chosen, looked at, and left to the worker."""

import csv
import io

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Invalid, Problem
from core.words import _
from frontend import forms
from frontend.forms import Form
from frontend.ladder import admins, me
from frontend.rendering import page, redirect, url_for
from ideas.boards import boards_for_admin
from ideas.imports.rows import FIELDS
from moving.arriving.guessing import fitting
from moving.arriving.previews import preview
from moving.arriving.uploads import (
    COLUMN,
    LARGEST,
    as_given,
    begin,
    bring,
    choose,
    forget,
    keep_mapping,
    left_rows,
    mappings,
    upload_for,
    uploads,
)
from moving.exporting.cells import harmless
from moving.models import State, Upload

MOST_REPORTED = 100_000


@admins
async def index(request: Request) -> Response:
    return await _index(request, Form())


async def _index(request: Request, form: Form) -> Response:
    found = await uploads(me(request))
    return await page(
        request, "admin/imports.html", status=form.status, form=form, uploads=found, largest=LARGEST >> 20
    )


@admins
async def create(request: Request) -> Response:
    try:
        name, content = await _brought(request)
        upload = await bring(name, content, by=me(request))
    except Problem as problem:
        return await _index(request, Form().refused(problem))
    return redirect(url_for("import", id=upload.id))


async def _brought(request: Request) -> tuple[str, bytes]:
    """The file that the form carries, never more of it than may be."""
    given = request.headers.get("content-length", "")
    too_large = Invalid({"file": _("A file has at most %(most)s MB here.", most=LARGEST >> 20)})
    if not given.isdigit() or int(given) > LARGEST + forms.LARGEST:
        raise too_large
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Invalid({"file": _("Choose a file.")})
    try:
        async with request.form(max_files=1, max_fields=5) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise Invalid({"file": _("Choose a file.")})
            return file.filename or "", await file.read(LARGEST + 1)
    except MultiPartException:
        raise Invalid({"file": _("Choose a file.")}) from None


@admins
async def show(request: Request) -> Response:
    return await _show(request, Form())


async def _show(request: Request, form: Form) -> Response:
    upload = await upload_for(request.path_params["id"], me(request))
    seen = await preview(upload) if upload.state is State.DRAFT else None
    return await page(
        request,
        "admin/import.html",
        status=form.status,
        form=form,
        upload=upload,
        seen=seen,
        fields=FIELDS,
        boards=[board for board in await boards_for_admin() if not board.archived_at],
        mappings=await mappings(me(request)),
        left=[] if upload.state is State.DRAFT else await left_rows(upload, 10),
    )


@admins
async def update(request: Request) -> Response:
    """What was chosen is kept; then the page shows what would become of the file."""
    form, number = await forms.read(request), request.path_params["id"]
    try:
        await choose(number, await _given(request, form), by=me(request))
        if form["name"]:
            await keep_mapping(number, form["name"], by=me(request))
    except Problem as problem:
        return await _show(request, form.refused(problem))
    return redirect(url_for("import", id=number))


async def _given(request: Request, form: Form) -> dict[str, str]:
    """What the form says, or what a saved mapping says in the places of its columns."""
    saved = {str(each.id): each for each in await mappings(me(request))}.get(form["mapping"])
    if saved is None:
        return form.values
    seen = await preview(await upload_for(request.path_params["id"], me(request)))
    rest = {name: value for name, value in form.values.items() if not name.startswith(COLUMN)}
    return {**rest, **as_given(fitting(saved.columns, seen.columns))}


@admins
async def start(request: Request) -> Response:
    try:
        await begin(request.path_params["id"], by=me(request))
    except Problem as problem:
        return await _show(request, Form().refused(problem))
    return redirect(url_for("import", id=request.path_params["id"]))


@admins
async def remove(request: Request) -> Response:
    await forget(request.path_params["id"], by=me(request))
    return redirect(url_for("imports"), said=_("It is thrown away. What was imported stays."))


@admins
async def report(request: Request) -> Response:
    """The rows that weren't taken as they stood, for a spreadsheet."""
    upload = await upload_for(request.path_params["id"], me(request))
    return Response(
        (await _sheet(upload)).encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="import-{upload.id}.csv"'},
    )


async def _sheet(upload: Upload) -> str:
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(["line", "source_id", "title", "reason"])
    for each in await left_rows(upload, MOST_REPORTED):
        sheet.writerow([each.line, *(harmless(cell) for cell in (each.source_id, each.title, each.reason))])
    return text.getvalue()


routes = [
    Route("/admin/import", index, methods=["GET"], name="imports"),
    Route("/admin/import", create, methods=["POST"], name="create_import"),
    Route("/admin/import/{id:int}", show, methods=["GET"], name="import"),
    Route("/admin/import/{id:int}/choices", update, methods=["POST"], name="update_import"),
    Route("/admin/import/{id:int}/start", start, methods=["POST"], name="start_import"),
    Route("/admin/import/{id:int}/removal", remove, methods=["POST"], name="remove_import"),
    Route("/admin/import/{id:int}/report.csv", report, methods=["GET"], name="import_report"),
]
