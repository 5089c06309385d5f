"""What the company does about posts: works on the roadmap, releases, improvements; and what people say of it.

Times are days before the demo is made, as in `script`. What these bring a post to stands in its steps as `Reached`.
"""

from dataclasses import dataclass, field
from typing import Literal

from commands.demo.script import BoardAudience, prose

ItemStage = Literal["exploring", "planned", "building", "shipped", "dropped"]
Horizon = Literal["now", "next", "later"]
Answer = Literal["yes", "partly", "no", "cant_tell"]


@dataclass(frozen=True, slots=True)
class Went:
    """A work moves to another stage."""

    to: ItemStage
    by: str
    days_ago: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """A date is promised, or another one than before, for a reason. `ahead`: days from the day of the promise."""

    ahead: int
    by: str
    days_ago: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """An item of the roadmap, made by its owner, which answers these posts (by their keys) from the start."""

    key: str
    title: str
    summary: str
    owner: str
    by: str
    days_ago: float
    posts: tuple[str, ...]
    stage: ItemStage
    horizon: Horizon = "now"
    audience: BoardAudience = "everyone"
    steps: tuple[Went | Promised, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "summary", prose(self.summary))


@dataclass(frozen=True, slots=True)
class Launch:
    """A release of these works."""

    version: str
    title: str
    notes: str
    works: tuple[str, ...]
    by: str
    days_ago: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", prose(self.notes))


@dataclass(frozen=True, slots=True)
class Measured:
    """One number before and after, or words."""

    before: str
    after: str
    unit: str = ""
    source: str = ""
    before_text: str = ""
    after_text: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """An improvement against complaints. `quotes`: the posts that it answers, and their words."""

    title: str
    quotes: dict[str, str]
    wrong: str
    changed: str
    lesson: str
    by: str
    days_ago: float
    measured: tuple[Measured, ...] = field(default_factory=tuple)
    unmeasured: str = ""

    def __post_init__(self) -> None:
        for name in ("wrong", "changed", "lesson"):
            object.__setattr__(self, name, prose(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Judged:
    """Somebody who wanted it says whether it worked."""

    post: str
    by: str
    days_ago: float
    answer: Answer
    comment: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "comment", prose(self.comment))


@dataclass(frozen=True, slots=True)
class Joined:
    """A post is merged into another."""

    source: str
    into: str
    by: str
    days_ago: float


@dataclass(frozen=True, slots=True)
class Marked:
    """What somebody of the staff thinks of a post: impact and effort, 1 to 5."""

    post: str
    by: str
    days_ago: float
    impact: int
    effort: int
