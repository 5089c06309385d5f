"""`madang addresses`: where ideas stood before they moved in, for whoever serves the old address."""

import sys

from commands.yard import entered
from core.settings import settings
from frontend.rendering import url_for
from moving.arriving.addresses import every_address


async def print_addresses() -> None:
    """A line for each: the old path, a tab, the new address."""
    async with entered():
        async for path, idea in every_address():
            sys.stdout.write(f"{path}\t{settings().address}{url_for('idea_by_number', id=idea)}\n")
