"""The other tools, each run by an interpreter that has it: `python others.py TOOL TEXTS OUT --threshold T`.

Imports nothing of Sayso. TEXTS has a JSON string a line. OUT gets, as JSON, the pairs of documents or the
cluster of each, and seconds. One thread: set OMP_NUM_THREADS and RAYON_NUM_THREADS to 1.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pickle
import re
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

PERMUTATIONS, GRAMS = 128, 5
_WORD = re.compile(r"\w+")
Answer = dict[str, Any]


def texts(path: str) -> list[str]:
    with Path(path).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def grams(text: str) -> list[str]:
    """Runs of five words, as text-dedup and most pipelines take them."""
    words = _WORD.findall(text.lower())
    return [" ".join(words[i : i + GRAMS]) for i in range(max(1, len(words) - GRAMS + 1))]


class Clock:
    """Seconds since it was made, by the wall and of processor time, ended children included."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), _processor()

    def told(self, name: str) -> dict[str, float]:
        wall, cpu = time.perf_counter() - self._wall, _processor() - self._cpu
        return {f"{name}: seconds": wall, f"{name}: processor seconds": cpu}


def _processor() -> float:
    return sum(os.times()[:4])


def datasketch(path: str, threshold: float, folder: Path) -> Answer:
    library = importlib.import_module("datasketch")
    found = texts(path)
    clock = Clock()
    made = []
    for text in found:
        one = library.MinHash(num_perm=PERMUTATIONS)
        one.update_batch([gram.encode() for gram in grams(text)])
        made.append(one)
    told = clock.told("fingerprints")
    index = library.MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    pairs: list[tuple[int, int]] = []
    for number, one in enumerate(made):
        near = (other for other in index.query(one) if one.jaccard(made[other]) >= threshold)
        pairs.extend((other, number) for other in near)
        index.insert(number, one)
    return {"pairs": pairs, **told, **clock.told("in all")}


def rensa(path: str, threshold: float, folder: Path) -> Answer:
    library = importlib.import_module("rensa")
    found = texts(path)
    clock = Clock()
    made = library.RMinHash.from_token_sets([grams(text) for text in found], PERMUTATIONS, 42)
    told = clock.told("fingerprints")
    index = library.RMinHashLSH(threshold, PERMUTATIONS, _bands(threshold))
    index.insert_many(made)
    pairs = [
        (other, number)
        for number, near in enumerate(index.query_all(made))
        for other in near
        if other < number and made[number].jaccard(made[other]) >= threshold
    ]
    return {"pairs": pairs, **told, **clock.told("in all")}


def _bands(threshold: float) -> int:
    """The bands by which half of the pairs at the threshold meet, or more."""
    return next(
        b
        for b in (4, 8, 16, 32, 64, 128)
        if b == 128 or 1 - (1 - threshold ** (PERMUTATIONS / b)) ** b >= 0.5
    )


def text_dedup(path: str, threshold: float, folder: Path) -> Answer:
    """Its own program, from a file to a file; what it tells of duplicates is the cluster of each document."""
    minhash = importlib.import_module("text_dedup.minhash")

    records, out = folder / "records.jsonl", folder / "out"
    with records.open("w", encoding="utf-8") as file:
        for text in texts(path):
            file.write(json.dumps({"text": text}) + "\n")
    clock = Clock()
    words = f"--path json --data_files {records} --split train --cache_dir {folder / 'cache'} --column text"
    more = f"--output {out} --debug --num_proc 1 --ngram {GRAMS} --threshold {threshold}"
    minhash.main([*words.split(), *more.split()], standalone_mode=False)
    told = clock.told("in all")
    sets = pickle.loads((out / "uf.pkl").read_bytes())  # noqa: S301 - written a moment ago, here
    return {"clusters": [sets.find(number) for number in range(sum(1 for _ in records.open()))], **told}


def fingerprinting(path: str, how: str) -> Answer:
    """From texts in memory to fingerprints; `how` says by what."""
    found = texts(path)
    make = _MAKERS[how]
    make(found[:200])
    clock = Clock()
    for at in range(0, len(found), 1_000):
        make(found[at : at + 1_000])
    return {"articles": len(found), **clock.told("fingerprints")}


def _rensa_grams(some: list[str]) -> object:
    library = importlib.import_module("rensa")
    return library.RMinHash.digest_matrix_from_token_sets([grams(text) for text in some], PERMUTATIONS, 42)


def _rensa_words(some: list[str]) -> object:
    library = importlib.import_module("rensa")
    return library.RMinHash.digest_matrix_from_token_sets([text.split() for text in some], PERMUTATIONS, 42)


def _rensa_rho(some: list[str]) -> object:
    library = importlib.import_module("rensa")
    return library.RMinHash.digest_matrix_from_token_sets_rho(
        [text.split() for text in some], PERMUTATIONS, 42
    )


def _datasketch(some: list[str]) -> object:
    library = importlib.import_module("datasketch")
    sets = ([gram.encode() for gram in grams(text)] for text in some)
    return library.MinHash.bulk(sets, num_perm=PERMUTATIONS)


_MAKERS = {
    "rensa, runs of five words": _rensa_grams,
    "rensa, single words": _rensa_words,
    "rensa, single words, sampled (rho)": _rensa_rho,
    "datasketch, runs of five words": _datasketch,
}
_TOOLS = {"datasketch": datasketch, "rensa": rensa, "text-dedup": text_dedup}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tool", choices=[*_TOOLS, *_MAKERS])
    parser.add_argument("texts")
    parser.add_argument("out", type=Path)
    parser.add_argument("--threshold", type=float, default=0.5)
    asked = parser.parse_args()
    try:
        if asked.tool in _MAKERS:
            told = fingerprinting(asked.texts, asked.tool)
        else:
            told = _TOOLS[asked.tool](asked.texts, asked.threshold, asked.out.parent)
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed: {sys.executable} -m pip install {error.name}")
    told["version"] = version(asked.tool.partition(",")[0])
    asked.out.write_text(json.dumps(told))


if __name__ == "__main__":
    main()
