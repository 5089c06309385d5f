"""The composition root: fills the ports of the lower floors. Every face calls `compose()` before anything else."""

from activity.ports import clean, may_see, visible_among
from ideas.finding import which_are_visible, who_may_see
from ideas.ports import others_voted
from people import housekeeping
from people.hearing import which_are_heard, who_may_hear
from voting import queries as votes


def compose() -> None:
    """Fill every port that a domain floor can fill. Calling it again changes nothing. Faces fill `render_mail`."""
    may_see.fill("idea", who_may_see)
    may_see.fill("person", who_may_hear)
    visible_among.fill("idea", which_are_visible)
    visible_among.fill("person", which_are_heard)
    others_voted.fill("voting", votes.others_voted)
    clean.fill("people", housekeeping.clean)
