"""Quoted words, looked for in the texts themselves: the index knows which words a text has, not in which order."""

from collections.abc import Iterable

from core.database import Row, on_sqlite, rows
from ideas.search.marking import says


async def verified(hits: Iterable[Row], phrases: tuple[str, ...], without: tuple[str, ...]) -> list[Row]:
    """Those that have every phrase, each in its title, body or tags (or in the comment that was found), and none of
    `without` in either."""
    kept = list(hits)
    ideas = await _texts(sorted({hit["found"] for hit in kept}))
    comments = await _comments(sorted({hit["comment"] for hit in kept if hit.get("comment")}))
    return [
        hit
        for hit in kept
        if _has(ideas[hit["found"]], comments.get(hit.get("comment") or 0), phrases)
        and not any(says(text, phrase) for phrase in without for text in ideas[hit["found"]])
    ]


def _has(texts: list[str], comment: str | None, phrases: tuple[str, ...]) -> bool:
    if comment is not None:
        return all(says(comment, phrase) for phrase in phrases)
    return all(any(says(text, phrase) for text in texts) for phrase in phrases)


async def _texts(idea_ids: list[int]) -> dict[int, list[str]]:
    together = "group_concat" if on_sqlite() else "string_agg"
    found = await rows(
        f"""SELECT i.id, i.title, i.body, (SELECT {together}(t.name, ',') FROM idea_tag it
                JOIN tag t ON t.id = it.tag_id WHERE it.idea_id = i.id) AS tags
            FROM idea i WHERE i.id IN :ids""",
        ids=idea_ids,
    )
    return {each["id"]: [each["title"], each["body"], *(each["tags"] or "").split(",")] for each in found}


async def _comments(comment_ids: list[int]) -> dict[int, str]:
    if not comment_ids:
        return {}
    found = await rows("SELECT id, body FROM comment WHERE id IN :ids", ids=comment_ids)
    return {each["id"]: each["body"] for each in found}
