"""The rows of a page of what was found, as lists show them, with the words marked."""

from collections.abc import Sequence

from core.database import Row, on_sqlite, rows
from ideas.listing import COLUMNS, JOINS, shown
from ideas.search.asking import Asked
from ideas.search.marking import marked, passage


async def shown_with_marks(hits: Sequence[Row], question: Asked) -> list[Row]:
    """Rows as of a list, in the order of the hits, with `title_pieces`, `excerpt_pieces`, `tag_pieces` (each tag and
    its pieces, those with the words first), `found_in_comment` (the id of a comment and its pieces, where the words are
    in that alone) and `partly` (some words are missing)."""
    if not hits:
        return []
    columns = COLUMNS % ("group_concat" if on_sqlite() else "string_agg")
    found = await rows(
        f"SELECT {columns}, i.body FROM idea i {JOINS} WHERE i.id IN :ids", ids=[hit["id"] for hit in hits]
    )
    page = {each["id"]: each for each in found}
    comments = await _comments([hit["comment"] for hit in hits if hit.get("comment")])
    return [_row(page[hit["id"]], hit, comments, question) for hit in hits if hit["id"] in page]


def _row(found: Row, hit: Row, comments: dict[int, str], question: Asked) -> Row:
    body = found.pop("body")
    comment = hit.get("comment")
    in_comment = (
        {"id": comment, "pieces": passage(comments[comment], question)} if comment in comments else None
    )
    row = shown(found)
    tags = [(tag, marked(tag, question)) for tag in row["tags"]]
    return {
        **row,
        "tag_pieces": sorted(tags, key=lambda each: not any(is_found for _, is_found in each[1])),
        "title_pieces": marked(found["title"], question),
        "excerpt_pieces": passage(body, question),
        "found_in_comment": in_comment,
        "partly": bool(hit["missing"]),
    }


async def _comments(comment_ids: list[int]) -> dict[int, str]:
    if not comment_ids:
        return {}
    found = await rows("SELECT id, body FROM comment WHERE id IN :ids", ids=comment_ids)
    return {each["id"]: each["body"] for each in found}
