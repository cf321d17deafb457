"""The student: `python training/static.py TEACHER OUT [--texts N --epochs N --seed N]`.

Fits a vector to each piece so that a text's sum of them, brought to length one, lies as the teacher's vector
does (its 256 main directions), and so that the texts of a batch are as near to one another as the teacher has
them. TEACHER is what `teacher.py` made, OUT is `src/sayso/encoders/static/data`. It starts from what the
teacher makes of each piece by itself, weighted by how rare it is (SIF, Arora, Liang and Ma 2017).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

VERSION = "0.2"
ROOT = Path(__file__).parent.parent
WIDTH, FIRST_WORD = 256, 999
"""Numbers in a vector; the first piece that is neither a mark of the encoder's own nor unused."""
HELD = 4096
"""Texts that are only looked at."""
RARITY = 1e-3


@dataclass(frozen=True, slots=True)
class Config:
    texts: int = 10**9
    """Most texts that are learnt from or looked at."""
    epochs: int = 5
    batch: int = 1024
    rate: float = 2e-3
    temperature: float = 0.05
    direction: float = 5.0
    """What a text's own direction weighs against its likeness to the others of the batch."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts as the teacher saw them."""

    pieces: Tensor
    """Of all texts, one after another."""
    lengths: Tensor
    starts: Tensor
    vectors: Tensor

    def spelt(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """The pieces of some texts one after another, and where each begins."""
        lengths = self.lengths[rows]
        offsets = lengths.cumsum(0) - lengths
        at = torch.arange(int(lengths.sum())) + (self.starts[rows] - offsets).repeat_interleave(lengths)
        return self.pieces[at], offsets


def lesson(folder: Path) -> Lesson:
    parts = [dict(np.load(part)) for part in sorted(folder.glob("part_*.npz"))]
    pieces, lengths = (np.concatenate([p[name] for p in parts]) for name in ("pieces", "lengths"))
    held = torch.from_numpy(lengths).long()
    vectors = torch.from_numpy(np.concatenate([p["vectors"] for p in parts])).float()
    return Lesson(torch.from_numpy(pieces).long(), held, held.cumsum(0) - held, vectors)


def fit(taught: Lesson, alone: Tensor, config: Config) -> Tensor:
    """A vector for each piece."""
    torch.manual_seed(config.seed)
    directions = _directions(taught.vectors)
    wanted = F.normalize(taught.vectors @ directions, dim=1)
    table = torch.nn.Parameter(_start(taught, alone, directions))
    optimiser = torch.optim.Adam([table], lr=config.rate, betas=(0.9, 0.99))
    usable = (taught.lengths > 1).nonzero()[:, 0]
    held, learnt = usable[usable < HELD], usable[(usable >= HELD) & (usable < config.texts)]
    steps = config.epochs * (len(learnt) // config.batch)
    done = 0
    for epoch in range(config.epochs):
        for rows in learnt[torch.randperm(len(learnt))].split(config.batch)[: len(learnt) // config.batch]:
            for group in optimiser.param_groups:
                group["lr"] = config.rate * min(1, (done + 1) / 50) * max(0.02, 1 - done / steps)
            direction, likeness = _losses(taught, rows, table, wanted, config.temperature)
            optimiser.zero_grad()
            (config.direction * direction + likeness).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            done += 1
        with torch.no_grad():
            direction, likeness = _losses(taught, held, table, wanted, config.temperature)
        print(f"epoch {epoch + 1}: cosine {1 - direction:.4f}, divergence {likeness:.4f}", flush=True)
    return table.detach()


def _directions(vectors: Tensor) -> Tensor:
    """The main directions of the vectors, from zero and not from their mean, so that cosines stay."""
    return torch.linalg.eigh(vectors.T @ vectors)[1][:, -WIDTH:].flip(1)


def _start(taught: Lesson, alone: Tensor, directions: Tensor) -> Tensor:
    share = torch.bincount(taught.pieces, minlength=len(alone)) / len(taught.pieces)
    vectors = (alone - alone[FIRST_WORD:].mean(0)) @ directions * (RARITY / (RARITY + share))[:, None]
    return vectors / vectors[FIRST_WORD:].norm(dim=1).mean()


def _losses(
    taught: Lesson, rows: Tensor, table: Tensor, wanted: Tensor, temperature: float
) -> tuple[Tensor, Tensor]:
    """How far texts lie from where they should, and how far their likenesses to one another diverge."""
    pieces, offsets = taught.spelt(rows)
    found = F.normalize(F.embedding_bag(pieces, table, offsets, mode="sum"), dim=1, eps=1e-6)
    itself = torch.eye(len(rows), dtype=torch.bool)
    theirs = (taught.vectors[rows] @ taught.vectors[rows].T / temperature).masked_fill(itself, -1e4)
    ours = (found @ found.T / temperature).masked_fill(itself, -1e4)
    likeness = F.kl_div(ours.log_softmax(1), theirs.softmax(1), reduction="batchmean")
    return 1 - (found * wanted[rows]).sum(1).mean(), likeness


def kept(piece: str) -> bool:
    """Whether a piece is of Latin letters, digits or marks, or the unknown one: others are seldom met."""
    if len(piece) > 1 and piece[0] == "[":
        return piece == "[UNK]"
    return all(
        c.isascii() or "LATIN" in unicodedata.name(c, "") or unicodedata.category(c)[0] in "PSN"
        for c in piece.removeprefix("##")
    )


def write(table: Tensor, pieces: list[str], out: Path, made: dict[str, Any]) -> None:
    """Each row as int8 with a scale of its own. The unknown piece says nothing, so its row is zeros."""
    numbers = [i for i, piece in enumerate(pieces) if kept(piece)]
    vectors = table.numpy()[numbers]
    vectors[[pieces[i] == "[UNK]" for i in numbers]] = 0
    scales = np.abs(vectors).max(axis=1) / 127
    scales[scales == 0] = 1
    out.mkdir(parents=True, exist_ok=True)
    rows = np.rint(vectors / scales[:, None]).astype(np.int8)
    np.savez(out / "vectors.npz", rows=rows, scales=scales.astype(np.float32))
    (out / "pieces.txt").write_text("\n".join(pieces[i] for i in numbers), "utf-8")
    names = ("pieces.txt", "vectors.npz")
    digests = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names}
    manifest = {"version": VERSION, "sha256": digests, **made}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("teacher", "out"):
        parser.add_argument(name, type=Path)
    for name in ("texts", "epochs", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Config(), name))
    asked = parser.parse_args()
    taught = lesson(asked.teacher)
    texts = min(asked.texts, len(taught.lengths))
    config = Config(texts=texts, epochs=asked.epochs, seed=asked.seed)
    alone = torch.from_numpy(np.load(asked.teacher / "pieces.npy")).float()
    pieces = (ROOT / "src/sayso/models/trained/data/pieces.txt").read_text("utf-8").split("\n")
    made = {"config": asdict(config), "learnt from": texts - HELD}
    write(fit(taught, alone, config), pieces, asked.out, made)


if __name__ == "__main__":
    main()
