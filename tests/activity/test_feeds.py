"""Feeds are valid Atom, whatever people wrote, and show what a visitor may see."""

from xml.etree import ElementTree as Tree

import httpx
from hypothesis import given
from hypothesis import strategies as some

from core.clock import now
from frontend import atom
from ideas import comments
from ideas.comments import Manner
from ideas.models import Idea
from ideas.moves import Reasons, move
from ideas.stewardship import hide
from tests.makers import a_board, a_person, an_idea, sign_in

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Browser = httpx.AsyncClient


async def feed(client: Browser, path: str) -> Tree.Element:
    """The feed, with what RFC 4287 demands of each one and of its entries."""
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = Tree.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    for node in [root, *entries(root)]:
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
        assert text(node, "id").startswith("http://madang.test/")
        assert text(node, "updated").endswith("Z")
        assert node.get(LANG)
        assert node.find(f"{ATOM}author/{ATOM}name") is not None
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == text(root, "id")
    assert len({text(entry, "id") for entry in entries(root)}) == len(entries(root))
    return root


def entries(root: Tree.Element) -> list[Tree.Element]:
    return root.findall(f"{ATOM}entry")


def text(node: Tree.Element, name: str) -> str:
    return node.findtext(f"{ATOM}{name}") or ""


def titles(root: Tree.Element) -> list[str]:
    return [text(entry, "title") for entry in entries(root)]


async def test_the_list_newest_first_with_its_filters(client: Browser) -> None:
    await an_idea("The older one")
    await an_idea("The newer one", kind="complaint", body="It **hurts** & more")
    root = await feed(client, "/feed.atom")
    assert titles(root) == ["The newer one", "The older one"]
    content = entries(root)[0].find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert "<strong>hurts</strong> &amp; more" in (content.text or "")

    complaints = await feed(client, "/feed.atom?kind=complaint&tag=%00&sort=nonsense&board=")
    assert titles(complaints) == ["The newer one"]
    assert "kind=complaint" in text(complaints, "id")


async def test_an_entrys_id_stays_when_its_words_change(client: Browser) -> None:
    idea = await an_idea("Before")
    before = text(entries(await feed(client, "/feed.atom"))[0], "id")
    await Idea.filter(id=idea.id).update(title="After", edited_at=now())
    (entry,) = entries(await feed(client, "/feed.atom"))
    assert text(entry, "id") == before == f"http://madang.test/ideas/{idea.id}"
    assert text(entry, "title") == "After"
    assert text(entry, "updated") >= text(entry, "published")


async def test_feeds_show_what_a_visitor_sees_also_to_whoever_is_signed_in(client: Browser) -> None:
    staff_board = await a_board(audience="staff")
    boss = await a_person("Boss", role="manager")
    secret = await an_idea("Secret", by=boss, board=staff_board.slug)
    hidden, shown = await an_idea("Hidden"), await an_idea("Shown")
    await hide(hidden.id, reason="Spam", by=boss)
    await sign_in(client, boss)

    assert titles(await feed(client, "/feed.atom?stage=all&mine=1&voted=1")) == ["Shown"]
    for path in (
        f"/boards/{staff_board.slug}/feed.atom",
        "/boards/none/feed.atom",
        f"/ideas/{secret.id}/feed.atom",
        f"/ideas/{hidden.id}/feed.atom",
        "/ideas/99999/feed.atom",
    ):
        assert (await client.get(path)).status_code == 404
    assert titles(await feed(client, "/boards/ideas/feed.atom")) == ["Shown"]
    assert len(entries(await feed(client, f"/ideas/{shown.id}/feed.atom"))) == 1


async def test_an_ideas_feed_tells_its_story_with_the_public_words(client: Browser) -> None:
    author, boss = await a_person("Ada"), await a_person("박서준", role="manager")
    idea = await an_idea("다크 모드를 지원해 주세요", by=author, body="밤에 눈이 아파요.")
    public = await comments.comment(idea.id, body=f"Me too, @{author.handle}", by=boss)
    gone = await comments.comment(idea.id, body="REGRETTED", by=author)
    await comments.remove_comment(gone.id, by=author)
    for audience in ("staff", "author"):
        await comments.comment(idea.id, body="CONFIDENTIAL", by=boss, manner=Manner(audience=audience))
    await move(idea.id, to="declined", by=boss, why=Reasons(reason="예산이 없어요", kind="cost"))

    root = await feed(client, f"/ideas/{idea.id}/feed.atom")
    whole = Tree.tostring(root, encoding="unicode")

    assert root.get(LANG) == "ko"
    assert len(entries(root)) == 3
    assert "예산이 없어요" in text(entries(root)[0], "content")
    assert f'href="http://madang.test/people/{author.id}"' in text(entries(root)[1], "content")
    assert f"#comment-{public.id}" in whole
    assert "밤에 눈이 아파요." in text(entries(root)[2], "content")
    assert "CONFIDENTIAL" not in whole
    assert "REGRETTED" not in whole
    assert "@example.com" not in whole


async def test_a_reader_that_has_it_is_told_so(client: Browser) -> None:
    await an_idea()
    first = await client.get("/feed.atom")
    again = await client.get("/feed.atom", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    await an_idea("Another")
    assert (
        await client.get("/feed.atom", headers={"if-none-match": first.headers["etag"]})
    ).status_code == 200


@given(some.text(alphabet=some.characters(codec=None)), some.text())
def test_whatever_people_write_is_well_formed(title: str, words: str) -> None:
    entry = atom.Entry("http://x/1", title, "http://x/1", now(), now(), words, "ko", title, [words])
    made = atom.document(atom.Feed("http://x", title, "http://x", "en", title, now(), [entry]))
    assert len(Tree.fromstring(made).findall(f"{ATOM}entry")) == 1
