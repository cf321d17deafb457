"""An extractor's score on the hand-written nested chains: `python bench/chains.py [--faults]`.

A chain is right where the reading has a claim or an attribution with as many voices in the same order, each
source the right one (a telling word in common, F1 of its words 0.5 or more; or nobody in both), and the
innermost content with a Jaccard index of 0.5 or more of its words. Intervals are Wilson's, of 95 %.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import chain_scores
from chain_scores import Item, Score, Verdict
from intervals import wilson
from sayso import plugins
from sayso.settings import Settings

MEASURED = ("chains exact", "usual", "rare", "each link right", "content found")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--extractor", default=Settings().extractor)
    parser.add_argument("--faults", action="store_true", help="list the chains missed and the chains made up")
    parser.add_argument("--json", type=Path, help="write the shares here too")
    asked = parser.parse_args()
    items = chain_scores.load()
    extractor = plugins.load("extractor", asked.extractor).load(Settings())
    readings = chain_scores.read(items, extractor)
    scores = [chain_scores.score(item, reading) for item, reading in zip(items, readings, strict=True)]
    rows = _rows(items, scores)
    _print(rows, scores)
    if asked.faults:
        _print_faults(items, scores)
    if asked.json:
        shares = {name: sum(marks) / len(marks) for name, marks in rows.items() if marks}
        asked.json.write_text(json.dumps(shares, indent=1) + "\n", "utf-8")


def measure(data: Path) -> dict[str, float]:
    """The shares of the default extractor: chains exact, usual and rare, and links right."""
    items = chain_scores.load()
    extractor = plugins.load("extractor", Settings().extractor).load(Settings())
    readings = chain_scores.read(items, extractor)
    scores = [chain_scores.score(item, reading) for item, reading in zip(items, readings, strict=True)]
    rows = _rows(items, scores)
    return {name: sum(rows[name]) / len(rows[name]) for name in MEASURED}


def _rows(items: list[Item], scores: list[Score]) -> dict[str, list[bool]]:
    judged = [(i, v) for i, s in zip(items, scores, strict=True) for v in s.verdicts]

    def exact(those: Iterable[tuple[Item, Verdict]]) -> list[bool]:
        return [v.exact for _, v in those]

    rows = {"chains exact": exact(judged)}
    for depth in sorted({len(v.links) for _, v in judged}):
        rows[f"of {depth} voices"] = exact((i, v) for i, v in judged if len(v.links) == depth)
    for label, rare in (("usual", False), ("rare", True)):
        rows[label] = exact((i, v) for i, v in judged if i.rare is rare)
        for depth in (2, 3, 4):
            rows[f"{label}, {depth} voices"] = exact(
                (i, v) for i, v in judged if i.rare is rare and len(v.links) == depth
            )
    rows["each link right"] = [right for _, v in judged for right in v.links]
    rows["content found"] = [v.content for _, v in judged]
    rows["pronouns resolved, in exact chains"] = [right for _, v in judged for right in v.resolved]
    return rows


def _print(rows: dict[str, list[bool]], scores: list[Score]) -> None:
    print("| | share | 95 % interval | of |\n|---|---|---|---|")
    for name, marks in rows.items():
        low, high = wilson(sum(marks), len(marks))
        share = f"{sum(marks) / len(marks):.3f}" if marks else "–"
        print(f"| {name} | {share} | {low:.3f}–{high:.3f} | {len(marks)} |")
    made_up = sum(len(score.made_up) for score in scores)
    print(f"\nClaimed chains of several voices that fit no chain of the set: {made_up}")


def _print_faults(items: list[Item], scores: list[Score]) -> None:
    for item, score in zip(items, scores, strict=True):
        for verdict in score.verdicts:
            if not verdict.exact:
                print(verdict.fault)
        for made_up in score.made_up:
            print(f"{item.id}: made up {made_up}")


if __name__ == "__main__":
    main()
