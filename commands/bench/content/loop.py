"""The loop's later half: what answers ideas on the roadmap, what was shipped, and who says that it worked."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Any

from commands.bench.content.ideas import Page, manager, move
from commands.bench.content.ledger import Ledger
from commands.bench.content.scale import DAY, Scale
from commands.bench.content.sentences import html
from commands.bench.content.verdicts import Round, judge

TOGETHER = 8
"""So many ideas one shipped item answers."""

MOST_LINKS = 20
"""So many ideas an item under way answers at most; the others are planned without one."""


def plan(
    ledger: Ledger, pages: Sequence[Page], items: dict[str, list[int]], links: dict[int, int], scale: Scale
) -> None:
    """What is planned or being built is linked to the items under way that stand there, while they have room.

    `links` counts by item, across the chunks."""
    for page in pages:
        made = page.outline
        if made.stage not in ("planned", "building") or made.audience != "everyone":
            continue
        there = items[made.stage]
        item = there[made.id % len(there)]
        if links.get(item, 0) < MOST_LINKS:
            links[item] = links.get(item, 0) + 1
            _link(ledger, page, item, made.changed, manager(scale, made.id))


def ship(ledger: Ledger, pages: Sequence[Page], scale: Scale) -> list[tuple[int, int]]:
    """Everything that was shipped in this chunk, some ideas together: with its item, its improvement, its round. The
    items and when they were shipped, in order."""
    made: list[tuple[int, int]] = []
    done = sorted((page for page in pages if page.outline.is_done), key=lambda page: page.outline.audience)
    for audience, those in groupby(done, key=lambda page: page.outline.audience):
        together = list(those)
        starts = range(0, len(together), TOGETHER)
        made += [_ship(ledger, together[start : start + TOGETHER], audience, scale) for start in starts]
    return sorted(made, key=lambda each: each[1])


def _ship(ledger: Ledger, pages: Sequence[Page], audience: str, scale: Scale) -> tuple[int, int]:
    first = min(pages, key=lambda page: page.outline.shipped)
    at, by = first.outline.shipped, manager(scale, first.outline.id)
    text = first.text
    words = (text.title, text.body, html(text.body), first.outline.lang)
    moment = ledger.moment(at)
    number = ledger.ids.get("item", 0) + 1
    item = ledger.put("item", moment, *words, "shipped", "now", audience, number, moment, by)
    ledger.event(at, "item.created", by, ("item", item), stage="shipped", horizon="now")
    complaints = [page for page in pages if page.outline.kind == "complaint"]
    rounds = {page.outline.id: judge(ledger, page, scale) for page in pages}
    improvement = _improve(ledger, complaints, rounds, by) if complaints else None
    for page in pages:
        answer = improvement if page.outline.kind == "complaint" else None
        _shipped(ledger, page, item, answer, by)
    return item, at


def _improve(ledger: Ledger, complaints: Sequence[Page], rounds: dict[int, Round], by: int) -> int:
    first = min(complaints, key=lambda page: page.outline.shipped)
    at, text = first.outline.shipped, first.text
    moment, paragraph = ledger.moment(at), (text.body, html(text.body))
    confirmed = sum(rounds[page.outline.id].yes for page in complaints)
    written = (text.title, *paragraph, *paragraph, "", "", text.body, first.outline.lang)
    improvement = ledger.put("improvement", moment, *written, "posted", by, moment, confirmed)
    ledger.event(at, "improvement.drafted", by, ("improvement", improvement), audience="staff")
    ledger.event(at, "improvement.posted", by, ("improvement", improvement))
    for page in complaints:
        ledger.put("answered", moment, improvement, page.outline.id, 1, "")
    return improvement


def _shipped(ledger: Ledger, page: Page, item: int, improvement: int | None, by: int) -> None:
    """The link, the improvement and the move are one moment's work; what the round brings about comes later."""
    made, at = page.outline, page.outline.shipped
    event = partial(ledger.event, subject=("idea", made.id), votes=made.votes)
    _link(ledger, page, item, at, by)
    if improvement:
        page.then(at, partial(event, at, "improvement.answered", by, improvement=improvement, cycle=1))
    with_what: dict[str, Any] = {"improvement": improvement} if improvement else {"item": item}
    page.then(at, partial(move, ledger, page, "reviewing", "shipped", at, by=by, way="roadmap", **with_what))


def _link(ledger: Ledger, page: Page, item: int, at: int, by: int) -> None:
    made = page.outline
    ledger.put("link", ledger.moment(at), item, made.id, 1, by, "")
    ledger.event(at, "item.linked", by, ("item", item), idea=made.id)
    page.then(at, partial(ledger.event, at, "link.made", by, ("idea", made.id), votes=made.votes, item=item))


def release(ledger: Ledger, items: Sequence[tuple[int, int]]) -> None:
    """Releases of some shipped items each, given with their moments in order."""
    for start in range(0, len(items), TOGETHER):
        those = items[start : start + TOGETHER]
        at = max(moment for _item, moment in those)
        number = ledger.ids.get("release", 0) + 1
        columns = (f"1.{number}", f"Release 1.{number}", "", "", "en", "everyone", 2, ledger.moment(at))
        made = ledger.put("release", ledger.moment(at - DAY), *columns)
        ledger.event(at - DAY, "release.drafted", 2, ("release", made), audience="staff")
        ledger.event(at, "release.published", 2, ("release", made))
        for item, _moment in those:
            ledger.put("release_item", made, item)
