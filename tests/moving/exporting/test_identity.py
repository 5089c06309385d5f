"""Whatever people did, an export that is taken in by an empty yard is that yard: exported again, it is the same file,
on either database and from one to the other."""

import os
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import anyio.from_thread
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from core.database import opened, rows
from core.migrations import migrate
from core.settings import settings as given_settings
from ideas.search.finding import Place as Place  # noqa: F401
from moving.exporting.taking import take_in
from tests.moving.exporting.world import ACTS, Yard, a_yard, live, packed
from tests.services.postgres import Server

FULL = bool(os.environ.get("MADANG_TEST_FULL"))
