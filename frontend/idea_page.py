"""One idea's page, as its reader may see it: also where a form on it was refused."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.errors import Problem
from core.secrets import token
from core.words import _
from frontend import views
from frontend.abilities import abilities
from frontend.forms import Form, query
from frontend.improvement_views import for_idea
from frontend.ladder import who
from frontend.merged_views import for_merged
from frontend.rendering import page
from frontend.requests import number
from frontend.roadmap_box import on_roadmap
from frontend.staff_box import for_staff
from frontend.stories import idea_story
from frontend.verdict_views import verdicts_on
from ideas.loop import Decline
from ideas.merged import following
from ideas.permissions import can_edit
from ideas.queries import Shown, answer_of, comments_of, is_author, latest_move, visible_idea
from people.models import Person
from voting.queries import vote_of, voted_among, voters_of


async def show_idea(
    request: Request,
    found: Shown,
    *,
    problem: Problem | None = None,
    forms: Mapping[str, Form | None] | None = None,
    **more: Any,
) -> Response:
    """The whole page. `problem` is said at its top; `forms` were refused or begun, with what was typed; `more` goes to
    the template."""
    reader = who(request)
    given = {name: form for name, form in (forms or {}).items() if form}
    context = {**await idea_context(request, found), **given}
    if reader and reader.is_staff:
        context |= await for_staff(found, reader)
    status = problem.status if problem else max((form.status for form in given.values()), default=200)
    said = problem.sentence if problem else None
    return await page(request, "ideas/show.html", status=status, problem=said, **{**context, **more})


async def idea_context(request: Request, found: Shown) -> dict[str, Any]:
    """What the page and its pieces show."""
    reader = who(request)
    voted = found.id in await voted_among(reader, [found.id])
    idea = views.idea(found, voted, reader)
    idea.stage_reason = await _reason(found)
    voters = [] if idea.counts_hidden else await voters_of(found.id, reader)
    steps, earlier, since = await idea_story(
        idea, reader, is_author=await is_author(found.id, reader), before=number(query(request, "story")) or 0
    )
    return {
        **await conversation(request, found, idea),
        **await for_idea(found, reader),
        **await on_roadmap(found, reader),
        **await for_merged(found, reader),
        **await verdicts_on(found, reader, before=number(query(request, "verdicts")) or 0),
        "voters": [views.somebody(each["id"], each["name"]) for each in voters],
        "more_voters": max(0, found.votes - len(voters)),
        "story": steps,
        "story_votes_since": since,
        "story_more_url": f"{idea.url}?story={earlier}" if earlier else None,
        "following": await following(reader.id, found.id) if reader else None,
        "my_vote": await vote_of(reader, found.id) if reader and voted else None,
    }


async def conversation(request: Request, found: Shown, idea: Any | None = None) -> dict[str, Any]:
    """The comments and what is needed to add one: also the piece that comes back when one was sent."""
    reader = who(request)
    comments, more = await comments_of(found.id, reader, after=number(query(request, "comments")) or 0)
    shown = idea or views.idea(found, False, reader)
    return {
        "idea": shown,
        "can": abilities(reader, found),
        "comments": [views.comment(each, found, reader) for each in comments],
        "comments_more_url": f"{shown.url}?comments={more}#comments" if more else None,
        "answer": await _answer(found, reader),
        "comment_form": None,
        "new_key": token(),
    }


async def _answer(found: Shown, reader: Person | None) -> SimpleNamespace | None:
    answer = await answer_of(found.id, reader)
    return views.comment(answer, found, reader) if answer else None


async def _reason(found: Shown) -> SimpleNamespace | None:
    """Why it stands where it stands, in the words of whoever moved it there."""
    latest = await latest_move(found.id)
    if latest is None or latest[0].details.get("to") != found.stage:
        return None
    event, words = latest
    kind = str(event.details.get("kind", ""))
    body, lang = words.get("reason", ("", ""))
    if not body and not kind:
        return None
    return SimpleNamespace(
        body=body,
        lang=lang,
        kind_label=_(Decline(kind).label) if kind else None,
        alternative=words.get("alternative", ("", ""))[0] or None,
        revisit_on=event.details.get("revisit_on"),
        by=views.somebody_of(event.actor if event.actor_id else None),
        at=event.created_at,
    )


async def idea_head(request: Request, idea_id: int) -> Any:
    """An idea as its side pages show it."""
    found = await visible_idea(idea_id, who(request))
    shown = views.idea(found, False, who(request))
    shown.editable = can_edit(who(request), found)
    return shown
