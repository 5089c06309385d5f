"""Applying the floors' migrations, one process at a time, each whole.

Tortoise takes no lock and records a migration outside its transaction. Here one process migrates while the others
wait, and a migration and its record are committed together.
"""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import asyncpg
from tortoise.apps import Apps
from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.recorder import MigrationRecorder
from tortoise.migrations.schema_generator.state import State

from core.configuration import FLOORS, reached, sqlite_path, tortoise_config
from core.database import after_commit, connection, in_transaction, on_sqlite, opened, rows
from core.migration_states import Described

LOCK = 0x6D6164616E67
"""PostgreSQL's advisory lock: "madang" in ASCII."""
ALONE = f"BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0; SELECT pg_advisory_xact_lock({LOCK})"


async def migrate(url: str, said: Callable[[str], None] = lambda _: None) -> list[str]:
    """Bring the database at `url` up to date; give the names of what was applied."""
    apps = tortoise_config(url)["apps"]
    async with _alone(url), opened(url):
        await _prepare(apps)
        applied = []
        known: list[State] = []
        for target in await _pending(apps):
            await _apply(apps, target, known)
            applied.append(f"{target.app_label}.{target.name}")
            said(applied[-1])
        return applied


async def pending(url: str) -> list[str]:
    """The names of migrations that the open database at `url` still lacks."""
    return [f"{target.app_label}.{target.name}" for target in await _pending(tortoise_config(url)["apps"])]


@cache
def known() -> frozenset[str]:
    """The names of all migrations that this Madang brings."""
    folders = {floor: Path(str(import_module(f"{floor}.migrations").__file__)).parent for floor in FLOORS}
    return frozenset(
        f"{floor}.{file.stem}" for floor, folder in folders.items() for file in folder.glob("[0-9]*.py")
    )


async def lacking() -> list[str]:
    """The same as `pending` in one statement, for who asks every few seconds. Raises where nothing was migrated."""
    applied = {
        f"{each['app']}.{each['name']}" for each in await rows("SELECT app, name FROM tortoise_migrations")
    }
    return sorted(known() - applied)


async def unwritten(*, write: bool = False) -> list[str]:
    """What the models say and no migration does, floor by floor; with `write` it is written down as new migrations."""
    found: list[str] = []
    config = tortoise_config("sqlite://:memory:")
    for floor in sorted(FLOORS, key=lambda name: (name != "people", FLOORS.index(name))):
        async with TortoiseContext() as context:
            await context.init(config=config, init_connections=False)
            assert context.apps is not None
            _without_descriptions(context.apps)
            changes = await MigrationAutodetector(context.apps, config["apps"]).changes()
            for change in (each for each in changes if each.app_label == floor):
                found.append(f"{floor}: {len(change.operations)} operations")
                if write:
                    change.write()
    return found


def _without_descriptions(apps: Apps) -> None:
    # Tortoise makes comments in the database of docstrings and enums' members; a reworded docstring is no migration.
    for models in apps.values():
        for model in models.values():
            model._meta.table_description = ""
            for field in model._meta.fields_map.values():
                field.description = "" if hasattr(field, "enum_type") else None


async def _prepare(apps: dict[str, Any]) -> None:
    executor = MigrationExecutor(connection(), apps)
    await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))


async def _pending(apps: dict[str, Any]) -> list[MigrationTarget]:
    plan = await MigrationExecutor(connection(), apps).plan()
    return [MigrationTarget(app_label=step.migration.app_label, name=step.migration.name) for step in plan]


@in_transaction
async def _apply(apps: dict[str, Any], target: MigrationTarget, known: list[State]) -> None:
    executor = _Executor(apps, known)
    await executor.migrate([target], direction="forward")
    after_commit(lambda: known.append(executor.state))


class _Executor(MigrationExecutor):
    """Begins with the models as the migration before left them: replaying all of them for each took most of the time.

    What is known is taken out while a migration works on it, and put back when that is committed.
    """

    def __init__(self, apps: dict[str, Any], known: list[State]) -> None:
        super().__init__(connection(), apps)
        self.recorder = _Recorder(connection())
        self.loader.recorder = self.recorder
        self.known = known
        self.state: State

    async def _project_state(self, applied: set[MigrationKey], *, upto: MigrationKey | None = None) -> State:
        self.state = self.known.pop() if self.known else await self._replayed(applied, upto)
        return self.state

    async def _replayed(self, applied: set[MigrationKey], upto: MigrationKey | None) -> State:
        """The models as all migrations that were applied left them."""
        floors = self.loader.apps_config.items()
        state = Described.of({floor: config["default_connection"] for floor, config in floors})
        for key in self._full_plan():
            if key == upto:
                break
            if key in applied:
                migration = self.loader.graph.nodes[key]
                assert migration
                await migration.apply(state, dry_run=True, schema_editor=None)
        return state


class _Recorder(MigrationRecorder):
    """Its table is there already; making it again would end the transaction on SQLite."""

    async def ensure_schema(self, schema_editor: Any) -> None:
        return None


@asynccontextmanager
async def _alone(url: str) -> AsyncIterator[None]:
    if url.startswith("sqlite:"):
        async with _file_lock(url):
            yield
        return
    lock = await asyncpg.connect(**reached(url))
    try:
        await lock.execute(ALONE)  # its transaction's lock: a session's would outlive us in PgBouncer's pool
        yield
    finally:
        await lock.close()


@asynccontextmanager
async def _file_lock(url: str) -> AsyncIterator[None]:
    path = sqlite_path(url)
    with path.with_name(path.name + ".migrating").open("w") as file:
        await asyncio.to_thread(fcntl.flock, file, fcntl.LOCK_EX)
        yield


async def statements(
    editor: Any, *, both: tuple[str, ...] = (), sqlite: tuple[str, ...] = (), postgres: tuple[str, ...] = ()
) -> None:
    """Run SQL in a migration's `RunPython` step: `both`, then the running database's own. One statement a string."""
    for statement in both + (sqlite if on_sqlite() else postgres):
        await editor.client.execute_query(statement)
