"""The static files: few and small, so they are held in memory, compressed once."""

from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from frontend.finishing import SMALLEST, gzipped, is_known

STATIC = Path(__file__).parent / "static"

FOR_EVER = "public, max-age=31536000, immutable"


class File:
    """One file as it is sent. `version` is in its address: another content has another address."""

    def __init__(self, path: Path) -> None:
        self.body = path.read_bytes()
        self.version = sha256(self.body).hexdigest()[:12]
        self.etag = f'W/"{self.version}"'
        self.kind = guess_type(path.name)[0] or "application/octet-stream"
        packed = gzipped(self.body, 9) if len(self.body) >= SMALLEST else self.body
        self.zipped = packed if len(packed) < len(self.body) else b""


@cache
def file(name: str) -> File:
    """The file of this name in `static/`. Raises `FileNotFoundError`."""
    if name not in _names():
        raise FileNotFoundError(name)
    return File(STATIC / name)


@cache
def _names() -> frozenset[str]:
    return frozenset(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())


def static(name: str) -> str:
    """A static file's path with its content's hash: it may be kept for ever."""
    return f"/static/{name}?v={file(name).version}"


class Static:
    """Serves them. Whoever asks by the hash that the file has now may keep it for ever, others ask again."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix("/")
        try:
            answer = _answer(file(name), scope)
        except FileNotFoundError:
            answer = PlainTextResponse("", 404)
        if scope["method"] not in ("GET", "HEAD"):
            answer = PlainTextResponse("Method Not Allowed", 405, headers={"allow": "GET, HEAD"})
        await answer(scope, receive, send)


def _answer(found: File, scope: Scope) -> Response:
    asked = Headers(scope=scope)
    named = scope["query_string"] == f"v={found.version}".encode()
    headers = {
        "etag": found.etag,
        "vary": "accept-encoding",
        "cache-control": FOR_EVER if named else "no-cache",
    }
    if is_known(found.etag.encode(), asked.get("if-none-match", "").encode()):
        return Response(status_code=304, headers=headers)
    body = found.body
    if found.zipped and "gzip" in asked.get("accept-encoding", ""):
        body, headers["content-encoding"] = found.zipped, "gzip"
    return Response(body, media_type=found.kind, headers=headers)
