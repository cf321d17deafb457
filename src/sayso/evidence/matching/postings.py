"""BM25 over short texts: which of them share words with a query, and how rare those words are."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SATURATION, LENGTH = 0.9, 0.4
"""k1 and b: how soon a repeated word counts no more, and how much a long text is held back."""


class Shared(NamedTuple):
    """What a query and each text have in common, a number for every text."""

    bm25: NDArray[np.float32]
    of_text: NDArray[np.float32]
    """The share of the text's words that the query has, each counted by its rarity."""
    of_query: NDArray[np.float32]
    """The share of the query's words that the text has, likewise; a word of no text counts as the rarest."""


class Postings:
    """For every word, the texts that have it and its weight there (Robertson and Zaragoza 2009)."""

    def __init__(self, texts: Iterable[list[str]]) -> None:
        import numpy as np

        self.known: dict[str, int] = {}
        words, places, times, lengths = (array("i") for _ in range(4))
        for number, text in enumerate(texts):
            counted = Counter(text)
            words.extend(self.known.setdefault(word, len(self.known)) for word in counted)
            places.extend([number] * len(counted))
            times.extend(counted.values())
            lengths.append(max(len(text), 1))
        self.size = len(lengths)
        word, place, often, long = (np.array(one, dtype=np.int32) for one in (words, places, times, lengths))
        found = np.bincount(word, minlength=len(self.known))
        self.rarity = np.log1p((self.size - found + 0.5) / (found + 0.5)).astype(np.float32)
        self._rarest = float(np.log1p((self.size + 0.5) / 0.5))
        slowed = SATURATION * (1 - LENGTH + LENGTH * long[place] / long.mean()) if self.size else long[place]
        weights = self.rarity[word] * often * (SATURATION + 1) / (often + slowed)
        whole = np.bincount(place, self.rarity[word], self.size)
        self._whole = np.maximum(whole, 1e-6).astype(np.float32)
        order = np.argsort(word, kind="stable")
        self._starts = np.concatenate([[0], np.cumsum(found)])
        self._places, self._weights = place[order], weights[order].astype(np.float32)

    def shared(self, query: Iterable[str]) -> Shared:
        import numpy as np

        bm25, common = np.zeros((2, self.size), dtype=np.float32)
        asked = set(query)
        numbers = [self.known[word] for word in asked if word in self.known]
        for number in numbers:
            held = slice(self._starts[number], self._starts[number + 1])
            bm25[self._places[held]] += self._weights[held]
            common[self._places[held]] += self.rarity[number]
        whole = float(self.rarity[numbers].sum()) + self._rarest * (len(asked) - len(numbers))
        return Shared(bm25, common / self._whole, common / np.float32(max(whole, 1e-6)))
