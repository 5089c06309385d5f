"""Rows of queries as templates read them: with addresses, faces and what this reader may do."""

from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from core.database import Row
from core.text import slug
from frontend.rendering import url_for
from ideas.answering import waits_too_long
from ideas.models import CommentAudience
from ideas.permissions import can_comment, can_edit_comment, can_hide_comment
from ideas.queries import Shown
from people.models import Person, Role
from triage.permissions import can_report
from voting.permissions import sees_counts, takes_votes


@lru_cache(maxsize=8192)
def idea_url(idea_id: int, title: str) -> str:
    """An idea's address. Its words may change; the id alone finds it."""
    words = slug(title)
    return f"/ideas/{idea_id}-{quote(words)}" if words else f"/ideas/{idea_id}"


def somebody(
    person_id: int | None, name: str | None, department: str = "", role: str = ""
) -> SimpleNamespace | None:
    """A person as pages show one: name, address, department, face."""
    if not person_id:
        return None
    return SimpleNamespace(
        id=person_id,
        name=name or "",
        url=url_for("profile", id=person_id),
        department=department or "",
        is_staff=bool(role) and Role(role).is_staff,
    )


def somebody_of(person: Person | None) -> SimpleNamespace | None:
    return somebody(person.id, person.name, person.department, person.role) if person else None


def row(found: Row, voted: set[int], reader: Person | None) -> SimpleNamespace:
    """One idea in a list."""
    made = SimpleNamespace(**found)
    made.url = idea_url(made.id, made.title)
    made.board = SimpleNamespace(slug=made.board_slug, name=made.board_name)
    made.owner = somebody(made.owner_id, made.owner_name, made.owner_department)
    made.voted = made.id in voted
    made.counts_hidden = not sees_counts(reader, made, voted=made.voted)
    return made


def idea(found: Shown, voted: bool, reader: Person | None) -> SimpleNamespace:
    """One idea on its own page."""
    made = SimpleNamespace(**vars(found))
    made.url = idea_url(made.id, made.title)
    made.body_html = Markup(made.body_html)  # noqa: S704 (made by core.markup)
    made.board = SimpleNamespace(slug=made.board_slug, name=made.board_name, audience=made.board_audience)
    made.authors = authors_of(made)
    made.author = made.authors[0] if made.author_id else None
    made.owner = somebody(made.owner_id, made.owner_name, made.owner_department)
    made.edited = made.edited_at is not None
    made.history_url = url_for("history", id=made.id)
    made.hidden = made.hidden_at is not None
    made.voted = voted
    made.votable = takes_votes(found)
    made.waiting = waits_too_long(vars(found))
    made.counts_hidden = not sees_counts(reader, made, voted=voted)
    made.merged_into = _goes_on(made.merged_into)
    made.stage_reason = None
    return made


def authors_of(found: Any) -> list[SimpleNamespace]:
    """Everybody who is credited with an idea, whoever posted it first, by the names that they chose."""
    name = getattr(found, "author_person", None) or found.author_name
    first = somebody(found.author_id, name, found.author_department or "", found.author_role or "")
    others = [
        somebody(each["person_id"], each["name"], each["department"], each["role"]) for each in found.credited
    ]
    return [each for each in (first, *others) if each]


def _goes_on(root: Row | None) -> SimpleNamespace | None:
    return SimpleNamespace(**root, url=idea_url(root["id"], root["title"])) if root else None


def comment(found: Row, of: Shown, reader: Person | None) -> SimpleNamespace:
    """One comment and its replies. On the page of a merged idea it is only read: the conversation goes on elsewhere."""
    made = SimpleNamespace(**found)
    made.origin = _origin(found)
    made.author = somebody(
        made.author_id, made.author_name, made.author_department or "", made.author_role or ""
    )
    made.by_staff = made.author is not None and made.author.is_staff
    made.body_html = Markup(made.body_html)  # noqa: S704 (made by core.markup)
    made.edited = made.edited_at is not None
    made.history_url = url_for("comment_history", id=made.id)
    made.removed = made.removed_at is not None
    made.hidden = made.hidden_at is not None
    made.can_edit = can_edit_comment(reader, made)
    made.can_remove = made.can_edit
    made.can_hide = can_hide_comment(reader, made) and not made.hidden
    made.can_restore = can_hide_comment(reader, made) and made.hidden
    made.can_report = can_report(reader, made) and not made.removed and not made.can_hide
    private = made.audience != CommentAudience.EVERYONE
    made.can_reply = can_comment(reader, of) and not made.removed and (not made.parent_id or private)
    if of.merged_into:
        made.can_edit = made.can_remove = made.can_hide = made.can_restore = made.can_report = False
    made.can_anything = (
        made.can_reply or made.can_edit or made.can_report or made.can_hide or made.can_restore
    )
    made.replies = [comment(reply, of, reader) for reply in found.get("replies", [])]
    return made


def _origin(found: Row) -> SimpleNamespace | None:
    """Where something was said that is read where it was merged into."""
    if not found["origin"]:
        return None
    title = found["origin_title"]
    return SimpleNamespace(url=idea_url(found["origin"], title), title=title, lang=found["origin_lang"])
