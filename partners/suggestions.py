"""Another text for a document, by a member who doesn't write it, and what becomes of it."""

from collections.abc import Mapping

from activity.models import Calling
from activity.submissions import once
from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.words import _
from ideas.words import checked_reason
from partners.documents import Text, checked, follow_up
from partners.events import SuggestionEvent
from partners.models import Document, DocumentVersion, Suggestion, SuggestionState
from partners.settling import Plan, answer, end, must_be_open, planned, tell
from partners.writers import Standing, deciders, deciding, writing
from people.models import Person


async def suggest(
    document_id: int, *, base: int, title: str, body: str, note: str = "", key: str = "", by: Person
) -> Suggestion:
    """Suggest another text, written on version `base`. `key` is the form's own: sent twice, it makes one.

    Raises `Invalid` for `title`, `body` and `note`.
    """
    return await _suggest(document_id, base, await checked(title, body, note), key, by)


@in_transaction
async def _suggest(document_id: int, base: int, text: Text, key: str, by: Person) -> Suggestion:
    standing = await writing(document_id, by)
    form = await once(by.id, f"suggestion for {document_id}", key) if key else None
    if form and form.subject_id:
        return await Suggestion.get(id=form.subject_id)
    await _must_differ(standing.document, base, text)
    made = await Suggestion.create(
        document=standing.document,
        base=base,
        title=text.title,
        body=text.written.body,
        note=text.note,
        author=by,
        created_at=now(),
    )
    if form:
        await form.update_from_dict({"subject_type": "suggestion", "subject_id": made.id}).save()
    await tell(SuggestionEvent.MADE, made, standing, by, await deciders(standing), Calling.ASKED)
    return made


async def renew(
    suggestion_id: int, *, base: int, title: str, body: str, note: str = "", by: Person
) -> Suggestion:
    """Write one's own open suggestion anew, on a later version. Whoever was about to decide reads it first."""
    return await _renew(suggestion_id, base, await checked(title, body, note), by)


@in_transaction
async def _renew(suggestion_id: int, base: int, text: Text, by: Person) -> Suggestion:
    suggestion, standing = await _own(suggestion_id, by)
    await _must_differ(standing.document, base, text)
    was = (suggestion.base, suggestion.title, suggestion.body, suggestion.note)
    if was == (base, text.title, text.written.body, text.note):
        return suggestion
    suggestion.base, suggestion.title, suggestion.body = base, text.title, text.written.body
    suggestion.note, suggestion.edition = text.note, suggestion.edition + 1
    await suggestion.save(update_fields=["base", "title", "body", "note", "edition"])
    await tell(SuggestionEvent.MADE, suggestion, standing, by, await deciders(standing), Calling.ASKED)
    return suggestion


@in_transaction
async def withdraw(suggestion_id: int, *, by: Person) -> Suggestion:
    """Take one's own suggestion back while nobody has decided."""
    suggestion, standing = await _own(suggestion_id, by)
    await end(suggestion, SuggestionState.WITHDRAWN, by)
    await tell(SuggestionEvent.WITHDRAWN, suggestion, standing, by, [], Calling.ASKED)
    return suggestion


async def reject(suggestion_id: int, *, reason: str, by: Person) -> Suggestion:
    """Say no, and why. Raises `Invalid` for `reason`."""
    why = checked_reason(reason, needed=_("Say why: whoever suggested it reads this."))
    return await _reject(suggestion_id, why, by)


@in_transaction
async def _reject(suggestion_id: int, why: str, by: Person) -> Suggestion:
    suggestion, standing = await deciding(suggestion_id, by)
    must_be_open(suggestion)
    await end(suggestion, SuggestionState.REJECTED, by, reason=why)
    await answer(SuggestionEvent.REJECTED, suggestion, standing, by)
    return suggestion


async def accept(
    suggestion_id: int,
    *,
    seen: int | None = None,
    on: int | None = None,
    choices: Mapping[int, str] | None = None,
    by: Person,
) -> DocumentVersion:
    """Take a suggestion over as the next version, whose author is whoever suggested it.

    `seen` is the edition that was read. Where the document has gone on since the suggestion's base, `on` is the version
    that it was put together with; what both changed is as `choices` say, by place (`partners.merging.CHOICES`). Raises
    `Overtaken` where the document is another one now, and `Invalid` for `choice-<place>` that is missing.
    """
    plan = await planned(suggestion_id, on, choices or {}, by)
    if seen is not None and seen != plan.edition:
        raise Refused(_("It was written anew meanwhile. Read it once more before you decide."))
    return await _accept(suggestion_id, plan, by)


@in_transaction
async def _accept(suggestion_id: int, plan: Plan, by: Person) -> DocumentVersion:
    suggestion, standing = await deciding(suggestion_id, by)
    must_be_open(suggestion)
    if suggestion.edition != plan.edition:
        raise Refused(_("It was written anew meanwhile. Read it once more before you decide."))
    current = await DocumentVersion.get(document_id=standing.document.id, n=standing.document.current)
    if (current.title, current.body) == (plan.text.title, plan.text.written.body):
        raise Refused(_("Everything that it suggests stands in the document already."))
    await end(suggestion, SuggestionState.ACCEPTED, by, became=plan.on + 1)
    await answer(SuggestionEvent.ACCEPTED, suggestion, standing, by, version=plan.on + 1)
    author = suggestion.author_id or by.id
    return await follow_up(standing, plan.on, plan.text, plan.credit, author_id=author, by=by)


async def _must_differ(document: Document, base: int, text: Text) -> None:
    was = await DocumentVersion.get_or_none(document_id=document.id, n=base)
    if was is None:
        raise Refused(
            _("This form doesn't say which version it was written on. Begin anew from the document.")
        )
    if (was.title, was.body) == (text.title, text.written.body):
        raise Invalid({"body": _("Nothing is different yet. Change what you would change.")})


async def _own(suggestion_id: int, by: Person) -> tuple[Suggestion, Standing]:
    found = await Suggestion.get_or_none(id=suggestion_id)
    if found is None:
        raise NotFound
    standing = await writing(found.document_id, by)
    suggestion = await Suggestion.select_for_update().get(id=suggestion_id)
    if suggestion.author_id != by.id:
        raise NotAllowed(_("Only whoever suggested it can do that."))
    must_be_open(suggestion)
    return suggestion, standing
