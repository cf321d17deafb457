"""Pairs of claim and evidence to learn from, spelt in pieces and laid in batches of like length.

    DATA/verify/train.jsonl.gz ─read→ Pair … ─spell→ pieces ─batches→ ids, labels

A two-way set says only whether the evidence supports: `NOT_SUPPORTS` is learnt as refutes or neutral,
whichever the network thinks likelier.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor

from sayso.wordpiece import Speller, vocabulary

LABELS = {"supports": 0, "refutes": 1, "neutral": 2, "not_supports": 3}
NOT_SUPPORTS = 3
BEGIN, PAD, END = 0, 1, 2
LONGEST = 256
"""Pieces of a pair; of evidence that is longer the end is cut."""
CLAIM = 96
"""Pieces of a claim; what is longer loses its end."""
TUNE = 2
"""Per cent of the claims that are set apart to tune on; no training sees them."""


class Pair(NamedTuple):
    set: str
    claim: str
    evidence: str
    label: int


def read(path: Path) -> list[Pair]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = map(json.loads, file)
        return [Pair(r["set"], r["claim"], r["evidence"], LABELS[r["label"]]) for r in rows]


def apart(pairs: Iterable[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Those to learn from, and those to tune on; all pairs of one claim fall on one side."""
    learn: list[Pair] = []
    tune: list[Pair] = []
    for pair in pairs:
        share = int(hashlib.blake2b(pair.claim.encode(), digest_size=4).hexdigest(), 16) % 100
        (tune if share < TUNE else learn).append(pair)
    return learn, tune


class Scribe:
    """Spells pairs as the shipped network will read them."""

    def __init__(self, vocab: Path) -> None:
        self._speller = Speller(vocabulary(vocab.read_text("utf-8").split("\n")))

    def spell(self, claim: str, evidence: str) -> list[int]:
        first = self._speller.read(claim)[:CLAIM]
        second = self._speller.read(evidence)[: LONGEST - len(first) - 4]
        return [BEGIN, *first, END, END, *second, END]


def batches(
    spelt: list[tuple[list[int], int]], pieces: int, rng: random.Random | None = None
) -> Iterator[tuple[Tensor, Tensor]]:
    """Batches of at most so many pieces, padding counted; like lengths together, shuffled with `rng`."""
    order = sorted(range(len(spelt)), key=lambda i: len(spelt[i][0]) + (rng.random() * 8 if rng else 0))
    groups: list[list[int]] = [[]]
    for i in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(spelt[i][0]) > pieces:
            groups.append([])
        groups[-1].append(i)
    if rng:
        rng.shuffle(groups)
    for group in groups:
        yield collate([spelt[i][0] for i in group]), torch.tensor([spelt[i][1] for i in group])


def collate(rows: list[list[int]]) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([row + [PAD] * (width - len(row)) for row in rows])
