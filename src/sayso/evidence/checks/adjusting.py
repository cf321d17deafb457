"""Adjusting: the entailment model's probabilities and what the checks see, made one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sayso.findings import LABELS, Check, Label

_SURE = 0.9
"""What a deciding check makes its label at least: never 1, for rules are wrong too."""
_SHIFT = 0.7
"""What a check that does not decide adds to the log odds of its label."""
_MOST = 1.4
"""The most that such checks add together: two alike count, a third adds nothing."""
_ORDER: tuple[Label, ...] = ("neutral", "refutes", "supports")
"""Where deciding checks differ: what leaves it open wins, then what speaks against it."""


def adjusted(model: tuple[float, float, float], checks: Sequence[Check]) -> tuple[float, float, float]:
    """Supports, refutes and neutral after the checks; their sum is 1.

    A deciding check raises its label to 0.9 (a model that is surer stays as sure) and leaves the rest in
    the model's proportions. The others shift the log odds of their labels, by 0.7 each and 1.4 at most.
    """
    shifted = _shifted(model, [c for c in checks if not c.decides])
    decided = next((label for label in _ORDER if any(c.decides and c.says == label for c in checks)), None)
    return shifted if decided is None else _raised(shifted, LABELS.index(decided))


def _shifted(model: tuple[float, float, float], checks: Sequence[Check]) -> tuple[float, float, float]:
    gains = (min(_MOST, _SHIFT * sum(c.says == label for c in checks)) for label in LABELS)
    supports, refutes, neutral = (max(p, 1e-9) * math.exp(g) for p, g in zip(model, gains, strict=True))
    total = supports + refutes + neutral
    return supports / total, refutes / total, neutral / total


def _raised(model: tuple[float, float, float], which: int) -> tuple[float, float, float]:
    if model[which] >= _SURE:
        return model
    rest = 1 - model[which]
    values = [_SURE if i == which else p / rest * (1 - _SURE) for i, p in enumerate(model)]
    return values[0], values[1], values[2]
