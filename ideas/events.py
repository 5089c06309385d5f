"""What happens to ideas."""

from enum import StrEnum

from activity.events import Tells, declare


class IdeaEvent(StrEnum):
    POSTED = "idea.posted"
    EDITED = "idea.edited"
    MOVED = "idea.moved"
    WITHDRAWN = "idea.withdrawn"
    HELD = "idea.held"
    RELEASED = "idea.released"
    HIDDEN = "idea.hidden"
    RESTORED = "idea.restored"
    RETAGGED = "idea.retagged"
    BOARD_CHANGED = "idea.board_changed"
    OWNER_CHANGED = "idea.owner_changed"
    IMPORTED = "idea.imported"


class CommentEvent(StrEnum):
    POSTED = "comment.posted"
    ANSWERED = "comment.answered"
    EDITED = "comment.edited"
    REMOVED = "comment.removed"
    HIDDEN = "comment.hidden"
    RESTORED = "comment.restored"


class CoauthorEvent(StrEnum):
    ACCEPTED = "coauthor.accepted"
    DECLINED = "coauthor.declined"
    """About the person: whoever stays unnamed is named nowhere."""
    LEFT = "coauthor.left"


class BoardEvent(StrEnum):
    CREATED = "board.created"
    CHANGED = "board.changed"


declare(IdeaEvent.POSTED, Tells.ADDRESSEES, kind="posts")
declare(IdeaEvent.HELD, Tells.ADDRESSEES, kind="posts")
declare(IdeaEvent.MOVED, Tells.FOLLOWERS, kind="moves")
declare(IdeaEvent.RELEASED, Tells.FOLLOWERS, kind="moves")
declare(IdeaEvent.HIDDEN, Tells.FOLLOWERS, kind="moves")
declare(IdeaEvent.RESTORED, Tells.FOLLOWERS, kind="moves")
declare(IdeaEvent.OWNER_CHANGED, Tells.ADDRESSEES, kind="assignments")
declare(IdeaEvent.EDITED, Tells.ADDRESSEES, kind="mentions")
declare(IdeaEvent.WITHDRAWN, Tells.NOBODY)
declare(IdeaEvent.RETAGGED, Tells.NOBODY)
declare(IdeaEvent.BOARD_CHANGED, Tells.NOBODY)
declare(IdeaEvent.IMPORTED, Tells.NOBODY)
declare(CommentEvent.POSTED, Tells.FOLLOWERS, kind="comments")
declare(CommentEvent.ANSWERED, Tells.FOLLOWERS, kind="answers")
declare(CommentEvent.EDITED, Tells.ADDRESSEES, kind="mentions")
declare(CommentEvent.REMOVED, Tells.NOBODY)
declare(CommentEvent.HIDDEN, Tells.NOBODY)
declare(CommentEvent.RESTORED, Tells.NOBODY)
for _action in CoauthorEvent:
    declare(_action, Tells.NOBODY)
declare(BoardEvent.CREATED, Tells.NOBODY)
declare(BoardEvent.CHANGED, Tells.NOBODY)
