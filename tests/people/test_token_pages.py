"""Tokens on one's settings pages: made, shown once, revoked."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from people import tokens
from people.models import ApiToken
from people.tokens import Scope
from tests.conftest import a_browser
from tests.makers import a_person, sign_in

pytestmark = pytest.mark.a_page

TOKEN = re.compile(r'value="(mdg_[\w-]{43})"')


async def test_a_token_is_shown_once_and_works_until_it_is_revoked(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    grace = await sign_in(client, await a_person("Grace", "manager"))
    typed = {"name": "회계 <b>연동</b>", "scope_read": "yes", "scope_manage": "yes"}

    answer = await client.post("/settings/tokens", data=typed)
    shown = TOKEN.findall(answer.text)
    page = await client.get("/settings/tokens")

    assert (answer.status_code, len(shown)) == (200, 1)
    assert answer.headers["cache-control"] == page.headers["cache-control"] == "no-store"
    assert "mdg_" not in page.text
    assert "회계 &lt;b&gt;연동" in page.text
    assert "Never used" in page.text
    held = await tokens.holder(shown[0])
    assert held
    assert (held.person.id, held.scopes) == (grace.id, frozenset({Scope.READ, Scope.MANAGE}))
    path = f"/settings/tokens/{held.token_id}/revocation"
    async with a_browser(app) as other:
        assert (await other.post(path)).headers["location"] == "/sign-in"
        await sign_in(other, await a_person("Mallory"))
        assert (await other.post(path)).status_code == 404
        assert "연동" not in (await other.get("/settings/tokens")).text
    assert await tokens.holder(shown[0])
    assert (await client.post(path)).status_code == 303
    assert await tokens.holder(shown[0]) is None
    assert "연동" not in (await client.get("/settings/tokens")).text


async def test_what_is_missing_is_said_beside_it_and_what_was_typed_stays(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Grace"))

    nameless = await client.post("/settings/tokens", data={"name": " ", "scope_write": "yes"})
    aimless = await client.post("/settings/tokens", data={"name": "Ledger", "scope_manage": "yes"})

    assert (nameless.status_code, aimless.status_code) == (422, 422)
    assert 'id="field-name-error"' in nameless.text
    assert 'name="scope_write" value="yes" checked' in nameless.text
    assert 'id="field-scopes-error"' in aimless.text
    assert 'value="Ledger"' in aimless.text
    assert "scope_manage" not in aimless.text, "who isn't staff has nothing to manage"
    assert await ApiToken.all().count() == 0
