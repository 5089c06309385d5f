"""What happens to ideas and complaints, as webhooks are told of it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api.payloads.shapes import OfComment, OfIdea, Payload, about, shown
from api.payloads.things import IDEA, IdeaNamed, WorkNamed
from core.words import N_
from ideas.loop import Stage

Slug = Annotated[str | None, Field(description=N_("A board's slug; null where not everyone may see it."))]
Person = Annotated[int | None, Field(description=N_("A person's number."))]

_IN_MERGE = {"merge": 1, "source": {**IDEA, "id": 8}}
_NO_WORK = {"item": None, "release": None, "improvement": None}


class Moved(OfIdea):
    model_config = about("idea", **{"from": "reviewing", "to": "planned", "cycle": 1, **_NO_WORK})
    NAMED: ClassVar = {
        "item": ("item", "item"),
        "release": ("release", "release"),
        "improvement": ("improvement", "improvement"),
    }
    from_: Annotated[Stage, Field(alias="from")]
    to: Stage
    cycle: int
    item: WorkNamed | None
    release: WorkNamed | None
    improvement: WorkNamed | None


class Rehoused(OfIdea):
    model_config = about("idea", **{"from": "ideas", "to": "mobile"})
    from_: Annotated[Slug, Field(alias="from")]
    to: Slug


class Handed(OfIdea):
    model_config = about("idea", owner=4, was=None)
    owner: Person
    was: Person


class Merged(OfIdea):
    model_config = about("idea", merge=1, into={**IDEA, "id": 8})
    NAMED: ClassVar = {"into": ("into", "idea")}
    merge: int
    into: IdeaNamed | None


class Received(OfIdea):
    model_config = about("idea", **_IN_MERGE)
    NAMED: ClassVar = {"source": ("source", "idea")}
    merge: int
    source: IdeaNamed | None


class Silent(OfIdea):
    model_config = about("idea", days=8)
    days: Annotated[int, Field(description=N_("Days since it was posted."))]


class IdeaPosted(Payload):
    model_config = shown("idea.posted", OfIdea)
    type: Literal["idea.posted"] = "idea.posted"
    data: OfIdea


class IdeaHeld(Payload):
    model_config = shown("idea.held", OfIdea)
    type: Literal["idea.held"] = "idea.held"
    data: OfIdea


class IdeaReleased(Payload):
    model_config = shown("idea.released", OfIdea)
    type: Literal["idea.released"] = "idea.released"
    data: OfIdea


class IdeaEdited(Payload):
    model_config = shown("idea.edited", OfIdea)
    type: Literal["idea.edited"] = "idea.edited"
    data: OfIdea


class IdeaRetagged(Payload):
    model_config = shown("idea.retagged", OfIdea)
    type: Literal["idea.retagged"] = "idea.retagged"
    data: OfIdea


class IdeaMoved(Payload):
    model_config = shown("idea.moved", Moved)
    type: Literal["idea.moved"] = "idea.moved"
    data: Moved


class IdeaWithdrawn(Payload):
    model_config = shown(
        "idea.withdrawn", Moved, **{"from": "received", "to": "withdrawn", "cycle": 1, **_NO_WORK}
    )
    type: Literal["idea.withdrawn"] = "idea.withdrawn"
    data: Moved


class IdeaHidden(Payload):
    model_config = shown("idea.hidden", OfIdea)
    type: Literal["idea.hidden"] = "idea.hidden"
    data: OfIdea


class IdeaRestored(Payload):
    model_config = shown("idea.restored", OfIdea)
    type: Literal["idea.restored"] = "idea.restored"
    data: OfIdea


class IdeaBoardChanged(Payload):
    model_config = shown("idea.board_changed", Rehoused)
    type: Literal["idea.board_changed"] = "idea.board_changed"
    data: Rehoused


class IdeaOwnerChanged(Payload):
    model_config = shown("idea.owner_changed", Handed)
    type: Literal["idea.owner_changed"] = "idea.owner_changed"
    data: Handed


class CommentPosted(Payload):
    model_config = shown("comment.posted", OfComment)
    type: Literal["comment.posted"] = "comment.posted"
    data: OfComment


class CommentAnswered(Payload):
    model_config = shown("comment.answered", OfComment)
    type: Literal["comment.answered"] = "comment.answered"
    data: OfComment


class CommentEdited(Payload):
    model_config = shown("comment.edited", OfComment)
    type: Literal["comment.edited"] = "comment.edited"
    data: OfComment


class CommentRemoved(Payload):
    model_config = shown("comment.removed", OfComment)
    type: Literal["comment.removed"] = "comment.removed"
    data: OfComment


class CommentHidden(Payload):
    model_config = shown("comment.hidden", OfComment)
    type: Literal["comment.hidden"] = "comment.hidden"
    data: OfComment


class CommentRestored(Payload):
    model_config = shown("comment.restored", OfComment)
    type: Literal["comment.restored"] = "comment.restored"
    data: OfComment


class MergeMade(Payload):
    model_config = shown("merge.made", Merged)
    type: Literal["merge.made"] = "merge.made"
    data: Merged


class MergeUndone(Payload):
    model_config = shown("merge.undone", Merged)
    type: Literal["merge.undone"] = "merge.undone"
    data: Merged


class MergeReceived(Payload):
    model_config = shown("merge.received", Received)
    type: Literal["merge.received"] = "merge.received"
    data: Received


class MergeParted(Payload):
    model_config = shown("merge.parted", Received)
    type: Literal["merge.parted"] = "merge.parted"
    data: Received


class TriageSilent(Payload):
    model_config = shown("triage.silent", Silent)
    type: Literal["triage.silent"] = "triage.silent"
    data: Silent
