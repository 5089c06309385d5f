"""Which ideas come into question: the newest that have the words, and of many also the hottest, never all.

The index says which texts have the words; whether the reader may see them, and whether the filters let them through, is
asked in the same statement. What was found in a merged idea stands for the idea that it went into. Each statement
looks at a bounded number of texts, whatever was asked.
"""

from dataclasses import dataclass

from core.database import Row, on_sqlite, rows
from ideas.filtering import Filters
from ideas.loop import Stage
from ideas.models import Kind
from ideas.search.common import shares
from ideas.search.indexing import COMMENTS, IDEAS
from ideas.search.matching import Needs, in_tokens, matching, rarest
from ideas.visibility import Where, visible_comments, visible_ideas
from people.models import Person

REACH = 100
"""Texts of the index that one statement looks at, the newest first."""

FAR = 3_000
"""The same where hardly any of these are for this reader or pass the filters: `SPARSE` or fewer."""

SPARSE = 20

LISTED = 200
"""The hottest ideas, looked through where more texts have the words than a statement reaches."""

LISTED_HERE = 500
"""The same where the list is one board's, stage's, kind's, tag's or author's: what few pass lies deeper."""

COMMON = 0.02
WINDOW = 4_000
"""PostgreSQL: words that at least this share of the texts have are looked for among the newest texts first; where these
give at least `ENOUGH`, the index isn't asked, which would give all of them."""

ENOUGH = 50

COLUMNS = """i.id, f.id AS found, f.title AS found_title, i.title, i.votes, i.votes_imported, i.comments, i.hot,
    i.created_at, i.stage, (SELECT b.hide_counts FROM board b WHERE b.id = i.board_id) AS hide_counts"""


@dataclass(frozen=True)
class Place:
    """Where one reader looks: the filters, and the condition that they and the reader's eyes make."""

    filters: Filters
    where: Where
    reader: Person | None

    @property
    def root(self) -> str:
        """The idea that stands for the one found, `f`."""
        return "f.id" if self.filters.stage == Stage.MERGED.value else "coalesce(f.merged_into_id, f.id)"


async def with_words(
    needs: Needs, place: Place, *, but: Needs = (), title: bool = False, reach: int = REACH
) -> list[Row]:
    """Ideas with all the words, in the title alone or anywhere, among the newest `reach` texts that have them."""
    seen = visible_ideas(place.reader)
    given = await _given(IDEAS, needs, title=title, but=but, reach=reach)
    return await rows(
        f"""WITH {given.sql} SELECT {COLUMNS}, (SELECT count(*) FROM hit) AS looked_at
            FROM hit CROSS JOIN idea f CROSS JOIN idea i
            WHERE f.id = hit.id AND i.id = {place.root} AND ({place.where.sql})
              AND (f.id = i.id OR f.id IN (SELECT i.id FROM idea i WHERE i.id = f.id AND {seen.sql}))""",
        **{**seen.values, **place.where.values, **given.values},
    )


async def more_than_looked_at(found: list[Row], needs: Needs, place: Place, *, but: Needs = ()) -> bool:
    """Whether other ideas than those that `with_words` found in this place may have all the words."""
    if found:
        return bool(found[0]["looked_at"] >= REACH)
    given = await _given(IDEAS, needs, but=but)
    looked_at = await rows(f"WITH {given.sql} SELECT count(*) AS num FROM hit", **given.values)
    return bool(looked_at[0]["num"] >= REACH)


async def with_words_listed(needs: Needs, place: Place, *, but: Needs = ()) -> list[Row]:
    """Of the ideas that head the list of this place, those with all the words."""
    listed, test = _list(place), _test(needs, but)
    return await rows(
        f"""WITH listed AS MATERIALIZED ({listed.sql})
            SELECT {COLUMNS} FROM listed CROSS JOIN idea f CROSS JOIN idea i CROSS JOIN idea_search s
            WHERE f.id = listed.id AND i.id = f.id AND s.idea_id = f.id AND ({place.where.sql}) AND {test.sql}""",
        **{**place.where.values, **listed.values, **test.values},
    )


async def said_with_words(needs: Needs, place: Place, *, but: Needs = ()) -> list[Row]:
    """Ideas with a comment that has all the words and that the reader may read, the latest first; `comment`: its id."""
    readable = visible_comments(place.reader)
    given = await _given(COMMENTS, needs, but=but)
    return await rows(
        f"""WITH {given.sql} SELECT {COLUMNS}, c.id AS comment
            FROM hit CROSS JOIN comment c CROSS JOIN idea f CROSS JOIN idea i
            WHERE c.id = hit.id AND f.id = c.idea_id AND i.id = {place.root} AND ({place.where.sql})
              AND c.removed_at IS NULL AND c.hidden_at IS NULL
              AND EXISTS (SELECT 1 FROM idea i WHERE i.id = c.idea_id AND {readable.sql})
            ORDER BY c.id DESC""",
        **{**readable.values, **place.where.values, **given.values},
    )


async def having(ids: list[int], word: Needs) -> set[int]:
    """Those of these ideas whose own text has all of this."""
    test = _test(word, ())
    found = await rows(
        f"SELECT s.idea_id AS id FROM idea_search s WHERE s.idea_id IN :ids AND {test.sql}",
        **{**test.values, "ids": ids},
    )
    return {each["id"] for each in found}


async def _given(
    table: str, needs: Needs, *, title: bool = False, but: Needs = (), reach: int = REACH
) -> Where:
    """The texts with all the words, the newest first, as the table `hit` (id); with the values that this takes."""
    values: dict[str, object] = {"words": matching(needs, title=title, but=but), "reach": reach}
    floor = table.removesuffix("_search")
    if on_sqlite():
        fts = f"{floor}_fts"
        sql = f"SELECT rowid AS id FROM {fts} WHERE {fts} MATCH :words ORDER BY rowid DESC LIMIT :reach"
        return Where(f"hit AS MATERIALIZED ({sql})", values)
    asked = "CAST(:words AS tsquery)"
    by_index = f"SELECT id FROM {floor}s_with({asked}, CAST(:reach AS INTEGER)) AS found (id)"
    if rarest(needs, await shares(table)) < COMMON:
        return Where(f"hit AS MATERIALIZED ({by_index})", values)
    newest = f"SELECT {floor}_id AS id, words FROM {table} ORDER BY {floor}_id DESC LIMIT :window"
    sql = f"""newest AS MATERIALIZED (
                SELECT id FROM ({newest}) latest WHERE words @@ {asked} ORDER BY id DESC LIMIT :reach),
              hit AS MATERIALIZED (
                SELECT id FROM newest WHERE (SELECT count(*) FROM newest) >= :enough
                UNION ALL {by_index} WHERE (SELECT count(*) FROM newest) < :enough)"""
    return Where(sql, {**values, "window": WINDOW, "enough": ENOUGH})


def _test(needs: Needs, but: Needs) -> Where:
    """The same for a row `s` of the index that is at hand."""
    if on_sqlite():
        return in_tokens(needs, but)
    return Where("s.words @@ CAST(:words AS tsquery)", {"words": matching(needs, but=but)})


def _list(place: Place) -> Where:
    """The ids at the head of the narrowest list that this place has an index for. Votes that the reader doesn't see
    bring nothing to its head: there the latest stand for the hottest."""
    filters = place.filters
    here: dict[str, object] = {"listed": LISTED_HERE}
    if "writers" in place.where.values:
        by_them = "SELECT i.id FROM idea i WHERE i.author_id IN :writers ORDER BY i.id DESC LIMIT :listed"
        return Where(by_them, {**here, "writers": place.where.values["writers"]})
    if filters.tag:
        tagged = """SELECT it.idea_id AS id FROM idea_tag it WHERE it.tag_id = (SELECT id FROM tag WHERE name = :tag)
                    ORDER BY it.idea_id DESC LIMIT :listed"""
        return Where(tagged, {**here, "tag": filters.tag})
    if filters.board:
        return Where(_of_board(place), {**here, "board": filters.board})
    for column, value, all_values in (("stage", filters.stage, Stage), ("kind", filters.kind, Kind)):
        if value in list(all_values):
            return Where(_hottest(place, f"i.{column} = :{column}"), {**here, column: value})
    return Where(_hottest(place, "TRUE"), {"listed": LISTED})


def _of_board(place: Place) -> str:
    board = "i.board_id = (SELECT id FROM board WHERE slug = :board {0})"
    hottest = "SELECT i.id FROM idea i WHERE {0} ORDER BY i.hot DESC, i.id DESC LIMIT :listed"
    if _sees_votes(place.reader):
        return hottest.format(board.format(""))
    latest = "SELECT i.id FROM idea i WHERE {0} ORDER BY i.created_at DESC, i.id DESC LIMIT :listed"
    loud, quiet = board.format("AND NOT hide_counts"), board.format("AND hide_counts")
    return f"SELECT id FROM ({hottest.format(loud)}) l UNION ALL SELECT id FROM ({latest.format(quiet)}) q"


def _hottest(place: Place, where: str) -> str:
    found = f"SELECT i.id, i.board_id FROM idea i WHERE {where} ORDER BY i.hot DESC, i.id DESC LIMIT :listed"
    if _sees_votes(place.reader):
        return f"SELECT id FROM ({found}) h"
    return f"SELECT id FROM ({found}) h WHERE board_id NOT IN (SELECT id FROM board WHERE hide_counts)"


def _sees_votes(reader: Person | None) -> bool:
    return reader is not None and reader.is_staff
