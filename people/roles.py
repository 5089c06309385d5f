"""Who may do what here: roles, organisations' members, closed doors."""

from typing import Any

from activity.models import Audience, Calling
from activity.operations import record
from core.clock import now
from core.database import in_transaction
from core.errors import NotAllowed, NotFound, Refused
from core.words import _
from people import tokens
from people.events import PersonEvent
from people.joining import join
from people.models import Organisation, Person, Role
from people.permissions import can_change_role, can_deactivate, must_administer
from people.ports import gone
from people.sessions import revoke_all


@in_transaction
async def appoint(email: str, role: Role, *, by: Person | None = None) -> Person:
    """Give whoever has this address this role; make them a member if they aren't one. For `madang admin`."""
    if by is not None:
        must_administer(by)
    person = await join(email, role=role, by=by)
    if person.deactivated_at is not None:
        await _reactivate(person, by)
    return await _give_role(person, role, by)


@in_transaction
async def change_role(person_id: int, role: Role, *, by: Person) -> Person:
    """Give a person another role; they are told. Nobody changes their own, and one admin always stays."""
    admins = await locked_admins()
    person = await _person(person_id)
    if by.id == person.id and by.is_admin:
        raise Refused(_("You can't change your own role. Ask another admin."))
    if by.id not in admins or not can_change_role(by, person):
        raise NotAllowed(_("Only admins of this yard can do that."))
    if role is not Role.ADMIN:
        must_leave_one(admins, person)
    return await _give_role(person, role, by)


async def _give_role(person: Person, role: Role, by: Person | None) -> Person:
    if person.role is role:
        return person
    before, person.role = person.role, role
    await person.save(update_fields=["role"])
    await record(
        PersonEvent.ROLE_CHANGED,
        by=by,
        about=("person", person.id),
        calling={person.id: Calling.ASSIGNED},
        was=before.value,
        role=role.value,
    )
    return person


@in_transaction
async def assign_organisation(person_id: int, organisation_id: int | None, *, by: Person) -> Person:
    """Say which organisation a person belongs to; None for none."""
    must_administer(by)
    person = await _person(person_id)
    if organisation_id is not None and not await Organisation.exists(id=organisation_id):
        raise NotFound
    if person.organisation_id != organisation_id:
        before, person.organisation_id = person.organisation_id, organisation_id
        await person.save(update_fields=["organisation_id"])
        await _record(PersonEvent.ORGANISATION_CHANGED, person, by, was=before, organisation=organisation_id)
    return person


@in_transaction
async def deactivate(person_id: int, *, by: Person) -> None:
    """Close a person's door: they are signed out everywhere, their tokens end, and they can't come back in. What they
    wrote stays."""
    admins = await locked_admins()
    person = await _person(person_id)
    if by.id == person.id and by.is_admin:
        raise Refused(_("You can't deactivate yourself. Ask another admin."))
    if by.id not in admins or not can_deactivate(by, person):
        raise NotAllowed(_("Only admins of this yard can do that."))
    must_leave_one(admins, person)
    if person.deactivated_at is None:
        person.deactivated_at = now()
        await person.save(update_fields=["deactivated_at"])
        await _record(PersonEvent.DEACTIVATED, person, by)
        await revoke_all(person, by=by)
        await tokens.revoke_all(person, by=by)
        await tell_all(person)


@in_transaction
async def reactivate(person_id: int, *, by: Person) -> None:
    """Let a person in again."""
    must_administer(by)
    person = await _person(person_id)
    if person.is_erased:
        raise Refused(_("Nobody can come back to an account that was erased. They can join anew."))
    if person.deactivated_at is not None:
        await _reactivate(person, by)


async def _reactivate(person: Person, by: Person | None) -> None:
    person.deactivated_at = None
    await person.save(update_fields=["deactivated_at"])
    await _record(PersonEvent.REACTIVATED, person, by)
    await tell_all(person)


async def tell_all(person: Person) -> None:
    """The floors above, that this account was closed or opened."""
    for hear in gone.answerers:
        await hear(person)


async def locked_admins() -> set[int]:
    """The admins, held until this is done: of two who demote each other at once, one comes too late."""
    admins = Person.filter(role=Role.ADMIN, deactivated_at=None).order_by("id")
    return {admin.id for admin in await admins.select_for_update()}


def must_leave_one(admins: set[int], person: Person) -> None:
    """Raises `Refused` for the only one of these admins."""
    if admins == {person.id}:
        raise Refused(_("This is the last admin. Make somebody else an admin first."))


async def _person(person_id: int) -> Person:
    person = await Person.get_or_none(id=person_id)
    if person is None:
        raise NotFound
    return person


async def _record(action: PersonEvent, person: Person, by: Person | None, **details: Any) -> None:
    await record(action, by=by, about=("person", person.id), audience=Audience.STAFF, **details)
