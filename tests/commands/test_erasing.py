"""`madang erase`: the erasure of the pages from a terminal, which says whom it would be and asks first."""

import io
import sys

import pytest

from activity.models import Event, Statement
from core.database import rows
from ideas.models import Idea
from people.joining import join
from people.models import Person
from people.sessions import begin
from tests.commands.terminal import Said, Terminal

EMAIL = "ada@example.com"


async def _a_life() -> None:
    ada = await join(EMAIL, name="Ada [/Lovelace]")
    await begin(ada)
    await Idea.create(
        board_id=1,
        author=ada,
        title="Wheels",
        body="Ask ada@example.com.",
        body_html="",
        kind="idea",
        lang="en",
    )


async def _left() -> list[str]:
    return [str(each["email"]) for each in await rows("SELECT email FROM person WHERE email IS NOT NULL")]


def _typing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, typed: str, *words: str) -> Said:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return terminal.type("erase", *words)


def test_it_says_whom_it_would_be_and_does_nothing_without_a_yes(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.ask(_a_life)

    looked = terminal.type("erase", " ADA@example.com", "--dry-run")
    other = _typing(terminal, monkeypatch, "ruth@example.com\n", EMAIL)
    silent = _typing(terminal, monkeypatch, "", EMAIL)

    assert (looked.status, looked.err) == (0, "")
    said = " ".join(looked.out.split())
    assert "name Ada [/Lovelace] address ada@example.com role Customer here since 20" in said
    assert "ideas and complaints 1 comments 0 votes 0 rooms 0 Nothing was changed." in said
    assert (other.status, other.err) == (1, "That isn't their address. Nothing was changed.\n")
    assert (silent.status, silent.err) == (
        1,
        "Nothing was changed. Where nobody can be asked, --yes says it.\n",
    )
    assert "Nobody can undo this." in silent.out
    assert terminal.ask(_left) == [EMAIL]


@pytest.mark.parametrize("asked", [True, False])
def test_an_erasure_takes_what_says_who_they_were_and_stands_in_the_record(
    asked: bool, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.ask(_a_life)

    said = (
        _typing(terminal, monkeypatch, "Ada@EXAMPLE.com\n", EMAIL)
        if asked
        else terminal.type("erase", EMAIL, "--yes", "--reason", "A letter of 3 May from ada@example.com")
    )
    again = terminal.type("erase", EMAIL, "--yes")

    assert (said.status, said.err) == (0, "")
    assert "They are erased." in said.out
    assert terminal.ask(_left) == []
    ada = terminal.ask(lambda: Person.get(id=1))
    assert (ada.is_erased, ada.name) == (True, "")
    event = terminal.ask(lambda: Event.get(action="person.erased"))
    assert (event.actor_id, event.subject_id, event.details) == (None, 1, {"oneself": False})
    why = terminal.ask(lambda: Statement.get(event_id=event.id)).body
    assert why.startswith("On the command line." if asked else "A letter of 3 May from ")
    assert "ada" not in why
    idea = terminal.ask(lambda: Idea.get(title="Wheels"))
    assert (idea.author_id, "ada@" in idea.body) == (1, False)
    assert again.status == 1
    assert "Nobody here has this address; whoever was erased has none any more." in again.err


def test_whom_it_may_not_be_is_refused_in_a_sentence(terminal: Terminal) -> None:
    terminal.type("admin", "boss@example.com")

    last = terminal.type("erase", "boss@example.com", "--yes")
    odd = terminal.type("erase", "boss", "--yes")
    long = terminal.type("erase", "ada@example.com", "--yes", "--reason", "x" * 501)
    terminal.ask(_a_life)
    longer = terminal.type("erase", EMAIL, "--yes", "--reason", "x" * 501)

    assert (last.status, odd.status, long.status, longer.status) == (1, 1, 1, 1)
    assert last.err == "This is the last admin. Make somebody else an admin first.\n"
    assert "This isn't an e-mail address." in odd.err
    assert "Nobody here has this address" in long.err
    assert "500 characters at most." in longer.err
    assert sorted(terminal.ask(_left)) == [EMAIL, "boss@example.com"]
