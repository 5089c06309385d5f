"""What is measured in this process, in Prometheus' words. This is the only module that imports prometheus_client.

Counters and durations are each process's own; gauges that are read from the database are given to `exposed` by whoever
asks, and are the same whichever process is asked.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from types import TracebackType
from typing import Any, cast

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from prometheus_client.registry import Collector
from tortoise.backends.base.client import BaseDBAsyncClient

__all__ = ["CONTENT_TYPE", "Figure", "Timed", "answered", "exposed", "timed"]

log = logging.getLogger("madang.queries")

SLOW = 0.2
"""Seconds beyond which a query is named in the log."""
LONGEST = 400
"""Letters of a statement that are named."""
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
OWN = CollectorRegistry()
ProcessCollector(registry=OWN)

_requests = Counter("madang_requests", "Requests answered.", ["route", "method", "status"], registry=OWN)
_durations = Histogram(
    "madang_request_seconds",
    "Seconds from a request's arrival to the end of its answer.",
    ["route"],
    buckets=BUCKETS,
    registry=OWN,
)
_queries = Histogram(
    "madang_query_seconds",
    "Seconds that a statement took, with the wait for a connection.",
    buckets=BUCKETS,
    registry=OWN,
)
LITERAL = re.compile(r"'(?:[^']|'')*'")


@dataclass(frozen=True)
class Figure:
    """A gauge that was read just now; one that doesn't apply has no `value` and isn't told."""

    name: str
    help: str
    value: float | None


@lru_cache(maxsize=4096)
def _meters(route: str, method: str, status: int) -> tuple[Counter, Histogram]:
    return _requests.labels(route, method, str(status)), _durations.labels(route)


def answered(route: str, method: str, status: int, seconds: float) -> None:
    """A request to the route of this name was answered."""
    requests, durations = _meters(route, method, status)
    requests.inc()
    durations.observe(seconds)


def asked(statement: str, seconds: float) -> None:
    """The database has answered; what took long is named, its values never."""
    _queries.observe(seconds)
    if seconds > SLOW:
        log.info("Slow query, %d ms: %s", seconds * 1000, named(statement))


def named(statement: str) -> str:
    """The statement on one line, without what is written out in it."""
    return LITERAL.sub("'…'", " ".join(statement.split()))[:LONGEST]


class timed:  # noqa: N801 (used as a statement)
    """`with timed(statement):` around what asks the database. (A class: a generator takes three times as long.)"""

    __slots__ = ("began", "statement")

    def __init__(self, statement: str) -> None:
        self.statement = statement

    def __enter__(self) -> None:
        self.began = perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asked(self.statement, perf_counter() - self.began)


class Timed(BaseDBAsyncClient):
    """Stands before an engine of Tortoise's and times each statement."""

    async def execute_query(self, query: str, values: list[Any] | None = None) -> Any:
        with timed(query):
            return await super().execute_query(query, values)

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        with timed(query):
            return cast(list[dict[str, Any]], await super().execute_query_dict(query, values))

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        with timed(query):
            return await super().execute_insert(query, values)

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        with timed(query):
            await super().execute_many(query, values)

    async def execute_script(self, query: str) -> None:
        with timed(query):
            await super().execute_script(query)


class _Gauges(Collector):
    def __init__(self, figures: Iterable[Figure]) -> None:
        self.figures = figures

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for each in self.figures:
            if each.value is not None:
                yield GaugeMetricFamily(each.name, each.help, value=each.value)


def exposed(figures: Iterable[Figure]) -> bytes:
    """Everything that this process has measured, and these gauges, as Prometheus reads them."""
    read = CollectorRegistry()
    read.register(_Gauges(list(figures)))
    return generate_latest(OWN) + generate_latest(read)
