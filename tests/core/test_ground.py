"""The small things that everything stands on: clock, secrets, words, ports, naps."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from gettext import NullTranslations

import pytest

from core import ports
from core.clock import moved_to, now
from core.ports import Port
from core.secrets import derived, digest, same, sign, token, unsign
from core.wake import nap, wake
from core.words import N_, _, locale, ngettext, speaking

THEN = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_the_clock_tells_utc_and_can_be_moved() -> None:
    assert abs(now() - datetime.now(UTC)) < timedelta(seconds=1)
    with moved_to(THEN.astimezone(timezone(timedelta(hours=9)))):
        assert now() == THEN
        assert now().tzinfo is UTC
        with moved_to(THEN + timedelta(days=1)):
            assert now() == THEN + timedelta(days=1)
        assert now() == THEN
    assert now() != THEN
    with pytest.raises(ValueError, match="zone"), moved_to(datetime(2026, 5, 1)):  # noqa: DTZ001
        now()


async def test_a_moved_clock_is_moved_for_tasks_begun_inside() -> None:
    async def looking() -> datetime:
        return now()

    with moved_to(THEN):
        begun = asyncio.create_task(looking())
    assert await begun == THEN


def test_what_is_signed_comes_back_or_nothing_does() -> None:
    signed = sign("unsubscribe", [7, "ideas"])

    assert unsign("unsubscribe", signed) == [7, "ideas"]
    assert unsign("something else", signed) is None
    for broken in (signed[:-1], "x" + signed, "", ".", "한글", signed.replace(".", "..")):
        assert unsign("unsubscribe", broken) is None


def test_secrets_are_long_and_kept_as_hashes() -> None:
    assert len({token() for _ in range(100)}) == 100
    assert len(token()) >= 43
    assert len(digest("a")) == 64
    assert derived("code", 1, "2") != derived("code", 12, "") != derived("link", 1, "2")
    assert derived("code", 1, "2") == derived("code", 1, "2")
    assert same("가", "가")
    assert not same("가", "나")


class Shouting(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper().replace("%(NAME)S", "%(name)s")

    def ngettext(self, one: str, many: str, num: int) -> str:
        return self.gettext(many).replace("%(NUM)S", "%(num)s")


def test_words_are_in_the_language_of_whoever_reads() -> None:
    assert _("Hello, %(name)s", name="100%") == "Hello, 100%"
    assert _("100 % wool") == "100 % wool"
    assert [ngettext("%(num)s vote", "%(num)s votes", each) for each in (1, 2)] == ["1 vote", "2 votes"]
    with speaking("ko", Shouting()):
        assert locale() == "ko"
        assert _("Hello, %(name)s", name="Ada") == "HELLO, Ada"
        assert ngettext("%(num)s vote", "%(num)s votes", 1) == "1 VOTES"
        assert N_("Hello") == "Hello"
    assert locale() == "en"


@pytest.fixture
def port() -> Iterator[Port[[int], int]]:
    made: Port[[int], int] = Port("test.port")
    yield made
    ports.EVERY_PORT.remove(made)


def test_a_port_is_filled_once_and_says_so_when_it_is_not(port: Port[[int], int]) -> None:
    assert not port.filled
    with pytest.raises(RuntimeError, match="Nobody fills"):
        _ = port.answerers
    port.fill("idea", abs)
    port.fill("idea", abs)

    assert port.of("idea")(-1) == 1
    assert port.answerers == (abs,)
    with pytest.raises(RuntimeError, match="filled already"):
        port.fill("idea", hash)
    with pytest.raises(RuntimeError, match=r"Nobody fills test.port\[person\]"):
        port.of("person")


async def test_a_nap_ends_when_there_is_work() -> None:
    wake()
    napping = asyncio.create_task(nap(60))
    await asyncio.sleep(0)
    wake()
    async with asyncio.timeout(1):
        await napping
        await nap(0.001)
