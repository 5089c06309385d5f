"""Reading a question: words, "quoted words", -excluded ones, and operators like `stage:planned` or `author:grace`.

The quotes, colons and minus signs of Korean keyboards count as well. An operator that nobody knows, or a stage or kind
that there isn't, is read as plain words; so is a quotation that nobody closed. Pure functions; no database.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from core.text import one_line
from core.words import _
from ideas.loop import COMPLAINT_LABELS, LABELS, Stage
from ideas.models import Kind
from ideas.search.cutting import asked_tokens, normalised
from ideas.search.particles import LIGHT

LONGEST = 300
"""Characters of a question; the rest isn't read."""

MOST_WORDS = 12

KOREAN = {
    "단계": "stage",
    "종류": "kind",
    "게시판": "board",
    "글쓴이": "author",
    "작성자": "author",
    "태그": "tag",
}
"""The operators as they are called in Korean."""


@dataclass(frozen=True)
class Asked:
    """A question. Words and phrases are normalised; `stage` is a stage, "open" or "all"; the rest as it was typed.

    `beginnings` are Latin words that are met where a longer one begins so.
    """

    text: str
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    stage: str = ""
    board: str = ""
    author: str = ""
    tag: str = ""
    kind: str = ""
    beginnings: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing: exclusions alone find nothing."""
        return not (self.worded or self.stage or self.board or self.author or self.tag or self.kind)

    @property
    def worded(self) -> bool:
        return bool(self.words or self.phrases)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The words that must be found: all but those that ask for nothing, unless there are no others."""
        heavy = tuple(word for word in self.words if word not in LIGHT)
        return heavy if heavy or self.phrases else self.words

    def instead(self, word: str, other: str) -> "Asked":
        """The same question with another word in this one's place."""
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        return replace(
            self,
            text=pattern.sub(other, self.text),
            words=tuple(other if each == word else each for each in self.words),
        )


def asked(text: str) -> Asked:
    """The question in this text."""
    read = _Read()
    plain = one_line(text[:LONGEST]).translate(_KEYBOARDS)
    for part in _PART.finditer(plain):
        if part["operator"] and read.operator(part["operator"].lower(), _unquoted(part["value"])):
            continue
        if part["operator"]:
            read.plain(f"{part['operator']} {_unquoted(part['value'])}", bool(part["minus"]))
        elif part["quoted"] is not None:
            read.quoted(part["quoted"], bool(part["minus"]))
        else:
            read.plain(part["word"], bool(part["minus"]))
    return Asked(
        one_line(text[:LONGEST]),
        tuple(dict.fromkeys(read.words))[:MOST_WORDS],
        tuple(dict.fromkeys(read.phrases))[:MOST_WORDS],
        tuple(dict.fromkeys(read.without))[:MOST_WORDS],
        stage=read.operators.get("stage", ""),
        board=read.operators.get("board", ""),
        author=read.operators.get("author", ""),
        tag=read.operators.get("tag", ""),
        kind=read.operators.get("kind", ""),
    )


class _Read:
    """What was read so far."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.phrases: list[str] = []
        self.without: list[str] = []
        self.operators: dict[str, str] = {}

    def operator(self, name: str, value: str) -> bool:
        """Take an operator; False where it is none."""
        name = KOREAN.get(name, name)
        if name == "stage":
            value = _named(value, _stages())
        elif name == "kind":
            value = _named(value, _kinds())
        elif name not in ("board", "author", "tag"):
            return False
        if value:
            self.operators[name] = value
        return bool(value)

    def plain(self, text: str, excluded: bool) -> None:
        bare = (_EDGES.sub("", word) for word in normalised(text).split())
        found = [word for word in bare if asked_tokens(word)]
        (self.without if excluded else self.words).extend(found)

    def quoted(self, text: str, excluded: bool) -> None:
        phrase = " ".join(normalised(text).split())
        if asked_tokens(phrase):
            (self.without if excluded else self.phrases).append(phrase)


def _stages() -> dict[str, str]:
    """Every name of a stage, in English and in the reader's language, without spaces."""
    names = {"open": "open", "all": "all"}
    for labels in (COMPLAINT_LABELS, LABELS):
        for stage, label in labels.items():
            names |= {_bare(_(label)): stage.value, _bare(label): stage.value}
    return names | {stage.value: stage.value for stage in Stage}


def _kinds() -> dict[str, str]:
    names = {_bare(_(kind.label)): kind.value for kind in Kind}
    return names | {kind.value: kind.value for kind in Kind}


def _named(value: str, names: dict[str, str]) -> str:
    return names.get(_bare(value), "")


def _bare(text: str) -> str:
    return re.sub(r"[\s_-]+", "", normalised(text))


def _unquoted(value: str) -> str:
    return value.strip('"').strip()


_KEYBOARDS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‟": '"', "＂": '"', "：": ":", "－": "-", "−": "-"}
)

_EDGES = re.compile(r"^\W+|[^\w+#]+$")

_PART = re.compile(
    r"""(?:(?<=[\s"])|^)(?P<minus>-(?=\S))?(?:
        (?P<operator>[^\W\d_]+):(?P<value>"[^"]+"|[^\s"]+)
        | "(?P<quoted>[^"]*)"
        | (?P<word>\S+))""",
    re.VERBOSE,
)
