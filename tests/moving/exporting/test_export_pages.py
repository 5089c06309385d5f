"""Exports on the site: everything for admins, and everybody's own."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from activity import worker
from core.clock import moved_to, now
from core.errors import NotAllowed, NotFound
from core.settings import settings
from frontend import mail
from moving.exporting import asking
from moving.exporting.asking import making
from partners import posts
from tests.makers import a_board, a_comment, a_person, an_idea, sign_in
from tests.partners.world import a_member, a_partner, a_room, a_talk
from voting.operations import cast_vote


@pytest.fixture
def at_home(database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The settings name the database that is open, and a folder that nobody else has."""
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("MADANG_VAR", str(tmp_path / "var"))
    settings.cache_clear()
    mail.fill()
    yield
    monkeypatch.undo()
    settings.cache_clear()


async def _work() -> None:
    await worker.drain()
    for each in list(making.values()):
        await each


def _files(answer: httpx.Response) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        return {name: file.read(name) for name in file.namelist()}


async def test_an_admin_has_everything_made_and_takes_it_along(
    client: httpx.AsyncClient, at_home: None
) -> None:
    admin = await sign_in(client, await a_person("The admin", "admin", locale="ko"))
    room = await a_room("closed", purpose="zwhispered")
    await posts.write(room.id, body="zwhispered", by=await a_member(room))
    idea = await an_idea("다크 모드", by=await a_person("Ada"))

    assert (await client.post("/admin/export")).status_code == 303
    again = await client.post("/admin/export")
    assert (again.status_code, "being made already" in again.text or "이미" in again.text) == (409, True)
    await _work()
    page = await client.get("/admin/export")
    [asked] = await asking.latest(reader=admin)
    answer = await client.post(f"/admin/export/{asked.id}/file")

    assert f"/admin/export/{asked.id}/file" in page.text
    assert page.headers["cache-control"] == answer.headers["cache-control"] == "no-store"
    assert "attachment" in answer.headers["content-disposition"]
    files = _files(answer)
    assert idea.title.encode() in files["data/idea.jsonl"]
    assert not any(b"zwhispered" in each for each in files.values())
    told = (await client.get("/triage/audit")).text
    assert "export" in told.lower() or "내보내" in told
    with moved_to(now() + timedelta(hours=25)):
        await asking.clean()
    assert not list(asking.folder().iterdir())
    assert (await client.post(f"/admin/export/{asked.id}/file")).status_code == 404


async def test_nobody_else_asks_for_it_or_gets_it(client: httpx.AsyncClient, at_home: None) -> None:
    manager = await sign_in(client, await a_person("Mina", "manager"))
    admin = await a_person("The admin", "admin")
    asked = await asking.ask(by=admin)
    await _work()

    for path in ("/admin/export", f"/admin/export/{asked}/file"):
        assert (await client.post(path)).status_code == 404
    assert (await client.get("/admin/export")).status_code == 404
    with pytest.raises(NotAllowed):
        await asking.fetch(asked, by=manager)
    with pytest.raises(NotFound):
        await asking.fetch(asked + 1, by=admin)


async def test_what_fails_is_said_and_tried_again(
    client: httpx.AsyncClient, at_home: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await sign_in(client, await a_person("The admin", "admin"))
    monkeypatch.setattr(asking, "folder", lambda: settings().var / "nowhere" / "exports")
    await asking.ask(by=admin)
    await _work()

    assert "tried again by itself" in (await client.get("/admin/export")).text
    assert [each.failing for each in await asking.latest(reader=admin)] == [True]


async def test_everybody_takes_their_own_data_and_nothing_that_they_may_not_read(
    client: httpx.AsyncClient, at_home: None
) -> None:
    me, other = await a_partner("Sora"), await a_partner("=Other", email="zother@example.com")
    room, secret = (
        await a_room("closed", by=other, name="Ours"),
        await a_room("secret", by=other, name="zsecretroom"),
    )
    await a_member(room, me)
    await posts.write(room.id, body="Said where I am", by=other)
    await posts.write(room.id, body="@mine =1+1", by=me)
    await posts.write(secret.id, body="zsecretpost", by=other)
    await a_talk(other, me)
    await a_talk(other, await a_partner("Third"))
    idea = await an_idea("My own idea", by=me, body="다크 모드")
    await a_comment(idea, "zforstaff", by=await a_person("Emil", "employee"), audience="staff")
    await a_comment(idea, "What I said", by=me)
    theirs = await an_idea("Somebody else's idea", by=other)
    board = await a_board("narrow")
    gone = await an_idea("zoutofsight", by=other, board="narrow")
    for each in (theirs, gone):
        await cast_vote(each.id, by=me)
    board.audience, board.name = "staff", "znarrow"
    await board.save()
    await worker.drain()
    await sign_in(client, me)

    page = await client.get("/settings/data")
    answer = await client.post("/settings/data/file")

    assert "/settings/data/file" in page.text
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    files = _files(answer)
    whole = b"".join(files.values()).decode()
    for mine in (
        "My own idea",
        "다크 모드",
        "What I said",
        "Said where I am",
        "Shall we work together?",
        str(me.email),
    ):
        assert mine in whole, mine
    for leak in (
        "zother@",
        "zsecretroom",
        "zsecretpost",
        "zforstaff",
        "znarrow",
        "zoutofsight",
        "token_hash",
    ):
        assert leak not in whole, leak
    votes = [json.loads(line) for line in files["data/votes.jsonl"].splitlines()]
    assert [(each["idea_id"], each["title"]) for each in votes] == [
        (theirs.id, theirs.title),
        (gone.id, None),
    ]
    assert len(files["data/messages.jsonl"].splitlines()) == 1
    assert files["tables/posts.csv"].startswith(b"\xef\xbb\xbf")
    assert b"'=Other" in files["tables/posts.csv"]
    assert "data/votes.jsonl" in files["index.html"].decode()
    assert not list(asking.folder().iterdir())


async def test_a_visitor_takes_nothing(client: httpx.AsyncClient) -> None:
    for path in ("/settings/data", "/admin/export"):
        assert (await client.get(path)).headers["location"] == "/sign-in"
    assert (await client.post("/settings/data/file")).headers["location"] == "/sign-in"
