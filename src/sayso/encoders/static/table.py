"""The table of the static encoder: each piece of words, and its vector."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from sayso import shipped
from sayso.wordpiece import vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PIECES, VECTORS = "pieces.txt", "vectors.npz"
_TODO = "Install sayso anew"


@dataclass(frozen=True, slots=True)
class Table:
    version: str
    pieces: Mapping[str, int]
    """Piece to its row."""
    rows: NDArray[np.int8]
    scales: NDArray[np.float32]
    """Of each row: what its whole numbers are to be multiplied with."""


def read(folder: Traversable | None = None) -> Table:
    """The table, each file's digest checked against the manifest's.

    Raises:
        StopRun: a file is missing or is not the one that was shipped.
    """
    import numpy as np

    folder = folder or files("sayso.encoders.static").joinpath("data")
    manifest, held = shipped.read(folder, _TODO)
    pieces = vocabulary(held[PIECES].decode("utf-8").split("\n"))
    with np.load(io.BytesIO(held[VECTORS]), allow_pickle=False) as arrays:
        return Table(manifest["version"], pieces, arrays["rows"], arrays["scales"])
