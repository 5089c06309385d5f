"""Reading a question: words, "quoted words", -excluded ones, and operators like `stage:planned` or `author:grace`.

The quotes, colons and minus signs of Korean keyboards count as well. An operator that nobody knows is read as plain
words; so is a quotation that nobody closed. A stage or kind that there isn't is kept as `unknown`: whoever asks for it
is told so, and nothing else is looked for in its place. Pure functions; no database.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from core.text import one_line
from ideas.search.cutting import asked_tokens, normalised
from ideas.search.operators import CALLED, gathered, named
from ideas.search.particles import LIGHT

LONGEST = 300
"""Characters of a question; the rest isn't read."""

MOST_WORDS = 12


@dataclass(frozen=True)
class Unknown:
    """An operator with a name that nothing has, and the question with its place left open: `before` and `after` it."""

    operator: str
    name: str
    before: str = ""
    after: str = ""


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
    unknown: Unknown | None = None

    @property
    def empty(self) -> bool:
        """Whether it finds nothing, whatever there is: it asks for nothing but what shouldn't be there, or for a stage
        or kind that there isn't."""
        narrowed = self.stage or self.board or self.author or self.tag or self.kind
        return self.unknown is not None or not (self.worded or narrowed)

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
    plain = gathered(one_line(text[:LONGEST]).translate(_KEYBOARDS))
    for part in _PART.finditer(plain):
        if part["operator"] and not part["minus"] and read.operator(part):
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
        unknown=read.unknown,
    )


class _Read:
    """What was read so far."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.phrases: list[str] = []
        self.without: list[str] = []
        self.operators: dict[str, str] = {}
        self.unknown: Unknown | None = None

    def operator(self, part: re.Match[str]) -> bool:
        """Take an operator; False where it is none."""
        name, value = CALLED.get(part["operator"].lower(), ""), _unquoted(part["value"])
        if not name or not value:
            return False
        if name in ("stage", "kind"):
            wanted = named(name, value)
            if not wanted:
                self.unknown = Unknown(name, value, part.string[: part.start()], part.string[part.end() :])
                return True
            value = wanted
        self.operators[name] = value
        return True

    def plain(self, text: str, excluded: bool) -> None:
        bare = (_EDGES.sub("", word) for word in normalised(text).split())
        found = [word for word in bare if asked_tokens(word)]
        (self.without if excluded else self.words).extend(found)

    def quoted(self, text: str, excluded: bool) -> None:
        phrase = " ".join(normalised(text).split())
        if asked_tokens(phrase):
            (self.without if excluded else self.phrases).append(phrase)


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
