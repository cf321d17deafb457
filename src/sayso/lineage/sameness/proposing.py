"""Which tellings are worth comparing, where nobody has vectors: those that share a key."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.lineage.sameness.features import Features


def blocks(told: Features) -> Iterator[str]:
    """Keys of a telling: two tellings of one claim mostly share one, and few others do.

    A name with a word, a figure with what it counts, two names.
    """
    names = sorted({part for name in told.names for part in name.parts})
    for name in names:
        yield from (f"{name} {word}" for word in sorted(told.plain))
    yield from (f"{a} {b}" for i, a in enumerate(names) for b in names[i + 1 :])
    for figure in told.quantities:
        yield f"{figure.value:g} {figure.sort}"
