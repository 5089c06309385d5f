"""An operation is one transaction: whole or not at all, and its consequences follow the commit."""

import asyncio
import contextvars
import sqlite3

import pytest

from core.clock import now
from core.configuration import FLOORS
from core.database import act, after_commit, connection, in_transaction, on_sqlite, opened, row, rows

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


class Undone(Exception):
    pass


async def tag(name: str) -> None:
    await rows("INSERT INTO tag (created_at, name) VALUES (:now, :name)", now=now(), name=name)


async def tags() -> list[str]:
    return [each["name"] for each in await rows("SELECT name FROM tag ORDER BY name")]


async def test_a_failed_operation_leaves_nothing(database: str) -> None:
    @in_transaction
    async def failing() -> None:
        await tag("a")
        raise Undone

    with pytest.raises(Undone):
        await failing()

    assert await tags() == []


async def test_an_operation_inside_another_joins_its_transaction(database: str) -> None:
    acts = []

    @in_transaction
    async def inner(name: str) -> None:
        acts.append(act())
        await tag(name)

    @in_transaction
    async def outer(*, failing: bool) -> None:
        acts.append(act())
        await inner("inside")
        if failing:
            raise Undone

    with pytest.raises(Undone):
        await outer(failing=True)
    assert await tags() == []
    assert acts[0] is acts[1]

    await outer(failing=False)
    assert await tags() == ["inside"]
    assert acts[2] is not acts[0]


async def test_what_follows_a_commit_follows_only_a_commit(database: str) -> None:
    heard: list[str] = []

    @in_transaction
    async def inner(name: str) -> None:
        after_commit(lambda: heard.append(name))

    @in_transaction
    async def operation(name: str, *, failing: bool = False) -> None:
        await tag(name)
        await inner(name)
        assert name not in heard
        if failing:
            raise Undone

    await operation("done")
    with pytest.raises(Undone):
        await operation("undone", failing=True)

    assert heard == ["done"]


async def test_a_task_spawned_after_the_commit_is_on_its_own(database: str) -> None:
    """A task inherits its maker's context; one made inside would write into a transaction that has ended."""
    spawned: list[asyncio.Task[list[str]]] = []

    async def looking() -> list[str]:
        with pytest.raises(RuntimeError):
            act()
        return await tags()

    @in_transaction
    async def operation() -> None:
        await tag("a")
        after_commit(lambda: spawned.append(asyncio.create_task(looking())))

    await operation()

    assert await spawned[0] == ["a"]


async def test_a_task_of_any_origin_finds_the_database(database: str) -> None:
    """Tortoise keeps its context per task; a server's tasks don't descend from the one that opened it."""
    stranger = asyncio.create_task(tags(), context=contextvars.Context())

    assert await stranger == []


@ON_SQLITE
async def test_reading_does_not_wait_for_an_open_transaction(database: str) -> None:
    written, may_end = asyncio.Event(), asyncio.Event()

    @in_transaction
    async def slow() -> None:
        await tag("slow")
        written.set()
        await may_end.wait()

    writing = asyncio.create_task(slow())
    await written.wait()
    try:
        async with asyncio.timeout(1):
            assert await tags() == []
    finally:
        may_end.set()
        await writing

    assert await tags() == ["slow"]


@ON_SQLITE
async def test_a_reader_cannot_write(database: str) -> None:
    async with connection()._reading() as reader:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await reader.execute("INSERT INTO tag (created_at, name) VALUES ('now', 'a')")

    assert await rows(
        "WITH x AS (SELECT 1) INSERT INTO tag (created_at, name) SELECT 'now', 'b' RETURNING name"
    )


@ON_SQLITE
async def test_the_file_is_opened_as_the_design_measured_it(database: str) -> None:
    await tags()
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "foreign_keys": 1,
        "journal_size_limit": 64 * 1024 * 1024,
        "wal_autocheckpoint": 10_000,
    }
    for each in (connection()._connection, *connection()._readers):
        found = {name: (await each.execute_fetchall(f"PRAGMA {name}"))[0][0] for name in expected}
        assert found == expected


@ON_SQLITE
async def test_one_hop_is_one_transaction(database: str) -> None:
    def work(raw: sqlite3.Connection, failing: bool) -> None:
        raw.execute(
            "INSERT INTO tag (created_at, name) VALUES ('now', ?)", ("failing" if failing else "done",)
        )
        if failing:
            raise Undone

    @in_transaction
    async def around(*, failing: bool) -> None:
        await connection().in_one_hop(lambda raw: work(raw, failing=False))
        if failing:
            raise Undone

    with pytest.raises(Undone):
        await connection().in_one_hop(lambda raw: work(raw, failing=True))
    with pytest.raises(Undone):
        await around(failing=True)
    assert await tags() == []

    await around(failing=False)
    assert await tags() == ["done"]


@ON_SQLITE
async def test_one_hop_that_cannot_commit_leaves_no_transaction_open(database: str) -> None:
    def work(raw: sqlite3.Connection) -> None:
        raw.execute("PRAGMA defer_foreign_keys = ON")
        raw.execute("INSERT INTO idea_tag (idea_id, tag_id) VALUES (1, 1)")

    with pytest.raises(sqlite3.IntegrityError):
        await connection().in_one_hop(work)

    await connection().in_one_hop(lambda raw: raw.execute("DELETE FROM tag"))


@ON_POSTGRES
async def test_a_deadlock_is_begun_anew(database: str) -> None:
    await tag("a")
    await tag("b")
    both, tries = asyncio.Barrier(2), 0

    @in_transaction
    async def crossing(first: str, second: str) -> None:
        nonlocal tries
        tries += 1
        await rows("SET LOCAL deadlock_timeout = '20ms'")
        await rows("UPDATE tag SET created_at = :now WHERE name = :name", now=now(), name=first)
        if tries <= 2:
            await both.wait()
        await rows("UPDATE tag SET created_at = :now WHERE name = :name", now=now(), name=second)

    await asyncio.gather(crossing("a", "b"), crossing("b", "a"))

    assert tries > 2


@ON_POSTGRES
async def test_the_pool_is_as_large_as_asked(database_url: str) -> None:
    async with opened(database_url, pool=7):
        await row("SELECT 1 AS one")
        assert connection()._pool.get_max_size() == 7


def test_floors_stand_from_the_ground_up() -> None:
    """Tortoise migrates in the order in which its config names the apps."""
    assert FLOORS == ("activity", "people", "ideas", "voting", "triage", "roadmap", "partners", "moving")


async def test_each_database_is_itself(database: str) -> None:
    assert on_sqlite() == database.startswith("sqlite:")
