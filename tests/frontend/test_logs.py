"""The log names every request, and nobody: no address, no secret, no token, whatever goes wrong."""

import json
import logging
from collections.abc import Iterator
from time import perf_counter

import httpx
import pytest

from activity import deliveries, tasks, worker
from activity.models import Task
from core import logs, measures
from core.database import in_transaction
from core.settings import settings
from frontend import arrivals
from tests.activity.smtp import mail_server
from tests.people.test_sign_in_pages import ask

GRACE = "grace.hopper@example.com"
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(params=["json", "text"])
def log(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A log that is written in this manner."""
    monkeypatch.setenv("MADANG_LOGS", request.param)
    settings.cache_clear()
    with logs.written():
        yield request.param
    monkeypatch.undo()
    settings.cache_clear()


async def test_nothing_of_anybodys_own_stands_in_the_log(
    client: httpx.AsyncClient, log: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measures, "SLOW", -1)
    code, token = await ask(client, GRACE)
    await client.post("/sign-in/code", data={"code": code})
    await client.get(f"/sign-in/link/{token}?email={GRACE}")
    await client.get(f"/unsubscribe/{token}")
    await client.get("/", headers={"authorization": f"Bearer {token}"})
    await something_fails(client, monkeypatch, token)
    await mail_is_refused(monkeypatch)
    said = capsys.readouterr()

    lines = said.err.splitlines()
    for secret in (GRACE, "hopper", token, code, "pass-word", settings().secret_key):
        assert secret not in said.err
    assert GRACE not in said.out or log == "text", (
        "where there is a terminal, mail without a server is printed"
    )
    for words in ("health failed", "KeyError", "Slow query", "failed for good", "is put off", "[address]"):
        assert words in said.err, words
    if log == "json":
        told = [json.loads(line) for line in lines]
        assert {"sign_in_link", "home", "health"} <= {each.get("route") for each in told}
        failed = next(each for each in told if "error" in each)
        assert failed["request"] in {each["request"] for each in told if each.get("status") == 500}
        asked = [each["request"] for each in told if "Slow query" in each["message"] and "request" in each]
        assert asked


async def something_fails(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    """With an address and a secret in its words."""

    def broken(*_: object) -> str:
        raise KeyError(f"DETAIL: Key (email)=({GRACE}) exists; postgres://ada:pass-word@db/yard {token}")

    monkeypatch.setattr("frontend.pages.machines.PlainTextResponse", broken)
    assert (await client.get("/health")).status_code == 500

    async def breaking(task: Task) -> bool:
        broken()
        return True

    monkeypatch.setitem(worker.STEPS, "fanout", breaking)
    await Task.create(kind="fanout", key="x", reference=1)
    await worker.drain(say=lambda line: None)
    assert (await tasks.Task.get(key="x")).last_error


async def mail_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async with mail_server(answers={"RCPT": f"550 no such user {GRACE}"}) as server:
        monkeypatch.setenv("MAIL_URL", f"{server.url.replace('//', '//mailer:pass-word@')}?tls=never")
        settings.cache_clear()
        await in_transaction(deliveries.queue)(deliveries.TEST, 1, GRACE)
        await worker.drain()


async def test_what_took_long_is_a_warning_also_as_text(
    client: httpx.AsyncClient, log: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await client.get("/health?q=quick")
    monkeypatch.setattr(arrivals, "SLOW", -1)
    answer = await client.get("/ready?q=looking")
    said = capsys.readouterr().err

    assert f"Slow request: GET ready {answer.status_code}" in said
    assert answer.headers["x-request-id"] in said
    assert "looking" not in said
    assert said.count("\n") == (2 if log == "json" else 1)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Mail to 김민지@한국.kr and <ada+x@mail.example.co.uk>,", "Mail to [address] and <[address]>,"),
        ("smtp://me:p@ss:w@mail.example:587 is away", "smtp://[secret]@mail.example:587 is away"),
        (
            "Authorization: BEARER abc.def password=hunter2&x=1",
            "Authorization: BEARER [secret] password=[secret]&x=1",
        ),
        ("key dGhpc0lzQVNlY3JldFRva2VuMTIz is bad", "key [secret] is bad"),
        (
            "test_what_was_answered_is_there_once at 10:22",
            "test_what_was_answered_is_there_once at 10:22",
        ),
        ("SELECT * FROM idea WHERE id = $1", "SELECT * FROM idea WHERE id = $1"),
    ],
)
def test_the_second_wall_takes_out_what_the_first_let_through(
    said: str, written: str, database_url: object
) -> None:
    assert logs.redacted(said) == written


def test_statements_are_named_without_what_is_written_out_in_them(database_url: object) -> None:
    assert measures.named("SELECT 1\n  FROM person WHERE email = 'ada''s@x.com'") == (
        "SELECT 1 FROM person WHERE email = '…'"
    )
    assert logging.getLogger("madang").level == logging.NOTSET, "a log that ended leaves nothing behind"


def test_a_long_line_costs_its_length_and_not_its_square(database_url: object) -> None:
    """Whoever makes something of theirs appear in a traceback must not hold the process up for minutes."""
    long = "a" * 200_000
    began = perf_counter()
    assert logs.redacted(f"@ {long}") == f"@ {long}"
    assert logs.redacted(f"@ ://{long}") == f"@ ://{long}"
    assert perf_counter() - began < 5
