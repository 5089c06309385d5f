"""The form of an item: new, new for an idea, or changed."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.words import _
from frontend import roadmap_views as views
from frontend.forms import Form, own_key
from frontend.item_page import numbers_in
from frontend.ladder import me
from frontend.rendering import page
from frontend.requests import number
from frontend.views import idea_url, somebody
from ideas.models import BoardAudience
from ideas.queries import Shown, titles, visible_idea
from people.queries import staff_people
from roadmap.models import Horizon
from roadmap.permissions import UNDER_WAY


async def begun_for(request: Request, idea_id: int | None) -> Form:
    """The form as it opens: with the words and the readers of the idea that it is for, where there is one."""
    begun = {"submission": own_key(request), "horizon": Horizon.NEXT.value, "stage": UNDER_WAY[0].value}
    begun["audience"] = BoardAudience.EVERYONE.value
    if idea_id:
        idea = await visible_idea(idea_id, me(request))
        begun |= {"ideas": str(idea.id), "title": idea.title, "audience": idea.board_audience}
    return Form(begun)


def form_of(item: Shown) -> Form:
    """What is to be changed, as it stands."""
    owner = str(item.owner_id or "")
    names = ("title", "summary", "horizon", "audience")
    return Form({**{name: getattr(item, name) for name in names}, "owner": owner})


def typed(form: Form) -> dict[str, Any]:
    """What was typed, as `items.create` takes it."""
    return {
        **{name: form[name] for name in ("title", "summary", "horizon", "audience", "stage", "promised_for")},
        "owner_id": number(form["owner"]),
        "key": form["submission"],
    }


async def show_form(request: Request, form: Form, *, item: Shown | None = None) -> Response:
    """The page with the form, and what was wrong with it."""
    reader = me(request)
    linked = await titles(numbers_in(form["ideas"]), reader) if form["ideas"] else {}
    people = [somebody(each.id, each.name, each.department, each.role) for each in await staff_people()]
    return await page(
        request,
        "roadmap/form.html",
        status=form.status,
        form=form,
        item=views.item(item) if item else None,
        linked=[{**each, "url": idea_url(each["id"], each["title"])} for each in linked.values()],
        owners=[(each.id, each.name) for each in people if each],
        horizons=[(each.value, _(each.label)) for each in Horizon],
        stages=[(each.value, _(each.label)) for each in UNDER_WAY],
        audiences=[each.value for each in BoardAudience],
    )
