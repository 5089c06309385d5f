"""What answers bring about: one table, from which verdicts, tests and the page in docs/loop.md are made.

An author's answer moves at once, whenever it is taken. The voters' answers move only where no author can be asked: at
the closing, and later from unconfirmed. Whatever stands in neither changes the numbers alone.
"""

from dataclasses import dataclass

from ideas.loop import DONE, Stage
from roadmap.models import Answer

BY_AUTHOR: dict[tuple[Stage, Answer], Stage] = {
    **{(stage, Answer.NO): Stage.REVIEWING for stage in DONE},
    (Stage.SHIPPED, Answer.YES): Stage.CONFIRMED,
    (Stage.UNCONFIRMED, Answer.YES): Stage.CONFIRMED,
}
"""Where an author's answer brings an idea at once. A yes brings it nowhere while another author says no."""

AT_CLOSING: dict[tuple[Stage, bool], Stage] = {
    (Stage.SHIPPED, True): Stage.CONFIRMED,
    (Stage.SHIPPED, False): Stage.UNCONFIRMED,
}
"""Where the closing brings an idea, by whether its voters confirm it."""

AFTERWARDS: dict[tuple[Stage, bool], Stage] = {(Stage.UNCONFIRMED, True): Stage.CONFIRMED}
"""Where the voters' answers bring an idea once it is closed."""

ENOUGH_YES = 3
"""Voters confirm from so many yes on, if they are at least twice as many as the no."""
ENOUGH_ANSWERS = 5
"""From so many voters' answers on, more than a third saying no goes to a manager."""
WANT_WORDS = (Answer.PARTLY, Answer.NO)
"""Answers that can only help whoever reads what is still wrong."""


@dataclass(frozen=True)
class Tally:
    """The voters' standing answers."""

    yes: int = 0
    no: int = 0
    answered: int = 0

    @property
    def confirms(self) -> bool:
        """Whether they say that it worked, where no author can be asked."""
        return self.yes >= ENOUGH_YES and self.yes >= 2 * self.no

    @property
    def disputes(self) -> bool:
        """Whether so many say no that somebody has to look."""
        return self.answered >= ENOUGH_ANSWERS and 3 * self.no > self.answered


def of_author(stage: Stage, answer: Answer, *, another_says_no: bool) -> Stage | None:
    """Where an author's answer brings an idea; None: nowhere."""
    if answer is Answer.YES and another_says_no:
        return None
    return BY_AUTHOR.get((stage, answer))
