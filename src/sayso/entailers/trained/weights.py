"""The weights we ship: found beside this module, and taken only when they are what was shipped."""

from __future__ import annotations

import io
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from sayso import shipped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOWER, UPPER, TABLE, PIECES = "lower.onnx", "upper.onnx", "pieces.npz", "pieces.txt"
_TODO = "Install sayso anew, or choose another entailer (SAYSO_ENTAILER)"


@dataclass(frozen=True, slots=True)
class Weights:
    version: str
    lower: bytes
    """The lowest layers, as they were published, as an ONNX graph."""
    upper: bytes
    """The layers that were trained, and the scores."""
    rows: NDArray[np.int8]
    """A vector for each piece."""
    scales: NDArray[np.float32]
    """Of each row: what its whole numbers are to be multiplied with."""
    distances: NDArray[np.float32]
    """What each head adds for a distance between pieces, from the farthest before to the farthest after."""
    pieces: str
    """One a line, in the order of their numbers."""
    temperature: float
    """What odds are divided by before they become probabilities."""
    shift: tuple[float, float, float]
    """What is then added to the log odds of each label."""


def read(folder: Traversable | None = None) -> Weights:
    """The weights, each file's digest checked against the manifest's.

    Raises:
        StopRun: a file is missing or is not the one that was shipped.
    """
    import numpy as np

    folder = folder or files("sayso.entailers.trained").joinpath("data")
    manifest, held = shipped.read(folder, _TODO)
    scaling = manifest["scaling"]
    first, second, third = map(float, scaling["shift"])
    with np.load(io.BytesIO(held[TABLE]), allow_pickle=False) as table:
        return Weights(
            version=manifest["version"],
            lower=held[LOWER],
            upper=held[UPPER],
            rows=table["rows"],
            scales=table["scales"],
            distances=table["distances"],
            pieces=held[PIECES].decode("utf-8"),
            temperature=float(scaling["temperature"]),
            shift=(first, second, third),
        )
