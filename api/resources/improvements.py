"""Improvements: the wall, drafting and changing one, posting it and taking it back."""

import re
from decimal import Decimal

from api import shown_works as shown
from api.ground.endpoints import delete, get, post, put
from api.ground.problems import Wrong, pointer
from api.models.improvements import (
    Evidence,
    Improvement,
    Improvements,
    ImprovementsAsked,
    NewImprovement,
    Shipping,
    Standing,
)
from api.models.roadmap import Because, Reason
from api.paging import checked_cursor, cursor, number_before
from api.resources.roadmap import MANAGE, why
from core.errors import Invalid
from core.words import N_
from people.models import Person
from roadmap import improvements, wall
from roadmap.drafts import Words
from roadmap.evidence import Given
from roadmap.models import ImprovementState

PLACED = re.compile(r"evidence-(\d+)-(\w+)")
QUOTED = re.compile(r"quote-(\d+)")
LACKING = {"before": "/evidence", "after": "/evidence"}


@get("/improvements", says=N_("What was done against complaints, and whether it worked"))
async def index(by: Person, query: ImprovementsAsked) -> Improvements:
    if query.state is Standing.DRAFT:
        drafts, more = await wall.drafts(by, before=number_before(query.after), limit=query.limit)
        return Improvements(items=[shown.improvement_in_list(each) for each in drafts], next=cursor(more))
    found = await wall.list_improvements(
        by, sort=query.sort, board=query.board, after=checked_cursor(query.after), limit=query.limit
    )
    return Improvements(items=[shown.improvement_in_list(each) for each in found.rows], next=found.after)


@get("/improvements/{id}", says=N_("An improvement, with its evidence"))
async def show(number: int, by: Person) -> Improvement:
    return shown.improvement(await wall.one(number, by))


@post(
    "/improvements",
    says=N_("Draft an improvement"),
    shows=show,
    location="/improvements/{made}",
    spends="post",
    **MANAGE,
)
async def create(body: NewImprovement, by: Person) -> int:
    try:
        drafted = await improvements.draft(**_words(body), by=by)
    except Invalid as problem:
        raise _placed(problem, body) from None
    return int(drafted.id)


@put("/improvements/{id}", says=N_("Write a draft anew"), **MANAGE)
async def change(number: int, body: NewImprovement, by: Person) -> Improvement:
    try:
        await improvements.change(number, **_words(body), by=by)
    except Invalid as problem:
        raise _placed(problem, body) from None
    return await show(number, by)


def _words(body: NewImprovement) -> Words:
    return Words(
        title=body.title,
        complaints=body.complaints,
        what_was_wrong=body.what_was_wrong,
        what_changed=body.what_changed,
        lesson=body.lesson,
        unmeasured_because=body.unmeasured_because,
        quotes={each.complaint: each.words for each in body.quotes},
        evidence=[_given(each) for each in body.evidence],
    )


def _given(each: Evidence) -> Given:
    """As it would be typed: a number without exponent, a day as 2027-03-31."""
    return Given(
        moment=each.moment,
        text=each.text,
        value="" if each.value is None else f"{Decimal(repr(each.value)):f}",
        unit=each.unit,
        measured_at=each.measured_at.isoformat() if each.measured_at else "",
        source=each.source,
    )


def _placed(problem: Invalid, body: NewImprovement | None) -> Wrong:
    """The operation's fields as pointers into what was sent."""
    return Wrong((_pointer(field, body), sentence) for field, sentence in problem.fields.items())


def _pointer(field: str, body: NewImprovement | None) -> str:
    if found := PLACED.fullmatch(field):
        return pointer("evidence", *found.groups())
    if (found := QUOTED.fullmatch(field)) and body:
        places = [place for place, each in enumerate(body.quotes) if each.complaint == int(found[1])]
        return pointer("quotes", *places[-1:])
    return LACKING.get(field, pointer(field))


@put(
    "/improvements/{id}/publication",
    says=N_("Post an improvement, signed by you; with what ships, those who complained are asked"),
    **MANAGE,
)
async def publish(number: int, query: Shipping, by: Person) -> Improvement:
    found = await wall.one(number, by)
    if not (by.is_staff and found["state"] == ImprovementState.POSTED):
        try:
            await improvements.publish(number, ship=query.ship, by=by)
        except Invalid as problem:
            raise _placed(problem, None) from None
    return await show(number, by)


@delete(
    "/improvements/{id}/publication",
    says=N_("Retract an improvement: it stays readable as that, with the reason"),
    **MANAGE,
)
async def retract(number: int, query: Because, body: Reason | None, by: Person) -> Improvement:
    await improvements.retract(number, reason=why(query, body), by=by)
    return await show(number, by)
