"""What is like an idea, or like the words in the composer, as pages show it."""

from collections.abc import Sequence
from types import SimpleNamespace

from activity.submissions import already_made
from core.database import Row
from core.text import one_line
from frontend.forms import Form
from frontend.views import idea_url
from ideas.loop import DONE, Stage
from ideas.search.similar import like, similar
from people.models import Person
from voting.permissions import sees_counts
from voting.queries import voted_among

TITLE, BEGINNING = 200, 2000
"""Characters of a title and of what stands beneath it that are compared."""

WEAK, STRONG, MOST_WEAK = 0.2, 0.4, 3
"""Less likeness than `WEAK` is shown to nobody, unless it clearly wants the same; where not all of it is `STRONG`, only
the first `MOST_WEAK` are shown."""


async def said_before(form: Form, author: Person) -> list[SimpleNamespace]:
    """What there is already, where something of it clearly wants the same as this form; otherwise nothing.

    Only a page that asks for it (`ask_similar`) is answered so, and only as long as its reader hasn't been shown what
    is like this very title (`shown_for`) and the form hasn't made its idea yet.
    """
    title = one_line(form["title"])
    if not form["ask_similar"] or form["shown_for"] == title:
        return []
    found = await like_words(title, form["body"], author)
    if not any(one.clear for one in found) or await already_made(author.id, "idea", form["submission"]):
        return []
    return found


async def like_words(title: str, body: str, reader: Person | None) -> list[SimpleNamespace]:
    """What the reader may see that is like these words, the likest first."""
    title = one_line(title)[:TITLE]
    if not title:
        return []
    found = await similar(title, body[:BEGINNING], reader=reader)
    if body and not any(
        each["clear"] for each in found
    ):  # a long text takes weight from the title that it explains
        by_title = [each for each in await similar(title, reader=reader) if each["clear"]]
        found = [*by_title, *(each for each in found if each["id"] not in {one["id"] for one in by_title})]
    return await _shown(worth_showing(found), reader)


async def like_idea(idea_id: int, reader: Person | None) -> list[SimpleNamespace]:
    """The same for an idea that the reader sees."""
    return await _shown(worth_showing(await like(idea_id, reader=reader)), reader)


def worth_showing(found: Sequence[Row]) -> list[Row]:
    """What is like enough to be read beside what somebody is busy with, in its order."""
    worth = [each for each in found if each["clear"] or each["likeness"] >= WEAK]
    strong = [each for each in worth if each["clear"] or each["likeness"] >= STRONG]
    return worth[: max(MOST_WEAK, len(strong))]


async def _shown(found: Sequence[Row], reader: Person | None) -> list[SimpleNamespace]:
    voted = await voted_among(reader, [each["id"] for each in found])
    return [_one(each, each["id"] in voted, reader) for each in found]


def _one(found: Row, voted: bool, reader: Person | None) -> SimpleNamespace:
    made = SimpleNamespace(**found, url=idea_url(found["id"], found["title"]), voted=voted)
    made.counts_hidden = not sees_counts(reader, made, voted=voted)
    made.done = Stage(made.stage) in DONE
    return made
