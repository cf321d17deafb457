"""Calibration: `python training/entailment/calibrate.py DATA WEIGHTS [--limit N]`, into WEIGHTS' manifest.

Fits, on the pairs set apart to tune on, what odds are divided by before they become probabilities
(temperature scaling; Guo et al., ICML 2017), so that of what gets 0.8 eight in ten are so. Every set weighs
alike, for a large one must not speak for the others. A shift of each label's log odds is fitted too, and
kept only where it lowers the loss on claims that it was not fitted on: what is common here need not be
common elsewhere. DATA is the folder of labelled data.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from pairs import NOT_SUPPORTS, Pair, apart, read
from sayso.entailers.trained import Trained, weights

FOLDS = 5
WORTH = 0.003
"""What a shift must save of the loss to be kept."""
SEED = 11


@dataclass(frozen=True)
class Scaling:
    temperature: float = 1.0
    shift: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Judged:
    """Pairs as the shipped network reads them: log odds (of each window), labels, weights, folds."""

    odds: Tensor
    labels: Tensor
    weights: Tensor
    folds: Tensor

    def only(self, kept: Tensor) -> Judged:
        return Judged(self.odds[kept], self.labels[kept], self.weights[kept], self.folds[kept])


def judged(pairs: list[Pair], held: weights.Weights, threads: int) -> Judged:
    entailer = Trained(held, threads)
    counts = Counter(p.set for p in pairs)
    odds = entailer.odds([(p.claim, p.evidence) for p in pairs])
    folds = [hashlib.blake2b(p.claim.encode(), digest_size=2).digest()[0] % FOLDS for p in pairs]
    return Judged(
        torch.from_numpy(odds),
        torch.tensor([p.label for p in pairs]),
        torch.tensor([1 / counts[p.set] / len(counts) for p in pairs]),
        torch.tensor(folds),
    )


def loss(held: Judged, temperature: Tensor, shift: Tensor) -> Tensor:
    """Weighted mean of minus the log of what the right label got; a two-way label is refutes or neutral."""
    logs = (held.odds / temperature + shift).log_softmax(1)
    against = logs[:, 1:].logsumexp(1)
    right = logs.gather(1, held.labels.clamp(max=2)[:, None])[:, 0]
    right = torch.where(held.labels == NOT_SUPPORTS, against, right)
    return -(right * held.weights).sum() / held.weights.sum()


def fitted(held: Judged, *, with_shift: bool) -> Scaling:
    temperature, shift = torch.ones(1, requires_grad=True), torch.zeros(3, requires_grad=with_shift)
    learnt = [temperature, shift] if with_shift else [temperature]
    optimizer = torch.optim.LBFGS(learnt, max_iter=100, line_search_fn="strong_wolfe")

    def step() -> Tensor:
        optimizer.zero_grad()
        # Shifts that are alike cancel out: the small weight on them settles which are taken.
        total = loss(held, temperature, shift) + 1e-3 * shift.square().sum()
        total.backward()
        return total

    optimizer.step(step)
    first, second, third = (round(float(v), 4) for v in shift.detach())
    return Scaling(round(float(temperature.detach()), 4), (first, second, third))


def unseen_loss(held: Judged, *, with_shift: bool) -> float:
    """Of claims that were not fitted on, fold by fold."""
    total = 0.0
    for fold in range(FOLDS):
        out = held.folds == fold
        total += loss_of(held.only(out), fitted(held.only(~out), with_shift=with_shift)) * float(
            held.weights[out].sum()
        )
    return total / float(held.weights.sum())


def loss_of(held: Judged, scaling: Scaling) -> float:
    return float(loss(held, torch.tensor(scaling.temperature), torch.tensor(scaling.shift)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path, help="the folder that export.py wrote")
    parser.add_argument("--limit", type=int, help="pairs at most, drawn at random")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    pairs = apart(read(asked.data / "verify" / "train.jsonl.gz"))[1]
    if asked.limit and asked.limit < len(pairs):
        pairs = random.Random(SEED).sample(pairs, asked.limit)  # noqa: S311 - no secret
    held = judged(pairs, weights.read(asked.weights), asked.threads)
    plain = unseen_loss(held, with_shift=False)
    shifted = unseen_loss(held, with_shift=True)
    scaling = fitted(held, with_shift=plain - shifted > WORTH)
    found = {
        "pairs": len(pairs),
        "loss as it was": round(loss_of(held, Scaling()), 4),
        "with a temperature, on unseen claims": round(plain, 4),
        "with a shift too, on unseen claims": round(shifted, 4),
    }
    path = asked.weights / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["scaling"] = {"temperature": scaling.temperature, "shift": list(scaling.shift)}
    manifest["calibration"] = found
    path.write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    print(found | manifest["scaling"], np.bincount(held.labels.numpy()).tolist())


if __name__ == "__main__":
    main()
