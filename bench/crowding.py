"""Many people at once, each with a browser that asks whichever web process comes next; whoever gets no answer asks
another one, the same again."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx

from bench.fleet import Fleet
from people import sessions
from people.models import Person, Role

ACTS = ("read", "vote", "comment", "post")
WEIGHTS = (10, 6, 3, 1)
"""So often, in comparison, somebody does what."""
MOST = {"comment": 55, "post": 18}
"""So many each person does: fewer than the limits of an hour allow."""


@dataclass
class Visitor:
    """Somebody signed in. `said` counts what they have done."""

    person_id: int
    headers: dict[str, str]
    said: Counter[str] = field(default_factory=Counter)


@dataclass
class Told:
    """What was answered: who voted for what, and the words that were taken. `again` were asked more than once."""

    votes: set[tuple[int, int]] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)
    acts: Counter[str] = field(default_factory=Counter)
    again: int = 0


async def visitors(many: int) -> list[Visitor]:
    """People with a session and an address of their own; the database must be open."""
    made = []
    for number in range(many):
        person = await Person.create(
            name=f"Visitor {number}",
            handle=f"visitor-{number}",
            email=f"visitor{number}@example.com",
            role=Role.CUSTOMER,
        )
        headers = {
            "cookie": f"madang_session={await sessions.begin(person)}",
            "sec-fetch-site": "same-origin",
            "x-forwarded-for": f"198.51.{number // 250}.{number % 250 + 1}",
        }
        made.append(Visitor(int(person.id), headers))
    return made


@dataclass
class Crowd:
    """Everybody does each thing once, and then something until `stop` is set; what they have begun they end."""

    fleet: Fleet
    people: list[Visitor]
    ideas: list[int]
    told: Told = field(default_factory=Told)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    seed: int = 7

    async def run(self) -> None:
        await asyncio.gather(*(self._one(visitor, number) for number, visitor in enumerate(self.people)))

    async def _one(self, visitor: Visitor, number: int) -> None:
        chance = random.Random(self.seed * 1000 + number)
        async with httpx.AsyncClient(headers=visitor.headers, timeout=20) as browser:
            first = list(ACTS)
            while first or not self.stop.is_set():
                act = first.pop() if first else chance.choices(ACTS, WEIGHTS)[0]
                if visitor.said[act] >= MOST.get(act, 10**9):
                    act = "read"
                await self._do(act, visitor, browser, chance)
                visitor.said[act] += 1
                self.told.acts[act] += 1

    async def _do(
        self, act: str, visitor: Visitor, browser: httpx.AsyncClient, chance: random.Random
    ) -> None:
        idea = chance.choice(self.ideas)
        key = f"{act} {visitor.said[act]} of visitor {visitor.person_id}"
        if act == "read":
            await self._ask(browser, chance, "GET", chance.choice(["/", f"/ideas/{idea}", "/?sort=new"]))
        elif act == "vote":
            await self._ask(browser, chance, "POST", f"/ideas/{idea}/vote", {})
            self.told.votes.add((visitor.person_id, idea))
        elif act == "comment":
            await self._ask(
                browser, chance, "POST", f"/ideas/{idea}/comments", {"body": key, "submission": key}
            )
            self.told.comments.add(key)
        else:
            form = {"board": "ideas", "kind": "idea", "title": key, "body": "Please.", "submission": key}
            await self._ask(browser, chance, "POST", "/ideas", form)
            self.told.posts.add(key)

    async def _ask(
        self,
        browser: httpx.AsyncClient,
        chance: random.Random,
        method: str,
        path: str,
        form: dict[str, str] | None = None,
    ) -> None:
        for place in self._places(chance):
            try:
                answer = await browser.request(method, f"{place}{path}", data=form, follow_redirects=False)
            except httpx.TransportError:
                self.told.again += 1
                await asyncio.sleep(0.05)
                continue
            assert answer.status_code in (200, 301, 303), (
                f"{method} {path}: {answer.status_code} {answer.text}"
            )
            return

    def _places(self, chance: random.Random) -> Iterator[str]:
        while True:
            yield chance.choice(self.fleet.serving).address


async def spend_at_once(fleet: Fleet, visitor: Visitor, many: int) -> tuple[int, int]:
    """One person posts so often at the same moment through all web processes: how many were taken, how many refused."""

    async def post(number: int, browser: httpx.AsyncClient) -> int:
        title = f"Too much, number {number}"
        form = {"board": "ideas", "kind": "idea", "title": title, "body": "Please.", "submission": title}
        place = fleet.serving[number % len(fleet.serving)].address
        return (await browser.post(f"{place}/ideas", data=form)).status_code

    async with httpx.AsyncClient(headers=visitor.headers, timeout=20) as browser:
        answers = Counter(await asyncio.gather(*(post(number, browser) for number in range(many))))
    return answers[303], answers[429]
