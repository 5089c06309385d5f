"""Fider's backup: a ZIP file with a JSON array for each table. An idea's key is its number, as in its address."""

from collections.abc import Iterator
from pathlib import Path

from core.errors import Refused
from core.text import one_line
from core.words import _
from ideas.loop import Stage
from moving.arriving.archives import Archive
from moving.arriving.arrays import Object, text
from moving.arriving.forms import NOBODY, Answer, Arriving, Left, Muting, Newcomer, Place, Said, Support, Who
from moving.arriving.stages import DUPLICATE, FIDER, GONE, known_stage

ROLES = {
    "2": "collaborator",
    "3": "administrator",
    "collaborator": "collaborator",
    "administrator": "administrator",
}


class Backup:
    """A backup: read table by table, its votes and comments by the numbers of their posts."""

    def __init__(self, path: Path) -> None:
        self._archive = Archive(path)
        if "posts.json" not in self._archive.names:
            raise Refused(_("%(file)s has no posts.json: it is no backup of Fider.", file=path.name))
        self.says = _("%(file)s is read as a backup of Fider.", file=path.name)
        self._numbers: dict[str, str] = {}
        self._gone: set[str] = set()
        for row in self._archive.rows("posts"):
            self._numbers[text(row.get("id"))] = text(row.get("number"))
            if _status(row) == GONE:
                self._gone.add(text(row.get("id")))

    def people(self) -> Iterator[Newcomer | Left]:
        for row in self._archive.rows("users"):
            key, name = text(row.get("id")), text(row.get("name"))
            place = Place(f"users {key}", key, name)
            role = ROLES.get(text(row.get("role")), "")
            yield Newcomer(place, Who(key, one_line(text(row.get("email")))), name, role)

    def ideas(self) -> Iterator[Arriving | Left]:
        tags = self._tags()
        for row in self._archive.rows("posts"):
            yield from self._idea(row, tags)

    def _idea(self, row: Object, tags: dict[str, list[str]]) -> Iterator[Arriving | Left]:
        key, number, title = text(row.get("id")), text(row.get("number")), text(row.get("title"))
        place, status = Place(f"posts {key}", number, title), _status(row)
        if status == GONE:
            yield Left(place, _("It was deleted there."), by_design=True)
            return
        if status is None:
            yield Left(place, _("The status “%(status)s” is unknown.", status=text(row.get("status"))[:40]))
            return
        original = self._numbers.get(text(row.get("original_id")), "") if status == DUPLICATE else ""
        if status == DUPLICATE and not original:
            yield Left(place, _("The file doesn't say of what it is a duplicate."), by_design=True)
        yield Arriving(
            place,
            number,
            title,
            text(row.get("description")),
            author=_who(row.get("user_id")),
            created=text(row.get("created_at")),
            stage=status if isinstance(status, Stage) else Stage.RECEIVED,
            tags=tuple(tags.get(key, ())),
            votes=0,
            answer=_answer(row),
            duplicate_of=original,
            held=row.get("is_approved") is False,
            addresses=(f"/posts/{number}",) if number.isascii() and number.isdigit() else (),
        )

    def _tags(self) -> dict[str, list[str]]:
        names = {
            text(row.get("id")): text(row.get("name"))
            for row in self._archive.rows("tags")
            if row.get("is_public") is not False
        }
        found: dict[str, list[str]] = {}
        for row in self._archive.rows("post_tags"):
            if name := names.get(text(row.get("tag_id"))):
                found.setdefault(text(row.get("post_id")), []).append(name)
        return found

    def comments(self) -> Iterator[Said | Left]:
        for row in self._archive.rows("comments"):
            key = text(row.get("id"))
            place = Place(f"comments {key}", key, text(row.get("content"))[:80])
            yield self._gone_with(row, place) or Said(
                place,
                key,
                self._number(row),
                text(row.get("content")),
                _who(row.get("user_id")),
                created=text(row.get("created_at")),
                edited=text(row.get("edited_at")),
                removed=text(row.get("deleted_at")),
                hidden=row.get("is_approved") is False,
            )

    def votes(self) -> Iterator[Support | Left]:
        for row in self._archive.rows("post_votes"):
            place = _between("post_votes", row)
            vote = Support(place, self._number(row), _who(row.get("user_id")), text(row.get("created_at")))
            yield self._gone_with(row, place) or vote

    def mutings(self) -> Iterator[Muting | Left]:
        for row in self._archive.rows("post_subscribers"):
            if text(row.get("status")) in ("0", "inactive"):
                yield Muting(_between("post_subscribers", row), self._number(row), _who(row.get("user_id")))

    def rest(self) -> Iterator[Left]:
        for row in self._archive.rows("tags"):
            if row.get("is_public") is False:
                place = Place(f"tags {text(row.get('id'))}", text(row.get("id")), text(row.get("name")))
                reason = _("Only staff saw this tag, and everyone sees tags here.")
                yield Left(place, reason, by_design=True)
        for name in self._archive.names:
            if name.startswith("blobs/"):
                yield Left(Place(name), _("Pictures and other files aren't taken."), by_design=True)

    def _number(self, row: Object) -> str:
        key = text(row.get("post_id"))
        return self._numbers.get(key, f"post {key}")

    def _gone_with(self, row: Object, place: Place) -> Left | None:
        if text(row.get("post_id")) not in self._gone:
            return None
        return Left(place, _("What it belongs to was deleted there."), by_design=True)


def _status(row: Object) -> Stage | str | None:
    return known_stage(text(row.get("status")) or "0", FIDER)


def _answer(row: Object) -> Answer | None:
    words = text(row.get("response")).strip()
    return Answer(words, _who(row.get("response_user_id")), text(row.get("response_date"))) if words else None


def _who(value: object) -> Who:
    return Who(text(value)) if text(value) else NOBODY


def _between(table: str, row: Object) -> Place:
    return Place(f"{table} {text(row.get('post_id'))}/{text(row.get('user_id'))}", text(row.get("post_id")))
