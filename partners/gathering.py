"""Reading proposals: one as its authors and the room see it, and those of a document.

Whoever has left the room sees the version that is proposed, its board and who answered what; nothing else of the room.
"""

from dataclasses import dataclass

from core.database import Row, moment, row, rows
from core.errors import NotFound
from partners.finding import membership_of
from partners.models import Consent, Document, DocumentVersion, Proposal, ProposalAuthor, ProposalState, Room
from partners.permissions import can_write
from partners.publishing import asked_of
from partners.visibility import readable_rooms, visible_proposals
from people.models import Block, Person

PAGE = 30


@dataclass(frozen=True)
class Gathered:
    """A proposal, its text and its language, whom it asks. `mine` is the reader's own part; `document` is None for
    whoever doesn't read the room. `writes`: they may choose another version. `blocked` are all whom they blocked."""

    proposal: Proposal
    version: DocumentVersion
    lang: str
    authors: list[ProposalAuthor]
    mine: ProposalAuthor | None
    document: Document | None
    writes: bool
    blocked: frozenset[int]

    @property
    def gathering(self) -> bool:
        return self.proposal.state is ProposalState.GATHERING

    @property
    def objecting(self) -> list[ProposalAuthor]:
        return [each for each in self.authors if each.consent is Consent.OBJECTED]

    @property
    def waiting(self) -> int:
        """How many haven't answered."""
        return sum(each.consent is Consent.ASKED for each in self.authors)

    @property
    def opened_by_reader(self) -> bool:
        return self.mine is not None and self.mine.person_id == self.proposal.opened_by_id


async def proposal_of(proposal_id: int, reader: Person | None) -> Gathered:
    """Raises `NotFound` for whoever isn't an author of it and doesn't read its room."""
    where = visible_proposals(reader)
    if reader is None or not await row(
        f"SELECT pr.id FROM proposal pr WHERE pr.id = :id AND ({where.sql})", **where.values, id=proposal_id
    ):
        raise NotFound
    proposal = await Proposal.get(id=proposal_id).select_related("board")
    version = await DocumentVersion.get(document_id=proposal.document_id, n=proposal.version)
    authors = await asked_of(proposal)
    mine = next((each for each in authors if each.person_id == reader.id), None)
    document = await Document.get(id=proposal.document_id).select_related("room")
    reads = await _reads(document.room, reader)
    writes = reads and can_write(document.room, await membership_of(document.room_id, reader.id))
    blocked = await Block.filter(person_id=reader.id).values_list("blocked_id", flat=True)
    inside = document if reads else None
    return Gathered(
        proposal,
        version,
        document.lang,
        authors,
        mine,
        inside,
        writes,
        frozenset(int(str(each)) for each in blocked),
    )


async def _reads(room: Room, reader: Person) -> bool:
    where = readable_rooms(reader)
    sql = f"SELECT r.id FROM room r WHERE r.id = :id AND ({where.sql})"
    return await row(sql, **where.values, id=room.id) is not None


async def own_versions(document_id: int, reader: Person) -> list[int]:
    """Of the latest versions of a document that the reader reads, those in which their own text stands."""
    latest = DocumentVersion.filter(document_id=document_id).order_by("-n").limit(PAGE)
    return [each.n for each in await latest.only("n", "authors") if reader.id in each.authors]


async def proposals_of(document_id: int, reader: Person | None) -> list[Row]:
    """The proposals of a document, the latest first: id, version, state, when it was opened and by whom, board."""
    where = visible_proposals(reader)
    found = await rows(
        f"""SELECT pr.id, pr.version, pr.state, pr.created_at, pr.due_at, pr.idea_id, v.title, d.lang,
                   p.name AS by_name, b.name AS board_name
            FROM proposal pr JOIN document d ON d.id = pr.document_id JOIN person p ON p.id = pr.opened_by_id
            JOIN document_version v ON v.document_id = pr.document_id AND v.n = pr.version
            JOIN board b ON b.id = pr.board_id WHERE pr.document_id = :document AND ({where.sql})
            ORDER BY pr.id DESC LIMIT :limit""",
        **where.values,
        document=document_id,
        limit=PAGE,
    )
    times = ("created_at", "due_at")
    return [{**each, **{name: moment(each[name]) for name in times}} for each in found]
