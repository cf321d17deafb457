"""The news desk's ferry with who says otherwise, and figures as an extractor would have found them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from newsdesk import AGENCY, COPY, OWN, REWRITE, WEATHER, Article
from sayso.matrices import Cell, Hypothesis, Matrix, Quote, Row
from sayso.types import Figure, Reading, Span, Stance

HOLT = "Coastguard officer Mira Holt"
THIRTY_SIX = "Thirty-six people were taken off the ferry Aldona when its engine room caught fire"
DENIED = "forty-one people were taken off the ferry Aldona when its engine room caught fire"
BLUE_LINE = "Blue Line"
_NUMBERS = {"forty-one people": 41.0, "thirty-six people": 36.0}


@dataclass(frozen=True)
class Counted(Article):
    """An article whose claims have their figures, and whose voices stand so towards them."""

    stance: Stance = "asserted"

    @property
    def reading(self) -> Reading:
        made = super().reading
        claims = tuple(
            replace(one, figures=self._figures(one.content[0]), stance=self.stance) for one in made.claims
        )
        voices = tuple(replace(one, stance=self.stance) for one in made.attributions)
        return replace(made, claims=claims, attributions=voices)

    def _figures(self, span: Span) -> tuple[Figure, ...]:
        words = self.text[slice(*span)].casefold()
        found = ((words.find(name), name, number) for name, number in _NUMBERS.items())
        return tuple(
            Figure(
                Span(span.start + at, span.start + at + len(name)), number, number, unit="people", of="taken"
            )
            for at, name, number in found
            if at >= 0
        )


def counted(article: Article, stance: Stance = "asserted") -> Counted:
    return Counted(
        article.name, article.outlet, article.published, article.text, article.claims, stance=stance
    )


SNA, POST, COURIER, SKERRY = counted(AGENCY), counted(COPY), counted(REWRITE), counted(OWN)
ISLANDER = Counted(
    "islander",
    "The Islander",
    "2025-03-06",
    f"{HOLT} has the lists of her own boats. {THIRTY_SIX}, she said, and all of them signed for a blanket.",
    ((THIRTY_SIX, HOLT),),
)
DENIAL = Counted(
    "line",
    "Blue Line Ferries",
    "2025-03-06",
    f"{BLUE_LINE} denied that {DENIED}. No guest of ours was ever in need of a tug.",
    ((DENIED, BLUE_LINE),),
    stance="denied",
)
ALL = (SNA, POST, COURIER, SKERRY, WEATHER, ISLANDER, DENIAL)

FOR, AGAINST, OPEN = (0.94, 0.02, 0.04), (0.02, 0.94, 0.04), (0.05, 0.05, 0.9)
SAID: Mapping[str, tuple[float, float, float]] = {r"thirty-six": AGAINST, r"forty-one": FOR, r"": OPEN}
"""By a pattern that the evidence has, the first that it has: what the table says."""


class Table:
    """An entailer that goes by a table; `asked` keeps its questions, a list a call."""

    method = "table 1"

    def __init__(self, said: Mapping[str, tuple[float, float, float]] = SAID) -> None:
        self.said = said
        self.asked: list[Sequence[tuple[str, str]]] = []

    def entail(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked.append(pairs)
        rows = [next(v for k, v in self.said.items() if re.search(k, text, re.I)) for _, text in pairs]
        return np.array(rows, dtype=np.float32).reshape(-1, 3)


def matrix(*rows: Row, hypotheses: Sequence[str] = (), cells: Sequence[Cell] = ()) -> Matrix:
    named = tuple(Hypothesis(f"H{n}", text) for n, text in enumerate(hypotheses, 1))
    return Matrix("q", "Who says how many?", named, rows, tuple(cells))


def note(id: str, text: str, *quotes: str) -> Row:
    return Row(id, "finding" if quotes else "note", text, quotes=tuple(map(Quote, quotes)))
