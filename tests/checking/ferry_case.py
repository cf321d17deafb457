"""The news desk's ferry, and what a claim about it meets: copies, its own voice again, denials, corrections.

A table stands for the entailment model: what it says is known beforehand, and so is what has to follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from newsdesk import AGENCY, COPY, OWN, PETREL, REWRITE, WEATHER, Article
from sayso.findings import Evidence, Finding, Label
from sayso.types import Reading, Stance


@dataclass(frozen=True)
class Voiced(Article):
    """An article whose voices stand so towards its claims, one for each."""

    stances: tuple[Stance, ...] = ()

    @property
    def reading(self) -> Reading:
        made = super().reading
        stances = iter(self.stances)
        voices = tuple(replace(one, stance=next(stances)) for one in made.attributions)
        claims = tuple(
            replace(one, stance=voices[one.chains[0][0]].stance if one.chains[0] else "asserted")
            for one in made.claims
        )
        return replace(made, attributions=voices, claims=claims)


SAME_VOICE = Article(
    "echo",
    "The Quay Echo",
    "2025-03-05",
    f"We met {PETREL} at the slip after the tide had turned. “We took forty-one people off the ferry Aldona "
    "when her engine room caught fire,” he told us, and asked for tea. The gulls were back on the mole.",
    (("We took forty-one people off the ferry Aldona when her engine room caught fire", PETREL),),
)
THIRTY_SIX = "Thirty-six people were taken off the ferry Aldona when its engine room caught fire"
HOLT = "Coastguard officer Mira Holt"
OTHER_TOLL = Article(
    "islander",
    "The Islander",
    "2025-03-06",
    f"{HOLT} has the lists of her own boats. {THIRTY_SIX}, she said, and all of them signed for a blanket.",
    ((THIRTY_SIX, HOLT),),
)
CORRECTED = "The number of people taken off the ferry Aldona when its engine room caught fire was thirty-six"
CORRECTION = Article(
    "harbour",
    "Marrow Harbour Office",
    "2025-03-08",
    f"A list was counted twice. {CORRECTED}, {PETREL} said in a note to the papers.",
    ((CORRECTED, PETREL),),
)
DENIED = "forty-one people were taken off the ferry Aldona when its engine room caught fire"
BLUE_LINE = "Blue Line"
DENIAL = Voiced(
    "line",
    "Blue Line Ferries",
    "2025-03-06",
    f"{BLUE_LINE} denied that {DENIED}. No guest of ours was ever in need of a tug.",
    ((DENIED, BLUE_LINE),),
    stances=("denied",),
)
DENIAL_COPY = Voiced(
    "mirror",
    "The Mirror of Skerry",
    "2025-03-07",
    DENIAL.text,
    DENIAL.claims,
    stances=("denied",),
)
AGAIN = "all forty-one who were taken off the ferry Aldona are at home again"
SEQUEL = Article(
    "post-sequel",
    "The Marrow Post",
    "2025-03-09",
    f"Aunt Rike made soup. Meanwhile {AGAIN}. School starts on Monday.",
    ((AGAIN, None),),
)


@dataclass(frozen=True)
class InTwoMouths(Article):
    """An article that lays one claim in the mouths of two, given as two claims of the same words."""

    @property
    def reading(self) -> Reading:
        made = super().reading
        return replace(made, claims=(replace(made.claims[0], chains=((0,), (1,))),))


BOTH_READ = "Forty-one people had to leave the ferry Aldona when her engine room began to burn"
TWO_MOUTHS = InTwoMouths(
    "tide",
    "The Tide Table",
    "2025-03-07",
    f"In the chapel hall two people read from their notebooks. {BOTH_READ}, {PETREL} and {HOLT} both said.",
    ((BOTH_READ, PETREL), (BOTH_READ, HOLT)),
)
ALL = (AGENCY, COPY, REWRITE, OWN, WEATHER, SAME_VOICE, OTHER_TOLL, CORRECTION, DENIAL)

Plug = Callable[[str, str, object], None]
"""Puts a plug-in of a kind and name in place."""

FOR, AGAINST, OPEN = (0.94, 0.02, 0.04), (0.02, 0.94, 0.04), (0.05, 0.05, 0.9)
SAID: Mapping[str, tuple[float, float, float]] = {
    r"thirty-six": AGAINST,
    r"forty-one": FOR,
    r"": OPEN,
}
"""By a pattern that the evidence has, the first that it has: what the table says."""


class Table:
    """An entailer that goes by a table; `asked` keeps its questions."""

    method = "table 1"

    def __init__(self, said: Mapping[str, tuple[float, float, float]] = SAID) -> None:
        self.said = said
        self.asked: list[tuple[str, str]] = []

    def entail(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        rows = [next(v for k, v in self.said.items() if re.search(k, text, re.I)) for _, text in pairs]
        return np.array(rows, dtype=np.float32).reshape(-1, 3)


def of(finding: Finding, article: Article) -> list[Evidence]:
    """What the finding lists of an article."""
    return [one for one in finding.evidence if one.passage.document == article.document]


def labels(finding: Finding, article: Article) -> list[tuple[Label, str | None]]:
    return [(one.label, one.aside) for one in of(finding, article)]
