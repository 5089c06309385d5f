"""A nudge for a worker in the same process, so that it needn't wait for its next look at the tasks.

It may be this process's own: nothing depends on it. A worker elsewhere looks every two seconds (`activity.worker`).
"""

import asyncio

_sleeping: set[asyncio.Event] = set()


def wake() -> None:
    """Whoever sleeps in this process looks for work now. With no worker here this does nothing."""
    for event in _sleeping:
        event.set()


async def nap(seconds: float) -> None:
    """Sleep until there is work or the time is over."""
    event = asyncio.Event()
    _sleeping.add(event)
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
    finally:
        _sleeping.discard(event)
