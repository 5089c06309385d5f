"""Works of the roadmap as programs read them: items, releases, improvements."""

from collections.abc import Sequence
from typing import Any

from api.models.ideas import Somebody
from api.models.improvements import AnsweredComplaint, Improvement, ImprovementInList, ShownEvidence, Tally
from api.models.releases import Release, ReleasedItem, ReleaseState
from api.models.roadmap import Item, ItemInList, LinkedIdea, Mentioned
from api.models.verdicts import Said
from api.shown import absolute
from core.database import Row
from frontend.rendering import url_for
from frontend.views import idea_url
from roadmap import wall

TALLY = tuple(Tally.model_fields)


def colleague(person_id: int | None, name: str | None) -> Somebody | None:
    """Whoever looks after something or signed it: those are always of the staff."""
    if not person_id:
        return None
    return Somebody(id=person_id, name=name or "", url=absolute(url_for("profile", id=person_id)), staff=True)


def _linked(found: Row) -> dict[str, Any]:
    return {
        **{name: found[name] for name in ("id", "kind", "title", "lang", "stage")},
        "url": absolute(idea_url(found["id"], found["title"])),
    }


def _card(found: Row) -> dict[str, Any]:
    names = (
        "id",
        "title",
        "lang",
        "stage",
        "horizon",
        "audience",
        "promised_for",
        "promise_changed",
        "position",
    )
    return {
        **{name: found[name] for name in (*names, "ideas", "votes", "created_at", "stage_changed_at")},
        "url": absolute(url_for("item", id=found["id"])),
        "owner": colleague(found["owner_id"], found["owner_name"]),
    }


def item_in_list(found: Row) -> ItemInList:
    """A card of `roadmap.board`."""
    return ItemInList(**_card(found))


def item(found: Row, linked: Sequence[Row], releases: Sequence[Row]) -> Item:
    """The same card with its summary, what it answers and where it came out."""
    return Item(
        **_card(found),
        summary=found["summary"],
        linked=[LinkedIdea(**_linked(each)) for each in linked],
        releases=[
            Mentioned(
                id=each["id"],
                title=" ".join(filter(None, [each["version"], each["title"]])),
                url=absolute(url_for("release", id=each["id"])),
            )
            for each in releases
        ],
    )


def release(found: Row) -> Release:
    """A row of `roadmap.changelog`, with what it `holds`."""
    names = (
        "id",
        "version",
        "title",
        "notes",
        "lang",
        "audience",
        "created_at",
        "published_at",
        "retracted_at",
    )
    return Release(
        **{name: found[name] for name in names},
        url=absolute(url_for("release", id=found["id"])),
        state=_state(found),
        by=colleague(found["by_id"], found["by_name"]),
        items=[
            ReleasedItem(
                **{name: each[name] for name in ("id", "title", "lang", "stage")},
                url=absolute(url_for("item", id=each["id"])),
            )
            for each in found["holds"]
        ],
    )


def _state(found: Row) -> ReleaseState:
    if found["retracted_at"]:
        return ReleaseState.RETRACTED
    return ReleaseState.PUBLISHED if found["published_at"] else ReleaseState.DRAFT


def _posted(found: Row) -> dict[str, Any]:
    names = ("id", "title", "lang", "state", "what_was_wrong", "what_changed", "lesson")
    return {
        **{name: found[name] for name in (*names, "created_at", "posted_at", "retracted_at")},
        "url": absolute(url_for("improvement", id=found["id"])),
        "by": colleague(found["by_id"], found["signer_name"]),
        "complaints": [
            AnsweredComplaint(**_linked(each), quote=each["quote"], verdicts=tally(each["tally"]))
            for each in found["answered"]
        ],
        "verdicts": tally(found["tally"]),
    }


def tally(counted: wall.Tally) -> Tally:
    """How many were asked, and what they answered."""
    return Tally(**{name: getattr(counted, name) for name in TALLY})


def improvement_in_list(found: Row) -> ImprovementInList:
    """A row of `roadmap.wall`."""
    return ImprovementInList(**_posted(found))


def improvement(found: Row) -> Improvement:
    """The same with all its evidence, as `wall.one` gives it."""
    retraction = found["retraction"]
    return Improvement(
        **_posted(found),
        evidence=[
            ShownEvidence(**{name: getattr(each, name) for name in ShownEvidence.model_fields})
            for each in found["evidence"]
        ],
        unmeasured_because=found["unmeasured_because"],
        retracted_because=retraction["reason"] if retraction else "",
    )


def said(found: Row) -> Said:
    """What `roadmap.judged` gives of an answer: its person where they let their name be shown."""
    by = Somebody(
        id=found["person_id"],
        name=found["name"],
        url=absolute(url_for("profile", id=found["person_id"])),
        staff=False,
    )
    return Said(
        **{name: found[name] for name in ("id", "cycle", "answer", "lang")},
        idea=found["idea_id"],
        comment=found["body"],
        author=found["role"] == "author",
        by=by if found["name"] else None,
        given_at=found["created_at"],
    )
