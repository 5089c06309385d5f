"""What is kept in memory is never older than the last commit here, nor than its seconds."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from tortoise.context import TortoiseContext

from core.clock import moved_to, now
from core.configuration import tortoise_config
from core.database import changes, connection, in_transaction, on_sqlite, quietly, row, rows
from core.kept import Kept
from people.models import Organisation

ADD = "INSERT INTO tag (created_at, name) VALUES (:now, :name)"


class Counter:
    """Counts the tags, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self) -> int:
        self.asked += 1
        found = await row("SELECT count(*) AS num FROM tag")
        return int(found["num"]) if found else 0


async def by_itself(name: str = "a") -> None:
    await rows(ADD, now=now(), name=name)


async def with_its_row() -> None:
    await rows(f"{ADD} RETURNING id", now=now(), name="a")


async def by_an_operation() -> None:
    await in_transaction(by_itself)()


async def by_many() -> None:
    mark = "?, ?" if on_sqlite() else "$1, $2"
    at = now().isoformat(" ") if on_sqlite() else now()
    await connection().execute_many(f"INSERT INTO tag (created_at, name) VALUES ({mark})", [[at, "a"]])


async def by_script() -> None:
    moment = "'2026-01-01 00:00:00+00:00'"
    await connection().execute_script(f"INSERT INTO tag (created_at, name) VALUES ({moment}, 'a')")


@pytest.mark.parametrize("write", [by_itself, with_its_row, by_an_operation, by_many, by_script])
async def test_every_way_to_write_is_a_change(database: str, write: Callable[[], Awaitable[None]]) -> None:
    kept, count = Kept[int](seconds=3600), Counter()
    assert [await kept.get(count), await kept.get(count)] == [0, 0]
    assert count.asked == 1

    await write()

    assert [await kept.get(count), await kept.get(count)] == [1, 1]
    assert count.asked == 2


async def test_a_model_that_is_made_or_saved_is_a_change(database: str) -> None:
    before = changes()
    made = await Organisation.create(name="Hanbit", kind="customer")
    after_making = changes()
    made.name = "Byeolbit"
    await made.save()

    assert before < after_making < changes()


async def test_what_is_committed_quietly_is_seen_when_the_time_is_over(database: str) -> None:
    kept, count = Kept[int](seconds=1), Counter()
    await kept.get(count)

    with quietly():
        await by_an_operation()
        await by_itself("b")

    assert await kept.get(count) == 0
    with moved_to(now() + timedelta(seconds=1)):
        assert await kept.get(count) == 2


async def test_inside_a_transaction_nothing_is_kept(database: str) -> None:
    kept, count = Kept[int](seconds=3600), Counter()

    @in_transaction
    async def undone() -> None:
        await by_itself()
        assert await kept.get(count) == 1
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await undone()

    assert await kept.get(count) == 0


async def test_each_key_and_each_database_has_its_own(database: str) -> None:
    kept, count = Kept[int](seconds=3600), Counter()
    for key in ("here", "there", "here"):
        await kept.get(count, key)
    assert count.asked == 2

    async with TortoiseContext() as other:
        await other.init(config=tortoise_config("sqlite://:memory:"))
        await connection().execute_script("CREATE TABLE tag (id INTEGER)")
        before = changes()
        assert await kept.get(count, "here") == 0
        assert (count.asked, changes()) == (3, before)


async def test_who_waits_gets_what_is_being_made_and_who_comes_after_a_write_gets_it_anew(
    database: str,
) -> None:
    kept, begun, may_end = Kept[int](seconds=3600), asyncio.Event(), asyncio.Event()
    made: list[int] = []

    async def slow() -> int:
        made.append(len(made))
        begun.set()
        await may_end.wait()
        return made[-1]

    first, second = (asyncio.create_task(kept.get(slow)) for _ in range(2))
    await begun.wait()
    await asyncio.sleep(0)
    await by_itself()
    later = asyncio.create_task(kept.get(slow))
    may_end.set()

    assert [await first, await second, await later] == [0, 0, 1]
    assert made == [0, 1]


async def test_who_goes_away_while_a_value_is_made_takes_nothing_with_them(database: str) -> None:
    kept, count, never = Kept[int](seconds=3600), Counter(), asyncio.Event()

    async def stuck() -> int:
        await never.wait()
        return -1

    gone = asyncio.create_task(kept.get(stuck))
    waiting = asyncio.create_task(kept.get(count))
    await asyncio.sleep(0)
    gone.cancel()

    assert await waiting == 0
    assert gone.cancelled()


async def test_only_so_many_are_held(database: str) -> None:
    kept, count = Kept[int](seconds=3600, most=2), Counter()
    for key in ("a", "b", "a", "c", "a", "b"):
        await kept.get(count, key)

    assert count.asked == 4
