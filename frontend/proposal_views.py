"""Proposals as templates read them: whom they ask, what each said, and what the reader can answer."""

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from core.words import N_
from frontend.rendering import url_for
from frontend.views import idea_url, somebody
from ideas.models import CoauthorState
from partners.consent import TERMS
from partners.gathering import Gathered
from partners.models import Consent, ProposalAuthor

SAID = {
    Consent.ASKED: N_("Hasn't answered yet"),
    Consent.CONFIRMED: N_("Agrees"),
    Consent.OBJECTED: N_("Objects"),
}


def shown(found: Gathered, published: Any | None) -> dict[str, Any]:
    """What the page shows; `published` is the idea that was made of it, where the reader sees it."""
    version, proposal = found.version, found.proposal
    return {
        "proposal": proposal,
        "found": found,
        "title": version.title,
        "lang": found.lang,
        "body_html": Markup(version.body_html),  # noqa: S704 (made by core.markup)
        "authors": [_author(each, found) for each in found.authors],
        "document": found.document,
        "document_url": url_for("document", id=found.document.id) if found.document else None,
        "idea": _idea(published),
        "terms": TERMS,
    }


def _author(each: ProposalAuthor, found: Gathered) -> SimpleNamespace:
    person = each.person
    name = each.credit_name if each.consent is Consent.CONFIRMED else ""
    return SimpleNamespace(
        person=somebody(person.id, person.name, person.department, person.role.value),
        credit=name if name != person.name else "",
        consent=each.consent.value,
        label=SAID[each.consent],
        words=each.words,
        blocked=each.person_id in found.blocked,
        answered_at=each.answered_at,
        opened=each.person_id == found.proposal.opened_by_id,
    )


def _idea(published: Any | None) -> SimpleNamespace | None:
    if published is None:
        return None
    return SimpleNamespace(
        title=published.title,
        lang=published.lang,
        url=idea_url(published.id, published.title),
        unnamed=published.own_part is CoauthorState.INVITED,
    )
