"""What databases can hold: readers leave no NUL and no lone surrogate, but documents made by hand may."""

from __future__ import annotations

import math
import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from sayso.types import Document, Reading

_UNSAFE = re.compile("[\x00\ud800-\udfff]")


def document(given: Document) -> Document:
    """The same, or with U+FFFD for what cannot be stored, one for one, and null for what JSON cannot hold."""
    made: Document = _mended(replace(given, fields={}))
    kept = _json(dict(given.fields))
    return given if made == replace(given, fields={}) and kept == given.fields else replace(made, fields=kept)


def value(given: Any) -> Any:  # noqa: ANN401 - JSON
    """What JSON can hold of a value: paths, for instance, may have bytes in them that are no text."""
    return _json(given)


def reading(given: Reading) -> Reading:
    """The reading of the document as it can be stored."""
    made = document(given.document)
    if made is given.document:
        return given
    mended: Reading = _mended(replace(given, document=made))
    return replace(mended, claims=tuple(replace(claim, document=made.id) for claim in mended.claims))


def _mended(value: Any) -> Any:  # noqa: ANN401 - any part of a reading
    if isinstance(value, str):
        return _UNSAFE.sub("\ufffd", value)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(map(_mended, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _mended(getattr(value, f.name)) for f in fields(value)})
    return value


def _json(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return _UNSAFE.sub("\ufffd", value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {_json(key): _json(inner) for key, inner in value.items()}
    return [_json(inner) for inner in value] if isinstance(value, list) else value
