"""A proxy's headers count only where it is named, and then from the right."""

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from core.errors import Misconfigured
from core.settings import settings
from frontend.proxies import believe, proxies
from tests.conftest import a_browser

HOME, STRANGER, VISITOR = "127.0.0.1", "203.0.113.9", "198.51.100.7"
NETWORKS = "127.0.0.1, 10.0.0.0/8 2001:db8::/32"


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "client"),
    [
        ("", HOME, [VISITOR], HOME),
        (HOME, STRANGER, [VISITOR], STRANGER),
        (HOME, HOME, [VISITOR], VISITOR),
        (HOME, HOME, [f"1.1.1.1, {VISITOR}"], VISITOR),
        (HOME, HOME, ["1.1.1.1", VISITOR], VISITOR),
        (NETWORKS, "10.1.2.3", [f"1.1.1.1, {VISITOR}, 10.9.9.9"], VISITOR),
        (NETWORKS, "::ffff:10.1.2.3", [VISITOR], VISITOR),
        (NETWORKS, "2001:db8::5", ["2001:db9::1"], "2001:db9::1"),
        (NETWORKS, HOME, ["10.0.0.1, 10.0.0.2"], "10.0.0.1"),
        (HOME, HOME, [f"{VISITOR}:4711"], VISITOR),
        (HOME, HOME, ["[2001:db9::1]:4711"], "2001:db9::1"),
        (HOME, HOME, ["unknown, <script>"], HOME),
        (HOME, HOME, [], HOME),
        ("*", STRANGER, [f"1.1.1.1, {VISITOR}"], VISITOR),
        ("*,10.0.0.0/8", STRANGER, [f"1.1.1.1, {VISITOR}, 10.0.0.1"], VISITOR),
    ],
)
def test_a_request_comes_from_the_nearest_address_that_is_no_proxy(
    trusted: str, peer: str, forwarded: list[str], client: str
) -> None:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    scope: dict[str, Any] = {"client": (peer, 1), "scheme": "http"}
    scope["headers"] = [*headers, (b"x-forwarded-proto", b"https")]

    believed = believe(scope, proxies(trusted))

    assert scope["client"][0] == client
    assert scope["scheme"] == ("https" if believed else "http")
    assert believed == (trusted != "" and (peer != STRANGER or "*" in trusted))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_requests_name_is_a_trusted_proxys_or_our_own(
    app: Starlette, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADANG_PROXY", "192.0.2.0/24")
    settings.cache_clear()
    names: list[str] = []
    for address, given in (
        ("192.0.2.1", "from-the-proxy-1"),
        (STRANGER, "from-a-stranger"),
        ("192.0.2.1", "bad name\t"),
    ):
        async with a_browser(app, address) as browser:
            answer: httpx.Response = await browser.get("/health", headers={"x-request-id": given})
            names += answer.headers.get_list("x-request-id")
    monkeypatch.undo()
    settings.cache_clear()

    assert names[0] == "from-the-proxy-1"
    assert len(names) == len(set(names)) == 3
    assert all(len(name) == 16 for name in names[1:])


def test_what_is_no_network_is_refused_before_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADANG_PROXY", "127.0.0.1 localhost")
    settings.cache_clear()
    with pytest.raises(Misconfigured, match=r"MADANG_PROXY must list addresses or networks.*not localhost"):
        settings()
    monkeypatch.undo()
    settings.cache_clear()
