"""What happens when people move in. An idea's own arrival is `idea.imported`; a merge that came along `merge.made`."""

from enum import StrEnum

from activity.events import Tells, declare


class ArrivalEvent(StrEnum):
    VOTED = "arrival.voted"
    COMMENTED = "arrival.commented"
    REWORDED = "arrival.reworded"
    UPLOADED = "arrival.uploaded"


for _action in ArrivalEvent:
    declare(_action, Tells.NOBODY, in_story=False)
