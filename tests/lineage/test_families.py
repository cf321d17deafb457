"""Families: whoever is likely of one is together, and one bridge does not make two into one."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from sayso.lineage.families import JOINED, Compared, grouped


def test_likely_pairs_are_together_and_others_alone() -> None:
    found = grouped("abcd", [Compared("a", "b", 0.9), Compared("b", "c", 0.8), Compared("c", "d", 0.1)])
    assert found == [("a", "b", "c"), ("d",)]


def test_without_pairs_each_is_alone() -> None:
    assert grouped("ba", []) == [("a",), ("b",)]


def test_one_that_is_like_two_others_does_not_make_them_one() -> None:
    """Of the pairs between both, most are told apart for certain."""
    one = [Compared(a, b, 0.95) for a, b in combinations("abc", 2)]
    other = [Compared(a, b, 0.95) for a, b in combinations("xyz", 2)]
    apart = [Compared(a, b, 0.01) for a in "abc" for b in "xyz" if (a, b) != ("c", "x")]
    assert grouped("abcxyz", [*one, *other, *apart, Compared("c", "x", 0.6)]) == [
        ("a", "b", "c"),
        ("x", "y", "z"),
    ]


def test_claims_that_are_not_asked_for_join_nothing() -> None:
    assert grouped("ab", [Compared("a", "x", 0.9), Compared("x", "b", 0.9)]) == [("a",), ("b",)]


def test_one_compared_with_itself_is_no_pair() -> None:
    assert grouped("a", [Compared("a", "a", 0.9)]) == [("a",)]


_NAMES = "abcdefgh"
_PAIRS = st.lists(
    st.tuples(
        st.sampled_from(_NAMES),
        st.sampled_from(_NAMES),
        st.sampled_from([0.0, 0.05, 0.3, 0.5, 0.6, 0.9, 1.0]),
    ).map(lambda p: Compared(*p)),
    max_size=20,
    unique_by=lambda p: frozenset((p.one, p.other)),
)


@example(
    [Compared("a", "b", 0.9), Compared("c", "b", 0.9), Compared("a", "c", 0.0), Compared("d", "a", 0.9)], 0
)
@given(_PAIRS, st.integers(0, 5))
def test_the_order_of_pairs_and_of_their_two_changes_nothing(pairs: list[Compared], seed: int) -> None:
    random = Random(seed)
    shuffled = [
        Compared(p.other, p.one, p.probability) if random.random() < 0.5 else p
        for p in random.sample(pairs, len(pairs))
    ]
    assert grouped(_NAMES, pairs) == grouped(reversed(_NAMES), shuffled)


@given(_PAIRS)
def test_every_claim_is_in_one_family(pairs: list[Compared]) -> None:
    found = grouped(_NAMES, pairs)
    assert sorted(name for family in found for name in family) == sorted(_NAMES)
    likely = {frozenset((p.one, p.other)) for p in pairs if p.probability >= JOINED}
    for family in found:
        if len(family) > 1:
            held = set(family)
            assert all(any(name in pair and pair <= held for pair in likely) for name in family)
