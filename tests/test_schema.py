"""The database is what the models say, on SQLite and on PostgreSQL, and its rules bite."""

from dataclasses import fields

import pytest
from tortoise.exceptions import IntegrityError

from core.clock import now
from core.database import on_sqlite, row, rows
from core.migrations import unwritten
from tests import schema
from tests.makers import a_person, an_idea
from voting.operations import cast_vote

ON_POSTGRES = {"event_append_only", "document_version_append_only"}
"""The triggers of PostgreSQL."""


async def test_every_table_is_as_its_model_says(database: str) -> None:
    wanted, found = schema.wanted("sqlite" if on_sqlite() else "postgres"), await schema.found()

    assert len(wanted.columns) > 150
    for part in fields(schema.Schema):
        assert getattr(found, part.name) == getattr(wanted, part.name), part.name


async def test_what_migrations_made_by_hand_still_stands(database: str) -> None:
    assert len(schema.by_hand("INDEX")) > 20
    assert schema.by_hand("INDEX") <= await schema.standing("INDEX")
    elsewhere = ("spent",) if on_sqlite() else ("_fts",)
    tables = {name for name in schema.by_hand("TABLE") if not name.endswith(elsewhere)}
    assert {"idea_search", "comment_search", "search_word", "search_state"} <= tables
    assert tables <= await schema.standing("TABLE")
    if on_sqlite():
        wanted = schema.by_hand("TRIGGER") - ON_POSTGRES
        assert len(wanted) >= 6
        assert wanted == await schema.standing("TRIGGER")
    else:
        assert await schema.standing("TRIGGER") == ON_POSTGRES
        assert {"idea_merged", "vote_weight"} <= schema.by_hand("CONSTRAINT")
        assert schema.by_hand("CONSTRAINT") <= await schema.standing("CONSTRAINT")


async def test_no_model_waits_for_its_migration() -> None:
    assert await unwritten() == []


async def test_events_are_never_changed_nor_removed(database: str) -> None:
    idea = await an_idea()
    await cast_vote(idea.id, by=await a_person())

    with pytest.raises(IntegrityError, match="never"):
        await rows("UPDATE event SET action = 'another' WHERE subject_id = :id", id=idea.id)
    with pytest.raises(IntegrityError, match="never"):
        await rows("DELETE FROM event WHERE subject_id = :id", id=idea.id)


async def test_an_idea_is_merged_exactly_when_it_says_into_what(database: str) -> None:
    idea, target = await an_idea(), await an_idea("Another")

    with pytest.raises(IntegrityError, match="idea_merged"):
        await rows("UPDATE idea SET stage = 'merged' WHERE id = :id", id=idea.id)
    with pytest.raises(IntegrityError, match="idea_merged"):
        await rows("UPDATE idea SET merged_into_id = :into WHERE id = :id", id=idea.id, into=target.id)
    columns = "created_at, board_id, kind, title, body, body_html, renderer, lang, author_name, cycle, votes"
    columns += ", votes_imported, comments, staff_comments, hot, held, stage_changed_at"
    with pytest.raises(IntegrityError, match="idea_merged"):
        await rows(
            f"INSERT INTO idea ({columns}, stage) SELECT {columns}, 'merged' FROM idea WHERE id = :id",
            id=idea.id,
        )
    merge = "UPDATE idea SET stage = 'merged', merged_into_id = :into WHERE id = :id"
    await rows(merge, id=idea.id, into=target.id)


@pytest.mark.parametrize("weight", [0, 4, -1])
async def test_a_vote_weighs_one_to_three(database: str, weight: int) -> None:
    idea, grace = await an_idea(), await a_person()
    insert = (
        "INSERT INTO vote (created_at, idea_id, person_id, weight) VALUES (:now, :idea, :person, :weight)"
    )

    with pytest.raises(IntegrityError, match="vote_weight"):
        await rows(insert, now=now(), idea=idea.id, person=grace.id, weight=weight)
    await rows(insert, now=now(), idea=idea.id, person=grace.id, weight=3)
    with pytest.raises(IntegrityError, match="vote_weight"):
        await rows("UPDATE vote SET weight = :weight", weight=weight)


async def test_one_person_has_one_vote_for_an_idea_and_one_where_it_counts(database: str) -> None:
    idea, other, grace = await an_idea(), await an_idea("Another"), await a_person()
    await cast_vote(idea.id, by=grace)
    insert = """INSERT INTO vote (created_at, idea_id, person_id, counted_on_id, weight)
                VALUES (:now, :idea, :person, :counted, 1)"""

    for voted, counted in ((idea, None), (other, idea.id)):
        with pytest.raises(IntegrityError):
            await rows(insert, now=now(), idea=voted.id, person=grace.id, counted=counted)


async def test_an_address_has_one_open_invitation(database: str) -> None:
    insert = """INSERT INTO invitation (created_at, email, role, locale)
                VALUES (:now, 'ada@example.com', 'customer', '') RETURNING id"""
    first = await row(insert, now=now())
    assert first is not None

    with pytest.raises(IntegrityError):
        await rows(insert, now=now())
    await rows("UPDATE invitation SET revoked_at = :now WHERE id = :id", now=now(), id=first["id"])
    await rows(insert, now=now())


async def test_a_row_that_others_need_cannot_go(database: str) -> None:
    idea = await an_idea()

    with pytest.raises(IntegrityError):
        await rows("DELETE FROM board WHERE id = :id", id=idea.board_id)
    with pytest.raises(IntegrityError):
        await rows("INSERT INTO idea_tag (idea_id, tag_id) VALUES (:idea, 999999)", idea=idea.id)
