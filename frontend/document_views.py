"""Documents, their versions and what is suggested to them, as templates read them."""

from types import SimpleNamespace

from markupsafe import Markup

from core.database import Row
from core.text import language
from core.words import N_
from frontend.rendering import url_for
from frontend.views import somebody, somebody_of
from partners.models import SuggestionState
from partners.versions import Read, Suggested
from partners.writers import Standing, can_archive, can_decide, can_save, can_suggest

STATES = {
    SuggestionState.OPEN: N_("Undecided"),
    SuggestionState.ACCEPTED: N_("Accepted"),
    SuggestionState.REJECTED: N_("Rejected"),
    SuggestionState.WITHDRAWN: N_("Withdrawn"),
}


def document(standing: Standing) -> SimpleNamespace:
    """A document, wherever it is named."""
    found = standing.document
    return SimpleNamespace(
        id=found.id,
        url=url_for("document", id=found.id),
        title=found.title,
        lang=found.lang,
        current=found.current,
        suggestions=found.suggestions,
        archived=found.archived_at is not None,
        room_id=found.room_id,
        history_url=url_for("document_history", id=found.id),
    )


def abilities(standing: Standing) -> SimpleNamespace:
    """What its reader may do with it: the operations' own questions."""
    return SimpleNamespace(
        save=can_save(standing),
        suggest=can_suggest(standing) and not can_save(standing),
        archive=can_archive(standing) and standing.document.archived_at is None,
        resume=can_archive(standing) and standing.document.archived_at is not None,
    )


def version(read: Read) -> SimpleNamespace:
    """A version with its words."""
    found = read.version
    author = somebody_of(read.people.get(found.author_id or 0))
    return SimpleNamespace(
        n=found.n,
        title=found.title,
        body=found.body,
        body_html=Markup(found.body_html),  # noqa: S704 (made by core.markup)
        note=found.note,
        at=found.created_at,
        author=author,
        by=somebody_of(read.people.get(found.by_id or 0)) if found.by_id != found.author_id else None,
        authors=[somebody_of(read.people.get(each)) for each in found.authors],
        current=found.n == read.standing.document.current,
    )


def listed(found: Row) -> SimpleNamespace:
    """A document in a list."""
    return SimpleNamespace(**found, url=url_for("document", id=found["id"]), author=_person(found, "author"))


def saved(found: Row, standing: Standing) -> SimpleNamespace:
    """A version in the history."""
    return SimpleNamespace(
        **found,
        url=url_for("document_version", id=standing.document.id, n=found["n"]),
        author=_person(found, "author"),
        by=_person(found, "by") if found["by_id"] != found["author_id"] else None,
        current=found["n"] == standing.document.current,
    )


def suggested(found: Row) -> SimpleNamespace:
    """A suggestion in a list."""
    return SimpleNamespace(
        **found,
        url=url_for("suggestion", id=found["id"]),
        author=_person(found, "author"),
        state_label=STATES[SuggestionState(found["state"])],
    )


def suggestion(found: Suggested) -> SimpleNamespace:
    """A suggestion on its page, and what its reader may do about it."""
    made, reader = found.suggestion, found.standing.person_id
    open_ = made.state == SuggestionState.OPEN
    mine = open_ and reader == made.author_id and can_suggest(found.standing)
    return SimpleNamespace(
        id=made.id,
        url=url_for("suggestion", id=made.id),
        title=made.title,
        lang=language(f"{made.title}\n{made.body}"),
        note=made.note,
        base=made.base,
        edition=made.edition,
        state=made.state.value,
        state_label=STATES[made.state],
        open=open_,
        reason=made.reason,
        became=made.became,
        at=made.created_at,
        decided_at=made.decided_at,
        author=somebody_of(found.people.get(made.author_id or 0)),
        decided_by=somebody_of(found.people.get(made.decided_by_id or 0)),
        blocked=found.blocked,
        can_decide=open_ and can_decide(found.standing, made),
        can_renew=mine,
        can_withdraw=mine,
    )


def _person(found: Row, part: str) -> SimpleNamespace | None:
    return somebody(
        found[f"{part}_id"],
        found[f"{part}_name"],
        found[f"{part}_department"] or "",
        found[f"{part}_role"] or "",
    )
