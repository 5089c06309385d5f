"""Who may write to whom, how often somebody may write to new people, and what a first message may carry."""

import re
import unicodedata
from collections.abc import Collection
from datetime import timedelta
from functools import cache

from linkify_it import LinkifyIt
from linkify_it.tlds import TLDS

from core.clock import now
from core.database import Row, moment, row, rows
from core.errors import Invalid, NotFound, Refused
from core.text import clean
from core.words import _, ngettext
from partners.rules import rules, takes_part
from partners.visibility import unblocked, visible_conversations, visible_needs, visible_people
from people.models import Contact, Person

LONGEST_REQUEST = 2_000
DAY = timedelta(days=1)

_ANY_SCHEME = re.compile(r"\w[\w+.-]*://\S*")
_SCRIPTS_MEET = re.compile(r"(?<=[A-Za-z0-9/])(?=[가-힣])")

SHARED_ROOM = """EXISTS (SELECT 1 FROM membership one JOIN membership two ON two.room_id = one.room_id
                         WHERE one.person_id = :reader AND one.state = 'active'
                           AND two.person_id = p.id AND two.state = 'active')"""
"""Whether `:reader` and the person `p` are both inside of some room."""


async def writable(person_ids: Collection[int], by: Person) -> set[int]:
    """Of these persons, those to whom this one may send a first message: each says so by their own `contact`, whatever
    their role or that of who asks. Between people of whom one has blocked the other, nobody may."""
    if not person_ids:
        return set()
    members = [Contact.MEMBERS.value] if await takes_part(by) else []
    found = await rows(
        f"""SELECT p.id FROM person p WHERE p.id IN :ids AND p.id <> :reader AND p.deactivated_at IS NULL
              AND p.name <> '' AND {unblocked("p.id")}
              AND (p.contact IN :members OR (p.contact <> 'nobody' AND {SHARED_ROOM}))""",
        ids=sorted(person_ids),
        reader=by.id,
        members=members,
    )
    return {each["id"] for each in found}


async def known(person_id: int, by: Person) -> Row:
    """Somebody whom this reader may know of: by their page, an entry in the directory, a room that both are in, or
    because they have written to each other. id, name, headline, organisation, has_page. Raises `NotFound`."""
    page, need, talk = visible_people(by), visible_needs(by), visible_conversations(by)
    found = await row(
        f"""SELECT p.id, p.name, p.headline, p.role, p.department, o.name AS organisation,
                   CASE WHEN {page.sql} THEN 1 ELSE 0 END AS has_page
            FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id
            WHERE p.id = :id AND p.id <> :reader AND p.deactivated_at IS NULL AND p.name <> ''
              AND (({page.sql}) OR {SHARED_ROOM}
                   OR EXISTS (SELECT 1 FROM need n WHERE n.person_id = p.id AND ({need.sql}))
                   OR EXISTS (SELECT 1 FROM conversation c WHERE :id IN (c.requester_id, c.recipient_id)
                              AND ({talk.sql})))""",
        **{**page.values, **need.values, **talk.values, "id": person_id, "reader": by.id, "now": now()},
    )
    if found is None:
        raise NotFound
    return found


async def must_be_writable(person_id: int, by: Person) -> None:
    """Raises `Refused` with a sentence that doesn't tell whether one has blocked the other."""
    if person_id not in await writable([person_id], by):
        person = await Person.get(id=person_id)
        blocked = await row(
            f"SELECT 1 AS free WHERE {unblocked('CAST(:person AS BIGINT)')}", person=person_id, reader=by.id
        )
        if person.contact is Contact.SHARED_ROOM and blocked:
            raise Refused(_("Only people who share a room with them can write to them."))
        raise Refused(_("You can't write to this person."))


async def must_stay_within(by: Person) -> None:
    """So many new people a day, fewer for whoever is new here. Holds the person's row, so that two at once count each
    other. Raises `Refused` and says when it is possible again."""
    await Person.select_for_update(no_key=True).get(id=by.id)
    standing = await rules()
    new_here = by.created_at > now() - timedelta(days=standing.newcomer_days)
    most = (
        min(standing.requests_of_newcomers, standing.requests_a_day) if new_here else standing.requests_a_day
    )
    if not most:
        raise Refused(_("Nobody can write to new people here at the moment. The admins have set it so."))
    found = await rows(
        """SELECT created_at FROM conversation WHERE requester_id = :me AND created_at > :since
           ORDER BY created_at DESC LIMIT :most""",
        me=by.id,
        since=now() - DAY,
        most=most,
    )
    if len(found) == most:
        raise Refused(f"{_limit(most, new_here)} {_again(moment(found[-1]['created_at']) + DAY - now())}")


def _limit(most: int, new_here: bool) -> str:
    if new_here:
        return ngettext(
            "While you are new here, you can write to %(num)s new person a day.",
            "While you are new here, you can write to %(num)s new people a day.",
            most,
        )
    return ngettext(
        "You can write to %(num)s new person a day.", "You can write to %(num)s new people a day.", most
    )


def _again(wait: timedelta) -> str:
    hours = max(1, -(-int(wait.total_seconds()) // 3600))
    return ngettext(
        "You can write to the next one in %(num)s hour.",
        "You can write to the next one in %(num)s hours.",
        hours,
    )


def checked_request(given: str) -> str:
    """A first message: words, and no way out of here. Raises `Invalid` for field `text`."""
    text = clean(given)
    if not text:
        raise Invalid({"text": _("Write something first.")})
    if len(text) > LONGEST_REQUEST:
        raise Invalid(
            {"text": _("A first message has at most %(number)s characters.", number=LONGEST_REQUEST)}
        )
    if found := link_in(text):
        sentence = _(
            "A first message carries no links, web addresses or e-mail addresses. This looks like one: “%(found)s”.",
            found=found[:60],
        )
        raise Invalid({"text": sentence})
    return text


def link_in(text: str) -> str:
    """The first URL, domain, IP or e-mail address in a text, or nothing. Full-width letters don't hide one, nor does a
    Korean particle that is written onto it."""
    plain = unicodedata.normalize("NFKC", text).replace("。", ".")
    if scheme := _ANY_SCHEME.search(plain):
        return scheme[0]
    found = _links().match(_SCRIPTS_MEET.sub(" ", plain))
    return str(found[0].raw) if found else ""


@cache
def _links() -> LinkifyIt:
    sought = {"fuzzy_link": True, "fuzzy_email": True, "fuzzy_ip": True}
    return LinkifyIt(options=sought).tlds([*TLDS, "한국", "닷컴", "닷넷"])
