"""Panels small enough to work out by hand: values are compared as they are written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sayso.settlements import MEASURES, Measure, Panel, Settlement

Row = tuple[str, str, str]
"""Object, value, source."""


def small(
    rows: Sequence[Row], measure: Measure = "text", near: Sequence[tuple[str, str, float]] = ()
) -> Panel:
    """`near` names values, of whichever objects have both."""
    objects = list(dict.fromkeys(o for o, _, _ in rows))
    sources = list(dict.fromkeys(s for _, _, s in rows))
    options = sorted(dict.fromkeys((objects.index(o), v) for o, v, _ in rows), key=lambda option: option[0])
    claims = sorted((options.index((objects.index(o), v)), sources.index(s)) for o, v, s in rows)
    pairs = [
        (options.index((n, a)), options.index((n, b)), far)
        for n in range(len(objects))
        for a, b, far in near
        if (n, a) in options and (n, b) in options
    ]
    return Panel(
        objects,
        sources,
        [v for _, v in options],
        np.array([o for o, _ in options], dtype=np.int32),
        np.array([o for o, _ in claims], dtype=np.int32),
        np.array([s for _, s in claims], dtype=np.int32),
        np.full(len(claims), np.nan),
        np.full(len(objects), MEASURES.index(measure), dtype=np.int8),
        (
            np.array([a for a, _, _ in pairs], dtype=np.int32),
            np.array([b for _, b, _ in pairs], dtype=np.int32),
            np.array([f for _, _, f in pairs], dtype=np.float32),
        ),
    )


def told(settled: Settlement, object: str) -> dict[str, float]:
    return {o.value: o.probability for o in settled.options if o.object == object}


def chosen(settled: Settlement) -> dict[str, str]:
    return {o.object: o.value for o in reversed(settled.options)}


def reliability(settled: Settlement) -> dict[str, float]:
    return {s.source: s.reliability for s in settled.sources}
