"""What its authors say to a publication: yes, with the name to be credited by, or no, with words. They answer also
after they have left the room."""

from core.clock import now
from core.database import in_transaction, row
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.words import N_, _
from ideas.words import checked_reason
from partners.events import ProposalEvent
from partners.models import Consent, Proposal, ProposalAuthor, ProposalState
from partners.publishing import Ready, asked_of, end, is_due, note, publish, ready
from partners.visibility import visible_proposals
from people.models import Person
from people.names import checked_name

TERMS = (
    N_("It is published on a public board, where everybody can read it, under the names of all who agree."),
    N_(
        "Whoever doesn't answer within 7 days contributed unnamed, until they say that they want to be named."
    ),
    N_("The company answers all of its authors, and asks all of them whether it worked."),
    N_("Each of its authors can edit it while it is on its way, and can take their name off it."),
)
"""What everybody agrees to who says yes."""

ENDED = {
    ProposalState.PUBLISHED: N_("This is published already."),
    ProposalState.WITHDRAWN: N_("This proposal was withdrawn."),
}


async def confirm(
    proposal_id: int, *, name: str = "", version: int | None = None, terms: bool = True, by: Person
) -> Proposal:
    """Say yes to the version that one has read, credited by one's own name unless another is given; an objection of
    one's own ends. With the last yes it is published. Raises `Invalid` for `name` and `terms`."""
    text = await _ready(proposal_id, by)
    return await _confirm(proposal_id, name, version, terms, text, by)


@in_transaction
async def _confirm(
    proposal_id: int, name: str, version: int | None, terms: bool, text: Ready, by: Person
) -> Proposal:
    proposal, authors, mine = await answering(proposal_id, by)
    credited = checked_credit(name, terms, by)
    if mine.consent is Consent.CONFIRMED and mine.credit_name == credited:
        return proposal
    _must_be_open(proposal)
    _must_be_read(proposal, version)
    await _answer(mine, Consent.CONFIRMED, name=credited)
    published = is_due(proposal, authors)
    told = [] if published else [each for each in authors if each.person_id == proposal.opened_by_id]
    await note(ProposalEvent.CONFIRMED, proposal, told, by=by)
    if published:
        await publish(proposal, authors, text, by=by)
    return proposal


@in_transaction
async def object_to(proposal_id: int, *, words: str, version: int | None = None, by: Person) -> Proposal:
    """Say no, and why: nothing is published until the objection is withdrawn, or one's text is taken out. Raises
    `Invalid` for `words`."""
    proposal, authors, mine = await answering(proposal_id, by)
    _must_be_open(proposal)
    _must_be_read(proposal, version)
    if by.id == proposal.opened_by_id:
        raise Refused(_("You opened this yourself. You can choose another version, or withdraw it."))
    why = checked_reason(words, field="words", needed=_("Say what you object to; its other authors read it."))
    if mine.consent is not Consent.OBJECTED or mine.words != why:
        await _answer(mine, Consent.OBJECTED, words=why)
        await note(ProposalEvent.OBJECTED, proposal, authors, by=by)
    return proposal


async def relent(proposal_id: int, *, by: Person) -> Proposal:
    """Withdraw one's objection. One is asked again; what waited for this alone is published."""
    text = await _ready(proposal_id, by)
    return await _relent(proposal_id, text, by)


@in_transaction
async def _relent(proposal_id: int, text: Ready, by: Person) -> Proposal:
    proposal, authors, mine = await answering(proposal_id, by)
    _must_be_open(proposal)
    if mine.consent is not Consent.OBJECTED:
        return proposal
    await _answer(mine, Consent.ASKED)
    published = is_due(proposal, authors)
    await note(ProposalEvent.RELENTED, proposal, [] if published else authors, by=by)
    if published:
        await publish(proposal, authors, text, by=by)
    return proposal


@in_transaction
async def withdraw(proposal_id: int, *, by: Person) -> Proposal:
    """Any of its authors takes it back before it is published; another one can be opened later."""
    proposal, authors, _mine = await answering(proposal_id, by)
    if proposal.state is ProposalState.WITHDRAWN:
        return proposal
    _must_be_open(proposal)
    await end(proposal, ProposalState.WITHDRAWN)
    await note(ProposalEvent.WITHDRAWN, proposal, authors, by=by)
    return proposal


async def answering(proposal_id: int, by: Person) -> tuple[Proposal, list[ProposalAuthor], ProposalAuthor]:
    """Inside a transaction: a proposal, held until that ends, its authors, and the one who answers. Raises `NotFound`
    for whoever doesn't see it, `NotAllowed` for who isn't an author of it."""
    proposal = await Proposal.select_for_update().get_or_none(id=proposal_id)
    if proposal is None or not await _sees(proposal_id, by):
        raise NotFound
    authors = await asked_of(proposal)
    mine = next((each for each in authors if each.person_id == by.id), None)
    if mine is None:
        raise NotAllowed(_("Only its authors answer here."))
    return proposal, authors, mine


async def _sees(proposal_id: int, by: Person) -> bool:
    where = visible_proposals(by)
    sql = f"SELECT pr.id FROM proposal pr WHERE pr.id = :id AND ({where.sql})"
    return await row(sql, **where.values, id=proposal_id) is not None


def checked_credit(name: str, terms: bool, by: Person) -> str:
    """The name to be credited by. Raises `Invalid` for `name` and `terms`."""
    if not terms:
        raise Invalid({"terms": _("Please agree to what is said here, or object.")})
    return checked_name(name.strip() or by.name)


def _must_be_open(proposal: Proposal) -> None:
    if proposal.state in ENDED:
        raise Refused(_(ENDED[proposal.state]))


def _must_be_read(proposal: Proposal, version: int | None) -> None:
    if version is not None and version != proposal.version:
        raise Refused(_("Another version was chosen meanwhile. Please read it first."))


async def _answer(mine: ProposalAuthor, consent: Consent, *, name: str = "", words: str = "") -> None:
    mine.consent, mine.credit_name, mine.words = consent, name, words
    mine.answered_at = None if consent is Consent.ASKED else now()
    await mine.save(update_fields=["consent", "credit_name", "words", "answered_at"])


async def _ready(proposal_id: int, by: Person) -> Ready:
    if not await _sees(proposal_id, by):
        raise NotFound
    proposal = await Proposal.get(id=proposal_id)
    return await ready(proposal.document_id, proposal.version)
