"""What people see of ideas: every lookup goes through what the reader may see."""

from collections import defaultdict
from typing import Any

from core.asking import Question, as_json, unpacked
from core.database import Row, along, moment, row, rows
from core.errors import NotFound
from ideas import coauthors
from ideas.listing import Filters, Page, list_ideas
from ideas.merged import sources
from ideas.models import CommentRevision, Revision
from ideas.visibility import AUTHORED, CREDITED, WROTE, visible_comments, visible_ideas
from people.models import Person

__all__ = ["Filters", "Page", "list_ideas", "sources"]

COMMENTS = 50
"""Comments on one page, replies not counted."""

REPLIES = 2000
"""Replies on one page."""

VERSIONS = 30
"""Versions of a text on its history page."""

TITLE = "id title lang stage kind"

OWN = "id idea_id author_id parent_id created_at body body_html lang audience is_answer edited_at removed_at hidden_at"
COMMENT_COLUMNS = f"{OWN} author_name author_handle author_role author_department origin_title origin_lang"
COMMENT = ", ".join(f"c.{name}" for name in OWN.split()) + (
    """, p.name AS author_name, p.handle AS author_handle, p.role AS author_role, p.department AS author_department,
    i.title AS origin_title, i.lang AS origin_lang"""
)
SAID_BY = "JOIN idea i ON i.id = c.idea_id LEFT JOIN person p ON p.id = c.author_id"


class Shown:
    """A row whose columns are attributes: what templates and permissions read."""

    def __init__(self, values: Row) -> None:
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


async def visible_idea(idea_id: int, reader: Person | None) -> Shown:
    """The idea with its board, author, owner and tags; `merged_into` is where it goes on, `has_sources`: something was
    merged into it, `authored`: the reader is its author or an accepted co-author, and what `coauthors.by_state` says of
    those who wrote it too. Raises `NotFound` where the reader may not see it."""
    where = visible_ideas(reader)
    goes_on = _titles("i.id = (SELECT merged_into_id FROM idea WHERE id = :id)", reader)
    tags = """SELECT t.name FROM idea_tag it JOIN tag t ON t.id = it.tag_id WHERE it.idea_id = :id ORDER BY it.id"""
    wrote_too = as_json(coauthors.OF_IDEA, coauthors.COLUMNS)
    found = await row(
        f"""SELECT i.*, b.slug AS board_slug, b.name AS board_name, b.lang AS board_lang, b.audience AS board_audience,
                   b.hide_counts, b.promise_days, b.archived_at AS board_archived_at,
                   {CREDITED} AS author_person, {wrote_too} AS wrote_too, a.handle AS author_handle,
                   a.role AS author_role, a.department AS author_department, a.deactivated_at AS author_gone,
                   o.name AS owner_name, o.department AS owner_department, o.headline AS owner_headline,
                   EXISTS (SELECT 1 FROM idea s WHERE s.merged_into_id = i.id) AS has_sources,
                   {AUTHORED if reader else "FALSE"} AS authored, {as_json(tags, "name")} AS tags,
                   CASE WHEN i.merged_into_id IS NOT NULL THEN {as_json(goes_on.sql, TITLE)} END AS roots
            FROM idea i JOIN board b ON b.id = i.board_id LEFT JOIN person a ON a.id = i.author_id
            LEFT JOIN person o ON o.id = i.owner_id WHERE i.id = :id AND {where.sql}""",
        **{**goes_on.values, **({"reader": reader.id} if reader else {}), "id": idea_id},
    )
    if not found:
        raise NotFound
    times = {
        name: moment(found[name])
        for name in ("created_at", "edited_at", "answered_at", "stage_changed_at", "hidden_at")
    }
    flags = {name: bool(found[name]) for name in ("held", "hide_counts", "authored", "has_sources")}
    roots = unpacked(found.pop("roots")) or []
    named = {"tags": [each["name"] for each in unpacked(found["tags"])], "merged_into": (roots or [None])[0]}
    wrote = coauthors.by_state(unpacked(found.pop("wrote_too")), reader)
    return Shown({**found, **times, **flags, **named, **wrote})


def comments_of(
    idea_id: int, reader: Person | None, *, after: int = 0, limit: int = COMMENTS
) -> Question[tuple[list[Row], int | None]]:
    """Comments that the reader may read, oldest first, each with its `replies`; and after which id there are more.

    Those of merged-in ideas stand among them, with the id, title and language of their `origin`.
    """
    # CROSS JOIN and the index: SQLite would otherwise look through all comments, or all that are no replies. IN and
    # EXISTS: for a join it would first note all comments, or all ideas, that there are in a filter.
    of_idea = along("comment_idea")
    where = visible_comments(reader)
    first = f"c.parent_id IS NULL AND c.id > :after AND {where.sql} ORDER BY c.id LIMIT :limit"
    sql = f"""
        WITH page AS (
          SELECT id FROM (
            SELECT id FROM (SELECT c.id FROM comment c {of_idea} JOIN idea i ON i.id = c.idea_id
                            WHERE c.idea_id = :idea AND {first}) AS own
            UNION ALL
            SELECT id FROM (SELECT c.id FROM idea i CROSS JOIN comment c {of_idea}
                            WHERE i.merged_into_id = :idea AND c.idea_id = i.id AND {first}) AS brought
          ) AS whole ORDER BY id LIMIT :limit)
        SELECT {COMMENT} FROM (
          SELECT id FROM page UNION ALL
          SELECT id FROM (SELECT c.id FROM comment c WHERE c.parent_id IN (SELECT id FROM page) AND EXISTS (
                            SELECT 1 FROM idea i WHERE i.id = c.idea_id
                              AND (i.id = :idea OR i.merged_into_id = :idea) AND {where.sql})
                          ORDER BY c.id LIMIT :most_replies) AS replies
        ) AS those JOIN comment c ON c.id = those.id {SAID_BY} ORDER BY c.id"""
    return Question(
        sql,
        COMMENT_COLUMNS,
        {**where.values, "idea": idea_id, "after": after, "limit": limit + 1, "most_replies": REPLIES},
        lambda found: _threads([_said(each, idea_id) for each in found], limit),
    )


def _threads(found: list[Row], limit: int) -> tuple[list[Row], int | None]:
    replies: dict[int, list[Row]] = defaultdict(list)
    for each in found:
        replies[each["parent_id"]].append(each)
    top = [each for each in found if not each["parent_id"]]
    shown, more = top[:limit], top[limit - 1]["id"] if len(top) > limit else None
    for each in shown:
        each["replies"] = replies[each["id"]]
    return [each for each in shown if each["replies"] or not each["removed_at"]], more


def answer_of(idea_id: int, reader: Person | None) -> Question[Row | None]:
    """The official answer that stands pinned: the latest."""
    where = visible_comments(reader)
    return Question(
        f"""SELECT {COMMENT} FROM comment c {SAID_BY}
            WHERE c.idea_id = :idea AND c.is_answer AND c.removed_at IS NULL AND {where.sql}
            ORDER BY c.id DESC LIMIT 1""",
        COMMENT_COLUMNS,
        {**where.values, "idea": idea_id},
        lambda found: _said(found[0], idea_id) if found else None,
    )


def _said(found: Row, idea_id: int) -> Row:
    times = ("created_at", "edited_at", "removed_at", "hidden_at")
    origin = found["idea_id"] if found["idea_id"] != idea_id else None
    return {**found, **{name: moment(found[name]) for name in times}, "origin": origin}


async def comment_of(comment_id: int, reader: Person | None) -> Row:
    """One comment with its idea's id. Raises `NotFound`."""
    where = visible_comments(reader)
    found = await row(
        f"SELECT {COMMENT} FROM comment c {SAID_BY} WHERE c.id = :id AND {where.sql}",
        **{**where.values, "id": comment_id},
    )
    if not found:
        raise NotFound
    return _said(found, found["idea_id"])


async def revisions_of(idea_id: int, reader: Person | None) -> list[Row]:
    """How an idea read, oldest first, the words of now last: title, body, when they ceased to stand.

    The latest `VERSIONS` and the one before them, which they are compared with; `earliest` marks the very first.
    """
    idea = await visible_idea(idea_id, reader)
    latest = Revision.filter(idea_id=idea_id).order_by("-id").limit(VERSIONS)
    return _versions(
        await latest.values("title", "body", "created_at", "editor_id"),
        {"title": idea.title, "body": idea.body},
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


async def by_person(person_id: int, reader: Person | None, limit: int = 20) -> list[Row]:
    """What somebody brought here, alone or with others, newest first, as far as the reader may see it."""
    where, wrote = visible_ideas(reader), WROTE % {"them": "= :person"}
    return await rows(
        f"""SELECT i.id, i.kind, i.title, i.lang, i.stage, i.votes, i.votes_imported, i.comments, i.created_at
            FROM idea i WHERE i.id IN ({wrote}) AND {where.sql} ORDER BY i.id DESC LIMIT :limit""",
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


def titles(idea_ids: list[int], reader: Person | None) -> Question[dict[int, Row]]:
    """Id to title, language, stage and kind, for those that the reader may see."""
    those = _titles("i.id IN :ids", reader, ids=idea_ids)
    return those.then(lambda found: {each["id"]: each for each in found})


def _titles(condition: str, reader: Person | None, **values: object) -> Question[list[Row]]:
    where = visible_ideas(reader)
    return Question(
        f"SELECT i.id, i.title, i.lang, i.stage, i.kind FROM idea i WHERE {condition} AND {where.sql}",
        TITLE,
        {**where.values, **values},
        list,
    )
