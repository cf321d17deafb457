"""A row of a table of events, with what comparing needs beside the row itself."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.findings import Row


@dataclass(frozen=True, slots=True)
class Together:
    """All rows of a table that tell of the claim's day and place, the row itself included."""

    rows: int
    low: float | None = None
    high: float | None = None
    best: float | None = None
    """Sums of the rows' own; None where none of them has a count."""


@dataclass(frozen=True, slots=True)
class Event(Row):
    """A row as it was found for a claim."""

    within: float | None = None
    """Kilometres around `lat`, `lon` in which it happened, as precisely as the table knows."""
    names: tuple[str, ...] = ()
    """Of its places, folded as `naming.folded` does: the finest first, the country not among them."""
    event: str = ""
    """What kind of event, as the table calls it."""
    together: Together | None = None
    """None where nobody has looked whether other rows tell of the same day and place."""
