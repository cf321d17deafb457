"""The trained entailer: one network reads claim and evidence together and says what the one is to the other.

    claim, evidence ─pieces→ windows ─network→ odds ─scaling→ supports, refutes, neutral

It runs on ONNX Runtime, without PyTorch. The model card tells what it was trained on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from sayso.entailers.trained.pieces import laid_out
from sayso.protocols import Entailer
from sayso.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.entailers.trained.weights import Weights

    Floats = NDArray[np.float32]

_OPEN = (0.0, 0.0, 30.0)
"""Log odds where there is nothing to read: neutral, and beyond any doubt."""
_AHEAD = 4
"""Rows that wait for each thread: all at once would hold all their vectors."""


def load(settings: Settings) -> Entailer:
    """The trained entailer with the weights that were shipped.

    Raises:
        StopRun: a file of the weights is missing or is not the one that was shipped.
    """
    from sayso.entailers.trained import weights

    return Trained(weights.read(), _threads())


def _threads() -> int:
    """As many as the other numeric libraries are told to use, else as there are cores to run on."""
    asked = os.environ.get("OMP_NUM_THREADS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Trained:
    """One loaded network. Not to be used in a process that was forked after it was loaded."""

    def __init__(self, weights: Weights, threads: int = 1) -> None:
        import onnxruntime

        from sayso.wordpiece import Speller, vocabulary

        self.method = f"trained {weights.version}"
        self._weights, self._threads = weights, threads
        self._speller = Speller(vocabulary(weights.pieces.split("\n")))
        options = onnxruntime.SessionOptions()
        # A row is too little work to share: each is read by one thread, and several at a time.
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._lower, self._upper = (
            onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
            for graph in (weights.lower, weights.upper)
        )

    def entail(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """For each pair of claim and evidence a row: the probability of supports, of refutes, of neutral.

        A row hangs on its pair alone, not on those beside it. Where a side has no word, nothing is settled.
        """
        import numpy as np

        held = self._weights
        logits = self.odds(pairs) / held.temperature + np.array(held.shift, dtype=np.float32)
        likely = np.exp(logits - logits.max(1, keepdims=True, initial=-np.inf))
        return likely / likely.sum(1, keepdims=True)  # type: ignore[no-any-return]

    def odds(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """The same as log odds, as the network gives them: calibration begins with these."""
        import numpy as np

        rows = [laid_out(self._speller.read(c), self._speller.read(e)) for c, e in pairs]
        read = self._odds(row for windows in rows for row in windows)
        out = np.tile(np.array(_OPEN, dtype=np.float32), (len(pairs), 1))
        for made, windows in zip(out, rows, strict=True):
            if windows:
                made[:] = joined(np.stack(list(islice(read, len(windows)))))
        return out

    def _odds(self, rows: Iterable[list[int]]) -> Iterator[Floats]:
        """Log odds of each row, in order."""
        if self._threads < 2:
            yield from map(self._read, rows)
            return
        from concurrent.futures import ThreadPoolExecutor

        waiting = iter(rows)
        with ThreadPoolExecutor(self._threads) as pool:
            while some := list(islice(waiting, _AHEAD * self._threads)):
                yield from pool.map(self._read, some)

    def _read(self, row: list[int]) -> Floats:
        """One row by itself: rows of unlike lengths would be padded, and reading several is no faster."""
        held = self._weights
        words = held.rows[row].astype("float32") * held.scales[row, None]
        near = bias(held.distances, len(row))
        (seen,) = self._lower.run(None, {"words": words[None], "bias": near})
        (odds,) = self._upper.run(None, {"seen": seen, "bias": near})
        return odds[0]  # type: ignore[no-any-return]


def bias(distances: Floats, length: int) -> Floats:
    """What distance adds to attention between each two of so many pieces: 1 × head × piece × piece."""
    import numpy as np
    from numpy.lib.stride_tricks import sliding_window_view

    middle = distances.shape[1] // 2
    near = distances[:, middle - length + 1 : middle + length]
    return np.ascontiguousarray(sliding_window_view(near, length, axis=1)[None, :, ::-1])


def joined(windows: Floats) -> Floats:
    """Of the windows of one evidence, that which settles most: the others say that it is not told there."""
    import numpy as np

    settles = np.logaddexp(windows[:, 0], windows[:, 1]) - windows[:, 2]
    return windows[settles.argmax()]  # type: ignore[no-any-return]
