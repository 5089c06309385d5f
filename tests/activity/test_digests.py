"""The daily digest: one mail at eight in its reader's morning, with what they still may see, want and haven't seen."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from activity import deliveries, fanout, housekeeping, tasks, worker
from activity.digests import next_morning
from activity.models import Delivery, Digest, DigestEntry, OutboxMail, Reason
from activity.notices import mark_seen
from activity.operations import mute
from activity.preferences import preferences_of, set_all, set_preference, unsubscribe, unsubscribes_from
from core.clock import moved_to, now
from core.zones import zone_of
from frontend.digest_mail import digest as digest_mail
from ideas import comments, operations
from ideas.models import Board, Idea
from ideas.moves import Reasons, move
from people.models import Person
from tests.activity.world import Act, follows, happens, somebody
from tests.makers import a_person, an_idea

pytestmark = pytest.mark.usefixtures("client")  # the application fills the ports

EVENING = datetime(2036, 11, 22, 13, 30, tzinfo=UTC)
"""22:30 in Seoul, 08:30 in New York; far enough ahead that whoever follows from today follows by then."""


async def fan_out() -> None:
    while task := await tasks.claim():
        while not await fanout.step(task):
            pass


@pytest.mark.parametrize(
    ("zone", "language", "after", "morning", "day"),
    [
        ("Asia/Seoul", "en", "2026-11-22T22:59:59+00:00", "2026-11-22T23:00:00+00:00", "2026-11-23"),
        ("Asia/Seoul", "en", "2026-11-22T23:00:00+00:00", "2026-11-23T23:00:00+00:00", "2026-11-24"),
        ("America/New_York", "ko", "2027-03-13T14:00:00+00:00", "2027-03-14T12:00:00+00:00", "2027-03-14"),
        ("America/New_York", "ko", "2026-10-31T13:00:00+00:00", "2026-11-01T13:00:00+00:00", "2026-11-01"),
        ("Pacific/Apia", "en", "2011-12-29T18:30:00+00:00", "2011-12-30T18:00:00+00:00", "2011-12-31"),
        ("Mars/Olympus", "ko", "2026-11-22T13:30:00+00:00", "2026-11-22T23:00:00+00:00", "2026-11-23"),
        ("", "en", "2026-11-22T13:30:00+00:00", "2026-11-23T08:00:00+00:00", "2026-11-23"),
    ],
    ids=[
        "before eight",
        "at eight",
        "into summer",
        "out of summer",
        "a day left out",
        "no such zone",
        "no zone",
    ],
)
def test_the_next_morning(zone: str, language: str, after: str, morning: str, day: str) -> None:
    found = next_morning(zone_of(zone, language), datetime.fromisoformat(after))
    assert found == (date.fromisoformat(day), datetime.fromisoformat(morning))


async def test_each_reader_has_one_digest_a_day_in_their_own_morning() -> None:
    seoul = await somebody("seoul", timezone="Asia/Seoul")
    lost = await somebody("lost", timezone="Mars/Olympus", locale="en")
    for person in (seoul, lost):
        await follows(person)
        await set_preference(person.id, "moves", "digest")
    with moved_to(EVENING):
        await happens(Act.MOVED)
        await happens(Act.SAID)
        await happens(Act.MOVED)
        await fan_out()

    due = dict(await Delivery.filter(kind="digest").values_list("target", "next_at"))
    assert due == {
        seoul.email: datetime(2036, 11, 22, 23, tzinfo=UTC),
        lost.email: datetime(2036, 11, 23, 8, tzinfo=UTC),
    }
    assert await DigestEntry.all().count() == 4
    assert await Delivery.filter(kind="notice").count() == 2, "comments still come at once"


async def test_what_comes_while_a_digest_is_on_its_way_waits_for_the_next() -> None:
    ada = await somebody("ada", timezone="Asia/Seoul")
    await follows(ada)
    await set_preference(ada.id, "moves", "digest")
    with moved_to(EVENING):
        await happens(Act.MOVED)
        await happens(Act.MOVED)
        late = await tasks.claim()
        assert late is not None
        await fan_out()
    with moved_to(EVENING + timedelta(hours=10)):
        (taken,) = await deliveries.claim(5)
        assert taken.kind == "digest"
    with moved_to(EVENING):  # a worker whose clock is behind, or who was slow
        while not await fanout.step(late):
            pass

    days = await DigestEntry.all().order_by("id").values_list("digest__day", flat=True)
    assert days == [date(2036, 11, 23), date(2036, 11, 24)]


async def test_two_fan_outs_at_once_fill_one_digest() -> None:
    ada = await somebody("ada")
    await follows(ada)
    await set_all(ada.id, "digest")
    for _ in range(6):
        await happens(Act.MOVED)

    await asyncio.gather(*(fan_out() for _ in range(3)))

    assert await Digest.all().count() == await Delivery.all().count() == 1
    assert await DigestEntry.all().count() == 6


async def a_reader(*ideas: Idea, **fields: str) -> Person:
    """Somebody who follows these ideas and wants everything in the digest."""
    reader = await a_person("하늘", timezone="Asia/Seoul", **fields)
    await set_all(reader.id, "digest")
    for idea in ideas:
        await operations.follow(idea.id, how="follow", by=reader)
    return reader


async def next_day() -> list[OutboxMail]:
    await fan_out()
    with moved_to(now() + timedelta(days=1, minutes=1)):
        await worker.drain(say=lambda line: None)
    return list(await OutboxMail.all().order_by("id"))


async def test_a_digest_tells_idea_by_idea_in_its_readers_language() -> None:
    boss = await a_person("박서준", role="manager", locale="en")
    first, second = await an_idea("Dark mode <b>", by=boss), await an_idea("CSV export", by=boss)
    reader = await a_reader(first, second, locale="ko")
    await move(first.id, to="planned", by=boss)
    await move(second.id, to="declined", by=boss, why=Reasons(reason="예산이 없어요.", kind="cost"))
    await comments.comment(first.id, body="We began *today*.", by=boss)

    (mail,) = await next_day()

    assert mail.recipient == reader.email
    assert mail.message_id.startswith("digest-")
    assert '<html lang="ko">' in mail.html
    assert "<b>" not in mail.html
    assert mail.text.count("\nDark mode <b>\n") == mail.text.count("\nCSV export\n") == 1
    assert mail.text.index("\nDark mode") < mail.text.index("> We began") < mail.text.index("\nCSV export")
    assert "> 예산이 없어요." in mail.text
    assert await Delivery.filter(done_at=None).count() == 0


async def test_a_digest_leaves_out_what_was_seen_hidden_muted_or_turned_off_since() -> None:
    boss = await a_person("Boss", role="manager")
    seen, narrowed, muted, off, left = [await an_idea(f"Idea {number}", by=boss) for number in range(5)]
    reader = await a_reader(seen, narrowed, muted, off, left)
    for idea in (seen, narrowed, muted, left):
        await move(idea.id, to="planned", by=boss)
    await comments.comment(off.id, body="Hello", by=boss)
    await fan_out()

    notice = await DigestEntry.all().order_by("id").first().values_list("notice_id", flat=True)
    await mark_seen(reader.id, only=notice)
    await Idea.filter(id=narrowed.id).update(
        board_id=(await Board.create(slug="s", name="S", audience="staff")).id
    )
    await mute(reader.id, ("idea", muted.id))
    await set_preference(reader.id, "comments", "never")

    (mail,) = await next_day()
    assert [number for number in range(5) if f"Idea {number}" in mail.text] == [4]


async def test_with_nothing_to_tell_no_mail_goes_out() -> None:
    boss = await a_person("Boss", role="manager")
    idea = await an_idea(by=boss)
    reader = await a_reader(idea)
    await move(idea.id, to="planned", by=boss)
    await fan_out()
    await mark_seen(reader.id)

    assert await next_day() == []
    assert await deliveries.failed() == []


async def test_the_way_out_of_a_digest_ends_what_came_in_it() -> None:
    boss = await a_person("Boss", role="manager")
    idea = await an_idea(by=boss)
    reader = await a_reader(idea)
    await set_preference(reader.id, "answers", "at_once")
    await move(idea.id, to="planned", by=boss)
    await fan_out()
    with moved_to(now() + timedelta(days=1, minutes=1)):
        (delivery,) = await deliveries.claim(5)
    mail = await digest_mail(delivery)

    assert mail is not None
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail.headers["List-Unsubscribe"].strip("<>")
    assert link in mail.text
    found = unsubscribes_from(link.rpartition("/")[2])
    assert found == (reader.id, None, "digest")
    await unsubscribe(*found)
    chosen = await preferences_of(reader.id)
    assert chosen.pop("answers") == "at_once"
    assert set(chosen.values()) == {"never"}
    assert await digest_mail(delivery) is None


async def test_digests_are_kept_for_a_while_and_then_forgotten() -> None:
    ada = await somebody("ada")
    await follows(ada, because=Reason.VOTER)
    await set_all(ada.id, "digest")
    await happens(Act.MOVED)
    await fan_out()
    await housekeeping.tidy()
    assert await Digest.all().count() == 1
    with moved_to(now() + housekeeping.DIGESTS_KEPT + timedelta(minutes=1)):
        await housekeeping.tidy()
    assert await Digest.all().count() == await DigestEntry.all().count() == 0
