"""The people behind an idea: who voted, who follows it, who was told of its latest moves."""

from commands.bench.content.ideas import Page
from commands.bench.content.ledger import Ledger
from commands.bench.content.scale import DAY, Scale

MOMENTS = 6
"""So many different times the votes for one idea have."""

VIEWS_A_DAY = 40
"""So often an idea of the last days stood on a page that somebody was shown."""

LATELY = 30 * DAY
TOLD = 15
"""Of those who follow an idea, the first so many find a notice of what happened lately."""


def crowd(ledger: Ledger, page: Page, scale: Scale) -> None:
    """Votes, subscriptions, notices, and how often it was seen. Events of votes are written by the database itself."""
    followers = _followers(ledger, page, scale)
    put, about = ledger.put, page.outline.id
    age = scale.at - page.outline.posted
    if age < LATELY:
        put("exposure", ledger.moment(page.outline.posted), about, age * VIEWS_A_DAY // DAY)
    for person, (at, reason) in followers.items():
        put("subscription", at, person, "idea", about, reason, False)
    for at, event in page.moves:
        if at > scale.at - LATELY:
            told = list(followers.items())[:TOLD]
            for person, (_since, reason) in told:
                seen = ledger.moment(at + 60) if person % 3 else None
                put("notice", ledger.moment(at), event, event, person, reason, seen)


def _followers(ledger: Ledger, page: Page, scale: Scale) -> dict[int, tuple[object, str]]:
    """Everyone once, since when and why: the first reason stays."""
    made, moment = page.outline, ledger.moment
    found: dict[int, tuple[object, str]] = {made.author: (moment(made.posted), "author")}
    moments = _moments(ledger, page, scale)
    put, merged_into = ledger.put, made.root.id if made.root else None
    for place, person in enumerate(made.voters):
        at = moments[place % MOMENTS]
        counts_on: int | None = made.id
        if merged_into is not None:
            counts_on = merged_into if person in made.counted else None
        put("vote", at, made.id, person, counts_on, 1)
        if person not in found:
            found[person] = (at, "voter")
    for said in made.remarks:
        found.setdefault(said.person, (moment(said.at), "commenter"))
    if made.owner:
        found.setdefault(made.owner, (moment(made.answered + 60), "owner"))
    return found


def _moments(ledger: Ledger, page: Page, scale: Scale) -> list[object]:
    made = page.outline
    span = (made.votable_until or scale.at) - made.posted
    return [
        ledger.moment(made.posted + span * (place + 1) ** 2 // (MOMENTS + 1) ** 2) for place in range(MOMENTS)
    ]
