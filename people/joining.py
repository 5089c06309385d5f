"""Becoming a member: joining, telling one's name, agreeing to the terms."""

from typing import Any

from activity.models import Audience
from activity.operations import record
from core.clock import now
from core.database import in_transaction, row
from core.errors import Invalid, Refused
from core.words import LOCALES, _
from people.addresses import normalised
from people.events import PersonEvent
from people.models import Invitation, Person, Role, Session, Visibility
from people.names import checked_handle, checked_name, free_handle, is_made_up, is_taken
from people.permissions import has_agreed
from people.site import current, welcomes


async def invitation_for(email: str) -> Invitation | None:
    """The open invitation of this address, sent within the last 30 days."""
    return await Invitation.get_or_none(
        email=email, accepted_at=None, revoked_at=None, created_at__gt=now() - Invitation.LASTS
    )


async def has_arrived(person: Person) -> bool:
    """Are they here by their own or an admin's doing? Not those whom an import named and who never signed in."""
    if person.visibility is not Visibility.HIDDEN or person.role is not Role.CUSTOMER:
        return True
    return await Session.exists(person_id=person.id)


async def admitted(email: str) -> bool:
    """May whoever owns this address come in? Members, the invited, and whom the house rules welcome.

    That an import named somebody invites nobody.
    """
    person = await Person.get_or_none(email=email)
    if person is not None and (person.deactivated_at is not None or await has_arrived(person)):
        return person.deactivated_at is None
    return welcomes(await current(), email) or await invitation_for(email) is not None


@in_transaction
async def join(
    email: str,
    *,
    name: str = "",
    handle: str = "",
    role: Role = Role.CUSTOMER,
    organisation_id: int | None = None,
    locale: str = "",
    by: Person | None = None,
) -> Person:
    """Become a member, or be found where one is already. An open invitation gives role and organisation.

    `by` is whoever brought them; without, they came by themselves. Doesn't ask whether they are `admitted`.
    """
    email = normalised(email)
    name = checked_name(name) if name else ""
    if handle and await is_taken(handle := checked_handle(handle)):
        raise Invalid({"handle": _("Somebody has this handle already.")})
    invitation = await invitation_for(email)
    if invitation:
        role, organisation_id = (
            max(role, invitation.role, key=_rank),
            organisation_id or invitation.organisation_id,
        )
        locale = locale or invitation.locale
    person, is_new = await _insert(email, name, handle, role, organisation_id, locale)
    if is_new:
        await _record(
            PersonEvent.JOINED,
            person,
            by=by or person,
            role=role.value,
            organisation=organisation_id,
            invitation=invitation.id if invitation else None,
        )
    if invitation and (is_new or not await has_arrived(person)):
        await _accept(invitation, person, role, organisation_id)
    return person


@in_transaction
async def bring(email: str, *, name: str = "") -> Person:
    """A place for somebody whom an import names; or they, where they are here already.

    Nobody asked them: until they first sign in their profile is hidden, an invitation waits for them, and where
    the yard isn't open to everyone they need one.
    """
    name = checked_name(name) if name else ""
    person, is_new = await _insert(normalised(email), name, "", Role.CUSTOMER, None, "", Visibility.HIDDEN)
    if is_new:
        await _record(PersonEvent.JOINED, person, by=person, role=person.role.value, brought=True)
    return person


@in_transaction
async def arrive(email: str, *, locale: str) -> Person:
    """Come in by oneself. Whom an import named is from now on seen as every newcomer is."""
    known = await Person.get_or_none(email=normalised(email))
    was_brought = known is not None and not await has_arrived(known)
    person = await join(email, locale=locale)
    if was_brought:
        person.visibility = Visibility.PUBLIC
        await person.save(update_fields=["visibility"])
        await _record(PersonEvent.CHANGED, person, by=person, fields=["visibility"])
    return person


def _rank(role: Role) -> int:
    return role.rank


async def _insert(
    email: str,
    name: str,
    handle: str,
    role: Role,
    organisation_id: int | None,
    locale: str,
    visibility: Visibility = Visibility.PUBLIC,
) -> tuple[Person, bool]:
    """Two first sign-ins at once make one person: the second waits for the first and finds them."""
    while True:
        made = await row(
            """INSERT INTO person (created_at, email, handle, name, role, organisation_id, department,
                                   headline, bio, locale, timezone,
                                   name_shown, visibility, contact, terms_version)
               VALUES (:now, :email, :handle, :name, :role, :organisation, '', '', '',
                       :locale, '', TRUE, :visibility, 'shared_room', 0)
               ON CONFLICT DO NOTHING RETURNING id""",
            now=now(),
            email=email,
            handle=handle or await free_handle(name),
            name=name,
            role=role.value,
            organisation=organisation_id,
            locale=locale if locale in LOCALES else "",
            visibility=visibility.value,
        )
        person = await Person.get_or_none(email=email)
        if person:
            return person, made is not None
        if handle:
            raise Invalid({"handle": _("Somebody has this handle already.")})


async def _accept(invitation: Invitation, person: Person, role: Role, organisation_id: int | None) -> None:
    """Whom an import had brought gets now what the invitation gives."""
    if (person.role, person.organisation_id) != (role, organisation_id):
        person.role, person.organisation_id = role, organisation_id
        await person.save(update_fields=["role", "organisation_id"])
    await Invitation.filter(id=invitation.id).update(accepted_at=now())
    await record(
        PersonEvent.INVITATION_ACCEPTED,
        by=person,
        about=("invitation", invitation.id),
        audience=Audience.STAFF,
        person=person.id,
    )


@in_transaction
async def settle(person: Person, *, name: str, locale: str, agrees_to: int | None = None) -> Person:
    """What a new member tells first: name, language and, where there are terms, to which version they agree."""
    site = await current()
    problems: dict[str, str] = {}
    try:
        name = checked_name(name)
    except Invalid as wrong:
        problems |= wrong.fields
    if locale not in LOCALES:
        problems["locale"] = _("Please choose one of these languages.")
    if agrees_to is None and not has_agreed(person, site):
        problems["agree"] = _("To take part, please agree to the terms.")
    if problems:
        raise Invalid(problems)
    changed = [
        field for field, value in (("name", name), ("locale", locale)) if getattr(person, field) != value
    ]
    if changed:
        await _rename(person, name, locale)
        await _record(PersonEvent.CHANGED, person, by=person, fields=changed)
    if agrees_to is not None and site.terms:
        await agree(person, agrees_to)
    return person


async def _rename(person: Person, name: str, locale: str) -> None:
    person.name, person.locale = name, locale
    if is_made_up(person.handle):
        person.handle = await free_handle(name)
    await person.save(update_fields=["name", "locale", "handle"])


@in_transaction
async def agree(person: Person, version: int) -> None:
    """Agree to the terms, in the version that was shown: what is recorded is a consent to one text."""
    if version != (await current()).terms_version:
        raise Refused(_("The terms have just changed. Please read them once more."))
    if await Person.filter(id=person.id, terms_version__lt=version).update(terms_version=version):
        await _record(PersonEvent.AGREED, person, by=person, version=version)
    person.terms_version = version


async def _record(action: PersonEvent, person: Person, *, by: Person | None, **details: Any) -> None:
    await record(action, by=by, about=("person", person.id), audience=Audience.STAFF, **details)
