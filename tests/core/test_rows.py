"""SQL with names means the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.database import compiled, moment, row, rows

NOON = datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=UTC)


async def insert(name: str, at: datetime = NOON) -> int:
    sql = "INSERT INTO tag (created_at, name) VALUES (:at, :name) RETURNING id"
    return int((await rows(sql, at=at, name=name))[0]["id"])


async def test_rows_that_a_write_returns_arrive(database: str) -> None:
    made = await insert("a")

    assert await rows("UPDATE tag SET name = :n WHERE id = :id RETURNING id, name", n="b", id=made) == [
        {"id": made, "name": "b"}
    ]
    assert await rows("DELETE FROM tag WHERE id = :id RETURNING name", id=made) == [{"name": "b"}]
    again = (
        "WITH x AS (SELECT 'c' AS n) INSERT INTO tag (created_at, name) SELECT :at, n FROM x RETURNING name"
    )
    assert await rows(again, at=NOON) == [{"name": "c"}]


async def test_a_list_is_a_list_and_an_empty_one_matches_nothing(database: str) -> None:
    for name in "abc":
        await insert(name)
    some = "SELECT name FROM tag WHERE name IN :names ORDER BY name"

    assert [each["name"] for each in await rows(some, names=["a", "c", "x"])] == ["a", "c"]
    assert await rows(some, names=("b",)) == [{"name": "b"}]
    assert await rows(some, names=[]) == []
    assert await row(some, names=[]) is None


async def test_a_time_comes_back_as_it_went_whatever_its_zone(database: str) -> None:
    seoul = timezone(timedelta(hours=9))
    await insert("a", NOON.astimezone(seoul))

    found = await row("SELECT created_at FROM tag WHERE created_at = :at", at=NOON)

    assert found is not None
    assert moment(found["created_at"]) == NOON
    assert moment(found["created_at"]).utcoffset() == timedelta(0)
    assert moment(None) is None


async def test_times_are_in_order_whatever_their_zone(database: str) -> None:
    seoul = timezone(timedelta(hours=9))
    await insert("later", NOON + timedelta(minutes=1))
    await insert("earlier", NOON.astimezone(seoul))

    found = await rows("SELECT name FROM tag WHERE created_at <= :at", at=NOON)

    assert found == [{"name": "earlier"}]


async def test_a_name_may_stand_twice_and_a_cast_is_no_name(database: str) -> None:
    await insert("a")

    found = await rows("SELECT name FROM tag WHERE name = :n AND :n = name AND id > :zero", n="a", zero=0)

    assert found == [{"name": "a"}]
    assert compiled("SELECT x::text, :a", {"a": 1}, sqlite=False) == ("SELECT x::text, $1", [1])


def test_a_name_without_a_value_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        compiled("SELECT :a", {}, sqlite=True)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
async def test_no_text_is_taken_for_sql(text: str) -> None:
    for sqlite in (True, False):
        sql, given_values = compiled(
            "SELECT 1 WHERE a = :text OR a IN :many", {"text": text, "many": [text]}, sqlite=sqlite
        )
        assert given_values == [text, text]
        assert sql == (
            "SELECT 1 WHERE a = ?1 OR a IN (?2)" if sqlite else "SELECT 1 WHERE a = $1 OR a IN ($2)"
        )
