"""Export: `python training/entailment/export.py CHECKPOINT ENCODER OUT [--version V] [--float]`.

Writes what `sayso.entailers.trained` reads: the graphs, the table of pieces' vectors, the list of pieces, and
the manifest with their digests; `calibrate.py` then adds how odds become probabilities. Weights are 8 bits;
`--float` leaves those of the layers as they are, to see what that costs. No file has more than 100 MB, which
is the most that many hosts take.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch

from network import FIRST_PLACE, Network
from onnx_writing import Writer, by_rows
from sayso.entailers.trained.weights import LOWER, PIECES, TABLE, UPPER

VERSION = "0.1"
MOST, MOST_IN_ALL = 100_000_000, 120_000_000
UNCALIBRATED = {"temperature": 1.0, "shift": [0.0, 0.0, 0.0]}


def write(network: Network, frozen: int, pieces: Path, out: Path, *, quantised: bool) -> None:
    """The four files."""
    shape = network.shape
    state = {name: value.float().numpy() for name, value in network.state_dict().items()}
    lower = Writer(state, shape.heads, quantised=quantised).lower(frozen, FIRST_PLACE)
    onnx.save(lower, out / LOWER)
    upper = Writer(state, shape.heads, quantised=quantised).upper(frozen, shape.layers)
    onnx.save(upper, out / UPPER)
    rows, scales = by_rows(state["words.weight"])
    np.savez(out / TABLE, rows=rows, scales=scales, distances=distances(network))
    (out / PIECES).write_text(pieces.read_text("utf-8").rstrip("\n"), "utf-8")


def distances(network: Network) -> np.ndarray:
    """Head × distance: what each head adds, from the farthest piece before to the farthest after."""
    longest = network.shape.places - FIRST_PLACE
    bias = network.bias(longest, torch.device("cpu"))[0]
    return torch.cat([bias[:, 1:, 0].flip(1), bias[:, 0]], dim=1).numpy()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path, help="as train.py saves it")
    parser.add_argument("encoder", type=Path, help="the folder of the published encoder, with vocab.txt")
    parser.add_argument("out", type=Path)
    parser.add_argument("--version", default=VERSION)
    parser.add_argument("--float", action="store_true", help="leave the weights of the layers as they are")
    asked = parser.parse_args()
    state = torch.load(asked.checkpoint, weights_only=True, map_location="cpu")
    network = Network()
    network.load_state_dict(state["network"])
    asked.out.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        frozen = state["config"]["frozen"]
        write(network, frozen, asked.encoder / "vocab.txt", asked.out, quantised=not asked.float)
    names = (LOWER, UPPER, TABLE, PIECES)
    sizes = {name: (asked.out / name).stat().st_size for name in names}
    manifest = {
        "version": asked.version,
        "sha256": {n: hashlib.sha256((asked.out / n).read_bytes()).hexdigest() for n in names},
        "scaling": UNCALIBRATED,
        "config": state["config"] | {"steps": state["step"], "seen": state["seen"]},
    }
    (asked.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    print(sizes, "in all", sum(sizes.values()))
    if not asked.float and (max(sizes.values()) > MOST or sum(sizes.values()) > MOST_IN_ALL):
        raise SystemExit(f"too large: at most {MOST:,} bytes a file and {MOST_IN_ALL:,} in all")


if __name__ == "__main__":
    main()
