"""Work that keeps a processor busy, done beside the event loop: two at once, however many ask."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def aside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` gives. Nothing in it may ask the database."""
    return await asyncio.get_running_loop().run_in_executor(_hands(), partial(work, *args, **kwargs))


@cache
def _hands() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, thread_name_prefix="texts")
