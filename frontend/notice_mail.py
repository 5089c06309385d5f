"""The mail about a notice: who did what to which idea and why, its words, why one gets it and how to stop."""

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from activity.fanout import kind_of
from activity.models import Delivery, Event, Notice
from activity.operations import Subject
from activity.ports import may_see
from activity.preferences import unsubscribe_token, wants_mail
from activity.queries import Entry, Told, notice_to_send
from core.errors import NotFound
from core.mail import Mail
from core.settings import settings
from core.text import excerpt
from core.words import N_, _
from frontend.mail_parts import absolute, composed, speaking_to
from frontend.naming import names_in
from frontend.stories import sentence
from frontend.views import somebody_of
from ideas.queries import Shown, comment_of, visible_idea
from people.models import Person
from people.site import current

REASONS = {
    "author": N_("You get this because you posted it."),
    "voter": N_("You get this because you voted for it."),
    "commenter": N_("You get this because you commented on it."),
    "owner": N_("You get this because you look after it."),
    "follower": N_("You get this because you follow it."),
    "merged": N_("You get this because you followed something that was merged into it."),
    "mentioned": N_("You get this because you are mentioned in it."),
    "asked": N_("You get this because you answer for its board."),
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
        try:
            about = await (
                _idea(told.entry, reader) if event.subject_type == "idea" else _account(told.entry)
            )
        except NotFound:
            return None
        names = await names_in([told.entry], reader)
        happened = sentence(told.entry, bare=True, mine=about.mine, idea_kind=about.kind, **names).striptags()
        return composed(
            delivery,
            "notice",
            site,
            to=reader.email,
            subject=" — ".join(filter(None, [happened.rstrip("."), about.title])),
            headers=_headers(told.notice, event, about.thread),
            happened=happened,
            by=somebody_of(told.entry.actor),
            words=told.entry.words,
            details=event.details,
            about=about,
            why=_(REASONS[told.notice.reason]),
            stop=_way_out(told.notice, event),
            settings_link=absolute("notice_settings"),
        )


async def _is_due(told: Told) -> bool:
    reader, event = told.notice.person, told.entry.event
    if reader.deactivated_at or not reader.email:
        return False
    about: Subject = (event.subject_type, event.subject_id)
    if not await wants_mail(reader.id, about, kind_of(event.action, told.notice.reason)):
        return False
    return reader.id in await may_see.of(event.subject_type)(event, [reader.id])


async def _idea(entry: Entry, reader: Person) -> SimpleNamespace:
    """The idea that it happened to, and what was said. Raises `NotFound` where the reader may not see
    them."""
    event = entry.event
    idea = await visible_idea(event.subject_id, reader)
    said = await _said(event, idea, reader)
    anchor = f"#comment-{event.details['comment']}" if event.details.get("comment") else ""
    return SimpleNamespace(
        title=idea.title,
        lang=idea.lang,
        kind=idea.kind,
        link=absolute("idea_by_number", id=idea.id) + anchor,
        said=said,
        thread=f"idea-{idea.id}@{settings().host}",
        mine=False,
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


async def _account(entry: Entry) -> SimpleNamespace:
    """Something about the reader's own account."""
    link = absolute("profile", id=entry.event.subject_id)
    return SimpleNamespace(title="", lang="", kind="", link=link, said=None, thread="", mine=True)


def _way_out(told: Notice, event: Event) -> str:
    """Of this subject; where the subject is oneself, of this kind of mail."""
    about = (event.subject_type, event.subject_id) if event.subject_type == "idea" else None
    token = unsubscribe_token(told.person_id, about, kind_of(event.action, told.reason))
    return absolute("unsubscribe", token=token)


def _headers(told: Notice, event: Event, thread: str) -> dict[str, str]:
    """One click leads out (RFC 8058), and the mails about one idea stand together."""
    headers = {
        "List-Unsubscribe": f"<{_way_out(told, event)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return {**headers, "In-Reply-To": f"<{thread}>", "References": f"<{thread}>"} if thread else headers
