"""Texts and the published fact-checks of what they claim."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from sayso.evidence import matching
from sayso.evidence.matching import FactCheck, Library
from sayso.evidence.matching.features import NAMES, found

CHECKS = [
    FactCheck(
        "ferry", "A ferry sank off Port Arlen in March 2021.", "Did a ferry sink?", date="3 April 2021"
    ),
    FactCheck("mayor", "The mayor of Arlen was paid $40,000 by a brewery.", speaker="Ona Reed"),
    FactCheck("whale", "A photograph shows a whale in the Arlen canal.", "Is this a whale in a canal?"),
    FactCheck("levy", "A levy on rain water raised 12 million in 2019.", speaker="Ona Reed"),
    FactCheck("bees", "Honey bees are extinct in the north.", "Are the bees gone?"),
]


class Letters:
    """Texts are near where they share letters."""

    method, width = "letters 1", 26

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read += texts
        rows = np.zeros((len(texts), self.width))
        for row, text in zip(rows, texts, strict=True):
            row[:] = [text.lower().count(chr(97 + i)) for i in range(26)]
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.divide(rows, lengths, out=rows, where=lengths > 0).astype(np.float32)


@pytest.fixture
def library() -> Library:
    return Library(CHECKS, Letters(), Letters())


def test_the_fact_check_of_what_a_text_claims_comes_first(library: Library) -> None:
    best, *rest = matching.match(
        library, "so the MAYOR took $40,000 from that brewery?? #Arlen https://t.co/x"
    )
    assert best.check.id == "mayor" and best.score > max(one.score for one in rest)
    assert best.shared[-1] == "arlen" and {"brewery", "40,000", "mayor"} <= set(best.shared)


def test_most_limits_and_every_fact_check_comes_once(library: Library) -> None:
    found = matching.match(library, "a whale in the canal")
    assert sorted(one.check.id for one in found) == sorted(one.id for one in CHECKS)
    assert [one.check.id for one in matching.match(library, "a whale in the canal", most=1)] == ["whale"]


def test_a_date_is_compared_with_the_fact_checks(library: Library) -> None:
    def column(said: str, name: str) -> float:
        compared = found(library.read("a ferry sank", said), library)
        return float(compared.features[list(compared.places).index(0), NAMES.index(name)])

    assert column("", "dated") == 0 and column("", "days apart") == 0
    assert column("2021-04-03", "dated") == 1 and column("2021-04-03", "days apart") == 0
    assert column("2021-05-03", "days apart") == pytest.approx(np.log1p(30))
    assert (column("2021-04-02", "later"), column("2021-04-04", "later")) == (1, 0)


def test_features_are_finite_for_whatever_is_asked(library: Library) -> None:
    for text in ("", "!!!", "# @", "https://t.co/x", "the of and", "漢字", "9" * 400, "— (@x)", "\ufffd"):
        compared = found(library.read(text), library)
        assert compared.features.shape == (len(compared.places), len(NAMES)) and len(compared.places)
        assert np.isfinite(compared.features).all()


def test_each_text_is_read_carefully_only_once() -> None:
    careful = Letters()
    library = Library(CHECKS, Letters(), careful)
    for _ in range(2):
        matching.match(library, "a whale in the canal")
    assert careful.read.count(CHECKS[2].claim) == 1


def test_fact_checks_at_hand_are_put_in_order() -> None:
    doubled = [*CHECKS[:2], CHECKS[1], CHECKS[4]]
    numbers = matching.order("Bees are now extinct up north", doubled, Letters(), Letters())
    assert numbers[0] == 3 and sorted(numbers) == [0, 1, 2, 3]


def test_no_fact_check_no_match() -> None:
    assert matching.match(Library([], Letters(), Letters()), "anything") == []
