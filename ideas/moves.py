"""Moving an idea along the loop by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, NotAllowed, Refused
from core.text import language
from core.words import _
from ideas.answering import mark_answered
from ideas.finding import idea_for
from ideas.loop import ELSEWHERE, OPEN, Decline, Stage, Way, allowed
from ideas.models import Idea
from ideas.permissions import movers, moves_by_hand
from ideas.steps import carry
from ideas.words import checked_reason
from people.models import Person


@dataclass(frozen=True)
class Reasons:
    """Why, in words for everyone. `kind`, `alternative` and `revisit_on` go with a decline."""

    reason: str = ""
    kind: str = ""
    alternative: str = ""
    revisit_on: str = ""


async def move(idea_id: int, *, to: str, by: Person, why: Reasons | None = None) -> Idea:
    """Move an idea by hand. A decline demands a reason and its kind; a step back demands a reason.

    Raises `Invalid` with a sentence for each field, and `Refused` with the right place where the stage is reached
    elsewhere.
    """
    if to not in list(Stage):
        raise Invalid({"stage": _("Choose where it goes.")})
    return await _move(idea_id, Stage(to), why or Reasons(), by)


@in_transaction
async def _move(idea_id: int, to: Stage, why: Reasons, by: Person) -> Idea:
    idea = await idea_for(idea_id, by)
    if not by.is_staff:
        raise NotAllowed(_("Only staff move ideas."))
    _demand_move(idea, to, by)
    details, words = _said(idea.stage, to, why)
    if words:
        await mark_answered(idea, by)
    await carry(idea, to, Way.BY_HAND, by=by, movers=movers(by, idea), words=words, **details)
    return idea


def _demand_move(idea: Idea, to: Stage, by: Person) -> None:
    if idea.stage is to:
        raise Refused(_("It is there already."))
    if allowed(idea.stage, to, Way.BY_HAND, movers(by, idea)):
        return
    if to in ELSEWHERE:
        raise Refused(_(ELSEWHERE[to]))
    if not by.is_manager:
        raise NotAllowed(_("Managers decide this. Employees move what was received into review."))
    possible = ", ".join(_(stage.label) for stage in moves_by_hand(by, idea))
    if not possible:
        raise Refused(_("From “%(stage)s” nothing is moved by hand.", stage=_(idea.stage.label)))
    sentence = _("From “%(stage)s” it can go to: %(possible)s.", stage=_(idea.stage.label), possible=possible)
    raise Refused(sentence)


def _said(was: Stage, to: Stage, why: Reasons) -> tuple[dict[str, Any], dict[str, tuple[str, str]]]:
    needed = ""
    if to is Stage.DECLINED:
        needed = _("Say why, in words that its author can understand.")
    elif was is Stage.DECLINED or (was in OPEN and to in OPEN and OPEN.index(to) < OPEN.index(was)):
        needed = _("A step back needs a reason.")
    wrong: dict[str, str] = {}
    words: dict[str, tuple[str, str]] = {}
    details: dict[str, Any] = {}
    for part, given, sentence in (("reason", why.reason, needed), ("alternative", why.alternative, "")):
        try:
            said = checked_reason(given, field=part, needed=sentence)
        except Invalid as error:
            wrong |= error.fields
            continue
        if said and (part == "reason" or to is Stage.DECLINED):
            words[part] = (said, language(said))
    if to is Stage.DECLINED:
        details, amiss = _decline(why)
        wrong |= amiss
    if wrong:
        raise Invalid(wrong)
    return details, words


def _decline(why: Reasons) -> tuple[dict[str, Any], dict[str, str]]:
    details: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    if why.kind in list(Decline):
        details["kind"] = why.kind
    else:
        wrong["kind"] = _("Choose what kind of reason it is.")
    if why.revisit_on:
        try:
            day = date.fromisoformat(why.revisit_on)
        except ValueError:
            wrong["revisit_on"] = _("Write the date like 2027-03-31.")
        else:
            details["revisit_on"] = day.isoformat()
            if day <= now().date():
                wrong["revisit_on"] = _("Choose a day in the future.")
    return details, wrong
