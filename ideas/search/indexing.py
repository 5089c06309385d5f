"""Keeping the index of words, inside the transaction of whatever changes a text.

Each idea has a row in `idea_search` with the tokens of its title, body and tags; each comment that stands has one in
`comment_search`. The rows say nothing of who may read them: that is asked of ideas and comments when something is
found. A vote touches neither.

`search_word` holds the Latin words of texts that everyone may read, for those who mistype. A word stays there when its
text goes, until the index is made anew or its board is closed (`ideas.search.vocabularies`); it leads to nothing that
its reader couldn't find by typing it.
"""

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.database import Row, on_sqlite, rows
from ideas.search.cutting import MOST_TEXT, indexed, normalised, tokens

AT_ONCE = 2_000
"""Characters that are cut on the event loop; more are cut beside it."""

SAID_BY = "@"
"""Stands before the name that an import gave as an idea's author, spaces left out."""

_LATIN = re.compile(r"[a-z]{5,30}")


@dataclass(frozen=True)
class Cut:
    """A row of the index: its key, the idea, its tokens joined by spaces; and words that go into the vocabulary."""

    key: int
    idea_id: int
    tokens: str
    words: frozenset[str]


async def put_idea(idea_id: int) -> None:
    """Index the idea as it stands now."""
    await put_many([idea_id])


async def put_many(idea_ids: Sequence[int]) -> None:
    """Index these ideas as they stand now: some hundreds at a time."""
    found = await rows(
        f"""SELECT i.id, i.title, i.body, CASE WHEN i.author_id IS NULL THEN i.author_name ELSE '' END AS said_by,
                   {PUBLIC} AS public,
                   (SELECT {"group_concat" if on_sqlite() else "string_agg"}(t.name, ',')
                    FROM idea_tag it JOIN tag t ON t.id = it.tag_id WHERE it.idea_id = i.id) AS tags
            FROM idea i JOIN board b ON b.id = i.board_id WHERE i.id IN :ids""",
        ids=list(idea_ids),
    )
    cuts = await _cut(found, _idea)
    await _write(IDEAS, cuts)


async def put_comment(comment_id: int) -> None:
    """Index the comment as it stands now; what was removed or hidden leaves the index."""
    await put_comments([comment_id])


async def put_comments(comment_ids: Sequence[int]) -> None:
    """The same for some hundreds."""
    found = await rows(
        f"""SELECT c.id, c.idea_id, c.body, (c.removed_at IS NULL AND c.hidden_at IS NULL) AS stands,
                   (c.audience = 'everyone' AND {PUBLIC}) AS public
            FROM comment c JOIN idea i ON i.id = c.idea_id JOIN board b ON b.id = i.board_id WHERE c.id IN :ids""",
        ids=list(comment_ids),
    )
    if gone := [each["id"] for each in found if not each["stands"]]:
        await rows("DELETE FROM comment_search WHERE comment_id IN :ids", ids=gone)
    cuts = await _cut([each for each in found if each["stands"]], _comment)
    await _write(COMMENTS, cuts)


async def drop_comment(comment_id: int) -> None:
    """Take the comment's words out of the index."""
    await rows("DELETE FROM comment_search WHERE comment_id = :id", id=comment_id)


def name_token(name: str) -> str:
    """The token of an imported author's name."""
    return SAID_BY + re.sub(r"\W+", "", normalised(name))[:60]


async def _cut(found: list[Row], how: Callable[[Row], Cut]) -> list[Cut]:
    if sum(len(each["body"]) for each in found) <= AT_ONCE:
        return [how(each) for each in found]
    return await asyncio.to_thread(lambda: [how(each) for each in found])


def _idea(found: Row) -> Cut:
    tags = found["tags"].split(",") if found["tags"] else []
    kept = indexed(found["title"], found["body"], tags)
    if found["said_by"]:
        kept.append(name_token(found["said_by"]))
    text = f"{found['title']}\n{found['body'][:MOST_TEXT]}\n{found['tags'] or ''}"
    return Cut(found["id"], found["id"], " ".join(kept), vocabulary(text) if found["public"] else frozenset())


def _comment(found: Row) -> Cut:
    text = found["body"][:MOST_TEXT]
    words = vocabulary(text) if found["public"] else frozenset()
    return Cut(found["id"], found["idea_id"], " ".join(sorted(tokens(text))), words)


def vocabulary(text: str) -> frozenset[str]:
    """The Latin words of a text that somebody could mistype."""
    return frozenset(_LATIN.findall(normalised(text)))


async def _write(table: str, cuts: list[Cut]) -> None:
    """Two statements, however many rows."""
    if not cuts:
        return
    given = json.dumps([(each.key, each.idea_id, each.tokens) for each in cuts], ensure_ascii=False)
    await rows((_ON_SQLITE if on_sqlite() else _ON_POSTGRES)[table], given=given)
    await learn(frozenset().union(*(each.words for each in cuts)))


async def learn(words: frozenset[str]) -> None:
    """Put these words into the vocabulary."""
    if words:
        given = json.dumps([(word, word[::-1]) for word in sorted(words)])
        await rows(_VOCABULARY_ON_SQLITE if on_sqlite() else _VOCABULARY_ON_POSTGRES, given=given)


PUBLIC = "(b.audience = 'everyone' AND NOT i.held AND i.hidden_at IS NULL)"
"""What everyone may read, also who isn't signed in."""

IDEAS, COMMENTS = "idea_search", "comment_search"

_ON_SQLITE = {
    IDEAS: """INSERT INTO idea_search (idea_id, words) SELECT value ->> 0, value ->> 2 FROM json_each(:given) WHERE TRUE
        ON CONFLICT (idea_id) DO UPDATE SET words = excluded.words WHERE words <> excluded.words""",
    COMMENTS: """INSERT INTO comment_search (comment_id, idea_id, words)
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:given) WHERE TRUE
        ON CONFLICT (comment_id) DO UPDATE SET words = excluded.words WHERE words <> excluded.words""",
}

_GIVEN = "FROM json_array_elements(CAST(:given AS JSON)) value"
_VECTOR = "array_to_tsvector(string_to_array(value ->> 2, ' '))"

_ON_POSTGRES = {
    IDEAS: f"""INSERT INTO idea_search (idea_id, words)
        SELECT (value ->> 0)::bigint, {_VECTOR} {_GIVEN}
        ON CONFLICT (idea_id) DO UPDATE SET words = excluded.words WHERE idea_search.words <> excluded.words""",
    COMMENTS: f"""INSERT INTO comment_search (comment_id, idea_id, words)
        SELECT (value ->> 0)::bigint, (value ->> 1)::bigint, {_VECTOR} {_GIVEN}
        ON CONFLICT (comment_id) DO UPDATE SET words = excluded.words WHERE comment_search.words <> excluded.words""",
}

_VOCABULARY_ON_SQLITE = """INSERT INTO search_word (word, reversed) SELECT value ->> 0, value ->> 1
    FROM json_each(:given) WHERE TRUE ON CONFLICT DO NOTHING"""
_VOCABULARY_ON_POSTGRES = f"""INSERT INTO search_word (word, reversed) SELECT value ->> 0, value ->> 1 {_GIVEN}
    ON CONFLICT DO NOTHING"""
