"""How texts are cut and questions read, and how what was found is shown."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ideas.search.asking import Asked, Unknown, asked
from ideas.search.cutting import LONGEST, TITLE, _stem, asked_tokens, indexed, stem, tokens
from ideas.search.marking import marked, passage, says
from ideas.search.matching import nearly


def text_of(pieces: list[tuple[str, bool]]) -> str:
    return "".join(f"[{words}]" if found else words for words, found in pieces)


def test_a_text_is_cut_across_spaces_and_a_question_within_its_words() -> None:
    assert {"다크", "크모", "모드", "다", "드"} <= tokens("다크 모드")
    assert "드사" not in tokens("다크 모드. 사진") | tokens("다크 모드\n사진") | tokens("다크 모드 A 사진")
    assert asked_tokens("다크모드를") == (("다크", "크모", "모드"),)
    assert {"exporting", "export"} <= tokens("Exporting")
    assert {"ios17", "ios", "17"} <= tokens("iOS17")
    assert {TITLE + "다크", "다크", "야간"} <= set(indexed("다크", "", ["야간"]))
    assert tokens("ㅋㅋㅋ … !") == set()


def test_words_are_cut_the_same_by_many_threads_at_once() -> None:
    words = [
        f"{begins}{middle}izations"
        for begins in ("nation", "organ", "real")
        for middle in map(str, range(200))
    ]
    words = [
        "".join(chr(ord("a") + int(each)) if each.isdigit() else each for each in word) for word in words
    ]
    alone = [stem(word) for word in words]
    _stem.cache_clear()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(stem, words, chunksize=1)) == alone
    finally:
        sys.setswitchinterval(usual)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_every_word_of_a_text_finds_it(text: str) -> None:
    kept = tokens(text)

    assert all(token and " " not in token and len(token) <= LONGEST + 2 for token in kept)
    for word in text.split():
        ways = asked_tokens(word)
        assert not ways or any(set(way) <= kept for way in ways), word


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(words for words, _ in marked(text, asked("다크모드 export"))) == text
    assert isinstance(asked(text), Asked)


@pytest.mark.parametrize(
    ("question", "text", "shown"),
    [
        ("다크모드", "다크 모드, 다크  모드", "[다크 모드], [다크  모드]"),
        ("알림을", "푸시알림이 와요", "푸시[알림]이 와요"),
        ("export", "Exporting an EXPORT, exported.", "[Exporting] an [EXPORT], [exported]."),
        ("pdf", "PDF로 저장", "[PDF]로 저장"),
        ('"다크 모드"', "다크모드", "[다크모드]"),
        ("다크모드를", "달력에 다크 모드를", "달력에 [다크 모드]를"),
        ("엑셀다운로드", "엑셀로 다운로드", "[엑셀]로 [다운로드]"),
        ("엑셀다운로드", "엑셀 파일", "엑셀 파일"),
        ("다크", "보다 크게, 다크", "보다 크게, [다크]"),
        ("sign-in", "Sign-in and signing", "[Sign-in] and signing"),
        ("앱", "모바일앱", "모바일[앱]"),
        ("크모", "다크. 모드", "다크. 모드"),
        ("-dark mode", "dark mode", "dark [mode]"),
        ("it", "<b>it</b>", "<b>[it]</b>"),
    ],
)
def test_words_that_were_found_are_marked(question: str, text: str, shown: str) -> None:
    assert text_of(marked(text, asked(question))) == shown


def test_a_passage_stands_around_what_was_found() -> None:
    text = f"# Title\n\n{'before ' * 60}the **needle** here {'after ' * 60}"
    shown = text_of(passage(text, asked("needle")))

    assert shown.startswith("… before")
    assert shown.endswith("…")
    assert "the [needle] here" in shown
    assert len(shown) < 190
    assert text_of(passage("Short.", asked("needle"))) == "Short."


def test_quoted_words_stand_in_their_order() -> None:
    assert says("Dark-mode, please", "dark mode")
    assert not says("Darker mode", "dark mode")
    assert says("다크 모드를", "다크모드")
    assert says("푸시 알림", "푸시알림")
    assert says("PDF로 저장", "pdf")
    assert not says("apdf", "pdf")


def test_a_question_is_read_from_any_keyboard() -> None:
    read = asked('다크모드 “푸시 알림” －이메일 stage：planned author:"Grace Hopper" it\'s -')

    assert (read.words, read.phrases, read.without) == (("다크모드", "it's"), ("푸시 알림",), ("이메일",))
    assert (read.stage, read.author, read.empty) == ("planned", "Grace Hopper", False)
    assert asked("please export it").needed == ("export",)
    assert asked("please").needed == ("please",)
    assert asked('"unclosed word').words == ("unclosed", "word")
    assert asked("foo:bar").words == ("foo", "bar")
    assert all(asked(nothing).empty for nothing in ("", "-only", "ㅋㅋ", "the", '""', "-", "\0"))


def test_an_operator_takes_what_stands_behind_its_colon() -> None:
    for text in ("단계:예정 엑셀", "단계: 예정 엑셀", "stage：planned 엑셀", 'Stage: "Planned" 엑셀'):
        assert (asked(text).stage, asked(text).words) == ("planned", ("엑셀",)), text
    for text in ("단계:검토 중 엑셀", "stage: under review 엑셀", "엑셀 단계:검토중"):
        assert (asked(text).stage, asked(text).words) == ("reviewing", ("엑셀",)), text
    assert (asked("종류: 불편 단계: 진행 중").kind, asked("종류: 불편 단계: 진행 중").stage) == (
        "complaint",
        "open",
    )
    assert asked("단계: 예정 태그: 엑셀").tag == "엑셀"
    assert asked("note: dark").words == ("note", "dark")
    assert asked("단계:").words == ("단계",)
    assert asked("단계 예정").words == ("단계", "예정")
    assert asked("-stage:planned export").stage == ""


def test_a_stage_that_there_is_not_leaves_its_place_open() -> None:
    read = asked("calendar stage:nonsense -red")

    assert read.empty
    assert (read.words, read.without) == (("calendar",), ("red",))
    assert read.unknown == Unknown("stage", "nonsense", "calendar ", " -red")
    assert asked("종류:바람").unknown == Unknown("kind", "바람")
    assert asked("stage:planned").unknown is None


def test_a_long_korean_word_may_be_written_with_something_in_its_middle() -> None:
    assert ("엑셀", "다운", "운로", "로드") in nearly("엑셀다운로드")
    assert nearly("다크모") == nearly("export") == ()
