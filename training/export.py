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
from torch import Tensor, nn

from graph import optimised
from network import SUBJECTIVE, WIDTH, WORTH, Network, forbidden

VERSION = "0.2"
TUNING = {
    "cue": -0.8,
    "seed": -2.5,
    "quoted": 0.1,
    "source": 0.4,
    "faint": 0.15,
    "content": 0.0,
    "opening": 0.0,
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
        return words, torch.cat([self.network.tags(words), self.network.commitment(words)[..., :1]], dim=2)


class Judge(nn.Module):
    """From means of vectors to scores, as log odds, of being worth a check and of being an opinion."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, means: Tensor) -> tuple[Tensor, Tensor]:
        worth, subjective = self.network.sentence(means).split([WORTH, SUBJECTIVE], dim=1)
        return worth[:, 2] - worth[:, :2].logsumexp(1), subjective[:, 1] - subjective[:, 0]


def export(network: Network, out: Path, *, quantised: bool, reduce_range: bool) -> None:
    """The three graphs; that of sentences is small and stays float."""
    ids = torch.randint(1000, 2000, (2, 16))
    firsts = torch.arange(1, 11)[None].expand(2, -1)
    where = [torch.tensor(v) for v in ([0, 1, 1], [2, 3, 0], [2, 4, 1])]
    axes = {n: {0: "b", 1: "t"} for n in ("ids", "features")}
    axes |= {n: {0: "b", 1: "w"} for n in ("firsts", "words", "tags", "roles")}
    axes |= {n: {0: "n"} for n in ("of", "first", "last", "means", "worth", "subjective")}
    graphs: dict[str, tuple[nn.Module, tuple[Tensor, ...], list[str], list[str]]] = {
        "encoder": (
            Tagger(network),
            (ids, ids * 0, firsts),
            ["ids", "features", "firsts"],
            ["words", "tags"],
        ),
        "roles": (
            network.roles,
            (torch.randn(2, 10, WIDTH), *where),
            ["words", "of", "first", "last"],
            ["roles"],
        ),
        "sentences": (Judge(network), (torch.randn(3, WIDTH),), ["means"], ["worth", "subjective"]),
    }
    for name, (module, example, inputs, outputs) in graphs.items():
        with tempfile.TemporaryDirectory() as folder:
            raw, ready = Path(folder, "raw.onnx"), out / f"{name}.onnx"
            torch.onnx.export(
                module.eval(),
                example,
                raw,
                input_names=inputs,
                output_names=outputs,
                dynamic_axes={n: axes[n] for n in (*inputs, *outputs)},
                opset_version=17,
                dynamo=False,
            )
            if quantised and name != "sentences":
                optimised(raw, ready, reduce_range=reduce_range)
            else:
                onnx.save(onnx.load(raw), ready)


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
    names = ("encoder.onnx", "roles.onnx", "sentences.onnx", "pieces.txt")
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
