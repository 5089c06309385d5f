"""What the script leaves open, decided the same way each time: who votes when, who is named owner when."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random

from commands.demo.boards import BOARDS
from commands.demo.guests import GUESTS
from commands.demo.improved import JUDGED
from commands.demo.script import Moved, Post, Reached, Someone, Withdrawn
from commands.demo.staff import STAFF
from ideas.loop import OPEN
from ideas.visibility import belongs
from people.models import Role

PEOPLE = {one.handle: one for one in (*STAFF, *GUESTS)}
AUDIENCES = {board.slug: board.audience for board in BOARDS}

LAST_VOTE = 0.1
"""Days ago. No step of the script is later."""
BEFORE_A_STEP = 0.01


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that somebody does, so many days before now. `tells`: whether it may leave somebody to be told."""

    days_ago: float
    do: Callable[[], Awaitable[object]]
    tells: bool = True


def lag(post: Post) -> float:
    """Days by which all of a post's life is later than its script says, so that posts don't keep step."""
    return Random(post.key).random() * LAST_VOTE * 0.9


def open_spans(post: Post) -> list[tuple[float, float]]:
    """From when until when, in days ago, votes are taken."""
    spans: list[tuple[float, float]] = []
    since: float | None = post.days_ago
    for step in post.steps:
        if not isinstance(step, Moved | Withdrawn | Reached):
            continue
        is_open = isinstance(step, Moved | Reached) and step.to in OPEN
        if since is not None and not is_open:
            spans.append((since, step.days_ago))
        since = (since if since is not None else step.days_ago) if is_open else None
    return [*spans, (since, LAST_VOTE)] if since is not None else spans


def ballots(post: Post) -> list[tuple[float, Someone]]:
    """Who votes for a post, and when: many soon, fewer later, never before they joined or where votes are closed."""
    chance = Random(f"votes for {post.key}")
    spans = open_spans(post)
    judges = _judges(post)
    return [
        (_vote(one, _before(spans, judges.get(one.handle, 0.0)), chance), one)
        for one in _voters(post, spans[-1][1], chance)
    ]


def _judges(post: Post) -> dict[str, float]:
    """Who says of the post whether it worked, besides its author, and when first: they have voted for it before."""
    found = [judged for judged in JUDGED if judged.post == post.key and judged.by != post.author]
    return {judged.by: judged.days_ago for judged in sorted(found, key=lambda judged: judged.days_ago)}


def _before(spans: list[tuple[float, float]], days: float) -> list[tuple[float, float]]:
    return [(since, until) for since, until in spans if until > days]


def _voters(post: Post, until: float, chance: Random) -> list[Someone]:
    if not isinstance(post.voters, int):
        return [PEOPLE[handle] for handle in post.voters]
    able = [one for one in PEOPLE.values() if _can_vote(one, post, until)]
    eager = {one.handle: chance.random() + (0.6 if one.is_staff else 0) for one in able}
    eager |= dict.fromkeys(_judges(post), -1.0)
    return sorted(able, key=lambda one: eager[one.handle])[: post.voters]


def _can_vote(one: Someone, post: Post, until: float) -> bool:
    sees = belongs(Role(one.role), AUDIENCES[post.board])
    return sees and one.handle != post.author and one.days_ago > until


def _vote(one: Someone, spans: list[tuple[float, float]], chance: Random) -> float:
    possible = [(min(since, one.days_ago), until) for since, until in spans if one.days_ago > until]
    since, until = chance.choices(possible, [start - end for start, end in possible])[0]
    return since - (since - until) * (0.002 + 0.997 * chance.random() ** 2)


def owned(post: Post) -> tuple[float, str]:
    """When a post's owner is named, and by whom: before the first step that the owner or a manager takes, or
    by themselves within a day."""
    assert post.owner
    for act in post.acts:
        if act.by == post.owner or PEOPLE[act.by].role in ("manager", "admin"):
            return act.step.days_ago + BEFORE_A_STEP, act.by
    return max(post.days_ago - 1, post.days_ago / 2), post.owner
