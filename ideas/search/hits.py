"""Which ideas come into question: the newest that have the words, and of many also the hottest, never all.

The index says which texts have the words; whether the reader may see them, and whether the filters let them through, is
asked in the same statement. What was found in a merged idea stands for the idea that it went into. Each statement
looks at a bounded number of texts, whatever was asked.
"""

from dataclasses import dataclass

from core.asking import as_json, unpacked
from core.database import Row, rows
from ideas.filtering import Filters
from ideas.loop import Stage
from ideas.search.heads import head
from ideas.search.indexing import COMMENTS, IDEAS
from ideas.search.matching import Needs
from ideas.search.reaching import at_hand, newest
from ideas.visibility import Where, visible_comments, visible_ideas
from people.models import Person

REACH = 100
"""Texts of the index that one statement looks at, the newest first."""

FAR = 3_000
"""The same where hardly any of these are for this reader or pass the filters: `SPARSE` or fewer."""

SPARSE = 20

COLUMNS = """i.id, f.id AS found, f.title AS found_title, i.votes, i.votes_imported, i.comments, i.hot, i.created_at,
    i.stage, (SELECT b.hide_counts FROM board b WHERE b.id = i.board_id) AS hide_counts"""
NAMES = "id found found_title votes votes_imported comments hot created_at stage hide_counts"

MORE = "(SELECT times FROM more)"
"""1 where the index has more texts with the words than were looked at, else 0."""


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


async def everywhere(needs: Needs, place: Place, *, but: Needs = ()) -> tuple[list[Row], list[Row]]:
    """Ideas with all the words, and ideas with a comment that has them all, as below; in one statement.

    Where more texts have the words than are looked at, also the newest with all of them in their titles, those that
    head the list of this place; and from further back, where hardly any of the newest are for this reader.
    """
    parts = [
        newest(IDEAS, needs, REACH, but=but),
        Where(
            f"more (times) AS MATERIALIZED (SELECT CASE WHEN count(*) < {REACH} THEN 0 ELSE 1 END FROM hit)"
        ),
        newest(IDEAS, needs, REACH, name="titled", title=True, but=but, times=MORE),
        newest(COMMENTS, needs, REACH, name="said", but=but),
    ]
    own, said = _own(needs, place, but), _said(place)
    values = {name: value for each in (*parts, own, said) for name, value in each.values.items()}
    found = await rows(
        f"""WITH {", ".join(each.sql for each in parts)}
            SELECT {as_json(own.sql, NAMES)} AS own, {as_json(said.sql, f"{NAMES} comment")} AS said,
                   (SELECT min(id) FROM hit) AS edge, {MORE} AS more""",
        **values,
    )
    ideas: list[Row] = unpacked(found[0]["own"])
    if found[0]["more"] and sum(each["found"] >= found[0]["edge"] for each in ideas) <= SPARSE:
        ideas = [*await with_words(needs, place, but=but, reach=FAR), *ideas]
    return ideas, unpacked(found[0]["said"])


async def with_words(
    needs: Needs, place: Place, *, but: Needs = (), title: bool = False, reach: int = REACH
) -> list[Row]:
    """Ideas with all the words, in the title alone or anywhere, among the newest `reach` texts that have them."""
    given = newest(IDEAS, needs, reach, title=title, but=but)
    own = _seen("hit", place)
    return await rows(f"WITH {given.sql} {own.sql}", **{**own.values, **given.values})


async def said_with_words(needs: Needs, place: Place, *, but: Needs = ()) -> list[Row]:
    """Ideas with a comment that has all the words and that the reader may read, the latest first; `comment`: its id."""
    given, said = newest(COMMENTS, needs, REACH, name="said", but=but), _said(place)
    return await rows(f"WITH {given.sql} {said.sql}", **{**said.values, **given.values})


async def having(ids: list[int], word: Needs) -> set[int]:
    """Those of these ideas whose own text has all of this."""
    test = at_hand(word)
    found = await rows(
        f"SELECT s.idea_id AS id FROM idea_search s WHERE s.idea_id IN :ids AND {test.sql}",
        **{**test.values, "ids": ids},
    )
    return {each["id"] for each in found}


def _own(needs: Needs, place: Place, but: Needs) -> Where:
    """Of the tables `hit` and `titled`, and of the list's head, what answers. PostgreSQL's planner takes a limit that
    is computed for a tenth of the table; the plain one around it says how much it can be."""
    listed, test = head(place.filters, place.where, place.reader, MORE), at_hand(needs, but)
    found = f"""(SELECT id FROM hit UNION SELECT id FROM titled UNION
                 SELECT listed.id FROM (SELECT id FROM ({listed.sql}) AS head LIMIT :listed) AS listed
                 WHERE (SELECT {test.sql} FROM idea_search s WHERE s.idea_id = listed.id))"""
    seen = _seen(found, place)
    return Where(seen.sql, {**seen.values, **listed.values, **test.values})


def _seen(found: str, place: Place) -> Where:
    """Of these ideas what the reader sees and the filters let through."""
    seen = visible_ideas(place.reader)
    return Where(
        f"""SELECT {COLUMNS} FROM {found} AS found CROSS JOIN idea f CROSS JOIN idea i
            WHERE f.id = found.id AND i.id = {place.root} AND ({place.where.sql})
              AND (f.id = i.id OR f.id IN (SELECT i.id FROM idea i WHERE i.id = f.id AND {seen.sql}))
            ORDER BY f.id DESC""",
        {**seen.values, **place.where.values},
    )


def _said(place: Place) -> Where:
    """Of the table `said` what answers."""
    readable = visible_comments(place.reader)
    return Where(
        f"""SELECT {COLUMNS}, c.id AS comment
            FROM said CROSS JOIN comment c CROSS JOIN idea f CROSS JOIN idea i
            WHERE c.id = said.id AND f.id = c.idea_id AND i.id = {place.root} AND ({place.where.sql})
              AND c.removed_at IS NULL AND c.hidden_at IS NULL
              AND EXISTS (SELECT 1 FROM idea i WHERE i.id = c.idea_id AND {readable.sql})
            ORDER BY c.id DESC""",
        {**readable.values, **place.where.values},
    )
