"""UserVoice moves in: a row for each supporter, columns in any order and case, and what is missing isn't missed."""

from pathlib import Path

import pytest

from core.errors import Refused
from ideas.models import Comment
from ideas.tags import tags_of
from moving.arriving.uservoice import Suggestions
from moving.models import OldAddress
from people.models import Person
from tests.makers import a_board
from tests.moving.files import a_csv
from tests.moving.moving import all_is_well, everything, here, moved_in, somebody

ROW = {
    "Suggestion.Title": "다크모드가 있으면 좋겠어요",
    "SUGGESTION.ID": "4711",
    "suggestion body": "밤에 눈이 아파요",
    "Suggestion Forum Name": "Board of Old",
    "suggestion.category.name": "UI",
    "suggestion.status.name": "Under Review",
    "suggestion.labels.name": "night,dark",
    "suggestion.created_timestamp": "2021-03-04 05:06:07",
    "suggestion.parent.id": "",
    "user.name": "Grace",
    "user.email": "Grace@Example.com",
    "whatever": "x",
}


async def test_suggestions_and_supporters_move_in(database: str, tmp_path: Path) -> None:
    board = await a_board("old")
    other = {**ROW, "SUGGESTION.ID": 5, "Suggestion.Title": "Night colours", "suggestion.parent.id": "4711"}
    path = a_csv(
        tmp_path,
        {**ROW, "Suggestion Forum Name": board.name},
        {**ROW, "user.email": "GRACE@example.com", "user.name": "Grace B."},
        {**ROW, "user.email": "", "user.name": "이름만"},
        {**ROW, "user.email": "", "user.name": ""},
        {**other, "user.email": "ada@example.com", "user.name": "Ada"},
        other,
        {**ROW, "SUGGESTION.ID": "6", "suggestion.status.name": "parked", "Suggestion.Title": "Another"},
        {**ROW, "SUGGESTION.ID": "", "Suggestion.Title": "Without an id"},
    )

    done = await moved_in(Suggestions(path), zone="Asia/Seoul")

    dark, night = await here(4711), await here(5)
    assert (dark.stage, dark.board_id, dark.created_at.hour, dark.votes) == ("reviewing", board.id, 20, 3)
    assert (night.stage, night.merged_into_id) == ("merged", dark.id)
    assert await tags_of(dark.id) == ["ui", "night", "dark"]
    assert (await somebody("grace@example.com")).name == "Grace"
    assert [person.name for person in await Person.filter(email=None, name__not="")] == ["이름만"]
    assert done.said_of("line 8") == ["The status “parked” is unknown: taken as received."]
    assert done.wrong == {"line 9"}
    assert (await OldAddress.get(path="/suggestions/4711")).idea_id == dark.id
    before = await everything()
    assert not (await moved_in(Suggestions(path), zone="Asia/Seoul")).outcome.changed
    assert await everything() == before
    await all_is_well()


async def test_few_columns_are_enough(database: str, tmp_path: Path) -> None:
    path = a_csv(tmp_path, {"id": "1", "title": "Only this", "response.text": "Yes, soon", "status": "완료"})

    done = await moved_in(Suggestions(path))

    assert (done.wrong, (await here(1)).stage, (await here(1)).votes) == (set(), "shipped", 0)
    assert (await Comment.get(is_answer=True)).body == "Yes, soon"
    with pytest.raises(Refused, match="has no column"):
        Suggestions(a_csv(tmp_path, {"title": "No id"}))
