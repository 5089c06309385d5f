"""Whether it worked, as people read it: on an idea's page and where they answer."""

from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from core.asking import Question
from core.database import Row
from core.words import _
from frontend import parts
from frontend.views import idea_url, somebody
from ideas.loop import DONE, Stage
from ideas.queries import Shown
from people.models import Person
from roadmap.judged import Given, Part, Said, part_of, rounds_of, said_on
from roadmap.models import Answer
from roadmap.permissions import can_hide_words
from roadmap.rounds import takes_answers


def verdicts_on(found: Shown, reader: Person | None, *, before: int = 0) -> parts.Part:
    """The rounds of an idea: the one that stands, with what was said from `before` on, and those of earlier cycles."""
    asks = _asked(found, reader)
    if asks:
        asks["said"] = said_on(found.id, found.cycle, reader, before=before)
    return parts.Part(
        asks,
        lambda rounds=(), said=None, part=None: {
            **_rounds(found, rounds, {} if said is None else said),
            "may_hide_words": can_hide_words(reader),
            "hide_words_form": None,
            **_answering(found, reader, rounds, part),
        },
    )


def answering(found: Shown, reader: Person | None) -> parts.Part:
    """What the form needs: whether this reader is asked, what they said, and what can be said."""
    return parts.Part(
        _asked(found, reader), lambda rounds=(), part=None: _answering(found, reader, rounds, part)
    )


def _asked(found: Shown, reader: Person | None) -> dict[str, Question[Any]]:
    """Nothing of what was never shipped: leaving what was done raises the cycle."""
    if found.cycle == 1 and Stage(found.stage) not in DONE:
        return {}
    asks: dict[str, Question[Any]] = {"rounds": rounds_of(found.id)}
    return {**asks, "part": part_of(found.id, found.cycle, reader)} if reader else asks


def _rounds(found: Shown, rounds: Sequence[Shown], said: Mapping[int, Said]) -> dict[str, Any]:
    current = _current(found, rounds)
    those, more = said[current.cycle] if current else ([], None)
    return {
        "round": current,
        "round_said": answers(those),
        "round_more_url": f"{idea_url(found.id, found.title)}?verdicts={more}#verdict" if more else None,
        "earlier_rounds": [_earlier(each, said[each.cycle]) for each in rounds if each is not current],
    }


def _answering(
    found: Shown, reader: Person | None, rounds: Sequence[Shown], part: Part | None
) -> dict[str, Any]:
    current = _current(found, rounds)
    asked = part is not None and part.wanted_it and reader is not None and not reader.is_staff
    return {
        "may_answer": asked and current is not None and takes_answers(current, Stage(found.stage)),
        "my_verdict": _mine(part.given) if part and part.given else None,
        "verdict_answers": [(each.value, _(each.label)) for each in Answer],
        "verdict_form": None,
    }


def _current(found: Shown, rounds: Sequence[Shown]) -> Shown | None:
    return next((each for each in rounds if each.cycle == found.cycle and not each.ended_at), None)


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


def _mine(given: Given) -> SimpleNamespace:
    return SimpleNamespace(
        answer=given.answer.value, label=_(given.answer.label), body=given.body, at=given.at
    )


def _earlier(tally: Shown, said: Said) -> SimpleNamespace:
    """One of the earlier cycles, with how it ended."""
    return SimpleNamespace(
        tally=tally, cycle=tally.cycle, no=tally.no, reopened=tally.reopened, said=answers(said[0])
    )
