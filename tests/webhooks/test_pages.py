"""Webhooks as admins meet them on the pages, and as their programs do in the API."""

import httpx
import pytest
from starlette.applications import Starlette

from activity.models import Webhook
from activity.webhook_log import log_of
from tests.api.programs import a_program, wrong
from tests.makers import a_person, an_idea, sign_in
from tests.webhooks.receiver import answered, receiving
from tests.webhooks.test_telling import drained

pytestmark = pytest.mark.a_page


async def test_an_admin_adds_tries_reads_and_removes_one(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Root", "admin"))
    async with receiving(answered("500 Broken", b"<b>No</b>")) as receiver:
        refused = await client.post(
            "/admin/webhooks", data={"url": "http://10.0.0.7/", "kind-idea.moved": "yes"}
        )
        assert refused.status_code == 422
        assert "MADANG_INTERNAL_HOSTS" in refused.text
        assert 'name="kind-idea.moved" value="yes" checked' in refused.text
        made = await client.post(
            "/admin/webhooks", data={"url": receiver.url, "name": "Our chat", "kind-idea.posted": "yes"}
        )
        assert "whsec_" in made.text
        page = f"/admin/webhooks/{(await Webhook.get()).id}"
        assert "whsec_" not in (await client.get(page)).text
        assert "Our chat" in (await client.get("/admin/webhooks")).text

        assert (await client.post(f"{page}/tests")).status_code == 303
        await drained()
        log = (await client.get(page)).text
        assert "HTTP 500" in log
        assert "&lt;b&gt;No&lt;/b&gt;" in log
        assert "webhook.test" in log
        receiver.answer = answered("200 OK")
        (logged,) = await log_of((await Webhook.get()).id)
        assert (await client.post(f"/admin/webhook-messages/{logged.message.id}/repeat")).status_code == 303
        await drained()
        assert "Arrived" in (await client.get(page)).text

        renewed = await client.post(f"{page}/secret")
        assert "whsec_" in renewed.text
        assert "Old secret counts until" in renewed.text
        assert (await client.post(f"{page}/stop")).status_code == 303
        assert (await client.post(f"{page}/tests")).status_code == 409
        assert "An admin turned it off." in (await client.get(page)).text
        assert (await client.post(f"{page}/start")).status_code == 303
        changed = await client.post(
            page, data={"url": receiver.url, "name": "Other", "kind-item.moved": "yes"}
        )
        assert changed.status_code == 303
        assert "item.moved" in (await client.get(page)).text
        assert (await client.post(f"{page}/removal")).status_code == 303
        assert (await client.get(page)).status_code == 404
    assert {got.headers["webhook-id"] for got in receiver.got} == {logged.message.uid}


async def test_nobody_but_admins_knows_of_them(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Mina", "manager"))
    for path in ("/admin/webhooks", "/admin/webhooks/new", "/admin/webhooks/1"):
        assert (await client.get(path)).status_code == 404


async def test_an_admins_program_keeps_webhooks(client: httpx.AsyncClient, app: Starlette) -> None:
    admin = await a_person("Root", "admin")
    async with receiving() as receiver, await a_program(app, admin) as program:
        refused = await program.post("/webhooks", json={"url": "http://[::1]/", "kinds": []})
        assert set(wrong(refused)) == {"/url", "/kinds"}
        once = {"idempotency-key": "one"}
        asked = {"url": receiver.url, "kinds": ["idea.posted"]}
        made = await program.post("/webhooks", json=asked, headers=once)
        assert (made.status_code, made.json()["on"]) == (201, True)
        assert made.headers["location"] == f"http://madang.test/api/v1/webhooks/{made.json()['id']}"
        assert (await program.post("/webhooks", json=asked, headers=once)).json() == made.json()
        path = f"/webhooks/{made.json()['id']}"
        assert "secret" not in (await program.get(path)).json()
        assert len((await program.get("/webhooks")).json()["items"]) == 1

        await an_idea()
        await drained()
        assert receiver.got[0].verified_by(made.json()["secret"])["type"] == "idea.posted"
        renewed = (await program.post(f"{path}/secret")).json()
        assert renewed["secret"] != made.json()["secret"]
        assert renewed["old_secret_until"]
        off = (await program.patch(path, json={"on": False, "name": "Later"})).json()
        assert (off["on"], off["off_because"], off["name"]) == (False, "by_hand", "Later")
        assert (await program.delete(path)).status_code == 204
        assert (await program.get(path)).status_code == 404


@pytest.mark.parametrize("role", ["manager", "customer"])
async def test_no_other_program_does(role: str, client: httpx.AsyncClient, app: Starlette) -> None:
    async with await a_program(app, await a_person("Mina", role)) as program:
        assert (await program.get("/webhooks")).status_code == 403
        assert (await program.get("/webhooks/1")).status_code == 403
        asked = {"url": "https://example.com", "kinds": ["idea.posted"]}
        assert (await program.post("/webhooks", json=asked)).status_code == 403
