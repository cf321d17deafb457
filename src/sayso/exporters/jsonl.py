"""JSON Lines: one document a line, in the published shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.types import Reading
from sayso.views.record import line

SUFFIX = ".jsonl"


def export(readings: Iterable[Reading]) -> Iterator[bytes]:
    """One line a reading."""
    return map(line, readings)
