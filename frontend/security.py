"""What stands between the pages and the rest of the web: cookies, the origin of writes, headers."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request, cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.settings import settings

SAFE = ("GET", "HEAD", "OPTIONS")

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types madang"
)

HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    b"x-frame-options": b"DENY",
}
HTTPS_ALONE = {b"strict-transport-security": b"max-age=31536000"}

THEMES = ("light", "dark")
PERSONAL = ("/sign-in", "/welcome", "/settings", "/admin", "/unsubscribe")


def cookie_name(name: str) -> str:
    """`__Host-` cookies on https; plain ones on http, where browsers refuse the prefix."""
    return f"__Host-madang_{name}" if settings().secure else f"madang_{name}"


def set_cookie(response: Response, name: str, value: str, *, max_age: int, http_only: bool = True) -> None:
    response.set_cookie(
        cookie_name(name),
        value,
        max_age=max_age,
        httponly=http_only,
        samesite="lax",
        secure=settings().secure,
        path="/",
    )


def get_cookie(request: Request, name: str) -> str:
    return request.cookies.get(cookie_name(name), "")


def drop_cookie(response: Response, name: str) -> None:
    response.delete_cookie(
        cookie_name(name), path="/", secure=settings().secure, httponly=True, samesite="lax"
    )


def local_path(given: str, otherwise: str = "/") -> str:
    """A path of this site to go on to; anything that could lead elsewhere becomes `otherwise`."""
    if not given.startswith("/") or given.startswith("//") or any(sign in given for sign in "\\\r\n\t\x00"):
        return otherwise
    try:
        parts = urlsplit(given)
    except ValueError:
        return otherwise
    return given if not parts.scheme and not parts.netloc else otherwise


class OriginCheck:
    """Writes come from our own pages. Answers 403 to any other.

    `Sec-Fetch-Site: same-origin` passes, or, from browsers that don't send it, an `Origin` that is ours. With neither
    header it isn't a browser's form: it passes as long as it brings no session, so that a mail provider can
    unsubscribe and a program can write.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE or accepted(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        await Response("This form came from another site.", 403, media_type="text/plain")(
            scope, receive, send
        )


def accepted(headers: Headers) -> bool:
    """Whether a write with these headers comes from our own pages."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site == "same-origin"
    if origin is not None:
        return origin_of(origin) == (own_origin() if settings().base_url else f"http://{headers.get('host')}")
    return cookie_name("session") not in cookie_parser(headers.get("cookie", ""))


def own_origin() -> str | None:
    return origin_of(settings().address)


def origin_of(address: str) -> str | None:
    """Scheme, host and port of an address; None for what isn't one."""
    try:
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else None
    except ValueError:
        return None


class SecurityHeaders:
    """The headers of every answer. Pages that hold secrets or addresses are kept by no browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = dict(message["headers"])
                kept = b"no-store" if scope["path"].startswith(PERSONAL) else b"private, no-cache"
                wanted = {**HEADERS, **(HTTPS_ALONE if settings().secure else {}), b"cache-control": kept}
                more = [(name, value) for name, value in wanted.items() if name not in given]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        await self.app(scope, receive, send_with_headers)
