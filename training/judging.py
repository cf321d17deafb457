"""Calibration of what sentences are worth: `python training/judging.py PREPARED WEIGHTS`, into the manifest.

On the sentences set apart for tuning: a line through the log odds (Platt 1999) for check-worthiness and for
opinion. Errors before and after are expected calibration errors over ten bins.
"""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from batches import Window
from calibrate import chances, error, fitted
from sayso.models.trained import Trained, weights
from sayso.models.trained.words import Words
from sayso.types import Span
from texts import IGNORED

HEADS = {"worth": ("claimbuster", 2), "subjective": ("newssd_subjectivity", 1)}
"""Sets, and the label whose probability is given."""


def means(extractor: Trained, windows: list[Window]) -> NDArray[np.float32]:
    """The mean of each sentence's words' vectors."""
    out = []
    for w in windows:
        words = Words([Span(i, i + 1) for i in range(len(w.pieces))], w.features, w.pieces)
        total, count = 0.0, 0
        for seen in extractor.network.read(words):
            own = seen.vectors[
                0, seen.window.first - seen.window.start : seen.window.last - seen.window.start
            ]
            total, count = total + own.sum(0), count + len(own)
        out.append(total / count)
    return np.stack(out)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("prepared", "weights"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    _, judged = pickle.loads(asked.prepared.read_bytes())  # noqa: S301 - our own
    extractor = Trained(weights.read(asked.weights), 2)
    path = asked.weights / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    for at, (head, (name, label)) in enumerate(HEADS.items()):
        windows = [w for w in judged[name][1] if getattr(w.judged, head) != IGNORED]
        odds = extractor.network.judge(means(extractor, windows))[at]
        right = np.array([getattr(w.judged, head) == label for w in windows], dtype=float)
        slope, base = fitted(odds[:, None], right)
        after = chances(odds[:, None], np.array([slope, base]))
        before = 1 / (1 + np.exp(-odds))
        held = after >= 0.5
        hit = float((held * right).sum())
        f1 = 2 * hit / (held.sum() + right.sum())
        print(
            f"{head}: {len(windows)} sentences, F1 {f1:.3f}, "
            f"error {error(before, right):.3f} -> {error(after, right):.3f}"
        )
        manifest["tuning"][head] = [round(float(slope), 5), round(float(base), 5)]
    path.write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
