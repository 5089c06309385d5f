"""What happens on the roadmap, and what was said of it, as webhooks are told of it."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api.payloads.ideas import Person
from api.payloads.shapes import OfIdea, OfImprovement, OfItem, OfRelease, Payload, about, shown
from api.payloads.things import IDEA, IMPROVEMENT, ITEM, RELEASE, IdeaNamed, WorkNamed
from core.words import N_
from roadmap.models import Answer, ItemStage

Fields = Annotated[list[str], Field(description=N_("What was changed."))]

_DAYS = {"from": None, "to": "2027-05-31"}


class ItemMove(OfItem):
    model_config = about("item", **{"from": "planned", "to": "shipped", "release": RELEASE})
    NAMED: ClassVar = {"release": ("release", "release")}
    from_: Annotated[ItemStage, Field(alias="from")]
    to: ItemStage
    release: WorkNamed | None


class ItemFields(OfItem):
    model_config = about("item", fields=["horizon", "title"])
    fields: Fields


class ItemPromise(OfItem):
    model_config = about("item", **_DAYS)
    from_: Annotated[date | None, Field(alias="from")]
    to: date | None


class ItemLink(OfItem):
    model_config = about("item", idea=IDEA)
    NAMED: ClassVar = {"idea": ("idea", "idea")}
    idea: IdeaNamed | None


class ItemHanded(OfItem):
    model_config = about("item", owner=4, was=None)
    owner: Person
    was: Person


class Linked(OfIdea):
    model_config = about("idea", item=ITEM)
    NAMED: ClassVar = {"item": ("item", "item")}
    item: WorkNamed | None


class Promised(Linked):
    model_config = about("idea", item=ITEM, **_DAYS)
    from_: Annotated[date | None, Field(alias="from")]
    to: date | None


class InRelease(OfIdea):
    model_config = about("idea", release=RELEASE)
    NAMED: ClassVar = {"release": ("release", "release")}
    release: WorkNamed | None


class ByImprovement(OfIdea):
    model_config = about("idea", improvement=IMPROVEMENT)
    NAMED: ClassVar = {"improvement": ("improvement", "improvement")}
    improvement: WorkNamed | None


class ReleaseFields(OfRelease):
    model_config = about("release", fields=["items", "notes"])
    fields: Fields


class Judged(OfIdea):
    model_config = about("idea", answer="partly", cycle=1)
    answer: Answer
    cycle: int


class Disputed(OfIdea):
    model_config = about("idea", no=3, answered=7, cycle=1)
    no: Annotated[int, Field(description=N_("How many said no."))]
    answered: Annotated[int, Field(description=N_("Of how many who answered."))]
    cycle: int


class ItemCreated(Payload):
    model_config = shown("item.created", OfItem)
    type: Literal["item.created"] = "item.created"
    data: OfItem


class ItemChanged(Payload):
    model_config = shown("item.changed", ItemFields)
    type: Literal["item.changed"] = "item.changed"
    data: ItemFields


class ItemMoved(Payload):
    model_config = shown("item.moved", ItemMove)
    type: Literal["item.moved"] = "item.moved"
    data: ItemMove


class ItemPromised(Payload):
    model_config = shown("item.promised", ItemPromise)
    type: Literal["item.promised"] = "item.promised"
    data: ItemPromise


class ItemLinked(Payload):
    model_config = shown("item.linked", ItemLink)
    type: Literal["item.linked"] = "item.linked"
    data: ItemLink


class ItemUnlinked(Payload):
    model_config = shown("item.unlinked", ItemLink)
    type: Literal["item.unlinked"] = "item.unlinked"
    data: ItemLink


class ItemOwnerChanged(Payload):
    model_config = shown("item.owner_changed", ItemHanded)
    type: Literal["item.owner_changed"] = "item.owner_changed"
    data: ItemHanded


class LinkMade(Payload):
    model_config = shown("link.made", Linked)
    type: Literal["link.made"] = "link.made"
    data: Linked


class LinkEnded(Payload):
    model_config = shown("link.ended", Linked)
    type: Literal["link.ended"] = "link.ended"
    data: Linked


class LinkPromised(Payload):
    model_config = shown("link.promised", Promised)
    type: Literal["link.promised"] = "link.promised"
    data: Promised


class ReleaseDrafted(Payload):
    model_config = shown("release.drafted", OfRelease)
    type: Literal["release.drafted"] = "release.drafted"
    data: OfRelease


class ReleaseChanged(Payload):
    model_config = shown("release.changed", ReleaseFields)
    type: Literal["release.changed"] = "release.changed"
    data: ReleaseFields


class ReleasePublished(Payload):
    model_config = shown("release.published", OfRelease)
    type: Literal["release.published"] = "release.published"
    data: OfRelease


class ReleaseRetracted(Payload):
    model_config = shown("release.retracted", OfRelease)
    type: Literal["release.retracted"] = "release.retracted"
    data: OfRelease


class ReleaseIncluded(Payload):
    model_config = shown("release.included", InRelease)
    type: Literal["release.included"] = "release.included"
    data: InRelease


class ReleaseExcluded(Payload):
    model_config = shown("release.excluded", InRelease)
    type: Literal["release.excluded"] = "release.excluded"
    data: InRelease


class ImprovementDrafted(Payload):
    model_config = shown("improvement.drafted", OfImprovement)
    type: Literal["improvement.drafted"] = "improvement.drafted"
    data: OfImprovement


class ImprovementChanged(Payload):
    model_config = shown("improvement.changed", OfImprovement)
    type: Literal["improvement.changed"] = "improvement.changed"
    data: OfImprovement


class ImprovementPosted(Payload):
    model_config = shown("improvement.posted", OfImprovement)
    type: Literal["improvement.posted"] = "improvement.posted"
    data: OfImprovement


class ImprovementRetracted(Payload):
    model_config = shown("improvement.retracted", OfImprovement)
    type: Literal["improvement.retracted"] = "improvement.retracted"
    data: OfImprovement


class ImprovementAnswered(Payload):
    model_config = shown("improvement.answered", ByImprovement)
    type: Literal["improvement.answered"] = "improvement.answered"
    data: ByImprovement


class ImprovementWithdrawn(Payload):
    model_config = shown("improvement.withdrawn", ByImprovement)
    type: Literal["improvement.withdrawn"] = "improvement.withdrawn"
    data: ByImprovement


class VerdictByAuthor(Payload):
    model_config = shown("verdict.by_author", Judged)
    type: Literal["verdict.by_author"] = "verdict.by_author"
    data: Judged


class VerdictDisputed(Payload):
    model_config = shown("verdict.disputed", Disputed)
    type: Literal["verdict.disputed"] = "verdict.disputed"
    data: Disputed
