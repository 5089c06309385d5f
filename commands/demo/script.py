"""What a demo is made of: people, boards, posts, and the steps that a post went through.

Times are days before the demo is made, so the yard looks lived in on any date. Nothing in the texts
names a month or a year of the story. Rules that hold over the whole script: `tests/demo/test_script.py`.
"""

import re
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Literal

Role = Literal["customer", "partner", "employee", "manager", "admin"]
OrganisationKind = Literal["customer", "partner", "host"]
BoardAudience = Literal["everyone", "members", "partners", "staff"]
CommentAudience = Literal["everyone", "author", "staff"]
PostKind = Literal["idea", "complaint"]
Lang = Literal["ko", "en"]
Stage = Literal[
    "received",
    "reviewing",
    "planned",
    "building",
    "shipped",
    "confirmed",
    "unconfirmed",
    "declined",
    "merged",
    "withdrawn",
]
DeclineKind = Literal["exists_already", "out_of_scope", "cost", "policy", "other"]

_OWN_LINE = re.compile(r"\s*([-*]|\d+\.)\s|[|>#]")
_FENCE = "```"


def prose(text: str) -> str:
    """Markdown as its writer typed it: the lines of a paragraph or a list entry, wrapped here, become one.

    Lists, tables, quotes, headings and fenced code keep their lines.
    """
    lines: list[str] = []
    fenced = False
    for line in dedent(text).strip().splitlines():
        if line.startswith(_FENCE):
            fenced = not fenced
            lines.append(line)
        elif fenced or not lines or not _continues(lines[-1], line):
            lines.append(line)
        else:
            lines[-1] += " " + line.strip()
    return "\n".join(lines)


def _continues(above: str, line: str) -> bool:
    if not above or not line or _OWN_LINE.match(line):
        return False
    return not above.startswith((_FENCE, "|", "#"))


@dataclass(frozen=True, slots=True)
class Organisation:
    """A company or a shop. Exactly one is the host."""

    key: str
    name: str
    kind: OrganisationKind
    website: str
    about: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A person. `days_ago` is when they joined: before that they say and vote nothing."""

    handle: str
    name: str
    email: str
    role: Role
    days_ago: float
    organisation: str | None = None
    department: str = ""
    headline: str = ""
    bio: str = ""
    locale: Lang = "ko"
    timezone: str = "Asia/Seoul"

    def __post_init__(self) -> None:
        object.__setattr__(self, "bio", prose(self.bio))

    @property
    def is_staff(self) -> bool:
        return self.role in ("employee", "manager", "admin")


@dataclass(frozen=True, slots=True)
class Board:
    """A place to post. `managers` are the handles of those who look after it."""

    slug: str
    name: str
    name_lang: Lang
    about: str
    audience: BoardAudience
    promise_days: int | None
    managers: tuple[str, ...]
    hold_for_review: bool = False
    hide_counts: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A comment. `answer`: the official one, by staff. Replies go one level deep and keep to its audience."""

    by: str
    days_ago: float
    body: str
    audience: CommentAudience = "everyone"
    answer: bool = False
    replies: tuple["Said", ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", prose(self.body))


@dataclass(frozen=True, slots=True)
class Moved:
    """A move along the loop with its public reason; the last three belong to a decline."""

    to: Stage
    by: str
    days_ago: float
    reason: str
    kind: DeclineKind | None = None
    alternative: str = ""
    revisit_in_days: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", prose(self.reason))
        object.__setattr__(self, "alternative", prose(self.alternative))


@dataclass(frozen=True, slots=True)
class Edited:
    """The author edits the post: a new title, a passage replaced, a paragraph added at the end."""

    days_ago: float
    title: str = ""
    replaces: tuple[str, str] | None = None
    adds: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "adds", prose(self.adds))

    def applied(self, title: str, body: str) -> tuple[str, str]:
        """The title and body after this edit."""
        if self.replaces:
            body = body.replace(*self.replaces)
        if self.adds:
            body = f"{body}\n\n{self.adds}"
        return self.title or title, body


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The author takes the post back; nobody else has voted or commented."""

    days_ago: float


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a work, a verdict or a merge brings the post soon after (see `deeds`). Nobody does it by this step."""

    to: Stage
    days_ago: float


Step = Said | Moved | Edited | Withdrawn | Reached


@dataclass(frozen=True, slots=True)
class Post:
    """An idea or a complaint and its life. `voters`: who voted, or how many of those who could."""

    key: str
    kind: PostKind
    board: str
    lang: Lang
    title: str
    body: str
    author: str
    days_ago: float
    tags: tuple[str, ...]
    owner: str | None = None
    voters: int | tuple[str, ...] = 0
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", prose(self.body))

    @property
    def stage(self) -> Stage:
        """The stage that the post has at the end of its steps."""
        stage: Stage = "received"
        for step in self.steps:
            if isinstance(step, Moved | Reached):
                stage = step.to
            elif isinstance(step, Withdrawn):
                stage = "withdrawn"
        return stage

    @property
    def acts(self) -> list["Act"]:
        """Every step that somebody takes, and every reply within a step, in the order of time."""
        taken = [step for step in self.steps if not isinstance(step, Reached)]
        acts = [Act(step, step.by if isinstance(step, Said | Moved) else self.author) for step in taken]
        acts += [
            Act(reply, reply.by, step)
            for step in self.steps
            if isinstance(step, Said)
            for reply in step.replies
        ]
        return sorted(acts, key=lambda act: act.step.days_ago, reverse=True)


@dataclass(frozen=True, slots=True)
class Act:
    """A step, who takes it, and what it replies to."""

    step: Step
    by: str
    replies_to: Said | None = None
