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

import gum
import sentences
from batches import Window, alone
from sayso.models.trained.words import Speller, Words
from sayso.wordpiece import vocabulary
from texts import IGNORED, Judgement, Marked, Text

SEED = 20
TUNE = 0.08
SHARES = {"claimbuster": 0.5, "newssd_subjectivity": 0.08, "uw": 0.27, "uds": 0.15}
"""Sets of judged sentences, and their shares in what is learnt in an epoch."""
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
            source = ranges(words, a["source"])
            # "called the claim groundless": a cue with something said within is known by its first part.
            parted = any(cue[0][1] <= first < cue[-1][0] for first, _ in (*source, *content))
            last = cue[0][1] if parted else cue[-1][1]
            marked.append(Marked((cue[0][0], last - 1), source, content))
    spelt = [row["text"][a:b] for a, b in words.spans]
    text = Text(row["id"], spelt, words.pieces, words.features, marked)
    label_cues(text, else_=IGNORED if row.get("partial") else 0, within=0 if row.get("whole") else IGNORED)
    if silver:
        label_nested(text, words, silver["nested"])
        label_silver(text, words, silver)
    return text


def label_cues(text: Text, else_: int = 0, within: int = IGNORED) -> None:
    """`cue`: of an attribution that lies in no other. `any`: of any, `within` for other words of contents.

    `else_` is what is taken for known of words outside.
    """
    cue = [else_] * len(text.words)
    every = [else_] * len(text.words)
    inside: set[int] = set()
    for a in text.attributions:
        for first, last in a.content:
            every[first:last] = [within] * (last - first)
            inside.update(range(first, last))
    for a in text.attributions:
        first, last = a.cue
        every[first : last + 1] = [1] + [2] * (last - first)
        cue[first : last + 1] = [0] * (last - first + 1) if first in inside else every[first : last + 1]
    text.labels |= {"cue": cue, "any": every}


def label_nested(text: Text, words: Words, nested: list[dict[str, Any]]) -> None:
    """What the rules see inside contents; where they see nothing, nothing is taken to be there."""
    every = text.labels["any"]
    inside = {i for a in text.attributions for first, last in a.content for i in range(first, last)}
    inside -= {i for a in text.attributions for i in range(a.cue[0], a.cue[1] + 1)}
    for i in inside:
        every[i] = 0
    for a in nested:
        cue, content = ranges(words, a["cue"]), ranges(words, a["content"])
        if not cue or not content:
            continue
        first, last = cue[0][0], cue[-1][1] - 1
        if not inside.issuperset(range(first, last + 1)):
            continue
        every[first : last + 1] = [1] + [2] * (last - first)
        text.nested.append(Marked((first, last), ranges(words, a["source"]), content))


def label_silver(text: Text, words: Words, silver: dict[str, Any]) -> None:
    count = len(text.words)
    sentence, apart = [0] * count, [IGNORED] * count
    predicate, mention = [0] * count, [0] * count
    for start, end, kind, predicates in silver["sentences"]:
        for first, last in ranges(words, [[start, end]]):
            sentence[first] = 1
            apart[first] = APART.index(kind)
            text.sentences.append((first, last))
        for a, b, depth, *_ in predicates:
            for first, last in ranges(words, [[a, b]]):
                begins = 1 + 2 * min(depth, 2)
                predicate[first:last] = [begins] + [begins + 1] * (last - first - 1)
    for a, b, label in silver["mentions"]:
        for first, last in ranges(words, [[a, b]]):
            begins = 1 + 2 * MENTIONS.index(label)
            mention[first:last] = [begins] + [begins + 1] * (last - first - 1)
    text.labels |= {"sentence": sentence, "apart": apart, "predicate": predicate, "mention": mention}


def judged_windows(data: Path, name: str, speller: Speller) -> tuple[list[Window], list[Window]]:
    """The sentences of a set's training part, each a window: those to learn from, and those to tune on."""
    windows = []
    for row in sentences.rows(data, name, "train"):
        words = speller.read(row.text)
        if not words.spans:
            continue
        scale = int(name == "uds")
        events = [
            (first, scale, value)
            for a, b, value in row.commitments
            for first, _ in ranges(words, [[a, b]])[:1]
        ]
        worth = IGNORED if row.worth is None else row.worth
        subjective = IGNORED if row.subjective is None else row.subjective
        spelt = [row.text[a:b] for a, b in words.spans]
        text = Text(name, spelt, words.pieces, words.features, [])
        windows.append(alone(text, Judgement(worth, subjective, events)))
    random.Random(SEED).shuffle(windows)  # noqa: S311 - a split
    held = round(TUNE * len(windows))
    return windows[held:], windows[:held]


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
    parts["gum"] = [
        text_of(row | {"partial": True}, None, speller)
        for row in gum.rows(asked.data / "attribution" / "gum_rst.tar.gz")
    ]
    judged = {name: judged_windows(asked.data, name, speller) for name in SHARES}
    asked.out.write_bytes(pickle.dumps((parts, judged)))
    for name, (learnt, held) in judged.items():
        print(name, len(learnt), "sentences,", len(held), "to tune on")
    with gzip.open(asked.out.with_name("tune.jsonl.gz"), "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows if row["id"] in tune)
    for name, texts in parts.items():
        pieces = sum(len(p) for t in texts for p in t.pieces)
        print(name, len(texts), "texts", sum(len(t.words) for t in texts), "words", pieces, "pieces")


if __name__ == "__main__":
    main()
