"""GitHub: issues as its REST interface or `gh` write them, discussions as its GraphQL interface does. A thing's key is
its number, as in its address; files of several repositories need a source for each."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.errors import Refused
from core.words import _, ngettext
from ideas.loop import Stage
from ideas.models import Kind
from moving.arriving.arrays import Object, listed, objects, part, text, values
from moving.arriving.forms import NOBODY, Answer, Arriving, Left, Muting, Newcomer, Place, Said, Support, Who
from moving.arriving.seen import Seen

DUPLICATE_OF = re.compile(
    r"\bduplicate of\s+(?:https?://\S+/(?:issues|discussions)/|#)(\d{1,18})\b", re.IGNORECASE
)
HTTPS = re.compile(r"https?://[^/]+(/[\w.-]+/[\w.-]+/(?:issues|discussions)/\d{1,18})(?:[?#].*)?", re.ASCII)
ISSUE = re.compile(r"\S+/issues/(\d{1,18})", re.ASCII)
STAFF = {"OWNER", "MEMBER", "COLLABORATOR"}
"""Who speaks for the repository, in GitHub's words."""


class Repository:
    """The file, an object for each issue, discussion or comment."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise Refused(_("There is no file %(file)s.", file=str(path)))
        self._path = path
        self.says = _("%(file)s is read as JSON of GitHub.", file=path.name)
        if next(self._things(), None) is None:
            raise Refused(_("%(file)s holds no issues and no discussions.", file=path.name))

    def _things(self) -> Iterator[Object]:
        with self._path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
            begins = file.read(1024).lstrip()[:1]
            file.seek(0)
            if begins == "[":
                for each in objects(file, self._path.name):
                    yield from _nodes(each) if "data" in each else (each,)
            else:
                for each in values(file, self._path.name):
                    yield from (each,) if "number" in each else _nodes(each)

    def people(self) -> Iterator[Newcomer | Left]:
        with Seen() as seen:
            for place, each in enumerate(self._things()):
                for speaker in (each, *_comments(each)):
                    login = _login(speaker)
                    if login and seen.first_line(login.casefold(), place) == place:
                        yield Newcomer(Place(f"user {login}", login), _who(login), login)

    def ideas(self) -> Iterator[Arriving | Left]:
        for each in self._things():
            if "issue_url" not in each:
                yield from self._idea(each)

    def _idea(self, each: Object) -> Iterator[Arriving | Left]:
        number = text(each.get("number"))
        place = Place(f"#{number}", number, text(each.get("title")))
        if each.get("pull_request"):
            yield Left(place, _("A pull request is no idea."), by_design=True)
            return
        why = text(each.get("state_reason") or each.get("stateReason")).casefold()
        original = _original(each) if why == "duplicate" else ""
        if why == "duplicate" and not original:
            yield Left(place, _("The file doesn't say of what it is a duplicate."), by_design=True)
        labels = _labels(each)
        address = HTTPS.fullmatch(text(each.get("html_url") or each.get("url")))
        yield Arriving(
            place,
            number,
            text(each.get("title")),
            text(each.get("body")),
            author=_who(_login(each)),
            author_name=_login(each),
            created=text(each.get("created_at") or each.get("createdAt")),
            stage=Stage.RECEIVED if original else _stage(each, why),
            kind=Kind.COMPLAINT if "bug" in (label.casefold() for label in labels) else None,
            board=text(part(each, "category", "name")),
            tags=tuple(labels),
            votes=_votes(each),
            answer=_answer(each),
            duplicate_of=original if original != number else "",
            addresses=(address[1],) if address else (),
        )

    def comments(self) -> Iterator[Said | Left]:
        for each in self._things():
            about = ISSUE.fullmatch(text(each.get("issue_url")))
            if about:
                yield _said(each, about[1])
            answer = _key(each.get("answer")) if _answer(each) else ""
            for one in _comments(each):
                if not answer or _key(one) != answer:
                    yield _said(one, text(each.get("number")))

    def votes(self) -> Iterator[Support | Left]:
        return iter(())

    def mutings(self) -> Iterator[Muting | Left]:
        return iter(())

    def rest(self) -> Iterator[Left]:
        """Comments that are only counted."""
        for each in self._things():
            many = each.get("comments")
            total = many if isinstance(many, int) else part(many, "totalCount")
            missing = (total or 0) - sum(1 for _one in _comments(each)) if isinstance(total, int) else 0
            if missing > 0 and not each.get("pull_request"):
                reason = ngettext(
                    "%(num)s comment isn't in this file.", "%(num)s comments aren't in this file.", missing
                )
                number = text(each.get("number"))
                yield Left(Place(f"#{number}", number, text(each.get("title"))), reason, by_design=True)


def _nodes(value: Any) -> Iterator[Object]:
    """The issues and discussions in an answer of GraphQL, however deep they lie."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("discussions", "issues") and isinstance(part(inner, "nodes"), list):
                yield from (node for node in inner["nodes"] if isinstance(node, dict))
            else:
                yield from _nodes(inner)


def _comments(each: Object) -> Iterator[Object]:
    """What is said, and what is said to that."""
    given = each.get("comments")
    for one in listed(given) or listed(part(given, "nodes")):
        if isinstance(one, dict):
            yield one
            replies = listed(part(one, "replies", "nodes"))
            yield from (reply for reply in replies if isinstance(reply, dict))


def _said(one: Object, about: str) -> Said:
    key, words = _key(one), text(one.get("body"))
    place = Place(f"comment {key}", key, words[:80])
    hidden = one.get("isMinimized") is True
    created = text(one.get("created_at") or one.get("createdAt"))
    return Said(place, key, about, words, _who(_login(one)), created, hidden=hidden)


def _key(one: Any) -> str:
    """A comment's id: the same in every file, as far as its file gives one."""
    if not isinstance(one, dict):
        return ""
    given = text(one.get("databaseId") or one.get("id") or one.get("url"))
    return given[:150] or f"{_login(one)} {text(one.get('createdAt') or one.get('created_at'))}"


def _answer(each: Object) -> Answer | None:
    """The answer of a discussion, where somebody gave it who speaks for the repository."""
    given = each.get("answer")
    if not isinstance(given, dict) or not text(given.get("body")).strip():
        return None
    if text(given.get("authorAssociation") or "MEMBER") not in STAFF:
        return None
    at = text(given.get("createdAt") or each.get("answerChosenAt"))
    return Answer(text(given.get("body")), _who(_login(given)), at)


def _stage(each: Object, why: str) -> Stage:
    closed = text(each.get("state")).casefold() == "closed" or each.get("closed") is True
    if not closed:
        return Stage.RECEIVED
    return Stage.DECLINED if why in ("not_planned", "outdated", "duplicate") else Stage.SHIPPED


def _votes(each: Object) -> int:
    """Thumbs up, or the votes of a discussion: whichever are more, for most who give one give the other."""
    counts = [part(each, "reactions", "+1"), each.get("upvoteCount")]
    for group in listed(each.get("reactionGroups")):
        if part(group, "content") == "THUMBS_UP":
            counts += [part(group, "users", "totalCount"), part(group, "reactors", "totalCount")]
    return max((count for count in counts if isinstance(count, int) and count > 0), default=0)


def _original(each: Object) -> str:
    """What somebody wrote of it in the way that GitHub itself reads: "Duplicate of #7"."""
    texts = [text(each.get("body")), *(text(one.get("body")) for one in _comments(each))]
    found = [match[1] for words in texts if (match := DUPLICATE_OF.search(words))]
    return found[-1] if found else ""


def _labels(each: Object) -> list[str]:
    given = each.get("labels")
    labels = listed(given) or listed(part(given, "nodes"))
    names = [text(part(label, "name")) if isinstance(label, dict) else text(label) for label in labels]
    return [name for name in names if name]


def _login(each: Any) -> str:
    login = text(part(each, "user", "login") or part(each, "author", "login"))
    return "" if login == "ghost" else login[:80]


def _who(login: str) -> Who:
    return Who(login.casefold()) if login else NOBODY
