"""A page's key goes through an URL and comes back; anything else begins at the first page."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.paging import LARGEST, decode, encode

NUMBERS = st.integers(-LARGEST, LARGEST)
VALUES = NUMBERS | st.floats(-1e12, 1e12) | st.text("0123456789-:+T .가a", max_size=40)


@given(VALUES, NUMBERS)
def test_a_key_comes_back_as_it_went(value: float | int | str, number: int) -> None:
    address = encode((value, number))

    assert re.fullmatch(r"[\w-]*", address)
    assert decode(address) == (value, number)


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_junk_is_no_key_and_no_error(text: str) -> None:
    found = decode(text)
    assert found is None or decode(encode(found)) == found


@pytest.mark.parametrize(
    "junk",
    [
        "[1, true]",
        "[true, 1]",
        "[NaN, 1]",
        "[Infinity, 1]",
        "[1e400, 1]",
        f"[{10**30}, 1]",
        f"[1, {2**63}]",
        "[1, 1.5]",
        '["\\u0000", 1]',
        '["\\ud800", 1]',
        "[[1], 1]",
        "[1]",
        "[1, 2, 3]",
        "7",
        "null",
        '{"a": 1, "b": 2}',
        "[" * 100_000,
    ],
)
def test_what_no_database_holds_is_no_key(junk: str) -> None:
    assert decode(base64.urlsafe_b64encode(junk.encode()).decode()) is None
