"""What a reader may see of the roadmap. These conditions stand in every query about items, releases and improvements,
and nowhere else.

Audiences count as they are now, an improvement's being those of the boards on which its complaints stand.
"""

from ideas.visibility import Where, audiences
from people.models import Person


def visible_items(reader: Person | None) -> Where:
    """For a query in which `m` is the item. Its audience is chosen by whoever plans it, also where what it answers
    stands on a narrower board. Where all that it answers, or answered, was taken out of sight, it goes with that: its
    title may be theirs."""
    where = Where("m.audience IN :audiences", {"audiences": audiences(reader)})
    if reader and reader.is_staff:
        return where
    return where & Where(
        """NOT EXISTS (SELECT 1 FROM link l WHERE l.item_id = m.id)
           OR EXISTS (SELECT 1 FROM link l JOIN idea i ON i.id = l.idea_id
                      WHERE l.item_id = m.id AND NOT i.held AND i.hidden_at IS NULL)"""
    )


def visible_votes(reader: Person | None) -> str:
    """For a query in which `i` is the idea and `b` its board: its votes as lists may be ordered by them. Where a board
    hides its counts, staff alone see them counted."""
    return "i.votes" if reader and reader.is_staff else "CASE WHEN b.hide_counts THEN 0 ELSE i.votes END"


def visible_releases(reader: Person | None) -> Where:
    """For a query in which `r` is the release. Drafts are for staff; what was published stays readable when it is
    retracted."""
    where = Where("r.audience IN :audiences", {"audiences": audiences(reader)})
    if reader and reader.is_staff:
        return where
    return where & Where("r.published_at IS NOT NULL")


def visible_improvements(reader: Person | None) -> Where:
    """For a query in which `v` is the improvement. Whoever reads one belongs to the board of every complaint that it
    answers. Drafts are for staff; what was posted stays readable when it is retracted."""
    if reader and reader.is_staff:
        return Where("TRUE")
    return Where(
        """v.state <> 'draft' AND NOT EXISTS (
             SELECT 1 FROM answered av JOIN idea ai ON ai.id = av.complaint_id JOIN board ab ON ab.id = ai.board_id
             WHERE av.improvement_id = v.id AND ab.audience NOT IN :audiences)""",
        {"audiences": audiences(reader)},
    )
