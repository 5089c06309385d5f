"""What becomes of an idea, drawn before it has any words: its board, stage, votes, conversation and times."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from commands.bench.content.scale import AUDIENCES, CHUNK, DAY, Scale
from ideas.loop import DONE, OPEN

STAGES = (
    ("received", 52),
    ("reviewing", 15),
    ("planned", 7),
    ("building", 5),
    ("shipped", 3),
    ("confirmed", 5),
    ("unconfirmed", 3),
    ("declined", 7),
    ("merged", 2),
    ("withdrawn", 1),
)
"""The stages and how many of a hundred ideas stand there."""

_STAGES = [stage for stage, share in STAGES for _ in range(share)]

GROWN_UP = 45 * DAY
"""So old an idea is before it can have been shipped and judged."""

MOST_VOTES = 6_000
SPREAD = 0.8
"""Pareto's: an idea has about `3 / u ** SPREAD` votes, for a chance u. Half have four or fewer, few have thousands."""


@dataclass(slots=True)
class Remark:
    """A comment to be. `under` is the place of the comment that it replies to, among those of its idea."""

    person: int
    at: int
    answers: bool = False
    audience: str = "everyone"
    under: int | None = None


@dataclass(slots=True)
class Outline:
    """An idea to be. Times are seconds since 1970, 0 where it never happened; `voters` each once, in their order."""

    id: int
    lang: str
    kind: str
    board: int
    author: int
    posted: int
    stage: str
    voters: Sequence[int]
    remarks: list[Remark]
    changed: int = 0
    shipped: int = 0
    answered: int = 0
    owner: int | None = None
    held: bool = False
    hidden: int = 0
    root: "Outline | None" = None
    sources: list["Outline"] = field(default_factory=list)
    votes: int = 0
    counted: set[int] = field(default_factory=set)

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def is_done(self) -> bool:
        return self.stage in DONE

    @property
    def votable_until(self) -> int:
        """When it left the stages on the way; 0 where it hasn't."""
        return self.shipped or (0 if self.is_open else self.changed)

    @property
    def in_sight(self) -> bool:
        return not self.held and not self.hidden

    @property
    def audience(self) -> str:
        return AUDIENCES[self.board - 1]


def outlines(scale: Scale, first: int) -> list[Outline]:
    """The chunk of ideas after `first`, the same for the same scale. Merges happen within it."""
    rng = Random(f"{scale.seed} outlines {first}")
    made = [_outline(scale, rng, idea) for idea in range(first + 1, min(first + CHUNK, scale.ideas) + 1)]
    _merge(made)
    for each in made:
        _count(each)
    return made


def _outline(scale: Scale, rng: Random, idea: int) -> Outline:
    chance = rng.random
    posted = scale.posted(idea, chance())
    whole = idea == scale.showpiece
    made = Outline(
        id=idea,
        lang="ko" if chance() < 0.6 else "en",
        kind="complaint" if chance() < 0.3 else "idea",
        board=1 if whole else 1 + int(len(AUDIENCES) * chance() ** 1.6),
        author=scale.staff + 1 + int(chance() * (scale.people - scale.staff)),
        posted=posted,
        stage="reviewing" if whole else _stage(chance(), scale.at - posted),
        voters=(),
        remarks=[],
    )
    _look(made, scale, rng)
    until = made.votable_until or scale.at
    made.voters = _voters(scale, rng, MOST_VOTES if whole else _popularity(made, chance()))
    _talk(made, scale, rng, until, 64 if whole else _talkativeness(chance()))
    if made.stage in ("planned", "building") and made.answered:
        made.owner = 1 + int(chance() * scale.staff)
    return made


def _stage(chance: float, age: int) -> str:
    stage = _STAGES[int(chance * len(_STAGES))]
    grown = age > GROWN_UP or (stage in OPEN and age > 2 * DAY)
    return stage if grown else "received"


def _look(made: Outline, scale: Scale, rng: Random) -> None:
    """When it moved last, and whether anybody sees it: what waits for review or was hidden was never moved."""
    age, chance = scale.at - made.posted, rng.random()
    if made.stage == "received":
        made.held = rng.random() < 0.003
        made.hidden = made.posted + int(age * chance) if not made.held and rng.random() < 0.002 else 0
        return
    if made.stage == "withdrawn":
        made.changed = made.posted + int(min(age, 3 * DAY) * chance)
    elif made.is_done:
        recent = scale.at - 29 * DAY
        made.shipped = (
            recent + int(28 * DAY * chance) if made.stage == "shipped" else _before(made, scale, chance)
        )
        later = {"shipped": 0, "confirmed": DAY + int(9 * DAY * rng.random()), "unconfirmed": 30 * DAY}
        made.changed = made.shipped + later[made.stage]
    else:
        made.changed = made.posted + int(age * (0.05 + 0.9 * chance))


def _before(made: Outline, scale: Scale, chance: float) -> int:
    """Shipped so long ago that its round is over."""
    earliest, latest = made.posted + 5 * DAY, scale.at - 32 * DAY
    return earliest + int((latest - earliest) * chance)


def _popularity(made: Outline, chance: float) -> int:
    if made.stage == "withdrawn" or made.held:
        return 0
    return min(MOST_VOTES, int(2.85 / (chance + 1e-9) ** SPREAD) - 1)


def _voters(scale: Scale, rng: Random, wanted: int) -> list[int]:
    """A walk through all people, from somewhere, in steps of the same length."""
    number = min(wanted, scale.people * 9 // 10)
    start, step = int(rng.random() * scale.people), rng.choice(scale.strides)
    return sorted(1 + (start + place * step) % scale.people for place in range(number))


def _talkativeness(chance: float) -> int:
    """How many comments it has: none for more than half, one on average."""
    return 0 if chance < 0.56 else min(12, 1 + int((1 / (1.0001 - chance)) ** 0.45 * 0.75))


def _talk(made: Outline, scale: Scale, rng: Random, until: int, number: int) -> None:
    if made.stage == "withdrawn" or made.held:
        return
    moments = sorted(
        made.posted + 60 + int((until - made.posted - 60) * rng.random() ** 2) for _ in range(number)
    )
    for place, moment in enumerate(moments):
        chance = rng.random()
        staff = chance < 0.38
        person = 2 + int(rng.random() * (scale.staff - 1)) if staff else 1 + int(rng.random() * scale.people)
        audience = "staff" if chance < 0.02 else "author" if chance < 0.03 else "everyone"
        speaks = person <= scale.staff and audience == "everyone"
        said = Remark(person, max(moment, made.posted), speaks and chance < 0.25, audience)
        if place and rng.random() < 0.3 and not said.answers:
            _reply(said, made.remarks, int(rng.random() * place), staff=person <= scale.staff)
        if not made.answered and speaks and said.audience == "everyone":
            made.answered = said.at
        made.remarks.append(said)
    if not made.answered and (made.stage == "declined" or (made.shipped and made.kind == "complaint")):
        made.answered = until  # by the reason, or by the improvement


def _reply(said: Remark, remarks: Sequence[Remark], place: int, *, staff: bool) -> None:
    """It stands under what it replies to, one level deep, and is heard by no more people."""
    above = remarks[place].under
    top = place if above is None else above
    if staff or remarks[top].audience == "everyone":
        said.under = top
        said.audience = max(said.audience, remarks[top].audience, key=("everyone", "author", "staff").index)


def _merge(made: Sequence[Outline]) -> None:
    """What was merged goes into the last idea of its board that is on the way; without one it is just reviewed."""
    roots: dict[int, Outline] = {}
    for each in made:
        if each.stage == "merged":
            each.root = roots.get(each.board)
            if each.root is None:
                each.stage = "reviewing"
            else:
                each.root.sources.append(each)
                each.changed = max(each.changed, each.root.posted + 60)
        elif each.is_open and each.in_sight and len(each.sources) < 3:
            roots[each.board] = each


def _count(each: Outline) -> None:
    """Whoever voted for several that became one counts once: on the first of them, which comes before its sources."""
    if each.root is None:
        each.votes += len(each.voters)
        if each.sources:
            each.counted = set(each.voters)
            for source in each.sources:
                new = set(source.voters) - each.counted
                each.counted |= new
                source.counted = new
                each.votes += len(new)
