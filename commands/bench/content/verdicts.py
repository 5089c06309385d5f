"""The round of a shipped idea: who is asked, what they answer, and what follows for the idea."""

from dataclasses import dataclass
from functools import partial

from commands.bench.content.ideas import Page, move
from commands.bench.content.ledger import Ledger
from commands.bench.content.scale import DAY, Scale
from commands.bench.content.waiting import task

LASTS = 30 * DAY
REMINDED = 14 * DAY


@dataclass(slots=True)
class Round:
    """How many were asked, and how many answered what."""

    asked: int = 0
    yes: int = 0
    cant_tell: int = 0


def judge(ledger: Ledger, page: Page, scale: Scale) -> Round:
    """Ask its author and the voters who don't work here. The author of what is confirmed says yes; some voters answer
    yes or that they can't tell."""
    made, shipped = page.outline, page.outline.shipped
    counted = Round()
    _ask(ledger, page, counted, made.author, "author", "yes" if made.stage == "confirmed" else None, scale)
    for person in made.voters:
        if person > scale.staff and person != made.author:
            _ask(ledger, page, counted, person, "voter", _answer(person + made.id), scale)
    closes = shipped + LASTS
    closed = ledger.moment(closes) if closes <= scale.at else None
    numbers = (counted.asked, counted.yes, 0, 0, counted.cant_tell)
    moment = ledger.moment
    begun = ledger.put("round", moment(shipped), made.id, 1, moment(closes), closed, *numbers)
    if closes > scale.at:
        task(ledger, "closing", begun, shipped, closes)
    if shipped + REMINDED > scale.at:
        task(ledger, "reminding", begun, shipped, shipped + REMINDED)
    _follow(ledger, page, counted)
    return counted


def _answer(chance: int) -> str | None:
    return "yes" if chance % 6 == 0 else "cant_tell" if chance % 17 == 1 else None


def _ask(
    ledger: Ledger, page: Page, counted: Round, person: int, role: str, answer: str | None, scale: Scale
) -> None:
    made = page.outline
    ask = ledger.put("ask", ledger.moment(made.shipped), made.id, 1, person, role, answer)
    counted.asked += 1
    if answer is None:
        return
    counted.yes += answer == "yes"
    counted.cant_tell += answer == "cant_tell"
    by_author = role == "author"
    at = made.changed if by_author else min(made.shipped + DAY, scale.at)
    ledger.put("verdict", ledger.moment(at), ask, answer, "", "")
    action = f"verdict.by_{role}"
    told = partial(ledger.event, at, action, person, ("idea", made.id), in_story=by_author, votes=made.votes)
    page.then(at, partial(told, answer=answer, cycle=1))


def _follow(ledger: Ledger, page: Page, counted: Round) -> None:
    made, step = page.outline, partial(move, ledger, page, "shipped")
    if made.stage == "confirmed":
        page.then(
            made.changed,
            partial(step, "confirmed", made.changed, by=made.author, way="verdict", answer="yes"),
        )
    elif made.stage == "unconfirmed":
        numbers = {
            "asked": counted.asked,
            "yes": counted.yes,
            "partly": 0,
            "no": 0,
            "cant_tell": counted.cant_tell,
        }
        page.then(made.changed, partial(step, "unconfirmed", made.changed, by=None, way="verdict", **numbers))
