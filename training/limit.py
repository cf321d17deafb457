"""What the machine could do: `python training/limit.py`: int8 products a second, and the encoder beside them.

The largest product of the encoder's layers (256 pieces by 384 by 1536) is timed alone, in int8 and in float,
and then the shipped encoder on a window of 224 pieces; one thread, the best of many runs.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

ROWS, WIDTH, INNER = 256, 384, 1536
PIECES, ROUNDS = 224, 60
ENCODER = Path(__file__).parent.parent / "src/sayso/models/trained/data/encoder.onnx"


def main() -> None:
    rng = np.random.default_rng(0)
    left, right = rng.integers(0, 255, (ROWS, WIDTH)), rng.integers(-63, 63, (WIDTH, INNER))
    products = ROWS * WIDTH * INNER
    whole = _product("MatMulInteger", TensorProto.UINT8, TensorProto.INT32, right.astype(np.int8))
    part = _product("MatMul", TensorProto.FLOAT, TensorProto.FLOAT, right.astype(np.float32))
    for name, graph, given in (
        ("int8", whole, left.astype(np.uint8)),
        ("float", part, left.astype(np.float32)),
    ):
        print(f"{name}: {products / best(graph, {'left': given}) / 1e9:.0f} thousand million a second")
    ids = rng.integers(1000, 20000, (1, PIECES))
    window = {"ids": ids, "features": ids % 40, "firsts": np.arange(1, PIECES - 20)[None]}
    print(f"encoder: {best(ENCODER.read_bytes(), window) / PIECES * 1e6:.0f} microseconds a piece")


def _product(kind: str, given: int, made: int, weights: NDArray[np.generic]) -> bytes:
    """A graph of one product with constant weights."""
    inputs = [helper.make_tensor_value_info("left", given, [ROWS, WIDTH])]
    outputs = [helper.make_tensor_value_info("out", made, [ROWS, INNER])]
    constants = [numpy_helper.from_array(weights, "right")]
    node = helper.make_node(kind, ["left", "right"], ["out"])
    graph = helper.make_graph([node], "product", inputs, outputs, constants)
    opset = [helper.make_opsetid("", 17)]
    return bytes(helper.make_model(graph, opset_imports=opset, ir_version=9).SerializeToString())


def best(graph: bytes, inputs: Mapping[str, NDArray[np.generic]]) -> float:
    """Seconds of the fastest run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        session.run(None, dict(inputs))
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    main()
