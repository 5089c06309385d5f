"""What happens between partners, and whom each tells.

Events about a room say who may read them by their audience: `PUBLIC` is whoever sees the room (its name), `AUTHOR`
whoever reads what is inside. Here, unlike elsewhere, staff read neither by being staff (`partners.seeing`).
"""

from collections.abc import Iterable
from enum import StrEnum

from activity.events import Tells, declare


class NeedEvent(StrEnum):
    """About the person."""

    PUBLISHED = "need.published"
    CHANGED = "need.changed"
    ENDED = "need.ended"
    HIDDEN = "need.hidden"
    """After a report."""


class MessageEvent(StrEnum):
    """About the conversation."""

    REQUESTED = "message.requested"
    ACCEPTED = "message.accepted"
    DECLINED = "message.declined"
    ENDED = "message.ended"
    SENT = "message.sent"
    HIDDEN = "message.hidden"
    """After a report."""


class RoomEvent(StrEnum):
    OPENED = "room.opened"
    CHANGED = "room.changed"
    NARROWED = "room.narrowed"
    ARCHIVED = "room.archived"
    RESUMED = "room.resumed"
    FROZEN = "room.frozen"
    THAWED = "room.thawed"


class MembershipEvent(StrEnum):
    """About the room; `person` in the details is whose membership it is."""

    INVITED = "membership.invited"
    UNINVITED = "membership.uninvited"
    REQUESTED = "membership.requested"
    JOINED = "membership.joined"
    ACCEPTED = "membership.accepted"
    DECLINED = "membership.declined"
    REFUSED = "membership.refused"
    WITHDRAWN = "membership.withdrawn"
    """A request, taken back."""
    AGREED = "membership.agreed"
    """To terms that had changed."""
    FEED_RENEWED = "membership.feed_renewed"
    LEFT = "membership.left"
    REMOVED = "membership.removed"
    BANNED = "membership.banned"
    READMITTED = "membership.readmitted"
    HANDED_OVER = "membership.handed_over"
    SUCCEEDED = "membership.succeeded"


class PostEvent(StrEnum):
    """About the room."""

    WRITTEN = "post.written"
    COMMENTED = "post.commented"
    EDITED = "post.edited"
    REMOVED = "post.removed"
    HIDDEN = "post.hidden"
    """After a report; `comment` in the details where it is one."""


class DocumentEvent(StrEnum):
    """About the room."""

    STARTED = "document.started"
    SAVED = "document.saved"
    ARCHIVED = "document.archived"
    RESUMED = "document.resumed"


class SuggestionEvent(StrEnum):
    """About the room."""

    MADE = "suggestion.made"
    ACCEPTED = "suggestion.accepted"
    REJECTED = "suggestion.rejected"
    WITHDRAWN = "suggestion.withdrawn"


class ProposalEvent(StrEnum):
    """About the proposal."""

    OPENED = "proposal.opened"
    CONFIRMED = "proposal.confirmed"
    OBJECTED = "proposal.objected"
    RELENTED = "proposal.relented"
    REVISED = "proposal.revised"
    PUBLISHED = "proposal.published"
    WITHDRAWN = "proposal.withdrawn"


class RulesEvent(StrEnum):
    CHANGED = "rules.changed"


_MESSAGES, _ROOMS = "messages", "rooms"


def _all(actions: Iterable[StrEnum], tells: Tells, kind: str = "") -> None:
    for action in actions:
        declare(action, tells, kind=kind)


_all((NeedEvent.PUBLISHED, NeedEvent.CHANGED, NeedEvent.ENDED), Tells.NOBODY)
_all((MessageEvent.DECLINED, MessageEvent.ENDED, RulesEvent.CHANGED), Tells.NOBODY)
_all((RoomEvent.OPENED, RoomEvent.CHANGED), Tells.NOBODY)
_UNTOLD = (
    MembershipEvent.LEFT,
    MembershipEvent.UNINVITED,
    MembershipEvent.WITHDRAWN,
    MembershipEvent.AGREED,
    MembershipEvent.FEED_RENEWED,
)
_all((*_UNTOLD, SuggestionEvent.WITHDRAWN), Tells.NOBODY)
_all((PostEvent.REMOVED, DocumentEvent.ARCHIVED, DocumentEvent.RESUMED), Tells.NOBODY)
_all((MessageEvent.REQUESTED, MessageEvent.ACCEPTED, MessageEvent.SENT), Tells.ADDRESSEES, _MESSAGES)
_all(
    (RoomEvent.NARROWED, RoomEvent.ARCHIVED, RoomEvent.RESUMED, RoomEvent.FROZEN, RoomEvent.THAWED),
    Tells.FOLLOWERS,
    _ROOMS,
)
_all((PostEvent.WRITTEN, DocumentEvent.STARTED, DocumentEvent.SAVED), Tells.FOLLOWERS, _ROOMS)
_all(
    (each for each in MembershipEvent if each not in _UNTOLD),
    Tells.ADDRESSEES,
    _ROOMS,
)
_all(
    (
        PostEvent.COMMENTED,
        PostEvent.EDITED,
        SuggestionEvent.MADE,
        SuggestionEvent.ACCEPTED,
        SuggestionEvent.REJECTED,
    ),
    Tells.ADDRESSEES,
    _ROOMS,
)
_all(ProposalEvent, Tells.ADDRESSEES, _ROOMS)
_all((PostEvent.HIDDEN, MessageEvent.HIDDEN, NeedEvent.HIDDEN), Tells.ADDRESSEES, "account")
