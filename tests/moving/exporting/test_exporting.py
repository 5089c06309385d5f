"""What an export holds and what it never holds; that it is one moment; what it says no to."""

import csv
import io
import json
import re
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from core.database import on_sqlite, rows
from core.errors import Misconfigured
from core.settings import settings
from moving.exporting.cells import harmless
from moving.exporting.manifest import Manifest
from moving.exporting.snapshots import snapshot
from moving.exporting.tables import EMPTIED, LEFT_OUT, SECRET, declared, exported
from moving.exporting.taking import take_in
from moving.exporting.views import VIEWS
from moving.exporting.writing import export
from tests.makers import a_comment, a_person, an_idea
from tests.moving.exporting.world import ACTS, a_yard, live, meet, packed
from voting.operations import cast_vote


async def test_every_table_is_exported_or_left_out_for_a_reason(database: str) -> None:
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        if on_sqlite()
        else "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    )
    there = {each["name"] for each in await rows(sql)}
    taken = {table.name for table in exported()}
    of_search = {name for name in there if name.startswith(("idea_fts_", "comment_fts_"))}

    assert taken | LEFT_OUT.keys() >= there - of_search
    assert not taken & LEFT_OUT.keys()
    assert taken <= there
    assert all(reason.startswith(("Secret", "Transient", "Derived", "Not")) for reason in LEFT_OUT.values())


async def test_what_looks_like_a_secret_is_named(database: str) -> None:
    """A new table with a secret is exported by nobody until somebody has said what follows."""
    found = {
        (table.name, each.name) for table in declared() for each in table.columns if SECRET.search(each.name)
    }
    named = {(table, column) for table, column in found if table in LEFT_OUT} | EMPTIED.keys()

    assert ("session", "token_hash") in found
    assert found <= named


async def test_an_export_is_one_moment_and_keeps_nobody_waiting(database: str) -> None:
    author = await a_person("Ada")
    await an_idea("Stands already", by=author)
    async with snapshot(database) as at:
        idea = await an_idea("Came meanwhile", by=author)
        await cast_vote(idea.id, by=author)
        seen = [tuple(row) for row in await at.rows("SELECT title FROM idea ORDER BY id")]
        votes = len(await at.rows("SELECT id FROM vote"))

    assert (seen, votes) == ([("Stands already",)], 0)


async def test_tables_for_people_are_readable_and_calculate_nothing(database: str, tmp_path: Path) -> None:
    idea = await an_idea("=HYPERLINK(1)", body="+1 다크 모드", by=await a_person("@Ada"))
    await a_comment(idea, "-2", by=await a_person("아라"))
    await export(database, tmp_path / "yard.zip", private=True)

    with zipfile.ZipFile(tmp_path / "yard.zip") as file:
        tables = {name: file.read(f"tables/{name}.csv") for name in ("ideas", "comments", "people")}
    header, first = list(csv.reader(io.StringIO(tables["ideas"].decode("utf-8-sig"))))
    shown = dict(zip(header, first, strict=True))
    assert tables["ideas"].startswith(b"\xef\xbb\xbf")
    assert (shown["Title"], shown["Text"], shown["Author"]) == ("'=HYPERLINK(1)", "'+1 다크 모드", "'@Ada")
    assert (shown["Kind"], shown["Stage"], shown["Votes"]) == ("Idea", "Received", "0")
    assert "'-2" in tables["comments"].decode()
    assert [harmless(each) for each in ("\tx", "\rx", "＝x", "x=", 7, None)] == [
        "'\tx",
        "'\rx",
        "'＝x",
        "x=",
        7,
        None,
    ]


def test_tables_for_people_are_read_in_the_order_of_their_ids_however_many_rows_there_are() -> None:
    """With other joins SQLite began with the few boards, and sorted a million ideas for each two thousand."""
    for view in VIEWS:
        assert set(re.findall(r"(\w+)\s+JOIN", view.sql)) <= {"LEFT"}, view.file
        assert re.search(rf"FROM {view.table} (\w)\b.*WHERE \1\.id > {{after}}$", view.sql, re.DOTALL), (
            view.file
        )


async def test_the_file_is_its_owners_alone_and_appears_whole(database: str, tmp_path: Path) -> None:
    path = tmp_path / "yard.zip"

    def stop(done: int, total: int) -> None:
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        await export(database, path, private=True, said=stop)
    assert list(tmp_path.glob("*.zip*")) == list(tmp_path.glob(".yard*")) == []

    await export(database, path, private=True)
    assert path.stat().st_mode & 0o777 == 0o600


async def test_without_private_nothing_of_rooms_and_messages_is_in_it(database: str, tmp_path: Path) -> None:
    yard = await a_yard()
    await live(yard, [(ACTS.index(meet), number, f"zwhispered {number}") for number in range(3)])
    await live(yard, [(which, 1, "Said openly") for which in range(len(ACTS)) if ACTS[which] is not meet])

    whole = await packed(database, tmp_path / "whole.zip")
    made = await packed(database, tmp_path / "yard.zip", private=False)

    assert sum(b"zwhispered" in each for each in whole.values()) >= 5
    leaks = {name for name, each in made.items() if b"zwhispered" in each and name != "data/need.jsonl"}
    assert leaks == set()
    assert not [
        name for name in made if name.startswith(("data/room", "data/message", "data/block", "data/post"))
    ]
    subjects = {json.loads(line)["subject_type"] for line in made["data/event.jsonl"].splitlines()}
    assert not subjects & {"room", "conversation", "proposal"}
    assert "idea" in subjects
    assert made["data/vote.jsonl"] == whole["data/vote.jsonl"]


async def test_an_export_holds_no_way_in(database: str, tmp_path: Path) -> None:
    yard = await a_yard()
    await live(yard, [(which, 2, "words") for which in range(len(ACTS))])
    secrets = [
        str(each["secret"])
        for table, column in (("session", "token_hash"), ("membership", "feed_key"))
        for each in await rows(f"SELECT {column} AS secret FROM {table} WHERE {column} IS NOT NULL")
    ]

    whole = b"".join((await packed(database, tmp_path / "yard.zip")).values())

    assert len(secrets) >= 2
    assert not [each for each in secrets if each.encode() in whole]
    assert settings().secret_key.encode() not in whole


def _changed(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """A copy of the export in which one of its files reads otherwise."""
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as file, zipfile.ZipFile(other, "w") as made:
        for each in file.namelist():
            data = file.read(each)
            made.writestr(each, data.replace(old, new) if each == name else data)
    return other


async def test_what_isnt_right_is_refused_before_anything_is_written(database: str, tmp_path: Path) -> None:
    path = tmp_path / "yard.zip"
    await export(database, path, private=True)
    manifest = Manifest.model_validate_json(zipfile.ZipFile(path).read("manifest.json"))
    newest = manifest.migrations[-1].encode()
    (tmp_path / "text.zip").write_text("no ZIP")

    wrong = {
        "no ZIP file": tmp_path / "text.zip",
        "has format": _changed(path, "manifest.json", b'"version": 1', b'"version": 2'),
    }
    for sentence, file in wrong.items():
        with pytest.raises(Misconfigured, match=sentence):
            await take_in(database, file)
    for sentence, name, old, new in (
        ("newer Madang", "manifest.json", newest, newest + b"_later"),
        ("isn't what was written", "data/board.jsonl", b"Ideas", b"IDEAS"),
        ("other columns", "manifest.json", b'"promise_days"', b'"broken_days"'),
    ):
        with pytest.raises(Misconfigured, match=sentence):
            await take_in(database, _changed(path, name, old, new))
    await an_idea("Somebody was faster")
    with pytest.raises(Misconfigured, match="isn't empty"):
        await take_in(database, path)


async def test_a_row_that_breaks_a_rule_leaves_nothing_behind(database: str, tmp_path: Path) -> None:
    path = tmp_path / "yard.zip"
    await export(database, path, private=True)
    with zipfile.ZipFile(path) as file:
        right = file.read("data/site.jsonl")
    wrong = right.replace(b'"terms_version":0', b'"terms_version":null')
    other = _changed(path, "data/site.jsonl", right, wrong)
    hashes = [sha256(each).hexdigest().encode() for each in (right, wrong)]
    other.rename(tmp_path / "other.zip")

    with pytest.raises(Misconfigured, match=r"Line 1 of data/site.jsonl"):
        await take_in(database, _changed(tmp_path / "other.zip", "manifest.json", *hashes))

    left = await rows("SELECT (SELECT count(*) FROM site) AS sites, (SELECT count(*) FROM board) AS boards")
    assert left == [{"sites": 1, "boards": 1}]
    await an_idea("Everything works as before")
