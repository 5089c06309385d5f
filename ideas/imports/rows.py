"""One row: what its fields must be, and in which words a row is left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from core.clock import now
from core.errors import Invalid
from core.text import clean, one_line
from core.words import _
from ideas.imports.moments import read_moment
from ideas.loop import Stage
from ideas.models import Kind
from ideas.tags import parsed
from ideas.words import body_problem, title_problem
from people.addresses import normalised

FIELDS = (
    "source_id",
    "kind",
    "board",
    "title",
    "body",
    "author_name",
    "author_email",
    "created",
    "votes",
    "tags",
    "stage",
)
"""What a row may say. `source_id` and `title` must be said."""

NEEDED = ("source_id", "title")
LONGEST_SOURCE, LONGEST_SOURCE_ID, LONGEST_NAME = 60, 120, 80
MOST_VOTES = 2**31 - 1
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


class LeftOut(Exception):
    """The row can't be taken; `str()` of it says why."""


@dataclass(frozen=True)
class Unsaid:
    """What holds for rows that don't say: the kind, the board, the zone of their times."""

    kind: Kind
    board: str
    zone: tzinfo


@dataclass(frozen=True)
class Wanted:
    """An idea as a row describes it, checked. None: the row says nothing about it.

    Beyond what a row says, an importer may know its author as somebody here, without an address (`author_id`), when it
    was answered officially, and that it waits for review.
    """

    source_id: str
    kind: Kind
    board: str
    title: str
    body: str | None
    author_name: str
    author_email: str
    created: datetime | None
    votes: int | None
    tags: tuple[str, ...] | None
    stage: Stage
    author_id: int | None = None
    answered: datetime | None = None
    held: bool = False


def checked(values: Mapping[str, object], unsaid: Unsaid) -> Wanted:
    """The row, or `LeftOut` with every rule that it breaks. A value of None counts as not said."""
    taken: dict[str, Any] = {}
    wrong: list[str] = []
    for name, take in TAKERS.items():
        try:
            taken[name] = take(_text(name, values.get(name)), unsaid)
        except LeftOut as reason:
            wrong.append(str(reason))
    if wrong:
        raise LeftOut(" ".join(wrong))
    return Wanted(**taken)


def _text(name: str, value: object) -> str | None:
    """Text, a number or (tags) a list of them, as text."""
    if isinstance(value, list) and name == "tags":
        return "\n".join(_text(name, each) or "" for each in value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is None or isinstance(value, bool | list | dict):
        if value is None:
            return None
        raise LeftOut(_("%(field)s is neither text nor a number.", field=name))
    text = str(value)
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise LeftOut(_("%(field)s holds bytes that aren't text in the file's encoding.", field=name))
    return text


def _source_id(text: str | None, unsaid: Unsaid) -> str:
    given = one_line(text or "")
    if not given:
        raise LeftOut(_("source_id is missing."))
    if len(given) > LONGEST_SOURCE_ID:
        raise LeftOut(_("source_id has at most %(most)s characters.", most=LONGEST_SOURCE_ID))
    return given


def _kind(text: str | None, unsaid: Unsaid) -> Kind:
    given = one_line(text or "").lower()
    if given and given not in list(Kind):
        raise LeftOut(_("The kind “%(kind)s” is unknown: idea or complaint.", kind=given[:40]))
    return Kind(given) if given else unsaid.kind


def _board(text: str | None, unsaid: Unsaid) -> str:
    return one_line(text or "") or unsaid.board


def _title(text: str | None, unsaid: Unsaid) -> str:
    title = one_line(text or "")
    if not title:
        raise LeftOut(_("The title is missing."))
    if sentence := title_problem(title):
        raise LeftOut(sentence)
    return title


def _body(text: str | None, unsaid: Unsaid) -> str | None:
    if text is None:
        return None
    body = clean(text)
    if sentence := body_problem(body):
        raise LeftOut(sentence)
    return body


def _author_name(text: str | None, unsaid: Unsaid) -> str:
    name = one_line(text or "")
    if len(name) > LONGEST_NAME:
        raise LeftOut(_("author_name has at most %(most)s characters.", most=LONGEST_NAME))
    return name


def _author_email(text: str | None, unsaid: Unsaid) -> str:
    given = one_line(text or "")
    try:
        return normalised(given) if given else ""
    except Invalid:
        raise LeftOut(_("author_email is no e-mail address: %(given)s", given=given[:80])) from None


def _created(text: str | None, unsaid: Unsaid) -> datetime | None:
    return checked_moment(text or "", unsaid.zone)


def checked_moment(text: str, zone: tzinfo) -> datetime | None:
    """The moment in UTC, or None where nothing is said. Raises `LeftOut` where it can't be."""
    given = one_line(text)
    if not given:
        return None
    moment = read_moment(given, zone)
    if moment is None:
        raise LeftOut(
            _(
                "The date “%(date)s” can't be read: write it like 2017-08-25 or 2017-08-25T15:30.",
                date=given[:40],
            )
        )
    if moment > now():
        raise LeftOut(_("The date %(date)s lies in the future.", date=given))
    if moment < EARLIEST:
        raise LeftOut(_("The date %(date)s lies before 1970.", date=given))
    return moment


def _votes(text: str | None, unsaid: Unsaid) -> int | None:
    given = one_line(text or "").replace(",", "")
    if not given:
        return None
    if not given.removeprefix("-").isdecimal() or len(given) > 20:
        raise LeftOut(_("The votes “%(votes)s” are no whole number.", votes=given[:40]))
    votes = int(given)
    if votes < 0:
        raise LeftOut(_("The votes are fewer than none: %(votes)s.", votes=votes))
    if votes > MOST_VOTES:
        raise LeftOut(_("More votes than Madang can count: %(votes)s.", votes=votes))
    return votes


def _tags(text: str | None, unsaid: Unsaid) -> tuple[str, ...] | None:
    try:
        return None if text is None else tuple(parsed(text))
    except Invalid as wrong:
        raise LeftOut(str(wrong)) from None


def _stage(text: str | None, unsaid: Unsaid) -> Stage:
    given = one_line(text or "").lower()
    if not given:
        return Stage.RECEIVED
    if given not in list(Stage):
        stages = ", ".join(stage.value for stage in Stage if stage is not Stage.MERGED)
        raise LeftOut(_("The stage “%(stage)s” is unknown: %(stages)s.", stage=given[:40], stages=stages))
    if given == Stage.MERGED:
        raise LeftOut(
            _("A merged idea can't be imported: the file doesn't say into which one it was merged.")
        )
    return Stage(given)


TAKERS: dict[str, Callable[[str | None, Unsaid], Any]] = {
    "source_id": _source_id,
    "kind": _kind,
    "board": _board,
    "title": _title,
    "body": _body,
    "author_name": _author_name,
    "author_email": _author_email,
    "created": _created,
    "votes": _votes,
    "tags": _tags,
    "stage": _stage,
}
