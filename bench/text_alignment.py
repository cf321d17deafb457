"""Passages reused between pairs of texts, in the form of the PAN text-alignment task:
`python bench/text_alignment.py ARCHIVE-OR-FOLDER --out DETECTIONS.jsonl [--limit N] [--workers N]`.

The archive (tar, compressed or not) or folder holds the texts, and files named `pairs` with a suspicious and
a source text on each line; without those, the names of files `suspicious-…-source-….xml` tell the pairs.
Nothing is read from such files, which hold the truth. A line of the output is one passage: `suspicious`,
`source`, and offset and length in each, in code points of the text as it is stored.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import sys
import tarfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path, PurePosixPath

from sayso.errors import StopRun
from sayso.lineage.alignment import align

TRUTH = re.compile(r"(suspicious-.+?)-(source-.+)\.xml")
Pair = tuple[str, str]
Texts = dict[str, str]
Task = tuple[Pair, str, str]


def read(corpus: Path) -> tuple[list[Pair], Texts]:
    """The pairs in order, and the texts by name.

    Raises:
        StopRun: there is no such archive or folder, it cannot be read, or no pairs are in it.
    """
    texts: Texts = {}
    listed: dict[Pair, None] = {}
    named: dict[Pair, None] = {}
    for name, data in _members(corpus):
        if name.endswith(".txt"):
            # Bytes that are not UTF-8 stay one code point each: offsets after them are not shifted.
            texts[name] = data.decode("utf-8", "surrogateescape")
        elif name == "pairs":
            listed.update(dict.fromkeys(_listed(data)))
        elif found := TRUTH.fullmatch(name):
            named[f"{found[1]}.txt", f"{found[2]}.txt"] = None
    pairs = list(listed or named)
    if not pairs:
        raise StopRun(
            str(corpus),
            "no pairs of texts in it",
            "Give an archive or folder with a file `pairs`, or with suspicious-…-source-….xml files",
        )
    return pairs, texts


def _members(corpus: Path) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the texts and lists, and names alone of what holds the truth."""
    if not corpus.exists():
        raise StopRun(str(corpus), "no such archive or folder", "Give a PAN text-alignment corpus")
    if corpus.is_dir():
        for path in sorted(path for path in corpus.rglob("*") if path.is_file()):
            yield path.name, b"" if path.suffix == ".xml" else path.read_bytes()
        return
    try:
        with tarfile.open(corpus) as archive:
            for member in archive:
                name = PurePosixPath(member.name).name
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None:
                    yield name, b"" if name.endswith(".xml") else file.read()
    except (tarfile.TarError, EOFError, OSError) as error:
        raise StopRun(
            str(corpus), f"not a tar archive that can be read ({error})", "Unpack it first"
        ) from None


def _listed(data: bytes) -> Iterator[Pair]:
    for line in data.decode("utf-8-sig", "replace").splitlines():
        names = line.split()
        if len(names) == 2:
            yield names[0], names[1]


def tasks(pairs: Iterable[Pair], texts: Texts) -> Iterator[Task]:
    for pair in pairs:
        missing = [name for name in pair if name not in texts]
        if missing:
            print(f"left out: {' '.join(pair)}: no text {missing[0]}", file=sys.stderr)
            continue
        yield pair, texts[pair[0]], texts[pair[1]]


def detect(task: Task) -> list[dict[str, str | int]]:
    """The passages of one pair, as lines of the output."""
    (suspicious, source), one, other = task
    return [
        {
            "suspicious": suspicious,
            "source": source,
            "this_offset": found.one.start,
            "this_length": found.one.end - found.one.start,
            "source_offset": found.other.start,
            "source_length": found.other.end - found.other.start,
        }
        for found in align(one, other, summaries=True)
    ]


def run(corpus: Path, out: Path, limit: int | None, workers: int) -> str:
    """Write the passages of every pair, and say how many and how fast."""
    if not out.parent.is_dir():
        raise StopRun(str(out), "its folder is not there", "Make it, or give another --out")
    pairs, texts = read(corpus)
    todo = tasks(pairs[:limit], texts)
    begun = time.perf_counter()
    done = passages = 0
    processes = multiprocessing.get_context("spawn").Pool(workers) if workers > 1 else None
    with processes or nullcontext(), out.open("w", encoding="utf-8") as lines:
        for found in processes.imap(detect, todo, chunksize=16) if processes else map(detect, todo):
            done, passages = done + 1, passages + len(found)
            lines.writelines(json.dumps(line) + "\n" for line in found)
    seconds = time.perf_counter() - begun
    return f"{done} pairs, {passages} passages, {seconds:.1f} s, {done / seconds:.0f} pairs a second"


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, metavar="ARCHIVE-OR-FOLDER")
    parser.add_argument("--out", type=Path, required=True, metavar="DETECTIONS.jsonl")
    parser.add_argument("--limit", type=int, help="only so many pairs, the first ones")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    asked = parser.parse_args(words)
    try:
        print(run(asked.corpus, asked.out, asked.limit, asked.workers))
    except StopRun as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
