"""The newest texts that have the words, as a table of a statement: what each database's index is asked."""

from core.database import on_sqlite
from ideas.search.matching import Needs, in_tokens, matching
from ideas.visibility import Where

INDEXED = "(words || search_blocks(idea_id))"
"""What PostgreSQL's index of ideas holds: their words, and the blocks of ids that they stand in."""


def newest(
    table: str,
    needs: Needs,
    reach: int,
    *,
    name: str = "hit",
    title: bool = False,
    but: Needs = (),
    times: str = "1",
) -> Where:
    """The `reach` newest texts with all the words, the newest first, as the table `name` (id) behind a WITH; with the
    values that this takes. `times` is SQL that gives 0 where none are wanted, or else 1."""
    words, reached = f"{name}_words", f"{name}_reach"
    floor = table.removesuffix("_search")
    sql = among_newest(floor, f":{words}", f"CAST(:{reached} AS INTEGER) * {times}")
    given: dict[str, object] = {words: matching(needs, title=title, but=but), reached: reach}
    return Where(f"{name} AS MATERIALIZED ({sql})", given)


def among_newest(floor: str, words: str, most: str) -> str:
    """SQL that gives the ids of the newest ideas or comments with the words, at most so many, the newest first. `words`
    is SQL for what `matching` made, `most` for a number."""
    if on_sqlite():
        fts = f"{floor}_fts"
        return f"SELECT rowid AS id FROM {fts} WHERE {fts} MATCH {words} ORDER BY rowid DESC LIMIT {most}"
    newest_id = f"(SELECT max({floor}_id) FROM {floor}_search)"
    asked = f"CAST(CAST({words} AS TEXT) AS tsquery)"
    return f"SELECT id FROM newest_{floor}s({asked}, {newest_id}, {most}) AS found (id)"


def at_hand(needs: Needs, but: Needs = ()) -> Where:
    """Whether a row `s` of the index of ideas that is at hand has all the words."""
    if on_sqlite():
        return in_tokens(needs, but)
    return Where("s.words @@ CAST(:words AS tsquery)", {"words": matching(needs, but=but)})
