"""Whoever leaves or is sent away hears nothing more; what they said stays; a room always has an owner."""

import pytest

from activity import fanout, tasks, worker
from activity.models import Delivery, Notice, OutboxMail, Reason, Subscription
from activity.operations import subscribe
from activity.queries import notices_of, unread_count
from core.clock import now
from core.errors import NotAllowed, NotFound, Refused
from partners import feeding, leaving, memberships, posts, rooms
from partners.finding import listed_room, room_for
from partners.models import MemberState, Post, Room
from people.models import Person
from tests.partners.world import a_member, a_partner, a_room, standing

pytestmark = pytest.mark.usefixtures("client")  # the application fills the ports


async def fanned_out() -> None:
    """Everyone is told; no mail has gone yet."""
    while task := await tasks.claim():
        while not await fanout.step(task):
            pass


async def sent() -> list[str]:
    """Who gets a mail now, from all that is queued."""
    await worker.drain(say=lambda line: None)
    return sorted({mail.recipient for mail in await OutboxMail.all()})


async def unseen(person: Person) -> int:
    return await Notice.filter(person_id=person.id, seen_at=None).count()


@pytest.mark.parametrize("way", ["leave", "remove", "ban"])
async def test_whoever_goes_hears_nothing_more_from_that_moment(way: str) -> None:
    owner, guest = await a_partner("Owner"), await a_partner("Guest")
    room, other = await a_room(by=owner), await a_room(by=owner)
    for each in (room, other):
        await a_member(each, guest)
    await feeding.renew(room.id, by=guest)
    await fanned_out()
    await Notice.filter(person_id=guest.id).update(seen_at=now())
    await Delivery.all().delete()
    for each in (room, other):
        await posts.write(each.id, body="News", by=owner)
    await fanned_out()
    assert (await unseen(guest), await unread_count(guest)) == (2, 2)

    if way == "leave":
        await memberships.leave(room.id, by=guest)
    else:
        await getattr(memberships, way)(room.id, guest.id, "Enough.", by=owner)

    gone = await standing(room, guest)
    assert gone.revoked_at is not None
    assert gone.feed_key is None
    assert not await Subscription.exists(subject_type="room", subject_id=room.id, person_id=guest.id)
    assert await Subscription.exists(subject_type="room", subject_id=other.id, person_id=guest.id)
    left = await Notice.filter(person_id=guest.id, seen_at=None).select_related("event")
    assert [each.event.subject_id for each in left] == [other.id]
    assert await Delivery.filter(kind="notice", done_at=None).count() == 1
    assert (await Room.get(id=room.id)).members == 1
    with pytest.raises(NotFound):
        await room_for(room.id, guest)


async def test_leaving_undoes_itself_whole_where_one_part_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    owner, guest = await a_partner("Owner"), await a_partner("Guest")
    room = await a_room(by=owner)
    await a_member(room, guest)

    async def broken(*given: object) -> None:
        raise RuntimeError("The light went out.")

    monkeypatch.setattr(leaving, "_revoke", broken)
    with pytest.raises(RuntimeError):
        await memberships.leave(room.id, by=guest)

    assert (await standing(room, guest)).state == MemberState.ACTIVE
    assert (await Room.get(id=room.id)).members == 2


async def test_what_they_said_stays_under_their_name() -> None:
    owner, guest = await a_partner("Owner"), await a_partner("Guest")
    room = await a_room(by=owner)
    await a_member(room, guest)
    post = await posts.write(room.id, body="My share", by=guest)
    await memberships.leave(room.id, by=guest)

    kept = await Post.get(id=post.id)
    assert (kept.author_id, kept.body) == (guest.id, "My share")
    with pytest.raises(NotFound):
        await posts.edit(post.id, body="Not mine any more", by=guest)


async def test_mail_that_is_queued_when_a_room_narrows_reaches_members_alone() -> None:
    owner, reader = await a_partner("Owner", email="owner@x.example"), await a_partner("Reader")
    room = await a_room("open", by=owner)
    member = await a_member(room, await a_partner("Member"))
    await subscribe(reader.id, ("room", room.id), Reason.FOLLOWER)
    await sent()
    await OutboxMail.all().delete()
    await posts.write(room.id, body="News for all", by=owner)
    await fanned_out()
    assert await unread_count(reader) == 1
    assert await Delivery.filter(done_at=None).count() == 2

    await rooms.narrow(room.id, "closed", by=owner)

    assert await unread_count(reader) == 0
    assert (await notices_of(reader.id))[0] == []
    assert await sent() == [member.email]


async def test_one_owner_cannot_send_another_away() -> None:
    owner = await a_partner("Owner")
    room = await a_room(by=owner)
    other = await a_member(room, role="owner")

    for send_away in (memberships.remove, memberships.ban):
        with pytest.raises(NotAllowed):
            await send_away(room.id, other.id, by=owner)


async def test_the_banned_find_nothing_until_they_are_readmitted() -> None:
    owner, guest = await a_partner("Owner"), await a_partner("Guest")
    room = await a_room("open", by=owner)
    await memberships.join(room.id, by=guest)
    await memberships.ban(room.id, guest.id, by=owner)

    with pytest.raises(NotFound):
        await listed_room(room.id, guest)
    with pytest.raises(Refused, match="banned"):
        await memberships.invite(room.id, guest.id, by=owner)
    await memberships.readmit(room.id, guest.id, by=owner)
    await memberships.join(room.id, by=guest)
    assert (await standing(room, guest)).state == MemberState.ACTIVE


async def test_the_removed_are_told_where_they_still_know_of_the_room() -> None:
    owner, guest = await a_partner("Owner"), await a_partner("Guest")
    closed, secret = await a_room("closed", by=owner), await a_room("secret", by=owner)
    for room in (closed, secret):
        await a_member(room, guest)
    await fanned_out()
    for room in (closed, secret):
        await memberships.remove(room.id, guest.id, "Enough.", by=owner)
    await fanned_out()

    told = (await notices_of(guest.id))[0]
    assert [(each.entry.event.action, each.entry.event.subject_id) for each in told] == [
        ("membership.removed", closed.id)
    ]
