"""What people do as people. Each noun has a file of its own; this is the table of contents."""

from people.blocks import block, unblock
from people.erasing import erase, erase_oneself, to_be_erased
from people.invitations import invite, revoke_invitation
from people.joining import agree, bring, join, settle
from people.organisations import change_organisation, create_organisation
from people.profiles import change_profile
from people.roles import appoint, assign_organisation, change_role, deactivate, reactivate

__all__ = [
    "agree",
    "appoint",
    "assign_organisation",
    "block",
    "bring",
    "change_organisation",
    "change_profile",
    "change_role",
    "create_organisation",
    "deactivate",
    "erase",
    "erase_oneself",
    "invite",
    "join",
    "reactivate",
    "revoke_invitation",
    "settle",
    "to_be_erased",
    "unblock",
]
