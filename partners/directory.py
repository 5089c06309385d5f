"""Who looks for what, and who offers it: the directory, its search, and one's own entries."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.clock import now
from core.database import Row, moment, rows
from core.errors import NotFound
from ideas.search.cutting import asked_tokens
from ideas.tags import normalised
from partners.models import NeedKind
from partners.needs import LONGEST_TOKEN
from partners.rules import must_take_part
from partners.visibility import visible_needs, visible_people
from people.models import Person

PAGE = 20
MOST_WORDS = 8
"""Words of a question that are asked for."""

NEED = """n.id, n.person_id, n.kind, n.text, n.lang, n.created_at, n.expires_at, p.name, p.headline, p.role,
          p.department, p.organisation_id, o.name AS organisation"""
FROM = "need n JOIN person p ON p.id = n.person_id LEFT JOIN organisation o ON o.id = p.organisation_id"


@dataclass(frozen=True)
class Sought:
    """What somebody looks through the directory for: words, a tag, a kind; empty ones ask for nothing."""

    q: str = ""
    tag: str = ""
    kind: str = ""


@dataclass
class _Asked:
    """A condition in the making, and its values."""

    sql: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)

    def value(self, given: object) -> str:
        name = f"asked_{len(self.values)}"
        self.values[name] = given
        return f":{name}"


async def needs(
    sought: Sought, after: int | None = None, *, reader: Person, limit: int = PAGE
) -> tuple[list[Row], int | None]:
    """What others look for and offer, and oneself, the newest first, and the key of the next page. What has expired has
    vanished for everybody. Raises `NotFound` for whoever doesn't take part."""
    await must_take_part(reader)
    asked = _asked(sought)
    found = await read_needs(
        ["n.expires_at > :now", "n.id < :after", *asked.sql],
        {**asked.values, "after": after if after is not None else 2**62},
        reader,
        limit + 1,
    )
    return found[:limit], found[limit - 1]["id"] if len(found) > limit else None


def _asked(sought: Sought) -> _Asked:
    asked = _Asked()
    if sought.kind in list(NeedKind):
        asked.sql.append(f"n.kind = {asked.value(sought.kind)}")
    if name := normalised(sought.tag):
        asked.sql.append(
            f"EXISTS (SELECT 1 FROM need_tag t WHERE t.need_id = n.id AND t.name = {asked.value(name)})"
        )
    for word in sought.q.split()[:MOST_WORDS]:
        if ways := asked_tokens(word):
            asked.sql.append(_met(asked, word, ways))
    return asked


def _met(asked: _Asked, word: str, ways: Sequence[Sequence[str]]) -> str:
    """A word is met by the need's own tokens, or by the name of its person or of their organisation."""
    held = "EXISTS (SELECT 1 FROM need_token t WHERE t.need_id = n.id AND t.token = {})"
    by_words = [" AND ".join(held.format(asked.value(each[:LONGEST_TOKEN])) for each in way) for way in ways]
    part = asked.value(_containing(word))
    by_name = f"""replace(lower(p.name), ' ', '') LIKE {part} ESCAPE '!'
                  OR replace(lower(COALESCE(o.name, '')), ' ', '') LIKE {part} ESCAPE '!'"""
    return f"({' OR '.join(f'({each})' for each in by_words)} OR {by_name})"


def _containing(word: str) -> str:
    return "%" + "".join(f"!{sign}" if sign in "!%_" else sign for sign in word.lower()[:60]) + "%"


async def need_of(need_id: int, reader: Person) -> Row:
    """One need with its tags, as this reader may see it; one's own also after it has expired."""
    await must_take_part(reader)
    found = await read_needs(["n.id = :id"], {"id": need_id}, reader, 1)
    if not found:
        raise NotFound
    return found[0]


async def needs_of(person_id: int, reader: Person | None, limit: int = PAGE) -> list[Row]:
    """What somebody looks for and offers, as this reader may see it; nothing for whoever doesn't take part."""
    if reader is None:
        return []
    live = "TRUE" if reader.id == person_id else "n.expires_at > :now"
    return await read_needs(["n.person_id = :person", live], {"person": person_id}, reader, limit)


async def offers_of(organisation_id: int, reader: Person | None, limit: int = PAGE) -> list[Row]:
    """What the people of an organisation offer now."""
    if reader is None:
        return []
    asked = ["p.organisation_id = :organisation", "n.kind = 'offering'", "n.expires_at > :now"]
    return await read_needs(asked, {"organisation": organisation_id}, reader, limit)


async def popular_tags(reader: Person, limit: int = 12) -> list[str]:
    """The tags that stand on most needs in the directory now."""
    where = visible_needs(reader)
    found = await rows(
        f"""SELECT t.name, count(*) AS many FROM need_tag t JOIN need n ON n.id = t.need_id
            WHERE n.expires_at > :now AND ({where.sql}) GROUP BY t.name ORDER BY many DESC, t.name LIMIT :limit""",
        **{**where.values, "now": now(), "limit": limit},
    )
    return [each["name"] for each in found]


async def read_needs(
    asked: Sequence[str], values: dict[str, object], reader: Person, limit: int
) -> list[Row]:
    """The newest needs that the reader may see and that fulfil what is asked (conditions on `n`, `p` and `o`), with
    their tags and whether their person's page is open to the reader."""
    where, open_page = visible_needs(reader), visible_people(reader)
    found = await rows(
        f"""SELECT {NEED}, CASE WHEN {open_page.sql} THEN 1 ELSE 0 END AS has_page FROM {FROM}
            WHERE ({where.sql}) AND {" AND ".join(f"({each})" for each in asked)}
            ORDER BY n.id DESC LIMIT :limit""",
        **{**where.values, **open_page.values, **values, "now": now(), "limit": limit},
    )
    for each in found:
        each |= {"created_at": moment(each["created_at"]), "expires_at": moment(each["expires_at"])}
    return await _with_tags(found)


async def _with_tags(found: list[Row]) -> list[Row]:
    tags = await rows(
        "SELECT need_id, name FROM need_tag WHERE need_id IN :ids ORDER BY id",
        ids=[each["id"] for each in found],
    )
    for each in found:
        each["tags"] = [tag["name"] for tag in tags if tag["need_id"] == each["id"]]
    return found
