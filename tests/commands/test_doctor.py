"""`madang doctor` finds what is wrong, and says so in one line and by its exit status."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from activity.models import Delivery, Pulse, Task, Webhook, WebhookAttempt, WebhookMessage
from core.clock import now
from core.database import rows
from ideas.models import Idea
from people.models import Person
from tests.commands.importing import a_row, jsonl
from tests.commands.terminal import Terminal

SOME_TIME_AGO = "2020-01-01 00:00:00+00:00"


def test_a_fresh_yard_is_well(terminal: Terminal) -> None:
    terminal.type("admin", "you@example.com")

    said = terminal.type("doctor")

    assert (said.status, said.err) == (0, "")
    assert "✗" not in said.out
    assert "✓ Somebody is an admin." in said.out
    assert said.out.endswith("All is well.\n")


def test_an_imported_yard_is_well(terminal: Terminal, tmp_path: Path) -> None:
    terminal.type("import", "ideas", str(jsonl(tmp_path, *(a_row(number, votes=9) for number in range(30)))))

    assert terminal.type("doctor").status == 0


A_ROUND = """INSERT INTO round (created_at, idea_id, cycle, closes_at, asked, yes, partly, no, cant_tell)
             SELECT created_at, id, 1, created_at, 2, 1, 0, 0, 0 FROM idea"""
AN_UNCOUNTED_VOTE = """INSERT INTO vote (created_at, idea_id, person_id, weight)
                       SELECT i.created_at, i.id, p.id, 1 FROM idea i, person p LIMIT 1"""
A_ROOM = """INSERT INTO room (created_at, name, purpose, lang, kind, status, terms, terms_version, members, active_at)
            SELECT created_at, 'Room', '', '', 'open', 'active', '', 1, 3, created_at FROM idea"""
WRONGS = {
    AN_UNCOUNTED_VOTE: "✗ 1 vote doesn't count where its idea was merged into.",
    "UPDATE idea SET stage = 'merged', merged_into_id = id": "✗ 1 merged idea leads nowhere or can't be undone.",
    A_ROOM: "✗ 1 room shows a wrong number of members",
    "UPDATE idea SET votes = 3": "✗ 1 idea shows another number of votes than was cast for it.",
    "UPDATE idea SET comments = 2": "✗ 1 idea shows a wrong number of comments.",
    "UPDATE idea SET staff_comments = 2": "✗ 1 idea shows a wrong number of comments.",
    "UPDATE idea SET stage = 'shipped', source = NULL": "✗ 1 idea was shipped, and nobody is asked whether it worked.",
    "DELETE FROM idea_search": "✗ 1 text can't be found, for the index of words lacks it: run `madang reindex`.",
    "UPDATE search_state SET cutting = 0": "✗ Search goes by another version's index of words: run `madang reindex`.",
    A_ROUND: "✗ 1 count of verdicts isn't what people answered.",
}


@pytest.mark.parametrize("change", WRONGS)
def test_a_number_that_isnt_counted_is_found(change: str, terminal: Terminal, tmp_path: Path) -> None:
    terminal.type("import", "ideas", str(jsonl(tmp_path, a_row(author_email="ada@example.com"))))
    terminal.ask(lambda: rows(change))

    said = terminal.type("doctor")

    assert said.status == 1
    assert WRONGS[change] in said.out
    assert said.err == "1 thing is wrong.\n"


def test_what_search_lacks_is_brought_back_by_reindexing(terminal: Terminal, tmp_path: Path) -> None:
    terminal.type("import", "ideas", str(jsonl(tmp_path, *(a_row(number) for number in range(3)))))
    terminal.ask(lambda: rows("DELETE FROM idea_search"))
    assert terminal.type("doctor").status == 1

    assert terminal.type("reindex").out == "3 texts were read.\n"

    said = terminal.type("doctor")
    assert said.status == 0
    assert "✓ Search finds every text that stands." in said.out


def test_an_idea_that_came_from_nowhere_is_found(terminal: Terminal) -> None:
    terminal.ask(
        lambda: Idea.create(board_id=1, kind="idea", title="From nowhere", body="", body_html="", lang="en")
    )

    said = terminal.type("doctor")

    assert said.status == 1
    assert "✗ 1 idea stands here without an event that tells where it came from." in said.out


def test_failed_mail_and_stuck_tasks_are_found(terminal: Terminal) -> None:
    terminal.ask(lambda: Delivery.create(kind="test", reference=1, target="a@example.com", failed_at=now()))
    terminal.ask(lambda: Task.create(kind="fanout", key="a", reference=1, attempts=9, last_error="KeyError"))

    said = terminal.type("doctor")

    assert said.status == 1
    assert "✗ 1 mail has failed for good" in said.out
    assert "✗ 1 task keeps failing" in said.out


def test_work_that_nobody_does_is_a_note(terminal: Terminal) -> None:
    terminal.ask(lambda: Task.create(kind="fanout", key="a", reference=1, due_at=SOME_TIME_AGO))

    said = terminal.type("doctor")

    assert said.status == 0
    assert "– 1 task has been waiting for more than ten minutes: is `madang worker` running?" in said.out
    assert "The oldest has been due since 2020-01-01 00:00 UTC." in said.out
    assert "– No worker is at work: start `madang " in said.out


def test_a_worker_that_was_seen_is_told(plugged: Terminal) -> None:
    plugged.ask(lambda: Pulse.create(name="one"))
    alive = plugged.type("doctor").out
    plugged.ask(lambda: Pulse.all().update(seen_at=SOME_TIME_AGO))
    gone = plugged.type("doctor").out

    assert "✓ 1 worker is at work." in alive
    assert "– No worker has been seen since 2020-01-01 00:00 UTC: is `madang " in gone


async def a_webhook_for_each_trouble() -> None:
    root = await Person.create(handle="root", name="Root", role="admin", locale="en")
    secrets: dict[str, Any] = {
        "url": "https://hooks.example.com/services/zsecret?token=zsecret",
        "seed": "zsecret",
        "made_by": root,
    }
    failing = await Webhook.create(name="Chat", failing_since=SOME_TIME_AGO, **secrets)
    await Webhook.create(name="Old", off_because="gone", off_at=SOME_TIME_AGO, **secrets)
    await Webhook.create(name="Tickets", off_because="failing", off_at=SOME_TIME_AGO, **secrets)
    await Webhook.create(name="By hand", off_because="by_hand", off_at=SOME_TIME_AGO, **secrets)
    message = await WebhookMessage.create(webhook=failing, kind="webhook.test", uid="msg_1")
    said = "The receiver can't be reached.\nzsecret of the network"
    for error, status in (("The receiver answered that something is wrong.", 500), (said, None)):
        await WebhookAttempt.create(
            message=message, status=status, error=error, body="zsecret", answer="zsecret", milliseconds=1
        )
    for number, next_at in enumerate((SOME_TIME_AGO, now(), now() + timedelta(hours=1))):
        await Delivery.create(
            channel="webhook", kind="webhook", reference=number, target=str(failing.id), next_at=next_at
        )


def test_webhooks_that_fail_are_told_without_their_secrets(terminal: Terminal) -> None:
    quiet = terminal.type("doctor").out
    terminal.ask(a_webhook_for_each_trouble)

    said = terminal.type("doctor")

    assert "✓ There are no webhooks." in quiet
    assert "✓ No webhook's message waits for too long." in quiet
    assert said.status == 1
    assert (
        "– Nothing has arrived at the webhook “Chat” (1) since 2020-01-01 00:00 UTC. The last attempt"
        in said.out
    )
    assert "UTC: The receiver can't be reached.\n" in said.out
    assert (
        "✗ The webhook “Old” (2) has been off since 2020-01-01 00:00 UTC: its receiver says that" in said.out
    )
    assert "✗ The webhook “Tickets” (3) has been off since 2020-01-01 00:00 UTC: nothing had" in said.out
    assert "– 1 message to webhooks has been waiting for more than ten minutes" in said.out
    assert "By hand" not in said.out
    assert "zsecret" not in said.out + said.err
    assert "hooks.example.com" not in said.out
    assert said.err == "2 things are wrong.\n"


def test_what_the_operator_decided_is_looked_at(plugged: Terminal) -> None:
    plugged.env |= {"BASE_URL": "https://madang.test", "SECRET_KEY": "", "MADANG_METRICS": "open"}
    bare = plugged.type("doctor").out
    plugged.env |= {"MADANG_PROXY": "*", "MAIL_URL": "smtp://127.0.0.1:1"}
    behind = plugged.type("doctor", "--mail")
    plugged.env |= {"MADANG_PROXY": "10.0.0.0/8", "MADANG_METRICS": "short"}
    refused = plugged.type("doctor")

    assert "– MAIL_URL is unset: nobody gets mail, nor a link to sign in with. Set it." in bare
    assert "– MADANG_PROXY is unset: behind a proxy everybody seems to come from its address" in bare
    assert "– Every process must know the same secret key" in bare
    assert "– Everybody who reaches the site can read /metrics" in bare
    assert "– MADANG_PROXY is *: see to it that nobody but the proxy reaches the port." in behind.out
    assert "✗ The mail server can't be reached." in behind.out
    assert behind.status == refused.status == 1
    assert "MADANG_METRICS must be open, or a token of 16 characters or more." in refused.out


@pytest.mark.parametrize("url", ["http://mail.example.com", "smtp://", "mail.example.com:587"])
def test_a_mail_url_that_leads_nowhere_is_wrong(url: str, plugged: Terminal) -> None:
    plugged.env["MAIL_URL"] = url

    said = plugged.type("doctor")

    assert said.status == 1
    assert "MAIL_URL must" in said.out


def test_a_secret_that_others_can_read_is_wrong(plugged: Terminal, tmp_path: Path) -> None:
    plugged.env["SECRET_KEY"] = ""
    secret = tmp_path / "var" / "secret_key"
    secret.parent.mkdir()
    secret.write_text("kept")
    secret.chmod(0o644)

    said = plugged.type("doctor")

    assert said.status == 1
    assert f"run `chmod 600 {secret}`" in said.out


def test_settings_that_cant_be_read_end_the_visit(unplugged: Terminal) -> None:
    unplugged.env["PORT"] = "a door"

    said = unplugged.type("doctor")

    assert said.status == 1
    assert said.out.startswith("✗ The settings can't be read")
    assert said.out.count("\n") >= 1
