"""What people look for and offer: how it is published, how long it stands, and who may change it."""

from datetime import timedelta

import pytest

from activity.models import Event, Notice
from core.clock import moved_to, now
from core.errors import Invalid, NotFound, Refused
from partners import needs
from partners.directory import Sought, need_of, needs_of
from partners.directory import needs as directory
from partners.models import Need, NeedTag, PartnerRules
from people.models import Contact, Person
from tests.makers import a_person
from tests.partners.world import a_need, a_partner


async def listed(reader: Person) -> list[int]:
    return [each["id"] for each in (await directory(Sought(), reader=reader))[0]]


async def test_what_is_published_stands_for_ninety_days_and_vanishes_by_itself(database: str) -> None:
    sora, minji = await a_partner(), await a_partner("Minji")
    need = await a_need("도자기 공방을 찾아요", by=sora, tags="도자기, #Export")

    assert await listed(minji) == await listed(sora) == [need.id]
    assert (await need_of(need.id, minji))["tags"] == ["도자기", "export"]
    assert need.lang == "ko"
    with moved_to(now() + timedelta(days=89)):
        assert await listed(minji) == [need.id]
    with moved_to(now() + timedelta(days=91)):
        assert await listed(minji) == await listed(sora) == []
        with pytest.raises(NotFound):
            await need_of(need.id, minji)
        assert await needs_of(sora.id, minji) == []
        assert [each["id"] for each in await needs_of(sora.id, sora)] == [need.id]
        renewed = await needs.renew(need.id, by=sora)
        assert renewed.expires_at == now() + needs.LASTS
        assert await listed(minji) == [need.id]


async def test_a_need_that_stands_long_enough_isnt_renewed(database: str) -> None:
    sora = await a_partner()
    need = await a_need(by=sora)

    with pytest.raises(Refused):
        await needs.renew(need.id, by=sora)
    with moved_to(now() + timedelta(days=77)):
        await needs.renew(need.id, by=sora)
    assert (await Need.get(id=need.id)).expires_at > now() + timedelta(days=160)


async def test_changing_and_ending_are_for_whoever_published_it(database: str) -> None:
    sora, minji, admin = await a_partner(), await a_partner("Minji"), await a_person("Ada", "admin")
    need = await a_need("We look for a potter.", by=sora, tags="clay")

    for somebody in (minji, admin):
        for act in (needs.renew, needs.end):
            with pytest.raises(NotFound):
                await act(need.id, by=somebody)
        with pytest.raises(NotFound):
            await needs.change(need.id, kind="offering", text="Mine.", by=somebody)
    await needs.change(need.id, kind="offering", text="We fire your clay.", tags="kiln", by=sora)
    found = await need_of(need.id, minji)
    assert (found["kind"], found["text"], found["tags"]) == ("offering", "We fire your clay.", ["kiln"])
    assert [each["id"] for each in (await directory(Sought(q="fire"), reader=minji))[0]] == [need.id]
    assert (await directory(Sought(q="potter"), reader=minji))[0] == []
    await needs.end(need.id, by=sora)
    assert await listed(minji) == await listed(sora) == await needs_of(sora.id, sora) == []
    for again in (needs.end, needs.renew):
        with pytest.raises(NotFound):
            await again(need.id, by=sora)


async def test_what_is_wrong_is_said_beside_each_field(database: str) -> None:
    sora = await a_partner()
    with pytest.raises(Invalid) as wrong:
        await needs.publish(kind="x", text=" ", tags=",".join("abcdefghi"), by=sora)
    assert set(wrong.value.fields) == {"kind", "text", "tags"}
    with pytest.raises(Invalid) as wrong:
        await needs.publish(kind="looking", text="x" * 1001, by=sora)
    assert set(wrong.value.fields) == {"text"}
    assert not await Need.exists()
    whole = await needs.publish(kind="looking", text="x" * 1000, tags=",".join("abcdefgh"), by=sora)
    assert await NeedTag.filter(need_id=whole.id).count() == 8


async def test_the_same_form_publishes_once(database: str) -> None:
    sora = await a_partner()
    first = await a_need(by=sora, key="form")
    again = await a_need(by=sora, key="form")
    assert first.id == again.id
    assert await Need.filter(person_id=sora.id).count() == 1


async def test_publishing_keeps_or_changes_who_may_write(database: str) -> None:
    sora = await a_partner()
    await a_need(by=sora, contact="")
    assert (await Person.get(id=sora.id)).contact is Contact.SHARED_ROOM
    await a_need(by=sora, contact="members")
    assert (await Person.get(id=sora.id)).contact is Contact.MEMBERS
    with pytest.raises(Invalid):
        await a_need(by=sora, contact="everybody")
    assert await Need.filter(person_id=sora.id).count() == 2


async def test_nobody_fills_the_directory_alone(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "MOST", 2)
    sora = await a_partner()
    first, _second = await a_need(by=sora), await a_need(by=sora)
    with pytest.raises(Refused, match="2 entries"):
        await a_need(by=sora)
    await needs.end(first.id, by=sora)
    await a_need(by=sora)


async def test_who_doesnt_take_part_has_no_directory(database: str) -> None:
    grace, sora = await a_person(), await a_partner()
    need = await a_need(by=sora)
    for refused in (
        lambda: needs.publish(kind="looking", text="A potter.", by=grace),
        lambda: directory(Sought(), reader=grace),
        lambda: need_of(need.id, grace),
    ):
        with pytest.raises(NotFound):
            await refused()  # type: ignore[no-untyped-call]
    assert await needs_of(sora.id, grace) == await needs_of(sora.id, None) == []
    await PartnerRules.create(id=1, customers_take_part=True)
    hers = await a_need(by=grace)
    assert await listed(sora) == await listed(grace) == [hers.id, need.id]
    await PartnerRules.filter(id=1).update(customers_take_part=False)
    assert await listed(sora) == [need.id], (
        "what a customer published goes when customers no longer take part"
    )


async def test_it_is_recorded_and_tells_nobody(database: str) -> None:
    sora = await a_partner()
    need = await a_need(by=sora)
    await needs.change(need.id, kind="looking", text="A kiln.", by=sora)
    await needs.end(need.id, by=sora)
    told = await Event.filter(subject_type="person", subject_id=sora.id).order_by("id")
    assert [each.action for each in told if each.action.startswith("need.")] == [
        "need.published", "need.changed", "need.ended",
    ]  # fmt: skip
    assert all(each.details.get("need") == need.id for each in told if each.action.startswith("need."))
    assert not await Notice.exists()
