"""Notices, settings, the way out of mails, and the admins' view of the mail, through HTTP."""

import re

import httpx
import pytest
from starlette.applications import Starlette

from activity import fanout, tasks, worker
from activity.models import Delivery, Notice
from activity.preferences import preferences_of, unsubscribe_token
from activity.queries import following, unread_count
from core.settings import settings
from ideas import comments, operations
from ideas.comments import Manner
from ideas.models import Board, Idea
from ideas.moves import move
from people.models import Person
from tests.activity.smtp import mail_server
from tests.conftest import a_browser
from tests.makers import a_person, an_idea, sign_in

pytestmark = pytest.mark.a_page

Browser = httpx.AsyncClient


async def fan_out() -> None:
    while task := await tasks.claim():
        while not await fanout.step(task):
            pass


async def told(browser: Browser, times: int = 1) -> tuple[Person, Idea]:
    """Somebody signed in here, whose idea got so many comments that they were told of."""
    ada, grace = await a_person("Ada"), await a_person("Grace")
    idea = await an_idea(by=ada)
    for number in range(times):
        await comments.comment(idea.id, body=f"Me too ({number})", by=grace)
    await fan_out()
    await sign_in(browser, ada)
    return ada, idea


async def test_notices_are_for_members(client: Browser) -> None:
    answer = await client.get("/notices")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


async def test_a_notice_says_what_happened_and_leads_there(client: Browser) -> None:
    ada, idea = await told(client)
    page = (await client.get("/notices")).text

    assert "commented." in page
    assert idea.title in page
    assert "1 unread notice" in page
    assert await unread_count(ada) == 1  # looking at it marked nothing

    notice = await Notice.get(person_id=ada.id)
    opened = await client.post(f"/notices/{notice.id}/seen", data={"open": "yes"})
    assert re.fullmatch(rf"/ideas/{idea.id}-[^\"]*#comment-\d+", opened.headers["location"])
    assert await unread_count(ada) == 0
    read = (await client.get("/notices")).text
    assert re.search(rf'href="/ideas/{idea.id}-[^"]*#comment-\d+"', read)


async def test_more_notices_come_page_by_page(client: Browser) -> None:
    await told(client, 35)
    first = (await client.get("/notices")).text
    more = re.search(r'href="(/notices\?before=\d+)"', first)
    assert more
    second = await client.get(more[1], headers={"x-fragment": "1"})
    assert first.count('<li id="notice-') == 30
    assert second.text.count('<li id="notice-') == 5
    assert "<html" not in second.text


async def test_marking_one_and_all_as_read(client: Browser) -> None:
    ada, _idea = await told(client, 3)
    first, second, third = await Notice.all().order_by("id")

    piece = await client.post(f"/notices/{first.id}/seen", headers={"x-fragment": "1"})
    assert piece.status_code == 200
    assert f'id="notice-{first.id}"' in piece.text
    assert "is-new" not in piece.text
    assert (await client.post("/notices/seen", data={"up_to": str(second.id)})).status_code == 303
    assert await unread_count(ada) == 1

    assert (await client.post("/notices/seen", data={"up_to": "nonsense"})).status_code == 303
    assert await unread_count(ada) == 0
    assert (await Notice.get(id=third.id)).seen_at


async def test_anothers_notice_is_none(client: Browser) -> None:
    await told(client)
    notice = await Notice.get()
    await sign_in(client, await a_person("Eve"))
    assert (await client.post(f"/notices/{notice.id}/seen")).status_code == 404
    assert not (await Notice.get()).seen_at


async def test_what_went_out_of_sight_is_gone_from_the_list_and_the_count(client: Browser) -> None:
    _ada, idea = await told(client)
    await Board.all().update(audience="staff")
    page = (await client.get("/notices")).text
    assert idea.title not in page
    assert "unread" not in page.split("<main")[0]


async def test_choosing_what_comes_by_mail(client: Browser) -> None:
    ada, _idea = await told(client)
    assert (await client.get("/settings/notices")).status_code == 200
    answer = await client.post("/settings/notices", data={"moves": "never", "comments": "at_once"})
    assert answer.headers["location"] == "/settings/notices?saved=1"
    assert (await preferences_of(ada.id))["moves"].value == "never"
    assert "Saved." in (await client.get(answer.headers["location"])).text

    wrong = await client.post("/settings/notices", data={"moves": "sometimes"})
    assert wrong.status_code == 422
    assert "Please choose one of these." in wrong.text


async def test_choosing_the_same_for_everything(client: Browser) -> None:
    ada = await sign_in(client, await a_person("Ada"))
    answer = await client.post("/settings/notices/all", data={"choice": "digest"})
    assert answer.headers["location"] == "/settings/notices?saved=1"
    assert {choice.value for choice in (await preferences_of(ada.id)).values()} == {"digest"}

    wrong = await client.post("/settings/notices/all", data={"choice": "hourly"})
    assert wrong.status_code == 422
    assert "Please choose one of these." in wrong.text


async def test_the_way_out_of_the_digest_says_what_it_is(client: Browser) -> None:
    ada = await a_person("Ada")
    path = f"/unsubscribe/{unsubscribe_token(ada.id, None, 'digest')}"
    assert "The daily digest" in (await client.get(path)).text


async def test_one_click_out_of_a_mail_works_signed_out(client: Browser, app: Starlette) -> None:
    ada, idea = await told(client)
    path = f"/unsubscribe/{unsubscribe_token(ada.id, ('idea', idea.id), 'comments')}"
    async with a_browser(app) as scanner:
        del scanner.headers["sec-fetch-site"]  # a mail provider is no browser

        page = await scanner.get(path)
        assert page.status_code == 200
        assert idea.title in page.text
        assert await following(ada.id, ("idea", idea.id)) == "following"  # looking changed nothing

        for _ in range(2):
            done = await scanner.post(path, data={"List-Unsubscribe": "One-Click"})
            assert done.status_code == 200
        assert await following(ada.id, ("idea", idea.id)) == "muted"
        assert (await scanner.post(path + "x")).status_code == 404
        assert (await scanner.get("/unsubscribe/nonsense")).status_code == 404


async def test_the_way_out_of_a_kind(client: Browser) -> None:
    ada = await a_person("Ada")
    path = f"/unsubscribe/{unsubscribe_token(ada.id, None, 'account')}"
    assert "Changes to your account" in (await client.get(path)).text
    await client.post(path)
    assert (await preferences_of(ada.id))["account"].value == "never"


async def test_the_way_out_names_nothing_that_its_owner_may_not_see(client: Browser) -> None:
    ada, idea = await told(client)
    await Board.all().update(audience="staff")
    page = await client.get(f"/unsubscribe/{unsubscribe_token(ada.id, ('idea', idea.id), 'comments')}")
    assert page.status_code == 200
    assert idea.title not in page.text


ADMIN_PAGES = ("/admin/outbox", "/admin/deliveries")


async def test_the_mail_is_for_admins_alone(client: Browser) -> None:
    await sign_in(client, await a_person("Boss", role="manager"))
    for path in ADMIN_PAGES:
        assert (await client.get(path)).status_code == 404
    for path in ("/admin/deliveries/retries", "/admin/deliveries/1/retry", "/admin/deliveries/tests"):
        assert (await client.post(path)).status_code == 404


async def test_the_outbox_shows_mail_as_text_and_as_source(client: Browser) -> None:
    await told(client)
    await worker.drain(say=lambda line: None)
    await sign_in(client, await a_person("Root", role="admin"))

    listed = (await client.get("/admin/outbox")).text
    link = re.search(r'href="(/admin/outbox/\d+)"', listed)
    assert link
    page = (await client.get(link[1])).text
    assert "Me too (0)" in page
    assert "&lt;!doctype html&gt;" in page
    assert (await client.get("/admin/outbox/999999")).status_code == 404


async def test_failures_in_words_trying_again_and_a_test_mail(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await told(client)
    await sign_in(client, await a_person("Root", role="admin"))
    async with mail_server({"RCPT": "550 5.7.1 relaying <denied>"}) as server:
        monkeypatch.setenv("MAIL_URL", server.url.replace("//", "//mailer:s3cret@"))
        settings.cache_clear()
        await client.post("/admin/deliveries/tests")
        await worker.drain()
        page = (await client.get("/admin/deliveries?tested=1")).text

    assert "refuses this address or refuses to relay" in page
    assert "550 5.7.1 relaying &lt;denied&gt;" in page
    assert "s3cret" not in page
    assert "2 have failed." in page
    assert "it did not go out." in page

    async with mail_server() as server:
        monkeypatch.setenv("MAIL_URL", server.url)
        settings.cache_clear()
        failed = await Delivery.get(kind="notice")
        assert (await client.post(f"/admin/deliveries/{failed.id}/retry")).status_code == 303
        again = await client.post("/admin/deliveries/retries")
        assert again.headers["location"] == "/admin/deliveries?again=1"
        await worker.drain()
        page = (await client.get(again.headers["location"])).text
        assert "1 mail will be tried again." in page
        assert "All mail is done." in page
        assert "the mail server took it." in page
        assert len(server.received) == 2
    monkeypatch.undo()
    settings.cache_clear()


async def test_a_korean_reader_reads_korean(client: Browser) -> None:
    ada, idea = await told(client)
    await Person.filter(id=ada.id).update(locale="ko")
    boss = await a_person("박서준", role="manager")
    await move(idea.id, to="planned", by=boss)
    await operations.follow(idea.id, how="follow", by=boss)
    await comments.comment(idea.id, body="곧 만들어요.", by=boss, manner=Manner(answer=True))
    await fan_out()
    page = (await client.get("/notices")).text
    assert '<html lang="ko"' in page
    assert "moved this" not in page
