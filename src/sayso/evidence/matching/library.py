"""Published fact-checks as they are searched: their words in lists, their meaning in vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sayso.evidence.matching import texts
from sayso.evidence.matching.postings import Postings
from sayso.protocols import Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class FactCheck:
    """A claim as a fact-check words it, with what else is published of it."""

    id: str
    claim: str
    title: str = ""
    subtitle: str = ""
    speaker: str = ""
    date: str = ""
    """In any manner: 2019-10-22, 26 May 2015, "stated on October 22, 2019 in a mailer"."""

    @property
    def headline(self) -> str:
        return self.title or self.claim


LISTS = {
    "all": lambda one: texts.words(f"{one.claim} {one.title} {one.subtitle} {one.speaker}"),
    "claim": lambda one: texts.words(one.claim),
    "title": lambda one: texts.words(one.headline),
    "grams": lambda one: texts.grams(f"{one.claim} {one.title}"),
    "names": lambda one: texts.names(one.claim),
    "numbers": lambda one: texts.numbers(f"{one.claim} {one.title}"),
}
"""What is listed of a fact-check, by the list's name."""


class Library:
    """Fact-checks with what is needed to search them. `near` reads all of them, `exact` a few."""

    def __init__(self, checks: Sequence[FactCheck], near: Encoder, exact: Encoder) -> None:
        import numpy as np

        self.checks = list(checks)
        self.near, self.exact = near, exact
        self.lists = {name: Postings(map(of, self.checks)) for name, of in LISTS.items()}
        self.vectors = near.encode([f"{one.claim} {one.title}" for one in self.checks])
        days = [texts.day(one.date) or 0 for one in self.checks]
        self.days = np.array(days, dtype=np.int32)
        spoken = Counter(one.speaker for one in self.checks if one.speaker)
        self.prominence = np.log1p([spoken[one.speaker] for one in self.checks]).astype(np.float32)
        self.lengths = np.log1p([len(one.claim.split()) for one in self.checks]).astype(np.float32)
        self._exact: dict[str, NDArray[np.float32]] = {}

    @cached_property
    def split(self) -> texts.Splitter:
        used = Counter(
            word for one in self.checks for word in texts.raw_words(f"{one.claim} {one.title} {one.subtitle}")
        )
        return texts.Splitter(used)

    def read(self, text: str, said: str = "") -> texts.Query:
        return texts.query(text, said, self.split)

    def shared(self, asked: set[str], check: FactCheck) -> tuple[str, ...]:
        """Words of the query that the fact-check has too, as listed, the rarest first."""
        listed = self.lists["all"]
        both = asked & set(LISTS["all"](check))
        return tuple(sorted(both, key=lambda word: (-float(listed.rarity[listed.known[word]]), word)))

    def exactly(self, wanted: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of the careful encoder, each text read once."""
        import numpy as np

        new = list(dict.fromkeys(text for text in wanted if text not in self._exact))
        if new:
            self._exact.update(zip(new, self.exact.encode(new), strict=True))
        rows = [self._exact[text] for text in wanted]
        return np.stack(rows) if rows else np.zeros((0, self.exact.width), np.float32)
