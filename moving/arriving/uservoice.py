"""UserVoice's list of suggestions as CSV: a row for each suggestion and supporter, so that suggestions repeat.

Columns are found in any order and case; a missing one is empty. Only the id and the title must be there.
"""

from collections.abc import Iterator
from pathlib import Path

from core.text import one_line
from core.words import _
from ideas.loop import Stage
from moving.arriving.arrivals import address
from moving.arriving.files import File, Raw
from moving.arriving.forms import NOBODY, Answer, Arriving, Left, Muting, Newcomer, Place, Said, Support, Who
from moving.arriving.headers import Row, columns_of, demanded, plain, rows_of
from moving.arriving.seen import Seen
from moving.arriving.stages import GONE, known_stage

NAMES = {
    "id": ("suggestion.id", "id"),
    "title": ("suggestion.title", "title"),
    "body": ("suggestion.body", "suggestion.text", "body", "description"),
    "forum": ("suggestion.forum.name", "forum.name", "forum"),
    "category": ("suggestion.category.name", "category.name", "category"),
    "status": ("suggestion.status.name", "status.name", "suggestion.status", "status"),
    "labels": ("suggestion.labels.name", "labels.name", "suggestion.labels", "labels"),
    "parent": ("suggestion.parent.id", "parent.id"),
    "created": ("suggestion.created_timestamp", "suggestion.created_at", "created_timestamp", "created_at"),
    "answer": ("suggestion.response.text", "suggestion.admin_response", "response.text"),
    "answered": ("suggestion.response.created_timestamp", "suggestion.response.created_at"),
    "answerer": ("suggestion.response.user.email", "suggestion.response.creator.email"),
    "answerer_name": ("suggestion.response.user.name", "suggestion.response.creator.name"),
    "author": (
        "suggestion.created_by.email",
        "suggestion.creator.email",
        "suggestion.user.email",
        "creator.email",
    ),
    "author_name": (
        "suggestion.created_by.name",
        "suggestion.creator.name",
        "suggestion.user.name",
        "creator.name",
    ),
    "email": ("supporter.email", "user.email", "voter.email", "supporter.user.email", "email"),
    "name": ("supporter.name", "user.name", "voter.name", "supporter.user.name", "name"),
    "voted": ("supporter.created_timestamp", "supporter.created_at", "vote.created_at", "voted_at"),
}
"""What a row says, and how its column may be called."""


class Suggestions:
    """The file, a supporter a line."""

    def __init__(self, path: Path) -> None:
        self._file = File(path)
        self._columns = _found(self._file)
        demanded_ones = [field for field in ("id", "title") if field not in self._columns]
        if demanded_ones:
            demanded(self._file, [NAMES[field][0] for field in demanded_ones])
        self.says = self._file.says

    def people(self) -> Iterator[Newcomer | Left]:
        """Authors, supporters and whoever answered, by their addresses; without one, by the name."""
        with Seen() as seen:
            for number, (raw, row) in enumerate(rows_of(self._file, self._columns)):
                for email, name in (
                    ("author", "author_name"),
                    ("email", "name"),
                    ("answerer", "answerer_name"),
                ):
                    who = _who(row(email), row(name))
                    if who and seen.first_line(who.email or who.key, number) == number:
                        yield Newcomer(_place(raw, row), who, one_line(row(name)))

    def ideas(self) -> Iterator[Arriving | Left]:
        with Seen() as seen:
            for raw, row in rows_of(self._file, self._columns):
                if raw.problem:
                    yield Left(_place(raw, row), raw.problem)
                elif not row("id") or seen.first_line(row("id"), raw.line) == raw.line:
                    yield from self._idea(raw, row)

    def _idea(self, raw: Raw, row: Row) -> Iterator[Arriving | Left]:
        place, status = _place(raw, row), known_stage(row("status"))
        if status == GONE:
            yield Left(place, _("It was deleted there."), by_design=True)
            return
        if status is None:
            reason = _("The status “%(status)s” is unknown: taken as received.", status=row("status")[:40])
            yield Left(place, reason, by_design=True)
        author = _who(row("author"), row("author_name"))
        yield Arriving(
            place,
            row("id"),
            row("title"),
            row("body"),
            author=author,
            author_name=one_line(row("author_name")),
            created=row("created"),
            stage=status if isinstance(status, Stage) and not row("parent") else Stage.RECEIVED,
            board=one_line(row("forum")),
            tags=tuple(tag for tag in (row("category"), *row("labels").split(",")) if tag),
            votes=0,
            answer=self._answer(row),
            duplicate_of=row("parent"),
            addresses=(f"/suggestions/{row('id')}",) if row("id").isascii() and row("id").isdigit() else (),
        )

    def _answer(self, row: Row) -> Answer | None:
        words = row("answer")
        return Answer(words, _who(row("answerer"), row("answerer_name")), row("answered")) if words else None

    def comments(self) -> Iterator[Said | Left]:
        return iter(())

    def votes(self) -> Iterator[Support | Left]:
        """Whoever supports a suggestion without an address and a name counts nowhere, and is reported."""
        gone: set[str] = set()
        for raw, row in rows_of(self._file, self._columns):
            if known_stage(row("status")) == GONE:
                gone.add(row("id"))
            who = _who(row("email"), row("name"))
            if row("id") not in gone and who:
                yield Support(_place(raw, row), row("id"), who, row("voted") or row("created"))

    def mutings(self) -> Iterator[Muting | Left]:
        return iter(())

    def rest(self) -> Iterator[Left]:
        return iter(())


def _found(file: File) -> dict[str, str]:
    """The file's own column for each thing that has one, by the thing's name."""
    there = columns_of(file.columns)
    found: dict[str, str] = {}
    for field, names in NAMES.items():
        own = next((there[plain(name)] for name in names if plain(name) in there), "")
        if own:
            found[plain(field)] = own
    return found


def _who(email: str, name: str) -> Who:
    """By the address; by the name where there is none, so that two of one name are one."""
    if mail := address(email):
        return Who(email=mail)
    known = one_line(email or name).casefold()
    return Who(f"name:{known[:100]}") if known else NOBODY


def _place(raw: Raw, row: Row) -> Place:
    return Place(_("line %(line)s", line=raw.line), row("id"), row("title"))
