"""What happens to votes. Stories show them as counts; only for whom somebody else votes is told of it."""

from enum import StrEnum

from activity.events import Tells, declare


class VoteEvent(StrEnum):
    CAST = "vote.cast"
    WITHDRAWN = "vote.withdrawn"
    WEIGHED = "vote.weighed"
    CAST_FOR = "vote.cast_for"
    WITHDRAWN_FOR = "vote.withdrawn_for"


declare(VoteEvent.CAST, Tells.NOBODY, in_story=False)
declare(VoteEvent.WITHDRAWN, Tells.NOBODY, in_story=False)
declare(VoteEvent.WEIGHED, Tells.NOBODY, in_story=False)
declare(VoteEvent.CAST_FOR, Tells.ADDRESSEES, kind="account", in_story=False)
declare(VoteEvent.WITHDRAWN_FOR, Tells.ADDRESSEES, kind="account", in_story=False)
