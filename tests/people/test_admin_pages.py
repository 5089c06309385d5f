"""Running the yard in a browser: for admins, and for nobody else so much as there."""

import httpx
import pytest

from activity.models import Delivery
from ideas.boards import managers_of
from ideas.models import Board
from people.models import Invitation, Organisation, Person, Role
from people.site import current
from tests.makers import a_person, sign_in

pytestmark = pytest.mark.a_page

PAGES = [
    *("/admin", "/admin/people", "/admin/invitations", "/admin/organisations", "/admin/organisations/new"),
    *("/admin/boards", "/admin/boards/new", "/admin/boards/1", "/admin/site"),
]


@pytest.mark.parametrize("role", ["", "customer", "manager", "admin"])
async def test_admin_pages_are_there_for_admins_alone(client: httpx.AsyncClient, role: str) -> None:
    if role:
        await sign_in(client, await a_person("Somebody", role))
    expected = {"": 303, "admin": 200}.get(role, 404)
    for path in PAGES:
        assert (await client.get(path)).status_code == expected, path


async def test_an_admin_changes_roles_but_not_their_own(client: httpx.AsyncClient) -> None:
    admin, grace = await sign_in(client, await a_person("Root", "admin")), await a_person("Grace")
    answer = await client.post(f"/admin/people/{grace.id}/role", data={"role": "manager"})
    assert answer.status_code == 303
    assert (await Person.get(id=grace.id)).role is Role.MANAGER
    refused = await client.post(f"/admin/people/{admin.id}/role", data={"role": "customer"})
    assert refused.status_code == 409
    assert "own role" in refused.text
    assert (await client.post(f"/admin/people/{grace.id}/role", data={"role": "king"})).status_code == 404
    assert (await client.post("/admin/people/424242/role", data={"role": "manager"})).status_code == 404
    await client.post(f"/admin/people/{grace.id}/deactivation")
    assert (await Person.get(id=grace.id)).deactivated_at is not None
    assert "Deactivated" in (await client.get("/admin/people?q=grace")).text
    await client.post(f"/admin/people/{grace.id}/reactivation")
    assert (await Person.get(id=grace.id)).deactivated_at is None


async def test_people_are_shown_a_page_at_a_time(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Root", "admin"))
    for number in range(52):
        await a_person(f"Member no. {number:02}")
    first = await client.get("/admin/people?q=member+no")
    assert "Member no. 51" in first.text
    assert "Member no. 01" not in first.text
    after = first.text.partition("after=")[2].partition('"')[0]
    rest = await client.get(f"/admin/people?q=member+no&after={after}")
    assert "Member no. 01" in rest.text
    assert "Show more" not in rest.text


async def test_an_invitation_goes_out_and_is_taken_back(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Root", "admin"))
    typed = {"email": "Guest@Example.com", "role": "partner", "organisation": "", "locale": "ko"}
    assert (await client.post("/admin/invitations", data=typed)).status_code == 303
    sent = await Invitation.get()
    assert (sent.email, sent.role, sent.locale) == ("guest@example.com", Role.PARTNER, "ko")
    assert (await Delivery.get()).kind == "invitation"
    again = await client.post("/admin/invitations", data=typed)
    assert again.status_code == 422
    assert 'value="Guest@Example.com"' in again.text
    assert (await client.post(f"/admin/invitations/{sent.id}/revocation")).status_code == 303
    assert (await client.post(f"/admin/invitations/{sent.id}/revocation")).status_code == 409
    assert "Revoked" in (await client.get("/admin/invitations")).text


async def test_organisations_are_made_and_changed(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Root", "admin"))
    typed = {"name": "흙손 도예공방", "kind": "customer", "website": "ftp://x", "about": "", "weight": "0"}
    refused = await client.post("/admin/organisations", data=typed)
    assert refused.status_code == 422
    assert 'value="흙손 도예공방"' in refused.text
    typed |= {"website": "https://heukson.example", "weight": "2"}
    assert (await client.post("/admin/organisations", data=typed)).status_code == 303
    made = await Organisation.get()
    await client.post(f"/admin/organisations/{made.id}", data={**typed, "kind": "partner"})
    assert (await Organisation.get()).kind == "partner"
    assert (await client.get("/admin/organisations/424242")).status_code == 404


async def test_boards_are_made_changed_and_archived(client: httpx.AsyncClient) -> None:
    admin, hyejin = (
        await sign_in(client, await a_person("Root", "admin")),
        await a_person("서혜진", "manager"),
    )
    typed = {"slug": "Bad Slug!", "name": "예약", "about": "", "audience": "partners", "promise_days": "soon"}
    typed |= {"position": "2", f"manager-{hyejin.id}": "yes", "hide_counts": "yes", "trusted_after": "1001"}
    refused = await client.post("/admin/boards", data=typed)
    assert refused.status_code == 422
    assert 'value="soon"' in refused.text
    typed |= {"slug": "booking", "promise_days": "3"}
    assert "from 0 to 1,000" in (await client.post("/admin/boards", data=typed)).text
    typed["trusted_after"] = "5"
    assert (await client.post("/admin/boards", data=typed)).status_code == 303
    board = await Board.get(slug="booking")
    assert (board.audience, board.promise_days, board.hide_counts) == ("partners", 3, True)
    assert board.trusted_after == 5
    assert await managers_of(board.id) == [hyejin.id]
    changed = {**typed, "slug": "other", "name": "예약과 단골", f"manager-{admin.id}": "yes"}
    assert (await client.post(f"/admin/boards/{board.id}", data=changed)).status_code == 303
    board = await Board.get(id=board.id)
    assert (board.slug, board.name) == ("booking", "예약과 단골")
    assert set(await managers_of(board.id)) == {hyejin.id, admin.id}
    await client.post(f"/admin/boards/{board.id}/archival")
    assert (await Board.get(id=board.id)).archived_at is not None
    await client.post(f"/admin/boards/{board.id}/reopening")
    assert (await Board.get(id=board.id)).archived_at is None


async def test_a_customer_manages_no_board_and_the_board_stays_as_it_was(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Root", "admin"))
    customer = await a_person("Grace")
    typed = {
        "name": "Renamed",
        "audience": "everyone",
        "promise_days": "3",
        "position": "0",
        "trusted_after": "3",
    }
    refused = await client.post("/admin/boards/1", data={**typed, f"manager-{customer.id}": "yes"})
    assert refused.status_code == 422
    assert 'id="managers-error"' in refused.text
    assert (await Board.get(id=1)).name != "Renamed"


async def test_house_rules_are_changed(client: httpx.AsyncClient) -> None:
    await sign_in(client, await a_person("Root", "admin"))
    typed = {
        "name": "",
        "sign_up": "domains",
        "sign_up_domains": "",
        "terms": "# 약관",
        "privacy": "",
        "locale": "",
    }
    refused = await client.post("/admin/site", data=typed)
    assert refused.status_code == 422
    assert "# 약관" in refused.text
    typed |= {"name": "모퉁이 마당", "sign_up_domains": "example.com"}
    assert (await client.post("/admin/site", data=typed)).status_code == 303
    site = await current()
    assert (site.name, site.sign_up, site.terms_version) == ("모퉁이 마당", "domains", 1)
