"""The tables of docs/loop.md, made from what the code decides by."""

import re
from collections.abc import Callable, Iterable, Sequence

from ideas.loop import DONE, ELSEWHERE, MOVES, Mover, Stage, Way, ends
from roadmap import rounds
from roadmap.models import ANSWER_LABELS, ITEM_LABELS, Answer
from roadmap.outcomes import (
    AFTERWARDS,
    AT_CLOSING,
    BY_AUTHOR,
    ENOUGH_ANSWERS,
    ENOUGH_YES,
    WANT_WORDS,
)
from roadmap.permissions import moves_of, needs_reason
from roadmap.shipping import LEADS_TO

BLOCK = re.compile(r"(<!-- made from the code: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def made(page: str) -> str:
    """The page with its tables as the code has them now."""
    return BLOCK.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n\n{found[3]}", page)


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    marks = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, marks, *lines))


def _names(stages: Iterable[Stage]) -> str:
    return ", ".join(f"`{stage}`" for stage in stages) or "–"


def stages() -> str:
    """How each stage is called."""
    lines = [[f"`{stage}`", stage.label_for("idea"), stage.label_for("complaint")] for stage in Stage]
    return _table(["stage", "of an idea", "of a complaint"], lines)


def people() -> str:
    """Where each person may move what stands at a stage."""

    def ways(start: Stage, *parts: Mover) -> str:
        ways = (Way.BY_HAND, Way.WITHDRAWAL, Way.MERGE)
        found = {end for way in ways for end in ends(start, way, frozenset(parts))}
        return _names(end for end in Stage if end in found)

    lines = [
        [f"`{start}`", ways(start, Mover.AUTHOR), ways(start, Mover.EMPLOYEE), ways(start, Mover.MANAGER)]
        for start in Stage
    ]
    return _table(["from", "its author", "an employee", "a manager or admin"], lines)


def elsewhere() -> str:
    """What is said to whoever asks for a stage by hand that is reached elsewhere."""
    return _table(["asked for", "the answer"], [[f"`{stage}`", words] for stage, words in ELSEWHERE.items()])


def items() -> str:
    """Where an item may go, and where it brings its ideas."""
    lines = []
    for stage, label in ITEM_LABELS.items():
        free = [f"`{to}`" for to in moves_of(stage) if not needs_reason(stage, to)]
        explained = [f"`{to}`" for to in moves_of(stage) if needs_reason(stage, to)]
        brings = f"`{LEADS_TO[stage]}`" if stage in LEADS_TO else "back to `reviewing`; its links end"
        lines.append([f"`{stage}` ({label})", brings, ", ".join(free) or "–", ", ".join(explained) or "–"])
    return _table(["an item at", "brings its ideas to", "goes to", "goes to, with a reason"], lines)


def authors() -> str:
    """What an author's answer brings about."""
    answers = list(Answer)
    lines = [
        [
            f"`{stage}`",
            *(
                _names([BY_AUTHOR[stage, each]]) if (stage, each) in BY_AUTHOR else "stays"
                for each in answers
            ),
        ]
        for stage in DONE
    ]
    return _table(["at", *(f"an author says “{ANSWER_LABELS[each]}”" for each in answers)], lines)


def voters() -> str:
    """What the voters' answers bring about where no author can be asked."""
    lines = [
        ["at the closing", f"`{stage}`", "confirm it" if confirmed else "don't", f"`{to}`"]
        for (stage, confirmed), to in AT_CLOSING.items()
    ]
    lines += [
        ["afterwards", f"`{stage}`", "confirm it" if confirmed else "don't", f"`{to}`"]
        for (stage, confirmed), to in AFTERWARDS.items()
    ]
    return _table(["when", "from", "the voters", "to"], lines)


def numbers() -> str:
    """The loop's numbers."""
    return _table(
        ["rule", "number"],
        [
            ["whoever is silent is reminded, once, after", f"{rounds.REMINDED_AFTER.days} days"],
            ["the round is closed after", f"{rounds.CLOSED_AFTER.days} days"],
            ["answers are taken until", f"{rounds.LATE_UNTIL.days} days after it was shipped"],
            ["voters confirm with", f"{ENOUGH_YES} yes or more, and at least twice as many yes as no"],
            [
                "voters' no goes to a manager from",
                f"{ENOUGH_ANSWERS} answers on, when more than a third are no",
            ],
            ["words are wanted with", " and ".join(f"“{ANSWER_LABELS[each]}”" for each in WANT_WORDS)],
        ],
    )


def cycles() -> str:
    """The moves that begin a new cycle."""
    found = sorted(
        (move for move in MOVES if move.start in DONE and move.end not in DONE),
        key=lambda move: (list(Stage).index(move.start), move.way),
    )
    by = {
        Way.ROADMAP: "its item, its release or its improvement is taken back, or its last link is ended",
        Way.VERDICT: "an author says no",
    }
    return _table(
        ["from", "to", "because"], [[f"`{each.start}`", f"`{each.end}`", by[each.way]] for each in found]
    )


TABLES: dict[str, Callable[[], str]] = {
    each.__name__: each for each in (stages, people, elsewhere, items, authors, voters, numbers, cycles)
}
