"""Who speaks a quotation that says "she said": `python bench/speakers.py [--extractor NAME] [--faults]`.

Shares with 95 % intervals over the hand-written passages in `tests/speakers`. Faults are listed of one half
only, chosen by a hash: whoever mends resolution reads those and is judged by the other half.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import case_scores
import speaker_scores
from intervals import wilson
from sayso import plugins
from sayso.settings import Settings
from speaker_scores import Passage, Verdict

MEASURED = ("all usual", "all rare", "half only scored", "all")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extractor", default=Settings().extractor)
    parser.add_argument("--faults", action="store_true", help="list the faults of the half that may be read")
    asked = parser.parse_args()
    passages = speaker_scores.load()
    verdicts = _verdicts(passages, asked.extractor)
    print("| construction | quotations | found | mention right | speaker right | 95 % interval |")
    print("|---|---|---|---|---|---|")
    for name, row in speaker_scores.groups(passages, verdicts):
        print(_row(name, row))
    if asked.faults:
        _print_faults(passages, verdicts)


def measure(data: Path) -> dict[str, float]:
    """The shares of the default extractor whose speaker is right: all, usual, rare."""
    passages = speaker_scores.load()
    groups = speaker_scores.groups(passages, _verdicts(passages, Settings().extractor))
    return {name: sum(v.speaker for v in row) / len(row) for name, row in groups if name in MEASURED}


def _verdicts(passages: list[Passage], extractor: str) -> list[list[Verdict]]:
    ready = plugins.load("extractor", extractor).load(Settings())
    readings = case_scores.read([passage.case() for passage in passages], ready)
    return [speaker_scores.judge(p, r) for p, r in zip(passages, readings, strict=True)]


def _row(name: str, row: list[Verdict]) -> str:
    found, mention, speaker = (
        sum(marks) for marks in zip(*((v.found, v.mention, v.speaker) for v in row), strict=True)
    )
    low, high = wilson(speaker, len(row))
    shares = " | ".join(f"{n / len(row):.3f}" for n in (found, mention, speaker))
    return f"| {name} | {len(row)} | {shares} | {low:.3f} to {high:.3f} |"


def _print_faults(passages: list[Passage], verdicts: list[list[Verdict]]) -> None:
    for passage, found in zip(passages, verdicts, strict=True):
        for verdict in found:
            if verdict.fault and not passage.is_kept():
                print(verdict.fault)


if __name__ == "__main__":
    main()
