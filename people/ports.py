"""What this floor tells the floors above it, in the same transaction."""

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from core.ports import Port

if TYPE_CHECKING:
    from people.identity import Identity
    from people.models import Person

gone: Port[["Person"], Awaitable[None]] = Port("people.gone")
"""This person's account was closed, or opened again: whoever gave them something to look after sees to it that somebody
does. Keyed by floor."""

erase: Port[["Identity"], Awaitable[None]] = Port("people.erase")
"""This person is erased: take who they were out of your own tables. What they did stays, nameless, and is counted as
before. Keyed by floor."""
