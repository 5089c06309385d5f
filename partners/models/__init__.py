"""The tables of how partners find each other, and of what they make together, noun by noun."""

from partners.models.conversations import Conversation, ConversationState, Message
from partners.models.documents import Document, DocumentVersion, Suggestion, SuggestionState
from partners.models.needs import Need, NeedKind, NeedTag, NeedToken
from partners.models.posts import Post, PostComment
from partners.models.proposals import Consent, Proposal, ProposalAuthor, ProposalState
from partners.models.reports import PartnerReport
from partners.models.rooms import (
    MemberRole,
    Membership,
    MemberState,
    Room,
    RoomInvitation,
    RoomKind,
    RoomStatus,
)
from partners.models.rules import PartnerRules

__all__ = [
    "Consent",
    "Conversation",
    "ConversationState",
    "Document",
    "DocumentVersion",
    "MemberRole",
    "MemberState",
    "Membership",
    "Message",
    "Need",
    "NeedKind",
    "NeedTag",
    "NeedToken",
    "PartnerReport",
    "PartnerRules",
    "Post",
    "PostComment",
    "Proposal",
    "ProposalAuthor",
    "ProposalState",
    "Room",
    "RoomInvitation",
    "RoomKind",
    "RoomStatus",
    "Suggestion",
    "SuggestionState",
]
