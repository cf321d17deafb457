"""Ties: which articles share runs of words, how much of each, and what of it is not merely quoted."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from small_cases import WIRE

from sayso.lineage import ties
from sayso.lineage.alignment import verify
from sayso.lineage.links import Citation
from sayso.lineage.ties import Beside, Pair, Tie
from sayso.types import Span

OWN = " The market of Hallin stayed shut on Sunday, and nobody rang the bells of the old church at noon."


def _pairs(texts: Mapping[str, str]) -> dict[Pair, list[tuple[int, int]]]:
    """Of texts in the order in which they came out."""
    return ties.pairs({name: ties.grams(text) for name, text in texts.items()})


def _tie(one: str, other: str) -> Tie:
    seeds = _pairs({"one": one, "other": other}).get(("one", "other"), [])
    return ties.tie(("one", one), ("other", other), verify(one, other, seeds) if seeds else ())


def test_those_that_share_runs_are_paired() -> None:
    found = _pairs({"one": WIRE, "other": "Sunday." + WIRE, "apart": OWN})
    assert set(found) == {("one", "other")}
    for one, other in found["one", "other"]:
        assert WIRE[one : one + 4] == ("Sunday." + WIRE)[other : other + 4]


def test_letters_case_does_not_matter() -> None:
    assert _pairs({"one": WIRE, "other": WIRE.upper()})


def test_a_copy_shares_all_of_itself() -> None:
    tie = _tie(WIRE, WIRE + OWN)
    assert tie.of_one == pytest.approx(1.0, abs=0.02)
    assert 0.5 < tie.of_other < 0.9
    assert tie.likeness == pytest.approx(1.0, abs=0.02)
    assert tie.solid >= 40


def test_a_quotation_is_nothing_that_was_copied() -> None:
    quote = (
        "“We have at least eleven dead, and the water is so cold that I fear the number will rise by night,” "
    )
    tie = _tie(
        quote + "she said to all of us.", "In the square one heard this: " + quote + "and then no more."
    )
    assert tie.passages
    assert tie.solid == 0


def test_what_two_articles_share_is_the_same_from_either_side() -> None:
    there, back = _tie(WIRE + OWN, WIRE), _tie(WIRE, WIRE + OWN)
    assert (there.of_one, there.of_other) == (back.of_other, back.of_one)
    assert there.solid == pytest.approx(back.solid, abs=2)


def test_turned_twice_is_the_same() -> None:
    cited = (Citation(Span(0, 1), "One", "report", None),)
    tie = ties.tie(
        ("one", WIRE), ("other", WIRE + OWN), _tie(WIRE, WIRE + OWN).passages, Beside(by_other=cited)
    )
    back = tie.turned()
    assert (back.one, back.other) == ("other", "one")
    assert back.by_one == cited
    assert back.of_one == tie.of_other
    assert back.turned() == tie


def test_nothing_shared_is_an_empty_tie() -> None:
    tie = _tie(WIRE, OWN)
    assert (tie.passages, tie.of_one, tie.of_other, tie.solid) == ((), 0.0, 0.0, 0)


def test_an_empty_text_breaks_nothing() -> None:
    tie = ties.tie(("one", ""), ("other", WIRE), ())
    assert tie.of_one == 0.0


def test_each_of_many_copies_is_paired_with_something() -> None:
    """Pairs grow with the documents, not with their square."""
    texts = {f"doc {n:03}": f"Edition {n}. {WIRE}" for n in range(100)}
    found = _pairs(texts)
    assert {name for pair in found for name in pair} == set(texts)
    assert len(found) < 100 * 30


def test_each_of_many_copies_is_paired_with_the_first() -> None:
    """Else early copies would look as if they had it from nobody."""
    texts = {f"doc {(n * 37) % 100:03}": f"Edition {n}. {WIRE}" for n in range(100)}
    first, *others = texts
    found = _pairs(texts)
    assert all((first, name) in found or (name, first) in found for name in others)


def test_an_edited_copy_with_many_copies_is_paired_with_what_it_was_made_from() -> None:
    """Its own copies are more like it than its parent is."""
    edited = WIRE.replace("the governor said", "said those who were there").replace("divers", "boats") + OWN
    texts = {"first": WIRE} | {f"doc {n:02}": edited for n in range(40)}
    assert ("first", "doc 00") in _pairs(texts)
