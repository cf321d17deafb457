"""The quality gate: `python bench/gate.py DATA [--raise-floors]`.

Measures what `floors.json` pins and fails where a score is under its floor. Floors only go up.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable
from pathlib import Path

import attribution
import chains
import contrasts
import entailment
import factchecks
import figures
import judgements
import likeness
import lineage
import manners
import places
import settling
import sourcing
import speakers
import stance
import times

FLOORS = Path(__file__).parent / "floors.json"
MEASURES: dict[str, Callable[[Path], dict[str, float]]] = {
    "attribution": attribution.measure,
    "sourcing": sourcing.measure,
    "figures": figures.measure,
    "times": times.measure,
    "places": places.measure,
    "stance": stance.measure,
    "judgements": judgements.measure,
    "chains": chains.measure,
    "speakers": speakers.measure,
    "likeness": likeness.measure,
    "manners": manners.measure,
    "lineage": lineage.measure,
    "contrasts": contrasts.measure,
    "entailment": entailment.gated,
    "factchecks": factchecks.measure,
    "settling": settling.measure,
}
OWN = ("chains", "speakers", "manners", "lineage", "contrasts")
"""Measured on what lies in the repository: no `DATA` is needed."""


def floors() -> dict[str, dict[str, float]]:
    """By measure and score: the least it may be."""
    pinned: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8"))
    return pinned


def fallen(scores: dict[str, float], pinned: dict[str, float]) -> list[str]:
    """One line for each score that is under its floor or missing."""
    return [
        f"{name}: {scores.get(name)} is under its floor {floor}"
        for name, floor in pinned.items()
        if not scores.get(name, -math.inf) >= floor
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--raise-floors", action="store_true", help="pin the scores, where they are higher")
    asked = parser.parse_args()
    pinned, faults = floors(), []
    for name, measure in MEASURES.items():
        scores = measure(asked.data)
        faults += [f"{name} {fault}" for fault in fallen(scores, pinned[name])]
        for key, floor in pinned[name].items():
            print(f"{name:12} {key:40} {scores.get(key, math.nan):.3f}  floor {floor}")
            if asked.raise_floors:
                pinned[name][key] = max(floor, math.floor(scores[key] * 1000) / 1000)
    if asked.raise_floors:
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", "utf-8")
    if faults:
        raise SystemExit("\n".join(faults))


if __name__ == "__main__":
    main()
