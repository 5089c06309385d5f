"""What holds for every call: the token, its scopes, the language, what can't be read, pages, marks, keys, limits."""

import asyncio

import pytest
from starlette.applications import Starlette

from core import limits
from ideas.models import Idea
from people import site
from people.tokens import Scope
from tests.api.programs import a_program, wrong
from tests.makers import a_board, a_person, an_idea

POST = {"board": "ideas", "title": "A dark mode for everything"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_only_a_token_opens_the_door(app: Starlette, database: str) -> None:
    stranger, person = await a_program(app, None), await a_person()
    program = await a_program(app, person, Scope.READ)
    for path in ("/ideas", "/ideas/1", "/nowhere", ""):
        refused = await stranger.get(path)
        assert (refused.status_code, wrong(refused)) == (401, {})
        assert refused.headers["www-authenticate"] == 'Bearer realm="madang"'
    bad = await stranger.get("/ideas", headers={b"authorization": b"Bearer mdg_\xff"})
    assert 'error="invalid_token"' in bad.headers["www-authenticate"]
    assert (await stranger.get("/openapi.json")).status_code == 200

    read = await program.get("/ideas", headers={"cookie": "madang_session=x"})
    assert read.status_code == 200
    assert "set-cookie" not in read.headers
    assert read.headers["x-content-type-options"] == "nosniff"
    assert "Authorization" in read.headers["vary"]
    await person.update_from_dict({"deactivated_at": person.created_at}).save()
    assert (await program.get("/ideas")).status_code == 401


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_token_reaches_as_far_as_its_scopes_and_its_person(app: Starlette, database: str) -> None:
    manager, idea = await a_person("Mina", "manager"), await an_idea()
    reading, writing = await a_program(app, manager, Scope.READ), await a_program(app, manager, Scope.WRITE)
    customers = await a_program(app, await a_person())
    move = f"/ideas/{idea.id}/stages"

    refused = await reading.post("/ideas", json=POST)
    assert refused.status_code == 403
    assert 'error="insufficient_scope", scope="write"' in refused.headers["www-authenticate"]
    assert (await writing.get("/ideas")).status_code == 403
    assert (await writing.post(move, json={"stage": "planned"})).status_code == 403
    assert (
        await writing.post(f"/ideas/{idea.id}/comments", json={"body": "So.", "answer": True})
    ).status_code == 403
    assert (await writing.put(f"/ideas/{idea.id}/vote", json={"for": "a@example.com"})).status_code == 403
    assert (await customers.post(move, json={"stage": "planned"})).status_code == 403
    assert "www-authenticate" not in (await customers.post(move, json={"stage": "planned"})).headers
    assert (await Idea.get(id=idea.id)).stage == "received"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_whoever_has_not_agreed_to_the_terms_writes_nothing(app: Starlette, database: str) -> None:
    program = await a_program(app, await a_person())
    await site.change(by=None, terms="Be kind.")

    refused = await program.post("/ideas", json=POST)
    assert refused.status_code == 403
    assert "http://madang.test/welcome" in refused.json()["detail"]
    assert (await program.get("/ideas")).status_code == 200


UNREADABLE = [
    (b"{", {}, 400, {}),
    (b'{"title":' + b"[" * 20_000, {}, 400, {}),
    (b'{"title": "\\ud800 lone", "board": "ideas"}', {}, 400, {}),
    (b"", {}, 400, {}),
    (b"a=b", {"content-type": "application/x-www-form-urlencoded"}, 415, {}),
    (b'"' + b"x" * 300_000 + b'"', {}, 413, {}),
    (b"[]", {}, 422, {"": "This must be an object."}),
    (
        b'{"title": "ab", "kind": "wish", "tags": ["a,b", 7], "more": 1}',
        {},
        422,
        {
            "/board": "This is needed.",
            "/kind": "Choose one of these: idea, complaint.",
            "/title": "Write at least 3 characters.",
            "/tags/0": "This isn't written in the way it must be.",
            "/tags/1": "This must be text.",
            "/more": "Nothing is known by this name here.",
        },
    ),
    (
        b'{"title": "\\u0000 \\u0000a\\u0000", "board": "ideas"}',
        {},
        422,
        {"/title": "A title has at least 3 characters."},
    ),
    (
        b'{"title": "A title", "board": "no\\u0000where"}',
        {},
        422,
        {"/board": "Choose a board that you can post on."},
    ),
]


@pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
async def test_what_cannot_be_read_is_said_at_its_place(app: Starlette, database: str) -> None:
    program = await a_program(app, await a_person())
    for body, headers, status, errors in UNREADABLE:
        answer = await program.post(
            "/ideas", content=body, headers={"content-type": "application/json", **headers}
        )
        assert (answer.status_code, wrong(answer)) == (status, errors), body[:60]
    for query, places in (
        ("limit=0&kind=x&mine=maybe", {"/limit", "/kind", "/mine"}),
        ("limit=9999999999999999999999&q=%00", {"/limit"}),
        ("limit=1.0&limit=2", {"/limit"}),
        ("page=2", {"/page"}),
        ("after=%00x", {"/after"}),
    ):
        answer = await program.get(f"/ideas?{query}")
        assert (answer.status_code, set(wrong(answer))) == (422, places), query
    for number in ("0", "x", "-1", str(2**63), "9" * 40):
        assert (await program.get(f"/ideas/{number}")).status_code == 404
    assert (await program.get("/ideas?q=%00%ff&tag=%00&board=%00")).status_code == 200
    refused = await program.delete("/ideas")
    assert (refused.status_code, set(refused.headers["allow"].split(", "))) == (405, {"GET", "HEAD", "POST"})
    wrong(refused)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_is_said_in_the_callers_language(app: Starlette, database: str) -> None:
    program = await a_program(app, await a_person(), language="ko")
    own = await a_program(app, await a_person(locale="ko"), language="en")
    for each in (program, own):
        refused = await each.post("/ideas", json={"board": "nowhere", "title": "   "})
        assert refused.headers["content-language"] == "ko"
        assert not any(letter.isascii() and letter.isalpha() for letter in wrong(refused)["/title"]), (
            refused.text
        )
    refused = await (await a_program(app, None, language="ko")).get("/ideas")
    assert refused.headers["content-language"] == "ko"


@pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
async def test_pages_hold_everything_once_and_what_is_known_is_not_sent_again(
    app: Starlette, database: str
) -> None:
    author = await a_person()
    made = {(await an_idea(f"Idea number {number}", by=author)).id for number in range(7)}
    program = await a_program(app, author)
    for sort in ("new", "trending", "top"):
        seen: list[int] = []
        after: str | None = ""
        while after is not None:
            query = {"limit": "3", "sort": sort, **({"after": after} if after else {})}
            page = (await program.get("/ideas", params=query)).json()
            seen += [each["id"] for each in page["items"]]
            after = page["next"]
        assert (set(seen), len(seen)) == (made, 7)

    first = await program.get("/ideas?limit=3")
    mark = {"if-none-match": f'"other", W/{first.headers["etag"]}'}
    again = await program.get("/ideas?limit=3", headers=mark)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    await an_idea(by=author)
    assert (await program.get("/ideas?limit=3", headers=mark)).status_code == 200


async def test_what_is_sent_twice_with_one_key_is_made_once(app: Starlette, database: str) -> None:
    person = await a_person()
    program, others = await a_program(app, person), await a_program(app, await a_person())
    key = {"idempotency-key": "import-7"}

    both = await asyncio.gather(*(program.post("/ideas", json=POST, headers=key) for _ in range(4)))
    assert {each.status_code for each in both} == {201}
    assert len({each.content for each in both}) == len({each.headers["location"] for each in both}) == 1
    assert await Idea.all().count() == 1
    assert (await others.post("/ideas", json=POST, headers=key)).json()["id"] != both[0].json()["id"]

    for path, body in (
        ("/ideas", {**POST, "title": "Another"}),
        (f"/ideas/{both[0].json()['id']}/comments", {"body": "x"}),
    ):
        other = await program.post(path, json=body, headers=key)
        assert (other.status_code, set(wrong(other))) == (422, {""})
    later = {"idempotency-key": "later"}
    assert (await program.post("/ideas", json={**POST, "board": "soon"}, headers=later)).status_code == 422
    await a_board("soon")
    made = await program.post("/ideas", json={**POST, "board": "soon"}, headers=later)
    assert made.status_code == 201, "what was refused leaves nothing behind its key"
    assert (await program.get(made.headers["location"])).json()["id"] == made.json()["id"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_every_answer_says_how_much_is_left(
    app: Starlette, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, "api", "2/minute")
    program = await a_program(app, await a_person())
    left = [await program.get("/ideas/1") for _ in range(3)]

    assert [each.status_code for each in left] == [404, 404, 429]
    assert [each.headers["ratelimit"].split(";")[1] for each in left] == ["r=1", "r=0", "r=0"]
    assert left[0].headers["ratelimit-policy"] == '"api";q=2;w=60'
    assert 0 < int(left[2].headers["retry-after"]) <= 61
    wrong(left[2])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_breaks_is_logged_and_told_like_any_problem(
    app: Starlette, database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(token: str) -> None:
        raise RuntimeError("a defect")

    program = await a_program(app, await a_person())
    monkeypatch.setattr("people.tokens.holder", broken)
    answer = await program.get("/ideas")

    assert (answer.status_code, wrong(answer)) == (500, {})
    assert "a defect" not in answer.text
    assert (
        "GET nowhere failed" in caplog.text
    )  # it broke before a route was found, and no log names an address
