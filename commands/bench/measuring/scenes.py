"""What is measured: each scene is a page or an act, as people ask for it, signed out and signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from commands.bench.measuring.client import Answer, Connection
from commands.bench.measuring.sample import Sample
from commands.bench.measuring.timing import Asking
from people.models import Person

DEEP = 100
"""Pages that a reader has turned."""

GZIP = {"accept-encoding": "gzip, deflate, br"}
FRAGMENT = {"x-fragment": "1"}


@dataclass(frozen=True)
class Scene:
    """`name` stays the same in every run. `signed_in`: each request is another reader's, in turns."""

    name: str
    ask: Asking
    signed_in: bool = False
    expected: Sequence[int] = (200,)
    writes: bool = False

    @property
    def key(self) -> str:
        """Its name in an address."""
        return self.name.replace(" ", "-").replace(",", "")


def as_somebody(sample: Sample, person: Person) -> dict[str, str]:
    """The headers of this person's browser, at an address of its own."""
    return {"cookie": f"madang_session={sample.tokens[person.id]}", **address_of(10, person.id)}


def as_visitor(number: int) -> dict[str, str]:
    """The headers of a visitor: each request comes from another address, as a crowd's do, and meets no limit."""
    return address_of(11, number)


def address_of(network: int, number: int) -> dict[str, str]:
    return {"x-forwarded-for": f"{network}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


def reading(
    sample: Sample, paths: Sequence[str], *, signed_in: bool, more: dict[str, str] | None = None
) -> Asking:
    """One of these paths after the other, each time by another reader."""

    async def ask(connection: Connection, number: int) -> Answer:
        reader = sample.readers[number % len(sample.readers)]
        headers = as_somebody(sample, reader) if signed_in else as_visitor(number)
        return await connection.get(paths[number % len(paths)], {**headers, **(more or {})})

    return ask


def scenes(sample: Sample, deep: str) -> list[Scene]:
    """All that is read. `deep` is the path of the list's hundredth page."""
    made: list[Scene] = []
    for signed_in in (False, True):
        who = "signed in" if signed_in else "signed out"

        def add(
            name: str, paths: Sequence[str], signed_in: bool = signed_in, who: str = who, **more: str
        ) -> None:
            headers = {key.replace("_", "-"): value for key, value in more.items()}
            ask = reading(sample, paths, signed_in=signed_in, more=headers)
            made.append(Scene(f"{name}, {who}", ask, signed_in))

        add("home", ["/"])
        add("home compressed", ["/"], accept_encoding="gzip")
        add("page 100", [deep])
        for name, path in FILTERS.items():
            add(name, [path])
        add("idea with 50 comments", [sample.talked])
        add("ideas from everywhere", sample.ideas)
        for kind, words in sample.words.items():
            add(f"search {kind}", [f"/?q={quote(each)}" for each in words])
        add("similar while typing", _typing(sample), x_fragment="1")
    return made


FILTERS = {
    "sorted by new": "/?sort=new",
    "sorted by top": "/?sort=top",
    "board and kind": "/boards/web?kind=complaint",
    "stage": "/?stage=planned",
    "stage shipped": "/?stage=shipped",
    "tag": "/?tag=api",
    "unanswered": "/?unanswered=1",
    "all stages": "/?stage=all",
}


def _typing(sample: Sample) -> list[str]:
    """Titles as they grow under somebody's fingers: a third, two thirds, the whole."""
    growing = (title[: len(title) * thirds // 3] for title in sample.titles[:80] for thirds in (1, 2, 3))
    return [f"/ideas/similar?{urlencode({'title': each, 'board': 'ideas'})}" for each in growing]


def posting(sample: Sample, salt: str) -> Scene:
    """Everybody posts in turns, each time something else."""

    async def ask(connection: Connection, number: int) -> Answer:
        person = sample.voters[number % len(sample.voters)]
        form = {
            "kind": "idea",
            "board": "ideas",
            "title": f"{sample.titles[number % len(sample.titles)][:90]} {salt} {number}",
            "body": "We meet this every week. It would help us a lot.",
            "submission": f"bench-{salt}-{number}",
        }
        headers = as_somebody(sample, person)
        return await connection.post("/ideas", urlencode(form).encode(), headers)

    return Scene("post an idea, signed in", ask, True, (303,), writes=True)
