"""Sameness and drift: `python bench/sameness.py [DATA] [--extractor NAME] [--faults] [--json OUT] [--raise-floors]`.

Without DATA: the 200 hand-written pairs of `tests/sameness`, usual and rare halves apart, and comparisons a second.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import sameness_scores as scoring
from sayso import plugins
from sayso.lineage.sameness import Features, Grounds, compare, features
from sayso.protocols import Encoder
from sayso.settings import Settings


def encoder() -> Encoder:
    found: Encoder = plugins.load("encoder", "static").load(Settings())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, nargs="?", help="the folder of labelled data")
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--faults", action="store_true", help="list what was judged wrong in the usual half")
    asked = parser.parse_args()
    pairs = scoring.load()
    extractor = plugins.load("extractor", asked.extractor).load(Settings())
    made = scoring.read(pairs, extractor)
    known = scoring.likenesses(made, encoder())
    found = [compare(a, b, Grounds(likeness=n)) for (a, b), n in zip(made, known, strict=True)]
    for name, value in scoring.halves(pairs, found).items():
        print(f"{name:40} {value:.3f}")
    if asked.faults:
        for p, s, n, (a, b) in zip(pairs, found, known, made, strict=True):
            kinds = sorted({d.kind for d in s.drifts})
            if not p.rare and (p.relation != s.relation or sorted(p.drifts) != kinds):
                print(f"\n{p.id} {p.drifts} found {s.relation} {s.probability:.2f} ({n:.2f}) {kinds}")
                print("  ", p.one, "\n  ", p.other, "\n  ", s.why, "\n  ", a.words, b.words)
    for half in (False, True):
        rows = [(p, s) for p, s in zip(pairs, found, strict=True) if p.rare is half]
        print({k: v for k, v in scoring.by_kind([p for p, _ in rows], [s for _, s in rows]).items()})
    print(f"{speed(made):,.0f} comparisons a second")


def speed(made: list[tuple[Features, Features]]) -> float:
    began = time.process_time()
    for _ in range(5):
        for a, b in made:
            compare(a, b)
    return 5 * len(made) / (time.process_time() - began)


if __name__ == "__main__":
    main()
