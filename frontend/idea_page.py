"""One idea's page, as its reader may see it: also where a form on it was refused."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from activity.queries import following
from core.database import Row
from core.errors import Problem
from core.secrets import token
from core.words import _
from frontend import views
from frontend.forms import Form, query
from frontend.ladder import who
from frontend.rendering import page
from frontend.requests import number
from frontend.stories import idea_story
from ideas.boards import visible_boards
from ideas.loop import DECLINE_LABELS, Decline
from ideas.models import CommentAudience
from ideas.permissions import (
    can_address,
    can_answer,
    can_assign,
    can_change_board,
    can_claim,
    can_comment,
    can_edit,
    can_moderate,
    can_retag,
    can_withdraw,
    moves_by_hand,
)
from ideas.queries import Shown, answer_of, comments_of, is_author, latest_move, visible_idea
from people.models import Person
from people.queries import staff_people
from voting.permissions import can_vote
from voting.queries import voted_among, voters_of


async def show_idea(
    request: Request,
    found: Shown,
    *,
    problem: Problem | None = None,
    forms: Mapping[str, Form | None] | None = None,
) -> Response:
    """The whole page. `problem` is said at its top; `forms` were refused or begun, with what was typed."""
    reader = who(request)
    given = {name: form for name, form in (forms or {}).items() if form}
    context = {**await idea_context(request, found), **given}
    if reader and reader.is_staff:
        context |= await _for_staff(found, reader)
    status = problem.status if problem else max((form.status for form in given.values()), default=200)
    said = problem.sentence if problem else None
    return await page(request, "ideas/show.html", status=status, problem=said, **context)


async def idea_context(request: Request, found: Shown) -> dict[str, Any]:
    """What the page and its pieces show."""
    reader = who(request)
    voted = found.id in await voted_among(reader, [found.id])
    idea = views.idea(found, voted, reader)
    idea.stage_reason = await _reason(found)
    voters = [] if idea.counts_hidden else await voters_of(found.id)
    steps, after, since = await idea_story(
        idea, reader, is_author=await is_author(found.id, reader), after=number(query(request, "story")) or 0
    )
    return {
        **await conversation(request, found, idea),
        "voters": [views.somebody(each["id"], each["name"]) for each in voters],
        "more_voters": max(0, found.votes - len(voters)),
        "story": steps,
        "story_votes_since": since,
        "story_more_url": f"{idea.url}?story={after}" if after else None,
        "following": await following(reader.id, ("idea", found.id)) if reader else None,
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


def abilities(reader: Person | None, idea: Shown) -> SimpleNamespace:
    """What this reader may do here: the operations' own questions."""
    moves = moves_by_hand(reader, idea)
    return SimpleNamespace(
        vote=can_vote(reader, idea),
        comment=can_comment(reader, idea),
        edit=can_edit(reader, idea),
        withdraw=can_withdraw(reader, idea) and idea.votes == 0 and idea.comments + idea.staff_comments == 0,
        answer=can_answer(reader, idea),
        choose_audience=can_address(reader, idea, CommentAudience.STAFF),
        move=[(stage.value, _(stage.label_for(idea.kind))) for stage in moves],
        own=can_claim(reader, idea),
        assign=can_assign(reader, idea),
        retag=can_retag(reader, idea) and reader is not None and reader.is_staff,
        change_board=can_change_board(reader, idea),
        hide=can_moderate(reader, idea) and not idea.hidden_at,
        restore=can_moderate(reader, idea) and idea.hidden_at is not None,
        release=can_moderate(reader, idea) and idea.held,
    )


async def _for_staff(found: Shown, reader: Person) -> dict[str, Any]:
    people = await staff_people() if can_assign(reader, found) else [reader]
    boards: list[Row] = await visible_boards(reader)
    return {
        "staff_people": [views.somebody_of(person) for person in people],
        "board_choices": [(each["slug"], each["name"], each["audience"]) for each in boards],
        "tag_values": ", ".join(found.tags),
        "decline_kinds": [(kind.value, _(label)) for kind, label in DECLINE_LABELS.items()],
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
