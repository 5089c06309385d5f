"""Partners at work in the demo, played with the operations that everybody uses."""

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any

from commands.demo.circles import (
    FIRST_DRAFT,
    FIRST_LETTER,
    LATER,
    LETTERS,
    NEEDS,
    OPEN_ROOM,
    OPEN_SAID,
    REMARK,
    ROOM,
    SAID,
    SUGGESTED,
    TITLE,
    Sought,
)
from commands.demo.timeline import Happening
from partners import (
    consent,
    conversations,
    documents,
    inviting,
    memberships,
    messages,
    needs,
    posts,
    proposals,
    rooms,
    suggestions,
)
from people.models import Person
from voting.operations import cast_vote

Did = Callable[[], Coroutine[Any, Any, object]]


class Partnering:
    """`people` by their handles: filled by those who come in."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._people = people
        self._ids: dict[str, int] = {}

    def happenings(self) -> list[Happening]:
        """From the first need to the idea that they signed together."""
        steps: list[tuple[float, Did]] = [
            *((each.days_ago, partial(self._seek, each)) for each in NEEDS),
            (39.6, self._write_first),
            *((days, partial(self._answer, by, text)) for by, days, text in LETTERS),
            (38.5, self._open_closed),
            (38.1, partial(self._come, "priya")),
            (37.4, partial(self._come, "wonjae")),
            *((days, partial(self._say, "room", by, text)) for by, days, text in SAID),
            (35.0, self._remark),
            (33.0, self._open_open),
            (32.0, partial(self._join, "soyoung")),
            (30.5, partial(self._join, "jungho")),
            *((days, partial(self._say, "open", by, text)) for by, days, text in OPEN_SAID),
            (28.0, self._draft),
            (26.4, self._suggest),
            (25.9, self._accept),
            (21.0, self._propose),
            (20.2, self._confirm),
            (12.0, self._suggest_more),
        ]
        votes = [
            Happening(days, partial(self._vote, handle), tells=False)
            for days, handle in ((19.0, "wonjae"), (18.2, "manbok"), (15.3, "jungho"))
        ]
        return [*(Happening(days, do) for days, do in steps), *votes]

    def _who(self, handle: str) -> Person:
        return self._people[handle]

    async def _seek(self, need: Sought) -> None:
        made = await needs.publish(
            kind=need.kind, text=need.text, tags=need.tags, contact="members", by=self._who(need.by)
        )
        self._ids[need.key] = made.id

    async def _write_first(self) -> None:
        priya = self._who("priya")
        talk = await conversations.request(
            priya.id, text=FIRST_LETTER, need=self._ids["feed"], by=self._who("soyoung")
        )
        self._ids["talk"] = talk.id

    async def _answer(self, by: str, text: str) -> None:
        if by == "priya":
            await conversations.accept(self._ids["talk"], by=self._who(by))
        await messages.write(self._ids["talk"], text=text, by=self._who(by))

    async def _open_closed(self) -> None:
        soyoung = self._who("soyoung")
        self._ids["room"] = (await rooms.open_room(**ROOM, kind="closed", by=soyoung)).id
        for handle in ("priya", "wonjae"):
            await inviting.invite(self._ids["room"], self._who(handle).id, by=soyoung)

    async def _come(self, handle: str) -> None:
        await memberships.accept(self._ids["room"], by=self._who(handle))

    async def _open_open(self) -> None:
        self._ids["open"] = (await rooms.open_room(**OPEN_ROOM, kind="open", by=self._who("priya"))).id

    async def _join(self, handle: str) -> None:
        await memberships.join(self._ids["open"], by=self._who(handle))

    async def _say(self, room: str, by: str, text: str) -> None:
        self._ids["said"] = (await posts.write(self._ids[room], body=text, by=self._who(by))).id

    async def _remark(self) -> None:
        await posts.comment(self._ids["said"], body=REMARK, by=self._who("soyoung"))

    async def _draft(self) -> None:
        made = await documents.start(
            self._ids["room"], title=TITLE, body=FIRST_DRAFT, by=self._who("soyoung")
        )
        self._ids["document"] = made.id

    async def _suggest(self) -> None:
        made = await suggestions.suggest(
            self._ids["document"],
            base=1,
            title=TITLE,
            body=SUGGESTED,
            note="단말기에서 보낼 수 있는 것을 적었어요",
            by=self._who("priya"),
        )
        self._ids["suggestion"] = made.id

    async def _accept(self) -> None:
        await suggestions.accept(self._ids["suggestion"], by=self._who("soyoung"))

    async def _propose(self) -> None:
        made = await proposals.open_proposal(
            self._ids["document"], version=2, board="app", kind="idea", by=self._who("soyoung")
        )
        self._ids["proposal"] = made.id

    async def _confirm(self) -> None:
        published = await consent.confirm(
            self._ids["proposal"], name="Priya Raman, Solgae POS", by=self._who("priya")
        )
        assert published.idea_id
        self._ids["idea"] = published.idea_id

    async def _vote(self, handle: str) -> None:
        await cast_vote(self._ids["idea"], by=self._who(handle))

    async def _suggest_more(self) -> None:
        await suggestions.suggest(
            self._ids["document"],
            base=2,
            title=TITLE,
            body=LATER,
            note="신고 기간에 필요한 것",
            by=self._who("wonjae"),
        )
