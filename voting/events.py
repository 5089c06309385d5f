"""What happens to votes. Stories show them as counts, and nobody is told of each."""

from enum import StrEnum

from activity.events import Tells, declare


class VoteEvent(StrEnum):
    CAST = "vote.cast"
    WITHDRAWN = "vote.withdrawn"


declare(VoteEvent.CAST, Tells.NOBODY, in_story=False)
declare(VoteEvent.WITHDRAWN, Tells.NOBODY, in_story=False)
