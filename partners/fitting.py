"""Who could help whom: for what somebody looks for, what others offer, and the other way round.

Two needs of opposite kinds fit by the tags that both carry, and then by the words that both say. A word that many say
tells little, so each counts the less the more often it stands among those that are compared.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from math import log

from core.clock import now
from core.database import Row, rows
from ideas.search.cutting import asked_tokens
from partners.directory import need_of, needs_of, read_needs
from partners.models import NeedKind
from partners.needs import LONGEST_TOKEN
from people.models import Person

MOST = 5
COMPARED = 300
"""So many needs, the newest that share anything, are looked at for one."""
TAG, ENOUGH = 1000.0, 2
"""What a shared tag counts, more than any words; and how many shared words are enough without one."""
_SAID_OFTEN = (
    "찾아 찾고 찾는 찾습 필요 있어 있는 있습 드려 드립 드릴 도와 도움 함께 같이 해요 해주 해드 합니 하는 하고"
    " 분을 분이 주세 좋은 저희 우리 가능 수있 구해 구합"
    " look need want offer we our your can with who help have has it that this would like someone somebody anyon"
    " peopl for or my us by from"
)
PLAIN = frozenset(_SAID_OFTEN.split())
"""Words, as they are asked for, that only say that somebody looks for something or offers it."""

Word = tuple[str, ...]


async def fitting(need_id: int, reader: Person, limit: int = MOST) -> list[Row]:
    """What fits one's own need, the best first. Nothing for somebody else's, or for one that has expired."""
    mine = await need_of(need_id, reader)
    return await _fitting([mine], reader, limit) if mine["person_id"] == reader.id else []


async def fitting_mine(reader: Person, limit: int = MOST) -> list[Row]:
    """What fits any of one's own needs, the best first: others' offers, and what they look for."""
    return await _fitting(await needs_of(reader.id, reader), reader, limit)


async def _fitting(mine: Sequence[Row], reader: Person, limit: int) -> list[Row]:
    """Needs of others, each with `shared`: the tags that it has in common with the need of one's own it fits best."""
    best: dict[int, tuple[float, Row]] = {}
    for need in mine:
        if need["expires_at"] > now():
            for score, found in await _scored(need, reader):
                if found["id"] not in best or best[found["id"]][0] < score:
                    best[found["id"]] = (score, found)
    ranked = sorted(best.values(), key=lambda each: (-each[0], -each[1]["id"]))
    return [found for _score, found in ranked[:limit]]


async def _scored(need: Row, reader: Person) -> list[tuple[float, Row]]:
    words = words_of(need["text"], need["tags"])
    found = await _candidates(need, {token for word in words for token in word}, reader)
    held = await _held([each["id"] for each in found])
    frequent = Counter(word for tokens in held.values() for word in words if tokens.issuperset(word))
    scored = []
    for each in found:
        tags = [tag for tag in each["tags"] if tag in need["tags"]]
        shared = [word for word in words if held[each["id"]].issuperset(word)]
        if tags or len(shared) >= ENOUGH:
            weights = sum(1 + log(len(found) / frequent[word]) for word in shared)
            scored.append((TAG * len(tags) + weights, {**each, "shared": tags}))
    return scored


def words_of(text: str, tags: Collection[str] = ()) -> set[Word]:
    """The words of a need that tell something, each as the tokens that it is found by."""
    said = [word for part in (text, *tags) for word in part.split()]
    first = [ways[0] for word in said if (ways := asked_tokens(word))]
    cut = (tuple(token[:LONGEST_TOKEN] for token in way) for way in first)
    return {way for way in cut if way[0] not in PLAIN and (len(way) > 1 or len(way[0]) > 1)}


async def _candidates(need: Row, tokens: Collection[str], reader: Person) -> list[Row]:
    """The newest needs of the other kind, by others, that share a tag or a token."""
    other = NeedKind.OFFERING if need["kind"] == NeedKind.LOOKING.value else NeedKind.LOOKING
    shares = """n.id IN (SELECT need_id FROM need_tag WHERE name IN :tags)
                OR n.id IN (SELECT need_id FROM need_token WHERE token IN :tokens)"""
    return await read_needs(
        ["n.kind = :kind", "n.person_id <> :me", "n.expires_at > :now", shares],
        {"kind": other.value, "me": reader.id, "tags": list(need["tags"]), "tokens": sorted(tokens)},
        reader,
        COMPARED,
    )


async def _held(ids: list[int]) -> dict[int, set[str]]:
    held: dict[int, set[str]] = {id_: set() for id_ in ids}
    for each in await rows("SELECT need_id, token FROM need_token WHERE need_id IN :ids", ids=ids):
        held[each["need_id"]].add(each["token"])
    return held
