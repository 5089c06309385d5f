"""Files as the others publish their formats, with all the odd cases that they may hold."""

import csv
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Table = Sequence[dict[str, Any]]

AT = "2021-03-04T05:06:07Z"


def a_backup(folder: Path, name: str = "backup.zip", **tables: Table | str) -> Path:
    """A backup of Fider; a table given as text stands in it as it is."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, rows in {**FIDER, **tables}.items():
            archive.writestr(f"{table}.json", rows if isinstance(rows, str) else json.dumps(rows))
        archive.writestr("blobs/avatars/x.png", b"png")
    return path


def a_user(number: int, name: Any, email: str = "", role: int = 1) -> dict[str, Any]:
    return {"id": number, "name": name, "email": email, "role": role, "status": 1, "created_at": AT}


def a_post(number: int, title: Any, **fields: Any) -> dict[str, Any]:
    """A post by Haneul; its id is another than its number."""
    return {
        "id": number + 100,
        "number": number,
        "title": title,
        "slug": "any",
        "description": "Why and how",
        "created_at": f"2021-03-{number:02}T05:06:07.123456Z",
        "user_id": 1,
        "status": 0,
        "response": None,
        "response_user_id": None,
        "response_date": None,
        "original_id": None,
        "is_approved": True,
        **fields,
    }


def a_said(number: int, post: int, content: Any, **fields: Any) -> dict[str, Any]:
    return {"id": number, "post_id": post + 100, "user_id": 2, "content": content, "created_at": AT, **fields}


def a_vote(post: int, user: int) -> dict[str, Any]:
    return {"post_id": post + 100, "user_id": user, "created_at": AT}


USERS = [
    a_user(1, "김하늘", "Haneul@Example.com"),
    a_user(2, "Grace", "grace@example.com"),
    a_user(3, "Grace again", "GRACE@example.com"),
    a_user(4, 12345, role=2),
    a_user(5, "", ""),
    a_user(6, "Boss", "boss@example.com", role=3),
    a_user(7, "Broken", "no address"),
]

ANSWERED = {"response_user_id": 6, "response_date": "2021-04-01T00:00:00Z"}

POSTS = [
    a_post(1, "다크모드가 있으면 좋겠어요"),
    a_post(2, 20212022, description=12, status=4, response="곧 만들어요", **ANSWERED),
    a_post(3, "Night colours please", status=5, original_id=101, response="Same thing", **ANSWERED),
    a_post(4, "Duplicate of a duplicate", status=5, original_id=103),
    a_post(5, "Duplicate of a deleted one", status=5, original_id=106),
    a_post(6, "Deleted in the old portal", status=6),
    a_post(7, "One of two in a circle", status=5, original_id=108),
    a_post(8, "The other of the circle", status=5, original_id=107),
    a_post(9, "Completed long ago", status=2, user_id=5),
    a_post(10, "Declined for a reason", status=3, response="No.", **ANSWERED),
    a_post(11, "UI"),
    a_post(12, "x" * 130, description="y" * 21_000, user_id=4),
    a_post(13, "Waits for approval", is_approved=False),
    a_post(14, "From the future", created_at="2999-01-01T00:00:00Z"),
    a_post(15, "Nobody knows this status", status=9),
    a_post(16, "Being made right now", status=1),
]

FIDER: dict[str, Table] = {
    "users": USERS,
    "posts": POSTS,
    "comments": [
        a_said(1, 1, "저도 **필요해요**"),
        a_said(2, 1, "Taken back", deleted_at="2021-05-01T00:00:00Z", deleted_by_id=6),
        a_said(3, 3, "Said on the duplicate"),
        a_said(4, 1, 777, user_id=99),
        a_said(5, 1, "  "),
        a_said(6, 6, "On the deleted one"),
        a_said(7, 1, "Waits", is_approved=False),
        a_said(8, 77, "On nothing"),
        a_said(9, 2, "Edited there", edited_at="2021-05-01T00:00:00Z", user_id=4),
    ],
    "post_votes": [
        a_vote(1, 1),
        a_vote(1, 2),
        a_vote(1, 3),
        a_vote(1, 4),
        a_vote(3, 2),
        a_vote(3, 5),
        a_vote(4, 5),
        a_vote(4, 6),
        a_vote(2, 99),
        a_vote(6, 1),
        a_vote(77, 1),
        a_vote(10, 1),
    ],
    "post_subscribers": [
        {"post_id": 101, "user_id": 2, "status": 0},
        {"post_id": 101, "user_id": 1, "status": 1},
    ],
    "tags": [
        {"id": 1, "name": "모바일, 앱", "slug": "m", "color": "fff", "is_public": True},
        {"id": 2, "name": "secret plan", "slug": "s", "color": "fff", "is_public": False},
    ],
    "post_tags": [{"tag_id": 1, "post_id": 101}, {"tag_id": 2, "post_id": 101}],
    "attachments": [{"id": 1, "post_id": 101, "attachment_bkey": "x"}],
    "tenants": [{"id": 1, "name": "Old"}],
}
"""Post 1 has the votes of 김하늘, Grace and 12345; with what is merged into it, of 5 and Boss as well: five."""


def a_csv(folder: Path, *rows: dict[str, Any], name: str = "list.csv") -> Path:
    """A CSV file whose columns are all that any row says."""
    path = folder / name
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def a_json(folder: Path, text: Any, name: str = "github.json") -> Path:
    path = folder / name
    path.write_text(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False))
    return path
