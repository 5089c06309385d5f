"""The log: one line for each thing that happened, as text or as JSON, and nothing in it that is somebody's own.

What writes a line names things by their numbers; the formatter is a second wall: addresses, credentials and whatever
looks like a secret is taken out of every line that leaves, tracebacks included.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import TextIO
from urllib.parse import unquote, urlsplit

from core.settings import settings

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request that is being answered; "" outside of one."""

PLAIN = r"[^\s<>\"'(),:;@\[\]=/\\]"
ADDRESS = re.compile(rf"(?<!{PLAIN}){PLAIN}+@{PLAIN}+\.[^\s<>\"'(),:;@\[\]=/\\.]+")
"""Looked for from the beginning of a word alone: a long line costs its length, not its square."""
CREDENTIALS = re.compile(r"(?<=://)[^/\s\"']*@")
NAMED = re.compile(
    r"(?i)\b(bearer\s+|(?:token|password|passwd|secret|api_key)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;)\]}]+"
)
SHORTEST = 24
"""Letters of what is taken for a secret by its looks."""
RANDOM = re.compile(rf"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[A-Za-z0-9_-]{{{SHORTEST},}}")
"""Letters of both cases and digits without a space: no word, but what was made at random and opens something."""
ONLY_WARNINGS = ("httpx", "httpcore", "tortoise", "asyncio")


def redacted(text: str) -> str:
    """The text without e-mail addresses, credentials in URLs, tokens and the secrets that Madang itself was given."""
    for secret in _own_secrets():
        text = text.replace(secret, "[secret]")
    if "@" in text:
        text = ADDRESS.sub("[address]", CREDENTIALS.sub("[secret]@", text))
    if "=" in text or ":" in text or "bearer" in text.lower():
        text = NAMED.sub(lambda found: f"{found[1]}[secret]", text)
    return RANDOM.sub("[secret]", text) if len(text) >= SHORTEST else text


@cache
def _own_secrets() -> tuple[str, ...]:
    given = settings()
    passwords = [unquote(urlsplit(url).password or "") for url in (given.database_url, given.mail_url)]
    metrics = "" if given.metrics == "open" else given.metrics
    return tuple(each for each in (given.secret_key_given, metrics, *passwords) if len(each) > 3)


class Text(logging.Formatter):
    """A line for a person's eyes."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        said = redacted(super().format(record))
        return f"{said} [{asked}]" if (asked := request_id.get()) and not record.exc_info else said


class Json(logging.Formatter):
    """One JSON object a line: `time`, `level`, `logger`, `message`, and where there are such `request`, `error` and
    what the line has of its own (`facts`)."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redacted(record.getMessage()),
        }
        if asked := request_id.get():
            said["request"] = asked
        for name, fact in getattr(record, "facts", {}).items():
            said[name] = redacted(fact) if isinstance(fact, str) else fact
        if record.exc_info:
            said["error"] = redacted(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False, default=str)


class Stream(logging.StreamHandler[TextIO]):
    """Writes to whatever stderr is at that moment."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr


@contextmanager
def written() -> Iterator[None]:
    """Inside, what is logged is written to stderr as MADANG_LOGS wants it. As text, requests have a line only where
    they took long: whoever wants all of them has them in the proxy's log."""
    as_json = settings().logs == "json"
    handler = Stream()
    handler.setFormatter(Json() if as_json else Text())
    levels = {
        "": logging.WARNING,
        "madang": logging.INFO,
        "madang.requests": logging.INFO if as_json else logging.WARNING,
        **dict.fromkeys(ONLY_WARNINGS, logging.WARNING),
    }
    before = {name: logging.getLogger(name).level for name in levels}
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.getLogger().addHandler(handler)
    _own_secrets.cache_clear()
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
