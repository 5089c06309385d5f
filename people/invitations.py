"""Invitations: somebody may join, in this role and organisation."""

from activity import deliveries
from activity.models import Audience
from activity.operations import record
from core.clock import now
from core.database import in_transaction, row
from core.errors import Invalid, NotFound, Refused
from core.words import LOCALES, _
from people.addresses import normalised
from people.events import PersonEvent
from people.joining import has_arrived
from people.models import Invitation, Organisation, Person, Role
from people.permissions import must_administer


@in_transaction
async def invite(
    email: str,
    *,
    by: Person,
    role: Role = Role.CUSTOMER,
    organisation_id: int | None = None,
    locale: str = "",
) -> Invitation:
    """Invite somebody by mail. They join by signing in with this address within 30 days, and have this role from
    then on. An invitation that expired is sent anew in this way.
    """
    must_administer(by)
    email = normalised(email)
    person = await Person.get_or_none(email=email)
    if person is not None and (person.deactivated_at is not None or await has_arrived(person)):
        raise Invalid(
            {"email": _("This person is a member already. Their role is changed on the page of people.")}
        )
    if organisation_id is not None and not await Organisation.exists(id=organisation_id):
        raise NotFound
    invitation = await _create(email, role, organisation_id, locale if locale in LOCALES else "", by)
    await record(
        PersonEvent.INVITED,
        by=by,
        about=("invitation", invitation.id),
        audience=Audience.STAFF,
        role=role.value,
        organisation=organisation_id,
    )
    await deliveries.queue("invitation", invitation.id, email)
    return invitation


async def _create(email: str, role: Role, organisation_id: int | None, locale: str, by: Person) -> Invitation:
    await Invitation.filter(
        email=email, accepted_at=None, revoked_at=None, created_at__lte=now() - Invitation.LASTS
    ).update(revoked_at=now())
    made = await row(
        """INSERT INTO invitation (created_at, email, role, organisation_id, invited_by_id, locale)
           VALUES (:now, :email, :role, :organisation, :by, :locale) ON CONFLICT DO NOTHING RETURNING id""",
        now=now(),
        email=email,
        role=role.value,
        organisation=organisation_id,
        by=by.id,
        locale=locale,
    )
    if made is None:
        raise Invalid(
            {"email": _("This address is invited already. Revoke that invitation to send another.")}
        )
    return await Invitation.get(id=made["id"])


@in_transaction
async def revoke_invitation(invitation_id: int, *, by: Person) -> None:
    """Take an invitation back, as long as nobody has come by it."""
    must_administer(by)
    if not await Invitation.exists(id=invitation_id):
        raise NotFound
    if not await Invitation.filter(id=invitation_id, accepted_at=None, revoked_at=None).update(
        revoked_at=now()
    ):
        raise Refused(_("This invitation has been accepted or revoked already."))
    await record(
        PersonEvent.INVITATION_REVOKED, by=by, about=("invitation", invitation_id), audience=Audience.STAFF
    )
