"""Markdown becomes HTML of a few harmless elements, whatever is typed."""

import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.markup import ATTRIBUTES, LONGEST, TAGS, mentioned, render

PIECES = (
    *("<script>", "</script>", "<img onerror=alert(1)>", "<svg/onload=x>", "<!--", "-->", "<![CDATA[", "]]>"),
    *(
        '<a href="x" onclick=y>',
        "<p class=mention>",
        "&lt;script&gt;",
        "&#106;avascript:",
        "&Tab;",
        "style=x",
    ),
    *(
        "javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        'https://a.example/?q="x',
        "[a](",
        "](b)",
        "![x](y)",
    ),
    *("`code`", "```", "~~~", "|", "---", ":-:", ">", "-", "1.", "#", "**", "_", "~~", "\\", "\n", "\t"),
    *('"', "'", "=", "/", "@ada", "한글", " "),
)
SOUP = st.lists(st.sampled_from(PIECES), max_size=12)


class Reader(HTMLParser):
    """Fails on any element or attribute that isn't allowed."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES[tag]
            if name == "href":
                assert (value or "").startswith(("http://", "https://", "mailto:")) or not urlsplit(
                    value
                ).scheme

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def checked(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    reader.close()


@given(SOUP.map(" ".join) | SOUP.map("".join) | st.text(max_size=80))
async def test_nothing_but_what_is_allowed_comes_out(text: str) -> None:
    checked(await render(text, {"ada": "/people/1"}))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**a** _b_ ~~c~~ `d`", "<p><strong>a</strong> <em>b</em> <s>c</s> <code>d</code></p>\n"),
        ("# One", "<h2>One</h2>\n"),
        ("한 줄\n두 줄", "<p>한 줄<br>\n두 줄</p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        (
            "https://a.example",
            '<p><a href="https://a.example" rel="nofollow ugc noopener">https://a.example</a></p>\n',
        ),
        (
            "| a |\n|:-:|\n| b |",
            '<table>\n<thead>\n<tr>\n<th align="center">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
            '<td align="center">b</td>\n</tr>\n</tbody>\n</table>\n',
        ),
    ],
)
async def test_what_people_write_looks_as_they_meant_it(text: str, html: str) -> None:
    assert await render(text) == html


async def test_only_handles_that_were_found_become_links() -> None:
    html = await render(
        "@ada, @nobody, x@ada.example and [@ada](https://a.example) `@ada`", {"ada": "/people/1"}
    )

    assert html.count('<a class="mention" href="/people/1">@ada</a>') == 1
    assert "@nobody" in html
    assert mentioned("@ada @grace @ada (@linus) a@b.example @Nobody") == ["ada", "grace", "linus"]


async def test_what_is_too_long_is_cut_and_what_is_nested_ends_soon() -> None:
    assert len(await render("가" * (LONGEST + 10))) < LONGEST + 20

    began = time.perf_counter()
    for text in ("> " * 5_000 + "x", "[" * 10_000, "*a " * 6_000, "- " * 8_000, "`" * 20_000):
        checked(await render(text))
    assert time.perf_counter() - began < 10
