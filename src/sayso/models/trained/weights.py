"""The weights we ship: found beside this module, and taken only when they are what was shipped."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sayso.errors import StopRun
from sayso.models.trained.finding import Tuning

MANIFEST, ENCODER, ROLES, PIECES = "manifest.json", "encoder.onnx", "roles.onnx", "pieces.txt"
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
    manifest = _manifest(folder)
    held = {name: _file(folder, name, digest) for name, digest in manifest["sha256"].items()}
    tuning = Tuning(tuple(tuple(row) for row in manifest["moves"]), **manifest["tuning"])
    return Weights(
        manifest["version"], held[ENCODER], held[ROLES], held[SENTENCES], held[PIECES].decode("utf-8"), tuning
    )


def _manifest(folder: Traversable) -> dict[str, Any]:
    try:
        made: dict[str, Any] = json.loads(_bytes(folder, MANIFEST))
    except ValueError as error:
        raise StopRun(str(folder.joinpath(MANIFEST)), f"is damaged ({error})", _TODO) from None
    return made


def _file(folder: Traversable, name: str, digest: str) -> bytes:
    held = _bytes(folder, name)
    found = hashlib.sha256(held).hexdigest()
    if found != digest:
        why = f"is not the file that was shipped (SHA-256 {found[:12]}… and not {digest[:12]}…)"
        raise StopRun(str(folder.joinpath(name)), why, _TODO)
    return held


def _bytes(folder: Traversable, name: str) -> bytes:
    try:
        return folder.joinpath(name).read_bytes()
    except OSError as error:
        raise StopRun(str(folder.joinpath(name)), f"cannot be read ({error.strerror})", _TODO) from None
