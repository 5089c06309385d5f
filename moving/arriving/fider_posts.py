"""Fider's list of posts as CSV: no addresses and no votes but their number, so the backup is the better file."""

from collections.abc import Iterator
from pathlib import Path

from core.text import one_line
from core.words import _, ngettext
from ideas.loop import Stage
from moving.arriving.files import File, Raw
from moving.arriving.forms import NOBODY, Answer, Arriving, Left, Muting, Newcomer, Place, Said, Support, Who
from moving.arriving.headers import Row, demanded, rows_of
from moving.arriving.stages import DUPLICATE, FIDER, GONE, known_stage

NEEDED = ("number", "title", "status")


class Posts:
    """The file, a post a line."""

    def __init__(self, path: Path) -> None:
        self._file = File(path)
        self._columns = demanded(self._file, NEEDED)
        self.says = self._file.says

    def people(self) -> Iterator[Newcomer | Left]:
        """Whoever answered, known by their name alone."""
        for raw, row in rows_of(self._file, self._columns):
            if name := one_line(row("responded_by")):
                yield Newcomer(_place(raw, row), _by(name), name)

    def ideas(self) -> Iterator[Arriving | Left]:
        for raw, row in rows_of(self._file, self._columns):
            place = _place(raw, row)
            status = known_stage(row("status"), {**FIDER, "": Stage.RECEIVED})
            if raw.problem:
                yield Left(place, raw.problem)
            elif status == GONE:
                yield Left(place, _("It was deleted there."), by_design=True)
            elif status is None:
                yield Left(place, _("The status “%(status)s” is unknown.", status=row("status")[:40]))
            else:
                if status == DUPLICATE and not row("original_number"):
                    reason = _("The file doesn't say of what it is a duplicate.")
                    yield Left(place, reason, by_design=True)
                yield self._idea(place, row, status)

    def _idea(self, place: Place, row: Row, status: Stage | str) -> Arriving:
        number, votes = row("number"), row("votes_count")
        words = row("response").strip()
        return Arriving(
            place,
            number,
            row("title"),
            row("description"),
            author_name=one_line(row("created_by")),
            created=row("created_at"),
            stage=status if isinstance(status, Stage) else Stage.RECEIVED,
            tags=tuple(row("tags").split(",")),
            votes=int(votes) if votes.isascii() and votes.isdigit() and len(votes) < 10 else None,
            answer=Answer(words, _by(row("responded_by")), row("responded_at")) if words else None,
            duplicate_of=row("original_number") if status == DUPLICATE else "",
            addresses=(f"/posts/{number}",) if number.isascii() and number.isdigit() else (),
        )

    def comments(self) -> Iterator[Said | Left]:
        return iter(())

    def votes(self) -> Iterator[Support | Left]:
        return iter(())

    def mutings(self) -> Iterator[Muting | Left]:
        return iter(())

    def rest(self) -> Iterator[Left]:
        for raw, row in rows_of(self._file, self._columns):
            said = row("comments_count")
            if said.isascii() and said.isdigit() and int(said[:9]) > 0:
                reason = ngettext(
                    "%(num)s comment isn't in this file: the backup has it.",
                    "%(num)s comments aren't in this file: the backup has them.",
                    int(said[:9]),
                )
                yield Left(_place(raw, row), reason, by_design=True)


def _by(name: str) -> Who:
    plain = one_line(name)
    return Who(f"name:{plain.casefold()[:100]}") if plain else NOBODY


def _place(raw: Raw, row: Row) -> Place:
    return Place(_("line %(line)s", line=raw.line), row("number"), row("title"))
