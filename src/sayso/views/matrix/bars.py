"""Bars as SVG: a probability with its range on a scale of bands, and how far a row tells hypotheses apart.

Lengths are attributes, not styles: the page forbids style attributes, so no text can smuggle one in. Nothing
of an article stands in a bar.
"""

from __future__ import annotations

from sayso.matrices import Fare
from sayso.views.matrix import wording

WIDTH, HEIGHT = 400, 26
TICKS = (5, 20, 45, 55, 80, 95)
"""Per cent: where one band of ICD 203 ends and the next begins."""
_LENGTH = 120


def probability_bar(fare: Fare) -> str:
    """The range as a band, the probability as a line in it, and ticks where bands end."""
    low, middle, high = (_at(p) for p in (fare.low, fare.probability, fare.high))
    ticks = "".join(f'<path class="tick" d="M{t * WIDTH / 100:g} 4V22"/>' for t in TICKS)
    label = f"{wording.likely(fare)}: {wording.bands(fare)}"
    return (
        f'<svg class="bar-p" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}">'
        f'<path class="ground" d="M0 13H{WIDTH}"/>{ticks}'
        f'<rect class="range" x="{low:g}" y="7" width="{max(2, high - low):g}" height="12" rx="2"/>'
        f'<path class="middle" d="M{middle:g} 2V24"/></svg>'
    )


def _at(probability: float) -> float:
    return round(WIDTH * min(1.0, max(0.0, probability)), 1)


def amount_bar(value: float, most: float) -> str:
    """Its length against the largest of the matrix."""
    length = round(_LENGTH * value / most, 1) if most > 0 else 0
    return (
        f'<svg class="bar-a" viewBox="0 0 {_LENGTH} 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="ground" width="{_LENGTH}" height="10"/>'
        f'<rect class="fill" width="{length:g}" height="10"/></svg>'
    )
