"""A form that is sent twice makes one thing, also when both are sent at once."""

import asyncio

import pytest

from activity.models import Submission
from activity.submissions import once
from core.database import in_transaction, rows
from tests.activity.world import somebody

pytestmark = pytest.mark.usefixtures("database")


@in_transaction
async def make(person_id: int, key: str, *, fails: bool = False) -> int:
    """Makes something with the next number, unless this form made one already."""
    form = await once(person_id, "idea", key)
    if form.subject_id:
        return form.subject_id
    made = (await rows("SELECT count(*) + 100 AS next FROM submission WHERE subject_id > 0"))[0]["next"]
    await form.update_from_dict({"subject_type": "thing", "subject_id": made}).save()
    await asyncio.sleep(0.05)  # long enough for the other to come
    if fails:
        raise ValueError("undone")
    return int(made)


async def test_the_second_gets_what_the_first_made() -> None:
    ada = await somebody()
    assert await make(ada.id, "form") == await make(ada.id, "form") == 100
    assert await make(ada.id, "another form") == 101


async def test_at_once_too() -> None:
    ada = await somebody()
    assert set(await asyncio.gather(*(make(ada.id, "form") for _ in range(8)))) == {100}
    assert await Submission.all().count() == 1


async def test_when_the_first_is_undone_the_second_is_the_first() -> None:
    ada = await somebody()
    first = asyncio.create_task(make(ada.id, "form", fails=True))
    await asyncio.sleep(0.01)
    second = asyncio.create_task(make(ada.id, "form"))
    done = await asyncio.gather(first, second, return_exceptions=True)
    assert isinstance(done[0], ValueError)
    assert done[1] == 100


async def test_the_same_key_of_somebody_else_is_another_form() -> None:
    ada, grace = await somebody("ada"), await somebody("grace")
    assert await make(ada.id, "form") != await make(grace.id, "form")


async def test_a_key_of_any_length() -> None:
    ada = await somebody()
    assert await make(ada.id, "k" * 5000) == await make(ada.id, "k" * 5000)
    assert await make(ada.id, "k" * 5001) == 101
