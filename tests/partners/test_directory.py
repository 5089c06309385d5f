"""The directory: its search, who stands in it for whom, and what fits what one looks for or offers."""

from typing import Any

import pytest

from partners.directory import Sought, needs, needs_of, popular_tags
from partners.fitting import fitting, fitting_mine
from people import operations
from people.models import Organisation, OrganisationKind, Person, Visibility
from tests.makers import a_person
from tests.partners.world import a_need, a_partner


async def found(reader: Person, **sought: Any) -> list[int]:
    return [each["id"] for each in (await needs(Sought(**sought), reader=reader))[0]]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("다크모드 디자인을 도와드려요", ["다크 모드", "다크모드", "디자인을", "모드"]),
        ("도자기 공방 협업할 분", ["도자기공방", "도자기", "공방은", "협업"]),
        ("Exporting invoices to SAP", ["export", "INVOICE", "sap invoices"]),
    ],
)
async def test_words_are_found_however_they_are_spaced(
    database: str, text: str, questions: list[str]
) -> None:
    sora = await a_partner()
    await a_need("Something else 전혀 다른 것", by=sora)
    need = await a_need(text, by=sora)
    for question in questions:
        assert await found(sora, q=question) == [need.id], question
    assert await found(sora, q="없는말") == []


async def test_tags_kinds_and_names_narrow_it(database: str) -> None:
    studio = await Organisation.create(name="흙손 공방", kind=OrganisationKind.PARTNER)
    sora, minji = await a_partner("김소라", organisation=studio), await a_partner("Minji 100%")
    kiln = await a_need("We fire clay.", by=sora, kind="offering", tags="Kiln, clay")
    clay = await a_need("We look for clay.", by=minji, tags="clay")

    assert await found(minji) == [clay.id, kiln.id]
    assert await found(minji, tag="#CLAY") == [clay.id, kiln.id]
    assert await found(minji, tag="clay", kind="offering") == [kiln.id]
    assert await found(minji, kind="looking") == [clay.id]
    assert await found(minji, q="kiln") == [kiln.id], "tags are searched as well"
    assert await found(sora, q="소라") == await found(sora, q="흙손공방") == [kiln.id]
    assert await found(sora, q="100%") == [clay.id]
    assert await found(sora, q="minji clay") == [clay.id]
    assert await found(sora, q="100_") == []
    assert await popular_tags(sora) == ["clay", "kiln"]


async def test_pages_begin_after_the_last_one(database: str) -> None:
    sora = await a_partner()
    made = [(await a_need(f"Number {number}", by=sora)).id for number in range(5)][::-1]
    first, after = await needs(Sought(), reader=sora, limit=2)
    await a_need("Meanwhile", by=sora)
    second, further = await needs(Sought(), after, reader=sora, limit=2)
    last, end = await needs(Sought(), further, reader=sora, limit=2)
    assert [each["id"] for each in [*first, *second, *last]] == made
    assert end is None


async def test_a_hidden_person_stands_there_only_by_what_they_published(database: str) -> None:
    shy = await a_partner("Shy", visibility=Visibility.HIDDEN)
    minji, owen = await a_partner("Minji"), await a_person("Owen", "employee")
    assert await found(minji) == []
    need = await a_need(by=shy)
    (card,) = (await needs(Sought(), reader=minji))[0]
    assert (card["id"], card["name"], card["has_page"]) == (need.id, "Shy", 0)
    assert [each["has_page"] for each in await needs_of(shy.id, owen)] == [1]
    assert not [name for name in card if "mail" in name]


async def test_whoever_left_or_takes_part_no_more_vanishes(database: str) -> None:
    admin, sora, minji = await a_person("Ada", "admin"), await a_partner(), await a_partner("Minji")
    need = await a_need(by=sora)
    await operations.deactivate(sora.id, by=admin)
    assert await found(minji) == await found(admin) == []
    await operations.reactivate(sora.id, by=admin)
    assert await found(minji) == [need.id]
    await Person.filter(id=sora.id).update(role="customer")
    assert await found(minji) == []


async def test_offers_fit_by_tags_and_then_by_words(database: str) -> None:
    sora, minji, owen = await a_partner(), await a_partner("Minji"), await a_person("Owen", "employee")
    looking = await a_need("예약 달력을 함께 만들 디자이너를 찾아요", by=sora, tags="디자인, 달력")
    by_words = await a_need("디자이너예요. 예약 화면을 그려 드려요", by=minji, kind="offering")
    by_tag = await a_need("Figma, anything.", by=minji, kind="offering", tags="달력")
    by_both_tags = await a_need("Anything.", by=owen, kind="offering", tags="달력,디자인")
    await a_need("함께 찾아요 드려요", by=minji, kind="offering")
    await a_need("예약 달력 디자이너를 저도 찾아요", by=minji, tags="디자인")
    await a_need("예약 달력 디자이너", by=sora, kind="offering", tags="디자인")

    fits = await fitting(looking.id, sora)

    assert [each["id"] for each in fits] == [by_both_tags.id, by_tag.id, by_words.id]
    assert fits[0]["shared"] == ["달력", "디자인"]
    assert await fitting(looking.id, minji) == [], "what fits mine is nobody else's business"


async def test_it_is_suggested_both_ways(database: str) -> None:
    sora, minji = await a_partner(), await a_partner("Minji")
    looking = await a_need("A kiln.", by=sora, tags="kiln")
    offering = await a_need("We fire.", by=minji, kind="offering", tags="kiln")
    assert [each["id"] for each in await fitting_mine(sora)] == [offering.id]
    assert [each["id"] for each in await fitting_mine(minji)] == [looking.id]
    assert [each["id"] for each in await fitting(offering.id, minji)] == [looking.id]
    assert await fitting_mine(await a_partner("New")) == []


async def test_between_blocked_people_there_is_nothing(database: str) -> None:
    sora, minji = await a_partner(), await a_partner("Minji")
    looking = await a_need("A kiln.", by=sora, tags="kiln")
    offering = await a_need("We fire.", by=minji, kind="offering", tags="kiln")
    await operations.block(minji.id, by=sora)
    for reader, theirs, own in ((sora, minji, looking), (minji, sora, offering)):
        assert await found(reader) == [own.id]
        assert await found(reader, tag="kiln", q="kiln") == [own.id]
        assert await needs_of(theirs.id, reader) == []
        assert await fitting_mine(reader) == await fitting(own.id, reader) == []
    await operations.unblock(minji.id, by=sora)
    assert await found(sora) == await found(minji) == [offering.id, looking.id]
