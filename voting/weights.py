"""How much a vote matters to whoever gave it."""

from core.database import in_transaction, row, rows
from core.errors import Invalid, Refused
from core.words import N_, _
from ideas.finding import idea_for, sources_of
from ideas.notes import note
from people.models import Person
from voting.counting import recount
from voting.events import VoteEvent
from voting.permissions import takes_votes

WEIGHTS = {1: N_("Nice to have"), 2: N_("Important"), 3: N_("Critical")}
"""What the weights are called, message ids."""


@in_transaction
async def set_weight(idea_id: int, weight: int, *, by: Person) -> None:
    """Say how much one's own vote matters: 1 nice, 2 important, 3 critical. It weighs, and still counts once.

    Votes for what was merged into the idea weigh the same from now on. Raises `Invalid` for field `weight`.
    """
    if weight not in WEIGHTS:
        raise Invalid({"weight": _("Choose how much it matters.")})
    idea = await idea_for(idea_id, by)
    if not takes_votes(idea):
        raise Refused(_("Votes are closed here."))
    sources = await sources_of(idea.id)
    whole = {"whole": [idea.id, *sources], "person": by.id}
    mine = await rows("SELECT weight FROM vote WHERE idea_id IN :whole AND person_id = :person", **whole)
    if not mine:
        raise Refused(_("Vote first, then say how much it matters."))
    if all(each["weight"] == weight for each in mine):
        return
    await row(
        "UPDATE vote SET weight = :weight WHERE idea_id IN :whole AND person_id = :person",
        weight=weight,
        **whole,
    )
    if len(mine) > 1:
        await recount(idea.id, sources)
    await note(VoteEvent.WEIGHED, idea, by=by, weight=weight)
