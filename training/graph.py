"""Graph: from the encoder that PyTorch exports to one that a CPU reads fast.

    float graph ─attention to int8→ ─weights to int8→ ─fusions of ONNX Runtime, chosen→ shipped graph

Weights are int8 for each column; what they are multiplied with is quantised when it is there, with one
scale for a window. The products of attention (Q·Kᵀ and P·V) are int8 too. The result runs on plain ONNX
Runtime, which should fuse no more than is fused here (`ORT_ENABLE_BASIC`): see `SLOW_FUSIONS`.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import GraphProto, ModelProto, NodeProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

MICROSOFT = "com.microsoft"
KEYS_LIMIT, VALUES_LIMIT = 63, 127
"""Largest int8 of each. Without VNNI a CPU adds two products of 8 bits in 16: keys have one bit fewer, so
that the sum fits; values may have all, for two shares of attention add up to no more than one."""
SMALL = 16_000
SLOW_FUSIONS = ["SkipLayerNormFusion", "BiasGeluFusion"]
"""The fused kernels take longer than what they stand for: in ONNX Runtime 1.32 the first is no vector code,
and the second keeps a bias from the product before it."""


def optimised(raw: Path, out: Path, *, reduce_range: bool = True) -> None:
    """Write to `out` what reads as the float graph `raw` does, in int8.

    `reduce_range`: weights of 7 bits, which no CPU saturates on.
    """
    with tempfile.TemporaryDirectory() as folder:
        settled, weighed, whole = (Path(folder, f"{i}.onnx") for i in range(3))
        _fused(raw, settled, onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC)
        quantize_dynamic(
            settled,
            weighed,
            nodes_to_exclude=_small(onnx.load(settled).graph),
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=reduce_range,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
        model = onnx.load(weighed)
        _attend_in_int8(model)
        onnx.save(model, whole)
        _fused(whole, out, onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED)
    model = onnx.load(out)
    _hasten_gelu(model.graph)
    onnx.save(model, out)


def _small(graph: GraphProto) -> list[str]:
    """Nodes whose weights are so few that int8 would save nothing: what scores the labels, for one."""
    sizes = {i.name: int(np.prod(i.dims)) for i in graph.initializer}
    return [n.name for n in graph.node if any(0 < sizes.get(v, 0) < SMALL for v in n.input)]


def _fused(source: Path, out: Path, level: onnxruntime.GraphOptimizationLevel) -> None:
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = level
    options.optimized_model_filepath = str(out)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(
        source, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
    )


def _hasten_gelu(graph: GraphProto) -> None:
    """Gelu by tanh: it differs from that by erf by less than 0.001, and int8 by more."""
    for node in graph.node:
        if node.op_type == "Gelu" and node.domain == MICROSOFT:
            node.op_type = "FastGelu"


class _Graph:
    """Who makes and who takes each value."""

    def __init__(self, graph: GraphProto) -> None:
        self.constants = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
        self.makers = {name: node for node in graph.node for name in node.output}
        self.takers: dict[str, list[NodeProto]] = {}
        for node in graph.node:
            for name in node.input:
                self.takers.setdefault(name, []).append(node)

    def maker(self, value: str, *kinds: str) -> NodeProto:
        node = self.makers.get(value)
        if node is None or node.op_type not in kinds:
            found = node.op_type if node else "nothing"
            raise SystemExit(f"{value}: attention is not written as expected ({found} for {kinds})")
        return node

    def taker(self, node: NodeProto, kind: str) -> NodeProto:
        takers = self.takers.get(node.output[0], [])
        if [t.op_type for t in takers] != [kind]:
            raise SystemExit(f"{node.name}: attention is not written as expected (no {kind} follows)")
        return takers[0]


def _attend_in_int8(model: ModelProto) -> None:
    """Each softmax with the two products around it and all that shapes what they take, written anew."""
    graph = model.graph
    held = _Graph(graph)
    for i, softmax in enumerate([n for n in graph.node if n.op_type == "Softmax"]):
        found = _attention(held, softmax)
        written = _Writer(f"attention{i}", found)
        at = list(graph.node).index(found.last)
        graph.node.remove(found.last)
        for n, node in enumerate(written.nodes):
            graph.node.insert(at + n, node)
        graph.initializer.extend(written.constants)
    _sweep(graph)
    if not any(o.domain == MICROSOFT for o in model.opset_import):
        model.opset_import.append(helper.make_opsetid(MICROSOFT, 1))


@dataclass(frozen=True, slots=True)
class _Attention:
    projected: str
    """Queries, keys and values of each piece, side by side: (batch, piece, 3 · heads · width)."""
    last: NodeProto
    """Gives (batch, piece, heads · width)."""
    heads: int
    width: int


def _attention(held: _Graph, softmax: NodeProto) -> _Attention:
    """The attention that a softmax is the heart of."""
    query = held.maker(softmax.input[0], "MatMul").input[0]
    while (node := held.maker(query, "Mul", "Squeeze", "Split", "Transpose", "Reshape")).op_type != "Reshape":
        query = node.input[0]
    bias = held.maker(node.input[0], "Add")
    total = next(len(held.constants[n]) for n in bias.input if n in held.constants)
    heads = _sizes(held, node.input[1])[3]
    last = held.taker(held.taker(held.taker(softmax, "MatMul"), "Transpose"), "Reshape")
    return _Attention(node.input[0], last, heads, total // 3 // heads)


def _sizes(held: _Graph, name: str) -> list[int]:
    """A shape whose parts are joined from constants and sizes; sizes are -1, or 0 where all are constants."""
    if name in held.constants:
        return held.constants[name].tolist()  # type: ignore[no-any-return]
    parts = held.maker(name, "Concat").input
    return [int(held.constants[p][0]) if p in held.constants else -1 for p in parts]


class _Writer:
    """Writes one attention in int8: `nodes`, and the `constants` they take.

    Queries and shares stand on the left of a product and are unsigned, keys and values on the right and
    signed: the one pairing that CPUs multiply fast.
    """

    def __init__(self, name: str, found: _Attention) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._name, self._heads, self._width = name, found.heads, found.width
        own = found.heads * found.width
        self._add(
            "Split", [found.projected, self._constant("thirds", [own] * 3, np.int64)], "q", "k", "v", axis=2
        )
        self._add("DynamicQuantizeLinear", [f"{name}/q"], "q_int", "q_scale", "q_zero")
        keys_scale = self._signed("k", KEYS_LIMIT)
        values_scale = self._signed("v", VALUES_LIMIT)
        root = self._constant("root", found.width**-0.5, np.float32)
        scale = self._add("Mul", [f"{name}/q_scale", root], "scale")
        queries, keys = self._by_head("q", [0, 2, 1, 3]), self._by_head("k", [0, 2, 3, 1])
        logits = self._product(
            "logits", [queries, keys, scale, keys_scale, f"{name}/q_zero", f"{name}/k_zero"]
        )
        share, none = self._constant("share", 1 / 255, np.float32), self._constant("none", 0, np.uint8)
        shares = self._add("Softmax", [logits], "shares", axis=-1)
        shares = self._add("QuantizeLinear", [shares, share, none], "shares_int")
        values = self._by_head("v", [0, 2, 1, 3])
        seen = self._product("seen", [shares, values, share, values_scale, none, f"{name}/v_zero"])
        seen = self._add("Transpose", [seen], "seen_pieces", perm=[0, 2, 1, 3])
        self._add("Reshape", [seen, self._constant("seen_shape", [0, 0, own], np.int64)], "out")
        self.nodes[-1].output[0] = found.last.output[0]

    def _constant(self, at: str, value: object, kind: type) -> str:
        self.constants.append(numpy_helper.from_array(np.array(value, kind), f"{self._name}/{at}"))
        return f"{self._name}/{at}"

    def _add(
        self, op: str, inputs: list[str], *outputs: str, domain: str = "", **attributes: int | list[int]
    ) -> str:
        made = [f"{self._name}/{o}" for o in outputs]
        name = f"{made[0]}/{op}"
        self.nodes.append(helper.make_node(op, inputs, made, name, domain=domain, **attributes))
        return made[0]

    def _product(self, at: str, inputs: list[str]) -> str:
        return self._add("MatMulIntegerToFloat", inputs, at, domain=MICROSOFT)

    def _signed(self, at: str, limit: int) -> str:
        """Quantise with 0 in the middle; the scale."""
        value = f"{self._name}/{at}"
        high = self._add("ReduceMax", [value], f"{at}_high", keepdims=0)
        low = self._add("ReduceMin", [value], f"{at}_low", keepdims=0)
        low = self._add("Neg", [low], f"{at}_depth")
        # The least keeps nothing but zeros from a scale of zero.
        least = self._constant(f"{at}_least", 1e-6, np.float32)
        most = self._add("Max", [high, low, least], f"{at}_most")
        scale = self._add("Div", [most, self._constant(f"{at}_limit", limit, np.float32)], f"{at}_scale")
        zero = self._constant(f"{at}_zero", 0, np.int8)
        self._add("QuantizeLinear", [value, scale, zero], f"{at}_int")
        return scale

    def _by_head(self, at: str, order: list[int]) -> str:
        shape = self._constant(f"{at}_shape", [0, 0, self._heads, self._width], np.int64)
        parted = self._add("Reshape", [f"{self._name}/{at}_int", shape], f"{at}_parted")
        return self._add("Transpose", [parted], f"{at}_heads", perm=order)


def _sweep(graph: GraphProto) -> None:
    """Drop what nothing takes any more."""
    while True:
        taken = {name for node in graph.node for name in node.input} | {o.name for o in graph.output}
        idle = [node for node in graph.node if not taken.intersection(node.output)]
        if not idle:
            break
        for node in idle:
            graph.node.remove(node)
    for kept in [i for i in graph.initializer if i.name not in taken]:
        graph.initializer.remove(kept)
