"""Voting for an idea, on one's own behalf or, for staff, on somebody else's."""

from api.ground.calls import Call
from api.ground.endpoints import delete, put
from api.ground.problems import wrong_at
from api.models.talk import Vote, VoteCast, VoteFor
from core.words import N_, _
from people.addresses import normalised
from people.models import Person
from people.queries import represented
from people.tokens import Scope
from voting.ballot import Outcome
from voting.operations import cast_vote, withdraw_vote
from voting.permissions import sees_counts
from voting.proxies import cast_for, withdraw_for
from voting.weights import set_weight


@put(
    "/ideas/{id}/vote",
    says=N_("Vote, which counts once however often"),
    spends="vote",
    problems=(409,),
    called={"email": "for"},
)
async def cast(number: int, body: VoteCast | None, by: Person, call: Call) -> Vote:
    asked = body or VoteCast()
    if asked.person is not None:
        if asked.weight is not None:
            raise wrong_at(weight=_("How much it matters they say themselves."))
        person_id = await _customer(asked.person, call)
        return _shown(await cast_for(number, person_id=person_id, by=by), by, None)
    came = await cast_vote(number, by=by)
    if asked.weight is not None:
        await set_weight(number, asked.weight, by=by)
    return _shown(came, by, asked.weight)


def _shown(came: Outcome, by: Person, weight: int | None) -> Vote:
    seen = sees_counts(by, came, voted=True)
    return Vote(
        voted=True,
        weight=weight or came.weight,
        votes=came.votes if seen else None,
        votes_imported=came.votes_imported if seen else None,
        following=came.following,
    )


@delete(
    "/ideas/{id}/vote",
    says=N_("Take a vote back"),
    spends="vote",
    problems=(409,),
    called={"email": "for"},
)
async def withdraw(number: int, query: VoteFor, by: Person, call: Call) -> None:
    if query.person:
        await withdraw_for(number, person_id=await _customer(query.person, call), by=by)
    else:
        await withdraw_vote(number, by=by)


async def _customer(email: str, call: Call) -> int:
    """The customer or partner with this address; only staff are told whether there is one."""
    call.demand(Scope.MANAGE)
    wanted = normalised(email)
    found = await represented(wanted, reader=call.person)
    if not found or found[0]["email"] != wanted:
        raise wrong_at(**{"for": _("No customer or partner is known by this.")})
    return int(found[0]["id"])
