"""Shipped files: weights that lie in the package, taken only when they are what was shipped."""

from __future__ import annotations

import hashlib
import json
from importlib.resources.abc import Traversable
from typing import Any

from sayso.errors import StopRun

MANIFEST = "manifest.json"


def read(folder: Traversable, todo: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The manifest, and the content of every file that it names, each checked against its SHA-256 there.

    Raises:
        StopRun: a file is missing or is not the one that was shipped; it says what `todo`.
    """
    manifest = _manifest(folder, todo)
    return manifest, {name: _file(folder, name, digest, todo) for name, digest in manifest["sha256"].items()}


def _manifest(folder: Traversable, todo: str) -> dict[str, Any]:
    try:
        made: dict[str, Any] = json.loads(_bytes(folder, MANIFEST, todo))
    except ValueError as error:
        raise StopRun(str(folder.joinpath(MANIFEST)), f"is damaged ({error})", todo) from None
    return made


def _file(folder: Traversable, name: str, digest: str, todo: str) -> bytes:
    held = _bytes(folder, name, todo)
    found = hashlib.sha256(held).hexdigest()
    if found != digest:
        why = f"is not the file that was shipped (SHA-256 {found[:12]}… and not {digest[:12]}…)"
        raise StopRun(str(folder.joinpath(name)), why, todo)
    return held


def _bytes(folder: Traversable, name: str, todo: str) -> bytes:
    try:
        return folder.joinpath(name).read_bytes()
    except OSError as error:
        raise StopRun(str(folder.joinpath(name)), f"cannot be read ({error.strerror})", todo) from None
