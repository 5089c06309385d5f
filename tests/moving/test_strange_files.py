"""Files that nobody should have written: rows may be refused, an import never breaks, and again it takes nothing."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from activity.worker import drain
from moving.arriving.fider_backup import Backup
from moving.arriving.github import Repository
from moving.models import Upload
from tests.makers import a_person, sign_in
from tests.moving.files import ANSWERED, AT, USERS, a_backup, a_post, a_said, a_user
from tests.moving.moving import all_is_well, here, moved_in

LONE = "\ud800"
ODD = f"a\x00{LONE}" + "x" * 400


async def test_ids_that_no_database_holds_are_taken_once(database: str, tmp_path: Path) -> None:
    odd_one = {**a_post(2, "By an odd id"), "id": ODD, "user_id": ODD}
    backup = a_backup(
        tmp_path,
        users=[a_user(ODD, "Odd"), *USERS],  # type: ignore[arg-type]
        posts=[a_post(1, f"{ODD[:9]} title", response=ODD, **ANSWERED), odd_one],
        comments=[{**a_said(1, 1, ODD), "id": ODD, "user_id": ODD}],
        post_votes=[{"post_id": 101, "user_id": ODD, "created_at": AT}],
        tags=[{"id": 1, "name": ODD, "is_public": True}],
    )

    first = await moved_in(Backup(backup))
    again = await moved_in(Backup(backup))

    assert (first.outcome.kinds["comments"].taken, first.outcome.kinds["votes"].taken) == (1, 1)
    assert first.outcome.kinds["people"].taken == 7
    assert not again.outcome.changed
    assert (await here(1)).votes == 1
    await all_is_well()


ISSUE = {"title": "A title of it", "body": "Why", "user": {"login": "ada"}, "created_at": AT}
NAMES = ("labels", "reactions", "reactionGroups", "comments", "answer", "category", "upvoteCount", "user")


@pytest.mark.parametrize("odd", [ODD, 5, ["x"], {"nodes": 5}])
async def test_values_of_any_kind_may_stand_anywhere(database: str, tmp_path: Path, odd: Any) -> None:
    things = [{**ISSUE, "number": number, name: odd} for number, name in enumerate(NAMES, 1)]
    said = {"id": odd, "body": odd, "user": {"login": odd}, "replies": {"nodes": odd}}
    things.append({**ISSUE, "number": 90, "comments": [said]})
    (tmp_path / "odd.json").write_text(json.dumps(things))

    done = await moved_in(Repository(tmp_path / "odd.json"), "odd")

    assert done.outcome.kinds["ideas"].taken == len(things)
    await all_is_well()


STRANGE = {
    "nul.csv": b"id,ti\x00tle,title\n\xef\xbc\x9d1,abc,x\x00\n",
    "broken.csv": b"id,\xed\xa0\x80,title\n1,2,\xed\xa0\x80abc\n",
    "cut.csv": b"\xff\xfei\x00d\x00,\x00t",
    "half.csv": b"\xff\xfei\x00d\x00,\x00t\x00\n\x00\x00\xd8,\x00",
    "lines.jsonl": b'{"id": 1, "ti\\u0000tle": "abc", "\\ud800x": 2, "title": "x\\u0000abc"}\n',
}


async def test_a_page_takes_or_refuses_whatever_is_brought(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Root", "admin"))
    for name, content in STRANGE.items():
        brought = await client.post("/admin/import", files={"file": (name, content, "text/csv")})
        assert brought.status_code == (422 if name == "broken.csv" else 303), name
        if brought.status_code == 422:
            continue
        place = brought.headers["location"]
        assert (await client.get(place)).status_code == 200
        chosen = {"column-source_id": "id", "column-title": "title", "column-body": "?x", "board": "ideas"}
        rest = {"kind": "idea", "zone": "Asia/Seoul", "source": "old", "name": "Old"}
        answer = await client.post(f"{place}/choices", data={**chosen, **rest})
        assert answer.status_code in (303, 422), name

    first = await Upload.get(name="nul.csv")
    assert set(first.columns.values()) == {"id", "title"}
    assert (await client.post(f"/admin/import/{first.id}/start")).status_code == 303
    await drain()
    report = (await client.get(f"/admin/import/{first.id}/report.csv")).text
    assert "'＝1" in report, "no spreadsheet takes it for a formula"
