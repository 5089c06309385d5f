"""What one was told is marked as seen, and what people say of an improvement is read."""

from typing import Any

from activity import worker
from core.clock import now
from ideas.boards import change_board
from ideas.models import Idea
from people.tokens import Scope
from tests.api.calling import Programs, pointers, walked
from tests.makers import a_comment, a_person, an_idea
from voting.operations import cast_vote


async def test_verdicts_are_read_to_the_end_and_tell_what_their_reader_may_know(programs: Programs) -> None:
    mina, ada = await programs.of(await a_person("Mina", "manager")), await programs.of(await a_person("Ada"))
    shy = await programs.of(await a_person("zshy", name_shown=False))
    grace = await programs.of(await a_person("Grace"))
    slow = await an_idea("Search takes a minute", kind="complaint", by=ada.person)
    other = await an_idea("zhidden is slow", kind="complaint", by=grace.person)
    for voter in (shy, grace):
        await cast_vote(slow.id, by=voter.person)
    draft = await mina.post(
        "/improvements",
        title="Search in a second",
        complaints=[slow.id, other.id],
        what_was_wrong="Slow.",
        what_changed="An index.",
        unmeasured_because="It isn't logged.",
    )
    path = f"/improvements/{draft['id']}"
    assert await mina.get(f"{path}/verdicts") == {"verdicts": draft["verdicts"], "items": [], "next": None}
    await ada.get(f"{path}/verdicts", 404)
    await mina.put(f"{path}/publication?ship=true")
    await worker.drain()
    for by, answer, comment in (
        (shy, "partly", "Not in Korean"),
        (ada, "yes", ""),
        (grace, "cant_tell", "Hm"),
    ):
        await by.post(f"/ideas/{slow.id}/verdicts", answer=answer, comment=comment)
    await grace.post(f"/ideas/{other.id}/verdicts", answer="partly", comment="zhidden words")
    assert await walked(ada, f"{path}/verdicts", "comment") == ["zhidden words", "Hm", "", "Not in Korean"]
    await Idea.filter(id=other.id).update(hidden_at=now())

    seen = await ada.get(f"{path}/verdicts")
    words = [
        (each["idea"], each["comment"], each["answer"], each["author"], each["by"] and each["by"]["name"])
        for each in seen["items"]
    ]
    assert words == [
        (slow.id, "Hm", "cant_tell", False, "Grace"),
        (slow.id, "", "yes", True, "Ada"),
        (slow.id, "Not in Korean", "partly", False, None),
    ]
    assert seen["verdicts"] == {"asked": 3, "yes": 1, "partly": 1, "no": 0, "cant_tell": 1}
    assert not [secret for secret in ("zhidden", "zshy", str(shy.person.handle)) if secret in str(seen)]
    whole = await mina.get(f"{path}/verdicts", limit=1)
    assert (whole["verdicts"]["asked"], whole["items"][0]["comment"]) == (4, "zhidden words")
    await change_board(
        (await Idea.get(id=slow.id)).board_id, audience="staff", by=await a_person("Root", "admin")
    )
    await ada.get(f"{path}/verdicts", 404)
    await mina.get("/improvements/987654/verdicts", 404)


async def test_what_one_was_told_is_marked_as_seen_alone_or_up_to_a_point(programs: Programs) -> None:
    mina, ada = await a_person("Mina", "manager"), await programs.of(await a_person("Ada"))
    grace = await programs.of(await a_person("Grace"))
    ideas = [await an_idea(f"Dark mode {number}", by=ada.person) for number in range(4)]

    async def told(count: int) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = (await ada.get("/me/notices"))["items"]
        assert len(items) == count
        return items

    for idea in ideas[:3]:
        await a_comment(idea, "We look at it.", by=mina)
    await worker.drain()
    latest, second, first = await told(3)
    one = f"/me/notices/{second['id']}/seen"
    await grace.post(one, 404)
    await ada.post("/me/notices/987654/seen", 404)
    for _again in range(2):
        assert await ada.post(one, 200) == {**second, "seen": True}
    assert [each["seen"] for each in await told(3)] == [False, True, False]
    keyed = {"json": {"up_to": first["id"]}, "headers": {"Idempotency-Key": "k"}}
    assert await ada.call("POST", "/me/notices/seen", 200, **keyed) == {"unread": 1}
    await a_comment(ideas[3], "And at this.", by=mina)
    await worker.drain()
    assert await ada.call("POST", "/me/notices/seen", 200, **keyed) == {"unread": 2}
    assert (await grace.post("/me/notices/seen", 200)) == {"unread": 0}
    assert [each["seen"] for each in await told(4)] == [False, False, True, True]
    assert set(pointers(await ada.post("/me/notices/seen", 422, up_to=0))) == {"/up_to"}
    assert await ada.call("POST", "/me/notices/seen", 200) == {"unread": 0}
    assert all(each["seen"] for each in await told(4))
    await (await programs.of(ada.person, Scope.READ)).post("/me/notices/seen", 403)
    await Idea.filter(id=ideas[0].id).update(hidden_at=now())
    await ada.post(f"/me/notices/{first['id']}/seen", 200)
    await change_board(ideas[0].board_id, audience="staff", by=await a_person("Root", "admin"))
    await ada.post(f"/me/notices/{latest['id']}/seen", 404)
