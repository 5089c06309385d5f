"""Whether it worked, as people read it: on an idea's page and where they answer."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from core.database import Row
from core.words import _
from frontend.views import idea_url, somebody
from ideas.queries import Shown
from people.models import Person
from roadmap.judged import reopened_by_an_author, rounds_of, said_in, standing
from roadmap.models import Answer, Round, Verdict
from roadmap.permissions import can_hide_words
from roadmap.rounds import may_answer


async def verdicts_on(found: Shown, reader: Person | None, *, before: int = 0) -> dict[str, Any]:
    """The rounds of an idea: the one that stands, with what was said from `before` on, and those of earlier cycles."""
    rounds = await rounds_of(found.id)
    current = next((each for each in rounds if each.cycle == found.cycle and not each.ended_at), None)
    said, more = await said_in(found.id, current.cycle, reader, before=before) if current else ([], None)
    return {
        "round": current,
        "round_said": answers(said),
        "round_more_url": f"{idea_url(found.id, found.title)}?verdicts={more}#verdict" if more else None,
        "earlier_rounds": await _earlier([each for each in rounds if each is not current], reader),
        "may_hide_words": can_hide_words(reader),
        "hide_words_form": None,
        **await answering(found, reader),
    }


async def answering(found: Shown, reader: Person | None) -> dict[str, Any]:
    """What the form needs: whether this reader is asked, what they said, and what can be said."""
    given = await standing(found.id, found.cycle, reader.id) if reader else None
    return {
        "may_answer": await may_answer(found.id, reader),
        "my_verdict": _mine(given) if given else None,
        "verdict_answers": [(each.value, _(each.label)) for each in Answer],
        "verdict_form": None,
    }


def answers(said: Iterable[Row]) -> list[SimpleNamespace]:
    """What was said, each with its answer in words and who said it, where they let their name be shown."""
    return [
        SimpleNamespace(
            **each,
            label=_(Answer(each["answer"]).label),
            by=somebody(each["person_id"], each["name"]) if each["name"] else None,
        )
        for each in said
    ]


def _mine(given: Verdict) -> SimpleNamespace:
    return SimpleNamespace(
        answer=given.answer.value, label=_(given.answer.label), body=given.body, at=given.created_at
    )


async def _earlier(rounds: Iterable[Round], reader: Person | None) -> list[SimpleNamespace]:
    """Earlier cycles, the latest first, each with how it ended."""
    found = list(rounds)
    if not found:
        return []
    reopened = await reopened_by_an_author(found[0].idea_id)
    return [
        SimpleNamespace(
            tally=each,
            cycle=each.cycle,
            no=each.no,
            reopened=each.cycle in reopened,
            said=answers((await said_in(each.idea_id, each.cycle, reader))[0]),
        )
        for each in found
    ]
