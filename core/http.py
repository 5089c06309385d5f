"""Requests that go out. This is the only module that imports httpx."""

import httpx

TIMEOUT = httpx.Timeout(10.0)


def client(transport: httpx.AsyncBaseTransport | None = None, base_url: str = "") -> httpx.AsyncClient:
    """A client that follows no redirects and waits ten seconds at most; `transport` is what it speaks through."""
    return httpx.AsyncClient(transport=transport, base_url=base_url, timeout=TIMEOUT, follow_redirects=False)
