"""Too much, too fast: a sentence that says when to try again."""

from datetime import UTC, datetime

import pytest
import time_machine

from core.errors import SlowDown
from core.limits import LIMITS, budget, forget, spend
from core.windows import Windows


async def test_what_is_allowed_passes_and_one_more_does_not() -> None:
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False) as clock:
        for _ in range(20):
            await spend("post", "person 1", "192.0.2.1")
        clock.shift(600)

        with pytest.raises(SlowDown) as refused:
            await spend("post", "person 1", "192.0.2.1")

        assert 0 < refused.value.retry_after <= 3001
        assert str(refused.value) == "That was a lot in a short time. Please try again in 51 minutes."
        clock.shift(refused.value.retry_after)
        await spend("post", "person 1", "192.0.2.1")


async def test_each_person_and_each_address_counts_alone() -> None:
    for number in range(20):
        await spend("post", f"person {number}", "192.0.2.1")

    with pytest.raises(SlowDown):
        await spend("post", "person 99", "192.0.2.1")
    await spend("post", "person 99", "192.0.2.2")
    await spend("comment", "person 1", "192.0.2.1")


async def test_the_last_minute_is_one_minute() -> None:
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False) as clock:
        for _ in range(20):
            await spend("post", "person 1")
        clock.shift(3570)
        with pytest.raises(SlowDown, match=r"in 1 minute\.$"):
            await spend("post", "person 1")


async def test_a_program_is_told_what_is_left() -> None:
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False) as clock:
        assert await budget("search", "person 1") == (120, 120, 0, 60)
        await spend("search", "person 1")
        clock.shift(20)
        await spend("search", "person 1")

        assert await budget("search", "person 1") == (120, 118, 41, 60)


async def test_every_limit_can_be_spent() -> None:
    for kind in LIMITS:
        await spend(kind, "somebody")
    forget()


async def test_what_is_over_is_forgotten() -> None:
    windows = Windows()
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False) as clock:
        for number in range(100):
            assert await windows.acquire_entry(f"person {number}", limit=1, expiry=60)
        assert not await windows.acquire_entry("person 7", limit=1, expiry=60)
        clock.shift(61)
        for number in range(60):
            assert await windows.acquire_entry(f"newcomer {number}", limit=1, expiry=60)

        assert len(windows._spent[60]) == 60
        assert await windows.acquire_entry("person 7", limit=1, expiry=60)
