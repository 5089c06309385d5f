"""What may want the same: in Korean and in English, among what the reader sees, and never decided by itself."""

import pytest

from activity import worker
from activity.models import Task
from core.database import in_transaction
from core.errors import NotFound
from ideas.models import Idea
from ideas.moves import Reasons, move
from ideas.stewardship import hide
from tests.makers import a_board, a_person, an_idea
from triage import duplicates
from triage.duplicates import candidates, search
from triage.hearing import hear_import
from triage.merging import merge
from triage.models import Attention

UNLIKE = (
    "예약금 환불이 느려요", "Sign in without a password", "Crash when rotating a photo", "글씨 좀 크게 해 주세요",
    "Webhooks for cancelled reservations", "세금계산서를 앱 안에서 발급", "The free plan's limit of receipts",
    "임시 휴무를 여러 날 한 번에", "A map of all branches", "손님에게 생일 쿠폰 보내기",
)  # fmt: skip


async def test_candidates_are_what_the_reader_sees_and_may_still_take_it(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    board = await a_board("secret", "staff")
    for title in UNLIKE[:4]:
        await an_idea(title)
    idea = await an_idea("캘린더 다크모드")
    alike = await an_idea("다크 모드를 캘린더에도 지원해 주세요")
    inside = await an_idea("캘린더 다크모드 언제 되나요", by=mina, board=board.slug)
    hidden = await an_idea("캘린더에 다크모드!!")
    await hide(hidden.id, reason="Twice the same.", by=mina)

    assert [each["id"] for each in await candidates(idea.id, mina)] == [inside.id, alike.id]
    seen = await candidates(idea.id, ada)
    assert [(each["id"], each["shared"]) for each in seen] == [(alike.id, ["캘린더", "다크모드"])]
    await merge([alike.id], into=idea.id, by=mina)
    assert await candidates(idea.id, ada) == []
    with pytest.raises(NotFound):
        await candidates(inside.id, ada)


async def test_a_new_post_is_looked_at_once_and_shown_beside_the_earlier(database: str) -> None:
    for title in UNLIKE:
        await an_idea(title)
    earlier = await an_idea("Export of invoices to Excel")
    later = await an_idea("Exporting an invoice to Excel")

    await worker.drain(lambda line: None)

    found = await Attention.filter(why="duplicate")
    assert [(each.idea_id, each.other_id, each.words) for each in found] == [
        (later.id, earlier.id, "Exporting, invoice, Excel")
    ]


async def test_an_import_is_looked_at_as_a_whole(database: str) -> None:
    ideas = [await an_idea(title) for title in (*UNLIKE, "캘린더 다크모드", "캘린더에 다크모드 부탁")]
    await Attention.all().delete()
    for number, idea in enumerate(ideas):
        await Idea.filter(id=idea.id).update(source="elsewhere", source_id=str(number))

    await in_transaction(hear_import)([idea.id for idea in ideas])
    await Attention.filter(why="duplicate").delete()
    await duplicates.import_step(await Task.get(kind=duplicates.AFTER_IMPORT))

    assert [(each.idea_id, each.other_id) for each in await Attention.filter(why="duplicate")] == [
        (ideas[-1].id, ideas[-2].id)
    ]
    assert await Attention.filter(why="new").count() == len(ideas)


async def test_the_picker_finds_by_number_address_words_and_likeness(database: str) -> None:
    mina = await a_person("Mina", "manager")
    for title in UNLIKE:
        await an_idea(title)
    dark, root = await an_idea("캘린더 다크모드"), await an_idea("Dark calendar, 100%_sure")
    declined = await an_idea("Dark blue letters")
    await move(declined.id, to="declined", by=mina, why=Reasons(reason="No.", kind="policy"))

    async def found(text: str, **more: int) -> list[int]:
        return [each["id"] for each in await search(text, mina, **more)]

    assert (
        await found(f"#{dark.id}") == await found(f"http://madang.test/ideas/{dark.id}-캘린더") == [dark.id]
    )
    assert await found("다크 모드") == await found("다크모드 캘린더") == [dark.id]
    assert await found("dark") == [declined.id, root.id]
    assert await found("100%_s") == [root.id]
    assert await found("다크모드 캘린다") == [dark.id]
    assert await found("dark", but=root.id) == [declined.id]
    assert await found("  ") == await found("#999999") == []
    await merge([dark.id], into=root.id, by=mina)
    assert await found(str(dark.id)) == [root.id]
