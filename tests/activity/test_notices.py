"""What a person reads of what they were told, and how they choose."""

import pytest

from activity import fanout, queries, tasks
from activity.models import Audience, Choice, Event, Notice, Reason, Statement
from activity.notices import mark_seen
from activity.operations import follow, mute, subscribe, unfollow
from activity.preferences import (
    KINDS,
    preferences_of,
    set_preference,
    unsubscribe,
    unsubscribe_token,
    unsubscribes_from,
    wants_mail,
)
from activity.queries import following, notices_of, story, unread_count
from core.clock import now
from core.errors import Invalid
from people.models import Person
from tests.activity import world
from tests.activity.world import THING, Act, follows, happens, somebody

pytestmark = pytest.mark.usefixtures("database")


async def told_of(times: int) -> Person:
    """Somebody who was told so many times."""
    ada = await somebody()
    await follows(ada)
    for _ in range(times):
        await happens(Act.MOVED)
    while task := await tasks.claim():
        while not await fanout.step(task):
            pass
    return ada


async def test_pages_by_key_newest_first() -> None:
    ada = await told_of(7)

    first, after = await notices_of(ada.id, limit=3)
    second, after_second = await notices_of(ada.id, after, limit=3)
    third, end = await notices_of(ada.id, after_second, limit=3)

    ids = [each.notice.id for each in [*first, *second, *third]]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 7
    assert end is None


async def test_what_one_may_not_see_any_more_is_neither_shown_nor_counted() -> None:
    ada = await told_of(3)
    assert await unread_count(ada) == 3

    world.BLIND.add(ada.id)

    assert await unread_count(ada) == 0
    assert await notices_of(ada.id) == ([], None)
    notice = await Notice.first()
    assert notice is not None
    assert await queries.notice_of(ada.id, notice.id) is None


async def test_a_page_is_full_though_some_are_out_of_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = await told_of(12)
    odd = {event.id for event in await Event.all() if event.id % 2}

    async def only_odd(person: int, events: list[Event]) -> set[int]:
        return {event.id for event in events} & odd

    monkeypatch.setattr(queries.visible_among, "of", lambda key: only_odd)
    first, after = await notices_of(ada.id, limit=4)
    second, end = await notices_of(ada.id, after, limit=4)
    assert (len(first), len(second), end) == (4, 2, None)
    assert {each.entry.event.id for each in [*first, *second]} == odd


async def test_marking_as_read() -> None:
    ada, other = await told_of(4), await somebody("other")
    told, _ = await notices_of(ada.id)
    newest = told[0].notice.id

    await mark_seen(other.id)
    assert await unread_count(ada) == 4
    await mark_seen(ada.id, only=newest)
    assert await unread_count(ada) == 3
    await mark_seen(ada.id, up_to=newest - 2)
    assert await unread_count(ada) == 1
    await mark_seen(ada.id)
    assert await unread_count(ada) == 0


async def test_a_story_in_order_for_its_audiences() -> None:
    ada = await somebody()
    await happens(Act.MOVED, by=ada, words={"reason": ("왜냐하면", "ko")})
    await happens(Act.SAID, audience=Audience.STAFF)
    await happens(Act.COUNTED)
    await happens(Act.ASKED)

    public = await story(THING, [Audience.PUBLIC])
    assert [entry.event.action for entry in public] == ["thing.moved", "thing.asked"]
    assert public[0].words == {"reason": ("왜냐하면", "ko")}
    assert public[0].actor == ada
    assert public[1].actor is None
    everything = await story(THING, list(Audience))
    assert [entry.event.action for entry in everything] == ["thing.moved", "thing.said", "thing.asked"]
    after = await story(THING, list(Audience), everything[0].event.id, limit=1)
    assert [entry.event.action for entry in after] == ["thing.said"]
    newest = await story(THING, [Audience.PUBLIC], newest_first=True)
    assert [entry.event.action for entry in newest] == ["thing.asked", "thing.moved"]


async def test_redacted_words_are_gone_and_the_event_stands() -> None:
    await happens(Act.MOVED, words={"reason": ("What nobody should read", "en")})
    await Statement.all().update(redacted_at=now(), body="")
    (entry,) = await story(THING, [Audience.PUBLIC])
    assert entry.words == {}


async def test_following_muting_and_neither() -> None:
    ada = await somebody()
    assert await following(ada.id, THING) is None
    await subscribe(ada.id, THING, Reason.VOTER)
    assert await following(ada.id, THING) == "following"
    await mute(ada.id, THING)
    await subscribe(ada.id, THING, Reason.COMMENTER)  # speaking again doesn't end a mute
    assert await following(ada.id, THING) == "muted"
    await follow(ada.id, THING)
    assert await following(ada.id, THING) == "following"
    await unfollow(ada.id, THING)
    assert await following(ada.id, THING) is None


async def test_preferences_are_at_once_until_chosen() -> None:
    ada = await somebody()
    assert await preferences_of(ada.id) == dict.fromkeys(KINDS, Choice.AT_ONCE)
    await set_preference(ada.id, "moves", "never")
    await set_preference(ada.id, "moves", "never")
    assert (await preferences_of(ada.id))["moves"] is Choice.NEVER
    for kind, choice in (("moves", "sometimes"), ("gossip", "never")):
        with pytest.raises(Invalid):
            await set_preference(ada.id, kind, choice)


async def test_the_way_out_of_a_mail() -> None:
    ada = await somebody()
    of_subject = unsubscribe_token(ada.id, THING, "moves")
    of_kind = unsubscribe_token(ada.id, None, "account")

    assert unsubscribes_from(of_subject) == (ada.id, THING, "")
    assert unsubscribes_from(of_kind) == (ada.id, None, "account")
    for broken in (of_subject[:-1], "", "a.b", of_subject.replace(of_subject[0], "x", 1)):
        assert unsubscribes_from(broken) is None

    await unsubscribe(ada.id, THING, "")
    await unsubscribe(ada.id, THING, "")
    await unsubscribe(ada.id, None, "account")
    assert await following(ada.id, THING) == "muted"
    assert not await wants_mail(ada.id, THING, "moves")
    assert not await wants_mail(ada.id, ("thing", 2), "account")
    assert await wants_mail(ada.id, ("thing", 2), "moves")
