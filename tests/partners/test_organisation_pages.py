"""What stands on the pages of organisations and people, and the rules of how partners meet, as a browser meets them."""

import httpx
import pytest
from starlette.applications import Starlette

from ideas.loop import Stage
from ideas.models import Coauthor, CoauthorState, Idea
from partners.models import PartnerRules
from people.models import Organisation, OrganisationKind, Person, Visibility
from tests.conftest import a_browser
from tests.makers import a_person, an_idea, sign_in
from tests.partners.world import a_need, a_partner, a_talk

pytestmark = pytest.mark.a_page


async def test_an_organisation_shows_what_its_reader_may_see(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    studio = await Organisation.create(name="Kiln Studio", kind=OrganisationKind.PARTNER, about="We fire.")
    empty = await Organisation.create(name="Nobody Ltd", kind=OrganisationKind.CUSTOMER)
    sora = await a_partner("Sora", organisation=studio)
    await a_partner("Zmember", organisation=studio, visibility=Visibility.MEMBERS)
    shy = await a_partner("Zhidden", organisation=studio, visibility=Visibility.HIDDEN)
    await a_need("Zoffer", by=shy, kind="offering")
    await a_need("Zlooking", by=sora)
    joint, alone = await _shipped("Joint idea", by=sora), await _shipped("Zalone", by=sora)
    hidden_one = await _shipped("Zhidden joint", by=await a_person("Grace"))
    await Coauthor.create(idea=joint, person=await a_person("Ada"), state=CoauthorState.ACCEPTED)
    await Coauthor.create(idea=alone, person=await a_person("Linus"), state=CoauthorState.INVITED)
    await Coauthor.create(idea=hidden_one, person=shy, state=CoauthorState.ACCEPTED)
    held = await _shipped("Zheld joint", by=sora, held=True)
    await Coauthor.create(idea=held, person=await a_person("Tove"), state=CoauthorState.ACCEPTED)

    visitor = (await client.get(f"/organisations/{studio.id}")).text
    assert ("Sora" in visitor, "Joint idea" in visitor) == (True, True)
    for unseen in ("Zmember", "Zhidden", "Zoffer", "Zlooking", "Zalone", "Zheld"):
        assert unseen not in visitor, unseen
    assert (await client.get(f"/organisations/{empty.id}")).status_code == 404
    await sign_in(client, await a_person("Grace"))
    customer = (await client.get(f"/organisations/{studio.id}")).text
    assert ("Zmember" in customer, "Zhidden" in customer, "Zoffer" in customer) == (True, False, False)
    await sign_in(client, await a_partner("Minji"))
    partner = (await client.get(f"/organisations/{studio.id}")).text
    assert ("Zoffer" in partner, "Zlooking" in partner, "Zhidden joint" in partner) == (True, False, False)
    assert f'href="/people/{shy.id}"' not in partner
    async with a_browser(app) as other:
        await sign_in(other, await a_person("Ada", "admin"))
        assert (await other.get(f"/organisations/{empty.id}")).status_code == 200


async def _shipped(title: str, *, by: Person, held: bool = False) -> Idea:
    idea = await an_idea(title, by=by)
    await Idea.filter(id=idea.id).update(stage=Stage.SHIPPED, held=held)
    return idea


async def test_a_profile_shows_what_somebody_looks_for(client: httpx.AsyncClient) -> None:
    sora, minji = await a_partner("Sora"), await a_partner("Minji")
    await a_need("Zneed", by=sora)
    path = f"/people/{sora.id}"
    assert "Zneed" not in (await client.get(path)).text
    await sign_in(client, minji)
    assert "Zneed" in (await client.get(path)).text
    talk = await a_talk(minji, sora)
    assert f'href="/messages/{talk.id}"' in (await client.get(path)).text
    await sign_in(client, await a_person("Grace"))
    page = (await client.get(path)).text
    assert ("Zneed" in page, "Write to them" in page) == (False, False)


async def test_admins_say_who_takes_part_and_how_much(client: httpx.AsyncClient) -> None:
    for person in (await a_partner(), await a_person("Mina", "manager")):
        await sign_in(client, person)
        assert (await client.get("/admin/partners")).status_code == 404
        assert (await client.post("/admin/partners", data={})).status_code == 404
    await sign_in(client, await a_person("Ada", "admin"))
    assert 'value="20"' in (await client.get("/admin/partners")).text
    given = {"requests_a_day": "7", "requests_of_newcomers": "0", "newcomer_days": "3"}
    given |= {"invitations_a_day": "20", "rooms_a_week": "many"}
    refused = await client.post("/admin/partners", data=given)
    assert refused.status_code == 422
    assert "A whole number from 0 to 1000." in refused.text
    assert 'value="many"' in refused.text
    for _again in range(2):
        kept = await client.post(
            "/admin/partners", data={**given, "rooms_a_week": "1", "customers_take_part": "yes"}
        )
        assert kept.headers["location"] == "/admin/partners"
    rules = await PartnerRules.get()
    assert (rules.requests_a_day, rules.rooms_a_week, rules.customers_take_part) == (7, 1, True)
    await sign_in(client, await a_person("Grace"))
    assert (await client.get("/partners")).status_code == 200


async def test_no_page_shows_an_address(client: httpx.AsyncClient) -> None:
    studio = await Organisation.create(name="Kiln Studio", kind=OrganisationKind.PARTNER)
    sora = await a_partner("Sora", email="zsora@kiln.test", organisation=studio)
    minji = await sign_in(client, await a_partner("Minji"))
    need = await a_need(by=sora, tags="clay", kind="offering")
    await a_need("Clay", by=minji, tags="clay")
    talk = await a_talk(sora, minji)
    paths = [
        "/partners",
        f"/needs/{need.id}",
        f"/organisations/{studio.id}",
        f"/people/{sora.id}",
        "/messages",
    ]
    for path in [*paths, f"/messages/{talk.id}"]:
        page = await client.get(path)
        assert (page.status_code, "Sora" in page.text, "zsora" in page.text) == (200, True, False), path
