"""Text that people write, Korean as well as English."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import changes, clean, excerpt, language, one_line, slug

TEXT = st.text(alphabet=st.sampled_from("ab 가나,\n"), max_size=60)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("다크 모드를 지원해 주세요", "ko"),
        ("Dark mode, please", "en"),
        ("iOS 앱에서 OAuth 로그인이 안 돼요", "ko"),
        ("What does 눈치 mean in this menu of ours?", "en"),
        ("ㅋㅋㅋ", "ko"),
        ("12345 !!!", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_the_writers(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Dark mode, please!", "dark-mode-please"),
        ("다크 모드를 지원해 주세요", "다크-모드를-지원해-주세요"),
        ("!!!", ""),
        ("word " * 40, "-".join(["word"] * 12)),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_slug_is_words_in_any_script(text: str, made: str) -> None:
    assert slug(text) == made
    assert len(made) <= 60


@given(st.text(max_size=200))
def test_a_slug_fits_into_an_address(text: str) -> None:
    assert len(slug(text)) <= 60
    assert all(letter.isalnum() or letter == "-" for letter in slug(text))


def test_cleaning_keeps_words_and_takes_what_deceives() -> None:
    assert clean("  a\r\nb\rc\x00\x1b\t ") == "a\nb\nc"
    assert clean("invoice\u202efdp.exe") == "invoicefdp.exe"
    assert clean("\u1112\u1161\u11ab") == "한"
    assert clean("bad \ud800 half") == "bad ? half"
    assert one_line(" two\n\n lines ") == "two lines"


@given(st.text(max_size=60) | st.text("e\u0301\u200b\x00 \u1112\u1161\u11ab\r\n", max_size=9))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    clean(text).encode()


def test_an_excerpt_is_the_first_words_without_marks() -> None:
    assert (
        excerpt("# Title\n\n- **Bold** and [a link](https://x.example) `code`")
        == "Title Bold and a link code"
    )
    assert excerpt("```\ncode\n```\nafter") == "after"
    assert excerpt("one two three four", 12) == "one two…"
    assert len(excerpt("가" * 500)) <= 161


def joined(parts: list[tuple[str, str]], without: str) -> str:
    return "".join(words for what, words in parts if what != without)


@given(TEXT, TEXT)
def test_changes_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    parts = changes(before, after)

    assert joined(parts, without="new") == before
    assert joined(parts, without="gone") == after


def test_changes_are_told_in_words() -> None:
    assert changes("알림이 너무 많아요", "알림이 조금 많아요") == [
        ("same", "알림이"),
        ("gone", " 너무"),
        ("new", " 조금"),
        ("same", " 많아요"),
    ]
    assert changes("same", "same") == [("same", "same")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 10_000, "a " * 9_999 + "b"),
        ("x y " * 5_000, "y x " * 5_000),
        ("a\n" * 10_000, "b\n" + "a\n" * 9_999),
        ("\n" * 20_000, "\n" * 19_999 + "x"),
    ],
)
def test_comparing_the_longest_texts_ends_soon(before: str, after: str) -> None:
    began = time.perf_counter()
    parts = changes(before, after)

    assert time.perf_counter() - began < 2
    assert joined(parts, without="new") == before
    assert joined(parts, without="gone") == after
