"""The static encoder: a text's vector is the sum of its pieces' vectors, brought to length one.

    text ─words→ pieces ─table→ vectors ─sum→ one vector

The table was fitted so that these sums stand as the vectors of a sentence encoder do, which reads words in
their order and takes a thousand times as long. The card beside this module tells how near they come.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.protocols import Encoder
from sayso.settings import Settings
from sayso.wordpiece import spell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.encoders.static.table import Table

_WORD = re.compile(r"\w+|[^\w\s]")
_LETTER = re.compile(r"[^\W_]")
_BATCH = 1024
"""Texts whose pieces are summed at once, so that memory does not grow with their number."""
_CACHED = 100_000


def load(settings: Settings) -> Encoder:
    """The encoder with the table that was shipped.

    Raises:
        StopRun: a file of the table is missing or is not the one that was shipped.
    """
    from sayso.encoders.static import table

    return Static(table.read())


class Static:
    """One loaded table."""

    def __init__(self, table: Table) -> None:
        self.method = f"static {table.version}"
        self.width = table.rows.shape[1]
        self._table = table
        self._speller = Speller(table.pieces)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row for each text, in order; what a row is does not hang on the other texts."""
        import numpy as np

        out = np.zeros((len(texts), self.width), dtype=np.float32)
        for at in range(0, len(texts), _BATCH):
            spelt = [self._speller.read(text) for text in texts[at : at + _BATCH]]
            out[at : at + _BATCH] = self._sums(spelt)
        lengths = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, lengths, out=out, where=lengths > 0)
        return out

    def _sums(self, spelt: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        import numpy as np

        out = np.zeros((len(spelt), self.width), dtype=np.float32)
        counts = np.array([len(pieces) for pieces in spelt])
        if not counts.any():
            return out
        pieces = np.array([piece for text in spelt for piece in text])
        vectors = self._table.rows[pieces] * self._table.scales[pieces, None]
        # A text without pieces has no part of its own to be summed from.
        starts = (np.cumsum(counts) - counts)[counts > 0]
        out[counts > 0] = np.add.reduceat(vectors, starts, axis=0)
        return out


class Speller:
    """Pieces of texts; those of words that were seen before are remembered."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self._known = known
        self._seen: dict[str, tuple[int, ...]] = {}

    def read(self, text: str) -> list[int]:
        """Numbers of the pieces, in order; none where there are marks only."""
        if not _LETTER.search(text):
            return []
        return [piece for word in _WORD.findall(text) for piece in self._pieces(word)]

    def _pieces(self, word: str) -> tuple[int, ...]:
        seen = self._seen.get(word)
        if seen is None:
            if len(self._seen) >= _CACHED:
                self._seen.clear()
            seen = self._seen[word] = spell(word, self._known)
        return seen
