"""Words can't become markup: several hundred attempts, in every field that renders."""

import itertools
import os
from html.parser import HTMLParser
from urllib.parse import urlsplit

import httpx
import pytest

from core.markup import ATTRIBUTES, PROTOCOLS, TAGS, render
from tests.attempts import ATTEMPTS
from tests.makers import a_board, a_comment, a_person, an_idea, sign_in


class Seen(HTMLParser):
    """Every element and attribute of a piece of HTML, as a browser's parser would find them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Seen()
    parser.feed(html)
    parser.close()
    return parser.elements


def test_there_are_several_hundred_attempts() -> None:
    assert len(set(ATTEMPTS)) >= 300


async def test_no_attempt_makes_an_element_or_attribute_outside_the_list() -> None:
    for attempt in ATTEMPTS:
        for text in (
            attempt,
            f"word {attempt} word",
            f"> {attempt}",
            f"`{attempt}`",
            f"[{attempt}]({attempt})",
        ):
            html = await render(text, {"kim": "/people/1"})
            for tag, attributes in elements(html):
                assert tag in TAGS, (text, html)
                for name, value in attributes.items():
                    assert name in ATTRIBUTES.get(tag, ()), (text, html)
                    if name == "href":
                        scheme = urlsplit(value or "").scheme.lower()
                        assert not scheme or scheme in PROTOCOLS, (text, html)


PARTS = 24
FULL = [("sqlite", part) for part in range(PARTS)] + [("postgres", part) for part in range(3)]
PLACES = FULL if os.environ.get("MADANG_TEST_FULL") == "1" else [("sqlite", 0), ("postgres", 1)]
"""All parts of the attempts on one database and some on the other; one on each unless all are wanted."""


@pytest.mark.parametrize(("database_url", "part"), PLACES, indirect=["database_url"])
async def test_attempts_in_every_field_show_as_the_words_that_they_are(
    client: httpx.AsyncClient, part: int
) -> None:
    """Names, titles, bodies, comments, tags, reasons, boards: the page's own scripts stay its only ones."""
    manager = await a_person("Mina", "manager", department=ATTEMPTS[part][:80], headline=ATTEMPTS[part][:120])
    chosen = list(itertools.islice(ATTEMPTS, part, None, PARTS))
    for attempt in chosen:
        person = await a_person(attempt[:80], department=attempt[:80], headline=attempt[:120], bio=attempt)
        board = await a_board(name_of_board := f"b{abs(hash(attempt)) % 10**9}", about=attempt)
        board.name = attempt[:80]
        await board.save()
        title = (attempt + " as a title")[:120]
        idea = await an_idea(
            title, by=person, body=attempt, board=name_of_board, tags=attempt.replace(",", " ")[:40]
        )
        await a_comment(idea, attempt, by=person)
        await a_comment(idea, attempt, by=manager, answer=True)
        await sign_in(client, manager)
        await client.post(f"/ideas/{idea.id}/stage", data={"stage": "planned", "reason": attempt})
        for path in (
            f"/ideas/{idea.id}",
            f"/people/{person.id}",
            f"/boards/{name_of_board}",
            "/",
            f"/ideas/{idea.id}/history",
        ):
            page = await client.get(path, follow_redirects=True)
            assert page.status_code == 200
            _harmless(page.text, attempt)
        await board.update_from_dict({"archived_at": board.created_at}).save()


def _harmless(page: str, attempt: str) -> None:
    for tag, attributes in elements(page):
        assert tag not in (
            "iframe",
            "object",
            "embed",
            "base",
            "frame",
            "math",
            "marquee",
            "video",
            "audio",
        ), attempt
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attempt)
        if tag == "script":
            assert (attributes.get("src") or "").startswith("/static/"), attempt
        for name in ("href", "src", "action", "formaction"):
            value = (attributes.get(name) or "").strip().lower()
            assert not value.startswith(("javascript:", "data:", "vbscript:")), (tag, attempt)
