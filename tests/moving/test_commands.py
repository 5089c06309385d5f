"""`madang import fider | uservoice | github` and `madang addresses`, as they are typed; and the old addresses, as a
browser follows them."""

import csv
from pathlib import Path

import httpx
import pytest

from ideas.models import Idea
from moving.arriving.addresses import key_of
from moving.arriving.fider_backup import Backup
from tests.commands.conftest import plugged as plugged
from tests.commands.conftest import unplugged as unplugged
from tests.commands.terminal import Terminal
from tests.makers import a_person, sign_in
from tests.moving.files import a_backup, a_csv, a_json
from tests.moving.moving import here, moved_in


def test_a_portal_moves_in_from_the_command_line(plugged: Terminal, tmp_path: Path) -> None:
    backup, report = str(a_backup(tmp_path)), tmp_path / "left.csv"

    dry = plugged.type("import", "fider", backup, "--dry-run", "--report", str(report))
    assert (dry.status, plugged.ask(lambda: Idea.all().count())) == (0, 0)
    assert "Nothing was written: this was a dry run." in dry.out
    assert "posts 111: A title has at least 3 characters." in dry.err
    with report.open(encoding="utf-8-sig", newline="") as file:
        written = {row["line"]: row for row in csv.DictReader(file)}
    assert written["posts 106"] == {
        "line": "posts 106",
        "source_id": "6",
        "title": "Deleted in the old portal",
        "reason": "It was deleted there.",
    }
    assert plugged.type("import", "fider", backup, "--strict").status == 1

    done = plugged.type("import", "fider", backup)
    assert (done.status, "What came from “fider” is in the yard." in done.out) == (0, True)
    assert "votes: 8 taken, 0 updated, 1 unchanged" in done.out
    assert "Nothing changed." in plugged.type("import", "fider", backup).out
    plugged.type("admin", "you@example.com")
    assert plugged.type("doctor").status == 0

    addresses = plugged.type("addresses").out.splitlines()
    assert addresses[0] == "/posts/1\thttp://madang.test/ideas/1"
    assert len(addresses) == 12


def test_the_others_are_commands_too(plugged: Terminal, tmp_path: Path) -> None:
    voices = str(a_csv(tmp_path, {"id": 1, "title": "Only this", "email": "a@example.com"}))
    issue = {"number": 1, "title": "An issue", "created_at": "2021-01-01T00:00:00Z"}

    assert plugged.type("import", "uservoice", voices, "--board", "ideas").status == 0
    assert plugged.type("import", "github", str(a_json(tmp_path, [issue]))).status == 0
    assert plugged.ask(lambda: Idea.filter(source__in=["uservoice", "github"]).count()) == 2
    wrong = plugged.type("import", "github", voices)
    assert (wrong.status, "isn't whole" in wrong.err) == (1, True)
    assert "There is no board “x” here." in plugged.type("import", "uservoice", voices, "--board", "x").err


async def test_an_old_address_leads_to_the_idea(client: httpx.AsyncClient, tmp_path: Path) -> None:
    await moved_in(Backup(a_backup(tmp_path)))
    dark, held = await here(1), await here(13)

    for path in ("/posts/1/dark-mode", "/posts/1/%EB%8B%A4?x=1", "/posts/1/a/"):
        answer = await client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (301, f"/ideas/{dark.id}")
    assert (await client.get("/posts/13/secret")).status_code == 404, "as if it weren't here"
    await sign_in(client, await a_person("Mina", "manager"))
    assert (await client.get("/posts/13/secret")).headers["location"] == f"/ideas/{held.id}"
    assert (await client.get("/posts/99/any")).status_code == 404
    assert (await client.post("/posts/1/any")).status_code in (403, 404)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/posts/7/any-slug", "/posts/7"),
        ("/forums/12-ideas/suggestions/345-dark-mode", "/suggestions/345"),
        ("/forums/12/suggestions/345", "/suggestions/345"),
        ("/old/yard/issues/7", "/old/yard/issues/7"),
        ("/old/yard/discussions/7/", "/old/yard/discussions/7"),
        ("/ideas/7", ""),
        ("/posts/x/y", ""),
        ("/posts/٧/y", ""),
    ],
)
def test_addresses_are_known_by_their_numbers(path: str, key: str) -> None:
    assert key_of(path) == key
