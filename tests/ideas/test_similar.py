"""What is similar: by words and their forms, by other words for the same, and by meaning where that is known; never
what the reader may not see."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from activity import worker
from core.clock import now
from core.database import in_transaction, rows
from core.errors import NotFound
from ideas.models import Idea
from ideas.moves import Reasons, move
from ideas.operations import edit, withdraw
from ideas.search.indexing import put_many
from ideas.search.sameness import same, shared
from ideas.search.similar import like, similar
from ideas.semantic import embedding, keeping, near
from ideas.stewardship import hide
from tests.makers import a_board, a_person, an_idea
from triage.merging import merge

UNLIKE = (
    "예약금 환불이 느려요", "Sign in without a password", "Crash when rotating a photo", "글씨 좀 굵게 해 주세요",
    "Webhooks for cancelled reservations", "손님에게 생일 쿠폰 보내기", "The free plan's limit of receipts",
    "임시 휴무를 여러 날 한 번에", "A map of all branches", "회의실 냉방 온도를 낮춰 주세요",
    "Let partners publish joint offers", "주차 요금을 앱에서 정산하기",
)  # fmt: skip

ALIKE = (
    ("다크모드 지원해 주세요", "캘린더에도 다크 모드가 있으면 좋겠어요", ["다크모드"]),
    ("엑셀 다운로드 기능", "주문 목록을 엑셀로 다운로드하고 싶습니다", ["엑셀", "다운로드"]),
    ("Exporting invoices", "Please add an export of every invoice", ["Exporting", "invoices"]),
    ("Keybord navigation", "Keyboard navigation in tables", ["Keybord", "navigation"]),
    ("Dark mode for the calendar", "캘린더 야간 모드", []),
    ("로그아웃 버튼이 안 보여요", "Where is the button to sign out?", []),
)


@pytest.fixture
async def others(database: str) -> None:
    await _fill(UNLIKE)


async def test_forms_spaces_particles_slips_and_other_words_meet(others: None) -> None:
    targets = [await an_idea(title, body="") for _, title, _ in ALIKE]

    for (question, _, words), target in zip(ALIKE, targets, strict=True):
        found = {each["id"]: each for each in await similar(question, reader=None, limit=3)}
        assert target.id in found, question
        assert found[target.id]["shared"] == words


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("다크 모드를 캘린더에도 지원해 주세요", "캘린더 다크모드", True),
        ("Export of invoices to Excel", "Exporting an invoice to Excel", True),
        ("Calendar crashes on Android", "The app crashes when I open a calendar (Android)", True),
        ("Dark mode for the calendar", "Calendar shows the wrong week", False),
        ("Dark mode for the calendar", "Dark mode for the editor", False),
        ("Export invoices to Excel", "Import invoices from Excel", False),
        ("엑셀로 주문 내려받기", "엑셀로 주문 올리기", False),
        ("글자 수 제한을 늘려 주세요", "글자 수 제한을 줄여 주세요", False),
        ("Dark mode for the calendar", "캘린더 야간 모드", True),
        ("비밀번호 재설정 이메일", "Password reset email", True),
        ("Delete my account", "회원 탈퇴", True),
        ("환불이 느려요", "Refunds in dark mode", False),
        ("Room for 10 people", "Room for 20 people", False),
        ("글씨가 너무 작아요", "환불이 너무 늦어요", False),
        ("부탁드립니다", "부탁드려요", False),
    ],
)  # fmt: skip
def test_only_what_says_nearly_all_of_the_other_is_clearly_the_same(
    one: str, other: str, alike: bool
) -> None:
    assert same(one, other, lambda token: 1.0) is same(other, one, lambda token: 1.0) is alike


def test_the_words_that_two_titles_share_stand_in_both() -> None:
    assert shared("다크모드 지원해 주세요", "캘린더에 다크 모드") == ["다크모드"]
    assert shared("비밀번호 없이 한번 더 로그인", "말도 없이 한번 멈췄어요") == []
    assert shared("Exporting invoices", "Export of the report") == ["Exporting"]
    assert shared("로그인이 안 돼요", "예약이 안 보여요") == []


async def test_nobody_is_shown_what_they_may_not_see(others: None) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    inner, careful = await a_board("inner", "staff"), await a_board("careful", hold_for_review=True)
    secret = await an_idea("Purple elephants on the roof", by=mina, board=inner.slug)
    hidden, gone = await an_idea("Purple elephants!"), await an_idea("Purple elephants", by=ada)
    held = await an_idea("A purple elephant", by=ada, board=careful.slug)
    await hide(hidden.id, reason="Elsewhere.", by=mina)
    await withdraw(gone.id, by=ada)

    assert held.held
    assert (
        await similar("Purple elephants", reader=None) == await similar("Purple elephants", reader=ada) == []
    )
    assert [each["id"] for each in await similar("Purple elephants", reader=mina)] == [secret.id]
    with pytest.raises(NotFound):
        await like(secret.id, reader=ada)


async def test_what_was_decided_is_shown_and_what_was_merged_stands_for_its_target(others: None) -> None:
    mina = await a_person("Mina", "manager")
    declined, source = (
        await an_idea("Purple elephants on the roof"),
        await an_idea("Purple elephants at night"),
    )
    target = await an_idea("Large animals above us")
    await move(declined.id, to="declined", by=mina, why=Reasons(reason="No.", kind="policy"))
    await merge([source.id], into=target.id, by=mina)

    found = {each["id"]: each for each in await similar("Purple elephants", reader=None)}
    assert set(found) == {declined.id, target.id}
    assert (found[declined.id]["stage"], found[declined.id]["votable"]) == ("declined", False)
    assert (found[target.id]["title"], found[target.id]["votable"]) == ("Large animals above us", True)
    assert [each["id"] for each in await like(declined.id, reader=None)] == [target.id]
    assert target.id not in {each["id"] for each in await like(source.id, reader=None)}
    assert [each["id"] for each in await similar("Purple elephants", reader=None, but=target.id)] == [
        declined.id
    ]


async def test_words_that_each_stand_in_thousands_of_titles_are_found_together(database: str) -> None:
    common = ("invoice", "calendar", "coupon", "report", "예약", "정산", "쿠폰", "목록")
    titles = [f"{common[n % 8]} {common[(n + 1 + n // 8 % 2) % 8]} no {n}" for n in range(3000)]
    await _fill(
        [
            *titles[:1500],
            "Print the calendar with each report",
            "쿠폰 목록이 예약에 안 보여요",
            *titles[1500:],
        ]
    )

    english = await similar("A report of my calendar, printed", "I print it each week.", reader=None)
    korean = await similar("예약에서 쿠폰 목록 보기", reader=None)

    assert "Print the calendar with each report" in [each["title"] for each in english]
    assert "쿠폰 목록이 예약에 안 보여요" in [each["title"] for each in korean]
    assert await similar("", reader=None) == await similar("?! .", "…", reader=None) == []


async def test_an_old_idea_with_the_rare_words_comes_before_all_newer_ones_with_the_common(
    database: str,
) -> None:
    forms = [f"Calendar view number {n} of invoices" for n in range(900)]
    await _fill(
        [
            "Umlauts in the calendar's invoices are garbled",
            "Print invoice quickly",
            *forms,
            "Printing forms",
            "Time zone in the calendar",
            *[f"Timezone of the calendar {n}" for n in range(40)],
        ]
    )

    async def titles(question: str) -> list[str]:
        return [each["title"] for each in await similar(question, reader=None)]

    assert (await titles("Calendar invoices with umlauts"))[
        0
    ] == "Umlauts in the calendar's invoices are garbled"
    assert (await titles("The calendar's time zone"))[0] == "Time zone in the calendar"
    assert (await titles("Printing"))[:2] == ["Printing forms", "Print invoice quickly"]
    assert len(await titles("Invoices")) == 5


class Topics:
    """A model that knows a few topics by their words, and may be slow."""

    name = "topics"
    words = ("night dark 어두운 evening", "export spreadsheet 엑셀", "photo picture 사진")

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def query(self, text: str) -> bytes:
        self.may_go_on.wait(10)
        return self.passages([text])[0]

    def passages(self, texts: Sequence[str]) -> list[bytes]:
        return [self._vector(text.casefold()) for text in texts]

    def _vector(self, text: str) -> bytes:
        vector = np.random.default_rng(len(text)).integers(-20, 20, 384)
        for number, topic in enumerate(self.words):
            if any(word in text for word in topic.split()):
                vector[number * 100 : number * 100 + 100] += 100
        return bytes(vector.astype(np.int8).tobytes())


@pytest.fixture
def topics(monkeypatch: pytest.MonkeyPatch) -> Iterator[Topics]:
    monkeypatch.setattr(near, "EVERY", 0)
    model = Topics()
    embedding.use(model)
    yield model
    model.may_go_on.set()
    embedding.use(None)


@pytest.fixture
async def meant(others: None, topics: Topics) -> Idea:
    """An idea among others; what all of them mean is known."""
    idea = await an_idea("My eyes hurt in the evening", body="")
    await keeping.catch_up()
    await worker.drain(lambda line: None)
    return idea


async def test_meaning_finds_what_shares_no_word_and_follows_an_edit(meant: Idea) -> None:
    assert meant.id in [each["id"] for each in await similar("어두운 바탕", reader=None)]

    await edit(meant.id, title="Take a picture", body="", by=await meant.author)
    await worker.drain(lambda line: None)

    stored = await rows("SELECT model FROM idea_vector WHERE idea_id = :id", id=meant.id)
    assert [each["model"] for each in stored] == ["topics"]
    assert (await similar("사진", reader=None))[0]["id"] == meant.id


async def test_the_page_never_waits_for_meaning(meant: Idea, topics: Topics) -> None:
    topics.may_go_on.clear()

    found = await asyncio.wait_for(similar("Eyes hurt", reader=None), 5)

    assert [each["id"] for each in found] == [meant.id]


def test_without_the_extra_nothing_of_it_is_loaded() -> None:
    said = (
        "import composition, ideas.search.similar, sys; composition.compose(); print('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", said], capture_output=True, text=True).stdout == "False\n"


@in_transaction
async def _fill(titles: Sequence[str]) -> None:
    """Ideas without authors, as an import leaves them."""
    board = (await rows("SELECT id FROM board ORDER BY id LIMIT 1"))[0]["id"]
    given = {
        "board_id": board,
        "kind": "idea",
        "body": "",
        "body_html": "",
        "lang": "en",
        "created_at": now(),
    }
    await Idea.bulk_create([Idea(title=title, **given) for title in titles])
    ids = [each["id"] for each in await rows("SELECT id FROM idea ORDER BY id")]
    for start in range(0, len(ids), 500):
        await put_many(ids[start : start + 500])
