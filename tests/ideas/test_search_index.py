"""The index beside what goes on at the same time, what its readers may learn of hidden votes, and what it remembers."""

import asyncio
import importlib
import inspect
import pkgutil
from contextvars import copy_context
from typing import Any

import pytest

import ideas.search
from activity import worker
from core.database import in_transaction, on_sqlite, rows
from ideas.boards import change_board
from ideas.models import Idea
from ideas.operations import edit
from ideas.search import indexing, vocabularies
from ideas.search.rebuilding import rebuild
from tests.ideas.test_search import found
from tests.makers import a_board, a_comment, a_person, an_idea

WAITING = 0.3
"""Seconds in which another task would have done its work if nothing held it."""


async def test_a_change_while_the_index_is_made_anew_is_found_afterwards(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await a_person("Ada")
    idea = await an_idea("Before the change", body="", by=ada)
    outside, cut, begun = copy_context(), indexing._cut, asyncio.Event()
    changing: list[asyncio.Task[Any]] = []

    async def slowly(*given: Any) -> Any:
        if not begun.is_set():
            begun.set()
            changed = edit(idea.id, title="After it", body="", by=ada)
            changing.append(asyncio.get_running_loop().create_task(changed, context=outside))
            await asyncio.sleep(WAITING)
        return await cut(*given)

    monkeypatch.setattr(indexing, "_cut", slowly)
    await rebuild()
    await changing[0]

    assert await found("after") == ["After it"]
    assert await found("before") == []


async def test_what_is_being_changed_when_the_index_is_made_anew_is_found_afterwards(database: str) -> None:
    ada = await a_person("Ada")
    idea = await an_idea("Before the change", body="", by=ada)
    outside = copy_context()
    making: list[asyncio.Task[int]] = []

    @in_transaction
    async def slowly() -> None:
        await edit(idea.id, title="After it", body="", by=ada)
        making.append(asyncio.get_running_loop().create_task(rebuild(), context=outside))
        await asyncio.sleep(WAITING)
        assert not making[0].done()

    await slowly()
    await making[0]

    assert await found("after") == ["After it"]
    assert await found("before") == []


async def test_hidden_votes_bring_nobody_but_staff_to_what_lies_deep(database: str) -> None:
    """More ideas have the word than are looked at; the old one has votes that its board hides."""
    loud, quiet = await a_board("loud"), await a_board("quiet", hide_counts=True)
    fields = {"kind": "idea", "body": "calendar", "body_html": "", "lang": "en"}
    for board in (loud, quiet):
        await Idea(title=f"Hot and {board.slug}", hot=9e9, votes=900, board_id=board.id, **fields).save()
    for board in (loud, quiet):
        await Idea.bulk_create(
            [Idea(title=f"Number {number}", board_id=board.id, **fields) for number in range(600)]
        )
    await rebuild()
    if not on_sqlite():
        await rows("ANALYZE idea_search")
    customer, mina = await a_person("Ada"), await a_person("Mina", "manager")

    async def hot(**filters: object) -> dict[str, set[str]]:
        readers = {"visitor": None, "customer": customer, "staff": mina}
        return {
            name: {title for title in await found("calendar", reader, 2000, **filters) if "Hot" in title}
            for name, reader in readers.items()
        }

    assert await hot() == {
        "visitor": {"Hot and loud"},
        "customer": {"Hot and loud"},
        "staff": {"Hot and loud", "Hot and quiet"},
    }
    assert await hot(board="quiet") == {"visitor": set(), "customer": set(), "staff": {"Hot and quiet"}}
    assert (await hot(stage="received"))["customer"] == {"Hot and loud"}


async def test_the_vocabulary_follows_a_board_that_is_opened_or_closed(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabularies, "AT_ONCE", 2)
    admin = await a_person("Mina", "admin")
    inside = await a_board("inside", "staff")
    for title in ("Treasury of secrets", "Calendar sharing", "Printing receipts"):
        idea = await an_idea(title, board="inside", by=admin, tags="ledgers")
    await a_comment(idea, "Umbrellas help.", by=admin)
    await a_comment(idea, "Whispers among us.", by=admin, audience="staff")
    await an_idea("A public calendar", by=admin)

    async def known() -> set[str]:
        return {each["word"] for each in await rows("SELECT word FROM search_word")}

    async def open_to(audience: str) -> set[str]:
        await change_board(inside.id, by=admin, audience=audience)
        await worker.drain(lambda line: None)
        return await known()

    before = await known()
    assert "calendar" in before
    assert not {"treasury", "receipts", "umbrellas", "ledgers"} & before
    opened = await open_to("everyone")
    assert {"treasury", "sharing", "receipts", "umbrellas", "ledgers"} < opened
    assert "whispers" not in opened
    assert await open_to("members") == before
    assert (await open_to("everyone")) == opened


def test_what_the_search_remembers_is_bounded() -> None:
    """Each memory has an end, or is of something of which there is one, or one for each group of the thesaurus."""
    endless = set()
    for module in pkgutil.iter_modules(ideas.search.__path__, "ideas.search."):
        for name, memory in vars(importlib.import_module(module.name)).items():
            unbounded = hasattr(memory, "cache_parameters") and memory.cache_parameters()["maxsize"] is None
            if unbounded and inspect.signature(memory.__wrapped__).parameters:
                endless.add(name)
    assert endless == {"ways"}
