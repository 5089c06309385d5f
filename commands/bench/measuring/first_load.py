"""What a browser that was never here has to fetch for the front page: the page, its styles, its scripts, its images."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from commands.bench.measuring.client import Answer, Connection
from commands.bench.measuring.scenes import GZIP

ASSET = re.compile(rb"""<(?:link|script|img|source)\b[^>]*?\b(?:href|src)="(/static/[^"]+)"[^>]*>""")
BLOCKING = re.compile(
    rb"""<link\b[^>]*rel="stylesheet"[^>]*>|<script\b(?![^>]*(?:defer|async|type="module"))[^>]*src="""
)
INNER = re.compile(
    rb"""(?:\bimport\s[^"']*|\bfrom\s*|\bimport\s*\(\s*)["']([^"']+\.js[^"']*)["']|url\(["']?([^"')]+)["']?\)"""
)


@dataclass(frozen=True)
class FirstLoad:
    """Bytes over the wire, heads included; how many files beside the page; what keeps the page from being drawn."""

    size: int
    files: int
    blocking: int


async def first_load(address: str) -> FirstLoad:
    connection = Connection(address)
    page = await connection.get("/", GZIP)
    plain = (await connection.get("/")).body
    sizes: dict[str, int] = {}
    waiting = [each.decode().replace("&amp;", "&") for each in ASSET.findall(plain)]
    while waiting:
        path = waiting.pop()
        if path in sizes:
            continue
        answer = await connection.get(path, GZIP)
        sizes[path] = answer.size
        waiting += await _inner(connection, path, answer)
    connection.close()
    return FirstLoad(page.size + sum(sizes.values()), len(sizes), len(BLOCKING.findall(plain)))


async def _inner(connection: Connection, path: str, answer: Answer) -> list[str]:
    """What a script imports and a style refers to."""
    kind = answer.header("content-type")
    if answer.status != 200 or not ("javascript" in kind or "css" in kind):
        return []
    text = (await connection.get(path)).body
    found = (next(filter(None, pair)).decode() for pair in INNER.findall(text))
    return [urljoin(path, each) for each in found if not each.startswith("data:")]
