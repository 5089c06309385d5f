"""What accepting a suggestion would make, and what every end of one leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from activity.models import Audience, Calling
from activity.operations import record
from core.clock import now
from core.errors import Invalid, NotFound, Refused
from core.words import _
from partners.aside import aside
from partners.credit import Credit
from partners.documents import Text, checked, credited
from partners.events import SuggestionEvent
from partners.finding import room_for
from partners.merging import CHOICES, clashes, merge, merged_title, text_of
from partners.models import Document, DocumentVersion, Suggestion, SuggestionState
from partners.writers import Standing
from people.models import Person


@dataclass(frozen=True)
class Plan:
    """What accepting would make: the text, whose it is, on which version, of which edition of the suggestion."""

    on: int
    edition: int
    text: Text
    credit: Credit | None


async def planned(suggestion_id: int, on: int | None, choices: Mapping[int, str], by: Person) -> Plan:
    """The text that accepting would make, worked out before the transaction begins."""
    suggestion = await Suggestion.get_or_none(id=suggestion_id)
    document = await Document.get(id=suggestion.document_id) if suggestion else None
    if suggestion is None or document is None:
        raise NotFound
    await room_for(document.room_id, by)
    title, body, base = suggestion.title, suggestion.body, suggestion.base
    if on not in (None, base) and on == document.current:
        title, body, base = await _put_together(suggestion, document.current, choices)
    text = await checked(title, body, suggestion.note)
    credit = await credited(document.id, base, text.written.body, suggestion.author_id or 0, reader=by)
    return Plan(base, suggestion.edition, text, credit)


async def _put_together(
    suggestion: Suggestion, current: int, choices: Mapping[int, str]
) -> tuple[str, str, int]:
    was = await DocumentVersion.get(document_id=suggestion.document_id, n=suggestion.base)
    stands = await DocumentVersion.get(document_id=suggestion.document_id, n=current)
    pieces = await aside(merge, was.body, stands.body, suggestion.body)
    missing = [place for place in range(len(clashes(pieces))) if choices.get(place) not in CHOICES]
    if missing:
        raise Invalid({f"choice-{place}": _("Choose what is to stand here.") for place in missing})
    title = merged_title(was.title, stands.title, suggestion.title)
    return title, text_of(pieces, choices), current


def must_be_open(suggestion: Suggestion) -> None:
    if suggestion.state == SuggestionState.ACCEPTED:
        raise Refused(_("It was accepted already, and is version %(number)s now.", number=suggestion.became))
    if suggestion.state == SuggestionState.REJECTED:
        raise Refused(_("It was rejected already."))
    if suggestion.state == SuggestionState.WITHDRAWN:
        raise Refused(_("It was withdrawn by whoever suggested it."))


async def end(
    suggestion: Suggestion, state: SuggestionState, by: Person, *, reason: str = "", became: int | None = None
) -> None:
    suggestion.state, suggestion.reason, suggestion.became = state, reason, became
    suggestion.decided_by, suggestion.decided_at = by, now()
    await suggestion.save(update_fields=["state", "reason", "became", "decided_by_id", "decided_at"])


async def answer(
    action: SuggestionEvent, suggestion: Suggestion, standing: Standing, by: Person, **details: Any
) -> None:
    told = [suggestion.author_id] if suggestion.author_id else []
    await tell(action, suggestion, standing, by, told, Calling.ASSIGNED, **details)


async def tell(
    action: SuggestionEvent,
    suggestion: Suggestion,
    standing: Standing,
    by: Person,
    told: list[int],
    why: Calling,
    **details: Any,
) -> None:
    """An event that whoever reads inside the room reads of, and the document's number of open suggestions anew."""
    document = standing.document
    document.suggestions = await Suggestion.filter(
        document_id=document.id, state=SuggestionState.OPEN
    ).count()
    await document.save(update_fields=["suggestions"])
    await record(
        action,
        by=by,
        about=("room", document.room_id),
        audience=Audience.AUTHOR,
        calling=dict.fromkeys(told, why),
        document=document.id,
        suggestion=suggestion.id,
        edition=suggestion.edition,
        **details,
    )
