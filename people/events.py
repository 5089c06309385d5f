"""What happens to people, invitations, organisations and the house rules."""

from enum import StrEnum

from activity.events import Tells, declare


class PersonEvent(StrEnum):
    JOINED = "person.joined"
    SIGNED_IN = "person.signed_in"
    SESSION_ENDED = "person.session_ended"
    TOKEN_MADE = "person.token_made"
    TOKEN_REVOKED = "person.token_revoked"
    AGREED = "person.agreed"
    CHANGED = "person.changed"
    ROLE_CHANGED = "person.role_changed"
    ORGANISATION_CHANGED = "person.organisation_changed"
    DEACTIVATED = "person.deactivated"
    REACTIVATED = "person.reactivated"
    ERASED = "person.erased"
    BLOCKED = "person.blocked"
    UNBLOCKED = "person.unblocked"
    INVITED = "invitation.sent"
    INVITATION_REVOKED = "invitation.revoked"
    INVITATION_ACCEPTED = "invitation.accepted"
    ORGANISATION_CREATED = "organisation.created"
    ORGANISATION_EDITED = "organisation.changed"
    SITE_CHANGED = "site.changed"
    TERMS_RENEWED = "site.terms_renewed"
    EXPORT_ASKED = "site.export_asked"
    EXPORT_TAKEN = "site.export_taken"


declare(PersonEvent.JOINED, Tells.NOBODY)
declare(PersonEvent.SIGNED_IN, Tells.NOBODY, in_story=False)
declare(PersonEvent.SESSION_ENDED, Tells.NOBODY, in_story=False)
declare(PersonEvent.TOKEN_MADE, Tells.NOBODY, in_story=False)
declare(PersonEvent.TOKEN_REVOKED, Tells.NOBODY, in_story=False)
declare(PersonEvent.AGREED, Tells.NOBODY)
declare(PersonEvent.CHANGED, Tells.NOBODY, in_story=False)
declare(PersonEvent.ROLE_CHANGED, Tells.ADDRESSEES, kind="account")
declare(PersonEvent.ORGANISATION_CHANGED, Tells.NOBODY)
declare(PersonEvent.DEACTIVATED, Tells.NOBODY)
declare(PersonEvent.REACTIVATED, Tells.NOBODY)
declare(PersonEvent.ERASED, Tells.NOBODY)
declare(PersonEvent.BLOCKED, Tells.NOBODY, in_story=False)
declare(PersonEvent.UNBLOCKED, Tells.NOBODY, in_story=False)
declare(PersonEvent.INVITED, Tells.NOBODY)
declare(PersonEvent.INVITATION_REVOKED, Tells.NOBODY)
declare(PersonEvent.INVITATION_ACCEPTED, Tells.NOBODY)
declare(PersonEvent.ORGANISATION_CREATED, Tells.NOBODY)
declare(PersonEvent.ORGANISATION_EDITED, Tells.NOBODY, in_story=False)
declare(PersonEvent.SITE_CHANGED, Tells.NOBODY)
declare(PersonEvent.TERMS_RENEWED, Tells.NOBODY)
declare(PersonEvent.EXPORT_ASKED, Tells.NOBODY)
declare(PersonEvent.EXPORT_TAKEN, Tells.NOBODY)
