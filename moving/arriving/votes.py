"""Votes that come along. They are votes like those cast here: one for each person and idea, counted where the idea
goes on, of whoever counts there already not twice."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from activity.models import Reason
from core.clock import now
from core.database import in_transaction, rows
from core.words import _
from ideas.imports.rows import LeftOut, checked_moment
from ideas.models import Idea
from moving.arriving.arrivals import Settled, addresses_of, one_at_a_time, persons, settled
from moving.arriving.forms import Left, Support, Who
from moving.arriving.history import follow, tell
from moving.arriving.tally import Tally
from moving.events import ArrivalEvent
from voting.counting import count_many
from voting.events import VoteEvent
from voting.models import Vote

Pair = tuple[int, int]
"""An idea and a person."""


@in_transaction
async def take(batch: Sequence[Support], source: str, zone: tzinfo) -> Tally:
    """Bring these votes in. One that was taken back here since stays taken back."""
    await one_at_a_time(source)
    here = await settled(source, {each.idea for each in batch})
    people = await persons(source, [each.person for each in batch])
    tally = Tally()
    wanted: dict[Pair, tuple[int, datetime]] = {}
    for each in batch:
        try:
            idea, person, created = _checked(each, here, people, zone)
        except LeftOut as reason:
            tally.left.append(Left(each.place, str(reason)))
            continue
        wanted.setdefault((idea.id, person), (idea.root, created))
    tally.taken = await _cast(wanted, source) if wanted else 0
    tally.unchanged = len(batch) - len(tally.left) - tally.taken
    return tally


def _checked(
    each: Support, here: Mapping[str, Settled], people: Mapping[Who, int], zone: tzinfo
) -> tuple[Settled, int, datetime]:
    if each.idea not in here:
        raise LeftOut(_("What it is about isn't here: %(idea)s.", idea=each.idea[:60]))
    if each.person not in people:
        raise LeftOut(
            _("Whose vote it is isn't in the file: %(who)s.", who=each.person.key or each.person.email)
        )
    return here[each.idea], people[each.person], checked_moment(each.created, zone) or now()


async def _cast(wanted: Mapping[Pair, tuple[int, datetime]], source: str) -> int:
    """Write those that aren't here, with the ideas locked in the order of their ids. How many those were."""
    ideas = {idea for idea, _person in wanted} | {root for root, _created in wanted.values()}
    await Idea.filter(id__in=sorted(ideas)).order_by("id").select_for_update().values_list("id")
    known, counted = await _standing(wanted, ideas)
    gone = await _taken_back(ideas)
    new: list[Vote] = []
    cast: list[Pair] = []
    for (idea, person), (root, created) in wanted.items():
        if (idea, person) in known or {(idea, person), (root, person)} & gone:
            continue
        counts_on = None if (root, person) in counted else root
        counted.add((root, person))
        cast.append((idea, person))
        new.append(Vote(idea_id=idea, person_id=person, counted_on_id=counts_on, created_at=created))
    await Vote.bulk_create(new)
    await count_many(sorted({wanted[pair][0] for pair in cast}))
    pairs = [(person, idea) for idea, person in cast]
    reached = await addresses_of({person for person, _idea in pairs})
    await follow([pair for pair in pairs if pair[0] in reached], Reason.VOTER)
    await tell(ArrivalEvent.VOTED, [idea for _person, idea in pairs], source)
    return len(new)


async def _standing(
    wanted: Mapping[Pair, tuple[int, datetime]], ideas: set[int]
) -> tuple[set[Pair], set[Pair]]:
    """Whose votes are here for which ideas, and on which ideas they count."""
    found = await rows(
        """SELECT idea_id, person_id, counted_on_id FROM vote
           WHERE person_id IN :people AND (idea_id IN :ideas OR counted_on_id IN :ideas)""",
        people=sorted({person for _idea, person in wanted}),
        ideas=sorted(ideas),
    )
    return (
        {(each["idea_id"], each["person_id"]) for each in found},
        {(each["counted_on_id"], each["person_id"]) for each in found},
    )


async def _taken_back(ideas: set[int]) -> set[Pair]:
    """Who took a vote back here, or for whom it was: it isn't brought back by importing it again."""
    found = await rows(
        """SELECT subject_id, actor_id, details FROM event
           WHERE subject_type = 'idea' AND subject_id IN :ideas AND action IN :actions""",
        ideas=sorted(ideas),
        actions=[VoteEvent.WITHDRAWN.value],
    )
    return {(int(each["subject_id"]), int(each["actor_id"])) for each in found if each["actor_id"]}
