"""Measuring yards, from their coldest start to their busiest moment: each page of all of them in turns."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from commands.bench.measuring.calls import calls
from commands.bench.measuring.client import Connection
from commands.bench.measuring.first_load import FirstLoad, first_load
from commands.bench.measuring.floors import bare, filled, raw_rows, statements
from commands.bench.measuring.mixed import Mixed, mixed
from commands.bench.measuring.sample import MOST_VOTERS, Sample, sample
from commands.bench.measuring.scenes import DEEP, Scene, posting, scenes
from commands.bench.measuring.serving import cold_start, serving
from commands.bench.measuring.timing import Effort, Question, Timing, demand, share
from commands.bench.measuring.votes import Votes, voted
from core.clock import now
from core.database import opened
from core.words import _

READS_BESIDE_VOTES = 5
"""So many times the seconds of a page, reads are measured beside votes."""

POOL = 4
"""Connections to PostgreSQL for the bench's own questions."""

Said = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Line:
    """One scene as measured: `bare` the same bytes from the same server, `rows` seconds of the same rows by the bare
    driver (0: it asked for none), `template` the same template from constants (home alone)."""

    name: str
    timing: Timing
    queries: int
    bare: Timing
    rows: float
    template: Timing | None = None

    @property
    def of_bare(self) -> float:
        """How much of the median the bare page's is."""
        return share(self.bare.medians, self.timing.medians)

    @property
    def of_template(self) -> float:
        """How much of the median the template's is; 0 where that wasn't measured."""
        return share(self.template.medians, self.timing.medians) if self.template else 0.0


@dataclass
class Measured:
    """One yard, measured. Seconds and bytes."""

    url: str
    ideas: int
    lines: list[Line] = field(default_factory=list)
    votes: Votes | None = None
    mixed: list[Mixed] = field(default_factory=list)
    cold: float = 0.0
    memory: int = 0
    first: FirstLoad | None = None

    @property
    def database(self) -> str:
        return "SQLite" if self.url.startswith("sqlite:") else "PostgreSQL"

    def line(self, name: str) -> Line | None:
        return next((each for each in self.lines if each.name == name), None)


@dataclass(frozen=True)
class Served:
    """A yard with the server that serves it, and whom and what it is asked with."""

    yard: Measured
    address: str
    asked: Sample


async def measured(yards: Mapping[int, str], var: Path, effort: Effort, said: Said) -> list[Measured]:
    """All figures of the yards at these URLs, by their number of ideas."""
    found = [Measured(url, ideas) for ideas, url in yards.items()]
    for yard in found:
        said(_("Cold starts"), 0, 0)
        yard.cold = median([await cold_start(yard.url, var) for _turn in range(effort.starts)])
    async with AsyncExitStack() as serving_all:
        served = [await _served(yard, var, serving_all) for yard in found]
        await _scenes(served, effort, said)
        for each in served:
            said(_("Votes"), 0, 0)
            await _rest(each, effort)
    for each in served if effort.seconds else ():
        for processes in (1, 2):
            said(_("Reads while votes come in"), processes, 2)
            await _mixed(each, var, effort.seconds * READS_BESIDE_VOTES, processes)
    return found


async def _served(yard: Measured, var: Path, stack: AsyncExitStack) -> Served:
    async with opened(yard.url, pool=POOL):
        asked = await sample(yard.ideas)
    (address,) = await stack.enter_async_context(serving(yard.url, var))
    return Served(yard, address, asked)


async def _rest(served: Served, effort: Effort) -> None:
    """What is measured once all pages are: votes, and what the server then holds."""
    yard, asked, address = served.yard, served.asked, served.address
    yard.first = await first_load(address)
    voters = min(MOST_VOTERS, len(asked.voters), 10 * effort.requests)
    async with opened(yard.url, pool=POOL):
        yard.votes = await voted(yard.url, address, asked, voters, yard.ideas)
    connection = Connection(address)
    yard.memory = int((await connection.get("/bench/memory")).body)
    connection.close()


async def _mixed(served: Served, var: Path, seconds: float, processes: int) -> None:
    yard = served.yard
    async with opened(yard.url, pool=POOL):
        yard.mixed.append(
            await mixed(yard.url, var, served.asked, seconds, processes, yard.ideas + processes)
        )


async def _scenes(served: Sequence[Served], effort: Effort, said: Said) -> None:
    salt = f"{int(now().timestamp()):x}"
    every = [
        [
            *scenes(each.asked, await _deep(each.address)),
            posting(each.asked, salt),
            *calls(each.asked, f"{salt}a"),
        ]
        for each in served
    ]
    for number, same in enumerate(zip(*every, strict=True), 1):
        said(same[0].name, number, len(every[0]))
        asked = [await Asked.of(each, scene) for each, scene in zip(served, same, strict=True)]
        for _turn in range(effort.turns):
            for each in asked:
                await each.turn(effort)
        for each in asked:
            each.served.yard.lines.append(await each.line(effort))


class Asked:
    """One scene of one yard, with what can't be beaten there."""

    def __init__(self, served: Served, scene: Scene, queries: int, size: int) -> None:
        self.served, self.scene, self.queries = served, scene, queries
        self._page = Question(served.address, scene.ask, scene.expected)
        self._bare = Question(served.address, bare(size))
        self._is_home = scene.name.startswith("home, ")
        self._template = Question(served.address, filled(scene.key)) if self._is_home else None

    @classmethod
    async def of(cls, served: Served, scene: Scene) -> "Asked":
        """Watches it once: how many queries it takes when nothing is kept."""
        connection = Connection(served.address, {"x-bench": scene.key})
        answer = await scene.ask(connection, 0)
        connection.close()
        demand(answer, scene.expected)
        return cls(served, scene, int(answer.header("x-bench-queries") or 0), answer.size)

    async def turn(self, effort: Effort) -> None:
        """Home is asked for at once for whole seconds, as long as its page is kept before it is made anew."""
        seconds = effort.seconds if self._is_home else effort.seconds / effort.turns
        for each in filter(None, (self._page, self._bare, self._template)):
            await each.turn(effort, seconds)

    async def line(self, effort: Effort) -> Line:
        connection = Connection(self.served.address)
        asked = [] if self.scene.writes else await statements(connection, self.scene.key)
        connection.close()
        return Line(
            self.scene.name,
            self._page.timing(),
            self.queries,
            self._bare.timing(),
            await raw_rows(self.served.yard.url, asked, effort.requests),
            self._template.timing() if self._template else None,
        )


async def _deep(address: str) -> str:
    """The path of the list's hundredth page, or of its last: by the links that readers follow."""
    connection, path = Connection(address), "/"
    for _turn in range(DEEP):
        answer = await connection.get(path)
        demand(answer, (200,))
        more = answer.body.rpartition(b"after=")
        if not more[1]:
            break
        path = "/?after=" + more[2].partition(b'"')[0].decode().replace("&amp;", "&")
    connection.close()
    return path


def growth(small: Sequence[Line], large: Sequence[Line]) -> dict[str, float]:
    """By how much each scene's median grows from one yard to a larger one."""
    before = {each.name: each.timing.medians for each in small}
    return {each.name: share(each.timing.medians, before[each.name]) for each in large if each.name in before}
