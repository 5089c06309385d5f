"""Mail as its reader gets it: made when it is sent, in their language and zone, if it is still wanted
then."""

from activity.models import Delivery
from activity.ports import render_mail
from core.clock import now
from core.mail import Mail
from core.words import _
from frontend.digest_mail import digest
from frontend.mail_parts import absolute, composed, speaking_to
from frontend.notice_mail import notice
from frontend.rendering import know
from frontend.routes import named
from frontend.translations import speaking_locale
from moving.ports import speaking
from people.models import Invitation, Person, SignIn
from people.sign_in import GOOD_FOR, admitted, mail_secrets
from people.site import current


def fill() -> None:
    """Say how each kind of mail is made, and in which words the worker writes. Every process that sends mail calls this
    first; again changes nothing."""
    know(named())
    render_mail.fill("notice", notice)
    render_mail.fill("digest", digest)
    render_mail.fill("sign_in", sign_in)
    render_mail.fill("invitation", invitation)
    render_mail.fill("test", trial)
    speaking.fill("frontend", speaking_locale)


async def sign_in(delivery: Delivery) -> Mail | None:
    """A link and a code. To an address that isn't admitted: how this yard takes people in, and neither of
    them."""
    found = await SignIn.get_or_none(id=delivery.reference)
    if found is None or found.used_at or found.expires_at <= now():
        return None
    site, person = await current(), await Person.get_or_none(email=found.email)
    with speaking_to(site, found.locale, person.locale if person else ""):
        if not await admitted(found.email):
            subject = _("Signing in to %(site)s", site=site.name)
            return composed(delivery, "not_admitted", site, to=found.email, subject=subject)
        code, token = mail_secrets(found)
        return composed(
            delivery,
            "sign_in",
            site,
            to=found.email,
            subject=_("Sign in to %(site)s", site=site.name),
            code=code,
            link=absolute("sign_in_link", token=token),
            minutes=int(GOOD_FOR.total_seconds() // 60),
        )


async def invitation(delivery: Delivery) -> Mail | None:
    """Somebody may join. It carries no secret: they sign in with the address that it came to."""
    found = await Invitation.get_or_none(id=delivery.reference).select_related("invited_by", "organisation")
    if found is None or found.accepted_at or found.revoked_at or found.is_expired:
        return None
    site = await current()
    with speaking_to(site, found.locale):
        by = found.invited_by.name if found.invited_by else ""
        subject = _("%(name)s invites you to %(site)s", name=by, site=site.name)
        return composed(
            delivery,
            "invitation",
            site,
            to=found.email,
            subject=subject if by else _("You are invited to %(site)s", site=site.name),
            by=by,
            organisation=found.organisation.name if found.organisation else "",
            link=absolute("sign_in"),
            address=found.email,
        )


async def trial(delivery: Delivery) -> Mail | None:
    """What an admin sends to themselves to see whether mail goes out."""
    site, person = await current(), await Person.get_or_none(email=delivery.target)
    with speaking_to(site, person.locale if person else "", zone=person.timezone if person else ""):
        return composed(
            delivery,
            "test",
            site,
            to=delivery.target,
            subject=_("Mail from %(site)s works", site=site.name),
            asked_at=delivery.created_at,
            link=absolute("deliveries"),
        )
