"""The teacher: `python training/teacher.py DATA ENCODER OUT`: texts with the published encoder's vectors.

Texts are sentences of the training parts of the labelled data: claims and evidence (verify), news and what it
reports (PolNeAR), debates (ClaimBuster), and web pages (PAN 2013, sources). OUT becomes a folder of parts, so
that what was done is not done again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from network import Encoder, attention_mask, pretrained
from sayso.models.trained.words import CLS, SEP, Speller
from sayso.wordpiece import vocabulary

PART, BATCH, MOST = 8192, 32, 126
"""Texts in a part and in a batch; pieces of a text that are read."""
SHORTEST, LONGEST = 9, 1199
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")
_QUOTED = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z\"“])")
"""Between sentences; in news, after a quotation too."""


def texts(data: Path) -> list[str]:
    """Every text once, shuffled, always in the same way."""
    found = dict.fromkeys(" ".join(text.split()) for text in _texts(data))
    kept = [text for text in found if SHORTEST <= len(text) <= LONGEST]
    random.Random(1).shuffle(kept)  # noqa: S311 - an order that comes again, not a secret
    return kept


def _texts(data: Path) -> Iterator[str]:
    for row in _rows(data / "verify" / "train.jsonl.gz"):
        yield row["claim"]
        yield from _SENTENCE.split(row["evidence"])
    for row in _rows(data / "attribution" / "polnear_train.jsonl.gz"):
        for line in row["text"].split("\n"):
            yield from _QUOTED.split(line)
        yield from (row["text"][a:b] for found in row["attributions"] for a, b in found["content"])
    for row in _rows(data / "checkworthy" / "claimbuster.jsonl.gz"):
        if row["split"] == "train":
            yield row["Text"]
    for page in _pages(data / "lineage" / "pan13-train.tar.gz"):
        for line in page.split("\n"):
            yield from (sentence for sentence in _SENTENCE.split(line) if len(sentence) > 25)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _pages(path: Path) -> Iterator[str]:
    with tarfile.open(path, "r|gz") as packed:
        for member in packed:
            file = packed.extractfile(member) if "/src/" in member.name else None
            if file is not None and member.name.endswith(".txt"):
                yield file.read().decode("utf-8", "replace")


@torch.inference_mode()
def vectors(encoder: Encoder, pieces: list[list[int]]) -> np.ndarray[Any, np.dtype[np.float16]]:
    """The mean over pieces and both marks, brought to length one; texts of like length together."""
    out = np.zeros((len(pieces), 384), np.float16)
    order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))
    for at in range(0, len(order), BATCH):
        rows = order[at : at + BATCH]
        ids = _padded([[CLS, *pieces[i], SEP] for i in rows])
        mask = attention_mask(ids).to(encoder.words.weight.dtype)
        seen = encoder.upper(encoder.lower(ids, mask), torch.zeros_like(ids), mask).float()
        there = (ids != 0).float()[..., None]
        mean = (seen * there).sum(1) / there.sum(1)
        out[rows] = torch.nn.functional.normalize(mean, dim=1).numpy()
    return out


def _padded(rows: list[list[int]]) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([row + [0] * (width - len(row)) for row in rows])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("data", "encoder", "out"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    speller = Speller(vocabulary((asked.encoder / "vocab.txt").read_text("utf-8").split("\n")))
    # Sixteen bits take half the time; what they lose is far below what the student cannot learn.
    encoder = pretrained(asked.encoder, 2).encoder.eval().bfloat16()
    asked.out.mkdir(parents=True, exist_ok=True)
    alone = vectors(encoder, [[i] for i in range(len(speller.vocabulary))])
    np.save(asked.out / "pieces.npy", alone)
    found, began = texts(asked.data), time.monotonic()
    for at in range(0, len(found), PART):
        part = asked.out / f"part_{at // PART:03d}.npz"
        if not part.exists():
            spelt = [speller.read(text) for text in found[at : at + PART]]
            pieces = [[piece for word in words.pieces for piece in word][:MOST] for words in spelt]
            lengths = np.array([len(p) for p in pieces], np.int32)
            flat = np.array([piece for p in pieces for piece in p], np.int32)
            np.savez(part, vectors=vectors(encoder, pieces), pieces=flat, lengths=lengths)
        print(f"{at + PART} of {len(found)} texts, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
