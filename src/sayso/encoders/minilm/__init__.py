"""The published sentence encoder all-MiniLM-L6-v2, in int8: it reads words in their order.

    text ─pieces→ lowest two layers ─→ upper four layers ─mean→ one vector

Its lowest layers and its list of pieces are those of the trained extractor, which left them as they were
published; the upper four lie beside this module. It suits a few texts, such as what a search has found.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from sayso import shipped
from sayso.protocols import Encoder
from sayso.settings import Settings
from sayso.wordpiece import Speller, vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

UPPER = "upper.onnx"
BELOW, ENCODER, PIECES = "sayso.models.trained", "encoder.onnx", "pieces.txt"
"""The extractor, and those of its files that are read here too."""
LOWER = "/layers.1/norm2/LayerNormalization_output_0"
"""What the extractor's graph calls the output of its second layer."""
MOST = 254
"""Pieces of a text that are read, less its two marks: the encoder was published for so many."""
_TODO = "Install sayso anew, or choose another encoder (SAYSO_ENCODER=static)"


def load(settings: Settings) -> Encoder:
    """The encoder with the layers that were shipped.

    Raises:
        StopRun: a file of the weights is missing or is not the one that was shipped.
    """
    return read()


def read(folder: Traversable | None = None) -> MiniLM:
    """The encoder, its upper layers read from a folder.

    Raises:
        StopRun: a file of the weights is missing or is not the one that was shipped.
    """
    folder = folder or files("sayso.encoders.minilm").joinpath("data")
    manifest, held = shipped.read(folder, _TODO)
    below = shipped.read(files(BELOW).joinpath("data"), _TODO)[1]
    lower, upper = _session(with_output(below[ENCODER], LOWER)), _session(held[UPPER])
    pieces = vocabulary(below[PIECES].decode("utf-8").split("\n"))
    return MiniLM(manifest["version"], lower, upper, Speller(pieces))


class MiniLM:
    """Two graphs: what the extractor's lowest layers make of pieces, and the vector that follows from it."""

    width = 384

    def __init__(
        self, version: str, lower: InferenceSession, upper: InferenceSession, speller: Speller
    ) -> None:
        from onnxruntime import RunOptions

        self.method = f"minilm {version}"
        self._lower, self._upper, self._speller = lower, upper, speller
        self._options = RunOptions()
        # Without this the extractor's own layers would be run too, and what they find thrown away.
        self._options.only_execute_path_to_fetches = True

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row for each text, in order. One at a time: the int8 graphs take their scales from all that they
        are given at once, so a text read together with others would be read otherwise than alone."""
        import numpy as np

        rows = np.zeros((len(texts), self.width), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            if any(c.isalnum() for c in text):
                row[:] = self._vector(self._speller.read(text)[:MOST])
        return rows

    def _vector(self, pieces: list[int]) -> NDArray[np.float32]:
        import numpy as np

        ids = np.array([[self._speller.known["[CLS]"], *pieces, self._speller.known["[SEP]"]]])
        asked = {"ids": ids, "features": np.zeros_like(ids), "firsts": np.zeros((1, 1), dtype=np.int64)}
        (lower,) = self._lower.run([LOWER], asked, self._options)
        (vector,) = self._upper.run(None, {"lower": lower})
        return vector[0]  # type: ignore[no-any-return]


def with_output(model: bytes, name: str) -> bytes:
    """The ONNX model with one more output: an inner value of that name (under 120 bytes).

    Messages in protobuf's format that follow one another are read as one, lists within them joined; so what
    follows need only hold the output. The model's file stays as it is, and reading with it as fast.
    """
    value = bytes([_NAME, len(name)]) + name.encode("ascii")
    output = bytes([_OUTPUT, len(value)]) + value
    return model + bytes([_GRAPH, len(output)]) + output


_NAME, _OUTPUT, _GRAPH = 1 << 3 | 2, 12 << 3 | 2, 7 << 3 | 2
"""Tags in onnx.proto: ValueInfoProto.name, GraphProto.output, ModelProto.graph."""


def _session(graph: bytes) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
