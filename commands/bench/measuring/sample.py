"""Whom and what a bench asks with: people who are signed in, ideas to read and to vote for, words that are found."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from core.database import Row, in_transaction, row, rows
from frontend.views import idea_url
from ideas.filtering import Filters
from ideas.listing import PAGE
from ideas.loop import OPEN
from ideas.search.cutting import asked_tokens
from ideas.search.finding import search_ideas
from ideas.search.particles import LIGHT
from people import sessions, tokens
from people.models import Person
from voting.ballot import Ballot
from voting.operations import ballot_of

READERS = 40
MOST_VOTERS = 1_500
CALLERS = 300
SPREAD = 100
"""So many ideas, where votes are spread."""

COMMON = {
    "ko": ("알림", "화면", "검색", "권한", "보고서", "설정", "연결", "바로"),
    "en": ("export", "report", "search", "calendar", "version", "dashboard", "invoice", "summary"),
}
"""What people look for; the rest is taken from titles that are there."""

LOOKED_FOR, TRIED = 5, 200
"""So many questions of each kind are asked, the first of so many that fill a page: a yard of any size is asked for
pages of the same length, for showing twenty ideas takes longer than finding them does. A small yard has few that do,
and fewer are tried."""


@dataclass
class Sample:
    """`tokens` by person: the cookies of the sessions begun for them; `programs`: the tokens of the `callers`."""

    readers: list[Person]
    voters: list[Person]
    tokens: dict[int, str]
    talked: str
    """The path of the idea with fifty comments and more."""
    ideas: list[str]
    """Paths of ideas, taken from everywhere."""
    titles: list[str]
    words: dict[str, list[str]] = field(default_factory=dict)
    callers: list[Person] = field(default_factory=list)
    programs: dict[int, str] = field(default_factory=dict)


async def sample(ideas: int) -> Sample:
    """The same people and ideas each time for a yard with so many ideas. Begins their sessions."""
    rng = Random(ideas)
    people = await Person.filter(role="customer", deactivated_at=None).order_by("id").limit(MOST_VOTERS)
    cookies = await _signed_in(people)
    talked = await row(
        """SELECT id, title FROM idea WHERE comments >= 50 AND stage IN :open AND board_id = 1
           ORDER BY comments, id LIMIT 1""",
        open=[stage.value for stage in OPEN],
    )
    assert talked
    found = await _ideas(rng, 200)
    made = Sample(people[:READERS], people, cookies, "", [], [each["title"] for each in found])
    made.talked = idea_url(talked["id"], talked["title"])
    made.ideas = [idea_url(each["id"], each["title"]) for each in found]
    made.words = await questions(found, tried=min(TRIED, ideas // 5))
    made.callers = people[-CALLERS:]
    made.programs = await _programs(made.callers)
    return made


@in_transaction
async def _signed_in(people: Sequence[Person]) -> dict[int, str]:
    return {person.id: await sessions.begin(person, "bench") for person in people}


@in_transaction
async def _programs(people: Sequence[Person]) -> dict[int, str]:
    return {
        person.id: await tokens.make(person.id, name="bench", scopes=["read", "write"]) for person in people
    }


async def _ideas(rng: Random, number: int) -> list[Row]:
    """Ideas that everyone sees, from everywhere in the yard."""
    last = await row("SELECT max(id) AS id FROM idea")
    assert last
    ids = [1 + int(rng.random() * last["id"]) for _ in range(number * 3)]
    found = await rows(
        """SELECT i.id, i.title, i.lang FROM idea i JOIN board b ON b.id = i.board_id
           WHERE i.id IN :ids AND NOT i.held AND i.hidden_at IS NULL AND b.audience = 'everyone'
             AND i.stage <> 'merged' ORDER BY i.id""",
        ids=ids,
    )
    return rng.sample(found, min(number, len(found)))


async def questions(found: Sequence[Row], tried: int = TRIED) -> dict[str, list[str]]:
    """What is looked for, by its kind: a common word, two words that stand side by side in a title, and the longest
    words of titles, which hardly anybody else wrote."""
    made: dict[str, list[str]] = {}
    for lang in ("ko", "en"):
        titles = [_words(each["title"]) for each in found if each["lang"] == lang]
        words = sorted({word for title in titles for word in title}, key=lambda word: (-len(word), word))
        made[f"{lang} common"] = await _filling(COMMON[lang], tried)
        made[f"{lang} two words"] = await _filling(
            (" ".join(pair) for title in titles for pair in pairwise(title)), tried
        )
        made[f"{lang} rare"] = await _filling(words, tried)
    return made


def _words(title: str) -> list[str]:
    """The words of a title that a search looks for."""
    words = re.findall(r"[^\W\d_]{2,}", title)
    return [word for word in words if word.lower() not in LIGHT and asked_tokens(word)]


async def _filling(asked: Iterable[str], tried: int) -> list[str]:
    """The first of these questions that fill a page for everyone; where too few do, those that come nearest to it."""
    met: dict[str, int] = {}
    for question in list(dict.fromkeys(asked))[:tried]:
        answer = await search_ideas(question, Filters(sort=""), reader=None)
        met[question] = 0 if answer.corrected else sum(not each["partly"] for each in answer.rows)
        if sum(many == PAGE for many in met.values()) == LOOKED_FOR:
            break
    return sorted(met, key=lambda question: -met[question])[:LOOKED_FOR]


async def ballots(voters: Sequence[Person], number: int, *, ideas: int, seed: int) -> list[Ballot]:
    """So many votes that nobody has cast yet, for so many ideas on the way; fewer where there aren't as many."""
    rng = Random(seed)
    chosen = await _votable(rng, ideas)
    people = list(voters)
    rng.shuffle(people)
    cast = await rows(
        "SELECT idea_id, person_id FROM vote WHERE idea_id IN :ideas", ideas=[each["id"] for each in chosen]
    )
    there = {(each["idea_id"], each["person_id"]) for each in cast}
    made: list[Ballot] = []
    for turn in range(len(chosen)):
        for place, person in enumerate(people):
            idea = chosen[(place + turn) % len(chosen)]["id"]
            if (idea, person.id) not in there:
                made.append(ballot_of(person, idea))
        if len(made) >= number:
            break
    return made[:number]


async def _votable(rng: Random, number: int) -> list[Row]:
    last = await row("SELECT max(id) AS id FROM idea")
    assert last
    found = await rows(
        """SELECT i.id FROM idea i JOIN board b ON b.id = i.board_id
           WHERE i.id IN :ids AND NOT i.held AND i.hidden_at IS NULL AND i.stage IN :open AND b.audience = 'everyone'
             AND i.votes < 100 ORDER BY i.id""",
        ids=[1 + int(rng.random() * last["id"]) for _ in range(number * 8)],
        open=[stage.value for stage in OPEN],
    )
    return rng.sample(found, min(number, len(found)))
