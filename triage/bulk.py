"""The same for many ideas at once: one act, so that whoever follows several of them is told once; all of them or none.

What is the case already for some of them isn't done again; what can't be done for some is refused for all, with those
named.
"""

from collections.abc import Awaitable, Callable, Sequence

from core.database import in_transaction
from core.errors import Invalid, NotAllowed, NotFound, Problem, Refused
from core.words import _
from ideas import moves, stewardship
from ideas.loop import Stage
from ideas.models import Idea
from ideas.moves import Reasons
from ideas.queries import titles
from ideas.tags import parsed, tags_of
from people.models import Person
from triage import merging
from triage.permissions import can_triage

MOST = 200
NAMED = 10
"""So many ideas are named in a refusal; the rest is counted."""


@in_transaction
async def move_all(idea_ids: Sequence[int], *, to: str, by: Person, why: Reasons | None = None) -> list[int]:
    """Move them by hand, with one reason. Gives those that moved; those that were there already stay as they are."""
    ids = _checked(idea_ids, by)
    if to not in list(Stage):
        raise Invalid({"stage": _("Choose where it goes.")})
    there = {idea.id for idea in await Idea.filter(id__in=ids, stage=to).only("id")}
    left = [idea_id for idea_id in ids if idea_id not in there]
    if not left:
        raise Refused(_("They are there already."))
    return await _each(left, lambda idea_id: moves.move(idea_id, to=to, by=by, why=why), by)


@in_transaction
async def retag_all(idea_ids: Sequence[int], *, add: str = "", remove: str = "", by: Person) -> list[int]:
    """Add tags and take tags away; each idea's other tags stay. Raises `Invalid` for field `tags`."""
    added, removed = parsed(add), parsed(remove)
    if not added and not removed:
        raise Invalid({"tags": _("Write a tag.")})

    async def retag(idea_id: int) -> None:
        kept = [name for name in await tags_of(idea_id) if name not in removed]
        tags = ", ".join(dict.fromkeys([*kept, *added]))
        try:
            await stewardship.retag(idea_id, tags=tags, by=by)
        except Invalid as error:
            raise Refused(error.sentence) from error

    return await _each(_checked(idea_ids, by), retag, by)


@in_transaction
async def set_owner_all(idea_ids: Sequence[int], *, owner_id: int | None, by: Person) -> list[int]:
    """Name who answers for them, or nobody. Raises `Invalid` for field `owner`."""
    return await _each(
        _checked(idea_ids, by),
        lambda idea_id: stewardship.set_owner(idea_id, owner_id=owner_id, by=by),
        by,
    )


@in_transaction
async def merge_all(idea_ids: Sequence[int], *, into: int, by: Person) -> list[int]:
    """Merge them into one, which may be among them. Raises `Invalid` for field `into`."""
    sources = _checked([idea_id for idea_id in idea_ids if idea_id != into], by)
    return await _each(sources, lambda idea_id: merging.merge([idea_id], into=into, by=by), by)


def _checked(idea_ids: Sequence[int], by: Person) -> list[int]:
    """Each once, in the order of their ids, so that two acts never wait for each other in a circle."""
    if not can_triage(by):
        raise NotAllowed(_("The inbox is for staff."))
    ids = sorted(set(idea_ids))
    if not ids:
        raise Invalid({"": _("Select at least one.")})
    if len(ids) > MOST:
        raise Invalid({"": _("Select %(most)s at most.", most=MOST)})
    return ids


async def _each(idea_ids: Sequence[int], do: Callable[[int], Awaitable[object]], by: Person) -> list[int]:
    """Inside a transaction, which a refusal ends undone. What was typed wrongly is wrong for all alike."""
    amiss: dict[int, str] = {}
    for idea_id in idea_ids:
        try:
            await do(idea_id)
        except Invalid:
            raise
        except NotFound:
            amiss[idea_id] = _("It doesn't exist.")
        except Problem as problem:
            amiss[idea_id] = problem.sentence
    if len(set(amiss.values())) == 1 and len(amiss) == len(idea_ids) > 1:
        raise Refused(next(iter(amiss.values())))
    if amiss:
        raise Refused(await _sentence(amiss, by))
    return list(idea_ids)


async def _sentence(amiss: dict[int, str], by: Person) -> str:
    """Which of them stand in the way, and why."""
    known = await titles(list(amiss)[:NAMED], by)
    named = [
        _("“%(title)s” (#%(id)s): %(why)s", title=known[idea_id]["title"], id=idea_id, why=why)
        if idea_id in known
        else f"#{idea_id}: {why}"
        for idea_id, why in list(amiss.items())[:NAMED]
    ]
    if len(amiss) > NAMED:
        named.append(_("… and %(num)s more.", num=len(amiss) - NAMED))
    return _("Nothing was changed.") + " " + " ".join(named)
