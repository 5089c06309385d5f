"""What the operator sets, and what happens where they set nothing or nonsense."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.configuration import reached, tortoise_config
from core.database import opened, row
from core.errors import Misconfigured
from core.migrations import migrate
from core.settings import Settings, settings

NAMES = (
    "DATABASE_URL",
    "BASE_URL",
    "SECRET_KEY",
    "MAIL_URL",
    "MAIL_FROM",
    "PORT",
    "MADANG_WORKER",
    "MADANG_VAR",
)
HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """An environment in which nothing is set but the folder."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MADANG_VAR", str(tmp_path / "var"))
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()


def test_nothing_set_is_enough(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = settings()

    assert found.database == f"sqlite://{tmp_path}/var/madang.sqlite3"
    assert (found.worker, found.address, found.secure) == ("inline", "http://localhost:8000", False)
    assert found.sender == "madang@localhost"


def test_postgres_wants_a_worker_of_its_own(given: pytest.MonkeyPatch) -> None:
    given.setenv("DATABASE_URL", "postgres://user:p%40ss@db.example/yard")
    given.setenv("BASE_URL", "https://yard.example/")

    assert settings().worker == "external"
    assert settings().address == "https://yard.example"
    assert settings().secure
    credentials = tortoise_config(settings().database)["connections"]["postgres"]["credentials"]
    assert (credentials["host"], credentials["port"], credentials["user"]) == ("db.example", 5432, "user")
    assert (credentials["password"], credentials["database"]) == ("p@ss", "yard")


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_pool_that_knows_no_prepared_statements_is_sent_none(database_url: str) -> None:
    """What stands behind the address' ? is for asyncpg, and none of it for the server; migrating takes it as well."""
    address = f"{database_url}{'&' if '?' in database_url else '?'}statement_cache_size=0&sslmode=prefer"
    prepared = "SELECT count(*) AS many FROM pg_prepared_statements WHERE name <> ''"

    async with opened(address):
        await row("SELECT id FROM person WHERE id = :id", id=1)
        assert await row(prepared) == {"many": 0}
    async with opened(database_url):
        await row("SELECT id FROM person WHERE id = :id", id=1)
        assert (await row(prepared) or {})["many"] > 0
    assert await migrate(address) == []
    with pytest.raises(Misconfigured, match="statement_cache_size must be a number"):
        reached(f"{address}&statement_cache_size=none")


def test_an_empty_variable_is_one_that_is_not_set(given: pytest.MonkeyPatch) -> None:
    for name in set(NAMES) - {"MADANG_VAR"}:
        given.setenv(name, "")

    assert settings().port == 8000


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://a/b", "DATABASE_URL must begin with sqlite:// or postgres://"),
        ("DATABASE_URL", "postgres://host:no/db", "DATABASE_URL is no address that can be read"),
        ("DATABASE_URL", "postgres://host", "DATABASE_URL must end with the database's name"),
        ("BASE_URL", "yard.example", "BASE_URL must begin with http:// or https:// and name a host"),
        ("BASE_URL", "https://", "BASE_URL must begin with http:// or https:// and name a host"),
        ("BASE_URL", "http://[", "BASE_URL is no address that can be read"),
        ("PORT", "eighty", "PORT: Input should be a valid integer"),
        ("MADANG_WORKER", "maybe", "MADANG_WORKER: Input should be"),
    ],
)
def test_nonsense_is_said_in_a_sentence(
    given: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    given.setenv(name, value)

    with pytest.raises(Misconfigured) as said:
        settings()

    assert str(said.value).startswith(sentence)
    assert "\n" not in str(said.value)
    assert "pydantic" not in str(said.value)


def test_a_secret_is_made_once_and_kept_for_its_owner_alone(
    given: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = settings().secret_key
    settings.cache_clear()

    file = tmp_path / "var" / "secret_key"
    assert len(made) >= 43
    assert settings().secret_key == made == file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["secret_key"]


def test_processes_that_start_together_find_one_secret(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = (
        "import sys; from core.settings import settings; sys.stdin.readline(); print(settings().secret_key)"
    )
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen([sys.executable, "-c", code], cwd=HOUSE, text=True, stdin=pipe, stdout=pipe)
        for _ in range(4)
    ]
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()

    assert len({each.communicate(timeout=30)[0] for each in running}) == 1


def test_an_empty_secret_is_not_taken(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret_key").touch()

    with pytest.raises(Misconfigured, match="is empty"):
        _ = Settings().secret_key
