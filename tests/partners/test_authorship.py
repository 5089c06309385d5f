"""Whose text stands in a document, and how two texts are compared and put together, whatever they say."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_any
from hypothesis import strategies as some

from partners import authorship
from partners.authorship import authors_of, credit_of, lines_of
from partners.credit import packed, unpacked
from partners.differences import Line, changed_words, compare, folded, lines
from partners.matching import hunks, matches
from partners.merging import BOTH, CURRENT, OTHER, clashes, merge, text_of

ADA, GRACE, LINUS = 1, 2, 3
STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine fails no property: how long a comparison takes is a test of its own."""


def given(*strategies: some.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Holds for anything of these kinds, on a busy machine too."""
    return lambda holds: STEADY(given_any(*strategies)(holds))


LONGEST = 20_000


@dataclass(frozen=True)
class Version:
    n: int
    body: str
    author_id: int | None


def versions(*saved: tuple[int, str]) -> list[Version]:
    return [Version(place, body, author) for place, (author, body) in enumerate(saved, 1)]


def authors(*saved: tuple[int, str]) -> list[int]:
    return authors_of(versions(*saved), len(saved))


line = some.sampled_from(
    [
        "",
        "  ",
        "---",
        "Ada wrote this line.",
        "A calendar for the night",
        "밤에 쓰는 달력",
        "yes",
        "yes",
        "- one two three",
    ]
) | some.text("ab 가,\t", max_size=12)
text = some.lists(line, max_size=12).map("\n".join)
histories = some.lists(some.tuples(some.integers(1, 4), text), min_size=1, max_size=6)


@given(histories)
def test_every_line_with_words_belongs_to_somebody_who_saved_it_or_suggested_it(
    saved: list[tuple[int, str]],
) -> None:
    every = versions(*saved)
    for n, (_author, body) in enumerate(saved, 1):
        found = lines_of(every, n)
        assert [said for said, _who in found] == lines(body)
        writers = {author for author, _body in saved[:n]}
        for said, who in found:
            assert (who in writers) if said.strip() else who is None


@given(histories)
def test_authors_are_those_who_own_words_in_the_order_in_which_they_first_wrote(
    saved: list[tuple[int, str]],
) -> None:
    every = versions(*saved)
    found = authors_of(every, len(saved))
    assert len(found) == len(set(found))
    assert {who for _said, who in lines_of(every, len(saved)) if who} <= set(found)
    first = list(dict.fromkeys(author for author, _body in saved))
    assert found == [author for author in first if author in found]


@given(text, histories)
def test_who_wrote_all_of_a_text_first_keeps_it(body: str, saved: list[tuple[int, str]]) -> None:
    """However often it is saved again by others as it is, it is nobody else's."""
    again = [(author, body) for author, _body in saved]
    found = authors((ADA, body), *again)
    assert found == ([ADA] if body.strip() else [])


@given(histories, some.integers(1, 4))
def test_a_version_that_drops_all_of_somebodys_lines_drops_them(
    saved: list[tuple[int, str]], dropped: int
) -> None:
    credit = credit_of(versions(*saved), len(saved))
    theirs = {line.key for line in credit.standing if dropped in line.owners}
    kept = [line.text for line in credit.standing if line.key not in theirs]
    every = versions(*saved, (9, "\n".join(kept)))
    assert dropped not in authors_of(every, len(every))


@given(histories, some.integers(1, 4), text)
def test_credit_that_was_stored_goes_on_as_if_all_versions_were_read_again(
    saved: list[tuple[int, str]], author: int, body: str
) -> None:
    credit = credit_of(versions(*saved), len(saved))
    stored = unpacked(packed(credit), saved[-1][1])
    assert stored == credit
    assert authorship.after(stored, body, author) == credit_of(
        versions(*saved, (author, body)), len(saved) + 1
    )


def test_a_new_paragraph_makes_its_writer_an_author_and_takes_nothing_from_others() -> None:
    first = "Ada's own paragraph."
    assert lines_of(versions((ADA, first), (GRACE, f"{first}\n\nGrace adds this.")), 2) == [
        (first, ADA),
        ("", None),
        ("Grace adds this.", GRACE),
    ]


def test_whoever_changes_a_few_words_of_a_line_joins_its_writer_and_doesnt_replace_them() -> None:
    before = "The calendar shows all meetings of both companies in one place."
    after = "The calendar shows all meetings of both companies in one quiet place."
    assert authors((ADA, before), (GRACE, after)) == [ADA, GRACE]
    assert lines_of(versions((ADA, before), (GRACE, after)), 2) == [(after, ADA)]


def test_a_line_written_anew_is_its_new_writers_even_with_some_of_the_old_words() -> None:
    assert authors((ADA, "the cat sat on the mat"), (GRACE, "a dog ate the whole bone today")) == [GRACE]


def test_a_phrase_stays_its_writers_within_whatever_others_write_around_it() -> None:
    phrase = "one calendar for both companies"
    around = f"After long talks in many rooms we agreed at last on {phrase} and on much else besides"
    assert authors((ADA, phrase), (GRACE, around)) == [ADA, GRACE]


def test_moved_lines_stay_with_their_writer() -> None:
    ada, grace = "Ada wrote this line.", "Grace wrote that line."
    assert lines_of(versions((ADA, ada), (GRACE, f"{ada}\n{grace}"), (LINUS, f"{grace}\n{ada}")), 3) == [
        (grace, GRACE),
        (ada, ADA),
    ]


def test_a_line_that_is_moved_and_changed_a_little_at_once_stays_with_its_writer() -> None:
    ada, grace = "Ada wrote this line.", "Grace wrote that line."
    moved = f"{grace}\n\nAda wrote this line, too."
    assert authors((ADA, ada), (GRACE, f"{ada}\n\n{grace}"), (LINUS, moved)) == [ADA, GRACE, LINUS]


def test_what_was_taken_out_and_is_brought_back_is_still_its_writers() -> None:
    ada = "Ada wrote this line and nobody else."
    assert authors((ADA, ada), (GRACE, "Something quite different."), (LINUS, ada)) == [ADA]


def test_breaking_a_paragraph_into_lines_takes_it_from_nobody() -> None:
    words = "Both companies keep their own calendar and share what they want to share"
    assert authors((ADA, words), (GRACE, words.replace(" and ", "\nand "))) == [ADA]


@given(text, text)
def test_a_comparison_shows_the_whole_of_both_texts(before: str, after: str) -> None:
    shown = compare(before, after)
    assert lines(before) == side(shown, "removed")
    assert lines(after) == side(shown, "added")


def side(shown: Sequence[Line], mine: str) -> list[str]:
    """The lines of one of the two texts, out of their comparison."""
    kinds = ("same", "changed", mine)
    return [
        "".join(said for kind, said in each.pieces if kind in ("same", mine))
        for each in shown
        if each.kind in kinds
    ]


@given(text, text)
def test_what_is_left_out_of_a_comparison_is_the_same_in_both(before: str, after: str) -> None:
    whole, shown = compare(before, after), folded(compare(before, after))
    skipped = sum(line.count for line in shown)
    assert len(shown) - sum(line.kind == "skipped" for line in shown) + skipped == len(whole)
    assert [line for line in shown if line.kind not in ("same", "skipped")] == [
        line for line in whole if line.kind != "same"
    ]


def test_a_changed_line_shows_which_words_changed() -> None:
    (shown,) = compare("We meet on Monday at nine.", "We meet on Tuesday at nine.")
    assert shown == Line(
        "changed",
        (("same", "We meet on "), ("removed", "Monday"), ("added", "Tuesday"), ("same", " at nine.")),
    )


def test_what_is_gone_stands_before_what_came_in_its_place() -> None:
    shown = compare("one two\n\nthree four", "five six seven")
    assert [line.kind for line in shown] == ["removed", "removed", "removed", "added"]


def test_words_that_changed_in_a_row_are_shown_as_one_change() -> None:
    assert changed_words("one two three four", "one 2 3 four") == (
        ("same", "one "),
        ("removed", "two three"),
        ("added", "2 3"),
        ("same", " four"),
    )


@given(some.lists(line, max_size=15), some.lists(line, max_size=15))
def test_what_matches_is_in_both_in_order_and_hunks_are_the_rest(old: list[str], new: list[str]) -> None:
    at = (0, 0)
    for i, j, size in matches(old, new):
        assert size
        assert i >= at[0]
        assert j >= at[1]
        assert old[i : i + size] == new[j : j + size]
        at = (i + size, j + size)
    made, here = [], 0
    for hunk in hunks(old, new):
        made += [*old[here : hunk.a], *new[hunk.c : hunk.d]]
        here = hunk.b
    assert [*made, *old[here:]] == new


@given(text, text)
def test_where_only_one_changed_something_their_text_stands(base: str, other: str) -> None:
    assert text_of(merge(base, base, other)) == other
    assert text_of(merge(base, other, base)) == other
    assert text_of(merge(base, other, other)) == other


@given(text, text, text)
def test_no_line_that_somebody_wrote_is_lost_when_texts_are_put_together(
    base: str, current: str, other: str
) -> None:
    pieces = merge(base, current, other)
    merged = lines(text_of(pieces))
    old = lines(base)
    for mine in (current, other):
        for written in set(lines(mine)) - set(old):
            assert written in merged
    count = len(clashes(pieces))
    assert text_of(pieces, dict.fromkeys(range(count), BOTH)) == text_of(pieces)


def test_changes_in_different_places_are_put_together() -> None:
    pieces = merge("one\n\ntwo\n\nthree", "one!\n\ntwo\n\nthree", "one\n\ntwo\n\nthree\n\nfour")
    assert not clashes(pieces)
    assert text_of(pieces) == "one!\n\ntwo\n\nthree\n\nfour"


def test_where_both_changed_the_same_line_both_texts_are_there_to_choose_from() -> None:
    pieces = merge("one\ntwo\nthree", "one\n2\nthree", "one\nzwei\nthree")
    (clash,) = clashes(pieces)
    assert (clash.before, clash.current, clash.other) == (("two",), ("2",), ("zwei",))
    assert text_of(pieces, {0: CURRENT}) == "one\n2\nthree"
    assert text_of(pieces, {0: OTHER}) == "one\nzwei\nthree"
    assert text_of(pieces, {0: BOTH}) == "one\n2\nzwei\nthree"


def test_two_texts_that_clash_everywhere_are_chosen_from_as_a_whole() -> None:
    base, current, other = (
        "\n".join(f"{word} {place}\nkept {place}" for place in range(100))
        for word in ("base", "mine", "yours")
    )
    (clash,) = merge(base, current, other)
    assert "\n".join(clash.current) == current
    assert "\n".join(clash.other) == other


def pathological() -> dict[str, tuple[str, str]]:
    """Texts of the greatest length that give a comparison as much work as they can."""
    chance = random.Random(1)

    def of(letters: str, between: str) -> str:
        return between.join(chance.choice(letters) for _ in range(LONGEST))[:LONGEST]

    every = [f"line {place}" for place in range(2000)]
    return {
        "each second line changed": (
            "\n".join(every),
            "\n".join(each if place % 2 else each.replace("i", "a") for place, each in enumerate(every)),
        ),
        "one line ten thousand times": ("a\n" * (LONGEST // 2), "x\n" + "a\n" * 9990 + "y"),
        "two lines by chance": (of("ab", "\n"), of("ab", "\n")),
        "sixty lines by chance": (
            of("abcdefghijklmnopqrstuvwxyz" * 2, "\n"),
            of("abcdefghijklmnopqrstuvwxyz", "\n"),
        ),
        "two words by chance": (of("ab", " "), of("ab", " ")),
        "a few words in many lines": (of("ab  \n", ""), of("ab  \n", "")),
    }


@pytest.mark.parametrize("name", pathological())
def test_no_two_texts_take_seconds_to_compare(name: str) -> None:
    """Measured: at most 0.3 s; here with room for a busy machine."""
    before, after = pathological()[name]
    begun = time.process_time()
    compare(before, after)
    merge(before, after, after[::-1])
    authors((ADA, before), (GRACE, after))
    assert time.process_time() - begun < 3
