"""One idea's page, as its reader may see it: also where a form on it was refused."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from activity.queries import Entry, latest
from core.asking import Question
from core.database import Row
from core.errors import Problem
from core.secrets import token
from core.words import _
from frontend import views
from frontend.abilities import abilities
from frontend.forms import Form, query
from frontend.improvement_views import for_idea
from frontend.ladder import who
from frontend.merged_views import for_merged
from frontend.parts import Part, shown
from frontend.rendering import beside, boards_of, page
from frontend.requests import number
from frontend.roadmap_box import on_roadmap
from frontend.staff_box import for_staff
from frontend.stories import Latest, idea_story, latest_of
from frontend.verdict_views import verdicts_on
from ideas.events import IdeaEvent
from ideas.loop import Decline
from ideas.merged import following
from ideas.permissions import can_edit
from ideas.queries import Shown, answer_of, comments_of, visible_idea
from people.models import Person
from voting.queries import voters_of, votes_on


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
    given = {name: form for name, form in (forms or {}).items() if form}
    context = {**await beside(request, idea_context(request, found)), **given}
    status = problem.status if problem else max((form.status for form in given.values()), default=200)
    said = problem.sentence if problem else None
    return await page(request, "ideas/show.html", status=status, problem=said, **{**context, **more})


async def idea_context(request: Request, found: Shown) -> dict[str, Any]:
    """What the page and its pieces show, asked in two statements: all that hangs on the idea, and then whatever its
    story names. What an idea can't have isn't asked: see the parts."""
    reader = who(request)
    before = number(query(request, "story")) or 0
    staff = [for_staff(found, reader, await boards_of(request))] if reader and reader.is_staff else []
    its = await shown(
        _talk(request, found),
        for_idea(found, reader),
        on_roadmap(found, reader),
        for_merged(found, reader),
        verdicts_on(found, reader, before=number(query(request, "verdicts")) or 0),
        *staff,
        _standing(found, reader, before),
    )
    idea, recorded = its["idea"], its.pop("recorded")
    steps, since = await idea_story(idea, reader, recorded, before=before)
    return {
        **its,
        "story": steps,
        "story_votes_since": since,
        "story_more_url": f"{idea.url}?story={recorded[1]}" if recorded[1] else None,
    }


def _standing(found: Shown, reader: Person | None, before: int) -> Part:
    """The idea itself: why it stands where it stands, who is behind it, and what the reader has to do with it."""
    about = ("idea", found.id)
    asks: dict[str, Question[Any]] = {
        "moved": latest(about, IdeaEvent.MOVED),
        "recorded": latest_of(about, reader, is_author=found.authored, before=before),
        "voters": voters_of(found.id, reader),
    }
    if reader:
        asks |= {"mine": votes_on(found.id, reader), "following": following(reader.id, found.id)}
    return Part(asks, lambda **answers: _shown(found, reader, **answers))


def _shown(
    found: Shown,
    reader: Person | None,
    *,
    moved: Entry | None,
    recorded: Latest,
    voters: list[Row],
    mine: Sequence[Row] = (),
    following: str | None = None,
) -> dict[str, Any]:
    idea = views.idea(found, bool(mine), reader)
    idea.stage_reason = _reason(found, moved)
    named = [] if idea.counts_hidden else voters
    return {
        "idea": idea,
        "recorded": recorded,
        "voters": [views.somebody(each["id"], each["name"]) for each in named],
        "more_voters": max(0, found.votes - len(named)),
        "following": following,
        "my_vote": next((each for each in mine if each["counted"]), None),
    }


async def conversation(request: Request, found: Shown, idea: Any | None = None) -> dict[str, Any]:
    """The comments and what is needed to add one: also the piece that comes back when one was sent."""
    return {
        **await shown(_talk(request, found)),
        "idea": idea or views.idea(found, False, who(request)),
    }


def _talk(request: Request, found: Shown) -> Part:
    reader = who(request)
    after = number(query(request, "comments")) or 0
    return Part(
        {"said": comments_of(found.id, reader, after=after), "answer": answer_of(found.id, reader)},
        lambda said, answer: {
            "can": abilities(reader, found),
            "comments": [views.comment(each, found, reader) for each in said[0]],
            "comments_more_url": f"{views.idea_url(found.id, found.title)}?comments={said[1]}#comments"
            if said[1]
            else None,
            "answer": views.comment(answer, found, reader) if answer else None,
            "comment_form": None,
            "new_key": token(),
        },
    )


def _reason(found: Shown, moved: Entry | None) -> SimpleNamespace | None:
    """Why it stands where it stands, in the words of whoever moved it there."""
    if moved is None or moved.event.details.get("to") != found.stage:
        return None
    event, words = moved.event, moved.words
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
        by=views.somebody_of(moved.actor),
        at=event.created_at,
    )


async def idea_head(request: Request, idea_id: int) -> Any:
    """An idea as its side pages show it."""
    found = await visible_idea(idea_id, who(request))
    shown = views.idea(found, False, who(request))
    shown.editable = can_edit(who(request), found)
    return shown
