"""The words that differ, where they stand, and nothing else."""

from __future__ import annotations

import itertools
import time
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sayso.lineage.alignment.words import words
from sayso.lineage.differences import changes
from sayso.lineage.links import Passage
from sayso.types import Span


def whole(one: str, other: str) -> Passage:
    return Passage(Span(0, len(one)), Span(0, len(other)), "edited", 0.5)


def told(one: str, other: str) -> list[tuple[str, str]]:
    return [(one[slice(*c.one)], other[slice(*c.other)]) for c in changes(one, other, whole(one, other))]


def test_a_number_changed_and_words_lost() -> None:
    one = "At least 1,200 people were killed in Herat, a source said on Friday."
    other = "More than 1,250 people were killed in Herat on Friday."
    assert told(one, other) == [("At least 1,200", "More than 1,250"), ("a source said", "")]


def test_offsets_are_those_of_the_whole_texts() -> None:
    one, other = "Before. The mayor of Tarn resigned.", "The mayor of Weir has resigned. After."
    start = one.index("The")
    found = changes(one, other, Passage(Span(start, len(one)), Span(0, 31), "edited", 0.8))
    (change,) = found
    assert one[slice(*change.one)] == "Tarn"
    assert other[slice(*change.other)] == "Weir has"


def test_what_was_put_in_stands_after_the_word_before_it() -> None:
    one, other = "He saw two ships.", "He saw only two ships."
    (change,) = changes(one, other, whole(one, other))
    assert change.one == (6, 6)
    assert other[slice(*change.other)] == "only"


def test_at_the_start_it_stands_at_the_start_of_the_passage() -> None:
    one, other = "xx yy “Two ships sank", "Only two ships sank"
    (change,) = changes(one, other, Passage(Span(6, len(one)), Span(0, len(other)), "edited", 0.9))
    assert change.one == (6, 6)


def test_case_spacing_and_marks_are_no_change() -> None:
    assert told("“Two SHIPS sank,” she\nsaid", "Two ships  sank - she said") == []


def test_nothing_in_common_is_one_change() -> None:
    assert told("one two three", "vier fünf") == [("one two three", "vier fünf")]


def test_empty_sides() -> None:
    assert told("", "") == []
    assert told("", "all new") == [("", "all new")]


def test_a_long_passage_takes_no_quadratic_time() -> None:
    rng = Random(3)
    plain = [f"w{rng.randrange(30_000)}" for _ in range(60_000)]
    changed = [f"x{n}" if n % 20 == 7 else word for n, word in enumerate(plain)]
    one, other = " ".join(plain), " ".join(changed)
    begun = time.perf_counter()
    found = told(one, other)
    assert time.perf_counter() - begun < 10
    assert [theirs for _, theirs in found] == [f"x{n}" for n in range(7, 60_000, 20)]


@given(st.lists(st.sampled_from("abcde"), max_size=30), st.lists(st.sampled_from("abcde"), max_size=30))
def test_what_is_left_is_the_same_and_changes_are_never_adjacent(a: list[str], b: list[str]) -> None:
    one, other = " ".join(a), " ".join(b)
    found = changes(one, other, whole(one, other))
    kept_one, kept_other = one, other
    for change in reversed(found):
        assert change.one.start < change.one.end or change.other.start < change.other.end
        kept_one = kept_one[: change.one.start] + " " + kept_one[change.one.end :]
        kept_other = kept_other[: change.other.start] + " " + kept_other[change.other.end :]
    assert words(kept_one).forms == words(kept_other).forms
    for before, after in itertools.pairwise(found):
        assert words(one[before.one.end : after.one.start]).forms
