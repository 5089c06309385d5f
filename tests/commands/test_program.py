"""The command line: exit status, words on stderr, help that teaches."""

import json
import signal
from pathlib import Path

import httpx
import pytest

from activity.models import Event
from commands.serving import Server
from core.database import rows
from core.migrations import pending
from ideas.models import Idea
from people.models import Person, Role
from tests.commands.importing import a_row, jsonl
from tests.commands.terminal import Terminal, until


def test_without_words_it_teaches(unplugged: Terminal) -> None:
    said = unplugged.type("--help")

    assert said.status == 0
    for command in (
        "serve",
        "migrate",
        "worker",
        "demo",
        "admin",
        "token",
        "erase",
        "import",
        "reindex",
        "doctor",
        "export",
        "backup",
        "restore",
    ):
        assert f" {command} " in said.out
    assert "madang admin you@example.com" in " ".join(said.out.split())


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("admin",),
        ("token",),
        ("erase",),
        ("import", "ideas"),
        ("serve", "--port", "x"),
        ("doctor", "--nonsense"),
    ],
)
def test_what_is_asked_wrongly_ends_with_2(words: tuple[str, ...], unplugged: Terminal) -> None:
    assert unplugged.type(*words).status == 2


def test_serving_waits_for_migrations(unplugged: Terminal) -> None:
    said = unplugged.type("serve")

    assert (said.status, said.out) == (1, "")
    assert said.err == "The database isn't up to date: run `madang migrate` first.\n"


def test_migrating_tells_each_step_once(unplugged: Terminal) -> None:
    first, second = unplugged.type("migrate"), unplugged.type("migrate")

    assert (first.status, second.status) == (0, 0)
    assert "✓ ideas.0001_initial\n" in first.out
    assert second.out == "The database is up to date.\n"
    assert unplugged.ask(lambda: pending(unplugged.env["DATABASE_URL"])) == []


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://localhost/x", "DATABASE_URL must begin with sqlite:// or postgres://"),
        ("postgres://nobody@127.0.0.1:1/x", "The database can't be reached"),
        ("sqlite:///proc/nowhere/madang.sqlite3", "No such file or directory"),
    ],
)
@pytest.mark.parametrize("command", ["migrate", "serve", "worker", "doctor"])
def test_a_database_that_isnt_there_is_told_in_words(
    command: str, url: str, sentence: str, unplugged: Terminal
) -> None:
    unplugged.env["DATABASE_URL"] = url

    said = unplugged.type(command)

    assert said.status == 1
    assert sentence in said.out + said.err
    assert "Traceback" not in said.err


def test_a_file_that_is_no_database_is_told_in_words(unplugged: Terminal, tmp_path: Path) -> None:
    (tmp_path / "new.sqlite3").write_text("This is a letter. " * 500)

    said = unplugged.type("migrate")

    assert said.status == 1
    assert "is no SQLite database" in said.err


def test_a_defect_keeps_its_traceback(unplugged: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise KeyError("a defect")

    monkeypatch.setattr("commands.program.settings", broken)

    with pytest.raises(KeyError):
        unplugged.type("migrate")


def test_an_admin_gets_a_link_and_keeps_what_they_were(terminal: Terminal) -> None:
    said = terminal.type("admin", "You@Example.com")
    again = terminal.type("admin", "you@example.com")

    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("http://madang.test/sign-in/link/")
    assert said.out.count("\n") == 1
    assert said.out != again.out
    people = terminal.ask(lambda: Person.all())
    assert [(person.email, person.role) for person in people] == [("you@example.com", Role.ADMIN)]


def test_an_address_that_is_none_makes_nobody_an_admin(terminal: Terminal) -> None:
    said = terminal.type("admin", "you at example")

    assert (said.status, said.out) == (1, "")
    assert "This isn't an e-mail address." in said.err
    assert terminal.ask(lambda: Person.all().count()) == 0


def test_an_import_says_what_it_did(terminal: Terminal, tmp_path: Path) -> None:
    path = jsonl(tmp_path, a_row(1), a_row(2), a_row(3, title="ab"))

    first = terminal.type("import", "ideas", str(path))
    second = terminal.type("import", "ideas", str(path))

    assert (first.status, second.status) == (0, 0)
    assert first.err == second.err == "line 3: A title has at least 3 characters.\n"
    figures = {" ".join(line.split()) for line in first.out.splitlines()}
    assert {"taken 2", "updated 0", "unchanged 0", "left out 1"} <= figures
    assert "unchanged 2" in " ".join(second.out.split())
    assert second.out.endswith("Nothing changed.\n")


def test_a_strict_import_of_a_bad_file_ends_with_1(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal.type("import", "ideas", str(jsonl(tmp_path, a_row(1), a_row(2, votes=-1))), "--strict")

    assert said.status == 1
    assert "line 2: " in said.err
    assert terminal.ask(lambda: Idea.all().count()) == 0


@pytest.mark.parametrize(
    ("options", "status", "sentence"),
    [
        (["--map", "titel=x"], 2, "There is no field"),
        (["--timezone", "Asia/Nowhere"], 2, "There is no time zone"),
        (["--map", "title=nothing"], 1, "Its columns are: source_id, title."),
        (["--board", "nowhere"], 1, "There is no board “nowhere” here. There are: ideas."),
        (["--source", "x" * 61], 1, "A source's name has 1 to 60 characters."),
    ],
)
def test_an_import_asked_wrongly_imports_nothing(
    options: list[str], status: int, sentence: str, terminal: Terminal, tmp_path: Path
) -> None:
    said = terminal.type("import", "ideas", str(jsonl(tmp_path, a_row())), *options)

    assert said.status == status
    assert sentence in " ".join(said.err.replace("│", " ").split())


def test_an_import_that_is_killed_is_finished_by_the_next(terminal: Terminal, tmp_path: Path) -> None:
    path = str(jsonl(tmp_path, *(a_row(number, body="Words. " * 50) for number in range(1, 1801))))
    with terminal.running("import", "ideas", path) as importing:
        until(lambda: importing.process.poll() is not None or terminal.ask(lambda: Idea.all().count()) > 0)
        status = importing.ended_by(signal.SIGKILL)
    kept = terminal.ask(lambda: Idea.all().count())

    said = terminal.type("import", "ideas", path)

    assert status == -signal.SIGKILL
    assert kept % 500 == 0
    assert 0 < kept < 1800
    assert "Traceback" not in said.err
    assert (said.status, terminal.ask(lambda: Idea.all().count())) == (0, 1800)
    assert terminal.ask(lambda: Event.filter(action="idea.imported").count()) == 1800


def test_serving_tells_the_first_step_and_isnt_ready_while_it_ends(terminal: Terminal) -> None:
    terminal.env |= {"BASE_URL": "", "MADANG_DRAIN": "60", "MADANG_LOGS": "json"}
    with terminal.running("serve", "--port", "0", "--proxy", "10.0.0.0/8,127.0.0.1") as serving:
        assert serving.line_with("madang admin") == "madang admin you@example.com"
        address = serving.line_with("open at").split()[-1]
        named = httpx.get(f"{address}/health?q=words", headers={"x-request-id": "named-by-a-proxy"})
        assert (named.status_code, named.headers["x-request-id"]) == (200, "named-by-a-proxy")
        line = json.loads(serving.line_with("named-by-a-proxy"))
        assert (line["method"], line["route"], line["status"], "words" in str(line)) == (
            "GET",
            "health",
            200,
            False,
        )
        serving.process.send_signal(signal.SIGTERM)
        until(lambda: httpx.get(f"{address}/ready").status_code == 503)
        assert httpx.get(f"{address}/ready").text == "This process is ending."
        assert serving.ended_by(signal.SIGINT) == 0


def test_a_yard_with_people_isnt_told_the_first_step(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Server, "run", lambda self: setattr(self, "started", True))
    monkeypatch.setattr("signal.signal", lambda number, handler: None)
    fresh = terminal.type("serve")
    terminal.type("admin", "you@example.com")

    said = terminal.type("serve")

    assert (fresh.status, said.status) == (0, 0)
    assert "madang admin you@example.com" in fresh.out
    assert said.out == ""


def test_the_worker_ends_when_told(plugged: Terminal) -> None:
    with plugged.running("worker") as working:
        working.line_with("The worker is ready.")
        assert working.ended_by(signal.SIGTERM) == 0
        assert "The worker has finished." in working.stdout.read()


def test_the_demo_leaves_a_yard_alone_in_which_somebody_is(terminal: Terminal) -> None:
    terminal.type("admin", "you@example.com")

    refused, quiet = terminal.type("demo"), terminal.type("demo", "--if-empty")

    assert (refused.status, quiet.status, quiet.out + quiet.err) == (1, 0, "")
    assert "the demo needs an empty one" in refused.err
    assert terminal.ask(lambda: rows("SELECT id FROM person")) != []


def test_words_are_in_the_operators_language(unplugged: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    from commands.main import _language

    for name, value, language in (
        ("LANG", "ko_KR.UTF-8", "ko"),
        ("LC_MESSAGES", "en_GB", "en"),
        ("LC_ALL", "ko_KR", "ko"),
        ("LC_ALL", "C.UTF-8", "en"),
    ):
        monkeypatch.setenv(name, value)
        assert _language() == language
