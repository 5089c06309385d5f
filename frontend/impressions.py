"""Who was shown what lately: who asks again and again counts once, so that no probe spends a newcomer's chance."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from weakref import WeakKeyDictionary

from tortoise.context import TortoiseContext, require_context

from core.clock import now

AGAIN_AFTER = timedelta(minutes=10)
"""After this time the same network address counts once more."""
MOST = 50_000
"""So many are remembered at most; beyond that the older half is forgotten."""

Shown = dict[int, float]
"""When an address was shown an idea, in seconds since 1970; by the hash of both, which is small to keep."""


@dataclass
class Memory:
    """The younger half of what is remembered, and the older."""

    young: Shown = field(default_factory=dict)
    old: Shown = field(default_factory=dict)

    def note(self, key: int, at: float) -> bool:
        """Whether this is new, or long ago. From now on it isn't."""
        before = self.young.get(key) or self.old.get(key)
        if before and at - before < AGAIN_AFTER.total_seconds():
            return False
        if len(self.young) >= MOST // 2:
            self.young, self.old = {}, self.young
        self.young[key] = at
        return True


class Lately:
    """What was shown to each network address, in this process's memory, for each open database. Each
    process remembers its own: an address may count once for each of them, which sets no idea back against another."""

    def __init__(self) -> None:
        self._memory: WeakKeyDictionary[TortoiseContext, Memory] = WeakKeyDictionary()

    def new_to(self, address: str, idea_ids: Iterable[int]) -> list[int]:
        """Of these ideas those that this address wasn't shown lately. From now on it was."""
        at, memory = now().timestamp(), self._memory.setdefault(require_context(), Memory())
        return [each for each in idea_ids if memory.note(hash((address, each)), at)]
