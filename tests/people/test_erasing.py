"""Whoever is erased is gone from every table, and every count stays as it was."""

import httpx
import pytest
from starlette.applications import Starlette

from activity import webhooks
from activity.models import Delivery, Event, OutboxMail, Statement, WebhookAttempt
from core.clock import now
from core.database import on_sqlite, rows
from core.errors import Invalid, NotAllowed, Refused
from ideas.models import Idea
from people.erasing import erase, erase_oneself
from people.models import Person
from people.roles import reactivate
from tests.makers import a_person, an_idea, sign_in, votes_of
from tests.people.leaving import MARKS, somebody, traces_of

COUNTS = (
    "idea",
    "comment",
    "vote",
    "post",
    "message",
    "verdict",
    "document_version",
    "event",
    "ask",
    "suggestion",
)


async def everything() -> dict[str, list[str]]:
    """Every row of every table, as text in lower case."""
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if on_sqlite()
        else "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    )
    tables = [each["name"] for each in await rows(names)]
    assert len(tables) > 60
    return {table: [str(each).lower() for each in await rows(f'SELECT * FROM "{table}"')] for table in tables}


async def where_marked() -> set[str]:
    return {
        f"{table}: {mark} in {row}"
        for table, found in (await everything()).items()
        for row in found
        for mark in MARKS
        if mark in row
    }


async def counts() -> dict[str, int]:
    whole = {table: len(found) for table, found in (await everything()).items() if table in COUNTS}
    return whole | {f"of idea {each.id}": each.votes * 1000 + each.comments for each in await Idea.all()}


async def test_nothing_tells_who_was_erased_and_every_count_stays(app: Starlette, database: str) -> None:
    ada = await somebody()
    idea = await traces_of(ada)
    before = await counts()
    assert len({each.partition(":")[0] for each in await where_marked()}) >= 15

    await erase_oneself(" ZMAIL@zmail.example ", by=ada)

    assert sorted(await where_marked()) == []
    assert await counts() == {**before, "event": before["event"] + 2}
    assert await votes_of(idea) == 2
    left = await Person.get(id=ada.id)
    assert left.is_erased
    assert (await Idea.get(id=idea.id)).author_id == ada.id
    assert (await Idea.get(id=idea.id)).body == f"Write to @{left.handle} at once."
    event = await Event.get(action="person.erased")
    assert (event.actor_id, event.subject_id, event.details) == (ada.id, ada.id, {"oneself": True})


async def test_no_kept_copy_knows_a_name_that_is_not_of_ascii(app: Starlette, database: str) -> None:
    """A database's `lower` knows the letters of ASCII alone."""
    name = "100% _Émile ÅNGSTRÖM!"
    person, root = await a_person(name), await a_person("Keeper of hooks", "admin")
    hook = (await webhooks.add(url="https://hooks.invalid", chosen=["idea.posted"], by=root))[0]
    message = await webhooks.send_test(hook.id, by=root)
    await WebhookAttempt.create(message=message, body=f'{{"title": "As {name} says"}}', milliseconds=1)
    for number, text in enumerate((f"{name} commented", "Somebody else commented")):
        sent = await Delivery.create(
            channel="mail", kind="notice", reference=number, target="g@example.com", next_at=now()
        )
        await OutboxMail.create(
            delivery=sent, message_id=text, recipient=sent.target, subject="", text=text, html=""
        )

    await erase_oneself(str(person.email), by=person)

    assert (await WebhookAttempt.get()).body == ""
    assert [each.text for each in await OutboxMail.all()] == ["Somebody else commented"]


async def test_an_admin_erases_with_a_reason_and_credits_may_stay(app: Starlette, database: str) -> None:
    root, ada = await a_person("Root", "admin"), await somebody("employee")
    await traces_of(ada)
    with pytest.raises(Invalid, match="Say why"):
        await erase(ada.id, reason=" ", by=root)
    with pytest.raises(NotAllowed):
        await erase(ada.id, reason="Why not", by=await a_person("Mina", "manager"))

    await erase(ada.id, reason="@zhandle-z asked us to.", credited=True, by=root)

    assert {each.partition(":")[0] for each in await where_marked() if "zwords" not in each} == {"coauthor"}
    said = await Statement.get(event=await Event.get(action="person.erased"))
    assert said.body == f"@{(await Person.get(id=ada.id)).handle} asked us to."
    with pytest.raises(Refused, match="erased already"):
        await erase(ada.id, reason="Again", by=root)
    with pytest.raises(Refused, match="join anew"):
        await reactivate(ada.id, by=root)


async def test_the_last_admin_stays_and_nobody_goes_by_mistake(database: str) -> None:
    root = await a_person("Root", "admin")
    with pytest.raises(Refused, match="last admin"):
        await erase_oneself(str(root.email), by=root)
    with pytest.raises(Invalid, match="address of your account"):
        await erase_oneself("other@example.com", by=root)
    assert not (await Person.get(id=root.id)).is_erased

    await a_person("Another", "admin")
    await erase_oneself(str(root.email), by=root)
    assert (await Person.get(id=root.id)).is_erased


async def test_one_leaves_by_a_page_that_says_what_goes_and_what_stays(client: httpx.AsyncClient) -> None:
    ada = await sign_in(client, await a_person("Ada Lovelace"))
    idea = await an_idea("Wheels for potters", by=ada)
    shown = (await client.get("/settings/erasure")).text
    assert "What goes, and never comes back" in shown
    assert "every count stays as it is" in shown
    wrong = await client.post("/settings/erasure", data={"email": "no@example.com"})
    assert wrong.status_code == 422
    assert "address of your account" in wrong.text

    gone = await client.post("/settings/erasure", data={"email": str(ada.email)}, follow_redirects=True)

    assert "You are erased" in gone.text
    assert (await client.get("/settings/erasure")).status_code == 303
    page = (await client.get(f"/ideas/{idea.id}", follow_redirects=True)).text
    assert "Somebody who has left" in page
    assert "Lovelace" not in page
    assert (await client.get(f"/people/{ada.id}")).status_code == 404
    assert "Wheels" not in (await client.get("/?q=author:ada")).text


async def test_an_admins_page_erases_and_the_record_tells_it(client: httpx.AsyncClient) -> None:
    grace = await a_person("Grace Hopper")
    await sign_in(client, await a_person("Mina", "manager"))
    assert (await client.get(f"/admin/people/{grace.id}/erasure")).status_code == 404
    await sign_in(client, await a_person("Root", "admin"))
    assert "What goes" in (await client.get(f"/admin/people/{grace.id}/erasure")).text
    missing = await client.post(f"/admin/people/{grace.id}/erasure", data={"reason": ""})
    assert missing.status_code == 422
    done = await client.post(f"/admin/people/{grace.id}/erasure", data={"reason": "They asked us to."})
    assert done.status_code == 303
    assert "Erased:" in (await client.get(f"/admin/people/{grace.id}")).text
    assert (await client.get(f"/admin/people/{grace.id}/erasure")).status_code == 404
    record = (await client.get("/triage/audit")).text
    assert "erased somebody" in record
    assert "They asked us to." in record
    assert "Hopper" not in record
