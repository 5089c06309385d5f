"""The life of a post, played with the operations that everybody uses."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from commands.demo.script import Act, Edited, Moved, Post, Said, Someone, Withdrawn
from commands.demo.timeline import Happening, ballots, lag, owned
from core.clock import now
from ideas import operations
from ideas.comments import Manner, comment
from ideas.moves import Reasons, move
from ideas.stewardship import set_owner
from people.models import Person
from voting.operations import cast_vote


class Life:
    """One post. `people` is filled by those who come in meanwhile; `ids` takes the idea's, by the post's key."""

    def __init__(self, post: Post, people: Mapping[str, Person], ids: dict[str, int]) -> None:
        self._post, self._people, self._ids = post, people, ids
        self._title, self._body = post.title, post.body
        self._said: dict[Said, int] = {}
        self._id = 0

    def happenings(self) -> list[Happening]:
        """From its posting to its last step, votes among them."""
        post, later = self._post, lag(self._post)
        found = [
            Happening(post.days_ago - later, self._begin),
            *(Happening(act.step.days_ago - later, partial(self._step, act)) for act in post.acts),
            *(Happening(days - later, partial(self._vote, one), tells=False) for days, one in ballots(post)),
        ]
        if post.owner:
            days, by = owned(post)
            found.append(Happening(days - later, partial(self._hand_over, by)))
        return found

    async def _begin(self) -> None:
        post = self._post
        idea = await operations.post(
            board=post.board,
            kind=post.kind,
            title=post.title,
            body=post.body,
            tags=", ".join(post.tags),
            by=self._people[post.author],
        )
        self._id = self._ids[post.key] = idea.id

    async def _vote(self, one: Someone) -> None:
        await cast_vote(self._id, by=self._people[one.handle])

    async def _hand_over(self, by: str) -> None:
        owner = self._people[self._post.owner or ""]
        await set_owner(self._id, owner_id=owner.id, by=self._people[by])

    async def _step(self, act: Act) -> None:
        by = self._people[act.by]
        match act.step:
            case Said() as said:
                await self._say(said, act.replies_to, by)
            case Moved() as moved:
                await move(self._id, to=moved.to, by=by, why=_reasons(moved))
            case Edited() as edited:
                self._title, self._body = edited.applied(self._title, self._body)
                await operations.edit(self._id, title=self._title, body=self._body, by=by)
            case Withdrawn():
                await operations.withdraw(self._id, by=by)

    async def _say(self, said: Said, to: Said | None, by: Person) -> None:
        parent = self._said[to] if to else None
        manner = Manner(audience=said.audience, parent=parent, answer=said.answer)
        self._said[said] = (await comment(self._id, body=said.body, by=by, manner=manner)).id


def _reasons(moved: Moved) -> Reasons:
    revisit = moved.revisit_in_days
    return Reasons(
        reason=moved.reason,
        kind=moved.kind or "",
        alternative=moved.alternative,
        revisit_on=(now() + timedelta(days=revisit)).date().isoformat() if revisit else "",
    )
