"""What a room writes: documents, whose versions are only ever added to."""

from dataclasses import dataclass
from typing import Any

from activity.models import Audience
from activity.operations import record
from activity.submissions import once
from core.clock import now
from core.database import in_transaction
from core.errors import Invalid, NotAllowed, Refused
from core.text import clean, one_line
from core.words import _
from ideas.words import Written, body_problem, title_problem, written
from partners.aside import aside
from partners.authorship import after
from partners.credit import Credit, packed, unpacked
from partners.events import DocumentEvent
from partners.finding import member_or_refused
from partners.models import Document, DocumentVersion, Room
from partners.writers import Standing, can_archive, can_save, standing_of, taken_away, writing
from people.models import Person

LONGEST_NOTE = 200


class Overtaken(Refused):
    """Somebody has saved another version meanwhile. Nothing was changed; both texts are there to be put together."""


@dataclass(frozen=True)
class Text:
    """What was typed, checked and rendered."""

    title: str
    note: str
    written: Written


async def start(
    room_id: int, *, title: str, body: str, note: str = "", key: str = "", by: Person
) -> Document:
    """Begin a document in a room one is in. `key` is the form's own: sent twice, it begins one.

    Raises `Invalid` for `title`, `body` and `note`.
    """
    text = await checked(title, body, note)
    credit = await aside(after, Credit(), text.written.body, by.id)
    return await _start(room_id, text, credit, key, by)


@in_transaction
async def _start(room_id: int, text: Text, credit: Credit, key: str, by: Person) -> Document:
    room, _membership = await member_or_refused(room_id, by)
    form = await once(by.id, f"document in {room.id}", key) if key else None
    if form and form.subject_id:
        return await Document.get(id=form.subject_id)
    document = await Document.create(
        room=room, title=text.title, lang=text.written.lang, current=0, created_at=now()
    )
    if form:
        await form.update_from_dict({"subject_type": "document", "subject_id": document.id}).save()
    await append(document, text, credit, author_id=by.id, by=by)
    await _note(DocumentEvent.STARTED, document, by)
    return document


async def save(
    document_id: int, *, base: int, title: str, body: str, note: str = "", by: Person
) -> DocumentVersion:
    """Write the next version of a document that one's own text stands in, on its version `base`.

    Raises `Overtaken` where somebody saved another one meanwhile, and `Invalid` as `start`. What changes nothing makes
    no version, so that a form sent twice is saved once.
    """
    text = await checked(title, body, note)
    credit = await credited(document_id, base, text.written.body, by.id, reader=by)
    return await _save(document_id, base, text, credit, by)


@in_transaction
async def _save(
    document_id: int, base: int, text: Text, credit: Credit | None, by: Person
) -> DocumentVersion:
    standing = await writing(document_id, by)
    if not can_save(standing):
        raise NotAllowed(_("Only those whose text stands in it save new versions. You can suggest yours."))
    standing_now = await DocumentVersion.get(document_id=document_id, n=standing.document.current)
    if (standing_now.title, standing_now.body) == (text.title, text.written.body):
        return standing_now
    return await follow_up(standing, base, text, credit, author_id=by.id, by=by)


async def follow_up(
    standing: Standing, base: int, text: Text, credit: Credit | None, *, author_id: int, by: Person
) -> DocumentVersion:
    """Inside a transaction that holds the document: its next version, made of version `base`. Raises `Overtaken`."""
    if standing.document.current != base or credit is None:
        raise Overtaken(_("Somebody saved another version meanwhile. Nothing of yours is lost: see below."))
    made = await append(standing.document, text, credit, author_id=author_id, by=by)
    await _note(DocumentEvent.SAVED, standing.document, by, version=made.n)
    return made


async def append(
    document: Document, text: Text, credit: Credit, *, author_id: int, by: Person
) -> DocumentVersion:
    """Add a version to a document that is held, by whoever's text it is."""
    made = await DocumentVersion.create(
        document=document,
        n=document.current + 1,
        title=text.title,
        body=text.written.body,
        body_html=text.written.body_html,
        renderer=text.written.renderer,
        note=text.note,
        author_id=author_id,
        by=by,
        authors=[person for person in credit.authors() if person],
        created_at=now(),
    )
    document.title, document.lang, document.current = text.title, text.written.lang, made.n
    document.credit, document.changed_at = packed(credit), made.created_at
    await document.save(update_fields=["title", "lang", "current", "credit", "changed_at"])
    await Room.filter(id=document.room_id).update(active_at=made.created_at)
    return made


async def checked(title: str, body: str, note: str = "") -> Text:
    """Raises `Invalid` with a sentence for each field that can't be taken."""
    problems = {
        "title": title_problem(one_line(title)),
        "body": body_problem(clean(body)) if clean(body) else _("Write something first."),
        "note": _("A note has at most %(most)s characters.", most=LONGEST_NOTE)
        if len(one_line(note)) > LONGEST_NOTE
        else "",
    }
    if wrong := {name: sentence for name, sentence in problems.items() if sentence}:
        raise Invalid(wrong)
    return Text(one_line(title), one_line(note), await written(body, of=one_line(title)))


async def credited(
    document_id: int, base: int, body: str, author_id: int, *, reader: Person
) -> Credit | None:
    """Whose text stands in `body` as the version after `base`; None where that isn't the current one. (Found before the
    transaction begins, which then sees whether `base` still is.)"""
    document = (await standing_of(document_id, reader)).document
    version = await DocumentVersion.get_or_none(document_id=document_id, n=base)
    if version is None or document.current != base:
        return None
    return await aside(lambda: after(unpacked(document.credit, version.body), body, author_id))


@in_transaction
async def archive(document_id: int, *, by: Person) -> Document:
    """Close a document: it is read from now on. Its authors do, and the room's owners."""
    return await _archived(document_id, DocumentEvent.ARCHIVED, by)


@in_transaction
async def resume(document_id: int, *, by: Person) -> Document:
    """Open an archived document again, unless a manager archived it after a report."""
    return await _archived(document_id, DocumentEvent.RESUMED, by)


async def _archived(document_id: int, action: DocumentEvent, by: Person) -> Document:
    standing = await standing_of(document_id, by)
    await member_or_refused(standing.room.id, by)
    if not can_archive(standing):
        raise NotAllowed(_("An author of the document does that, or an owner of the room."))
    document = standing.document
    closing = action is DocumentEvent.ARCHIVED
    if not closing and await taken_away(document):
        raise Refused(_("It was archived after a report, and stays so."))
    if closing != bool(document.archived_at):
        document.archived_at = now() if closing else None
        await document.save(update_fields=["archived_at"])
        await _note(action, document, by)
    return document


async def _note(action: DocumentEvent, document: Document, by: Person, **details: Any) -> None:
    """Whoever reads inside the room reads of it."""
    await record(
        action,
        by=by,
        about=("room", document.room_id),
        audience=Audience.AUTHOR,
        document=document.id,
        **details,
    )
