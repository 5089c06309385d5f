"""What stands between the pages and the rest of the web: cookies, the origin of writes, headers."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
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
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "x-frame-options": "DENY",
}

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
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if settings().secure:
                    headers.setdefault("strict-transport-security", "max-age=31536000")
                kept = "no-store" if scope["path"].startswith(PERSONAL) else "private, no-cache"
                headers.setdefault("cache-control", kept)
            await send(message)

        await self.app(scope, receive, send_with_headers)
