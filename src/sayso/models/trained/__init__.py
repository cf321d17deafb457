"""The trained extractor: one small network reads a text once, and light heads say who says what.

    text ─words→ windows ─network→ scores ─decoding→ ranges of words ─marking→ Markup

It runs on ONNX Runtime, without PyTorch and without spaCy. The model card tells what it was trained on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

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
        StopRun: a file of the weights is missing or is not the one that was shipped.
    """
    from sayso.models.trained import weights

    return Trained(weights.read(), _threads())


def _threads() -> int:
    """As the other numeric libraries are told to; 0 leaves the choice to ONNX Runtime."""
    asked = os.environ.get("OMP_NUM_THREADS", "")
    return int(asked) if asked.isdecimal() else 0


class Trained:
    """One loaded network."""

    def __init__(self, weights: Weights, threads: int = 0) -> None:
        from sayso.models.trained.pieces import vocabulary
        from sayso.models.trained.words import Speller

        self.method = f"trained {weights.version}"
        self.speller = Speller(vocabulary(weights.pieces.split("\n")))
        self.network = _network(weights, threads)
        self._tuning = weights.tuning

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
        found = find(self.network, texts, self._tuning)
        return [mark(d.text, w, f) for d, w, f in zip(documents, texts, found, strict=True)]


def _network(weights: Weights, threads: int) -> Network:
    import onnxruntime

    from sayso.models.trained.network import Network

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Threads that wait in a loop for the others take the core that the others need where it is shared.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    made = [
        onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW_FUSIONS
        )
        for graph in (weights.encoder, weights.roles)
    ]
    return Network(*made)
