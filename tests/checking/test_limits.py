"""Coverage says what a claim leaves out by which an evidence source would be searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.checking.everything import Desk
from sayso.checking.stating import stated
from sayso.findings import Asked, Coverage, Evidence, Passage


class Undated:
    def search(self, asked: Asked, most: int) -> list[Passage]:
        return []

    def limits(self, asked: Asked) -> str:
        return f"“{asked.text}” tells no day, so every year was looked at"


class Plain:
    def search(self, asked: Asked, most: int) -> list[Passage]:
        return []


class Nowhere:
    def placed(self, asked: Asked, evidence: Sequence[Evidence]) -> list[Evidence]:
        return list(evidence)


class Unasked:
    method = "unasked 1"

    def entail(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        return np.zeros((len(pairs), 3), dtype=np.float32)


def test_what_a_source_could_not_go_by_stands_in_its_coverage() -> None:
    places: Any = Nowhere()
    desk = Desk({"tables": Undated(), "corpus": Plain()}, places)
    finding = desk.finding(Asked(stated("Twelve died", None)), 5, Unasked(), None)
    assert finding.coverage == (
        Coverage("tables", "searched", 0, "“Twelve died” tells no day, so every year was looked at"),
        Coverage("corpus", "searched", 0),
    )
