"""Files as other programs write them: encodings, delimiters, broken quotes, dates."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import typer

from commands.importing import columns
from core.errors import Refused
from ideas.imports.moments import read_moment
from moving.arriving.encodings import CHUNK
from moving.arriving.files import LONGEST_FIELD, File, Raw
from tests.commands.importing import a_csv, a_row, jsonl

SEOUL = ZoneInfo("Asia/Seoul")


def rows_of(path: Path) -> list[Raw]:
    return list(File(path).rows())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_each_encoding_is_recognised(encoding: str, tmp_path: Path) -> None:
    path = a_csv(tmp_path, ["source_id", "제목"], ["1", "똠방각하가 펲시콜라를 마셔요"], encoding=encoding)

    assert [row.values for row in rows_of(path)] == [
        {"source_id": "1", "제목": "똠방각하가 펲시콜라를 마셔요"}
    ]


def test_the_encoding_is_told(tmp_path: Path) -> None:
    path = a_csv(tmp_path, ["번호", "제목"], ["1", "가나다"], encoding="cp949")

    assert File(path).says == "ideas.csv is read as CSV in CP949."


def test_korean_far_down_in_a_file_tells_its_encoding(tmp_path: Path) -> None:
    path = a_csv(
        tmp_path, ["source_id", "title"], ["1", "x" * (CHUNK + 5)], ["2", "가나다"], encoding="cp949"
    )

    assert rows_of(path)[1].values["title"] == "가나다"


def test_one_broken_byte_leaves_the_rest_readable(tmp_path: Path) -> None:
    path = tmp_path / "ideas.csv"
    lines = ["source_id,title", "1,가나다라마바사", "2,나쁜 ? 것", "3,아자차"]
    path.write_bytes("\n".join(lines).encode().replace(b"?", b"\xff"))

    said = [row.values["title"] for row in rows_of(path)]

    assert said == ["가나다라마바사", "나쁜 \udcff 것", "아자차"]


def test_what_is_neither_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ideas.csv"
    path.write_text("café, olé, ça\n" * 50, encoding="latin-1")

    with pytest.raises(Refused, match="neither UTF-8 nor CP949"):
        File(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_tells_the_delimiter(delimiter: str, tmp_path: Path) -> None:
    path = a_csv(tmp_path, ["source_id", "title"], ["1", "Salt, pepper; and\ttabs"], delimiter=delimiter)

    assert rows_of(path)[0].values == {"source_id": "1", "title": "Salt, pepper; and\ttabs"}


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "ideas.csv"
    path.write_text('source_id,title,body\n1,One,"two\nlines"\n\n2,Two,\n3,Three,last')

    assert [row.line for row in rows_of(path)] == [2, 5, 6]


def test_a_row_of_another_shape_says_so(tmp_path: Path) -> None:
    path = tmp_path / "ideas.csv"
    path.write_text("source_id,title,body\n1,One,a,b\n2\n3,Three,c\n")

    assert [row.problem for row in rows_of(path)] == [
        "The row has 4 columns, and the header has 3.",
        "The row has 1 column, and the header has 3.",
        "",
    ]


def test_a_quotation_mark_left_open_swallows_nothing_silently(tmp_path: Path) -> None:
    path = tmp_path / "ideas.csv"
    path.write_text('source_id,title,body\n1,One,a\n2,Two,"left open\n3,Three,c\n')

    good, bad = rows_of(path)

    assert (good.problem, bad.line, bad.values) == ("", 3, {})
    assert "never closed" in bad.problem


def test_reading_goes_on_behind_a_field_without_end(tmp_path: Path) -> None:
    path = tmp_path / "ideas.csv"
    path.write_text(f"source_id,title\n1,{'x' * (LONGEST_FIELD + 1)}\n2,Two\n")

    bad, good = rows_of(path)

    assert "longer than 1,000,000 characters" in bad.problem
    assert (good.line, good.values) == (3, {"source_id": "2", "title": "Two"})


def test_lines_that_are_no_objects_say_so(tmp_path: Path) -> None:
    path = jsonl(tmp_path, a_row(1), "{broken", "[1]", "", "NaN", a_row(2))

    assert [(row.line, row.problem) for row in rows_of(path)] == [
        (1, ""),
        (2, "The line isn't JSON."),
        (3, "The line isn't a JSON object."),
        (5, "The line isn't a JSON object."),
        (6, ""),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("", "is empty"), ('[{"source_id": 1}]', "one JSON array"), (None, "There is no file")],
)
def test_files_that_cant_be_read_at_all(content: str | None, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "ideas.jsonl"
    if content is not None:
        path.write_text(content)

    with pytest.raises(Refused, match=sentence):
        File(path)


def test_a_file_without_a_telling_name_is_looked_into(tmp_path: Path) -> None:
    assert File(jsonl(tmp_path, a_row(), name="export.txt")).is_json


def test_mapped_columns_are_found_however_they_are_capitalised() -> None:
    chosen = columns.parsed(["source_id=No", "title= 제목 "])

    assert columns.found(chosen, ["no", "제목", "Votes"]) == {
        "source_id": "no",
        "title": "제목",
        "votes": "Votes",
    }


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("title", "Write --map field=column"),
        ("titel=제목", "The fields are: source_id, kind"),
        ("제목=title", "The field stands first: --map title=제목"),
    ],
)
def test_a_map_that_says_nothing_teaches(given: str, sentence: str) -> None:
    with pytest.raises(typer.BadParameter, match=sentence):
        columns.parsed([given])


def test_a_column_that_the_file_lacks_names_those_it_has() -> None:
    with pytest.raises(Refused, match=r"no column “이름” for title\. Its columns are: a, b\."):
        columns.found({"title": "이름"}, ["a", "b"])
    with pytest.raises(Refused, match=r"no column source_id; .* Its columns are: title\."):
        columns.found({}, ["title"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2017-08-25", datetime(2017, 8, 24, 15, tzinfo=UTC)),
        ("2017-08-25T10:00:00Z", datetime(2017, 8, 25, 10, tzinfo=UTC)),
        ("2017-08-25 10:00:00+02:00", datetime(2017, 8, 25, 8, tzinfo=UTC)),
        ("2017.08.25", datetime(2017, 8, 24, 15, tzinfo=UTC)),
        ("2017. 8. 25.", datetime(2017, 8, 24, 15, tzinfo=UTC)),
        ("2017/8/25 9:05", datetime(2017, 8, 25, 0, 5, tzinfo=UTC)),
        ("2017. 8. 25. 오전 12:30", datetime(2017, 8, 24, 15, 30, tzinfo=UTC)),
        ("2017-8-25 PM 12:30", datetime(2017, 8, 25, 3, 30, tzinfo=UTC)),
        ("25.08.2017", None),
        ("2017-13-01", None),
        ("yesterday", None),
        ("0001-01-01", None),
        ("1503619200", None),
    ],
)
def test_dates_are_read_as_they_are_written(written: str, read: datetime | None) -> None:
    assert read_moment(written, SEOUL) == read
