"""Rows of queries as programs read them, by way of what pages show of the same rows."""

from typing import Any

from activity.queries import Entry
from api.models.ideas import Idea, IdeaInList, Place, Root, SimilarIdea, Somebody
from api.models.talk import Comment, Event, Word
from core.database import Row
from core.settings import settings
from frontend import views
from ideas.loop import Stage
from ideas.queries import Shown
from people.models import Person


def absolute(path: str) -> str:
    """A path of this yard as the address that it is reached at."""
    return settings().address + path


def somebody(person: Any) -> Somebody | None:
    """A person as `frontend.views` shows one."""
    if person is None:
        return None
    return Somebody(id=person.id, name=person.name, url=absolute(person.url), staff=person.is_staff)


def _owner(person: Any) -> Somebody | None:
    """The employee who answers for something: only staff do."""
    shown = somebody(person)
    return shown.model_copy(update={"staff": True}) if shown else None


def _counts(made: Any) -> dict[str, int | None]:
    """The votes, where this reader sees them."""
    if made.counts_hidden:
        return {"votes": None, "votes_imported": None}
    return {"votes": made.votes, "votes_imported": made.votes_imported}


def _place(found: Any) -> Place:
    return Place(slug=found.board_slug, name=found.board_name)


def in_list(found: Row, voted: set[int], reader: Person) -> IdeaInList:
    made = views.row(found, voted, reader)
    return IdeaInList(
        id=made.id,
        url=absolute(made.url),
        kind=made.kind,
        board=_place(made),
        title=made.title,
        excerpt=made.excerpt,
        lang=made.lang,
        stage=made.stage,
        tags=made.tags,
        **_counts(made),
        comments=made.comments,
        voted=made.voted,
        author=made.author_name or None,
        owner=_owner(made.owner),
        created_at=made.created_at,
        answered_at=made.answered_at,
    )


def idea(found: Shown, mine: list[Row], following: str | None, reader: Person) -> Idea:
    made = views.idea(found, bool(mine), reader)
    root = made.merged_into
    return Idea(
        id=made.id,
        url=absolute(made.url),
        kind=made.kind,
        board=_place(made),
        title=made.title,
        body=made.body,
        lang=made.lang,
        stage=made.stage,
        tags=made.tags,
        **_counts(made),
        comments=made.comments,
        voted=made.voted,
        weight=next((each["weight"] for each in mine if each["counted"]), None),
        following=following,
        authors=[one for each in made.authors if (one := somebody(each))],
        owner=_owner(made.owner),
        created_at=made.created_at,
        edited_at=made.edited_at,
        stage_changed_at=made.stage_changed_at,
        answered_at=made.answered_at,
        merged_into=Root(id=root.id, title=root.title, url=absolute(root.url)) if root else None,
        held=made.held,
        hidden=made.hidden,
    )


def similar(made: Any) -> SimilarIdea:
    """What `frontend.similar_views` gives."""
    return SimilarIdea(
        id=made.id,
        url=absolute(made.url),
        kind=made.kind,
        board=_place(made),
        title=made.title,
        lang=made.lang,
        stage=made.stage,
        **_counts(made),
        comments=made.comments,
        voted=made.voted,
        likeness=round(made.likeness, 4),
        clear=made.clear,
    )


def comment(found: Row, of: Shown, reader: Person) -> Comment:
    return _comment(views.comment(found, of, reader))


def _comment(made: Any) -> Comment:
    return Comment(
        id=made.id,
        idea=made.idea_id,
        parent=made.parent_id,
        author=somebody(made.author),
        body=made.body,
        lang=made.lang,
        audience=made.audience,
        answer=bool(made.is_answer),
        created_at=made.created_at,
        edited_at=made.edited_at,
        removed=made.removed,
        hidden=made.hidden,
        replies=[_comment(each) for each in made.replies],
    )


def event(entry: Entry, sentence: str) -> Event:
    """An entry of a story that the reader hears. Of its details no more is told than its sentence tells."""
    details = entry.event.details
    before, after = (
        each if each in list(Stage) else None for each in (details.get("from"), details.get("to"))
    )
    return Event(
        id=entry.event.id,
        action=entry.event.action,
        at=entry.event.created_at,
        actor=somebody(views.somebody_of(entry.actor)),
        sentence=sentence,
        stage_before=Stage(str(before)) if before else None,
        stage=Stage(str(after)) if after else None,
        words=[Word(part=part, body=body, lang=lang) for part, (body, lang) in entry.words.items()],
    )
