"""The network written as two ONNX graphs, operator by operator.

    words (1 × piece × width), bias (1 × head × piece × piece) ─lower layers→ seen (1 × piece × width)
    seen, bias ─upper layers→ odds (1 × 3)

The lower layers are as they were published, and lie in a graph of their own: weights that are trained anew
leave that file as it is.

What stands for pieces and for distance comes from outside: the table of the one is a file of its own, and the
other hangs on the length alone. Weights are 8 bits with a scale for each block of a row; what they are
multiplied with is made 8 bits too, by blocks of each piece (MatMulNBits, accuracy level 4), so that no piece
is read less exactly for another's large values, as it would be with one scale for all.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]
MICROSOFT = "com.microsoft"
EPSILON = 1e-5
OPSET, IR = 20, 9
BLOCK = 128
"""Weights that share a scale. Of 64 the graph is a fifth slower, of 256 less exact."""
INT8 = 4
"""The accuracy level of MatMulNBits at which both sides are multiplied in 8 bits."""


class Writer:
    """Writes one network; `state` is its weights by their names in `network.Network`."""

    def __init__(self, state: Mapping[str, Floats], heads: int, *, quantised: bool) -> None:
        self.state, self.heads, self.quantised = state, heads, quantised
        self.width = len(state["norm.weight"])
        self.nodes: list[NodeProto] = []
        self.constants: dict[str, TensorProto] = {}

    def lower(self, layers: int, first_place: int) -> onnx.ModelProto:
        """The places and the lowest layers, up to that number."""
        x = self._placed(first_place)
        for i in range(layers):
            x = self._layer(f"layers.{i}", x)
        self._add("Identity", [x], "seen")
        return self._model("words", "seen", [1, "t", self.width])

    def upper(self, begin: int, layers: int) -> onnx.ModelProto:
        """The layers from that number on, and the scores."""
        x = "seen"
        for i in range(begin, layers):
            x = self._layer(f"layers.{i}", x)
        first = self._add("Gather", [x, self._constant("first", np.array(0))], "first/out", axis=1)
        tanh = self._add("Tanh", [self._float("head", first)], "head/tanh")
        self._add("Identity", [self._float("score", tanh)], "odds")
        return self._model("seen", "odds", [1, 3])

    def _model(self, takes: str, gives: str, shape: list[int | str]) -> onnx.ModelProto:
        values = {takes: [1, "t", self.width], "bias": [1, self.heads, "t", "t"], gives: shape}
        given, bias, made = (
            helper.make_tensor_value_info(name, TensorProto.FLOAT, size) for name, size in values.items()
        )
        graph = helper.make_graph(
            self.nodes, "entailer", [given, bias], [made], list(self.constants.values())
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR, producer_name="sayso")

    def _placed(self, first_place: int) -> str:
        """The pieces' vectors with those of their places."""
        places = self._constant("places", self.state["places.weight"][first_place:])
        length = self._add("Shape", ["words"], "length", start=1, end=2)
        near = self._add("Slice", [places, self._constant("begin", np.array([0])), length], "places/near")
        return self._norm("norm", "words", near)

    def _layer(self, name: str, x: str) -> str:
        seen = self._linear(f"{name}.out", self._attention(name, x))
        x = self._norm(f"{name}.norm1", x, seen)
        inner = self._add("Gelu", [self._linear(f"{name}.inner", x)], f"{name}/gelu", approximate="tanh")
        return self._norm(f"{name}.norm2", x, self._linear(f"{name}.outer", inner))

    def _attention(self, name: str, x: str) -> str:
        thirds = self._constant("thirds", np.array([self.width] * 3))
        parts = [f"{name}/{part}" for part in "qkv"]
        self._add("Split", [self._linear(f"{name}.qkv", x), thirds], *parts, axis=2)
        shape = self._constant("by_head", np.array([0, 0, self.heads, self.width // self.heads]))
        orders = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
        q, k, v = (
            self._add(
                "Transpose", [self._add("Reshape", [p, shape], f"{p}/parted")], f"{p}/heads", perm=order
            )
            for p, order in zip(parts, orders, strict=True)
        )
        root = self._constant("root", np.float32((self.width // self.heads) ** -0.5))
        near = self._add("MatMul", [self._add("Mul", [q, root], f"{name}/scaled"), k], f"{name}/near")
        shares = self._add("Softmax", [self._add("Add", [near, "bias"], f"{name}/biased")], f"{name}/shares")
        seen = self._add("MatMul", [shares, v], f"{name}/seen")
        seen = self._add("Transpose", [seen], f"{name}/by_piece", perm=[0, 2, 1, 3])
        return self._add(
            "Reshape", [seen, self._constant("whole", np.array([0, 0, self.width]))], f"{name}/all"
        )

    def _linear(self, name: str, x: str) -> str:
        if not self.quantised:
            return self._float(name, x)
        whole, scales = by_blocks(self.state[f"{name}.weight"], BLOCK)
        parts = {"whole": whole, "scales": scales, "bias": self.state[f"{name}.bias"]}
        weights, scale, bias = (self._constant(f"{name}.{part}", value) for part, value in parts.items())
        n, blocks, _ = whole.shape
        return self._add(
            "MatMulNBits",
            [x, weights, scale, "", "", bias],
            f"{name}/out",
            domain=MICROSOFT,
            **{"K": blocks * BLOCK, "N": n, "bits": 8, "block_size": BLOCK, "accuracy_level": INT8},
        )

    def _float(self, name: str, x: str) -> str:
        weight = self._constant(f"{name}.weight", self.state[f"{name}.weight"].T.copy())
        bias = self._constant(f"{name}.bias", self.state[f"{name}.bias"])
        return self._add("Add", [self._add("MatMul", [x, weight], f"{name}/product"), bias], f"{name}/out")

    def _norm(self, name: str, x: str, more: str) -> str:
        """The layer norm of a sum."""
        parts = [self._constant(f"{name}.{p}", self.state[f"{name}.{p}"]) for p in ("weight", "bias")]
        total = self._add("Add", [x, more], f"{name}/sum")
        return self._add("LayerNormalization", [total, *parts], f"{name}/out", axis=-1, epsilon=EPSILON)

    def _constant(self, name: str, value: NDArray[np.generic] | np.float32) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def _add(
        self,
        kind: str,
        inputs: list[str],
        *outputs: str,
        domain: str = "",
        **attributes: int | float | str | list[int],
    ) -> str:
        name = f"{outputs[0]}/{kind}"
        self.nodes.append(helper.make_node(kind, inputs, list(outputs), name, domain=domain, **attributes))
        return outputs[0]


def by_blocks(weight: Floats, block: int) -> tuple[NDArray[np.uint8], Floats]:
    """Weights (out × in) as 8 bits around 128 (out × blocks × block), and the scale of each block."""
    parted = weight.reshape(len(weight), -1, block)
    scales = np.maximum(np.abs(parted).max(2), 1e-8) / 127
    whole = np.rint(parted / scales[..., None]) + 128
    return whole.astype(np.uint8), scales.astype(np.float32)


def by_rows(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    """A table as 8 bits, and the scale of each row."""
    scales = np.maximum(np.abs(table).max(1), 1e-8) / 127
    return np.rint(table / scales[:, None]).astype(np.int8), scales.astype(np.float32)
