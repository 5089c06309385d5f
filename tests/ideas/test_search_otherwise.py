"""Searching by words that mean the same, and Korean words that only seem to stand in a text; on both databases."""

import pytest

from ideas.models import Idea
from ideas.search.asking import asked
from ideas.search.cutting import tokens
from ideas.search.finding import Found, search_ideas
from ideas.search.otherwise import FEW, MOST, terms_in
from ideas.search.standing import places, stands
from people.models import Person
from tests.ideas.test_search import ANYWHERE
from tests.makers import a_board, a_person, an_idea
from triage.merging import merge


async def search(question: str, reader: Person | None = None, **filters: object) -> Found:
    return await search_ideas(question, ANYWHERE.but(**filters), reader=reader)


def titles(found: Found) -> tuple[list[str], list[str]]:
    """What has the words themselves, and what has other words for the same."""
    return [each["title"] for each in found.rows], [each["title"] for each in found.otherwise]


@pytest.mark.parametrize(
    ("text", "word", "there"),
    [
        ("달력에 다크 모드를", "다크모드", True),
        ("푸시알림이 와요", "알림", True),
        ("모바일앱 알림이 와요", "앱알림", True),
        ("모바일푸시 알림", "푸시알림", True),
        ("새 글쓰기", "새글", True),
        ("다크, 모드", "다크모드", True),
        ("엑셀로 다운로드", "엑셀다운로드", True),
        ("글씨를 보다 크게", "다크", False),
        ("누가 입을 열었나", "가입", False),
        ("에서 비스킷을", "서비스", False),
        ("다크. 모드", "크모", False),
        ("엑셀 파일", "엑셀다운로드", False),
    ],
)
def test_a_korean_word_stands_across_a_space_only_with_a_whole_word(
    text: str, word: str, there: bool
) -> None:
    assert stands([text], word) is there
    assert all(
        text[first:last].replace(" ", "").replace(",", "") == word for first, last in places(text, word)
    )


async def test_a_pair_of_syllables_across_a_space_is_no_word(database: str) -> None:
    await an_idea(
        "글씨를 보다 크게 해 주세요", body="누가 입을 옷인지 다 크게 보여요. 예전 회사 진행이 느려요."
    )
    await an_idea("달력에 다크 모드를", body="밤에")
    await an_idea("엑셀로 다운로드", body="표를")

    assert {"다크", "가입", "사진"} <= tokens("보다 크게") | tokens("누가 입을") | tokens("회사 진행")
    assert titles(await search("가입")) == ([], [])
    assert titles(await search("사진")) == ([], [])
    assert titles(await search("다크모드")) == (["달력에 다크 모드를"], [])
    assert titles(await search("엑셀다운로드")) == (["엑셀로 다운로드"], [])
    assert titles(await search("다크 글씨"))[0] == ["글씨를 보다 크게 해 주세요"]  # its body says 다 크게


async def test_few_results_are_joined_by_other_words_for_the_same(database: str) -> None:
    ada = await a_person("Ada")
    await an_idea("Dark mode", body="For the night.", by=ada)
    await an_idea("글씨를 보다 크게", body="", by=ada)
    await an_idea("Log in with a passkey", body="", by=ada)
    await an_idea("Keep a log of it", body="", by=ada)
    await an_idea("Export to a spreadsheet", body="", by=ada)
    await an_idea("Money back for cancelled orders", body="", tags="환불", by=ada)

    assert titles(await search("다크 모드")) == ([], ["Dark mode"])
    assert titles(await search("다크모드를")) == ([], ["Dark mode"])
    assert titles(await search("로그인")) == ([], ["Log in with a passkey"])
    assert titles(await search("엑셀 내려받기")) == ([], ["Export to a spreadsheet"])
    assert titles(await search("환불"))[0] == ["Money back for cancelled orders"]
    assert titles(await search("야간모드 passkey"))[1] == []
    assert titles(await search('"다크 모드"')) == ([], [])
    assert titles(await search("다크모드 -night")) == ([], [])
    marks = (await search("다크 모드")).otherwise[0]["title_pieces"]
    assert [words for words, found in marks if found] == ["Dark", "mode"]


async def test_enough_results_stand_alone_and_those_of_other_words_are_bounded(database: str) -> None:
    ada = await a_person("Ada")
    for number in range(MOST + 3):
        await an_idea(f"Dark theme {number}", body="", by=ada)
    for number in range(FEW):
        assert len((await search("다크모드")).otherwise) == MOST
        await an_idea(f"다크모드 {number}", body="", by=ada)

    enough = await search("다크모드")
    assert len(enough.rows) == FEW
    assert not enough.otherwise


async def test_other_words_find_nothing_that_the_reader_may_not_see_or_filtered_away(database: str) -> None:
    employee, mina = await a_person("Emil", "employee"), await a_person("Mina", "manager")
    await a_board("inside", "staff")
    secret = await an_idea("Dark mode for the till", board="inside", by=employee)
    assert titles(await search("다크모드")) == ([], [])
    assert titles(await search("다크모드", employee)) == ([], ["Dark mode for the till"])

    open_one = await an_idea("A dark theme", by=employee)
    assert titles(await search("다크모드")) == ([], ["A dark theme"])
    assert titles(await search("다크모드", kind="complaint")) == ([], [])
    target = await an_idea("Colours of the evening", body="", by=employee)
    await merge([open_one.id], into=target.id, by=mina)
    assert titles(await search("다크모드")) == ([], ["Colours of the evening"])
    assert (await Idea.get(id=secret.id)).title == "Dark mode for the till"


async def test_of_one_syllable_those_come_first_in_which_a_word_begins_with_it(database: str) -> None:
    ada = await a_person("Ada")
    await an_idea("세금 계산서", body="", by=ada)
    await an_idea("보다 자세한 설명", body="", by=ada)
    hot = await an_idea("자세하게", body="세로로", by=ada)
    await an_idea("가게의 부가세", body="", by=ada)
    await Idea.filter(id=hot.id).update(votes=900)
    await an_idea("글을 세로로", body="", by=ada)
    await an_idea("설명서", body="세로로", by=ada)

    found = titles(await search("세"))[0]
    assert set(found[:2]) == {"세금 계산서", "글을 세로로"}
    assert found[2:3] + found[-1:] == ["자세하게", "설명서"]


def test_the_longest_term_of_the_thesaurus_counts_and_the_rest_is_met_as_it_is_written() -> None:
    def written(question: str) -> list[tuple[str, bool]]:
        return [(term.written, bool(term.groups)) for term in terms_in(asked(question).needed)]

    assert written("로그아웃") == [("로그아웃", True)]
    assert written("다크모드설정을") == [("다크모드", True), ("설정", True)]
    assert written("영상통화") == [("영상", True), ("통화", False)]
    assert written("umbrella") == [("umbrella", False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("글자", "글씨"),
        ("글씨", "폰트"),
        ("글꼴", "font"),
        ("다운로드", "내려받기"),
        ("내보내기", "download"),
        ("부가가치세", "부가세"),
        ("vat", "부가가치세"),
        ("로그인", "sign in"),
        ("푸시", "notification"),
        ("결제", "payment"),
        ("환불", "refund"),
        ("구독", "subscription"),
        ("비번", "password"),
        ("재설정", "reset"),
        ("월급", "급여"),
        ("손님", "customer"),
        ("매장", "가게"),
        ("영업시간", "opening hours"),
        ("자전거", "bike"),
        ("승강기", "엘리베이터"),
    ],
)
def test_words_that_people_use_for_the_same_are_of_one_group(one: str, other: str) -> None:
    first, second = (terms_in(tuple(words.split())) for words in (one, other))

    assert len(first) == len(second) == 1
    assert first[0].groups & second[0].groups
