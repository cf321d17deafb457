"""The upper layers: `python training/upper.py ENCODER OUT`: the published ones, as `minilm` reads them.

OUT is `src/sayso/encoders/minilm/data`. The lower layers are the trained extractor's, which are as published.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from graph import optimised
from network import WIDTH, Encoder, pretrained

VERSION, FILE = "0.1", "upper.onnx"
FROZEN = 2


class Upper(nn.Module):
    """From what the lower layers make of a text to its vector: the mean of its pieces', of length one."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.layers = encoder.layers[FROZEN:]

    def forward(self, lower: Tensor) -> Tensor:
        for layer in self.layers:
            lower = layer(lower, None)
        return nn.functional.normalize(lower.mean(1), dim=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "out"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with torch.no_grad(), tempfile.TemporaryDirectory() as folder:
        raw = Path(folder, FILE)
        torch.onnx.export(
            Upper(pretrained(asked.encoder, FROZEN).encoder).eval(),
            (torch.randn(2, 16, WIDTH),),
            raw,
            input_names=["lower"],
            output_names=["vector"],
            dynamic_axes={"lower": {0: "b", 1: "t"}, "vector": {0: "b"}},
            opset_version=17,
            dynamo=False,
        )
        optimised(raw, asked.out / FILE)
    digest = hashlib.sha256((asked.out / FILE).read_bytes()).hexdigest()
    manifest = {"version": VERSION, "sha256": {FILE: digest}}
    (asked.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
