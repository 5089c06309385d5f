"""Ending links: never deleted, always with a reason."""

from collections.abc import Sequence

from activity.operations import record
from core.clock import now
from core.text import language
from ideas.models import Idea
from ideas.notes import note
from people.models import Person
from roadmap.events import ItemEvent, LinkEvent
from roadmap.finding import audiences_of_boards, told_to
from roadmap.models import Item, Link


async def end_links(item: Item, ideas: Sequence[Idea], *, reason: str, by: Person) -> None:
    """Inside a transaction: the item answers these ideas no longer. Events on both sides say why."""
    words = {"reason": (reason, language(reason))}
    boards = await audiences_of_boards([idea.id for idea in ideas])
    for idea in ideas:
        ended = Link.filter(item_id=item.id, idea_id=idea.id, ended_at=None)
        await ended.update(ended_at=now(), ended_reason=reason)
        board = boards[idea.id]
        await record(
            ItemEvent.UNLINKED,
            by=by,
            about=("item", item.id),
            audience=told_to(item.audience, board),
            words=words,
            idea=idea.id,
        )
        await note(
            LinkEvent.ENDED, idea, by=by, audience=told_to(board, item.audience), words=words, item=item.id
        )
