"""Where the database is, in Tortoise's words: one connection, the floors in their order, our own engines."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from core.errors import Misconfigured

FLOORS = ("activity", "people", "ideas", "voting", "triage", "roadmap", "partners", "moving")
"""The floors that have tables, from the ground up."""


def tortoise_config(url: str, *, pool: int = 20) -> dict[str, Any]:
    """Tortoise's configuration for `sqlite://PATH` or `postgres://…`.

    The connection is named after its database: Tortoise keeps prepared statements by the connection's name, and a
    process that meets both databases (the tests) would send one's statements to the other.
    """
    name = "sqlite" if url.startswith("sqlite:") else "postgres"
    apps = {
        floor: {
            "models": [f"{floor}.models"],
            "migrations": f"{floor}.migrations",
            "default_connection": name,
        }
        for floor in FLOORS
    }
    return {
        "connections": {name: _connection_config(url, pool)},
        "apps": apps,
        "use_tz": True,
        "timezone": "UTC",
    }


def _connection_config(url: str, pool: int) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {"engine": "core.sqlite_engine", "credentials": {"file_path": str(sqlite_path(url))}}
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "engine": "core.asyncpg_engine",
            "credentials": {
                **reached(url),
                "minsize": 1,
                "maxsize": pool,
                "max_cacheable_statement_size": 64 * 1024,
                "server_settings": {"timezone": "UTC", "jit": "off", "application_name": "madang"},
            },
        }
    raise Misconfigured("DATABASE_URL must begin with sqlite:// or postgres://")


def reached(url: str) -> dict[str, Any]:
    """How asyncpg reaches the database at `postgres://…`. Of what stands behind its `?` these count: `sslmode` (or
    `ssl`), and `statement_cache_size`, 0 where a pool stands between that knows no prepared statements. Raises
    `Misconfigured`."""
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    kept = asked.get("statement_cache_size", "")
    if kept and not (kept.isascii() and kept.isdigit()):
        raise Misconfigured(
            "DATABASE_URL's statement_cache_size must be a number, as in ?statement_cache_size=0"
        )
    ssl = asked.get("ssl") or asked.get("sslmode")
    return {
        "host": parts.hostname or "localhost",
        "port": parts.port or 5432,
        "user": unquote(parts.username or "postgres"),
        "password": unquote(parts.password) if parts.password else None,
        "database": parts.path.lstrip("/"),
        **({"ssl": ssl} if ssl else {}),
        **({"statement_cache_size": int(kept)} if kept else {}),
    }


def sqlite_path(url: str) -> Path:
    """The file of a `sqlite://PATH` URL. Missing, it is made, and read by nobody else: it holds addresses."""
    path = Path(unquote(url.removeprefix("sqlite://")))
    if str(path) != ":memory:" and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    return path
