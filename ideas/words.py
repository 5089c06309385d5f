"""What people typed, checked and rendered before any transaction begins."""

from dataclasses import dataclass

from core.errors import Invalid
from core.markup import LONGEST, RENDERER, mentioned, render
from core.text import clean, language, one_line
from core.words import _
from people.models import Person

SHORTEST_TITLE, LONGEST_TITLE = 3, 120
LONGEST_COMMENT = 10_000
MOST_MENTIONS = 20


@dataclass(frozen=True)
class Written:
    """A text as it will be stored, and the persons whom it mentions (who may not all see it)."""

    body: str
    body_html: str
    lang: str
    mentions: tuple[Person, ...]
    renderer: int = RENDERER


def checked_title(given: str) -> str:
    """A title on one line. Raises `Invalid` for field `title`."""
    title = one_line(given)
    if sentence := title_problem(title):
        raise Invalid({"title": sentence})
    return title


def title_problem(title: str) -> str:
    """Why this title can't be taken, or nothing. Lengths are characters, whatever their bytes."""
    if not title:
        return _("Write a title.")
    if len(title) < SHORTEST_TITLE:
        return _("A title has at least %(least)s characters.", least=SHORTEST_TITLE)
    if len(title) > LONGEST_TITLE:
        return _(
            "A title has at most %(most)s characters; this one has %(num)s.",
            most=LONGEST_TITLE,
            num=len(title),
        )
    return ""


def body_problem(body: str) -> str:
    if len(body) > LONGEST:
        return _("A text has at most %(most)s characters; this one has %(num)s.", most=LONGEST, num=len(body))
    return ""


async def written(body: str, *, of: str = "") -> Written:
    """A body rendered with its mentions; its language is that of `of` and the body together."""
    text = clean(body)
    people = await _people(mentioned(text))
    html = await render(text, {person.handle: f"/people/{person.id}" for person in people})
    return Written(text, html, language(f"{of}\n{text}"), people)


def checked_comment(given: str) -> str:
    """A comment that says something. Raises `Invalid` for field `body`."""
    body = clean(given)
    if not body:
        raise Invalid({"body": _("Write something first.")})
    if len(body) > LONGEST_COMMENT:
        sentence = _(
            "A comment has at most %(most)s characters; this one has %(num)s.",
            most=LONGEST_COMMENT,
            num=len(body),
        )
        raise Invalid({"body": sentence})
    return body


def checked_reason(given: str, *, field: str = "reason", needed: str = "") -> str:
    """A reason in words; `needed` is the sentence for when it is missing."""
    reason = clean(given)
    if needed and not reason:
        raise Invalid({field: needed})
    if len(reason) > 2000:
        raise Invalid({field: _("2,000 characters at most.")})
    return reason


async def _people(handles: list[str]) -> tuple[Person, ...]:
    if not handles:
        return ()
    return tuple(await Person.filter(handle__in=handles[:MOST_MENTIONS], deactivated_at=None).order_by("id"))
