"""Pages are quick, and what makes them quick shows nobody another's page, and nothing too late."""

import gzip
import re
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from activity import worker
from core.changes import changed
from core.clock import moved_to, now
from core.database import quietly, row, rows
from frontend.caching import key_of
from frontend.files import FOR_EVER, file, static
from frontend.finishing import is_known
from frontend.impressions import AGAIN_AFTER
from ideas import exposure
from ideas.stewardship import hide, restore
from people import sessions, site
from people.models import Person
from tests.asked import asked_of_the_database
from tests.conftest import a_browser
from tests.makers import a_comment, a_person, an_idea, sign_in
from voting.operations import cast_vote

HOME = 6
"""Queries of the front page at most, whoever reads, with nothing in memory."""
FIRST_LOAD = 60_000
"""Bytes over the wire of a visitor's first page with all that it needs."""
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def cold(browser: httpx.AsyncClient, path: str = "/") -> int:
    """How many queries the page takes when nothing is in memory."""
    changed()
    with asked_of_the_database() as asked:
        answer = await browser.get(path)
    assert answer.status_code == 200
    assert asked
    return len(asked)


async def somebody_told(role: str) -> Person:
    """Somebody with unread notices of their own idea, of what was said there, and of an idea that they follow."""
    person = await a_person(role.title(), role)
    idea, wanted = await an_idea(f"What {role} had", by=person), await an_idea(f"What {role} wants")
    await cast_vote(wanted.id, by=person)
    await a_comment(idea)
    await a_comment(wanted)
    await worker.drain()
    return person


async def test_the_front_page_takes_few_queries_and_no_more_when_there_is_more(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    async with a_browser(app) as customer, a_browser(app) as manager:
        await sign_in(customer, await somebody_told("customer"))
        await sign_in(manager, await somebody_told("manager"))
        browsers = (client, customer, manager)
        few = [await cold(browser) for browser in browsers]
        for number in range(25):
            await an_idea(f"One more wish {number}", tags="many, wishes")
        await rows("UPDATE idea SET votes = id")
        many = [await cold(browser) for browser in browsers]

        assert "2 unread notices" in (await customer.get("/")).text
        assert max(few) <= HOME
        assert max(many) <= HOME
        with asked_of_the_database() as asked:
            await client.get("/")
            await client.get("/")
        assert len(asked) <= HOME


async def test_a_visitor_sees_at_once_what_changed_here_and_votes_within_a_second(
    client: httpx.AsyncClient,
) -> None:
    idea, mina = await an_idea("Dark mode for the calendar"), await a_person("Mina", "manager")
    assert "Dark mode" in (await client.get("/")).text

    await hide(idea.id, reason="Somebody's address stood in it.", by=mina)
    assert "Dark mode" not in (await client.get("/")).text
    await restore(idea.id, by=mina)
    assert 'vote-count">0<' in (await client.get("/")).text

    with quietly():
        await rows("UPDATE idea SET votes = 7")
    assert 'vote-count">0<' in (await client.get("/")).text
    with moved_to(now() + timedelta(seconds=1)):
        assert 'vote-count">7<' in (await client.get("/")).text


@ON_SQLITE
async def test_a_kept_page_is_shown_to_nobody_else(app: Starlette, client: httpx.AsyncClient) -> None:
    await an_idea()
    ada = await a_person("Ada Lovelace")
    visitors = (await client.get("/")).text
    async with a_browser(app) as other:
        await sign_in(other, ada)
        own = await other.get("/")
        assert "Ada Lovelace" in own.text
        assert "Ada Lovelace" not in (await client.get("/")).text
        assert 'lang="ko"' in (await client.get("/", headers={"accept-language": "ko"})).text[:200]
        dark = await client.get("/", headers={"cookie": "madang_theme=dark"})
        assert 'data-theme="dark"' in dark.text[:200]
        assert (await client.get("/", headers={"x-fragment": "1"})).text != visitors
        assert (await client.get("/")).text == visitors

        for session in await sessions.sessions_of(ada):
            with quietly():
                await sessions.revoke(session.id, by=ada)
        assert "Ada Lovelace" not in (await other.get("/")).text


@ON_SQLITE
async def test_what_depends_on_more_than_the_address_is_not_kept(client: httpx.AsyncClient) -> None:
    def key(path: str = "/", query: str = "", method: str = "GET", **headers: str) -> object:
        given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"method": method, "scheme": "http", "path": path, "query_string": query.encode()}
        known = [] if "host" in headers else [(b"host", b"madang.test")]
        return key_of({**scope, "headers": [*known, *given]})

    assert key() == key(cookie="visits=7; theme=x") == key(user_agent="another")
    assert key(cookie="madang_locale=ko; madang_theme=dark") not in (None, key())
    for name in ("session", "said", "sign_in", "intent", "back", "whatever_comes"):
        assert key(cookie=f"madang_{name}=x") is None
        assert key(cookie=f"a=b;__Host-madang_{name}=x") is None
    assert key(authorization="Bearer x") is None
    assert key(method="POST") is None
    for path in ("/sign-in/link/secret", "/unsubscribe/secret", "/admin", "/settings/profile", "/notices"):
        assert key(path) is None
    assert key("/ideas/7-x", "draft=3") is None
    assert key(query="q=" + "x" * 2_000) is None
    assert len({key(), key(query="q=a"), key("/roadmap"), key(host="other.test"), key(x_fragment="1")}) == 5
    assert key(accept_language="ko-KR,ko;q=0.9") == key(accept_language="ko")


@ON_SQLITE
async def test_what_few_have_seen_is_counted_from_memory_too(client: httpx.AsyncClient) -> None:
    idea = await an_idea()
    later = [moved_to(now() + AGAIN_AFTER * times) for times in range(3)]
    for hour in later:
        with hour:
            seen = await client.get("/")
            await client.get("/")
            await client.get("/", headers={"if-none-match": seen.headers["etag"]})
    await client.head("/")
    await exposure.write_down()

    found = await row("SELECT views FROM exposure WHERE idea_id = :idea", idea=idea.id)
    assert found == {"views": 3}


@ON_SQLITE
@pytest.mark.parametrize("name", ["x-fragment", "accept-language", "host", "cookie"])
async def test_what_is_said_twice_spoils_nobody_elses_page(client: httpx.AsyncClient, name: str) -> None:
    twice = {"x-fragment": ("1", "x"), "accept-language": ("en", "ko"), "host": ("a.test", "madang.test")}
    given = [(name, value) for value in twice.get(name, ("madang_locale=en", "madang_locale=ko"))]
    for first, second in (given, given[::-1]):
        changed()
        await client.get("/", headers=[first, second])
        plain = await client.get("/", headers={"accept-language": "ko"})
        assert '<html lang="ko"' in plain.text


@ON_SQLITE
async def test_two_visitors_write_into_two_forms(client: httpx.AsyncClient) -> None:
    pages = [(await client.get("/ideas/new")).text for _ in range(2)]

    keys = {re.findall(r'name="submission" value="([^"]+)"', page)[0] for page in pages}
    assert len(keys) == 2


@ON_SQLITE
@pytest.mark.parametrize("path", ["/", "/feed.atom"])
async def test_whoever_has_it_already_is_told_so(client: httpx.AsyncClient, path: str) -> None:
    idea, grace = await an_idea(), await a_person("Grace", "manager")
    for signed_in in (False, True):
        if signed_in:
            await sign_in(client, grace)
        first = await client.get(path)
        known = {"if-none-match": f'"another", {first.headers["etag"]}'}
        again = await client.get(path, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["cache-control"] == first.headers["cache-control"]
        assert "content-encoding" not in again.headers
    await hide(idea.id, reason="Somebody's address stood in it.", by=grace)
    assert (await client.get(path, headers=known)).status_code == 200


@ON_SQLITE
async def test_a_form_with_a_key_of_its_own_is_never_the_one_from_before(client: httpx.AsyncClient) -> None:
    """Else a second proposal, written into the kept page, would pass for a repetition of the first."""
    await sign_in(client, await a_person())
    page = await client.get("/ideas/new")
    again = await client.get("/ideas/new", headers={"if-none-match": page.headers["etag"]})

    keys = re.findall(r'name="submission" value="([^"]+)"', page.text + again.text)
    assert again.status_code == 200
    assert len(keys) == len(set(keys)) == 2


def test_marks_are_compared_as_the_protocol_wants() -> None:
    assert is_known(b'W/"a"', b'"b" , "a"')
    assert is_known(b'W/"a"', b"*")
    assert not is_known(b'W/"a"', b'W/"b"')
    assert not is_known(b'W/"a"', b"W/*")
    assert not is_known(b'W/"a"', b"")


async def raw(client: httpx.AsyncClient, path: str, encoding: str = "gzip") -> tuple[httpx.Headers, bytes]:
    async with client.stream("GET", path, headers={"accept-encoding": encoding}) as answer:
        return answer.headers, b"".join([piece async for piece in answer.aiter_raw()])


@ON_SQLITE
async def test_pages_are_compressed_where_nothing_secret_stands_in_them(client: httpx.AsyncClient) -> None:
    for number in range(3):
        await an_idea(f"A wish {number}")
    headers, packed = await raw(client, "/")
    _, plain = await raw(client, "/", "identity")

    assert headers["content-encoding"] == "gzip"
    assert int(headers["content-length"]) == len(packed) < len(plain) / 4
    assert gzip.decompress(packed) == plain
    assert {"accept-encoding", "cookie"} <= set(headers["vary"].split(", "))
    secret, _ = await raw(client, "/sign-in")
    assert secret["cache-control"] == "no-store"
    assert {"content-encoding", "etag"}.isdisjoint(secret)
    assert "content-encoding" not in (await raw(client, "/health"))[0]


@ON_SQLITE
async def test_files_are_kept_for_ever_under_the_name_of_what_they_hold(client: httpx.AsyncClient) -> None:
    headers, packed = await raw(client, static("app.css"))
    assert headers["cache-control"] == FOR_EVER
    assert gzip.decompress(packed) == file("app.css").body
    assert (headers["vary"], headers["content-type"]) == ("accept-encoding", "text/css; charset=utf-8")
    for path in ("/static/app.css", "/static/app.css?v=0123456789ab"):
        assert (await client.get(path)).headers["cache-control"] == "no-cache"
    known = {"if-none-match": headers["etag"]}
    assert (await client.get("/static/app.css", headers=known)).status_code == 304
    assert (await client.head("/static/app.css")).content == b""
    assert (await client.post("/static/app.css")).status_code == 405
    for path in ("/static/nothing.css", "/static/../app.py", "/static/", "/static/%2e%2e/app.py"):
        assert (await client.get(path)).status_code == 404


@ON_SQLITE
async def test_a_first_visit_is_light_and_waits_for_one_stylesheet_alone(client: httpx.AsyncClient) -> None:
    for number in range(25):
        await an_idea(
            f"달력에 다크 모드가 필요해요 {number}", body=f"밤에 눈이 아파요. {number} " * 12, tags="달력"
        )
    page = (await client.get("/")).text
    head = page[: page.index("</head>")]
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    scripts = re.findall(r"<script([^>]*)>", page)
    sources = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)

    assert len(styles) == 1
    assert styles[0] in head
    assert scripts
    assert all('type="module"' in attributes for attributes in scripts)
    sizes = [len((await raw(client, path))[1]) for path in ["/", *dict.fromkeys(sources)]]
    assert sum(sizes) < FIRST_LOAD


@ON_SQLITE
async def test_what_every_page_asks_is_kept_and_never_late(client: httpx.AsyncClient) -> None:
    admin = await sign_in(client, await a_person("Adele", "admin"))
    await client.get("/terms")
    with asked_of_the_database() as asked:
        await client.get("/terms")
    assert [statement for statement in asked if "FROM session" not in statement] == []

    await site.change(name="Another yard", by=admin)
    assert "Another yard" in (await client.get("/terms")).text
