"""Which column of an unknown file is probably which field."""

from collections.abc import Mapping, Sequence

from ideas.imports.rows import FIELDS
from moving.arriving.headers import columns_of, plain

CALLED: Mapping[str, tuple[str, ...]] = {
    "source_id": (
        "source_id",
        "id",
        "post id",
        "idea id",
        "number",
        "no",
        "key",
        "slug",
        "url",
        "link",
        "번호",
        "아이디",
    ),
    "title": ("title", "name", "subject", "summary", "headline", "idea", "post title", "제목", "이름"),
    "body": ("body", "description", "details", "content", "text", "post content", "내용", "본문", "설명"),
    "kind": ("kind", "type", "post type", "종류", "유형"),
    "board": ("board", "board name", "category", "forum", "게시판", "분류"),
    "author_name": (
        "author_name",
        "author",
        "author name",
        "creator",
        "created by",
        "user name",
        "user",
        "작성자",
    ),
    "author_email": (
        "author_email",
        "author email",
        "creator email",
        "user email",
        "email",
        "이메일",
        "메일",
    ),
    "created": (
        "created",
        "created at",
        "created date",
        "creation date",
        "date",
        "submitted",
        "등록일",
        "작성일",
        "날짜",
    ),
    "votes": (
        "votes",
        "vote count",
        "votes count",
        "score",
        "upvotes",
        "votes_count",
        "추천",
        "공감",
        "투표",
    ),
    "tags": ("tags", "labels", "tag", "topics", "태그"),
    "stage": ("stage", "status", "state", "post status", "상태", "단계"),
}
"""What others call each field, the likeliest first."""


def guessed(columns: Sequence[str]) -> dict[str, str]:
    """The file's column for each field that has a likely one; no column twice."""
    there, taken = columns_of(columns), dict[str, str]()
    for field in FIELDS:
        names = (there.get(plain(name)) for name in CALLED[field])
        own = next((name for name in names if name and name not in taken.values()), None)
        if own:
            taken[field] = own
    return taken


def fitting(mapping: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """Of a saved mapping, what this file has."""
    there = columns_of(columns)
    found = {field: there.get(plain(column), "") for field, column in mapping.items() if field in FIELDS}
    return {field: column for field, column in found.items() if column}
