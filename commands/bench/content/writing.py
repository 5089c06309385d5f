"""Writing a yard down, chunk by chunk: each chunk's outlines and words become rows of all its tables."""

from collections.abc import Sequence

from commands.bench.content import crowds, founding, ideas, loop, waiting
from commands.bench.content.ideas import Page
from commands.bench.content.ledger import Ledger, Moment
from commands.bench.content.outlines import Outline
from commands.bench.content.scale import Scale
from commands.bench.content.texts import Texts

Rows = dict[str, list[tuple[object, ...]]]


class Author:
    """Writes a yard of this scale from its beginning: `founded` first, then `chunk` for one after the other."""

    def __init__(self, scale: Scale, moment: Moment) -> None:
        self.scale = scale
        self.ledger = Ledger(moment, {})
        self.links: dict[int, int] = {}
        self.vocabulary: set[str] = set()

    def founded(self) -> Rows:
        founding.people(self.ledger, self.scale)
        founding.boards(self.ledger, self.scale)
        self.tags = founding.tags(self.ledger, self.scale)
        self.items = founding.roadmap(self.ledger, self.scale)
        return self.ledger.taken()

    def chunk(self, outlines: Sequence[Outline], texts: Texts) -> Rows:
        ledger, scale = self.ledger, self.scale
        pages = [Page(*each) for each in zip(outlines, texts.ideas, strict=True)]
        merges = ideas.merges(ledger, outlines, scale)
        for page in pages:
            ideas.idea(ledger, page, self.tags)
            ideas.story(ledger, page, scale, merges)
        loop.plan(ledger, pages, self.items, self.links, scale)
        shipped = loop.ship(ledger, pages, scale)
        loop.release(ledger, shipped)
        for page in pages:
            page.happen()
            crowds.crowd(ledger, page, scale)
            waiting.wait(ledger, page.outline, scale)
            self._index(page)
        self.vocabulary |= texts.vocabulary
        ledger.ids["idea"] = pages[-1].outline.id
        return ledger.taken()

    def _index(self, page: Page) -> None:
        rows = self.ledger.rows
        rows["idea_search"].append((page.outline.id, page.text.words))
        rows["comment_search"] += [(comment, page.outline.id, words) for comment, words in page.comments]
