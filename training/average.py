"""Averaging: `python training/average.py OUT CHECKPOINT…`: one network with the mean of others' weights.

Checkpoints of one training lie on one slope; their mean generalises better than the last of them. One
that is named twice counts twice.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch


def main() -> None:
    out, *paths = map(Path, sys.argv[1:])
    states = [torch.load(path, weights_only=True) for path in paths]
    networks = [state["network"] for state in states]
    mean = {
        name: torch.stack([n[name].double() for n in networks]).mean(0).to(value.dtype)
        for name, value in networks[0].items()
    }
    torch.save(states[-1] | {"network": mean}, out)


if __name__ == "__main__":
    main()
