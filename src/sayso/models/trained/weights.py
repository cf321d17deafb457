"""The weights we ship: found beside this module, and taken only when they are what was shipped."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from sayso import shipped
from sayso.models.trained.finding import Tuning

ENCODER, ROLES, PIECES = "encoder.onnx", "roles.onnx", "pieces.txt"
SENTENCES = "sentences.onnx"
_TODO = "Install sayso anew, or choose another extractor (--extractor rules)"


@dataclass(frozen=True, slots=True)
class Weights:
    version: str
    encoder: bytes
    roles: bytes
    sentences: bytes
    pieces: str
    """One a line, in the order of their numbers."""
    tuning: Tuning


def read(folder: Traversable | None = None) -> Weights:
    """The weights, each file's digest checked against the manifest's.

    Raises:
        StopRun: a file is missing or is not the one that was shipped.
    """
    folder = folder or files("sayso.models.trained").joinpath("data")
    manifest, held = shipped.read(folder, _TODO)
    tuning = Tuning(tuple(tuple(row) for row in manifest["moves"]), **manifest["tuning"])
    return Weights(
        manifest["version"], held[ENCODER], held[ROLES], held[SENTENCES], held[PIECES].decode("utf-8"), tuning
    )
