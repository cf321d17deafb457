"""The extractor's score on the hand-written cases: `python bench/cases.py [--faults] [--raise-floors]`."""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import case_scores
from case_scores import Case, Score
from sayso import plugins
from sayso.settings import Settings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extractor", default=Settings().extractor)
    parser.add_argument("--faults", action="store_true", help="list what was missed, made up or misjudged")
    parser.add_argument("--raise-floors", action="store_true", help="write the scores down as new floors")
    asked = parser.parse_args()
    cases = case_scores.load()
    extractor = plugins.load("extractor", asked.extractor).load(Settings())
    single = [case_scores.score(c, r) for c, r in zip(cases, case_scores.read(cases, extractor), strict=True)]
    scores = _by_construction(cases, single)
    _print(cases, single, scores, faults=asked.faults)
    if asked.raise_floors:
        _raise_floors(asked.extractor, scores)


def _by_construction(cases: list[Case], single: list[Score]) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    for case, one in zip(cases, single, strict=True):
        scores.setdefault(case.construction, Score()).add(one)
    return scores


def _print(cases: list[Case], single: list[Score], scores: dict[str, Score], *, faults: bool) -> None:
    rows = dict(sorted(scores.items()))
    for label, rare in (("all usual", False), ("all rare", True)):
        rows[label] = Score()
        for case, one in zip(cases, single, strict=True):
            if case.rare is rare:
                rows[label].add(one)
    print("| construction | found | details |\n|---|---|---|")
    for name, one in rows.items():
        found, details = one.shares()
        print(f"| {name} | {found:.2f} of {len(one.found)} | {details:.2f} of {len(one.details)} |")
    for fault in (fault for one in single for fault in one.faults if faults):
        print(fault)


def _raise_floors(extractor: str, scores: dict[str, Score]) -> None:
    """A floor is a score rounded down to hundredths; it never falls."""
    every = json.loads(case_scores.FLOORS.read_text("utf-8"))
    floors = every.setdefault(extractor, {})
    for name, one in scores.items():
        old = floors.get(name, [0.0, 0.0])
        floors[name] = [
            max(was, math.floor(now * 100) / 100) for was, now in zip(old, one.shares(), strict=True)
        ]
    case_scores.FLOORS.write_text(_written(every), "utf-8")


def _written(every: dict[str, dict[str, list[float]]]) -> str:
    """A line for each construction, so that a change shows as one."""
    parts = []
    for extractor, floors in sorted(every.items()):
        rows = ",\n".join(
            f"  {json.dumps(name)}: {json.dumps(pair)}" for name, pair in sorted(floors.items())
        )
        parts.append(f" {json.dumps(extractor)}: {{\n{rows}\n }}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
