"""Atom feeds (RFC 4287), built as a tree and never by pasting text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as Tree

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, in whatever way it is written."""

Tree.register_namespace("", ATOM)


@dataclass(frozen=True)
class Entry:
    """`id` is an address that never changes; `html` is safe already and is escaped once more as text."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    html: str
    lang: str
    author: str
    categories: Sequence[str] = ()


@dataclass(frozen=True)
class Feed:
    """`link` is the page that the feed goes with; `id` and `self` are the feed's own address."""

    id: str
    title: str
    link: str
    lang: str
    author: str
    updated: datetime
    entries: Sequence[Entry]


def document(feed: Feed) -> bytes:
    """The feed as XML."""
    root = Tree.Element(f"{{{ATOM}}}feed", {LANG: feed.lang})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(max([feed.updated, *(entry.updated for entry in feed.entries)])))
    _link(root, "self", feed.id, "application/atom+xml")
    _link(root, "alternate", feed.link, "text/html")
    _text(_child(root, "author"), "name", feed.author)
    for entry in feed.entries:
        _entry(root, entry)
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Tree.Element, entry: Entry) -> None:
    made = _child(root, "entry", **{LANG: entry.lang})
    _text(made, "id", entry.id)
    _text(made, "title", entry.title)
    _text(made, "published", _moment(entry.published))
    _text(made, "updated", _moment(entry.updated))
    _link(made, "alternate", entry.link, "text/html")
    _text(_child(made, "author"), "name", entry.author)
    for category in entry.categories:
        _child(made, "category", term=_speakable(category))
    _text(made, "content", entry.html, type="html")


def _child(parent: Tree.Element, name: str, **attributes: str) -> Tree.Element:
    return Tree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)


def _text(parent: Tree.Element, name: str, text: str, **attributes: str) -> None:
    _child(parent, name, **attributes).text = _speakable(text)


def _link(parent: Tree.Element, rel: str, href: str, of: str) -> None:
    _child(parent, "link", rel=rel, href=href, type=of)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _speakable(text: str) -> str:
    return UNSPEAKABLE.sub("", text)
