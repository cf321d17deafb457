"""Data preparation: from labelled articles to words with labels.

`python training/prepare.py DATA SILVER VOCAB OUT` writes one pickle with the parts `train` and `tune`;
the tune part is drawn from PolNeAR's training part by document, with a fixed seed, and never trained on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import random
from bisect import bisect_left
from pathlib import Path
from typing import Any

from sayso.models.trained.pieces import vocabulary
from sayso.models.trained.words import Speller, Words
from texts import IGNORED, Marked, Text

SEED = 20
TUNE = 0.08
APART = [None, "question", "order", "opinion", "fragment"]
MENTIONS = ["person", "organisation", "group", "place", "work"]


def ranges(words: Words, spans: list[list[int]]) -> list[tuple[int, int]]:
    """The words that spans touch, as half-open ranges; ranges that meet are one."""
    ends = [s.end for s in words.spans]
    starts = [s.start for s in words.spans]
    out: list[tuple[int, int]] = []
    for a, b in sorted(map(tuple, spans)):
        first, last = bisect_left(ends, a + 1), bisect_left(starts, b)
        if out and out[-1][1] >= first:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        elif first < last:
            out.append((first, last))
    return out


def text_of(row: dict[str, Any], silver: dict[str, Any] | None, speller: Speller) -> Text:
    words = speller.read(row["text"])
    marked = []
    for a in row["attributions"]:
        cue = ranges(words, a["cue"])
        content = ranges(words, a["content"])
        if cue and content:
            marked.append(Marked((cue[0][0], cue[-1][1] - 1), ranges(words, a["source"]), content))
    spelt = [row["text"][a:b] for a, b in words.spans]
    text = Text(row["id"], spelt, words.pieces, words.features, marked)
    label_cues(text)
    if silver:
        label_silver(text, words, silver)
    return text


def label_cues(text: Text) -> None:
    """`cue`: of an attribution that lies in no other. `any`: of any, unknown within contents."""
    cue = [0] * len(text.words)
    every = [0] * len(text.words)
    for a in text.attributions:
        for first, last in a.content:
            every[first:last] = [IGNORED] * (last - first)
    for a in text.attributions:
        first, last = a.cue
        cue[first : last + 1] = every[first : last + 1] = [1] + [2] * (last - first)
    text.labels |= {"cue": cue, "any": every}


def label_silver(text: Text, words: Words, silver: dict[str, Any]) -> None:
    count = len(text.words)
    sentence, apart = [0] * count, [IGNORED] * count
    predicate, mention = [0] * count, [0] * count
    for start, end, kind, predicates in silver["sentences"]:
        for first, last in ranges(words, [[start, end]]):
            sentence[first] = 1
            apart[first] = APART.index(kind)
            text.sentences.append((first, last))
        for a, b, depth in predicates:
            for first, last in ranges(words, [[a, b]]):
                begins = 1 + 2 * min(depth, 2)
                predicate[first:last] = [begins] + [begins + 1] * (last - first - 1)
    for a, b, label in silver["mentions"]:
        for first, last in ranges(words, [[a, b]]):
            begins = 1 + 2 * MENTIONS.index(label)
            mention[first:last] = [begins] + [begins + 1] * (last - first - 1)
    text.labels |= {"sentence": sentence, "apart": apart, "predicate": predicate, "mention": mention}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "silver", "pieces", "out"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    with gzip.open(asked.data / "attribution" / "polnear_train.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = sorted(map(json.loads, file), key=lambda row: row["id"])
    with asked.silver.open(encoding="utf-8") as file:
        silver = {row["id"]: row for row in map(json.loads, file)}
    tune = set(random.Random(SEED).sample([r["id"] for r in rows], round(TUNE * len(rows))))  # noqa: S311 - a split
    speller = Speller(vocabulary(asked.pieces.read_text("utf-8").split("\n")))
    parts: dict[str, list[Text]] = {"train": [], "tune": []}
    for row in rows:
        parts["tune" if row["id"] in tune else "train"].append(text_of(row, silver.get(row["id"]), speller))
    asked.out.write_bytes(pickle.dumps(parts))
    with gzip.open(asked.out.with_name("tune.jsonl.gz"), "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows if row["id"] in tune)
    for name, texts in parts.items():
        pieces = sum(len(p) for t in texts for p in t.pieces)
        print(name, len(texts), "texts", sum(len(t.words) for t in texts), "words", pieces, "pieces")


if __name__ == "__main__":
    main()
