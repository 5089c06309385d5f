"""Failures that an operator can do something about, in words."""

import socket
import sqlite3

import asyncpg
from tortoise.exceptions import BaseORMException

from core.errors import Misconfigured, Problem
from core.settings import settings
from core.words import _


def explained(error: BaseException) -> str | None:
    """What an operator should read instead of a traceback. None: it is a defect, and its traceback belongs to it."""
    if isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        return explained(error.exceptions[0])
    if isinstance(error, Misconfigured | Problem):
        return str(error)
    cause = error.__cause__ or error.__context__ if isinstance(error, BaseORMException) else error
    if isinstance(error, BaseORMException) and cause is None:
        cause = error.args[0] if error.args and isinstance(error.args[0], BaseException) else error
    return _of_database(cause) or _of_files(cause)


def _of_database(error: BaseException | None) -> str | None:
    if isinstance(error, asyncpg.InvalidPasswordError | asyncpg.InvalidAuthorizationSpecificationError):
        return _("PostgreSQL doesn't accept the user name or password in DATABASE_URL.")
    if isinstance(error, asyncpg.InvalidCatalogNameError):
        return _("The database in DATABASE_URL doesn't exist. Make it with: createdb NAME")
    if isinstance(error, asyncpg.TooManyConnectionsError | asyncpg.CannotConnectNowError):
        return _("PostgreSQL takes no more connections just now: %(said)s", said=error)
    if isinstance(
        error, asyncpg.PostgresConnectionError | asyncpg.InterfaceError | socket.gaierror | ConnectionError
    ):
        return _("The database can't be reached: %(said)s", said=error)
    if isinstance(error, TimeoutError):
        return _("The database can't be reached: it doesn't answer in time.")
    if isinstance(error, asyncpg.InsufficientPrivilegeError):
        return _("PostgreSQL doesn't let this user do that: %(said)s", said=error)
    if isinstance(error, sqlite3.OperationalError | sqlite3.DatabaseError):
        return _of_sqlite(error)
    return None


def _of_sqlite(error: sqlite3.DatabaseError) -> str | None:
    said, file = str(error), settings().database.removeprefix("sqlite://")
    if "unable to open" in said:
        return _(
            "The database file %(file)s can't be opened. Does its folder exist, and may we write there?",
            file=file,
        )
    if "readonly" in said:
        return _("The database file %(file)s can't be written to.", file=file)
    if "not a database" in said or "malformed" in said:
        return _("The file %(file)s is no SQLite database, or it is damaged: %(said)s", file=file, said=said)
    if "locked" in said:
        return _("Another program holds the database file %(file)s.", file=file)
    if "disk" in said:
        return _("The disk is full or fails: %(said)s", said=said)
    return None


def _of_files(error: BaseException | None) -> str | None:
    if isinstance(error, OSError) and error.strerror:
        where = f": {error.filename}" if error.filename else ""
        return f"{error.strerror}{where}"
    return None
