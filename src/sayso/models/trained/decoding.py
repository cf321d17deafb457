"""Decoding: from scores to runs of words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

BARRED = -1e4
Run = tuple[int, int, int]
"""First word, the word after the last, and what the run is: 2k + 1 begins run k, 2k + 2 goes on."""


def together(scores: Sequence[Floats]) -> tuple[Floats, Ints]:
    """Sequences of scores side by side, word by word, and how many words each has."""
    import numpy as np

    lengths = np.array([len(s) for s in scores])
    side = np.zeros((int(lengths.max()), len(scores), scores[0].shape[1]), dtype=np.float32)
    for i, s in enumerate(scores):
        side[: len(s), i] = s
    # Nothing goes on before it began.
    side[0, :, 2::2] = BARRED
    return side, lengths


def best_paths(side: Floats, lengths: Ints, moves: Floats) -> list[list[int]]:
    """The likeliest labels of each sequence under a chain (Viterbi), all sequences in step."""
    import numpy as np

    width, count, labels = side.shape
    came = np.zeros((width, labels, count), dtype=np.int8)
    # Sequences run along the last axis: numpy is many times faster along that than across five labels.
    own = np.ascontiguousarray(side.transpose(0, 2, 1))
    total = own[0]
    for i in range(1, width):
        going = i < lengths
        best, before = total[0] + moves[0, :, None], came[i]
        for label in range(1, labels):
            ways = total[label] + moves[label, :, None]
            before[ways > best] = label
            np.maximum(best, ways, out=best)
        before[:, ~going] = np.arange(labels)[:, None]
        total = np.where(going, best + own[i], total)
    at = total.argmax(0)
    path = np.zeros((width, count), dtype=np.int64)
    path[-1] = at
    each = np.arange(count)
    for i in range(width - 1, 0, -1):
        at = came[i][at, each]
        path[i - 1] = at
    return [path[:n, i].tolist() for i, n in enumerate(lengths.tolist())]


def shares(side: Floats, lengths: Ints, moves: Floats) -> list[Floats]:
    """How likely each label of each word is under a chain (forward-backward), all sequences in step."""
    import numpy as np

    width = len(side)
    own = np.exp(side - side.max(axis=2, keepdims=True))
    step = np.exp(moves)
    ahead, behind = np.empty_like(own), np.ones_like(own)
    ahead[0] = _scaled(own[0])
    for i in range(1, width):
        ahead[i] = _scaled((ahead[i - 1] @ step) * own[i])
    for i in range(width - 2, -1, -1):
        # Behind its last word a sequence has nothing that could speak for one label or another.
        going = (i + 1 < lengths)[:, None]
        behind[i] = np.where(going, _scaled((behind[i + 1] * own[i + 1]) @ step.T), 1.0)
    both = ahead * behind
    both /= both.sum(axis=2, keepdims=True)
    return [both[:n, i] for i, n in enumerate(lengths.tolist())]


def _scaled(values: Floats) -> Floats:
    """Each row with the sum 1: products of many small numbers would vanish."""
    return values / values.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]


def runs(path: Sequence[int] | Ints) -> list[Run]:
    """The runs of one row of labels; a word that carries on what never began begins it."""
    labels: Sequence[int] = path if isinstance(path, list) else list(map(int, path))
    out: list[Run] = []
    for i in compress(range(len(labels)), labels):
        kind, goes_on = divmod(labels[i] - 1, 2)
        if goes_on and out and out[-1][1:] == (i, kind):
            out[-1] = (out[-1][0], i + 1, kind)
        else:
            out.append((i, i + 1, kind))
    return out
