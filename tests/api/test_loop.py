"""The whole loop through the API alone, and who may turn it."""

from typing import Any

import pytest

from activity import worker
from core.clock import now
from people.tokens import Scope
from tests.api.calling import Programs, pointers, walked
from tests.makers import a_board, a_person, an_idea, an_item


async def test_the_loop_turns_through_the_api_alone(programs: Programs) -> None:
    ada, mina = await programs.of(await a_person("Ada")), await programs.of(await a_person("Mina", "manager"))
    posted = await ada.post("/ideas", kind="idea", board="ideas", title="Dark mode", body="My eyes", tags=[])

    day = f"{now().year + 1}-03-31"
    item = await mina.post(
        "/roadmap/items", title="The night", stage="planned", promised_for=day, ideas=[posted["id"]]
    )
    assert [each["id"] for each in item["linked"]] == [posted["id"]]
    assert (item["promised_for"], item["ideas"], item["stage"]) == (day, 1, "planned")
    assert (await ada.get(f"/ideas/{posted['id']}"))["stage"] == "planned"

    moved = await mina.patch(
        f"/roadmap/items/{item['id']}", stage="building", horizon="now", owner=mina.person.id
    )
    assert (moved["stage"], moved["horizon"], moved["owner"]["name"]) == ("building", "now", "Mina")
    release = await mina.post("/releases", version="2.4", items=[item["id"]])
    assert (release["state"], [each["id"] for each in release["items"]]) == ("draft", [item["id"]])
    await ada.get(f"/releases/{release['id']}", 404)
    for _again in range(2):
        published = await mina.put(f"/releases/{release['id']}/publication")
        assert (published["state"], published["items"][0]["stage"]) == ("published", "shipped")
    await worker.drain()
    assert (await ada.get(f"/ideas/{posted['id']}"))["stage"] == "shipped"
    told = (await ada.get("/me/notices"))["items"]
    assert told[0]["about"]["id"] == posted["id"]
    assert "<" not in told[0]["sentence"]

    silent = await ada.post(f"/ideas/{posted['id']}/verdicts", 422, answer="no")
    assert set(pointers(silent)) == {"/comment"}
    verdict = await ada.post(f"/ideas/{posted['id']}/verdicts", answer="no", comment="Still bright.")
    assert (verdict["answer"], verdict["stage"], verdict["cycle"]) == ("no", "reviewing", 1)
    assert (await mina.get(f"/roadmap/items/{item['id']}"))["linked"] == []
    await mina.post(f"/ideas/{posted['id']}/verdicts", 403, answer="yes")

    lacking = await mina.delete(f"/releases/{release['id']}/publication", 422)
    assert set(pointers(lacking)) == {"/reason"}
    retracted = await mina.delete(f"/releases/{release['id']}/publication", reason="It lost drafts.")
    assert (retracted["state"], retracted["items"][0]["stage"]) == ("retracted", "building")


async def test_an_improvement_is_drafted_posted_and_retracted(programs: Programs) -> None:
    emil, ada = (
        await programs.of(await a_person("Emil", "employee")),
        await programs.of(await a_person("Ada")),
    )
    mina = await programs.of(await a_person("Mina", "manager"))
    complaint = await an_idea("Search takes a minute", kind="complaint", body="It is slow.", by=ada.person)
    given: dict[str, Any] = {
        "title": "Search in a second",
        "complaints": [complaint.id],
        "quotes": [{"complaint": complaint.id, "words": "It was fast."}],
        "what_changed": "An index.",
        "evidence": [{"moment": "before", "value": 1e-7, "unit": "s"}, {"moment": "after", "unit": "s"}],
    }
    wrong = await emil.post("/improvements", 422, **given)
    assert set(pointers(wrong)) == {"/quotes/0", "/evidence/1/value"}

    given["quotes"] = [{"complaint": complaint.id, "words": "It is slow."}]
    given["evidence"] = [{"moment": "before", "value": 1e-7, "unit": "s"}]
    draft = await emil.post("/improvements", **given)
    assert (draft["state"], draft["evidence"][0]["value"]) == ("draft", 1e-7)
    assert [each["id"] for each in (await emil.get("/improvements", state="draft"))["items"]] == [draft["id"]]
    assert (await ada.get("/improvements", state="draft"))["items"] == []
    path = f"/improvements/{draft['id']}"
    await ada.get(path, 404)
    lacking = await emil.put(f"{path}/publication", 422)
    assert set(pointers(lacking)) == {"/evidence", "/evidence/0/source", "/evidence/0/measured_at"}

    given["evidence"], given["unmeasured_because"] = [], "It isn't logged."
    await emil.call("PUT", path, 200, json=given)
    await emil.put(f"{path}/publication?ship=true", 403)
    posted = await mina.put(f"{path}/publication?ship=true")
    assert (posted["state"], posted["by"]["name"], posted["complaints"][0]["stage"]) == (
        "posted",
        "Mina",
        "shipped",
    )
    assert posted == await mina.put(f"{path}/publication")
    await worker.drain()
    await ada.post(f"/ideas/{complaint.id}/verdicts", answer="yes")
    shown = (await ada.get("/improvements", sort="confirmed"))["items"][0]
    assert (shown["verdicts"]["yes"], shown["complaints"][0]["quote"]) == (1, "It is slow.")
    retracted = await mina.call("DELETE", f"{path}/publication", 200, json={"reason": "It was wrong."})
    assert (retracted["state"], retracted["retracted_because"]) == ("retracted", "It was wrong.")


async def test_what_is_on_the_roadmap_is_changed_whole_or_not_at_all(programs: Programs) -> None:
    mina = await programs.of(await a_person("Mina", "manager"))
    item, idea = await an_item("The night", by=mina.person), await an_idea("Dark mode")
    path = f"/roadmap/items/{item.id}"
    for _again in range(2):
        linked = await mina.put(f"{path}/ideas/{idea.id}")
        assert [each["title"] for each in linked["linked"]] == ["Dark mode"]
    await mina.put(f"{path}/ideas/987654", 404)
    assert set(pointers(await mina.delete(f"{path}/ideas/{idea.id}", 422))) == {"/reason"}
    assert (await mina.delete(f"{path}/ideas/{idea.id}", reason="Not this."))["linked"] == []
    assert (await mina.delete(f"{path}/ideas/{idea.id}", 409, reason="Again"))["errors"] == []

    day = f"{now().year + 1}-05-01"
    await mina.patch(path, stage="building", promised_for=day)
    refused = await mina.patch(path, 422, title="Another name", stage="exploring")
    assert set(pointers(refused)) == {"/reason"}
    kept = await mina.get(path)
    assert (kept["title"], kept["stage"], kept["promised_for"]) == ("The night", "building", day)
    later = await mina.patch(path, promised_for=None, stage="dropped", reason="No time", summary="*Later*")
    assert (later["stage"], later["promised_for"], later["promise_changed"]) == ("dropped", None, True)
    again = await mina.patch(path, stage="planned", promised_for=day, reason="Time after all")
    assert (again["stage"], again["promised_for"], again["summary"]) == ("planned", day, "*Later*")
    wrong = await mina.post(
        "/roadmap/items", 422, title="x", stage="shipped", owner=idea.author_id, ideas=[0]
    )
    assert {"/title", "/ideas/0"} <= set(pointers(wrong))
    stranger = await mina.post("/roadmap/items", 422, title="Owned by a customer", owner=idea.author_id)
    assert set(pointers(stranger)) == {"/owner"}


async def test_lists_are_paged_to_the_end_and_hold_what_their_reader_sees(programs: Programs) -> None:
    mina, ada = await programs.of(await a_person("Mina", "manager")), await programs.of(await a_person("Ada"))
    items = [await an_item(f"Item {number}", by=mina.person) for number in range(5)]
    await an_item("zsecret", by=mina.person, audience="staff")
    await a_board("inner", audience="staff")
    await an_idea("Tagged", tags="alpha, beta, gamma", by=ada.person)
    await an_idea("Tagged in secret", tags="alsosecret", by=mina.person, board="inner")

    assert await walked(ada, "/roadmap/items", "id") == [item.id for item in reversed(items)]
    assert "zsecret" in await walked(mina, "/roadmap/items", "title")
    assert await walked(ada, "/roadmap/items", "id", stage="planned") == []
    assert await walked(ada, "/tags", "name") == ["alpha", "beta", "gamma"]
    assert await walked(mina, "/tags", "name", q="al") == ["alpha", "alsosecret"]
    assert [each["slug"] for each in (await ada.get("/boards"))["items"]] == ["ideas"]
    assert [each["slug"] for each in (await mina.get("/boards"))["items"]] == ["ideas", "inner"]
    assert set(pointers(await ada.get("/roadmap/items", 422, after="nonsense"))) == {"/after"}


async def test_people_are_read_as_their_pages_show_them(programs: Programs) -> None:
    grace = await a_person("Grace", email="grace@secret.example", headline="Admiral", locale="en")
    hidden = await a_person("Hidden", visibility="hidden", email="hidden@secret.example")
    members = await a_person("Members", "partner", visibility="members")
    ada, emil = (
        await programs.of(await a_person("Ada", email="ada@secret.example")),
        await a_person("Emil", "employee"),
    )
    staff = await programs.of(emil)
    idea = await an_idea("Hers", by=grace)

    mine = await ada.get("/me")
    assert (mine["email"], mine["scopes"], mine["unread"]) == (
        "ada@secret.example",
        ["read", "write", "manage"],
        0,
    )
    assert await walked(ada, "/people", "name") == ["Emil", "Ada", "Members", "Grace"]
    assert await walked(ada, "/people", "id", role="partner") == [members.id]
    assert await walked(ada, "/people", "name", q="secret.example") == []
    assert await walked(staff, "/people", "name", q="secret.example") == ["Ada", "Hidden", "Grace"]
    shown, seen = await ada.get(f"/people/{grace.id}"), await staff.get(f"/people/{grace.id}")
    assert (shown["headline"], shown["email"], shown["ideas"]) == ("Admiral", None, [idea.id])
    assert seen == {**shown, "email": "grace@secret.example"}
    await ada.get(f"/people/{hidden.id}", 404)
    assert (await staff.get(f"/people/{hidden.id}"))["email"] == "hidden@secret.example"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_neither_scope_nor_role_alone_turns_the_loop(programs: Programs) -> None:
    ada, mina = await a_person("Ada"), await a_person("Mina", "manager")
    item, idea = await an_item("The night", by=mina), await an_idea("Dark mode", by=ada)
    everything, writing = await programs.of(ada), await programs.of(mina, Scope.READ, Scope.WRITE)
    reading = await programs.of(ada, Scope.READ)
    path = f"/roadmap/items/{item.id}"
    for program in (everything, writing):
        await program.post("/roadmap/items", 403, title="Mine")
        await program.patch(path, 403, title="Mine")
        await program.put(f"{path}/ideas/{idea.id}", 403)
        await program.delete(f"{path}/ideas/{idea.id}", 403, reason="Mine")
        await program.post("/releases", 403, version="1")
        await program.post("/improvements", 403, title="Mine", complaints=[])
    await reading.post(f"/ideas/{idea.id}/verdicts", 403, answer="yes")
    await everything.post(f"/ideas/{idea.id}/verdicts", 409, answer="yes")
    assert (await reading.get(path))["linked"] == []
