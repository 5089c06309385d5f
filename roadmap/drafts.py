"""An improvement as it was typed: checked and rendered before any transaction begins, and what it still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Required, TypedDict

from core.database import Row, rows
from core.errors import Invalid
from core.text import clean, language, one_line
from core.words import _
from ideas.loop import OPEN, Stage
from ideas.models import Idea, Kind
from ideas.visibility import visible_ideas
from ideas.words import Written, body_problem, title_problem, written
from people.models import Person
from roadmap import quotes as quoting
from roadmap.evidence import Given, Piece, checked, missing
from roadmap.finding import out_of_sight
from roadmap.models import Answered, Evidence, Improvement

MOST_COMPLAINTS = 20
LONGEST_REASON = 2000


TEXTS = ("what_was_wrong", "what_changed", "lesson")
"""Its texts in Markdown."""


class Words(TypedDict, total=False):
    """What somebody says in an improvement. `quotes` are passages by complaint; what isn't given is empty."""

    title: Required[str]
    complaints: Required[Sequence[int]]
    quotes: Mapping[int, str]
    what_was_wrong: str
    what_changed: str
    lesson: str
    unmeasured_because: str
    evidence: Sequence[Given]


@dataclass(frozen=True)
class Prepared:
    """What will be kept. `complaints` are rows by id in the order given, `quotes` their exact passages."""

    title: str
    lang: str
    texts: Mapping[str, Written]
    unmeasured_because: str
    complaints: Mapping[int, Row]
    quotes: Mapping[int, str]
    pieces: Sequence[Piece]

    @property
    def columns(self) -> dict[str, Any]:
        """The improvement's own row."""
        texts = {name: text.body for name, text in self.texts.items()}
        rendered = {f"{name}_html": text.body_html for name, text in self.texts.items()}
        own = {"title": self.title, "lang": self.lang, "unmeasured_because": self.unmeasured_because}
        return {**own, **texts, **rendered}


async def prepared(given: Words, by: Person) -> Prepared:
    """What was typed, as it will be kept. A draft may be unfinished, but what it says holds. Raises `Invalid`."""
    name, because = one_line(given["title"]), clean(given.get("unmeasured_because", ""))
    texts = {part: str(given.get(part, "")) for part in TEXTS}
    wrong = {part: sentence for part, text in texts.items() if (sentence := body_problem(text))}
    if sentence := title_problem(name):
        wrong["title"] = sentence
    if len(because) > LONGEST_REASON:
        wrong["unmeasured_because"] = _("This has at most %(number)s characters.", number=LONGEST_REASON)
    answered, amiss = await answerable(given["complaints"], by)
    quotes = given.get("quotes", {})
    exact, false = await quoting.found({each: quotes.get(each, "") for each in answered})
    pieces, unclear = checked(given.get("evidence", ()))
    wrong |= amiss | {f"quote-{each}": sentence for each, sentence in false.items()} | unclear
    if wrong:
        raise Invalid(wrong)
    rendered = {part: await written(text) for part, text in texts.items()}
    everything = "\n".join([name, *(text.body for text in rendered.values())])
    return Prepared(name, language(everything), rendered, because, answered, exact, pieces)


async def answerable(ids: Sequence[int], by: Person) -> tuple[dict[int, Row], dict[str, str]]:
    """Those of these ideas that are complaints to answer, and under `complaints` what is wrong with the others."""
    asked = list(dict.fromkeys(ids))
    if len(asked) > MOST_COMPLAINTS:
        return {}, {"complaints": _("%(most)s complaints at most.", most=MOST_COMPLAINTS)}
    where = visible_ideas(by)
    found = await rows(
        f"""SELECT i.id, i.kind, i.title, i.lang, i.stage, i.cycle, i.merged_into_id FROM idea i
            WHERE i.id IN :ids AND {where.sql}""",
        **{**where.values, "ids": asked},
    )
    known = {each["id"]: each for each in found}
    amiss = {each: sentence for each in asked if (sentence := _unanswerable(each, known.get(each)))}
    wrong = {"complaints": " ".join(amiss.values())} if amiss else {}
    return {each: known[each] for each in asked if each not in amiss}, wrong


def _unanswerable(number: int, complaint: Row | None) -> str:
    if complaint is None:
        return _("There is no complaint with the number %(number)s.", number=number)
    if complaint["kind"] != Kind.COMPLAINT:
        return _("“%(title)s” is an idea: improvements answer complaints.", title=complaint["title"])
    if complaint["merged_into_id"]:
        return _(
            "“%(title)s” was merged. Answer what it goes on in: number %(number)s.",
            title=complaint["title"],
            number=complaint["merged_into_id"],
        )
    return ""


def demand(
    improvement: Improvement,
    answered: Sequence[Answered],
    complaints: Sequence[Idea],
    evidence: Sequence[Evidence],
) -> None:
    """What an improvement needs before it is posted. Raises `Invalid` with a sentence for each field."""
    wrong = missing(evidence, improvement.unmeasured_because)
    if not improvement.what_changed:
        wrong["what_changed"] = _("Say what changed.")
    if not improvement.what_was_wrong and not any(each.quote for each in answered):
        wrong["what_was_wrong"] = _("Say what was wrong, or quote those who said it.")
    if not complaints:
        wrong["complaints"] = _("Choose at least one complaint that this answers.")
    elif closed := [each for each in complaints if each.kind is not Kind.COMPLAINT or each.stage not in OPEN]:
        wrong["complaints"] = " ".join(
            _(
                "“%(title)s” isn't on the way: it is at “%(stage)s”.",
                title=each.title,
                stage=_(Stage(each.stage).label_for(each.kind)),
            )
            for each in closed
        )
    elif unseen := [sentence for each in complaints if (sentence := out_of_sight(each))]:
        wrong["complaints"] = " ".join(unseen)
    if wrong:
        raise Invalid(wrong)
