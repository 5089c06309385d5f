"""Titles, bodies and comments, as people would put them in either language, of nouns from the vocabulary."""

from collections.abc import Sequence
from random import Random

from commands.bench.content.vocabulary import TAGS, drawn, nouns

TITLES = {
    "ko": {
        "idea": (
            "{0} {1} 추가해 주세요",
            "{0}에서 {1} 바로 {2} 하고 싶어요",
            "{0} {1} 기능이 있으면 좋겠습니다",
            "{0}별 {1} 설정",
            "{0} 화면에 {1} 표시하기",
            "{0}과 {1} 연결",
            "{0} {1} 자동으로 {2} 처리",
            "{0}도 {1}처럼 바꿀 수 있게",
        ),
        "complaint": (
            "{0} {1} 안 됩니다",
            "{0}에서 {1} 누르면 {2} 사라져요",
            "{0} {1} 너무 느립니다",
            "{0} 때문에 {1} 다시 해야 합니다",
            "{0} {1} 오류가 자꾸 나요",
        ),
    },
    "en": {
        "idea": (
            "Add {0} to the {1}",
            "Let us choose the {0} for each {1}",
            "{0} and {1} should work together",
            "Show the {0} next to the {1}",
            "A {0} for every {1} with {2}",
            "Support {0} in {1}",
            "Bulk {0} for {1}",
        ),
        "complaint": (
            "{0} does not work with {1}",
            "The {0} disappears after {1}",
            "{0} is far too slow on {1}",
            "{0} keeps failing when {1} is open",
            "Cannot find the {0} in {1}",
        ),
    },
}

SENTENCES = {
    "ko": (
        "지금은 {0} 때문에 {1} 작업을 손으로 해야 합니다.",
        "매주 {0} 정리할 때마다 {1} 확인하느라 시간이 오래 걸려요.",
        "저희 팀은 {0} 쓰는 사람이 많아서 {1} 꼭 필요합니다.",
        "{0} 버전을 올린 뒤로 {1} 문제가 생겼습니다.",
        "다른 제품에서는 {0} 옆에 {1} 보여 줍니다.",
        "고객이 {0} 물어볼 때 {1} 바로 답할 수 있으면 좋겠어요.",
        "{0}까지는 괜찮은데 {1}부터 이해하기 어렵습니다.",
    ),
    "en": (
        "Today we have to do the {0} by hand because of the {1}.",
        "Every week somebody on our team spends an hour on {0} and {1}.",
        "Most of our customers ask for {0} before they look at the {1}.",
        "Since the last update the {0} breaks whenever the {1} changes.",
        "Other tools show the {0} right beside the {1}.",
        "It would save us a lot of {0} if the {1} were automatic.",
        "We can live without {0}, but the {1} really hurts.",
    ),
}

ANSWERS = {
    "ko": (
        "좋은 의견 고맙습니다. {0} 팀과 {1} 일정을 확인하겠습니다.",
        "{0} 문제를 확인했고 {1} 방법을 찾고 있습니다.",
    ),
    "en": (
        "Thank you for telling us. The {0} team is looking at {1}.",
        "We could reproduce this with {0} and are working on the {1}.",
    ),
}


def title(rng: Random, lang: str, kind: str) -> str:
    """3 to 120 characters, its first letter a capital."""
    words, chance = nouns(lang), rng.random
    made = rng.choice(TITLES[lang][kind]).format(
        drawn(words, chance()), drawn(words, chance()), drawn(words, chance())
    )
    return (made[0].upper() + made[1:])[:120].rstrip()


def body(rng: Random, lang: str) -> str:
    """One to four sentences, one paragraph."""
    return " ".join(_sentence(rng, lang, SENTENCES[lang]) for _ in range(1 + int(rng.random() * 4)))


def remark(rng: Random, lang: str, answers: bool) -> str:
    """What somebody says about an idea: a sentence or two, or the official answer."""
    if answers:
        return _sentence(rng, lang, ANSWERS[lang])
    return " ".join(_sentence(rng, lang, SENTENCES[lang]) for _ in range(1 + int(rng.random() * 2)))


def tags(rng: Random) -> Sequence[str]:
    """None to three tags, a few of them on very many ideas."""
    how_many = int(rng.random() * 4)
    return sorted({TAGS[int(len(TAGS) * rng.random() ** 2)] for _ in range(how_many)})


def html(text: str) -> str:
    """What `core.markup` makes of such plain sentences."""
    return f"<p>{text}</p>\n"


def _sentence(rng: Random, lang: str, patterns: tuple[str, ...]) -> str:
    words = nouns(lang)
    return rng.choice(patterns).format(drawn(words, rng.random()), drawn(words, rng.random()))
