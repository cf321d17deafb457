"""How well probabilities of supports, refutes and neutral fit labels.

A set whose labels are `supports` and `not_supports` is two-way: what was said of refutes and of neutral is
added up there, and a label of either counts as `not_supports`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.findings import LABELS

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
AGAINST = "not_supports"
BINS = 15
COVERAGES = (0.5, 0.8)


def scores(probabilities: Floats, picked: Whole, gold: Sequence[str]) -> dict[str, float]:
    """All measures of one set; `picked` are the labels that were said, by their place in `LABELS`."""
    names, likely, said = _as_labelled(probabilities, picked, gold)
    right = np.array([names.index(g) for g in gold])
    present = sorted(set(right.tolist()))
    sure = likely[np.arange(len(said)), said]
    found = {"pairs": float(len(right)), "macro-F1": macro_f1(said, right, present)}
    found["accuracy"] = float((said == right).mean())
    if len(present) > 1:
        found |= {f"AUROC {names[n]}": auroc(likely[:, n], right == n) for n in present}
    found["ECE"] = calibration_error(sure, said == right)
    return found | risks(sure, said == right)


def _as_labelled(
    probabilities: Floats, picked: Whole, gold: Sequence[str]
) -> tuple[tuple[str, ...], Floats, Whole]:
    """Names of the labels, their probabilities and those that were said, in the set's own labels."""
    if AGAINST not in gold:
        return LABELS, probabilities, picked
    two = np.stack([probabilities[:, 0], probabilities[:, 1:].sum(1)], axis=1)
    return ("supports", AGAINST), two, np.minimum(picked, 1)


def f1_of(picked: Whole, gold: Sequence[str]) -> float:
    """Macro-F1 of labels alone."""
    names, _, said = _as_labelled(np.zeros((len(picked), len(LABELS))), picked, gold)
    right = np.array([names.index(g) for g in gold])
    return macro_f1(said, right, sorted(set(right.tolist())))


def macro_f1(said: Whole, right: Whole, present: Sequence[int]) -> float:
    """Over the labels that the set has; one that it lacks and that was said is a miss of another."""
    values = []
    for label in present:
        hits = int(((said == label) & (right == label)).sum())
        total = int((said == label).sum() + (right == label).sum())
        values.append(2 * hits / total)
    return float(np.mean(values))


def auroc(score: Floats, is_label: NDArray[np.bool_]) -> float:
    """How often a pair with the label has more of it than one without; ties count half."""
    order = np.sort(score)
    ranks = (np.searchsorted(order, score, "left") + np.searchsorted(order, score, "right") + 1) / 2
    ours = int(is_label.sum())
    return float((ranks[is_label].sum() - ours * (ours + 1) / 2) / (ours * (len(score) - ours)))


def calibration_error(sure: Floats, is_right: NDArray[np.bool_]) -> float:
    """Expected calibration error of what was said, in 15 bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs(sure[bins == b].mean() - is_right[bins == b].mean()) * (bins == b).sum() for b in set(bins)]
    return float(sum(gaps) / len(sure))


def risks(sure: Floats, is_right: NDArray[np.bool_]) -> dict[str, float]:
    """Share of errors where only the surest are answered, and its mean over all coverages (Geifman and
    El-Yaniv 2017). Of equally sure ones each has the mean share of errors."""
    values, groups = np.unique(-sure, return_inverse=True)
    wrong = np.bincount(groups, ~is_right, len(values)) / np.bincount(groups, minlength=len(values))
    errors = np.cumsum(wrong[np.sort(groups)])
    curve = errors / np.arange(1, len(sure) + 1)
    at = {f"risk at {c:.0%}": float(curve[max(0, round(c * len(sure)) - 1)]) for c in COVERAGES}
    return {"AURC": float(curve.mean())} | at


def mean(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    """Over sets, each alike; of what all of them have."""
    shared = [name for name in rows[0] if all(name in row for row in rows) and name != "pairs"]
    return {"pairs": sum(r["pairs"] for r in rows)} | {
        name: float(np.mean([r[name] for r in rows])) for name in shared
    }
