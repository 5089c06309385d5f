"""Members show managers what these can't see themselves: frozen, with what stood around it, and nothing more."""

import httpx
import pytest

from activity import worker
from activity.models import Notice
from activity.queries import visible
from core.errors import Invalid, NotAllowed, NotFound, Refused
from partners import conversations, needs, posts, reporting, sanctions
from partners.models import Message, Need, PartnerReport, Post, PostComment, Room
from people.models import Person
from tests.makers import a_person, sign_in
from tests.partners.world import a_member, a_partner, a_room


async def heard(person: Person) -> list[str]:
    """What this person was told and may still read, oldest first."""
    await worker.drain(lambda line: None)
    notices = await Notice.filter(person_id=person.id).order_by("id").select_related("event")
    seen = await visible(person.id, [each.event for each in notices])
    return [each.event.action for each in notices if each.event_id in seen]


async def a_talk() -> tuple[Room, Person, Person, list[Post]]:
    """A secret room with an owner and a member, and five posts, the third of which is rude."""
    sora, joon = await a_partner("Sora"), await a_partner("Joon")
    room = await a_room("secret", by=sora)
    await a_member(room, joon)
    texts = ("First", "Second", "Rude", "Fourth", "Fifth")
    said = [await posts.write(room.id, body=text, by=joon) for text in texts]
    return room, sora, joon, said


async def test_managers_are_shown_the_piece_as_it_read_and_what_stood_around_it(database: str) -> None:
    mina = await a_person("Mina", "manager")
    room, sora, joon, said = await a_talk()

    await reporting.report("post", said[2].id, reason="abuse", words="Read it.", by=sora)
    await posts.edit(said[2].id, body="Nice", by=joon)
    (waiting,) = await reporting.waiting(reader=mina)

    assert waiting["snapshot"]["text"] == "Rude"
    assert waiting["snapshot"]["place"] == ""  # the room is secret
    assert room.name not in str(waiting["snapshot"])
    assert [each["text"] for each in waiting["snapshot"]["before"]] == ["First", "Second"]
    assert [each["text"] for each in waiting["snapshot"]["after"]] == ["Fourth", "Fifth"]
    assert (waiting["reporter_name"], waiting["author_name"]) == ("Sora", "Joon")
    assert "report.made" in await heard(mina)


async def test_what_is_upheld_is_hidden_and_both_hear_of_it(database: str) -> None:
    mina = await a_person("Mina", "manager")
    _, sora, joon, said = await a_talk()
    made = await reporting.report("post", said[2].id, reason="abuse", by=sora)

    await reporting.uphold(made.id, reason="No insults.", by=mina)

    assert (await Post.get(id=said[2].id)).hidden_at
    assert "report.upheld" in await heard(sora)
    assert "post.hidden" in await heard(joon)
    assert await reporting.waiting(reader=mina) == []
    with pytest.raises(Refused):
        await reporting.dismiss(made.id, reason="Late.", by=mina)


async def test_each_kind_of_thing_is_shown_and_taken_away(database: str) -> None:
    mina = await a_person("Mina", "manager")
    room, sora, joon, said = await a_talk()
    remark = await posts.comment(said[0].id, body="A rude comment", by=joon)
    need = await needs.publish(kind="offering", text="Cheap pills for everyone", by=joon)
    talk = await conversations.request(sora.id, text="Buy pills", by=joon)
    message = await Message.get(conversation_id=talk.id)

    for what, id_ in (
        ("post_comment", remark.id),
        ("need", need.id),
        ("message", message.id),
        ("room", room.id),
    ):
        made = await reporting.report(what, id_, reason="spam", by=sora)
        await reporting.uphold(made.id, reason="Advertising.", by=mina)

    assert (await PostComment.get(id=remark.id)).hidden_at
    assert (await Need.get(id=need.id)).ended_at
    assert (await Message.get(id=message.id)).hidden_at
    assert (await Room.get(id=room.id)).status == "frozen"
    assert [each["name"] for each in await sanctions.frozen_rooms(reader=mina)] == [room.name]
    with pytest.raises(Refused):
        await posts.write(room.id, body="Still here", by=joon)
    await sanctions.thaw(room.id, by=mina)
    assert await posts.write(room.id, body="Back", by=joon)


async def test_only_who_sees_it_reports_it_and_nobody_their_own_words(database: str) -> None:
    _, sora, joon, said = await a_talk()
    stranger, mina = await a_partner("Stranger"), await a_person("Mina", "manager")
    talk = await conversations.request(sora.id, text="Hello", by=joon)
    message = await Message.get(conversation_id=talk.id)

    for somebody in (stranger, mina):
        for what, id_ in (("post", said[0].id), ("message", message.id), ("room", said[0].room_id)):
            with pytest.raises(NotFound):
                await reporting.report(what, id_, reason="spam", by=somebody)
    with pytest.raises(NotAllowed):
        await reporting.report("post", said[0].id, reason="spam", by=joon)
    with pytest.raises(NotFound):
        await reporting.report("person", sora.id, reason="spam", by=joon)
    with pytest.raises(Invalid) as wrong:
        await reporting.report("post", said[0].id, reason="nothing", by=sora)
    assert set(wrong.value.fields) == {"reason"}
    assert await PartnerReport.all().count() == 0


async def test_one_open_report_each_and_only_managers_judge_but_not_their_own_words(database: str) -> None:
    mina, ines = await a_person("Mina", "manager"), await a_person("Ines", "manager")
    emil = await a_person("Emil", "employee")
    room, sora, _, _ = await a_talk()
    await a_member(room, mina)
    said = await posts.write(room.id, body="A manager's word", by=mina)
    made = await reporting.report("post", said.id, reason="abuse", by=sora)

    with pytest.raises(Refused):
        await reporting.report("post", said.id, reason="abuse", by=sora)
    with pytest.raises(NotAllowed):
        await reporting.uphold(made.id, reason="Mine.", by=mina)
    with pytest.raises(NotAllowed):
        await reporting.uphold(made.id, reason="No.", by=emil)
    assert await reporting.waiting(reader=mina) == []
    assert "report.made" not in await heard(mina)
    assert len(await reporting.waiting(reader=ines)) == 1


async def test_in_the_browser_a_report_is_made_judged_and_dismissed(client: httpx.AsyncClient) -> None:
    mina = await a_person("Mina", "manager")
    room, sora, _, said = await a_talk()
    await sign_in(client, sora)

    form = await client.get(f"/reports/new?about=post-{said[2].id}&next=/rooms/{room.id}")
    refused = await client.post(
        "/reports", data={"about": f"post-{said[2].id}", "reason": "other", "words": ""}
    )
    sent = await client.post(
        "/reports",
        data={"about": f"post-{said[2].id}", "reason": "abuse", "words": "zwhy", "next": f"/rooms/{room.id}"},
    )

    assert "Rude" in form.text
    assert refused.status_code == 422
    assert "Rude" in refused.text
    assert (sent.status_code, sent.headers["location"]) == (303, f"/rooms/{room.id}")
    assert (await client.get("/reports/new?about=post-999")).status_code == 404
    assert (await client.get("/reports/new?about=x")).status_code == 404

    await sign_in(client, mina)
    page = await client.get("/triage/reports")
    made = await PartnerReport.get()
    unsaid = await client.post(f"/triage/room-reports/{made.id}/upholding", data={"reason": ""})
    done = await client.post(f"/triage/room-reports/{made.id}/dismissal", data={"reason": "It may stand."})

    assert "zwhy" in page.text
    assert "Fourth" in page.text
    assert (await client.get(f"/rooms/{room.id}")).status_code == 404
    assert unsaid.status_code == 422
    assert done.status_code == 303
    assert not (await Post.get(id=said[2].id)).hidden_at
