"""A sheet: a question as weighed, with what stands beside it when it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.matrices import Entry, Weighed


@dataclass(frozen=True, slots=True)
class Supposed:
    """What if: entries that nothing keeps, and how the question stands without them."""

    before: Weighed
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a date."""

    date: str
    """EDTF."""
    before: Weighed
    changes: tuple[str, ...]
    """Sentences."""


@dataclass(frozen=True, slots=True)
class Sheet:
    weighed: Weighed
    history: tuple[Entry, ...] = ()
    """Every entry that made the matrix, in the order they were kept."""
    supposed: Supposed | None = None
    since: Since | None = None
