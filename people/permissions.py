"""Questions about people with a yes or no. Operations ask them, pages ask the same ones."""

from core.errors import NotAllowed
from core.words import _
from people.models import Person, Site, Visibility


def can_see_profile(reader: Person | None, person: Person) -> bool:
    """May they open this person's page? Oneself and staff always; everyone finds staff, who answer."""
    if reader and (reader.id == person.id or reader.is_staff):
        return True
    if person.deactivated_at or not person.name:
        return False
    if person.is_staff or person.visibility is Visibility.PUBLIC:
        return True
    return reader is not None and person.visibility is Visibility.MEMBERS


def can_see_email(reader: Person | None, person: Person) -> bool:
    """May they read this person's address? Only oneself and staff."""
    return reader is not None and (reader.id == person.id or reader.is_staff)


def can_block(by: Person, person: Person) -> bool:
    """May they stop hearing from this person? Staff answer for the house; a conversation with them can be ended."""
    return by.id != person.id and not person.is_staff


def can_administer(person: Person | None) -> bool:
    """May they run the yard: people, invitations, organisations, boards, house rules?"""
    return person is not None and person.is_admin


def can_change_role(by: Person, person: Person) -> bool:
    """May they change this person's role? Admins, but never their own."""
    return can_administer(by) and by.id != person.id


def can_deactivate(by: Person, person: Person) -> bool:
    """May they close this person's door? Admins, but never their own."""
    return can_administer(by) and by.id != person.id


def can_erase(by: Person, person: Person) -> bool:
    """May they have everything taken out that says who this person was? Themselves, and admins."""
    return not person.is_erased and (by.id == person.id or can_administer(by))


def has_agreed(person: Person, site: Site) -> bool:
    """Have they agreed to the terms as they stand now? Without terms, there is nothing to agree to."""
    return not site.terms.strip() or person.terms_version >= site.terms_version


def is_settled(person: Person, site: Site) -> bool:
    """May they write? They have told their name and agreed to the terms as they stand. If not: /welcome."""
    return bool(person.name) and has_agreed(person, site)


def must_administer(person: Person | None) -> None:
    """Raises `NotAllowed` for whoever may not run the yard."""
    if not can_administer(person):
        raise NotAllowed(_("Only admins of this yard can do that."))


def must_be_staff(person: Person | None) -> None:
    """Raises `NotAllowed` for whoever doesn't work here."""
    if person is None or not person.is_staff:
        raise NotAllowed(_("This is for staff."))
