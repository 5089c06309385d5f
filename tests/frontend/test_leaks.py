"""What a person can't see isn't shown to them anywhere: every route, eight kinds of person, every kind of secret.

The addresses are made from the route table. A route that this test can't fill in fails it: a new page comes under
the gate by itself.
"""

import os
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from activity import webhooks, worker
from activity.models import Notice
from core.database import rows
from frontend.routes import named
from ideas.boards import set_managers
from ideas.comments import hide_comment
from ideas.models import Comment, Idea
from ideas.stewardship import hide
from moving.arriving.uploads import bring
from people.models import Invitation, Organisation, OrganisationKind, Person, Role, Visibility
from roadmap import improvements, items, links, releases, verdicts
from tests.conftest import a_browser
from tests.makers import a_board, a_comment, a_person, an_idea, sign_in
from triage.reports import report
from triage.views import save as save_view
from voting.operations import cast_vote
from voting.proxies import cast_for

READERS = ("visitor", "stranger", "author", "partner", "employee", "manager", "admin", "shy")
FULL = os.environ.get("MADANG_TEST_FULL") == "1"
KEPT_OUT, LET_IN = [("visitor", "author", "shy"), ("stranger", "partner", "employee")], [("manager", "admin")]
GROUPS = KEPT_OUT + LET_IN if FULL else KEPT_OUT
PAIRS = [("sqlite", group) for group in GROUPS] + [
    ("postgres", group) for group in (GROUPS if FULL else [("partner",)])
]
"""Each group of readers looks at one world. Unless all are wanted, one looks at the other database, and nobody of those
from whom hardly anything is kept."""
CUSTOMERS = ("stranger", "author", "shy")
"""Who are kept out of nearly the same: unless all is wanted, each page is asked by one of them in turn."""
DOERS = [
    *(("sqlite", doer) for doer in ("visitor", "stranger", "partner")),
    *(("postgres", doer) for doer in (("visitor", "stranger", "partner") if FULL else ("stranger",))),
]


@dataclass
class World:
    """A yard full of secrets: each is a word that stands in exactly one thing, with whoever may read it."""

    people: dict[str, Person]
    ideas: dict[str, Idea]
    secrets: dict[str, set[str]]
    fills: dict[str, list[dict[str, Any]]]


async def a_world() -> World:
    staff = {"employee", "manager", "admin"}
    people = {name: await _somebody(name) for name in READERS if name != "visitor"}
    for audience in ("members", "partners", "staff"):
        board = await a_board(f"board-{audience}", audience=audience, about=f"zabout{audience}")
        await set_managers(board.id, [people["manager"].id], by=people["admin"])
    await a_board("board-held", hold_for_review=True)
    author, employee = people["author"], people["employee"]
    ideas = {
        "open": await an_idea("Open idea", by=author, tags="zopen"),
        "members": await an_idea("zmembers idea", by=author, board="board-members", body="zmembersbody"),
        "partners": await an_idea(
            "zpartners idea", by=people["partner"], board="board-partners", tags="filed"
        ),
        "staff": await an_idea("zstaff idea", by=employee, board="board-staff", body="zstaffbody"),
        "held": await an_idea("zheld idea", by=author, board="board-held"),
        "hidden": await an_idea("zhidden idea", by=author),
    }
    await cast_vote(ideas["hidden"].id, by=people["stranger"])
    await cast_vote(ideas["open"].id, by=people["shy"])
    await cast_vote(ideas["members"].id, by=people["stranger"])
    await a_comment(ideas["open"], "zsaidtoauthor", by=employee, audience="author")
    await a_comment(ideas["open"], "zsaidtostaff @person", by=employee, audience="staff")
    await a_comment(ideas["members"], "zsaidmembers", by=employee, answer=True)
    await a_comment(ideas["staff"], "zsaidstaffboard", by=people["admin"], answer=True)
    rude = await a_comment(ideas["open"], "zrude", by=people["partner"])
    await hide_comment(rude.id, reason="zrudereason", by=people["manager"])
    await _improve(ideas, people["manager"], people["author"])
    await _plan(ideas, people["manager"])
    await hide(ideas["hidden"].id, reason="zhiddenreason", by=people["manager"])
    await _judge(ideas, people)
    await report(ideas["open"].id, reason="other", words="zreported", by=people["shy"])
    await save_view("zview", "kind=idea", by=people["manager"])
    await cast_for(ideas["members"].id, person_id=people["shy"].id, by=people["employee"])
    while await worker.drain():
        pass
    told = await webhooks.add(url="https://hooks.invalid", chosen=["idea.posted"], by=people["admin"])
    await webhooks.send_test(told[0].id, by=people["admin"])
    everybody_signed_in = set(READERS) - {"visitor"}
    await bring("zupload.csv", b"id,title\n1,zuploaded\n", by=people["admin"])
    secrets = {
        "zupload": {"admin"},
        "zmembers": everybody_signed_in,
        "zsaidmembers": everybody_signed_in,
        "zaboutmembers": everybody_signed_in,
        "zpartners": staff | {"partner"},
        "zaboutpartners": staff | {"partner"},
        "zstaff": staff,
        "zaboutstaff": staff,
        "zsaidstaffboard": staff,
        "zheld": staff | {"author"},
        "zhidden": staff | {"author"},
        "zhiddenreason": staff | {"author"},
        "zsaidtoauthor": staff | {"author"},
        "zsaidtostaff": staff,
        "zrude": staff | {"partner"},
        "zrudereason": staff,
        "zdraft": staff,
        "zreported": {"manager", "admin"},
        "zview": {"manager"},
        "Shy Person": staff | {"shy"},
    }
    for name, person in people.items():
        secrets[str(person.email)] = staff | {name}
    return World(people, ideas, secrets, await filled())


async def _improve(ideas: dict[str, Idea], manager: Person, author: Person) -> None:
    """An improvement that members read, one whose second complaint is hidden, and one that isn't posted."""

    async def complaint(title: str, board: str = "ideas") -> Idea:
        return await an_idea(title, by=author, kind="complaint", board=board)

    async def post(title: str, *complaints: Idea) -> None:
        quotes = {each.id: each.title for each in complaints}
        ids = [each.id for each in complaints]
        words: dict[str, Any] = {"what_changed": title, "unmeasured_because": title}
        made = await improvements.draft(title=title, complaints=ids, quotes=quotes, by=manager, **words)
        await improvements.publish(made.id, by=manager)

    hidden = await complaint("zhidden complaint")
    await post("zmembers improvement", await complaint("zmembers complaint", "board-members"))
    await post("Open improvement", await complaint("Open complaint"), hidden)
    await hide(hidden.id, reason="zhiddenreason", by=manager)
    ideas |= {"hidden complaint": hidden}
    await improvements.draft(title="zdraft improvement", complaints=[hidden.id], by=manager)


async def _plan(ideas: dict[str, Idea], manager: Person) -> None:
    """A roadmap whose items and ideas have readers of their own, a release for members and one that isn't published."""
    everywhere = [ideas[name].id for name in ("open", "members", "partners", "staff", "hidden")]
    known = await items.create(title="Open item", stage="planned", by=manager)
    await links.link(known.id, everywhere, by=manager)
    await links.end(known.id, ideas["partners"].id, reason="zpartners reason", by=manager)
    held = []
    for name in ("members", "staff"):
        title = f"z{name} item"
        planned = await items.create(title=title, summary=title, stage="building", audience=name, by=manager)
        await items.promise(planned.id, day="2999-03-31", by=manager)
        await links.link(planned.id, [ideas["open"].id], by=manager)
        held.append(planned.id)
    out = await releases.draft(
        version="1", title="zmembers release", audience="members", items=held, by=manager
    )
    await releases.publish(out.id, by=manager)
    await releases.draft(version="2", title="zdraft release", items=held, by=manager)


async def _judge(ideas: dict[str, Idea], people: dict[str, Person]) -> None:
    """Verdicts on what members read, and one in the open by somebody whose name isn't shown."""
    for name, board in (("judged", "ideas"), ("judged by members", "board-members")):
        title = "Open verdict" if name == "judged" else "zmembers verdict"
        ideas[name] = idea = await an_idea(title, by=people["author"], board=board)
        for voter in (people["shy"], people["stranger"]):
            await cast_vote(idea.id, by=voter)
        await links.ship_now(idea.id, by=people["manager"])
        for voter in (people["shy"], people["stranger"]):
            await verdicts.answer(idea.id, answer="partly", comment=title, by=voter)
        await verdicts.answer(idea.id, answer="no", comment=title, by=people["author"])
        await links.ship_now(idea.id, by=people["manager"])


async def _somebody(name: str) -> Person:
    role = name if name in list(Role) else "customer"
    named_so = "Shy Person" if name == "shy" else f"The {name}"
    hidden = {"visibility": Visibility.HIDDEN, "name_shown": False} if name == "shy" else {}
    return await a_person(named_so, role, email=f"zmail-{name}@example.com", **hidden)


async def filled() -> dict[str, list[dict[str, Any]]]:
    """Every id that stands in an address, by the noun that the address begins with."""
    organisation = await Organisation.create(name="Somebody Ltd", kind=OrganisationKind.PARTNER)
    await Invitation.create(email="zinvited@example.com")
    ids = {
        table: [{"id": each["id"]} for each in await rows(f"SELECT id FROM {table} ORDER BY id")]
        for table in (
            "idea",
            "comment",
            "improvement",
            "item",
            "release",
            "person",
            "board",
            "notice",
            "session",
            "invitation",
            "delivery",
            "report",
            "saved_view",
            "verdict",
            "room",
            "post",
            "post_comment",
            "document",
            "suggestion",
            "proposal",
            "need",
            "conversation",
            "partner_report",
            "webhook",
            "webhook_message",
            "upload",
        )
    }
    slugs = [{"slug": each["slug"]} for each in await rows("SELECT slug FROM board")]
    return {
        "/ideas/{id:int}": ids["idea"],
        "/ideas/{id:int}-{slug}": [{**each, "slug": "x"} for each in ids["idea"]],
        "/comments/{id:int}": ids["comment"],
        "/improvements/{id:int}": ids["improvement"],
        "/roadmap/{id:int}": ids["item"],
        "/roadmap/{id:int}/links/{idea:int}": await rows("SELECT item_id AS id, idea_id AS idea FROM link"),
        "/releases/{id:int}": ids["release"],
        "/triage/reports/{id:int}": ids["report"],
        "/triage/views/{id:int}": ids["saved_view"],
        "/verdicts/{id:int}": ids["verdict"],
        "/people/{id:int}": ids["person"],
        "/organisations/{id:int}": [{"id": organisation.id}],
        "/rooms/{id:int}": ids["room"],
        "/rooms/{id:int}/members/{person:int}": await rows(
            "SELECT room_id AS id, person_id AS person FROM membership"
        ),
        "/posts/{id:int}": ids["post"],
        "/post-comments/{id:int}": ids["post_comment"],
        "/documents/{id:int}": ids["document"],
        "/documents/{id:int}/versions/{n:int}": await rows(
            "SELECT document_id AS id, n FROM document_version"
        ),
        "/suggestions/{id:int}": ids["suggestion"],
        "/proposals/{id:int}": ids["proposal"],
        "/needs/{id:int}": ids["need"],
        "/messages/{id:int}": ids["conversation"],
        "/triage/room-reports/{id:int}": ids["partner_report"],
        "/triage/rooms/{id:int}": ids["room"],
        "/boards/{slug}": slugs,
        "/notices/{id:int}": ids["notice"],
        "/settings/sessions/{id:int}": ids["session"] or [{"id": 1}],
        "/settings/tokens/{id:int}": [{"id": 1}],
        "/admin/people/{id:int}": ids["person"],
        "/admin/boards/{id:int}": ids["board"],
        "/admin/organisations/{id:int}": [{"id": organisation.id}],
        "/admin/invitations/{id:int}": ids["invitation"],
        "/admin/deliveries/{id:int}": ids["delivery"] or [{"id": 1}],
        "/admin/outbox/{id:int}": [{"id": 1}],
        "/admin/webhooks/{id:int}": ids["webhook"],
        "/admin/webhook-messages/{id:int}": ids["webhook_message"],
        "/admin/export/{id:int}": [{"id": 1}],
        "/admin/import/{id:int}": ids["upload"],
        "/sign-in/link/{token}": [{"token": "x" * 43}],
        "/unsubscribe/{token}": [{"token": "x" * 43}],
    }


def addresses(route: Route, world: World) -> list[str]:
    """Every address of this route in this world. Raises where it has a parameter that nothing fills."""
    if "{" not in route.path:
        return [route.path]
    found = [path for path in world.fills if route.path == path or route.path.startswith(path + "/")]
    assert found, f"{route.path}: say in tests/frontend/test_leaks.py what fills its parameters"
    fills = world.fills[max(found, key=len)]
    return [
        str(route.url_path_for(route.name, **{name: str(value) for name, value in fill.items()}))
        for fill in fills
    ]


LISTS = ("/", "/feed.atom")
WALLS = (
    "/improvements?sort=confirmed",
    "/improvements?board=board-members",
    "/roadmap?board=board-staff",
    "/roadmap?tag=filed",
    "/roadmap?stage=shipped",
)
SOUGHT = (
    "/ideas/similar?title=idea",
    "/ideas/similar?title=zmembres+idea",
    "/?q=zmembres",
    "/?q=zsatff",
    "/?q=zsaidtostaf",
    "/boards/ideas?q=zrudde",
)
"""Words that nearly are a secret: to nobody are they put right who may not read it."""
QUERIES = (
    "stage=all",
    "sort=new&stage=all",
    "sort=top&stage=all",
    "sort=discussed",
    "tag=filed&stage=all",
)
MORE_QUERIES = (
    "board=board-staff&stage=all",
    "unanswered=1",
    "mine=1&stage=all",
    "voted=1&stage=all",
    "q=idea",
)


@pytest.mark.parametrize(("database_url", "readers"), PAIRS, indirect=["database_url"])
async def test_no_page_shows_what_its_reader_may_not_see(
    app: Starlette, database: str, readers: tuple[str, ...]
) -> None:
    world = await a_world()
    for reader in readers:
        await _reads_nothing_secret(app, world, reader)


async def _reads_nothing_secret(app: Starlette, world: World, reader: str) -> None:
    readable = [route for route in named() if route.methods and "GET" in route.methods]
    paths = [path for route in readable for path in addresses(route, world)]
    paths += [f"{path}?{query}" for path in LISTS for query in (*QUERIES, *MORE_QUERIES)]
    paths += (*WALLS, *SOUGHT)
    if reader in CUSTOMERS and not FULL:
        paths = paths[CUSTOMERS.index(reader) :: len(CUSTOMERS)]
    async with a_browser(app) as browser:
        if reader != "visitor":
            await sign_in(browser, world.people[reader])
        for path in paths:
            answer = await browser.get(path, follow_redirects=True)
            assert answer.status_code in (200, 403, 404, 410), f"{path}: {answer.status_code}"
            for secret, readers in world.secrets.items():
                assert reader in readers or secret not in answer.text, (
                    f"{secret} is shown to a {reader} at {path}"
                )


@pytest.mark.parametrize("database_url", ["sqlite", "postgres"] if FULL else ["sqlite"], indirect=True)
async def test_each_secret_is_shown_to_whoever_may_read_it(app: Starlette, database: str) -> None:
    """The test above would pass on empty pages: this one holds that the secrets are there to be found."""
    world = await a_world()
    shown: dict[str, str] = {}
    for reader in ("stranger", "author", "partner", "manager"):
        async with a_browser(app) as browser:
            await sign_in(browser, world.people[reader])
            paths = [f"/ideas/{idea.id}" for idea in world.ideas.values()] + [
                "/notices",
                "/?stage=all",
                "/improvements",
                "/roadmap",
                "/releases",
            ]
            pages = [(await browser.get(path, follow_redirects=True)).text for path in paths]
            shown[reader] = "\n".join(pages)

    assert "zsaidmembers" in shown["stranger"]
    assert "zhidden" in shown["author"]
    assert "zmembers improvement" in shown["stranger"]
    assert "zmembers item" in shown["stranger"]
    assert "zmembers release" in shown["stranger"]
    assert "zmembers verdict" in shown["stranger"]
    assert "zsaidtoauthor" in shown["author"]
    assert "zpartners" in shown["partner"]
    for secret in ("zstaff", "zheld", "zsaidtostaff", "zrude", "zhiddenreason", "zsaidstaffboard", "zdraft"):
        assert secret in shown["manager"], secret


@pytest.mark.parametrize(("database_url", "reader"), DOERS, indirect=["database_url"])
async def test_nothing_is_done_to_what_its_doer_may_not_see(
    app: Starlette, database: str, reader: str
) -> None:
    world = await a_world()
    writes = [
        route for route in named() if route.methods and "POST" in route.methods and "{id:int}" in route.path
    ]
    before = await _everything()
    async with a_browser(app) as browser:
        if reader != "visitor":
            await sign_in(browser, world.people[reader])
            before = await _everything()
        for route in writes:
            for path in await _forbidden(route, world, reader):
                answer = await browser.post(path, data=_anything())
                expected = (303,) if reader == "visitor" else (403, 404)
                assert answer.status_code in expected, f"{path}: {answer.status_code} for a {reader}"
    assert await _everything() == before


async def _forbidden(route: Route, world: World, reader: str) -> list[str]:
    """The addresses of this write that are about things which this person doesn't see or doesn't own."""
    unseen = {
        "visitor": set(world.ideas),
        "stranger": {"staff", "partners", "held", "hidden"},
        "partner": {"staff", "held"},
    }
    if route.path.startswith("/ideas/"):
        more = {"merge": "1"} if "{merge:int}" in route.path else {}
        return [
            str(route.url_path_for(route.name, id=str(world.ideas[name].id), **more))
            for name in sorted(unseen[reader])
        ]
    if route.path.startswith("/comments/") and reader == "partner":
        return []
    if route.name == "report_comment" and reader == "stranger":
        unread = await Comment.filter(idea_id__in=[world.ideas[name].id for name in unseen[reader]])
        return [str(route.url_path_for(route.name, id=str(each.id))) for each in unread]
    if route.path.startswith("/notices/"):
        mine = world.people[reader].id if reader != "visitor" else 0
        others = await Notice.exclude(person_id=mine).limit(3).values_list("id", flat=True)
        return [str(route.url_path_for(route.name, id=str(each))) for each in others]
    if route.path.startswith("/settings/sessions"):
        return []
    if route.path.startswith("/people/") and reader != "visitor":
        return []  # whoever one may know of, one may write to and block: tests/partners/test_blocks.py
    return addresses(route, world)


def _anything() -> dict[str, str]:
    words = {"body": "words", "title": "A title", "reason": "because", "stage": "planned", "kind": "cost"}
    return {
        **words,
        "board": "ideas",
        "tags": "x",
        "owner": "",
        "value": "follow",
        "role": "admin",
        "name": "N",
        "weight": "2",
        "into": "1",
        "answer": "yes",
        "comment": "words",
    }


async def _everything() -> dict[str, int]:
    """How much there is of everything that a write would change."""
    planned = ("item", "link", "release")
    spoken = ("event", "comment", "revision", "notice", "delivery", "report")
    chosen = ("vote", "subscription", "idea_tag", "merge", "assessment", "saved_view", "ask", "verdict")
    tables = (*spoken, *chosen, *planned)
    counts = {table: (await rows(f"SELECT count(*) AS n FROM {table}"))[0]["n"] for table in tables}
    seen = (await rows("SELECT count(*) AS n FROM notice WHERE seen_at IS NOT NULL"))[0]["n"]
    return {**counts, "seen": seen}


async def test_feeds_are_what_a_visitor_sees(client: httpx.AsyncClient) -> None:
    await a_board("inner", audience="staff")
    idea = await an_idea("zsecret", by=await a_person("Emil", "employee"), board="inner")
    await sign_in(client, await a_person("Eva", "employee"))

    assert "zsecret" not in (await client.get("/feed.atom?stage=all")).text
    assert (await client.get("/boards/inner/feed.atom")).status_code == 404
    assert (await client.get(f"/ideas/{idea.id}/feed.atom")).status_code == 404
