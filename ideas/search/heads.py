"""The head of the list in which somebody looks: where more texts have the words than are looked at, what heads the list
is looked through as well."""

from ideas.filtering import Filters
from ideas.loop import Stage
from ideas.models import Kind
from ideas.visibility import WROTE, Where
from people.models import Person

LISTED = 200
"""The hottest ideas that are looked through."""

LISTED_HERE = 500
"""The same where the list is one board's, stage's, kind's, tag's or author's: what few pass lies deeper."""


def head(filters: Filters, where: Where, reader: Person | None, times: str) -> Where:
    """The ids at the head of the narrowest list that there is an index for; none where `times`, which is SQL, gives 0,
    and not 1. Votes that the reader doesn't see bring nothing to its head: there the latest stand for the hottest."""
    most = f"CAST(:listed AS INTEGER) * {times}"
    here: dict[str, object] = {"listed": LISTED_HERE}
    if "writers" in where.values:
        wrote = WROTE % {"them": "IN :writers"}
        by_them = f"SELECT id FROM ({wrote}) w ORDER BY id DESC LIMIT {most}"
        return Where(by_them, {**here, "writers": where.values["writers"]})
    if filters.tag:
        tagged = f"""SELECT it.idea_id AS id FROM idea_tag it WHERE it.tag_id = (SELECT id FROM tag WHERE name = :tag)
                     ORDER BY it.idea_id DESC LIMIT {most}"""
        return Where(tagged, {**here, "tag": filters.tag})
    if filters.board:
        return Where(_of_board(reader, most), {**here, "board": filters.board})
    for column, value, all_values in (("stage", filters.stage, Stage), ("kind", filters.kind, Kind)):
        if value in list(all_values):
            return Where(_hottest(reader, f"i.{column} = :{column}", most), {**here, column: value})
    return Where(_hottest(reader, "TRUE", most), {"listed": LISTED})


def _of_board(reader: Person | None, most: str) -> str:
    board = "i.board_id = (SELECT id FROM board WHERE slug = :board {0})"
    hottest = f"SELECT i.id FROM idea i WHERE {{0}} ORDER BY i.hot DESC, i.id DESC LIMIT {most}"
    if _sees_votes(reader):
        return hottest.format(board.format(""))
    latest = f"SELECT i.id FROM idea i WHERE {{0}} ORDER BY i.created_at DESC, i.id DESC LIMIT {most}"
    loud, quiet = board.format("AND NOT hide_counts"), board.format("AND hide_counts")
    return f"SELECT id FROM ({hottest.format(loud)}) l UNION ALL SELECT id FROM ({latest.format(quiet)}) q"


def _hottest(reader: Person | None, where: str, most: str) -> str:
    found = f"SELECT i.id, i.board_id FROM idea i WHERE {where} ORDER BY i.hot DESC, i.id DESC LIMIT {most}"
    if _sees_votes(reader):
        return f"SELECT id FROM ({found}) h"
    return f"SELECT id FROM ({found}) h WHERE board_id NOT IN (SELECT id FROM board WHERE hide_counts)"


def _sees_votes(reader: Person | None) -> bool:
    return reader is not None and reader.is_staff
