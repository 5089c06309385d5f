"""What a reader may see of what partners do. These conditions stand in every query of this floor, and nowhere else.

Nobody has a master key: of closed and secret rooms, and of messages, staff see what everybody sees who isn't inside.
"""

from ideas.visibility import Where
from people.models import Person, Role

NOTHING = Where("FALSE")

PARTAKING = "({0}.role <> 'customer' OR EXISTS (SELECT 1 FROM partner_rules WHERE customers_take_part))"
"""Whether a person, here by their table's alias, takes part."""


def takes_part(reader: Person | None) -> str:
    """A condition by itself: may this reader meet others, open rooms and read the open ones? Partners and staff may,
    customers where an admin lets them."""
    if reader is None:
        return "FALSE"
    if reader.role is not Role.CUSTOMER:
        return "TRUE"
    return "EXISTS (SELECT 1 FROM partner_rules WHERE customers_take_part)"


def unblocked(column: str) -> str:
    """A condition on the person in `column`: neither they nor `:reader` have blocked the other."""
    return f"""NOT EXISTS (SELECT 1 FROM block WHERE (person_id = :reader AND blocked_id = {column})
                                               OR (blocked_id = :reader AND person_id = {column}))"""


def visible_people(reader: Person | None) -> Where:
    """For a query in which `p` is the person: who is here and whose page this reader may open. The same as a question:
    `people.permissions.can_see_profile`."""
    here = Where("p.deactivated_at IS NULL AND p.name <> ''")
    if reader is None:
        return here & Where("p.visibility = 'public' OR p.role IN ('employee', 'manager', 'admin')")
    if reader.is_staff:
        return here
    return here & Where(
        "p.id = :reader OR p.visibility <> 'hidden' OR p.role IN ('employee', 'manager', 'admin')",
        {"reader": reader.id},
    )


def visible_rooms(reader: Person | None) -> Where:
    """For a query in which `r` is the room: that it exists, its name, purpose, kind and numbers. Open and closed rooms
    are listed for whoever takes part and wasn't banned; any room is seen by its members and whoever is invited."""
    if reader is None:
        return NOTHING
    return Where(
        f"""EXISTS (SELECT 1 FROM membership m WHERE m.room_id = r.id AND m.person_id = :reader
                    AND m.state IN ('active', 'invited'))
            OR (r.kind IN ('open', 'closed') AND {takes_part(reader)}
                AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.room_id = r.id AND m.person_id = :reader
                                AND m.state = 'banned'))""",
        {"reader": reader.id},
    )


def readable_rooms(reader: Person | None) -> Where:
    """For a query in which `r` is the room: what is inside, posts, documents and who is there. Its members read it, and
    where it is open whoever sees it."""
    if reader is None:
        return NOTHING
    return Where(
        f"""EXISTS (SELECT 1 FROM membership m WHERE m.room_id = r.id AND m.person_id = :reader
                    AND m.state = 'active')
            OR (r.kind = 'open' AND {takes_part(reader)}
                AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.room_id = r.id AND m.person_id = :reader
                                AND m.state = 'banned'))""",
        {"reader": reader.id},
    )


def visible_needs(reader: Person | None) -> Where:
    """For a query in which `n` is the need and `:now` the moment: what people who take part have in the directory, and
    one's own until it is taken down. Between two people who have blocked each other there is nothing."""
    if reader is None:
        return NOTHING
    return Where(
        f"""n.ended_at IS NULL AND (n.person_id = :reader
            OR (n.expires_at > :now AND {takes_part(reader)} AND {unblocked("n.person_id")}
                AND EXISTS (SELECT 1 FROM person np WHERE np.id = n.person_id AND np.deactivated_at IS NULL
                            AND {PARTAKING.format("np")})))""",
        {"reader": reader.id},
    )


def visible_conversations(reader: Person | None) -> Where:
    """For a query in which `c` is the conversation: the two who have it, and nobody else."""
    if reader is None:
        return NOTHING
    return Where("c.requester_id = :reader OR c.recipient_id = :reader", {"reader": reader.id})


def visible_proposals(reader: Person | None) -> Where:
    """For a query in which `pr` is the proposal: its authors, also after they have left the room, and whoever reads the
    room that it comes from."""
    if reader is None:
        return NOTHING
    return Where(
        f"""EXISTS (SELECT 1 FROM proposal_author pa WHERE pa.proposal_id = pr.id AND pa.person_id = :reader)
            OR EXISTS (SELECT 1 FROM document d JOIN room r ON r.id = d.room_id
                       WHERE d.id = pr.document_id AND ({readable_rooms(reader).sql}))""",
        {"reader": reader.id},
    )
