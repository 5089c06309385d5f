"""The roadmap as everybody reads it: its columns, and the page of each item."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from frontend.board_view import board_context
from frontend.forms import query
from frontend.item_page import show_item
from frontend.rendering import fragment, page, wants_fragment


async def index(request: Request) -> Response:
    """All columns; with a stage in the address that one alone, page by page."""
    stage = query(request, "stage")
    context = await board_context(request, query(request, "board"), query(request, "tag"), stage)
    if wants_fragment(request) and stage:
        return fragment(request, "roadmap/_cards.html", column=context["columns"][0], **context)
    return await page(request, "roadmap/board.html", **context)


async def show(request: Request) -> Response:
    return await show_item(request, request.path_params["id"])


routes = [
    Route("/roadmap", index, methods=["GET"], name="roadmap"),
    Route("/roadmap/{id:int}", show, methods=["GET"], name="item"),
]
