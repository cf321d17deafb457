"""Encoders: every module in this folder is one; here is how their vectors are stored.

A vector has length one, so none of its numbers is over one and a fixed scale will do for all: each is
kept as a whole number of 127ths, in one byte. A row of zeros stays one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCALE = 127


def pack(vectors: NDArray[np.float32]) -> list[bytes]:
    """For each row of length one, as many bytes as it has numbers (int8)."""
    import numpy as np

    rounded = np.rint(np.asarray(vectors, dtype=np.float32) * SCALE).clip(-SCALE, SCALE).astype(np.int8)
    return [row.tobytes() for row in rounded]


def unpack(rows: Sequence[bytes], width: int) -> NDArray[np.float32]:
    """Rows of length one again; `pack` of them gives the same bytes.

    Raises:
        ValueError: a row has another number of bytes than `width`.
    """
    import numpy as np

    wrong = next((len(row) for row in rows if len(row) != width), width)
    if wrong != width:
        raise ValueError(f"a stored vector has {wrong} bytes and not {width}: another encoder made it")
    whole = np.frombuffer(b"".join(rows), dtype=np.int8).reshape(len(rows), width).astype(np.float32)
    lengths = np.linalg.norm(whole, axis=1, keepdims=True)
    np.divide(whole, lengths, out=whole, where=lengths > 0)
    return whole
