"""GitHub moves in: issues with their reactions, discussions with their votes, comments where the file has them."""

from pathlib import Path
from typing import Any

import pytest

from core.errors import Refused
from ideas.models import Comment
from ideas.tags import tags_of
from moving.arriving.github import Repository
from moving.models import OldAddress
from people.models import Person
from tests.moving.files import a_json
from tests.moving.moving import all_is_well, everything, here, moved_in

AT = "2021-03-04T05:06:07Z"


def an_issue(number: int, title: str, **fields: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": title,
        "body": "Words",
        "user": {"login": "Octocat"},
        "created_at": AT,
        "state": "open",
        "state_reason": None,
        "labels": [{"name": "bug"}, "later"],
        "comments": 0,
        "reactions": {"+1": 3, "-1": 9},
        "html_url": f"https://github.com/old/yard/issues/{number}",
        **fields,
    }


ISSUES = [
    an_issue(1, "다크모드가 안 돼요"),
    an_issue(2, "Again", state="closed", state_reason="duplicate", body="Duplicate of #1"),
    an_issue(3, "Of nothing", state="closed", state_reason="duplicate"),
    an_issue(4, "Made", state="closed", state_reason="completed", user=None, body=None, labels=[]),
    an_issue(5, "Not made", state="closed", state_reason="not_planned", comments=4),
    an_issue(6, "Code", pull_request={"url": "x"}),
]

DISCUSSION = {
    "number": 7,
    "title": "Where is the night?",
    "body": "Asking",
    "author": {"login": "octocat"},
    "createdAt": AT,
    "upvoteCount": 5,
    "url": "https://github.com/old/yard/discussions/7",
    "category": {"name": "Q&A"},
    "reactionGroups": [{"content": "THUMBS_UP", "users": {"totalCount": 2}}],
    "answer": {
        "id": "c2",
        "body": "There",
        "author": {"login": "boss"},
        "authorAssociation": "OWNER",
        "createdAt": AT,
    },
    "comments": {
        "totalCount": 5,
        "nodes": [
            {
                "id": "c1",
                "body": "Me too",
                "author": {"login": "grace"},
                "createdAt": AT,
                "replies": {"nodes": [{"id": "c3", "body": "And me", "author": None, "createdAt": AT}]},
            },
            {"id": "c2", "body": "There", "author": {"login": "boss"}, "createdAt": AT},
        ],
    },
}


async def test_issues_move_in(database: str, tmp_path: Path) -> None:
    source = Repository(a_json(tmp_path, ISSUES))

    done = await moved_in(source)

    dark = await here(1)
    assert (dark.kind, dark.votes, dark.votes_imported, dark.stage) == ("complaint", 0, 3, "received")
    assert await tags_of(dark.id) == ["bug", "later"]
    assert (await Person.get(id=dark.author_id)).name == "Octocat"
    assert (await here(2)).merged_into_id == dark.id
    assert [(await here(number)).stage for number in (3, 4, 5)] == ["declined", "shipped", "declined"]
    assert (await OldAddress.get(path="/old/yard/issues/4")).idea_id == (await here(4)).id
    assert done.said_of("#6") == ["A pull request is no idea."]
    assert done.said_of("#5") == ["4 comments aren't in this file."]
    assert done.wrong == set()
    said = {
        "id": 9,
        "issue_url": "https://api.github.com/repos/old/yard/issues/1",
        "body": "Yes",
        "user": {"login": "a"},
    }
    await moved_in(Repository(a_json(tmp_path, [{**said, "created_at": AT}], "comments.json")))
    assert (await here(1)).comments == 1
    before = await everything()
    assert not (await moved_in(source)).outcome.changed
    assert await everything() == before
    await all_is_well()


async def test_discussions_move_in(database: str, tmp_path: Path) -> None:
    answered = {"data": {"repository": {"discussions": {"nodes": [DISCUSSION, None]}}}}
    done = await moved_in(Repository(a_json(tmp_path, answered)))

    asked = await here(7)
    assert (asked.votes_imported, asked.comments, asked.kind) == (5, 3, "idea")
    official = await Comment.get(idea_id=asked.id, is_answer=True)
    assert (official.body, asked.answered_at) == ("There", official.created_at)
    assert done.said_of("#7") == ["2 comments aren't in this file."]
    await all_is_well()


BROKEN = ("[{", "{}", "[]", "not JSON", '{"data": {"repository": null}}')


@pytest.mark.parametrize("text", BROKEN)
def test_what_holds_nothing_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"isn't whole|holds no issues"):
        Repository(a_json(tmp_path, text))
