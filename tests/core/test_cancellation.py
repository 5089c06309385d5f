"""A caller may go at any moment: no lock is kept, no connection lost, nothing is done by halves."""

import asyncio

import pytest

from core import database as core_database
from core.clock import now
from core.database import after_commit, connection, in_transaction, on_sqlite, opened, rows
from core.sqlite_engine import SqliteEngine
from tests.core.interrupting import cancelled_at, left_after, unattended

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def tag(name: str) -> None:
    await rows("INSERT INTO tag (created_at, name) VALUES (:now, :name)", now=now(), name=name)


async def tags() -> set[str]:
    return {each["name"] for each in await rows("SELECT name FROM tag")}


@in_transaction
async def write_a_pair(name: str, told: list[str]) -> None:
    await rows("SELECT COUNT(*) FROM tag")
    await tag(f"{name} left")
    await tag(f"{name} right")
    after_commit(lambda: told.append(name))


async def is_whole() -> None:
    """Nobody holds a lock or a connection, and a write still works at once."""
    async with asyncio.timeout(1):
        await write_a_pair("afterwards", [])
    client = connection()
    if on_sqlite():
        assert not client._lock.locked()
        assert not client._connection.in_transaction
        assert client._idle.qsize() == 2
    else:
        assert client._pool.get_idle_size() == client._pool.get_size()
        open_ones = "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE state LIKE 'idle in%' AND datname = "
        assert (await rows(f"{open_ones} current_database()"))[0]["n"] == 0


async def test_whoever_leaves_leaves_all_or_nothing_and_no_lock_behind(database: str) -> None:
    told: list[str] = []
    for point in range(1, 20):
        await cancelled_at(point, write_a_pair(f"point {point}", told))
    for moment in range(30):
        await left_after(moment * 0.0002, write_a_pair(f"moment {moment}", told))
    await unattended()

    written = await tags()
    assert {name for name in written if name.endswith("left")} == {f"{name} left" for name in told}
    assert {name for name in written if name.endswith("right")} == {f"{name} right" for name in told}
    await is_whole()


async def test_what_a_person_asked_for_is_done_although_they_left(database: str) -> None:
    told: list[str] = []

    await cancelled_at(1, write_a_pair("asked for", told))
    await unattended()

    assert told == ["asked for"]


async def test_whoever_leaves_the_queue_before_the_lock_takes_nothing(database: str) -> None:
    told: list[str] = []
    crowd = [asyncio.create_task(write_a_pair(f"guest {number}", told)) for number in range(30)]
    await asyncio.sleep(0)
    for guest in crowd[::2]:
        guest.cancel()
    await asyncio.gather(*crowd, return_exceptions=True)
    await unattended()

    assert len(await tags()) == 2 * len(told)
    await is_whole()


async def test_a_reader_that_leaves_gives_its_connection_back(database: str) -> None:
    await asyncio.gather(*(rows("SELECT COUNT(*) FROM tag") for _ in range(30)))
    point = 1
    while await cancelled_at(point, rows("SELECT COUNT(*) FROM tag")):
        point += 1
    await asyncio.gather(*(left_after(0, rows("SELECT COUNT(*) FROM tag")) for _ in range(30)))

    async with asyncio.timeout(1):
        await asyncio.gather(*(rows("SELECT COUNT(*) FROM tag") for _ in range(30)))
    await is_whole()


async def test_leaving_while_many_rows_are_written_leaves_nothing_open(database: str) -> None:
    """Tortoise's own `execute_many` keeps its transaction open when it is cancelled."""
    statement, given = core_database.compiled(
        "INSERT INTO tag (created_at, name) VALUES (:now, :name)",
        {"now": now(), "name": ""},
        sqlite=on_sqlite(),
    )
    await rows("SELECT 1")
    point, left = 1, True
    while left:
        values = [[given[0], f"point {point} {number}"] for number in range(3)]
        left = await cancelled_at(point, connection().execute_many(statement, values))
        point += 1

    await is_whole()


async def test_the_engines_themselves_keep_nothing_wherever_they_are_cancelled(database: str) -> None:
    """Without the shield, too, for transactions that Tortoise begins by itself: entering, inside, committing."""
    await rows("SELECT 1")

    async def unshielded(name: str) -> None:
        async with connection()._in_transaction():
            await tag(name)
            await tag(f"{name}, again")

    point = 1
    while await cancelled_at(point, unshielded(f"point {point}")):
        point += 1
        async with asyncio.timeout(1):
            await rows("DELETE FROM board WHERE id = 0")

    assert point > 4
    assert len(await tags()) % 2 == 0
    await is_whole()


@SQLITE
async def test_leaving_while_the_file_is_being_opened_leaves_no_thread_behind(database_url: str) -> None:
    point, left = 1, True
    while left:
        engine = SqliteEngine(database_url.removeprefix("sqlite://"), connection_name="other")
        left = await cancelled_at(point, engine.execute_query("SELECT 1"))
        assert bool(engine._connection) == (len(engine._readers) == 2)
        assert engine._connection or not engine._readers
        async with asyncio.timeout(1):
            assert (await engine.execute_query("SELECT 1"))[0] == 1
        await engine.close()
        point += 1
    assert point > 10


async def test_closing_the_database_waits_for_what_is_unattended(database_url: str) -> None:
    async with opened(database_url):
        await rows("SELECT 1")
        await cancelled_at(1, write_a_pair("late", []))

    async with opened(database_url):
        assert await tags() == {"late left", "late right"}
