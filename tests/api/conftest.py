"""Programs for the API's tests."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from starlette.applications import Starlette

from tests.api.calling import Programs


@pytest.fixture
async def programs(app: Starlette, database: str) -> AsyncIterator[Programs]:
    async with AsyncExitStack() as open_ones:
        yield Programs(app, open_ones)
