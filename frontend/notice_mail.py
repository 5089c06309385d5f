"""The mail about a notice: who did what to which idea and why, its words, why one gets it and how to stop."""

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from activity.models import Delivery, Event
from activity.operations import Subject
from activity.ports import may_see
from activity.preferences import kind_of, unsubscribe_token, wants_mail
from activity.queries import Entry, Told, notice_to_send
from core.errors import NotFound
from core.mail import Mail
from core.settings import settings
from core.text import excerpt
from core.words import N_, _
from frontend.mail_parts import absolute, composed, speaking_to, way_out
from frontend.naming import led_to, names_in, things_among
from frontend.stories import sentence
from frontend.telling import More, more_of
from frontend.views import somebody_of
from ideas.queries import Shown, comment_of, visible_idea
from partners.seeing import SUBJECTS
from people.models import Person
from people.site import current

REASONS = {
    "author": N_("You get this because you wrote it."),
    "voter": N_("You get this because you voted for it."),
    "commenter": N_("You get this because you commented on it."),
    "owner": N_("You get this because you look after it."),
    "follower": N_("You get this because you follow it."),
    "merged": N_("You get this because you followed something that was merged into it."),
    "mentioned": N_("You get this because you are mentioned in it."),
    "asked": N_("You get this because you are asked to answer it."),
    "judge": N_("You get this because you wanted this: it was yours, or you voted for it."),
    "assigned": N_("You get this because it is about you or was put into your hands."),
}
"""Why somebody gets a notice, by its reason."""

TEXT_OF_IDEA = 600
"""Characters of an idea's own words in a mail."""
WITH_IDEA = ("idea.posted", "idea.held", "idea.edited")
"""Acts whose mail shows the idea's own words."""


async def notice(delivery: Delivery) -> Mail | None:
    """The mail of one notice. None where its reader has gone, may not see it any more, or has turned it off
    since."""
    told = await notice_to_send(delivery.reference)
    if told is None or not await _is_due(told):
        return None
    reader, event = told.notice.person, told.entry.event
    site = await current()
    with speaking_to(site, reader.locale, zone=reader.timezone):
        piece = await piece_of(told, reader, (await more_of([told], reader))[told.notice.id])
        if piece is None:
            return None
        about = _of_subject(event)
        token = unsubscribe_token(reader.id, about, kind_of(event.action, told.notice.reason))
        return composed(
            delivery,
            "notice",
            site,
            to=reader.email,
            subject=" — ".join(filter(None, [_asked_first(piece), piece.about.title])),
            headers={**way_out(token), **_threaded(piece.about.thread)},
            private=is_private(event),
            why=_(REASONS[told.notice.reason]),
            stop=absolute("unsubscribe", token=token),
            stop_words=_("Hear no more of this") if about else _("Get no more mail of this kind"),
            settings_link=absolute("notice_settings"),
            piece=piece,
        )


def is_private(event: Event) -> bool:
    """Whether it happened in a room or between two people, where staff don't look: not into its mail either."""
    return event.subject_type in SUBJECTS


def _asked_first(piece: SimpleNamespace) -> str:
    """What the subject begins with: the question, where the reader is asked, or what happened."""
    return _("Did this solve it?") if piece.more.answers else str(piece.happened).rstrip(".")


async def _is_due(told: Told) -> bool:
    reader, event = told.notice.person, told.entry.event
    if reader.deactivated_at or not reader.email:
        return False
    about: Subject = (event.subject_type, event.subject_id)
    if not await wants_mail(reader.id, about, kind_of(event.action, told.notice.reason)):
        return False
    return reader.id in await may_see.of(event.subject_type)(event, [reader.id])


def _of_subject(event: Event) -> Subject | None:
    """What the way out leads out of: the idea; where nobody can follow the subject, None, and so this kind of mail."""
    return (event.subject_type, event.subject_id) if event.subject_type == "idea" else None


def _threaded(thread: str) -> dict[str, str]:
    """The mails about one subject stand together."""
    return {"In-Reply-To": f"<{thread}>", "References": f"<{thread}>"} if thread else {}


async def piece_of(told: Told, reader: Person, more: More) -> SimpleNamespace | None:
    """What a mail says of one notice, in the language that is spoken. None where the reader may not see what it is
    about, or what was said there."""
    entry = told.entry
    try:
        about = await _about(entry, reader)
    except NotFound:
        return None
    names = await names_in([entry], reader)
    happened = sentence(entry, bare=True, mine=about.mine, idea_kind=about.kind, **names).striptags()
    return SimpleNamespace(
        happened=happened,
        at=entry.event.created_at,
        by=somebody_of(entry.actor),
        words=entry.words,
        details=entry.event.details,
        about=about,
        more=more,
    )


async def _about(entry: Entry, reader: Person) -> SimpleNamespace:
    """What it happened to, and what was said. Raises `NotFound` where the reader may not see them."""
    event = entry.event
    if event.subject_type == "person":
        return _account(event)
    thread = f"{event.subject_type}-{event.subject_id}@{settings().host}"
    if event.subject_type == "idea":
        idea = await visible_idea(event.subject_id, reader)
        page = absolute("idea_by_number", id=idea.id)
        anchor = f"#comment-{event.details['comment']}" if event.details.get("comment") else ""
        said = await _said(event, idea, reader)
        return _subject(idea.title, idea.lang, idea.kind, thread=thread, page=page, anchor=anchor, said=said)
    found = await things_among([led_to(event)], reader)
    if not found:
        raise NotFound
    (thing,) = found.values()
    return _subject(thing.title, thing.lang, thread=thread, page=settings().address + thing.url)


def _account(event: Event) -> SimpleNamespace:
    """Something about the reader's own account."""
    return _subject("", "", mine=True, page=absolute("profile", id=event.subject_id))


def _subject(
    title: str,
    lang: str,
    kind: str = "",
    *,
    page: str,
    anchor: str = "",
    thread: str = "",
    said: SimpleNamespace | None = None,
    mine: bool = False,
) -> SimpleNamespace:
    return SimpleNamespace(
        title=title, lang=lang, kind=kind, page=page, link=page + anchor, thread=thread, said=said, mine=mine
    )


async def _said(event: Event, idea: Shown, reader: Person) -> SimpleNamespace | None:
    comment = event.details.get("comment")
    if isinstance(comment, int):
        found: dict[str, Any] = await comment_of(comment, reader)
        return SimpleNamespace(
            text=found["body"], html=_with_whole_links(found["body_html"]), lang=found["lang"]
        )
    if event.action in WITH_IDEA:
        text = excerpt(idea.body, TEXT_OF_IDEA)
        return SimpleNamespace(text=text, html=Markup("<p>{}</p>").format(text), lang=idea.lang)
    return None


def _with_whole_links(html: str) -> Markup:
    """What `core.markup` made, with the yard's address before the paths of people's pages."""
    return Markup(html.replace('href="/', f'href="{settings().address}/'))  # noqa: S704
