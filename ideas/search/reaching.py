"""The newest texts that have the words, as a table of a statement: what each database's index is asked."""

from core.database import on_sqlite
from ideas.search.common import shares
from ideas.search.matching import Needs, in_tokens, matching, rarest
from ideas.visibility import Where

COMMON = 0.02
WINDOW = 4_000
"""PostgreSQL: words that at least this share of the texts have are looked for among the newest texts first; where these
give at least `ENOUGH`, the index isn't asked, which would give all of them."""

ENOUGH = 50


async def newest(
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
    values: dict[str, object] = {words: matching(needs, title=title, but=but), reached: reach}
    floor = table.removesuffix("_search")
    most = f"CAST(:{reached} AS INTEGER) * {times}"
    if on_sqlite():
        fts = f"{floor}_fts"
        sql = f"SELECT rowid AS id FROM {fts} WHERE {fts} MATCH :{words} ORDER BY rowid DESC LIMIT {most}"
        return Where(f"{name} AS MATERIALIZED ({sql})", values)
    asked = f"CAST(:{words} AS tsquery)"
    by_index = f"SELECT id FROM {floor}s_with({asked}, {most}) AS found (id)"
    if rarest(needs, await shares(table)) < COMMON:
        return Where(f"{name} AS MATERIALIZED ({by_index})", values)
    latest = f"SELECT {floor}_id AS id, words FROM {table} ORDER BY {floor}_id DESC LIMIT :window"
    sql = f"""latest_{name} AS MATERIALIZED (
                SELECT id FROM ({latest}) latest WHERE words @@ {asked} ORDER BY id DESC LIMIT {most}),
              {name} AS MATERIALIZED (
                SELECT id FROM latest_{name} WHERE (SELECT count(*) FROM latest_{name}) >= :enough
                UNION ALL {by_index} WHERE (SELECT count(*) FROM latest_{name}) < :enough)"""
    return Where(sql, {**values, "window": WINDOW, "enough": ENOUGH})


def at_hand(needs: Needs, but: Needs = ()) -> Where:
    """Whether a row `s` of the index of ideas that is at hand has all the words."""
    if on_sqlite():
        return in_tokens(needs, but)
    return Where("s.words @@ CAST(:words AS tsquery)", {"words": matching(needs, but=but)})
