"""Who was shown what lately: who asks again and again counts once, so that no probe spends a newcomer's chance."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from weakref import WeakKeyDictionary

from tortoise.context import TortoiseContext, require_context

from core.clock import now

AGAIN_AFTER = timedelta(minutes=10)
"""After this time the same network address counts once more."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
MOST = 50_000
"""So many are remembered; beyond that the oldest are forgotten first."""


class Lately:
    """What was shown to each network address, in this process's memory, for each open database."""

    def __init__(self) -> None:
        self._memory: WeakKeyDictionary[TortoiseContext, OrderedDict[tuple[str, int], datetime]] = (
            WeakKeyDictionary()
        )

    def new_to(self, address: str, idea_ids: Iterable[int]) -> list[int]:
        """Of these ideas those that this address wasn't shown lately. From now on it was."""
        at = now()
        shown = self._memory.setdefault(require_context(), OrderedDict())
        new = [each for each in idea_ids if at - shown.get((address, each), LONG_AGO) >= AGAIN_AFTER]
        for each in new:
            shown[address, each] = at
            shown.move_to_end((address, each))
        while len(shown) > MOST:
            shown.popitem(last=False)
        return new
