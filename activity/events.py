"""Actions: each floor names its own; here is what every action declares."""

from dataclasses import dataclass
from enum import StrEnum


class Tells(StrEnum):
    """Whom an action tells."""

    FOLLOWERS = "followers"
    ADDRESSEES = "addressees"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Declared:
    """What an action declares about itself.

    `tells`: followers of the subject (and whoever is addressed), only whoever is addressed, or nobody.
    `kind`: the kind of notice, which people set their preferences by. `in_story`: false for what is only
    counted.
    """

    tells: Tells
    kind: str = ""
    in_story: bool = True


DECLARED: dict[str, Declared] = {}
"""Every action in the house, by its name."""


def declare(action: StrEnum, tells: Tells, *, kind: str = "", in_story: bool = True) -> None:
    """Make an action known. Whoever is told needs a kind to choose by."""
    if (tells is Tells.NOBODY) == bool(kind):
        raise ValueError(f"{action}: an action has a kind exactly when it tells somebody.")
    DECLARED[action.value] = Declared(tells, kind, in_story)


class WebhookEvent(StrEnum):
    ADDED = "webhook.added"
    CHANGED = "webhook.changed"
    REKEYED = "webhook.rekeyed"
    TURNED_ON = "webhook.turned_on"
    TURNED_OFF = "webhook.turned_off"
    STOPPED = "webhook.stopped"
    """By the system: `because` says why."""
    REMOVED = "webhook.removed"


for _action in WebhookEvent:
    if _action is not WebhookEvent.STOPPED:
        declare(_action, Tells.NOBODY)
declare(WebhookEvent.STOPPED, Tells.ADDRESSEES, kind="assignments")
