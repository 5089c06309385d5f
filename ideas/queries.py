"""What people see of ideas: every lookup goes through what the reader may see."""

from typing import Any

from activity.models import Event, Statement
from core.database import Row, moment, row, rows
from core.errors import NotFound
from ideas.events import IdeaEvent
from ideas.finding import sources_of
from ideas.listing import Filters, Page, list_ideas
from ideas.merged import sources
from ideas.models import CommentRevision, Revision
from ideas.tags import tags_of
from ideas.visibility import AUTHORED, visible_comments, visible_ideas
from people.models import Person

__all__ = ["Filters", "Page", "list_ideas", "sources"]

COMMENTS = 50
"""Comments on one page, replies not counted."""

VERSIONS = 30
"""Versions of a text on its history page."""


class Shown:
    """A row whose columns are attributes: what templates and permissions read."""

    def __init__(self, values: Row) -> None:
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


async def visible_idea(idea_id: int, reader: Person | None) -> Shown:
    """The idea with its board, author and owner. Raises `NotFound` where the reader may not see it."""
    where = visible_ideas(reader)
    found = await row(
        f"""SELECT i.*, b.slug AS board_slug, b.name AS board_name, b.lang AS board_lang, b.audience AS board_audience,
                   b.hide_counts, b.promise_days, b.archived_at AS board_archived_at,
                   a.name AS author_person, a.handle AS author_handle, a.role AS author_role,
                   a.department AS author_department, a.deactivated_at AS author_gone,
                   o.name AS owner_name, o.department AS owner_department, o.headline AS owner_headline
            FROM idea i JOIN board b ON b.id = i.board_id LEFT JOIN person a ON a.id = i.author_id
            LEFT JOIN person o ON o.id = i.owner_id WHERE i.id = :id AND {where.sql}""",
        **{**where.values, "id": idea_id},
    )
    if not found:
        raise NotFound
    times = {
        name: moment(found[name])
        for name in ("created_at", "edited_at", "answered_at", "stage_changed_at", "hidden_at")
    }
    flags = {name: bool(found[name]) for name in ("held", "hide_counts")}
    merged_into = await _goes_on(found["merged_into_id"], reader)
    return Shown({**found, **times, **flags, "tags": await tags_of(idea_id), "merged_into": merged_into})


async def _goes_on(merged_into_id: int | None, reader: Person | None) -> Row | None:
    """Where a merged idea goes on: id, title, lang; None also where the reader may not see that."""
    return (await titles([merged_into_id], reader)).get(merged_into_id) if merged_into_id else None


async def comments_of(
    idea_id: int, reader: Person | None, *, after: int = 0, limit: int = COMMENTS
) -> tuple[list[Row], int | None]:
    """Comments that the reader may read, oldest first, each with its `replies`; and after which id there are more.

    Those of merged-in ideas stand among them, with the id, title and language of their `origin`.
    """
    whole = [idea_id, *await sources_of(idea_id)]
    top = await _comments(
        "c.parent_id IS NULL AND c.id > :after", whole, reader, after=after, limit=limit + 1
    )
    shown, more = top[:limit], top[limit - 1]["id"] if len(top) > limit else None
    ids = [each["id"] for each in shown]
    replies = (
        await _comments("c.parent_id IN :parents", whole, reader, parents=ids, limit=2000) if ids else []
    )
    for each in shown:
        each["replies"] = [reply for reply in replies if reply["parent_id"] == each["id"]]
    return [each for each in shown if each["replies"] or not each["removed_at"]], more


async def answer_of(idea_id: int, reader: Person | None) -> Row | None:
    """The official answer that stands pinned: the latest."""
    found = await _comments("c.is_answer AND c.removed_at IS NULL", [idea_id], reader, limit=1, latest=True)
    return found[0] if found else None


async def _comments(
    condition: str,
    whole: list[int],
    reader: Person | None,
    *,
    limit: int,
    latest: bool = False,
    **values: object,
) -> list[Row]:
    """Of the comments on the first of these ideas and on the others, which were merged into it."""
    where = visible_comments(reader)
    found = await rows(
        f"""SELECT c.*, p.name AS author_name, p.handle AS author_handle, p.role AS author_role,
                   p.department AS author_department, p.headline AS author_headline,
                   i.title AS origin_title, i.lang AS origin_lang
            FROM comment c JOIN idea i ON i.id = c.idea_id LEFT JOIN person p ON p.id = c.author_id
            WHERE c.idea_id IN :whole AND {condition} AND {where.sql}
            ORDER BY c.id {"DESC" if latest else ""} LIMIT :limit""",
        **{**where.values, **values, "whole": whole, "limit": limit},
    )
    return [_said(each, whole[0]) for each in found]


def _said(found: Row, idea_id: int) -> Row:
    times = ("created_at", "edited_at", "removed_at", "hidden_at")
    origin = found["idea_id"] if found["idea_id"] != idea_id else None
    return {**found, **{name: moment(found[name]) for name in times}, "origin": origin}


async def comment_of(comment_id: int, reader: Person | None) -> Row:
    """One comment with its idea's id. Raises `NotFound`."""
    where = visible_comments(reader)
    found = await row(
        f"SELECT c.idea_id FROM comment c JOIN idea i ON i.id = c.idea_id WHERE c.id = :id AND {where.sql}",
        **{**where.values, "id": comment_id},
    )
    if not found:
        raise NotFound
    return (await _comments("c.id = :comment", [found["idea_id"]], reader, limit=1, comment=comment_id))[0]


async def revisions_of(idea_id: int, reader: Person | None) -> list[Row]:
    """How an idea read, oldest first, the words of now last: title, body, when they ceased to stand.

    The latest `VERSIONS` and the one before them, which they are compared with; `earliest` marks the very first.
    """
    idea = await visible_idea(idea_id, reader)
    latest = Revision.filter(idea_id=idea_id).order_by("-id").limit(VERSIONS)
    return _versions(
        await latest.values("title", "body", "created_at"), {"title": idea.title, "body": idea.body}
    )


def _versions(latest_first: list[Row], current: Row) -> list[Row]:
    texts = [*latest_first[::-1], {**current, "created_at": None}]
    return [
        {**each, "earliest": not place and len(latest_first) < VERSIONS} for place, each in enumerate(texts)
    ]


async def comment_history(comment_id: int, reader: Person | None) -> tuple[Row, list[Row]]:
    """A comment and how it read over time, as `revisions_of`."""
    said = await comment_of(comment_id, reader)
    latest = CommentRevision.filter(comment_id=comment_id).order_by("-id").limit(VERSIONS)
    return said, _versions(await latest.values("body", "created_at"), {"body": said["body"]})


async def is_author(idea_id: int, person: Person | None) -> bool:
    """Whether this person is the author or an accepted co-author."""
    if person is None:
        return False
    return bool(
        await row(f"SELECT i.id FROM idea i WHERE i.id = :id AND {AUTHORED}", id=idea_id, reader=person.id)
    )


async def by_person(person_id: int, reader: Person | None, limit: int = 20) -> list[Row]:
    """What somebody brought here, newest first, as far as the reader may see it."""
    where = visible_ideas(reader)
    return await rows(
        f"""SELECT i.id, i.kind, i.title, i.lang, i.stage, i.votes, i.votes_imported, i.comments, i.created_at
            FROM idea i WHERE i.author_id = :person AND {where.sql} ORDER BY i.id DESC LIMIT :limit""",
        **{**where.values, "person": person_id, "limit": limit},
    )


async def answers_by(person_id: int, reader: Person | None, limit: int = 20) -> list[Row]:
    """The official answers somebody gave, newest first, as far as the reader may see them."""
    where = visible_comments(reader)
    return await rows(
        f"""SELECT c.id, c.idea_id, c.created_at, i.title, i.lang, i.stage
            FROM comment c JOIN idea i ON i.id = c.idea_id
            WHERE c.author_id = :person AND c.is_answer AND c.removed_at IS NULL AND {where.sql}
            ORDER BY c.id DESC LIMIT :limit""",
        **{**where.values, "person": person_id, "limit": limit},
    )


async def titles(idea_ids: list[int], reader: Person | None) -> dict[int, Row]:
    """Id to title, language and stage, for those that the reader may see."""
    where = visible_ideas(reader)
    found = await rows(
        f"SELECT i.id, i.title, i.lang, i.stage, i.kind FROM idea i WHERE i.id IN :ids AND {where.sql}",
        **{**where.values, "ids": idea_ids},
    )
    return {each["id"]: each for each in found}


async def latest_move(idea_id: int) -> tuple[Event, dict[str, tuple[str, str]]] | None:
    """How the idea came to where it stands by hand: the event, its actor fetched, and its words."""
    found = Event.filter(subject_type="idea", subject_id=idea_id, in_story=True, action=IdeaEvent.MOVED.value)
    event = await found.order_by("-id").first().select_related("actor")
    if event is None:
        return None
    said = await Statement.filter(event_id=event.id, redacted_at=None)
    return event, {each.part: (each.body, each.lang) for each in said}
