"""Taking rows in, a batch at a time: each batch whole or not at all, and a second time without effect.

An idea is known by its source and its id there. Imported stages are history: no guard is asked and nobody is told.
Votes from elsewhere stay a number beside the votes that people cast here.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.database import in_transaction, on_sqlite, rows
from core.markup import render
from core.words import _
from ideas.imports.places import Places
from ideas.imports.rows import Wanted
from ideas.imports.standing import Standing, changes, is_another, standing
from ideas.imports.writing import Change, add, alter

BATCH = 500
"""Rows that are committed together."""

Rows = Sequence[tuple[int, Wanted]]
"""Checked rows with the lines on which they begin."""


@dataclass
class Outcome:
    """How many rows were taken, were there unchanged and were updated; which were left out, by line and reason."""

    taken: int = 0
    unchanged: int = 0
    updated: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class _Plan:
    new: list[tuple[int, Wanted]] = field(default_factory=list)
    changed: list[tuple[int, Change]] = field(default_factory=list)
    unchanged: int = 0
    others: list[int] = field(default_factory=list)

    def outcome(self, source: str) -> Outcome:
        reason = _(
            "Something else, created at another time, was imported from “%(source)s” under this source_id. "
            "Give this file a source of its own with --source.",
            source=source,
        )
        others = [(line, reason) for line in self.others]
        return Outcome(len(self.new), self.unchanged, len(self.changed), others)


async def take(batch: Rows, *, source: str, places: Places, dry_run: bool = False) -> Outcome:
    """Bring a batch in. What stands unchanged costs one look; the bodies are rendered before the transaction."""
    plan = await _planned(batch, source)
    outcome = plan.outcome(source)
    if dry_run or not (plan.new or plan.changed):
        return outcome
    for name in dict.fromkeys(wanted.board for _line, wanted in plan.new):
        await places.make(name)
    html = await _rendered(plan)
    written = await _write(batch, html, source, places)
    return written.outcome(source)


@in_transaction
async def _write(batch: Rows, html: Mapping[int, str], source: str, places: Places) -> _Plan:
    await _wait_for_others(source)
    plan = await _planned(batch, source)  # anew: another import of this source may have come first
    await add(
        [(wanted, places.id_of(wanted.board), await _html(html, line, wanted)) for line, wanted in plan.new],
        source,
    )
    for line, each in plan.changed:
        await alter(each, await _html(html, line, each.wanted), source)
    return plan


async def _wait_for_others(source: str) -> None:
    """One import of a source at a time: on SQLite there is one writer anyway."""
    if not on_sqlite():
        await rows(
            "SELECT pg_advisory_xact_lock(hashtext('import'), hashtext(CAST(:source AS TEXT)))", source=source
        )


async def _planned(batch: Rows, source: str) -> _Plan:
    here = await standing(source, [wanted.source_id for _line, wanted in batch])
    plan = _Plan()
    for line, wanted in batch:
        _sort(plan, line, wanted, here.get(wanted.source_id))
    return plan


def _sort(plan: _Plan, line: int, wanted: Wanted, here: Standing | None) -> None:
    if here is None:
        plan.new.append((line, wanted))
    elif is_another(wanted, here):
        plan.others.append(line)
    elif changed := changes(wanted, here):
        plan.changed.append((line, Change(wanted, here, changed)))
    else:
        plan.unchanged += 1


async def _rendered(plan: _Plan) -> dict[int, str]:
    bodies = {line: wanted.body or "" for line, wanted in plan.new}
    bodies |= {line: each.wanted.body or "" for line, each in plan.changed if "body" in each.fields}
    return dict(zip(bodies, await asyncio.gather(*map(render, bodies.values())), strict=True))


async def _html(html: Mapping[int, str], line: int, wanted: Wanted) -> str:
    return html[line] if line in html else await render(wanted.body or "")
