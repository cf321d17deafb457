"""What figures tell of a source: only where others answer too, and only of those that stated enough."""

from __future__ import annotations

from itertools import pairwise

import pytest

from newsdesk import PETREL, SETTINGS, traced
from sayso.deliberating.learning import LEAST, LETTERS, Learned, contested, learned, letter, weighed
from sayso.deliberating.statements import Asked
from sayso.errors import StopRun
from sayso.ledger import Ledger
from sayso.settlements import Source, Statement

MAIN = ("main",)


def record(ledger: Ledger) -> dict[str, Learned]:
    traced(ledger)
    return {one.source: one for one in learned(ledger, SETTINGS, MAIN)}


def test_only_what_several_answer_is_counted(quay: Ledger) -> None:
    found = record(quay)
    assert found["Lena Orme"].statements == 1 and found[PETREL].statements == 1
    assert "Blue Line" not in found and "Radio Skerry" not in found


def test_of_few_statements_nothing_is_said(quay: Ledger) -> None:
    found = record(quay).values()
    assert found and {(one.reliability, one.letter, one.between) for one in found} == {(None, None, None)}


def test_what_was_never_traced_cannot_be_learned_from(quay: Ledger) -> None:
    with pytest.raises(StopRun, match="Run sayso trace --all"):
        learned(quay, SETTINGS, MAIN)


def test_copies_alone_settle_nothing(quay: Ledger) -> None:
    """Whoever has it from one telling agrees with it for that alone."""
    ties = [(PETREL, "The Marrow Post", 0.9), (PETREL, "Coast Courier", 0.9)]
    said = [Statement("q", "41", name) for name in (PETREL, "The Marrow Post", "Coast Courier")]
    assert contested(Asked("q", "number", said), ties, "0: q") == []
    another = Asked("q", "number", [*said, Statement("q", "36", "Mira Holt")])
    assert {one.object for one in contested(another, ties, "0: q")} == {"0: q"}


def test_a_source_that_agrees_with_most_is_held_more_reliable() -> None:
    """Five questions; one source has another answer to each."""
    statements = [
        Statement(f"{n}", str(100 + n if name != "wrong" else 300 + 7 * n), name)
        for n in range(LEAST)
        for name in ("one", "two", "three", "wrong")
    ] + [Statement("0", "100", "seldom")]
    found = {one.source: one for one in weighed(statements, [])}
    assert found["seldom"].reliability is None and found["seldom"].statements == 1
    one, wrong = found["one"].reliability, found["wrong"].reliability
    assert one is not None and wrong is not None
    assert one.reliability > 0.6 > wrong.reliability and one.low < one.reliability < one.high
    assert found["one"].letter in {"A", "B", "C"} and found["wrong"].letter in {"D", "E"}
    assert found["one"].between == (letter(one.high), letter(one.low))


def test_letters_begin_where_the_table_says() -> None:
    for (name, least), (worse, _) in pairwise(LETTERS):
        assert letter(least) == name and letter(least - 0.001) == worse
    assert (letter(1.0), letter(0.0)) == ("A", "E")


def test_the_letters_of_an_interval_are_the_better_first() -> None:
    one = Learned("x", 9, Source("x", 0.85, 0.7, 0.97, 9))
    assert (one.letter, one.between) == ("B", ("A", "C"))
