"""The inbox and what belongs to it, as a browser without JavaScript meets them, and in place."""

import re
from collections.abc import Sequence

import httpx
import pytest

from ideas.loop import Stage
from ideas.models import Comment, Idea
from ideas.tags import tags_of
from people.models import Person
from tests.makers import a_board, a_person, an_idea, sign_in, votes_of
from triage.models import SavedView
from voting.operations import cast_vote

pytestmark = pytest.mark.a_page

IN_PLACE = {"x-fragment": "1"}


async def a_manager(client: httpx.AsyncClient) -> Person:
    return await sign_in(client, await a_person("Mona", "manager"))


async def three_ideas() -> list[Idea]:
    return [await an_idea(title) for title in ("Dark mode at night", "Export to a sheet", "Larger buttons")]


def queue_of(page: str) -> list[int]:
    """The ideas in the queue, in their order."""
    return [int(each) for each in re.findall(r'id="queue-(\d+)"', page)]


def looked_at(page: str) -> str:
    found = re.search(r'id="desk-title"[^>]*>([^<]*)<', page)
    return found[1] if found else ""


def picks(ideas: Sequence[Idea]) -> dict[str, str]:
    return {f"pick-{idea.id}": "1" for idea in ideas}


async def test_an_answer_leads_on_to_what_waits_next_and_says_what_was_done(
    client: httpx.AsyncClient,
) -> None:
    await a_manager(client)
    first, second, third = await three_ideas()

    page = (await client.get("/triage")).text
    assert queue_of(page) == [first.id, second.id, third.id]
    assert looked_at(page) == first.title
    assert "New, nobody has answered" in page
    assert re.search(r'id="inbox-count">3<', page)

    form = {"body": "It comes in spring.", "queue": "kind=idea", "then": str(second.id)}
    answered = await client.post(f"/ideas/{first.id}/answer", data=form)

    assert answered.headers["location"] == f"/triage?kind=idea&idea={second.id}"
    page = (await client.get(answered.headers["location"])).text
    assert queue_of(page) == [second.id, third.id]
    assert looked_at(page) == second.title
    assert "“Dark mode at night”: Your answer is posted." in page
    assert await Comment.filter(idea=first, is_answer=True).count() == 1


async def test_in_place_come_the_pieces_that_changed(client: httpx.AsyncClient) -> None:
    mona = await a_manager(client)
    first, second, _third = await three_ideas()

    desk = (await client.get(f"/triage?idea={second.id}", headers=IN_PLACE)).text
    assert desk.count('id="desk"') == 1
    assert 'id="queue"' not in desk
    assert f'data-address="/triage?idea={second.id}"' in desk

    form = {"owner": str(mona.id), "queue": "unowned=1", "then": str(first.id)}
    taken = (await client.post(f"/ideas/{second.id}/owner", data=form, headers=IN_PLACE)).text
    assert queue_of(taken) == [first.id, _third.id]
    assert looked_at(taken) == first.title
    assert f'data-address="/triage?unowned=1&amp;idea={first.id}"' in taken
    assert re.search(r'id="inbox-count">3<', taken)
    assert "Export to a sheet”: The owner was changed." in taken

    form = {"tags": "night", "queue": "", "then": str(second.id)}
    tagged = (await client.post(f"/ideas/{first.id}/tags", data=form, headers=IN_PLACE)).text
    assert looked_at(tagged) == first.title, "what still waits stays"


async def test_a_refused_act_stands_at_the_inbox_with_all_that_was_typed(client: httpx.AsyncClient) -> None:
    await a_manager(client)
    first, _second, _third = await three_ideas()
    form = {"stage": "declined", "reason": "Too dear for us.", "revisit_on": "2001-01-01", "queue": "why=new"}

    refused = await client.post(f"/ideas/{first.id}/stage", data=form)

    assert refused.status_code == 422
    assert 'id="queue"' in refused.text
    assert looked_at(refused.text) == first.title
    assert re.search(r'id="act-d" data-key="d" open', refused.text)
    assert "Too dear for us." in refused.text
    assert "Choose what kind of reason it is." in refused.text
    assert "Choose a day in the future." in refused.text
    assert (await Idea.get(id=first.id)).stage is Stage.RECEIVED


async def test_merging_by_search_and_undoing_it(client: httpx.AsyncClient) -> None:
    await a_manager(client)
    first, second, _third = await three_ideas()
    await cast_vote(first.id, by=await a_person())

    found = (await client.get(f"/triage?idea={first.id}&find=sheet")).text
    assert f'name="into" value="{second.id}"' in found
    nothing = await client.post(f"/ideas/{first.id}/merge", data={"queue": ""})
    assert nothing.status_code == 422
    assert "Write the number of an idea" in nothing.text

    form = {"into": str(second.id), "queue": "", "then": str(second.id)}
    merged = await client.post(f"/ideas/{first.id}/merge", data=form)
    assert merged.headers["location"] == f"/triage?idea={second.id}"
    assert await votes_of(second) == 1

    page = (await client.get(f"/ideas/{first.id}", follow_redirects=True)).text
    assert "Undo the merge" in page
    address = re.search(r'action="(/ideas/\d+/merges/\d+/undo)"', page)
    assert address
    assert (await client.post(address[1])).status_code == 303
    assert (await votes_of(first), await votes_of(second)) == (1, 0)


async def test_one_act_with_all_that_are_selected_or_none(client: httpx.AsyncClient) -> None:
    await a_manager(client)
    first, second, third = await three_ideas()
    form = {**picks([first, third]), "act": "decline", "kind": "cost", "queue": ""}

    refused = await client.post("/triage/acts", data=form)
    assert refused.status_code == 422
    assert len(re.findall(r'class="pick"[^>]* checked', refused.text)) == 2
    assert "Say why" in refused.text

    done = await client.post("/triage/acts", data={**form, "reason": "We can't afford them."})
    assert done.status_code == 303
    assert "Done with all 2 of them." in (await client.get("/triage")).text
    stages = {idea.id: idea.stage for idea in await Idea.all()}
    assert stages == {first.id: Stage.DECLINED, second.id: Stage.RECEIVED, third.id: Stage.DECLINED}
    none = await client.post("/triage/acts", data={"act": "tags", "tags": "x", "queue": ""})
    assert "Select at least one." in none.text


async def test_every_act_with_several(client: httpx.AsyncClient) -> None:
    mona = await a_manager(client)
    first, second, third = await three_ideas()

    async def act(name: str, **fields: str) -> None:
        form = {**picks([first, second]), "act": name, "queue": "", **fields}
        assert (await client.post("/triage/acts", data=form)).status_code == 303, name

    await act("owner", owner=str(mona.id))
    for name, wrong in (
        ("owner", {"owner": "abc"}),
        ("owner", {}),
        ("owner", {"owner": "0"}),
        ("move", {"stage": ""}),
    ):
        form = {**picks([first]), "act": name, "queue": "", **wrong}
        assert (await client.post("/triage/acts", data=form)).status_code == 422, wrong
        assert (await client.post(f"/ideas/{first.id}/owner", data=wrong)).status_code == 422, wrong
    await act("tags", tags="night, sheet")
    await act("move", stage="reviewing")
    both = await Idea.filter(id__in=[first.id, second.id])
    assert {(idea.owner_id, idea.stage) for idea in both} == {(mona.id, Stage.REVIEWING)}
    assert await tags_of(first.id) == await tags_of(second.id) == ["night", "sheet"]
    await act("merge", into=f"http://madang.test/ideas/{third.id}-larger-buttons")
    assert await Idea.filter(merged_into=third).count() == 2


async def test_a_view_is_saved_by_its_name_and_is_its_owners_alone(client: httpx.AsyncClient) -> None:
    mona = await a_manager(client)
    await a_board("billing")
    nameless = await client.post("/triage/views", data={"name": " ", "queue": "board=billing"})
    assert nameless.status_code == 422

    saved = await client.post("/triage/views", data={"name": "My billing", "queue": "board=billing&mine=1"})
    assert saved.headers["location"] == "/triage?board=billing&mine=1"
    assert "My billing" in (await client.get("/triage")).text

    view = await SavedView.get(person=mona)
    await sign_in(client, await a_person("Max", "manager"))
    assert "My billing" not in (await client.get("/triage")).text
    assert (await client.post(f"/triage/views/{view.id}/removal", data={"queue": ""})).status_code == 404
    await sign_in(client, mona)
    await client.post(f"/triage/views/{view.id}/removal", data={"queue": ""})
    assert not await SavedView.exists(id=view.id)


async def test_each_sees_the_inbox_from_their_own_step(client: httpx.AsyncClient) -> None:
    first, second, _third = await three_ideas()
    await sign_in(client, await a_person("Cleo", "customer"))
    assert "inbox-count" not in (await client.get("/")).text
    for path in ("/triage", "/triage/assessment", "/triage/reports", "/triage/audit"):
        assert (await client.get(path)).status_code == 403, path

    await sign_in(client, await a_person("Emil", "employee"))
    page = (await client.get("/triage")).text
    assert 'data-key="a"' in page
    assert 'data-key="o"' in page
    for managers_alone in ('data-key="m"', 'data-key="d"', 'class="pick"', 'id="bulk"'):
        assert managers_alone not in page
    assert (await client.get("/triage/reports")).status_code == 403
    refused = await client.post(f"/ideas/{first.id}/merge", data={"into": str(second.id), "queue": ""})
    assert refused.status_code == 403
    assert (await client.post("/triage/acts", data={**picks([first]), "act": "owner"})).status_code == 403
    assert (await client.get("/triage?idea=999999")).status_code == 404


async def test_what_was_looked_at_in_vain_is_set_aside(client: httpx.AsyncClient) -> None:
    await a_manager(client)
    first, second, _third = await three_ideas()

    aside = await client.post(
        f"/ideas/{first.id}/setting-aside", data={"why": "new", "queue": "", "then": str(second.id)}
    )

    assert aside.headers["location"] == f"/triage?idea={second.id}"
    assert first.id not in queue_of((await client.get("/triage")).text)
