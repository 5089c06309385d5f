"""Erasing a person: who they were is gone everywhere, what they did stays, nameless, and is counted as before.

One transaction. The row of the person stays without a name, an address or a word, closed for good: votes, ideas and
events hang on it, so that no count changes and history still adds up. Every floor takes who they were out of its own
tables (`people.ports.erase`). An event says that it happened, and no longer to whom.
"""

from activity import forgetting
from activity.models import Audience
from activity.operations import record
from core.clock import now
from core.database import in_transaction, rows
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.text import clean, language
from core.words import _
from people.addresses import normalised
from people.events import PersonEvent
from people.identity import Identity, take_out
from people.models import Contact, Person, Visibility
from people.names import free_handle
from people.permissions import can_erase
from people.ports import erase as erased_by
from people.roles import locked_admins, must_leave_one, tell_all

LONGEST_REASON = 500


@in_transaction
async def erase_oneself(typed: str, *, credited: bool = False, by: Person) -> None:
    """Go, and take along who one was. `typed` is one's own address, so that nobody does it by mistake; `credited`: the
    names by which one wished to be credited stay. Raises `Invalid` for `email`."""
    if by.email is None or normalised(typed) != by.email:
        raise Invalid({"email": _("This isn't the address of your account.")})
    await _erase(by.id, by, "", credited)


@in_transaction
async def to_be_erased(email: str) -> Person:
    """Whoever has this address, if they can be erased. For `madang erase`, before it asks."""
    person = await Person.get_or_none(email=normalised(email))
    if person is None:
        raise Refused(_("Nobody here has this address; whoever was erased has none any more."))
    must_leave_one(await locked_admins(), person)
    return person


@in_transaction
async def erase(person_id: int, *, reason: str, credited: bool = False, by: Person | None) -> None:
    """Erase somebody who asked for it. Admins only, or whoever runs the yard (None); `reason` stands in the record and
    should name nobody. Raises `Invalid` for `reason`."""
    why = clean(reason)
    if not why:
        raise Invalid({"reason": _("Say why; it stands in the record.")})
    if len(why) > LONGEST_REASON:
        raise Invalid({"reason": _("%(number)s characters at most.", number=LONGEST_REASON)})
    await _erase(person_id, by, why, credited)


async def _erase(person_id: int, by: Person | None, why: str, credited: bool) -> None:
    admins = await locked_admins()
    person = await Person.select_for_update().get_or_none(id=person_id)
    if person is None:
        raise NotFound
    if person.is_erased:
        raise Refused(_("This account is erased already."))
    if by and (not can_erase(by, person) or (by.id != person.id and by.id not in admins)):
        raise NotAllowed(_("Only admins of this yard can do that."))
    must_leave_one(admins, person)
    who = await _identity(person, credited)
    await _empty(person, who)
    await _forget(who)
    for each in erased_by.answerers:
        await each(who)
    await tell_all(person)
    why = who.taken_out_of(why)
    words = {"reason": (why, language(why))} if why else None
    await record(
        PersonEvent.ERASED,
        by=by,
        about=("person", person.id),
        audience=Audience.STAFF,
        words=words,
        oneself=by is not None and by.id == person.id,
    )


async def _identity(person: Person, credited: bool) -> Identity:
    return Identity(
        id=person.id,
        name=person.name,
        email=person.email or "",
        handle=person.handle,
        nobody=await free_handle(""),
        credited=credited,
        of_the_house=person.is_staff,
    )


async def _empty(person: Person, who: Identity) -> None:
    """What is left of the row: that it was somebody, since when, and in which role they spoke."""
    person.update_from_dict(
        {
            "email": None,
            "handle": who.nobody,
            "organisation_id": None,
            "name_shown": False,
            "visibility": Visibility.HIDDEN,
            "contact": Contact.NOBODY,
            "terms_version": 0,
            "deactivated_at": person.deactivated_at or now(),
            **dict.fromkeys(("name", "department", "headline", "bio", "locale", "timezone"), ""),
        }
    )
    await person.save()


async def _forget(who: Identity) -> None:
    """This floor's own tables, and those below."""
    for table in ("session", "intent", "block", "api_token"):
        await rows(f"DELETE FROM {table} WHERE person_id = :person", person=who.id)
    await rows("DELETE FROM block WHERE blocked_id = :person", person=who.id)
    if who.email:
        await rows("DELETE FROM sign_in WHERE email = :email", email=who.email)
        await rows("DELETE FROM invitation WHERE email = :email", email=who.email)
    await forgetting.forget(
        who.id, email=who.email, names=(who.name, f"@{who.handle}"), words=not who.of_the_house
    )
    await take_out(who, "statement", "body")
    for table, *columns in (
        ("person", "bio", "headline"),
        ("organisation", "about"),
        ("site", "terms", "privacy"),
    ):
        await take_out(who, table, *columns)
