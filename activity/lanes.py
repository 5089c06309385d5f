"""Each webhook is sent to in a lane of its own: one whose receiver is slow holds up neither the others nor the mail."""

import asyncio
import logging

from activity import calling_out, deliveries, leases
from core.clock import now
from core.database import rows

log = logging.getLogger("madang.webhooks")

AT_ONCE = 4
"""So many messages to one webhook are under way at the same time."""
MOST_LANES = 20


class Lanes:
    """The lanes of one worker. Any number of workers may have some: messages are leased."""

    def __init__(self) -> None:
        self._open: dict[int, asyncio.Task[int]] = {}

    async def step(self, stop: asyncio.Event) -> bool:
        """Open a lane for each webhook that something is due for. True where one was opened."""
        for webhook in [each for each, lane in self._open.items() if lane.done()]:
            self._close(webhook)
        wanted = [each for each in await due() if each not in self._open]
        opened = wanted[: MOST_LANES - len(self._open)]
        for webhook in opened:
            self._open[webhook] = asyncio.create_task(drained(webhook, stop))
        return bool(opened)

    async def ended(self) -> None:
        """What is in hand is brought to its end."""
        if self._open:
            await asyncio.wait(self._open.values())
        for webhook in list(self._open):
            self._close(webhook)

    def _close(self, webhook: int) -> None:
        lane = self._open.pop(webhook)
        if not lane.cancelled() and (error := lane.exception()):
            # The database may be away: whatever was leased comes back by itself when its lease ends.
            log.error("Webhook %s couldn't be sent to and is tried again", webhook, exc_info=error)


async def due() -> list[int]:
    """The webhooks that something is due for."""
    found = await rows(
        """SELECT DISTINCT target FROM delivery
           WHERE channel = 'webhook' AND done_at IS NULL AND failed_at IS NULL AND next_at <= :now
             AND (leased_until IS NULL OR leased_until < :now)""",
        now=now(),
    )
    return sorted(int(each["target"]) for each in found)


async def drained(webhook: int, stop: asyncio.Event) -> int:
    """Send this webhook all that is due; how many messages that were."""
    sent = 0
    while not stop.is_set():
        taken = await deliveries.claim(AT_ONCE, leases.for_webhook(webhook))
        if not taken:
            break
        await asyncio.gather(*(calling_out.send(each) for each in taken))
        sent += len(taken)
    return sent


async def all_drained(stop: asyncio.Event) -> int:
    """Send every webhook all that is due; how many messages that were."""
    return sum(await asyncio.gather(*(drained(webhook, stop) for webhook in await due())))
