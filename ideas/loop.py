"""The loop, whole: which stages there are, and who may move an idea from where to where.

One table says it all. The permission functions, the pages' buttons and the tests are made from it. Reaching
`shipped`, `confirmed`, `unconfirmed` and `merged` has its own place in the house (`Way`), and asking for it elsewhere
is refused with that place named.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.words import N_


class Stage(StrEnum):
    RECEIVED = "received"
    REVIEWING = "reviewing"
    PLANNED = "planned"
    BUILDING = "building"
    SHIPPED = "shipped"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    DECLINED = "declined"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The stage's name, a message id."""
        return LABELS[self]

    def label_for(self, kind: str) -> str:
        """The same in the words for an idea or a complaint: one is built, the other fixed."""
        return COMPLAINT_LABELS.get(self, LABELS[self]) if kind == "complaint" else LABELS[self]


LABELS = {
    Stage.RECEIVED: N_("Received"),
    Stage.REVIEWING: N_("Under review"),
    Stage.PLANNED: N_("Planned"),
    Stage.BUILDING: N_("Being built"),
    Stage.SHIPPED: N_("Shipped"),
    Stage.CONFIRMED: N_("Confirmed"),
    Stage.UNCONFIRMED: N_("Unconfirmed"),
    Stage.DECLINED: N_("Declined"),
    Stage.MERGED: N_("Merged"),
    Stage.WITHDRAWN: N_("Withdrawn"),
}

COMPLAINT_LABELS = {
    Stage.BUILDING: N_("Being fixed"),
    Stage.SHIPPED: N_("Improved"),
    Stage.CONFIRMED: N_("Confirmed solved"),
}

OPEN = (Stage.RECEIVED, Stage.REVIEWING, Stage.PLANNED, Stage.BUILDING)
"""The stages on the way: votes are taken here, and lists show these unless asked for others."""

CLOSED = tuple(stage for stage in Stage if stage not in OPEN)
DONE = (Stage.SHIPPED, Stage.CONFIRMED, Stage.UNCONFIRMED)
"""Leaving one of these begins a new cycle."""


class Decline(StrEnum):
    """Why something is declined."""

    EXISTS_ALREADY = "exists_already"
    OUT_OF_SCOPE = "out_of_scope"
    COST = "cost"
    POLICY = "policy"
    OTHER = "other"

    @property
    def label(self) -> str:
        return DECLINE_LABELS[self]


DECLINE_LABELS = {
    Decline.EXISTS_ALREADY: N_("It exists already"),
    Decline.OUT_OF_SCOPE: N_("Out of scope"),
    Decline.COST: N_("Too costly"),
    Decline.POLICY: N_("Against a policy"),
    Decline.OTHER: N_("Another reason"),
}


class Mover(StrEnum):
    """Who moves an idea: a person in one of these parts, or the loop itself."""

    AUTHOR = "author"
    EMPLOYEE = "employee"
    MANAGER = "manager"
    LOOP = "loop"


class Way(StrEnum):
    """Where in the house a move is made."""

    BY_HAND = "by_hand"
    WITHDRAWAL = "withdrawal"
    MERGE = "merge"
    ROADMAP = "roadmap"
    VERDICT = "verdict"


@dataclass(frozen=True)
class Move:
    """One allowed move. `by` lists everybody who may make it."""

    start: Stage
    end: Stage
    way: Way
    by: frozenset[Mover]


def _moves() -> frozenset[Move]:
    staff, managers, loop = (
        frozenset({Mover.EMPLOYEE, Mover.MANAGER}),
        frozenset({Mover.MANAGER}),
        frozenset({Mover.LOOP}),
    )
    by_hand = {(start, end): managers for start in OPEN for end in OPEN if start != end}
    by_hand[Stage.RECEIVED, Stage.REVIEWING] = staff
    by_hand |= {(start, Stage.DECLINED): managers for start in OPEN}
    by_hand[Stage.DECLINED, Stage.REVIEWING] = managers
    moves = {Move(start, end, Way.BY_HAND, by) for (start, end), by in by_hand.items()}
    moves |= {Move(start, Stage.WITHDRAWN, Way.WITHDRAWAL, frozenset({Mover.AUTHOR})) for start in OPEN}
    moves |= {Move(start, Stage.MERGED, Way.MERGE, managers) for start in (*OPEN, Stage.DECLINED)}
    moves |= {Move(Stage.MERGED, end, Way.MERGE, managers) for end in (*OPEN, Stage.DECLINED)}
    moves |= {Move(start, end, Way.ROADMAP, loop) for start in OPEN for end in OPEN if start != end}
    moves |= {Move(start, Stage.SHIPPED, Way.ROADMAP, loop) for start in OPEN}
    moves |= {Move(start, Stage.BUILDING, Way.ROADMAP, loop) for start in DONE}
    moves |= {Move(Stage.SHIPPED, end, Way.VERDICT, loop) for end in (Stage.CONFIRMED, Stage.UNCONFIRMED)}
    moves |= {Move(start, Stage.REVIEWING, Way.VERDICT, loop) for start in DONE}
    moves.add(Move(Stage.UNCONFIRMED, Stage.CONFIRMED, Way.VERDICT, loop))
    return frozenset(moves)


MOVES = _moves()
"""Every move that there is."""


def allowed(start: Stage, end: Stage, way: Way, movers: frozenset[Mover]) -> bool:
    """Whether somebody who is all of `movers` may make this move in this way."""
    return any(
        move.start is start and move.end is end and move.way is way and move.by & movers for move in MOVES
    )


def ends(start: Stage, way: Way, movers: frozenset[Mover]) -> list[Stage]:
    """Where somebody who is all of `movers` may move an idea from `start`, in the loop's order."""
    return [end for end in Stage if allowed(start, end, way, movers)]


ELSEWHERE = {
    Stage.SHIPPED: N_("Something is shipped through the roadmap, where it is linked to what was built."),
    Stage.CONFIRMED: N_("Only the people who asked for it confirm that it worked, by their verdicts."),
    Stage.UNCONFIRMED: N_("This follows by itself when nobody answers whether it worked."),
    Stage.MERGED: N_("Ideas are merged in triage, where one is seen beside the other."),
    Stage.WITHDRAWN: N_("Only its author withdraws an idea, on its own page."),
}
"""The right place for a stage that can't be reached by hand, in words."""
