"""`madang import ideas`: what comes in, what stays out, and that a second time changes nothing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from activity.models import Delivery, Event, Reason, Subscription, Task
from core.database import rows
from core.errors import Refused
from ideas.imports import taking
from ideas.models import Board, Idea, Revision
from ideas.operations import edit
from ideas.stewardship import retag
from ideas.tags import tags_of
from people.models import Person
from tests.commands.importing import a_csv, a_row, idea, imported, jsonl
from tests.makers import a_board, a_person
from voting.models import Vote

WHOLE = a_row(
    7,
    kind="complaint",
    title="  로그인이   자꾸 풀려요 ",
    body="하루에 **세 번**\r\n<script>alert(1)</script>",
    author_name="김하늘",
    author_email="Haneul@Example.com",
    created="2017-08-25",
    votes=88,
    tags="로그인; Mobile App,로그인",
    stage="planned",
)


async def test_every_field_arrives(database: str, tmp_path: Path) -> None:
    done = await imported(jsonl(tmp_path, WHOLE), zone="Asia/Seoul")

    assert done.figures == (1, 0, 0, 0)
    taken = await idea("7")
    author = await Person.get(email="haneul@example.com")
    assert (taken.kind, taken.title, taken.stage) == ("complaint", "로그인이 자꾸 풀려요", "planned")
    assert taken.body.startswith("하루에 **세 번**\n")
    assert "<strong>" in taken.body_html
    assert "<script" not in taken.body_html
    assert taken.created_at == taken.stage_changed_at == datetime(2017, 8, 24, 15, tzinfo=UTC)
    assert (taken.votes, taken.votes_imported, taken.lang) == (0, 88, "ko")
    assert (taken.author_id, author.name) == (author.id, "김하늘")
    assert await tags_of(taken.id) == ["로그인", "mobile app"]


async def test_an_import_tells_nobody_and_casts_no_vote(database: str, tmp_path: Path) -> None:
    await imported(jsonl(tmp_path, WHOLE))

    taken = await idea("7")
    assert (
        await Vote.all().count()
        == await Delivery.all().count()
        == await Task.exclude(kind="import_duplicates").count()
        == 0
    )
    event = await Event.get(subject_type="idea", subject_id=taken.id)
    assert (event.action, event.actor_id, event.root_id) == ("idea.imported", None, None)
    assert event.details == {"source": "elsewhere", "source_id": "7"}
    follows = await Subscription.get(subject_type="idea", subject_id=taken.id)
    assert (follows.person_id, follows.reason) == (taken.author_id, Reason.AUTHOR)


async def test_a_name_without_an_address_is_no_member(database: str, tmp_path: Path) -> None:
    await imported(jsonl(tmp_path, a_row(author_name="naver - ***")))

    assert (await idea()).author_name == "naver - ***"
    assert not await Person.exists()


async def test_an_author_who_is_here_already_is_found(database: str, tmp_path: Path) -> None:
    grace = await a_person("Grace")

    await imported(jsonl(tmp_path, a_row(author_email=grace.email, author_name="Somebody Else")))

    assert (await idea()).author_id == grace.id
    assert (await Person.get(id=grace.id)).name == "Grace"


async def test_a_second_run_changes_nothing(database: str, tmp_path: Path) -> None:
    path = jsonl(tmp_path, WHOLE, *(a_row(number, votes=number) for number in range(20, 40)))
    await imported(path)
    before = await everything()

    done = await imported(path)

    assert done.figures == (0, 0, 21, 0)
    assert await everything() == before


async def everything() -> list[object]:
    tables = ("idea", "event", "subscription", "person", "tag", "idea_tag", "revision")
    return [await rows(f"SELECT * FROM {table} ORDER BY id") for table in tables]


async def test_the_same_id_from_another_source_is_another_idea(database: str, tmp_path: Path) -> None:
    await imported(jsonl(tmp_path, a_row()), source="one")
    await imported(jsonl(tmp_path, a_row()), source="two")

    assert await Idea.all().count() == 2


BROKEN = {
    "no title": ({"title": None}, "The title is missing."),
    "short title": ({"title": " ab "}, "A title has at least 3 characters."),
    "long title": ({"title": "가" * 121}, "A title has at most 120 characters; this one has 121."),
    "long body": ({"body": "x" * 20_001}, "A text has at most 20000 characters; this one has 20001."),
    "future": ({"created": "2999-01-01"}, "The date 2999-01-01 lies in the future."),
    "unreadable date": ({"created": "25/08/17"}, "The date “25/08/17” can't be read"),
    "no such day": ({"created": "2017-02-30"}, "can't be read"),
    "before time": ({"created": "0017-08-25"}, "lies before 1970"),
    "negative votes": ({"votes": -1}, "The votes are fewer than none: -1."),
    "half a vote": ({"votes": 1.5}, "The votes “1.5” are no whole number."),
    "too many votes": ({"votes": 2**31}, "More votes than Madang can count"),
    "unknown kind": ({"kind": "wish"}, "The kind “wish” is unknown: idea or complaint."),
    "unknown stage": ({"stage": "started"}, "The stage “started” is unknown: received, "),
    "merged": ({"stage": "merged"}, "A merged idea can't be imported"),
    "unknown board": ({"board": "nowhere"}, "There is no board “nowhere” here."),
    "no id": ({"source_id": "  "}, "source_id is missing."),
    "long id": ({"source_id": "x" * 121}, "source_id has at most 120 characters."),
    "no address": ({"author_email": "grace at example"}, "author_email is no e-mail address"),
    "long name": ({"author_name": "x" * 81}, "author_name has at most 80 characters."),
    "many tags": ({"tags": list("abcdefghi")}, "Use 8 tags at most."),
    "no text": ({"body": {"a": 1}}, "body is neither text nor a number."),
    "half a surrogate": ({"body": "\ud800"}, "body holds bytes that aren't text"),
}


async def test_rows_that_break_a_rule_are_left_out_by_line_and_reason(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [{**a_row(number), **fields} for number, (fields, _reason) in enumerate(BROKEN.values(), 2)]

    done = await imported(jsonl(tmp_path, a_row(1), *map(json.dumps, bad), a_row(900)))

    assert done.figures == (2, 0, 0, len(BROKEN))
    said = capsys.readouterr().err.splitlines()
    for line, (sentence, (_fields, reason)) in enumerate(zip(said, BROKEN.values(), strict=True), 2):
        assert sentence.startswith(f"line {line}: ")
        assert reason in sentence


async def test_titles_are_measured_in_characters(database: str, tmp_path: Path) -> None:
    done = await imported(
        jsonl(tmp_path, a_row(1, title="가" * 120), a_row(2, title="가나다"), a_row(3, body=""))
    )

    assert done.figures == (3, 0, 0, 0)


async def test_every_reason_of_a_row_is_told(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await imported(jsonl(tmp_path, a_row(1, title="ab", votes=-2)))

    assert (
        "line 1: A title has at least 3 characters. The votes are fewer than none: -2."
        in capsys.readouterr().err
    )


async def test_an_id_that_comes_twice_is_taken_once(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = await imported(jsonl(tmp_path, a_row(1), a_row(2), a_row(1, title="Another title")))

    assert done.figures == (2, 0, 0, 1)
    assert "line 3: The source_id stands on line 1 already." in capsys.readouterr().err


async def test_strict_takes_all_or_nothing(database: str, tmp_path: Path) -> None:
    many = [a_row(number) for number in range(1, 1201)]

    bad = await imported(jsonl(tmp_path, *many, a_row(9999, title="x")), strict=True)
    nothing = await Idea.all().count()
    good = await imported(jsonl(tmp_path, *many), strict=True)

    assert (bad.left_out, nothing) == (1, 0)
    assert good.figures == (1200, 0, 0, 0)
    assert await Idea.all().count() == 1200


async def test_strict_leaves_nothing_behind_when_it_breaks_off(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_off_at(2, monkeypatch)

    with pytest.raises(Unplugged):
        await imported(jsonl(tmp_path, *(a_row(number) for number in range(1, 1201))), strict=True)

    assert await Idea.all().count() == 0


async def test_what_was_broken_off_is_finished_by_the_next_run(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = jsonl(tmp_path, *(a_row(number) for number in range(1, 1201)))
    with monkeypatch.context() as broken:
        break_off_at(3, broken)
        with pytest.raises(Unplugged):
            await imported(path)
    kept = await Idea.all().count()

    done = await imported(path)

    assert kept == 1000
    assert done.figures == (200, 0, 1000, 0)
    assert await Event.filter(action="idea.imported").count() == 1200


class Unplugged(Exception):
    """The power went."""


def break_off_at(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction of this batch breaks off after everything was written."""
    written, add = 0, taking.add

    async def unplug(*arguments: object) -> None:
        nonlocal written
        written += 1
        await add(*arguments)  # type: ignore[arg-type]
        if written == batch:
            raise Unplugged

    monkeypatch.setattr(taking, "add", unplug)


async def test_a_dry_run_writes_nothing(database: str, tmp_path: Path) -> None:
    path = jsonl(tmp_path, WHOLE, a_row(2, board="New board"))

    done = await imported(path, dry_run=True, create_boards=True)

    assert done.figures == (2, 0, 0, 0)
    assert not await Idea.exists()
    assert not await Person.exists()
    assert await Board.all().count() == 1


async def test_boards_are_found_by_slug_and_by_name(database: str, tmp_path: Path) -> None:
    mobile = await a_board("mobile")
    path = jsonl(tmp_path, a_row(1, board="MOBILE"), a_row(2, board=mobile.name), a_row(3))

    await imported(path)

    assert [(await idea(str(number))).board_id == mobile.id for number in (1, 2, 3)] == [True, True, False]


async def test_boards_are_made_where_that_is_asked(database: str, tmp_path: Path) -> None:
    path = jsonl(
        tmp_path, a_row(1, board="육아/교육"), a_row(2, board="Mobile apps"), a_row(3, board="육아/교육")
    )

    done = await imported(path, create_boards=True)

    assert done.figures == (3, 0, 0, 0)
    assert {board.slug: board.name for board in await Board.all() if board.slug != "ideas"} == {
        "board-2": "육아/교육",
        "mobile-apps": "Mobile apps",
    }
    assert await Event.filter(action="board.created").count() == 2


async def test_an_unknown_board_for_all_rows_is_refused(database: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There are: ideas"):
        await imported(jsonl(tmp_path, a_row()), board="nowhere")


async def test_what_changed_at_its_source_is_updated(database: str, tmp_path: Path) -> None:
    await imported(jsonl(tmp_path, a_row(1, body="Before", votes=3, tags="old,kept"), a_row(2, votes=1)))

    done = await imported(
        jsonl(
            tmp_path,
            a_row(1, title="A new title", body="*After*", votes=9, tags="kept,new"),
            a_row(2, votes=2),
        )
    )

    assert done.figures == (0, 2, 0, 0)
    taken = await idea()
    assert (taken.title, taken.body, taken.votes_imported, taken.edited_at) == (
        "A new title",
        "*After*",
        9,
        None,
    )
    assert "<em>After</em>" in taken.body_html
    assert set(await tags_of(taken.id)) == {"kept", "new"}
    assert (await Revision.get(idea_id=taken.id)).body == "Before"
    told = await Event.filter(subject_id=taken.id, action="idea.imported").order_by("id")
    assert told[1].details["changed"] == ["title", "body", "votes", "tags"]


async def test_what_a_file_doesnt_say_stays(database: str, tmp_path: Path) -> None:
    await imported(jsonl(tmp_path, a_row(1, body="Words", votes=3, tags="kept")))

    done = await imported(jsonl(tmp_path, a_row(1)))

    assert done.figures == (0, 0, 1, 0)
    assert ((await idea()).body, (await idea()).votes_imported) == ("Words", 3)


async def test_what_people_changed_here_stays(database: str, tmp_path: Path) -> None:
    manager = await a_person("Min", "manager")
    ada = await a_person("Ada")
    await imported(jsonl(tmp_path, a_row(1, author_email=ada.email, votes=3, tags="old")))
    taken = await idea()
    await edit(taken.id, title="Her own words", body="", by=ada)
    await retag(taken.id, tags="ours", by=manager)

    done = await imported(
        jsonl(tmp_path, a_row(1, title="Their words", author_email=ada.email, votes=4, tags="old"))
    )

    assert done.figures == (0, 1, 0, 0)
    assert ((await idea()).title, (await idea()).votes_imported) == ("Her own words", 4)
    assert await tags_of(taken.id) == ["ours"]


async def test_another_idea_under_the_same_id_is_not_overwritten(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await imported(jsonl(tmp_path, a_row(1, created="2017-08-25")))

    done = await imported(jsonl(tmp_path, a_row(1, title="Something else", created="2020-01-01")))

    assert done.figures == (0, 0, 0, 1)
    assert "Give this file a source of its own" in capsys.readouterr().err
    assert (await idea()).title == "Idea number 1"


async def test_the_report_names_each_row_and_holds_no_formula(database: str, tmp_path: Path) -> None:
    report = tmp_path / "left-out.csv"

    await imported(jsonl(tmp_path, a_row(1), {"source_id": "=1+1", "title": "@x"}), report=report)

    assert report.read_text("utf-8-sig").splitlines() == [
        "line,source_id,title,reason",
        "2,'=1+1,'@x,A title has at least 3 characters.",
    ]


async def test_the_report_never_overwrites_the_file(database: str, tmp_path: Path) -> None:
    path = jsonl(tmp_path, a_row())

    with pytest.raises(Refused):
        await imported(path, report=path)

    assert path.stat().st_size


async def test_a_spreadsheet_from_korea_is_read(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_csv(
        tmp_path,
        ["번호", "제목", "내용", "등록일", "추천"],
        ["1", "다크 모드를 원해요", "눈이\n아파요", "2017. 8. 25. 오후 3:30", "1,234"],
        encoding="cp949",
    )
    named = {"source_id": "번호", "title": "제목", "body": "내용", "created": "등록일", "votes": "추천"}

    await imported(path, columns=named, zone="Asia/Seoul")

    taken = await idea()
    assert (taken.title, taken.body, taken.votes_imported) == ("다크 모드를 원해요", "눈이\n아파요", 1234)
    assert taken.created_at == datetime(2017, 8, 25, 6, 30, tzinfo=UTC)
