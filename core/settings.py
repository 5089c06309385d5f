"""What the operator decides, read from the environment once.

Names and defaults are the public contract (see the README): `DATABASE_URL`, `BASE_URL`, `SECRET_KEY`, `MAIL_URL`,
`MAIL_FROM`, `PORT`, `MADANG_WORKER`, `MADANG_VAR`, `MADANG_SEMANTIC`, and for operators (docs/operating.md)
`MADANG_PROXY`, `MADANG_LOGS`, `MADANG_METRICS`, `MADANG_DRAIN`, `MADANG_INTERNAL_HOSTS`.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.addresses import Unfit, internal_hosts
from core.errors import Misconfigured


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=None, env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    var: Path = Field(default=Path("var"), validation_alias="MADANG_VAR")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    base_url: str = Field(default="", validation_alias="BASE_URL")
    secret_key_given: str = Field(default="", validation_alias="SECRET_KEY")
    mail_url: str = Field(default="", validation_alias="MAIL_URL")
    mail_from: str = Field(default="", validation_alias="MAIL_FROM")
    port: int = Field(default=8000, validation_alias="PORT", ge=0, le=65535)
    worker_given: Literal["", "inline", "external"] = Field(default="", validation_alias="MADANG_WORKER")
    semantic: Literal["", "on", "off"] = Field(default="", validation_alias="MADANG_SEMANTIC")
    database_pool: int = Field(default=20, validation_alias="MADANG_DATABASE_POOL", ge=2, le=500)

    internal_hosts: str = Field(default="", validation_alias="MADANG_INTERNAL_HOSTS")
    """Hosts that aren't public and that webhooks may go to all the same: `host` or `host:port`, between commas."""

    @field_validator("internal_hosts")
    @classmethod
    def _named_hosts(cls, given: str) -> str:
        try:
            internal_hosts(given)
        except Unfit:
            raise ValueError(
                "MADANG_INTERNAL_HOSTS holds host names or host:port, with commas between them"
            ) from None
        return given

    proxy: str = Field(default="", validation_alias="MADANG_PROXY")
    logs: Literal["text", "json"] = Field(default="text", validation_alias="MADANG_LOGS")
    metrics: str = Field(default="", validation_alias="MADANG_METRICS")
    drain: int = Field(default=0, validation_alias="MADANG_DRAIN", ge=0, le=600)

    @field_validator("proxy")
    @classmethod
    def _networks(cls, given: str) -> str:
        for each in given.replace(",", " ").split():
            try:
                ip_network(each if each != "*" else "::", strict=False)
            except ValueError:
                raise ValueError(
                    f"MADANG_PROXY must list addresses or networks, as in 127.0.0.1, 10.0.0.0/8, or *; not {each}"
                ) from None
        return given

    @field_validator("metrics")
    @classmethod
    def _hard_to_guess(cls, given: str) -> str:
        if given and given != "open" and len(given) < 16:
            raise ValueError("MADANG_METRICS must be open, or a token of 16 characters or more")
        return given

    @field_validator("base_url")
    @classmethod
    def _whole_address(cls, given: str) -> str:
        parts = _parts("BASE_URL", given)
        if given and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("BASE_URL must begin with http:// or https:// and name a host")
        return given.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, given: str) -> str:
        parts = _parts("DATABASE_URL", given)
        if given and parts.scheme not in ("sqlite", "postgres", "postgresql"):
            raise ValueError("DATABASE_URL must begin with sqlite:// or postgres://")
        if parts.scheme.startswith("postgres") and not parts.path.strip("/"):
            raise ValueError(
                "DATABASE_URL must end with the database's name, as in postgres://user@host/madang"
            )
        return given.removesuffix("sqlite://")  # a scheme alone is the file under `var/`

    @property
    def database(self) -> str:
        """The database's URL; without one, a SQLite file under `var/`."""
        return self.database_url or f"sqlite://{self.var / 'madang.sqlite3'}"

    @property
    def on_sqlite(self) -> bool:
        return self.database.startswith("sqlite:")

    @property
    def address(self) -> str:
        """Where people reach this yard, without a trailing slash."""
        return self.base_url or f"http://localhost:{self.port}"

    @property
    def secure(self) -> bool:
        return self.address.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or "localhost"

    @property
    def sender(self) -> str:
        """The address that mail comes from."""
        return self.mail_from or f"madang@{self.host}"

    @property
    def worker(self) -> str:
        """`inline`: the web process tells people itself; `external`: a `madang worker` does."""
        return self.worker_given or ("inline" if self.on_sqlite else "external")

    @property
    def secret_key(self) -> str:
        """Signs links and cookies. Made once and kept under `var/`, readable by its owner alone, when unset."""
        return self.secret_key_given or _kept_secret(self.var / "secret_key")


@cache
def settings() -> Settings:
    """The settings of this process. `settings.cache_clear()` reads the environment anew."""
    try:
        return Settings()
    except ValidationError as error:
        raise Misconfigured(" ".join(_sentence(each) for each in error.errors())) from error


def _parts(name: str, given: str) -> SplitResult:
    try:
        parts = urlsplit(given)
        assert parts.port is None or parts.port >= 0  # reading it is what finds a bad one
    except ValueError as error:
        raise ValueError(f"{name} is no address that can be read: {error}") from None
    return parts


def _sentence(wrong: ErrorDetails) -> str:
    said = wrong["msg"].removeprefix("Value error, ")
    name = str(wrong["loc"][0]) if wrong["loc"] else ""
    return f"{said}." if said.startswith(name.upper()) else f"{name.upper()}: {said}."


@cache
def _kept_secret(path: Path) -> str:
    """The secret in this file, which appears whole: whoever looks meanwhile sees none, or all of it."""
    if not path.exists():
        _make_secret(path)
    kept = path.read_text().strip()
    if not kept:
        raise Misconfigured(f"{path} is empty. Remove it, and a new secret key is made at the next start.")
    return kept


def _make_secret(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".secret_key.", dir=path.parent)  # readable by its owner alone
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):  # another process was faster, and its secret is the one
        path.hardlink_to(name)
    Path(name).unlink()
