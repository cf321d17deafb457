"""Words a second of the whole reading against the bare spaCy pipeline: `python bench/speed.py [--json OUT]`.

One process, one thread, the same articles, load excluded, the two in turn in one run: only their ratio
carries over to another machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import corpus
from sayso import claims, plugins
from sayso.settings import Settings
from sayso.types import Custody, Document

ARTICLES, ROUNDS = 60, 5
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def measure(extractor_name: str) -> dict[str, float]:
    """Words a second of each, the medians of a few rounds, and the ratio of the two."""
    # Read by the numeric libraries when they load, which is below and not above.
    os.environ.update(dict.fromkeys(_THREADS, "1"))
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
    return {
        "spacy words a second": round(words / median(a for a, _ in seconds)),
        "sayso words a second": round(words / median(b for _, b in seconds)),
        "ratio": round(median(a / b for a, b in seconds), 3),
    }


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    figures = measure(asked.extractor)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, one thread")
    for name, value in figures.items():
        print(f"{name}: {value:,}")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
