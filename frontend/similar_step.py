"""The step between the composer and posting: what is there already, the words that were typed kept beside it."""

from collections.abc import Sequence
from types import SimpleNamespace

from starlette.requests import Request
from starlette.responses import Response

from frontend.forms import Form
from frontend.ladder import who
from frontend.rendering import page
from frontend.similar_views import like_words

CARRIED = ("kind", "board", "title", "body", "tags", "submission")
"""The fields of the composer. `submission` goes along, so that one form makes one idea, however often it is sent."""


async def step(
    request: Request, form: Form, alike: Sequence[SimpleNamespace] | None = None, *, said: str = ""
) -> Response:
    """The page that asks whether it is one of `alike`; nothing is posted yet."""
    shown = await like_words(form["title"], form["body"], who(request)) if alike is None else alike
    return await page(
        request,
        "similar/step.html",
        status=form.status,
        form=form,
        carried=[(name, form[name]) for name in CARRIED],
        alike=shown,
        said=said or None,
        problem=form.errors.get(""),
    )
