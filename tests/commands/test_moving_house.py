"""`madang export` and `madang import madang`, as an operator types them."""

import shutil
from pathlib import Path

import pytest

from composition import compose
from core.database import rows
from tests.commands.terminal import Terminal
from tests.makers import a_person, an_idea


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_yard_moves_house(terminal: Terminal, migrated_file: Path, tmp_path: Path) -> None:
    async def post() -> None:
        await an_idea("다크 모드가 필요해요", by=await a_person("Ada", "admin"))

    compose()
    terminal.ask(post)
    file = tmp_path / "yard.zip"
    made = terminal.type("export", str(file))
    assert (made.status, made.err) == (0, "")
    assert "keep it as you keep the database" in made.out

    again = terminal.type("export", str(file))
    assert again.status == 1
    assert "--force" in again.err
    assert terminal.type("export", str(tmp_path / "nowhere" / "yard.zip")).status == 1
    full = terminal.type("import", "madang", str(file))
    assert full.status == 1
    assert "isn't empty" in full.err

    shutil.copy(migrated_file, tmp_path / "new.sqlite3")
    terminal.env["DATABASE_URL"] = f"sqlite://{tmp_path / 'new.sqlite3'}"
    taken = terminal.type("import", "madang", str(file))
    assert (taken.status, taken.err) == (0, "")
    assert terminal.ask(lambda: rows("SELECT title FROM idea")) == [{"title": "다크 모드가 필요해요"}]
    assert terminal.type("doctor").status == 0

    lighter = terminal.type("export", str(file), "--force", "--without-private")
    assert lighter.status == 0
    assert "aren't in it" in lighter.out
