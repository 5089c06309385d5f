"""Measuring one yard, from its coldest start to its busiest moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from commands.bench.measuring.client import Connection
from commands.bench.measuring.first_load import FirstLoad, first_load
from commands.bench.measuring.floors import bare, filled, raw_rows, statements
from commands.bench.measuring.mixed import Mixed, mixed
from commands.bench.measuring.sample import MOST_VOTERS, Sample, sample
from commands.bench.measuring.scenes import DEEP, Scene, posting, scenes
from commands.bench.measuring.serving import cold_start, serving
from commands.bench.measuring.timing import Effort, Timing, demand, timed
from commands.bench.measuring.votes import Votes, voted
from core.clock import now
from core.words import _

READS_BESIDE_VOTES = 5
"""So many times the seconds of a page, reads are measured beside votes."""

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


@dataclass
class Measured:
    """One yard, measured. Seconds and bytes."""

    ideas: int
    database: str
    lines: list[Line] = field(default_factory=list)
    votes: Votes | None = None
    mixed: list[Mixed] = field(default_factory=list)
    cold: float = 0.0
    memory: int = 0
    first: FirstLoad | None = None

    def line(self, name: str) -> Line | None:
        return next((each for each in self.lines if each.name == name), None)


async def measured(url: str, var: Path, ideas: int, effort: Effort, said: Said) -> Measured:
    """All figures of the yard at `url`, which this process has open too."""
    whole = Measured(ideas, "SQLite" if url.startswith("sqlite:") else "PostgreSQL")
    said(_("Cold starts"), 0, 0)
    whole.cold = median([await cold_start(url, var) for _turn in range(effort.starts)])
    asked = await sample(ideas)
    async with serving(url, var) as (address,):
        await _scenes(whole, url, address, asked, effort, said)
        whole.first = await first_load(address)
        said(_("Votes"), 0, 0)
        voters = min(MOST_VOTERS, len(asked.voters), 10 * effort.requests)
        whole.votes = await voted(url, address, asked, voters, ideas)
        connection = Connection(address)
        whole.memory = int((await connection.get("/bench/memory")).body)
        connection.close()
    for processes in (1, 2) if effort.seconds else ():
        said(_("Reads while votes come in"), processes, 2)
        seconds = effort.seconds * READS_BESIDE_VOTES
        whole.mixed.append(await mixed(url, var, asked, seconds, processes, ideas + processes))
    return whole


async def _scenes(whole: Measured, url: str, address: str, asked: Sample, effort: Effort, said: Said) -> None:
    reads = scenes(asked, await _deep(address))
    every = [*reads, posting(asked, f"{int(now().timestamp()):x}")]
    for number, scene in enumerate(every, 1):
        said(scene.name, number, len(every))
        whole.lines.append(await _line(url, address, scene, effort))


async def _line(url: str, address: str, scene: Scene, effort: Effort) -> Line:
    connection, name = Connection(address), scene.name.replace(" ", "-").replace(",", "")
    queries, template = await _watched(address, scene, name), None
    timing = await timed(address, scene.ask, effort, scene.expected)
    floor = await timed(address, bare(timing.size), effort)
    if scene.name.startswith("home, "):
        template = await timed(address, filled(name), effort)
    asked = [] if scene.writes else await statements(connection, name)
    connection.close()
    return Line(scene.name, timing, queries, floor, await raw_rows(url, asked, effort.requests), template)


async def _watched(address: str, scene: Scene, name: str) -> int:
    """How many queries it takes when nothing is kept: the same question with a name."""
    connection = Connection(address, {"x-bench": name})
    answer = await scene.ask(connection, 0)
    connection.close()
    demand(answer, scene.expected)
    return int(answer.header("x-bench-queries") or 0)


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
    before = {each.name: each.timing.p50 for each in small}
    return {each.name: each.timing.p50 / before[each.name] for each in large if each.name in before}
