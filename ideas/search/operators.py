"""The operators of a question and the names of stages and kinds, in English and Korean alike, whoever asks.

An operator takes what follows its colon, with a space between them or without; `stage:` and `kind:` also a name of
several words (단계:검토 중). Pure functions; no database.
"""

import re

from ideas.loop import COMPLAINT_LABELS, LABELS, Stage
from ideas.models import Kind
from ideas.search.cutting import normalised

CALLED = {
    **{name: name for name in ("stage", "kind", "board", "author", "tag")},
    "단계": "stage",
    "상태": "stage",
    "종류": "kind",
    "게시판": "board",
    "글쓴이": "author",
    "작성자": "author",
    "태그": "tag",
}
"""The operators by what they are called."""

_KOREAN_STAGES = {
    "open": "진행중 진행중인글",
    "all": "전체 모두 모든단계",
    Stage.RECEIVED: "접수 접수됨",
    Stage.REVIEWING: "검토중 검토",
    Stage.PLANNED: "예정 계획",
    Stage.BUILDING: "만드는중 고치는중 개발중 제작중",
    Stage.SHIPPED: "출시 출시됨 개선함 개선됨",
    Stage.CONFIRMED: "확인됨 해결확인 해결 해결됨",
    Stage.UNCONFIRMED: "확인안됨 미확인",
    Stage.DECLINED: "하지않음 거절 반려",
    Stage.MERGED: "합쳐짐 병합",
    Stage.WITHDRAWN: "철회됨 철회",
}
_KOREAN_KINDS = {Kind.IDEA: "아이디어 제안", Kind.COMPLAINT: "불편 불만"}

MOST_WORDS = 3
"""Words of a stage's name."""


def named(operator: str, value: str) -> str:
    """The stage or kind that is called so; "" where none is."""
    return _NAMES[operator].get(bare(value), "")


def gathered(text: str) -> str:
    """The text with each operator beside its value, and a value of several words in quotation marks."""
    return _NARROW.sub(_quoted, _SPACED.sub(r"\1:", text))


def _quoted(found: re.Match[str]) -> str:
    """`stage:검토 중 엑셀` is `stage:"검토 중" 엑셀`: the longest name that there is."""
    operator, words = CALLED[found[1].lower()], found[2].split()
    for size in range(len(words), 1, -1):
        if named(operator, " ".join(words[:size])):
            return " ".join([f'{found[1]}:"{" ".join(words[:size])}"', *words[size:]])
    return found[0]


def bare(text: str) -> str:
    """A name as it is compared: without spaces, hyphens and capitals."""
    return re.sub(r"[\s_-]+", "", normalised(text))


def _stages() -> dict[str, str]:
    names = {name: str(stage) for stage, korean in _KOREAN_STAGES.items() for name in korean.split()}
    for labels in (COMPLAINT_LABELS, LABELS):
        names |= {bare(label): stage.value for stage, label in labels.items()}
    return names | {"open": "open", "all": "all"} | {stage.value: stage.value for stage in Stage}


def _kinds() -> dict[str, str]:
    names = {name: kind.value for kind, korean in _KOREAN_KINDS.items() for name in korean.split()}
    return names | {word: kind.value for kind in Kind for word in (kind.value, f"{kind.value}s")}


_NAMES = {"stage": _stages(), "kind": _kinds()}

_BEGINS = r'(?:(?<=[\s"-])|^)'
_SPACED = re.compile(rf"{_BEGINS}({'|'.join(CALLED)}):\s+(?=[^\s:])", re.IGNORECASE)
_NARROWING = "|".join(name for name, operator in CALLED.items() if operator in _NAMES)
_NARROW = re.compile(
    rf'{_BEGINS}({_NARROWING}):([^\s"]+(?:\s+[^\s":]+(?![^\s"]*:)){{1,{MOST_WORDS - 1}}})', re.IGNORECASE
)
