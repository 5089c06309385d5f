"""Killed in the middle of everything: what was answered is there, nothing is there twice, everybody is told."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from core.clock import now
from core.database import on_sqlite, row, rows
from ideas.boards import set_managers
from ideas.models import Board, Idea
from people import sessions
from tests.activity.smtp import FakeServer
from tests.makers import a_person, an_idea
from tests.running import Yard, until

FULL = os.environ.get("MADANG_TEST_FULL") == "1"
CROWD, IDEAS, POSTS_EACH = (30, 25, 9) if FULL else (12, 9, 3)
"""A thousand posts and votes on each database; without `--full`, a seventh of them."""
AT_ONCE = 16 if FULL else 12
KILLS = 2 if FULL else 1


@dataclass
class Ask:
    """One form that one person sends, again and again with the same key until it is answered."""

    path: str
    form: dict[str, str]
    headers: dict[str, str]
    impatient: bool = False
    answers: list[str] = field(default_factory=list)
    sent: int = 0

    @property
    def idea(self) -> int:
        return int(self.answers[-1].rpartition("/")[2].partition("-")[0])


@dataclass
class SlowServer(FakeServer):
    """Takes each mail, and says so only while it may: whoever dies meanwhile doesn't know that it was taken."""

    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    unanswered: int = 0

    async def _say(self, writer: asyncio.StreamWriter, command: str, usual: str) -> bool:
        if command == ".":
            self.unanswered += 1
            await self.may_answer.wait()
            self.unanswered -= 1
        return await super()._say(writer, command, usual)


@pytest.fixture
async def postman() -> AsyncIterator[SlowServer]:
    server = SlowServer()
    server.may_answer.set()
    listening = await asyncio.start_server(server.meet, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server
        await asyncio.gather(*server.conversations)


@pytest.fixture
def yard(database: str, postman: SlowServer, tmp_path: Path) -> Iterator[Yard]:
    made = Yard(database, f"{postman.url}?tls=never", tmp_path / "log")
    yield made
    made.kill()


async def everything_asked() -> list[Ask]:
    """Every post and vote of the crowd, in random order."""
    ideas = [await an_idea(f"Standing idea {number}") for number in range(IDEAS)]
    board = await Board.get(slug="ideas")
    boss = await a_person("Mina", "manager")
    await set_managers(board.id, [boss.id], by=await a_person("Root", "admin"))
    asked: list[Ask] = []
    for number in range(CROWD):
        cookie = f"madang_session={await sessions.begin(await a_person(f'Voter {number}'))}"
        headers = {
            "cookie": cookie,
            "sec-fetch-site": "same-origin",
            "x-forwarded-for": f"198.51.100.{number}",  # limits count for each address
        }
        for post in range(POSTS_EACH):
            title = f"Wish {post} of person {number}"
            form = {
                "board": "ideas",
                "kind": "idea",
                "title": title,
                "body": "**Please**",
                "submission": title,
            }
            asked.append(Ask("/ideas", form, headers, impatient=post == 0))
        asked += [Ask(f"/ideas/{idea.id}/vote", {}, headers) for idea in ideas]
    random.Random(7).shuffle(asked)
    return asked


@dataclass
class Crowd:
    """Everybody at once. Whoever gets no answer, or doesn't wait for it, asks again when the yard is open."""

    yard: Yard
    asked: list[Ask]
    open: asyncio.Event = field(default_factory=asyncio.Event)
    answered: int = 0
    under_way: int = 0

    async def ask_everything(self) -> None:
        waiting = iter(self.asked)
        async with httpx.AsyncClient(base_url=self.yard.address) as browser:
            await asyncio.gather(*(self._some(browser, waiting) for _ in range(AT_ONCE)))

    async def _some(self, browser: httpx.AsyncClient, waiting: Iterator[Ask]) -> None:
        for ask in waiting:
            while not ask.answers:
                await self.open.wait()
                await self._send(browser, ask)

    async def _send(self, browser: httpx.AsyncClient, ask: Ask) -> None:
        ask.sent += 1
        self.under_way += 1
        try:
            patience = httpx.Timeout(20, read=0.005 if ask.impatient and ask.sent == 1 else 20)
            answer = await browser.post(ask.path, data=ask.form, headers=ask.headers, timeout=patience)
        except httpx.TransportError:
            await asyncio.sleep(0)
            return
        finally:
            self.under_way -= 1
        assert answer.status_code == 303, answer.text
        ask.answers.append(answer.headers["location"])
        self.answered += 1


async def kill_and_start_again(crowd: Crowd, postman: SlowServer) -> None:
    """Once or twice, each time while requests are under way and a mail was taken that nobody has noted as sent."""
    for kill in range(1, KILLS + 1):
        enough = kill * len(crowd.asked) // (KILLS + 1)
        await until(lambda enough=enough: crowd.answered >= enough, 60, "the yard doesn't answer")
        postman.may_answer.clear()
        crowd.open.clear()  # nobody is done before a mail is on its way
        await until(lambda: postman.unanswered > 0, 60, "no mail is sent")
        crowd.open.set()
        await until(lambda: crowd.under_way > AT_ONCE // 2, 60, "nobody asks for anything")
        crowd.open.clear()
        crowd.yard.kill()
        postman.may_answer.set()
        await let_leases_end()
        await crowd.yard.start()
        crowd.open.set()


async def let_leases_end() -> None:
    """What the killed held is free after a minute, which has gone by now."""
    if not on_sqlite():
        await until(the_server_noticed, 30, "PostgreSQL still serves the dead")
    for table in ("task", "delivery"):
        await rows(f"UPDATE {table} SET leased_until = :now WHERE leased_until IS NOT NULL", now=now())


async def the_server_noticed() -> bool:
    """PostgreSQL ends what the dead had sent before it sees that they are gone."""
    others = await row(
        """SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database()
           AND backend_start > (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())"""
    )
    return others == {"n": 0}


async def everybody_is_told() -> bool:
    left = await row(
        """SELECT (SELECT COUNT(*) FROM task WHERE done_at IS NULL AND (due_at <= :now OR last_error <> ''))
                + (SELECT COUNT(*) FROM delivery WHERE done_at IS NULL AND failed_at IS NULL) AS n""",
        now=now(),
    )
    return left == {"n": 0}


@pytest.mark.own_database
async def test_what_was_answered_is_there_once_however_often_it_is_killed(
    yard: Yard, postman: SlowServer
) -> None:
    crowd = Crowd(yard, await everything_asked())
    await yard.start()
    crowd.open.set()

    await asyncio.gather(crowd.ask_everything(), kill_and_start_again(crowd, postman))
    await until(everybody_is_told, 60, "somebody is still to be told")
    yard.kill()

    assert all(len(ask.answers) == 1 for ask in crowd.asked)
    assert any(ask.sent > 1 for ask in crowd.asked if not ask.impatient), "nothing was under way at the kills"
    await posts_are_there_once([ask for ask in crowd.asked if ask.path == "/ideas"])
    await votes_are_there_once([ask for ask in crowd.asked if ask.path != "/ideas"])
    await everybody_was_told_once(postman)


async def posts_are_there_once(posts: list[Ask]) -> None:
    stored = dict(await Idea.filter(title__startswith="Wish ").values_list("id", "title"))
    assert stored == {ask.idea: ask.form["title"] for ask in posts}
    assert len(posts) == CROWD * POSTS_EACH
    posted = await rows("SELECT subject_id FROM event WHERE action = 'idea.posted'")
    assert Counter(each["subject_id"] for each in posted) == Counter(
        await Idea.all().values_list("id", flat=True)
    )
    kept = await rows("SELECT subject_id FROM submission WHERE subject_type = 'idea'")
    assert {each["subject_id"] for each in kept} == set(stored)


async def votes_are_there_once(votes: list[Ask]) -> None:
    counted = await rows(
        """SELECT i.votes, (SELECT COUNT(*) FROM vote v WHERE v.counted_on_id = i.id) AS counted,
                  (SELECT COUNT(*) FROM event e WHERE e.action = 'vote.cast' AND e.subject_id = i.id) AS told
           FROM idea i WHERE title LIKE 'Standing%'"""
    )
    assert counted == [{"votes": CROWD, "counted": CROWD, "told": CROWD}] * IDEAS
    assert len(votes) == CROWD * IDEAS
    pairs = await rows("SELECT DISTINCT actor_id, subject_id FROM event WHERE action = 'vote.cast'")
    assert len(pairs) == len(votes)


async def everybody_was_told_once(postman: SlowServer) -> None:
    """One notice for each post and person, one delivery for each notice, one Message-ID for each delivery."""
    wanted = await rows(
        """SELECT e.id AS root_id, a.person_id FROM event e JOIN addressee a ON a.event_id = e.id
           WHERE e.action = 'idea.posted' ORDER BY e.id"""
    )
    assert len(wanted) == CROWD * POSTS_EACH
    assert wanted == await rows("SELECT root_id, person_id FROM notice ORDER BY root_id")
    sent = await rows(
        """SELECT n.id, d.done_at, d.failed_at, d.target FROM notice n
           LEFT JOIN delivery d ON d.kind = 'notice' AND d.reference = n.id ORDER BY n.id"""
    )
    assert all(each["done_at"] and not each["failed_at"] for each in sent)
    taken = [(str(mail["Message-ID"]), str(mail["To"])) for mail in postman.messages()]
    mails = set(taken)
    assert len(taken) > len(mails), "no mail was sent again"
    assert len(mails) == len({number for number, _ in mails}) == len(sent) == len(wanted)
    assert {to for _, to in mails} == {each["target"] for each in sent}
