"""Words a second of the whole reading against the bare spaCy pipeline: `python bench/speed.py [--json OUT]`.

The same articles, load excluded, the two in turn in one run, by one thread and by two: only their ratio
carries over to another machine. Then `sayso read` from its start on one article of 600 words, with its
peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import corpus
from sayso import claims, plugins
from sayso.settings import Settings
from sayso.types import Custody, Document

ARTICLES, ROUNDS, STARTS = 60, 5, 3
THREADS = (1, 2)
PAGE_WORDS = 600
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def measure(extractor_name: str) -> dict[str, float]:
    """Words a second of each, the medians of a few rounds, and the median of the ratios."""
    import spacy

    nlp = spacy.load(Settings().spacy_model)
    extractor = plugins.load("extractor", extractor_name).load(Settings())
    custody = Custody("", 0, "", "", "", "")
    documents = [Document(str(i), text, custody) for i, text in enumerate(corpus.texts(ARTICLES))]
    words = sum(len(d.text.split()) for d in documents)

    def bare() -> None:
        with nlp.memory_zone():
            for _ in nlp.pipe((d.text for d in documents), batch_size=32):
                pass

    def whole() -> None:
        for _ in claims.extract(documents, extractor):
            pass

    whole()
    seconds = [(_timed(bare), _timed(whole)) for _ in range(ROUNDS)]
    ratios = sorted(a / b for a, b in seconds)
    return {
        "spacy words a second": round(words / median(a for a, _ in seconds)),
        "sayso words a second": round(words / median(b for _, b in seconds)),
        "ratio": round(median(ratios), 3),
        "ratio, lowest": round(ratios[0], 3),
        "ratio, highest": round(ratios[-1], 3),
    }


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def started(extractor_name: str) -> dict[str, float]:
    """Seconds of `sayso read` on one page from its start, the median of a few, and the highest peak in MiB.

    The median of several is a start that finds the program's files in memory.
    """
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.txt")
        page.write_text(_page(), "utf-8")
        command = [sys.executable, "-c", "from sayso.cli import main; main()", "read", str(page)]
        runs = [_watched([*command, "--extractor", extractor_name, "--json"]) for _ in range(STARTS)]
    return {
        "one page, seconds": round(median(seconds for seconds, _ in runs), 2),
        "one page, MiB": round(max(peak for _, peak in runs)),
    }


def _watched(command: list[str]) -> tuple[float, float]:
    """Seconds that a command takes, and its peak memory in MiB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command}: ended with {child.returncode}")
    # Linux counts in KiB, macOS in bytes.
    return time.perf_counter() - start, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def _page() -> str:
    """The first words of the corpus, whole paragraphs of it until they are enough."""
    kept: list[str] = []
    for text in corpus.texts(ARTICLES):
        for paragraph in text.split("\n\n"):
            kept.append(paragraph)
            if sum(len(p.split()) for p in kept) >= PAGE_WORDS:
                return "\n\n".join(kept)
    raise SystemExit(f"the examples hold fewer than {PAGE_WORDS} words")


def _apart(extractor_name: str, threads: int) -> dict[str, float]:
    """`measure` in a process of its own: numeric libraries read their number of threads when they load."""
    env = os.environ | dict.fromkeys(_THREADS, str(threads))
    command = [sys.executable, __file__, "--extractor", extractor_name, "--within"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--extractor", default=Settings().extractor)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--within", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.within:
        print(json.dumps(measure(asked.extractor)))
        return
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {asked.extractor}"
    )
    figures: dict[str, float] = {}
    for threads in THREADS:
        found = _apart(asked.extractor, threads)
        figures |= {f"{name}, {threads} thread{'s' * (threads > 1)}": v for name, v in found.items()}
    figures |= started(asked.extractor)
    for name, value in figures.items():
        print(f"{name}: {value:,}")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
