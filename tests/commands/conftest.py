"""Terminals to type into."""

import shutil
from pathlib import Path

import pytest

from tests.commands.terminal import Terminal


@pytest.fixture
def terminal(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal beside a fresh, migrated database that nobody has open."""
    return Terminal(
        monkeypatch, capsys, DATABASE_URL=database_url, MADANG_VAR=str(tmp_path / "var"), LC_ALL="C.UTF-8"
    )


@pytest.fixture
def unplugged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal for which there is no database yet."""
    url = f"sqlite://{tmp_path / 'new.sqlite3'}"
    return Terminal(monkeypatch, capsys, DATABASE_URL=url, MADANG_VAR=str(tmp_path / "var"), LC_ALL="C.UTF-8")


@pytest.fixture
def plugged(unplugged: Terminal, migrated_file: Path) -> Terminal:
    """A terminal for which `madang migrate` was done on SQLite."""
    shutil.copy(migrated_file, unplugged.env["DATABASE_URL"].removeprefix("sqlite://"))
    return unplugged
