"""Markdown into safe HTML: the first two of three walls.

The parser takes no HTML; the sanitiser then lets through only what stands in the lists below; the browser's content
security policy is the third. Rendered once, when something is written, off the event loop, with a bounded length,
and stored with `RENDERER`, so that a better renderer can find what an older one made.

bleach is the project's choice; its authors have ended it. This is the only module that imports it, and the parser:
both when something is first rendered, for most of what a process answers needs neither.
"""

import asyncio
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

RENDERER = 1
LONGEST = 20_000
"""Characters of Markdown that are rendered at most."""

TEXT_TAGS = ("p", "br", "hr", "strong", "em", "s", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a")
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
TAGS = frozenset((*TEXT_TAGS, *HEADINGS, "table", "thead", "tbody", "tr", "th", "td"))
ATTRIBUTES = {"a": ["href", "rel", "class"], "ol": ["start"], "th": ["align"], "td": ["align"]}
PROTOCOLS = frozenset({"http", "https", "mailto"})
MENTION = re.compile(r"(?<![\w@/.-])@([a-z0-9][a-z0-9-]{0,28}[a-z0-9])(?![\w-])")


async def render(text: str, mentions: Mapping[str, str] | None = None) -> str:
    """HTML of `text`. `mentions` maps handles that were found to the URLs of their pages."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_renderers(), _render, text[:LONGEST], dict(mentions or {}))


@cache
def _renderers() -> ThreadPoolExecutor:
    """Rendering keeps a processor busy: two at once, however many ask."""
    return ThreadPoolExecutor(2, thread_name_prefix="markup")


def mentioned(text: str) -> list[str]:
    """The handles that stand in `text` after an @, each once, in order."""
    return list(dict.fromkeys(MENTION.findall(text)))


def _render(text: str, mentions: dict[str, str]) -> str:
    import bleach

    html = bleach.clean(
        _parser().render(text, {"mentions": mentions}),
        tags=TAGS,
        attributes=_allowed,
        protocols=PROTOCOLS,
        strip=True,
        strip_comments=True,
    )
    return str(html)


def _allowed(tag: str, name: str, value: str) -> bool:
    if name not in ATTRIBUTES.get(tag, ()):
        return False
    if name == "class":
        return value == "mention"
    if name == "rel":
        return value == "nofollow ugc noopener"
    if name == "start":
        return value.isdigit()
    if name == "align":
        return value in ("left", "center", "right")
    return True


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": 20})
    parser.enable(["table", "strikethrough", "linkify"]).disable(["image", "html_block", "html_inline"])
    parser.add_render_rule("text", _text)
    parser.add_render_rule("th_open", _cell)
    parser.add_render_rule("td_open", _cell)
    parser.core.ruler.push("madang", _prepare)
    assert parser.linkify is not None
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    return parser


def _prepare(state: Any) -> None:
    """One walk over what was parsed: headings, links, and which words stand inside a link.

    Headings begin below the page's own and skip no level, however a writer counted them.
    """
    used = sorted({token.tag for token in state.tokens if token.type == "heading_open"})
    levels = {tag: f"h{min(6, place + 2)}" for place, tag in enumerate(used)}
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = levels[token.tag]
        depth = 0
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", "nofollow ugc noopener")
            depth += child.nesting if child.type.startswith("link_") else 0
            child.meta["linked"] = depth > 0


def _cell(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    style = str(tokens[index].attrs.pop("style", ""))
    if style.startswith("text-align:"):
        tokens[index].attrSet("align", style.removeprefix("text-align:"))
    return str(renderer.renderToken(tokens, index, options, env))


def _text(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    from markdown_it.common.utils import escapeHtml

    known = env.get("mentions", {})
    parts, end = [], 0
    content = tokens[index].content
    for found in () if tokens[index].meta.get("linked") or not known else MENTION.finditer(content):
        if found[1] in known:
            parts += [escapeHtml(content[end : found.start()]), _mention(found[1], known[found[1]])]
            end = found.end()
    return "".join([*parts, escapeHtml(content[end:])])


def _mention(handle: str, url: str) -> str:
    return f'<a class="mention" href="{url}">@{handle}</a>'
