"""The common form: what every importer makes of its file, row by row, and every row that isn't taken.

Texts are as they stood in the file; `shaping` fits them to what Madang holds. Moments are text as well, read in the
zone of the import. A key is an id in the source, unique for its kind of thing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ideas.loop import Stage
from ideas.models import Kind


@dataclass(frozen=True)
class Place:
    """Where a row stands: a table and its id there (`posts 12`), or a line; and what a person knows it by."""

    where: str
    source_id: str = ""
    title: str = ""


@dataclass(frozen=True)
class Left:
    """What wasn't taken as it stood, and why. `by_design`: nothing is wrong with it, this kind of thing isn't taken or
    was changed to fit; it doesn't stop a strict import."""

    place: Place
    reason: str
    by_design: bool = False


@dataclass(frozen=True)
class Who:
    """Somebody as a row names them: by a key that a `Newcomer` has, by an e-mail address, or both empty: nobody."""

    key: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.key or self.email)


NOBODY = Who()


@dataclass(frozen=True)
class Newcomer:
    """Somebody who was there. `was_staff`: what they were there, in the source's word, to be appointed here."""

    place: Place
    who: Who
    name: str = ""
    was_staff: str = ""


@dataclass(frozen=True)
class Answer:
    """The official answer to an idea."""

    body: str
    by: Who = NOBODY
    at: str = ""


@dataclass(frozen=True)
class Arriving:
    """An idea. `votes`: how many, where the file doesn't say whose; `addresses`: the keys of where it stood."""

    place: Place
    key: str
    title: str
    body: str = ""
    author: Who = NOBODY
    author_name: str = ""
    created: str = ""
    stage: Stage = Stage.RECEIVED
    kind: Kind | None = None
    board: str = ""
    tags: tuple[str, ...] = ()
    votes: int | None = None
    answer: Answer | None = None
    duplicate_of: str = ""
    held: bool = False
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """A comment on the idea of this key. Removed: only that something stood there is kept."""

    place: Place
    key: str
    idea: str
    body: str
    author: Who = NOBODY
    created: str = ""
    edited: str = ""
    removed: str = ""
    hidden: bool = False
    is_answer: bool = False


@dataclass(frozen=True)
class Support:
    """A person's vote for the idea of this key."""

    place: Place
    idea: str
    person: Who
    created: str = ""


@dataclass(frozen=True)
class Muting:
    """A person who doesn't want to hear of this idea any more."""

    place: Place
    idea: str
    person: Who


class Source(Protocol):
    """A file, read as often as asked. What can't be read is given as `Left` in the place of its row.

    Ideas may stand more than once; the first counts. `says`: what the file was taken for, a sentence.
    """

    says: str

    def people(self) -> Iterator[Newcomer | Left]: ...

    def ideas(self) -> Iterator[Arriving | Left]: ...

    def comments(self) -> Iterator[Said | Left]: ...

    def votes(self) -> Iterator[Support | Left]: ...

    def mutings(self) -> Iterator[Muting | Left]: ...

    def rest(self) -> Iterator[Left]:
        """What else stands in the file and isn't taken."""
        ...
