"""The static encoder: a text's vector is the sum of its pieces' vectors, brought to length one.

    text ─words→ pieces ─table→ vectors ─sum→ one vector

The table was fitted so that these sums stand as the vectors of a sentence encoder do, which reads words in
their order and takes a thousand times as long. The card beside this module tells how near they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.protocols import Encoder
from sayso.settings import Settings
from sayso.wordpiece import Speller

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.encoders.static.table import Table

_LETTER = re.compile(r"[^\W_]")
_BATCH = 20_000
"""Pieces that are summed at once, so that memory grows neither with the number of texts nor their length."""


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
        at = 0
        for batch in self._batches(texts):
            out[at : at + len(batch)] = self._sums(batch)
            at += len(batch)
        lengths = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, lengths, out=out, where=lengths > 0)
        return out

    def _batches(self, texts: Sequence[str]) -> Iterator[list[list[int]]]:
        """The pieces of texts, of so many at a time; a longer text comes alone."""
        batch: list[list[int]] = []
        size = 0
        for text in texts:
            pieces = self._speller.read(text) if _LETTER.search(text) else []
            if batch and size + len(pieces) > _BATCH:
                yield batch
                batch, size = [], 0
            batch.append(pieces)
            size += len(pieces)
        if batch:
            yield batch

    def _sums(self, spelt: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        import numpy as np

        pieces = np.array([piece for text in spelt for piece in text], dtype=np.int64)
        times = np.ones(1, dtype=np.float32)
        counts = np.array([len(text) for text in spelt])
        if len(pieces) > _BATCH:
            pieces, found = np.unique(pieces, return_counts=True)
            times = found.astype(np.float32)
            counts = np.array([len(pieces)])
        out = np.zeros((len(spelt), self.width), dtype=np.float32)
        if len(pieces):
            vectors = self._table.rows[pieces] * (self._table.scales[pieces] * times)[:, None]
            # A text without pieces has no part of its own to be summed from.
            starts = (np.cumsum(counts) - counts)[counts > 0]
            out[counts > 0] = np.add.reduceat(vectors, starts, axis=0)
        return out
