"""An idea's page asks the database a few questions, however much there is to show and whoever reads it."""

import re
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from activity import worker
from core.asking import Question
from core.changes import changed
from frontend import parts
from ideas.models import Idea
from people.models import Person
from roadmap import verdicts
from tests.asked import asked_of_the_database
from tests.conftest import a_browser
from tests.makers import a_comment, a_person, an_idea, sign_in
from tests.roadmap.test_improvements import a_complaint, shipped
from tests.roadmap.world import take_in
from triage.assessments import assess
from triage.merging import merge
from voting.operations import cast_vote
from voting.proxies import cast_for

MOST = 8
"""Queries of the page at most, whoever reads, with nothing in memory."""


async def a_rich_complaint(author: Person, customer: Person, boss: Person) -> Idea:
    """Merged into, shipped twice with improvements, judged in words, spoken about, answered and assessed."""
    idea, source = await a_complaint(by=author), await a_complaint("Exports are slow", by=customer)
    await merge([source.id], into=idea.id, by=boss)
    await take_in(await a_person("Co-author"), idea)
    await cast_vote(idea.id, by=customer)
    await cast_for(idea.id, person_id=(await a_person("Absent")).id, by=boss)
    await assess(idea.id, impact=5, effort=2, by=boss)
    await shipped(idea, by=boss)
    await verdicts.answer(idea.id, answer="no", comment="Still slow.", by=author)
    await shipped(idea, by=boss)
    await verdicts.answer(idea.id, answer="partly", comment="Better.", by=customer)
    await a_comment(idea, "We are at it.", by=boss, answer=True)
    await talk(idea, customer, 3)
    await worker.drain()
    return idea


async def talk(idea: Idea, by: Person, times: int) -> None:
    for number in range(times):
        said = await a_comment(idea, f"Remark {number}", by=by)
        await a_comment(idea, f"Reply {number}", by=by, parent=said.id)


async def queries(browser: httpx.AsyncClient, idea: Idea) -> int:
    path = (await browser.get(f"/ideas/{idea.id}", follow_redirects=True)).url.path
    changed()
    with asked_of_the_database() as asked:
        answer = await browser.get(path)
    assert answer.status_code == 200
    assert asked
    return len(asked)


async def test_the_page_of_a_rich_idea_takes_as_few_queries_as_that_of_a_plain_one(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    author, customer = await a_person("Ada"), await a_person("Grace")
    boss = await a_person("Mina", "manager")
    plain, rich = await an_idea(by=author), await a_rich_complaint(author, customer, boss)
    async with a_browser(app) as one, a_browser(app) as two, a_browser(app) as three:
        browsers = (client, one, two, three)
        for browser, person in ((one, customer), (two, author), (three, boss)):
            await sign_in(browser, person)

        few = [await queries(browser, rich) for browser in browsers]
        await talk(rich, customer, 10)
        assert [await queries(browser, rich) for browser in browsers] == few
        assert max(few) <= MOST
        assert max([await queries(browser, plain) for browser in browsers]) <= MOST


async def test_asked_together_or_one_by_one_the_page_says_the_same(
    app: Starlette, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, customer = await a_person("Ada"), await a_person("Grace")
    boss = await a_person("Mina", "manager")
    rich = await a_rich_complaint(author, customer, boss)

    async def one_by_one(questions: Mapping[Any, Question[Any]]) -> dict[Any, Any]:
        return {key: await question for key, question in questions.items()}

    async def read(browser: httpx.AsyncClient) -> str:
        changed()
        page = (await browser.get(f"/ideas/{rich.id}", follow_redirects=True)).text
        return re.sub(r'name="submission" value="[^"]+"', "", page)

    for person in (None, customer, author, boss):
        async with a_browser(app) as browser:
            if person:
                await sign_in(browser, person)
            together = await read(browser)
            with monkeypatch.context() as patched:
                patched.setattr(parts, "together", one_by_one)
                assert await read(browser) == together
        assert all(words in together for words in ("Remark 2", "Reply 2", "Still slow.", "Exports are slow"))
