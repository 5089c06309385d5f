"""Proposing together: one of its authors takes a version of a document to a public board, and all whose text stands in
it are asked."""

from collections.abc import Sequence

from activity.operations import leave_task
from activity.submissions import once
from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.words import _
from ideas.boards import board_for
from ideas.models import Board, Kind
from ideas.operations import checked
from partners.consent import answering, checked_credit, confirm, object_to, relent, withdraw
from partners.events import ProposalEvent
from partners.models import Consent, DocumentVersion, Proposal, ProposalAuthor, ProposalState
from partners.publishing import PUBLISHING, WEEK, Ready, asked_of, is_due, note, publish, ready, takes_joint
from partners.versions import version_of
from partners.writers import writing
from people.models import Person

__all__ = ["confirm", "object_to", "open_proposal", "relent", "revise", "withdraw"]


async def open_proposal(
    document_id: int,
    *,
    version: int,
    board: str,
    kind: str,
    name: str = "",
    terms: bool = True,
    key: str = "",
    by: Person,
) -> Proposal:
    """Take a version of a document, in which one's own text stands, to a public board; that says yes for oneself. Who
    wrote all of it publishes at once. `key` is the form's own: sent twice, it opens one.

    Raises `Invalid` for `version`, `board`, `kind`, `name` and `terms`.
    """
    await version_of(document_id, by, version)
    text = await ready(document_id, version)
    place = await board_for(board, by)
    _check(text, place, kind, by)
    assert place is not None
    return await _open(document_id, text, place, Kind(kind), checked_credit(name, terms, by), key, by)


@in_transaction
async def _open(
    document_id: int, text: Ready, board: Board, kind: Kind, name: str, key: str, by: Person
) -> Proposal:
    standing = await writing(document_id, by)
    form = await once(by.id, f"proposal of {document_id}", key) if key else None
    if form and form.subject_id:
        return await Proposal.get(id=form.subject_id)
    authors = await _authors_of(document_id, text.n, by)
    if await Proposal.exists(document_id=document_id, state=ProposalState.GATHERING):
        raise Refused(_("A proposal of this document is on its way already."))
    moment = now()
    proposal = await Proposal.create(
        document=standing.document,
        version=text.n,
        opened_by=by,
        board=board,
        kind=kind,
        created_at=moment,
        asked_at=moment,
        due_at=moment + WEEK,
    )
    if form:
        await form.update_from_dict({"subject_type": "proposal", "subject_id": proposal.id}).save()
    await _ask(proposal, authors)
    await ProposalAuthor.filter(proposal_id=proposal.id, person_id=by.id).update(
        consent=Consent.CONFIRMED, credit_name=name, answered_at=moment
    )
    await _go_round(ProposalEvent.OPENED, proposal, text, by)
    return proposal


async def revise(proposal_id: int, *, version: int, board: str = "", kind: str = "", by: Person) -> Proposal:
    """Choose another version, and board or kind: all whose text stands in it are asked anew. Whoever objected must have
    no text in it any more. Only whoever opened the proposal, while they write in the room.

    Raises `Invalid` for `version`, `board` and `kind`.
    """
    found = await Proposal.get_or_none(id=proposal_id)
    if found is None:
        raise NotFound
    await version_of(found.document_id, by, version)
    text = await ready(found.document_id, version)
    place = await board_for(board, by) if board else await Board.get(id=found.board_id)
    _check(text, place, kind or found.kind, by)
    assert place is not None
    return await _revise(proposal_id, text, place, Kind(kind or found.kind), by)


@in_transaction
async def _revise(proposal_id: int, text: Ready, board: Board, kind: Kind, by: Person) -> Proposal:
    await writing((await Proposal.get(id=proposal_id)).document_id, by)
    proposal, before, _mine = await answering(proposal_id, by)
    if proposal.opened_by_id != by.id:
        raise NotAllowed(_("Whoever opened the proposal chooses the version."))
    if proposal.state is not ProposalState.GATHERING:
        raise Refused(_("It has been decided already."))
    if (proposal.version, proposal.board_id, proposal.kind) == (text.n, board.id, kind):
        return proposal
    authors = await _authors_of(proposal.document_id, text.n, by)
    _must_leave_out([each for each in before if each.consent is Consent.OBJECTED], authors)
    moment = now()
    proposal.version, proposal.kind, proposal.board = text.n, kind, board
    proposal.asked_at, proposal.due_at = moment, moment + WEEK
    await proposal.save(update_fields=["version", "kind", "board_id", "asked_at", "due_at"])
    await ProposalAuthor.filter(proposal_id=proposal.id).exclude(person_id=by.id).delete()
    await _ask(proposal, [each for each in authors if each != by.id])
    await _go_round(ProposalEvent.REVISED, proposal, text, by)
    return proposal


def _check(text: Ready, board: Board | None, kind: str, by: Person) -> None:
    wrong: dict[str, str] = {}
    if board is None or not takes_joint(by, board):
        wrong["board"] = _("Choose a public board that you can post on.")
    try:
        checked(board, kind, text.title, text.text.body, "", by)
    except Invalid as error:
        said = {"title": "version", "body": "version"}
        wrong = {said.get(field, field): sentence for field, sentence in error.fields.items()} | wrong
    if wrong:
        raise Invalid(wrong)


async def _authors_of(document_id: int, version: int, by: Person) -> list[int]:
    authors = (await DocumentVersion.get(document_id=document_id, n=version)).authors
    if by.id not in authors:
        raise NotAllowed(_("Only those whose text stands in this version can propose it."))
    return authors


def _must_leave_out(objectors: Sequence[ProposalAuthor], authors: Sequence[int]) -> None:
    names = [each.person.name for each in objectors if each.person_id in authors]
    if names:
        sentence = _(
            "%(names)s objected, and their text still stands in this version. Choose one without it.",
            names=", ".join(names),
        )
        raise Invalid({"version": sentence})


async def _ask(proposal: Proposal, people: Sequence[int]) -> None:
    moment = now()
    for person in people:
        await ProposalAuthor.create(proposal=proposal, person_id=person, created_at=moment)


async def _go_round(action: ProposalEvent, proposal: Proposal, text: Ready, by: Person) -> None:
    """Everybody is asked; where nobody but who opened it is to be, it is published at once."""
    authors = await asked_of(proposal)
    await leave_task(PUBLISHING, proposal.id, due_at=proposal.due_at, again=True)
    await note(action, proposal, authors, by=by, version=proposal.version)
    if is_due(proposal, authors):
        await publish(proposal, authors, text, by=by)
