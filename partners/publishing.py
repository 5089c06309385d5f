"""From a room into the ideas: a proposal is published as soon as all of its authors have said yes, or after a week with
whoever has. An objection holds it. Whoever hasn't answered contributed without a name, until they say otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from activity import tasks
from activity.models import Audience, Calling, Task
from activity.operations import record
from core.clock import now
from core.database import in_transaction
from core.errors import Refused
from core.words import _
from ideas.coauthors import Credit
from ideas.models import Board, BoardAudience, Idea
from ideas.operations import post_written
from ideas.permissions import can_post
from ideas.words import Written, written
from partners.events import ProposalEvent
from partners.models import Consent, DocumentVersion, Proposal, ProposalAuthor, ProposalState
from people.models import Person

WEEK = timedelta(days=7)
"""So long its authors are asked."""

PUBLISHING = "publishing"
"""The kind of task that a proposal leaves for when the time is over."""


@dataclass(frozen=True)
class Ready:
    """The text of a version as it would be published: rendered before the transaction that publishes it."""

    n: int
    title: str
    text: Written


async def ready(document_id: int, n: int) -> Ready:
    version = await DocumentVersion.get(document_id=document_id, n=n)
    return Ready(n, version.title, await written(version.body, of=version.title))


def takes_joint(person: Person, board: Board) -> bool:
    """Whether this person may bring here what was written in a room: onto boards that everybody reads."""
    here = person.deactivated_at is None
    return here and board.audience is BoardAudience.EVERYONE and can_post(person, board)


async def asked_of(proposal: Proposal) -> list[ProposalAuthor]:
    """Its authors, in the order in which they first wrote, whoever opened it first."""
    found = await ProposalAuthor.filter(proposal_id=proposal.id).order_by("id").select_related("person")
    return sorted(found, key=lambda each: each.person_id != proposal.opened_by_id)


def is_due(proposal: Proposal, authors: Sequence[ProposalAuthor]) -> bool:
    """Whether it is published now: nobody objects, and all have said yes or had their time."""
    if any(each.consent is Consent.OBJECTED for each in authors):
        return False
    return now() >= proposal.due_at or all(each.consent is Consent.CONFIRMED for each in authors)


async def publish(
    proposal: Proposal, authors: Sequence[ProposalAuthor], text: Ready, *, by: Person | None
) -> Idea:
    """Inside a transaction that holds the proposal: make an idea of it, by whoever opened it together with the others.
    Raises `Refused` where they can't post on its board any more."""
    opener, *others = authors
    board = await Board.get(id=proposal.board_id)
    if text.n != proposal.version:
        raise Refused(_("Another version was chosen meanwhile. Please read it first."))
    if not takes_joint(opener.person, board):
        raise Refused(
            _(
                "“%(name)s” takes nothing new any more. Whoever opened the proposal can choose another board.",
                name=board.name,
            )
        )
    idea = await post_written(
        board,
        proposal.kind,
        text.title,
        text.text,
        by=opener.person,
        others=[Credit(each.person_id, _credited(each)) for each in others],
        credit_name=opener.credit_name if opener.credit_name != opener.person.name else "",
    )
    await end(proposal, ProposalState.PUBLISHED, idea)
    await note(ProposalEvent.PUBLISHED, proposal, authors, by=by, idea=idea.id)
    return idea


def _credited(author: ProposalAuthor) -> str:
    return author.credit_name if author.consent is Consent.CONFIRMED else ""


async def end(proposal: Proposal, state: ProposalState, idea: Idea | None = None) -> None:
    proposal.state, proposal.ended_at = state, now()
    proposal.idea_id = idea.id if idea else None
    await proposal.save(update_fields=["state", "ended_at", "idea_id"])


async def note(
    action: ProposalEvent,
    proposal: Proposal,
    told: Sequence[ProposalAuthor],
    *,
    by: Person | None,
    **details: Any,
) -> None:
    """What happened to a proposal; those of its authors who are `told` hear of it, whoever is still asked as such."""
    calling = {
        each.person_id: Calling.ASKED if each.consent is Consent.ASKED else Calling.ASSIGNED
        for each in told
        if by is None or each.person_id != by.id
    }
    about = ("proposal", proposal.id)
    await record(action, by=by, about=about, audience=Audience.AUTHOR, calling=calling, **details)


async def due_step(task: Task) -> bool:
    """A week is over (fills `activity.ports.work`)."""
    proposal = await Proposal.get(id=task.reference)
    return await _due(task, await ready(proposal.document_id, proposal.version))


@in_transaction
async def _due(task: Task, text: Ready) -> bool:
    if await tasks.hold(task) is None:
        return True
    proposal = await Proposal.select_for_update().get(id=task.reference)
    authors = await asked_of(proposal)
    if proposal.state is ProposalState.GATHERING and now() < proposal.due_at:
        await tasks.wait_until(task, proposal.due_at)
        return True
    if proposal.state is ProposalState.GATHERING and is_due(proposal, authors):
        if (
            text.n != proposal.version
        ):  # chosen a moment ago, and due already: the next step has the right text
            return False
        if takes_joint(authors[0].person, await Board.get(id=proposal.board_id)):
            await publish(proposal, authors, text, by=None)
        else:
            await end(proposal, ProposalState.WITHDRAWN)
            await note(ProposalEvent.WITHDRAWN, proposal, authors, by=None, because="board")
    await tasks.finish(task)
    return True
