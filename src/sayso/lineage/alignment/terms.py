"""The words of two texts as numbers, weighed by how rare they are among the sentences of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sayso.lineage.alignment.sentences import Numbers, lines, sentences
from sayso.lineage.alignment.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"
STEM = 5
"""Letters that make two words one term: told anew, "elected" stands where "election" stood. It is rough,
and it does for languages of which nothing is known."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of the two texts."""

    words: Words
    terms: Numbers
    """For each word its term."""
    sentences: Numbers
    lines: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two texts, and what each of their terms weighs."""

    one: Side
    other: Side
    weights: Floats
    """Inverse sentence frequency: the logarithm of sentences in both texts to those that have the term."""

    @property
    def turned(self) -> Pair:
        return Pair(self.other, self.one, self.weights)


def pair(one: Words, other: Words) -> Pair:
    import numpy as np

    numbers: dict[str, int] = {}
    sides = [_side(words, numbers) for words in (one, other)]
    having = sum((_having(side, len(numbers)) for side in sides), np.zeros(len(numbers), dtype=np.int64))
    total = sum(len(side.sentences) - 1 for side in sides)
    # A term of every sentence weighs next to nothing, and not nothing: lengths of vectors are divided by.
    return Pair(sides[0], sides[1], np.log(total / having) + 1e-9)


def _side(words: Words, numbers: dict[str, int]) -> Side:
    import numpy as np

    terms = [numbers.setdefault(form[:STEM], len(numbers)) for form in words.forms]
    return Side(words, np.array(terms, dtype=np.int64), sentences(words), lines(words))


def _having(side: Side, terms: int) -> Numbers:
    import numpy as np

    return np.bincount(counted(side, terms)[1], minlength=terms)


def counted(side: Side, terms: int) -> tuple[Numbers, Numbers, Numbers]:
    """Sentence, term and how often it stands there, by sentence."""
    import numpy as np

    rows = np.repeat(np.arange(len(side.sentences) - 1), np.diff(side.sentences))
    keys, counts = np.unique(rows * terms + side.terms, return_counts=True)
    return keys // terms, keys % terms, counts
