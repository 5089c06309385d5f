"""An idea's own rows: the idea, its tags, its conversation and its story, in the order in which it happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from commands.bench.content.ledger import Ledger
from commands.bench.content.outlines import Outline
from commands.bench.content.scale import MANAGERS, Scale
from commands.bench.content.sentences import html
from commands.bench.content.texts import Worded
from core.markup import RENDERER
from ideas.loop import Decline
from ideas.ranking import hot

READ_BY = {"everyone": "public", "author": "author", "staff": "staff"}

Happening = tuple[int, Callable[[], object]]
"""When something happens, and what then is written."""


@dataclass(slots=True)
class Page:
    """An idea that is being written: what of it is known to what is written after it."""

    outline: Outline
    text: Worded
    happenings: list[Happening] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    """The comments' ids, and their words as the index keeps them."""
    moves: list[tuple[int, int]] = field(default_factory=list)
    """When it was moved, and the events of it."""

    def then(self, at: int, write: Callable[[], object]) -> None:
        self.happenings.append((at, write))

    def happen(self) -> None:
        for _at, write in sorted(self.happenings, key=lambda each: each[0]):
            write()
        self.happenings.clear()  # they refer to this page, and nothing looks for such circles in a bulk


def manager(scale: Scale, number: int) -> int:
    """Who of the managers sees to it."""
    return 2 + number % min(MANAGERS, scale.staff - 1)


def idea(ledger: Ledger, page: Page, tags: dict[str, int]) -> None:
    """The row, with its numbers as they are in the end, and its tags."""
    made, text, moment = page.outline, page.text, ledger.moment
    comments, staff_comments = _said(made)
    created = datetime.fromtimestamp(made.posted, UTC)
    ledger.rows["idea"].append(
        (
            made.id,
            moment(made.posted),
            made.board,
            made.kind,
            text.title,
            text.body,
            html(text.body),
            RENDERER,
            made.lang,
            made.author,
            "",
            made.owner,
            made.stage,
            1,
            made.votes,
            0,
            comments,
            staff_comments,
            hot(made.votes, created),
            made.root.id if made.root else None,
            made.held,
            moment(made.hidden) if made.hidden else None,
            moment(made.answered) if made.answered else None,
            moment(made.changed or made.posted),
        )
    )
    for tag in text.tags:
        ledger.put("idea_tag", made.id, tags[tag])


def _said(made: Outline) -> tuple[int, int]:
    """How many comments everyone reads here, what was merged in included, and how many only some read."""
    spoken = [said.audience == "everyone" for each in (made, *made.sources) for said in each.remarks]
    everyone = sum(spoken)
    return everyone, len(spoken) - everyone


def story(ledger: Ledger, page: Page, scale: Scale, merges: dict[int, int]) -> None:
    """What happened to it by people's hands, with the ids of its merges by their sources. What the roadmap and the
    verdicts did is told by `loop`."""
    made, by = page.outline, manager(scale, page.outline.id)
    event = partial(ledger.event, subject=("idea", made.id))
    arrived = "idea.held" if made.held else "idea.posted"
    page.then(made.posted, partial(event, made.posted, arrived, made.author, votes=0))
    _conversation(ledger, page)
    if made.hidden:
        page.then(made.hidden, partial(event, made.hidden, "idea.hidden", by, votes=len(made.voters)))
    if made.owner:
        at, owner = made.answered + 60, made.owner
        page.then(at, partial(event, at, "idea.owner_changed", owner, votes=0, owner=owner, was=None))
    for source in made.sources:
        at, details = source.changed, {"source": source.id, "merge": merges[source.id]}
        page.then(at, partial(event, at, "merge.received", by, votes=made.votes, **details))
    _moves(ledger, page, by, merges.get(made.id))


def _conversation(ledger: Ledger, page: Page) -> None:
    made = page.outline
    for said, words in zip(made.remarks, page.text.remarks, strict=True):
        parent = None if said.under is None else page.comments[said.under][0]
        written = (words.body, html(words.body), RENDERER, made.lang, said.audience, said.answers)
        comment = ledger.put("comment", ledger.moment(said.at), made.id, said.person, parent, *written)
        page.comments.append((comment, words.words))
        action = "comment.answered" if said.answers else "comment.posted"
        heard, about = READ_BY[said.audience], ("idea", made.id)
        told = partial(
            ledger.event, said.at, action, said.person, about, audience=heard, votes=0, comment=comment
        )
        page.then(said.at, told)


def _moves(ledger: Ledger, page: Page, by: int, merge: int | None) -> None:
    made, step = page.outline, partial(move, ledger, page)
    if made.stage == "received":
        return
    end = made.shipped or made.changed
    if made.stage == "withdrawn":
        page.then(end, partial(step, "received", "withdrawn", end, by=made.author, way="withdrawal"))
        return
    looked = end if made.stage == "reviewing" else made.posted + (end - made.posted) // 3
    page.then(looked, partial(step, "received", "reviewing", looked, by=by))
    if made.stage in ("planned", "building"):
        page.then(end, partial(step, "reviewing", made.stage, end, by=by))
    elif made.stage == "declined":
        page.then(end, partial(_decline, ledger, page, end, by))
    elif made.root:
        details = {"action": "merge.made", "way": "merge", "into": made.root.id, "merge": merge}
        page.then(end, partial(step, "reviewing", "merged", end, by=by, **details))


def move(
    ledger: Ledger,
    page: Page,
    start: str,
    to: str,
    at: int,
    *,
    by: int | None,
    way: str = "by_hand",
    action: str = "",
    **details: object,
) -> int:
    """A step of this idea along the loop; the event's id."""
    made = page.outline
    action = action or ("idea.withdrawn" if to == "withdrawn" else "idea.moved")
    told: dict[str, Any] = {"from": start, "to": to, "way": way, "cycle": 1, **details}
    event = ledger.event(at, action, by, ("idea", made.id), votes=made.votes, **told)
    page.moves.append((at, event))
    return event


def _decline(ledger: Ledger, page: Page, at: int, by: int) -> None:
    kind = list(Decline)[page.outline.id % len(Decline)].value
    event = move(ledger, page, "reviewing", "declined", at, by=by, kind=kind)
    reason = page.text.body.partition(".")[0] + "."
    ledger.put("statement", ledger.moment(at), event, "reason", reason, page.outline.lang)


def merges(ledger: Ledger, outlines: Sequence[Outline], scale: Scale) -> dict[int, int]:
    """The chunk's merges, before any story tells of them: their ids by their sources."""
    moment, made = ledger.moment, {}
    for each in outlines:
        if each.root:
            before = each.posted + (each.changed - each.posted) // 3
            columns = (each.id, each.root.id, "reviewing", moment(before), manager(scale, each.id))
            made[each.id] = ledger.put("merge", moment(each.changed), *columns)
    return made
