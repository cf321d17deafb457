"""The trained extractor: one small network reads a text once, and light heads say who says what.

    text ─words→ windows ─network→ scores ─decoding→ ranges of words ─marking→ Markup

It runs on ONNX Runtime, without PyTorch and without spaCy. The model card tells what it was trained on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.errors import StopRun
from sayso.protocols import Extractor
from sayso.settings import Settings
from sayso.types import Document, Markup

if TYPE_CHECKING:
    from sayso.models.trained.network import Network
    from sayso.models.trained.weights import Weights

_BATCH_CHARS = 60_000
"""Texts are gathered up to this length, so that what is asked of many can be decoded in step."""

_SLOW_FUSIONS = ["SkipLayerNormFusion"]
"""Its kernel takes six times as long as the two that it stands for (ONNX Runtime 1.32)."""


def load(settings: Settings) -> Extractor:
    """The trained extractor with the weights that were shipped.

    Raises:
        StopRun: a file of the weights is missing or is not the one that was shipped, or the threshold is no
            probability.
    """
    from sayso.models.trained import weights

    held, least = weights.read(), settings.threshold
    if not 0 <= least <= 1:
        raise StopRun(
            "threshold", f"{least} is no probability", "Write a number from 0 to 1, for instance 0.7"
        )
    if least:
        held = replace(held, tuning=replace(held.tuning, threshold=least, inner=least, quoted=least))
    return Trained(held, _threads())


_MOST_THREADS = 4
"""More of them wait for the one that decodes."""


def _threads() -> int:
    """As many as the other numeric libraries are told to use, else as there are cores to run on."""
    asked = os.environ.get("OMP_NUM_THREADS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    free = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(free, _MOST_THREADS)


class Trained:
    """One loaded network."""

    def __init__(self, weights: Weights, threads: int = 1) -> None:
        from sayso.models.trained.words import Speller
        from sayso.wordpiece import vocabulary

        self.method = f"trained {weights.version}"
        self.speller = Speller(vocabulary(weights.pieces.split("\n")))
        self.network = _network(weights, threads)
        self.tuning = weights.tuning

    def mark(self, documents: Iterable[Document]) -> Iterator[Markup]:
        """One markup a document, in order."""
        batch: list[Document] = []
        size = 0
        for document in documents:
            batch.append(document)
            size += len(document.text)
            if size >= _BATCH_CHARS:
                yield from self._batch(batch)
                batch, size = [], 0
        yield from self._batch(batch)

    def _batch(self, documents: list[Document]) -> list[Markup]:
        from sayso.models.rules.sentences import is_wrapped
        from sayso.models.trained.finding import find
        from sayso.models.trained.marking import mark

        texts = [self.speller.read(d.text, wrapped=is_wrapped(d.text)) for d in documents]
        found = find(self.network, texts, self.tuning)
        least = self.tuning.threshold
        return [mark(d.text, w, f, least) for d, w, f in zip(documents, texts, found, strict=True)]


def _network(weights: Weights, threads: int) -> Network:
    import onnxruntime

    from sayso.models.trained.network import Network

    options = onnxruntime.SessionOptions()
    # A window is too little work to share: each is read by one thread, and several at a time.
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    made = [
        onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW_FUSIONS
        )
        for graph in (weights.encoder, weights.roles, weights.sentences)
    ]
    encoder, roles, sentences = made
    return Network(encoder, roles, sentences, threads)
