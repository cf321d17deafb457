"""Export: `python training/export.py CHECKPOINT VOCAB OUT [--float]`.

Writes the two graphs, the pieces and the manifest with their digests. The encoder's weights become int8
(`--float` leaves them as they are), those of the small roles' head stay float.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from network import Network, forbidden

VERSION = "0.1"
TUNING = {
    "cue": -0.8,
    "seed": -2.5,
    "source": 0.4,
    "faint": 0.15,
    "content": 0.0,
    "opening": -0.8,
}
"""Thresholds, as chosen on the tune part; calibrate.py adds those that hang on the weights."""


class Tagger(nn.Module):
    """From pieces to the vectors of words and the scores of their tags."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, features: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        # One window at a time, so there is no padding to mask.
        words = self.network.words(self.network.encoder.lower(ids, None), features, None, firsts)
        return words, self.network.tags(words)


def export(network: Network, out: Path, *, quantised: bool, reduce_range: bool) -> None:
    ids = torch.randint(1000, 2000, (2, 16))
    firsts = torch.arange(1, 11)[None].expand(2, -1)
    tagger = Tagger(network).eval()
    axes = {"ids": {0: "b", 1: "t"}, "features": {0: "b", 1: "t"}, "firsts": {0: "b", 1: "w"}}
    with tempfile.TemporaryDirectory() as folder:
        raw, ready = Path(folder, "raw.onnx"), Path(folder, "ready.onnx")
        torch.onnx.export(
            tagger,
            (ids, torch.zeros_like(ids), firsts),
            raw,
            input_names=["ids", "features", "firsts"],
            output_names=["words", "tags"],
            dynamic_axes=axes | {"words": {0: "b", 1: "w"}, "tags": {0: "b", 1: "w"}},
            opset_version=17,
            dynamo=False,
        )
        if quantised:
            quant_pre_process(raw, ready, skip_symbolic_shape=True)
            quantize_dynamic(
                ready,
                out / "encoder.onnx",
                op_types_to_quantize=["MatMul", "Gemm", "Gather"],
                per_channel=True,
                reduce_range=reduce_range,
                weight_type=QuantType.QInt8,
                extra_options={"MatMulConstBOnly": True},
            )
        else:
            onnx.save(onnx.load(raw), out / "encoder.onnx")
    hidden = torch.randn(2, 10, 384)
    where = [torch.tensor(v) for v in ([0, 1, 1], [2, 3, 0], [2, 4, 1])]
    torch.onnx.export(
        network.roles.eval(),
        (hidden, *where),
        out / "roles.onnx",
        input_names=["words", "of", "first", "last"],
        output_names=["roles"],
        dynamic_axes={
            "words": {0: "b", 1: "w"},
            **{n: {0: "n"} for n in ("of", "first", "last")},
            "roles": {0: "n", 1: "w"},
        },
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("checkpoint", "pieces", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--float", action="store_true")
    parser.add_argument("--full-range", action="store_true", help="8-bit weights: they saturate without VNNI")
    for name, value in TUNING.items():
        parser.add_argument(f"--{name}", type=float, default=value)
    asked = parser.parse_args()
    state = torch.load(asked.checkpoint, weights_only=True)
    network = Network(state["config"]["frozen"])
    network.load_state_dict(state["network"])
    asked.out.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        export(network.eval(), asked.out, quantised=not asked.float, reduce_range=not asked.full_range)
        moves = (network.moves + forbidden(network.moves)).tolist()
    (asked.out / "pieces.txt").write_text(asked.pieces.read_text("utf-8").rstrip("\n"), "utf-8")
    names = ("encoder.onnx", "roles.onnx", "pieces.txt")
    manifest = {
        "version": VERSION,
        "sha256": {n: hashlib.sha256((asked.out / n).read_bytes()).hexdigest() for n in names},
        "tuning": {name: getattr(asked, name) for name in TUNING} | {"trust": {"base": 0.0}},
        "moves": [[round(v, 5) for v in row] for row in moves],
        "config": state["config"] | {"steps": state["step"]},
    }
    (asked.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    print({n: (asked.out / n).stat().st_size for n in names})


if __name__ == "__main__":
    main()
