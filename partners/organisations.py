"""An organisation as others meet it: its people, and what they made together with others.

Whoever's own page is closed to a reader isn't counted among its people either, and nothing is shown here by which the
reader would learn where they belong.
"""

from core.database import Row, rows
from core.errors import NotFound
from ideas.visibility import visible_ideas
from partners.directory import offers_of
from partners.visibility import visible_people
from people.models import Organisation, Person

MOST_PEOPLE, MOST_IDEAS = 100, 50

AUTHORS = """(SELECT i.author_id AS person_id WHERE i.author_id IS NOT NULL
              UNION SELECT co.person_id FROM coauthor co
              WHERE co.idea_id = i.id AND co.state = 'accepted')"""
"""The authors of the idea `i`, each once."""


async def organisation_page(
    organisation_id: int, reader: Person | None
) -> tuple[Organisation, list[Row], list[Row]]:
    """The organisation, those of its people whom this reader may know, and what they offer now. Raises `NotFound` where
    the reader sees none of its people, neither by their page nor by what they offer; staff see it empty."""
    organisation = await Organisation.get_or_none(id=organisation_id)
    people = await _people(organisation_id, reader) if organisation else []
    offers = await offers_of(organisation_id, reader)
    if organisation is None or not (people or offers or (reader and reader.is_staff)):
        raise NotFound
    return organisation, people, offers


async def _people(organisation_id: int, reader: Person | None) -> list[Row]:
    where = visible_people(reader)
    return await rows(
        f"""SELECT p.id, p.name, p.headline, p.role, p.department FROM person p
            WHERE p.organisation_id = :organisation AND ({where.sql}) ORDER BY p.name, p.id LIMIT :limit""",
        **{**where.values, "organisation": organisation_id, "limit": MOST_PEOPLE},
    )


async def joint_ideas(organisation_id: int, reader: Person | None) -> list[Row]:
    """What is shipped of the ideas that somebody from here wrote together with somebody else, the newest first."""
    ideas, people = visible_ideas(reader), visible_people(reader)
    return await rows(
        f"""SELECT i.id, i.kind, i.title, i.lang, i.stage FROM idea i
            WHERE i.id IN (SELECT idea_id FROM coauthor WHERE state = 'accepted')
              AND i.stage IN ('shipped', 'confirmed') AND ({ideas.sql})
              AND (SELECT count(*) FROM {AUTHORS} AS each_one) >= 2
              AND EXISTS (SELECT 1 FROM person p WHERE p.organisation_id = :organisation AND ({people.sql})
                          AND p.id IN {AUTHORS})
            ORDER BY i.id DESC LIMIT :limit""",
        **{**ideas.values, **people.values, "organisation": organisation_id, "limit": MOST_IDEAS},
    )
