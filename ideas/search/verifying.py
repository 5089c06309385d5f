"""Words looked for in the texts themselves: the index knows which words a text has, not in which order, and of Korean
ones only the pairs of syllables."""

import asyncio
from collections.abc import Iterable, Sequence
from itertools import islice

from core.database import Row, on_sqlite, rows
from ideas.search.marking import says
from ideas.search.standing import spelt_out, stands

AT_ONCE = 25
"""Texts that are read by one statement: about as many as a page shows."""

ENOUGH = 5
"""Where so many are known to be right, the others are looked at when their page is shown."""

MOST_READ = 150
"""Of more texts, those that are left when their page is shown are looked at only then."""


async def verified(hits: Iterable[Row], phrases: tuple[str, ...], without: tuple[str, ...]) -> list[Row]:
    """Those that have every phrase, each in its title, body or tags (or in the comment that was found), and none of
    `without` in either."""
    kept = list(hits)
    ideas = await texts_of(sorted({hit["found"] for hit in kept}))
    comments = await _comments(sorted({hit["comment"] for hit in kept if hit.get("comment")}))
    return [
        hit
        for hit in kept
        if _has(ideas[hit["found"]], comments.get(hit.get("comment") or 0), phrases)
        and not any(says(text, phrase) for phrase in without for text in ideas[hit["found"]])
    ]


async def standing(hits: list[Row], words: Iterable[str], *, lacking: int = 0) -> list[Row]:
    """Those in which the Korean ones of these words really stand (see `ideas.search.standing`), but for `lacking` of
    them. Where these are many, those that weren't looked at yet have a `doubt`."""
    wanted = tuple(filter(None, map(spelt_out, words)))
    if not wanted:
        return hits
    for hit in hits:
        hit["doubt"] = wanted, lacking
    if len(list(islice(filter(_says_so, hits), ENOUGH))) == ENOUGH:
        return hits
    right: list[Row] = []
    for start in range(0, min(len(hits), MOST_READ), AT_ONCE):
        if len(right) >= ENOUGH:
            return right + hits[start:]
        right += await _right(hits[start : start + AT_ONCE])
    return right + hits[MOST_READ:]


async def first_standing(hits: Sequence[Row], most: int) -> list[Row]:
    """The first of these hits, in their order, that are right; no more are looked at than that takes."""
    found: list[Row] = []
    for start in range(0, len(hits), AT_ONCE):
        found += await _right(hits[start : start + AT_ONCE])
        if len(found) >= most:
            break
    return found[:most]


async def _right(hits: Sequence[Row]) -> list[Row]:
    """Those that are beyond doubt now. What has all of the words in its title isn't read."""
    unsure = [hit for hit in hits if hit.get("doubt") and not _says_so(hit)]
    ideas, comments = await asyncio.gather(
        texts_of(sorted({hit["found"] for hit in unsure if not hit.get("comment")})),
        _comments(sorted({hit["comment"] for hit in unsure if hit.get("comment")})),
    )
    wrong = {
        id(hit)
        for hit in unsure
        if not _stand(
            [comments[hit["comment"]]] if hit.get("comment") else ideas[hit["found"]], *hit["doubt"]
        )
    }
    right = [hit for hit in hits if id(hit) not in wrong]
    for hit in right:
        hit["doubt"] = None
    return right


def _says_so(hit: Row) -> bool:
    return not hit.get("comment") and _stand([hit["found_title"]], hit["doubt"][0], 0)


def _stand(texts: list[str], wanted: Sequence[str], lacking: int) -> bool:
    return sum(not stands(texts, word) for word in wanted) <= lacking


def _has(texts: list[str], comment: str | None, phrases: tuple[str, ...]) -> bool:
    if comment is not None:
        return all(says(comment, phrase) for phrase in phrases)
    return all(any(says(text, phrase) for text in texts) for phrase in phrases)


async def texts_of(idea_ids: list[int]) -> dict[int, list[str]]:
    """The title of each idea, its body and its tags."""
    if not idea_ids:
        return {}
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
