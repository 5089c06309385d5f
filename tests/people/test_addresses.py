"""An address is kept in one form, and a name is something to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from people.addresses import domain_of, normalised
from people.names import HANDLE, checked_handle, checked_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Grace@Example.COM ", "grace@example.com"),
        ("grace@한국.kr", "grace@xn--3e0b707e.kr"),
        ("ｇｒａｃｅ@example.com", "grace@example.com"),
        ("o'brien+tag@mail.example.co.uk", "o'brien+tag@mail.example.co.uk"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_one_form(typed: str, kept: str) -> None:
    assert normalised(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "grace",
            "@example.com",
            "grace@",
            "grace@example",
            "a b@example.com",
            "a@b@example.com",
            "a@-b.com",
        ),
        *(
            "a\r\nBcc: x@example.com",
            "a@exa mple.com",
            "a..b@example.com",
            "김서연@example.com",
            "a@127.0.0.1",
        ),
        *("a" * 65 + "@example.com", "a@" + "b." * 130 + "com"),
    ],
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        normalised(typed)
    assert "name@example.com" in refused.value.fields["email"]


@given(st.text(max_size=80))
def test_whatever_is_typed_gets_one_form_or_a_sentence(typed: str) -> None:
    try:
        kept = normalised(typed)
    except Invalid:
        return
    assert normalised(kept) == kept
    assert kept.isascii()
    assert not any(sign.isspace() for sign in kept)


@given(st.text(max_size=40))
def test_a_domain_is_one_or_none(typed: str) -> None:
    found = domain_of(typed)
    assert found is None or domain_of(found) == found


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "\u3164\u3164", "...", "\u202e"])
def test_a_name_that_nobody_could_read(typed: str) -> None:
    with pytest.raises(Invalid):
        checked_name(typed)


def test_names_count_characters_not_bytes() -> None:
    assert checked_name("  남궁\n민수  ") == "남궁 민수"
    assert checked_name("가" * 80) == "가" * 80
    with pytest.raises(Invalid):
        checked_name("가" * 81)


@pytest.mark.parametrize("typed", ["a", "-ab", "ab-", "a_b", "가나다", "admin", "x" * 31, "a b"])
def test_what_is_no_handle(typed: str) -> None:
    with pytest.raises(Invalid):
        checked_handle(typed)


@given(st.text(max_size=40))
def test_a_handle_is_what_a_mention_can_carry(typed: str) -> None:
    try:
        assert HANDLE.fullmatch(checked_handle(typed))
    except Invalid:
        return
