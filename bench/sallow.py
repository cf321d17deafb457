"""How much of the story of examples/sallow-bridge tracing finds: links and origins, against its truth.

python bench/sallow.py     adds the articles to a ledger of its own, traces it and prints the tables
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from sallow_scores import Article, Linked, cited, labels, links, made_from, traced
from sayso.lineage.links import Family


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        families = traced(Path(folder))
    found = links(families)
    sorts = Counter(link.sort for link in found)
    print(f"{len(families)} families; links between tellings of two articles: {dict(sorts)}")
    print("\nmade from: links found, and those to another article made from the same")
    for parent, child in _by_day(made_from()):
        print(
            f"{_count(found, parent, child):4} {_siblings(found, child):4}  {' '.join(child)} <- {parent[0]}"
        )
    print("\ncites: links found")
    for parent, child in _by_day(cited()):
        print(f"{_count(found, parent, child):4}       {' '.join(child)} <- {parent[0]}")
    print("\nwrong or turned")
    for link in found:
        if link.sort in ("wrong", "turned"):
            print(f"  {link.sort:6} {' '.join(link.parent)} -> {' '.join(link.child)}: {link.words[:60]!r}")
    _print_labels(families)


def _by_day(pairs: set[tuple[Article, Article]]) -> list[tuple[Article, Article]]:
    return sorted(pairs, key=lambda pair: (pair[1][1], pair[1][0], pair[0]))


def _count(found: Sequence[Linked], parent: Article, child: Article) -> int:
    return sum((link.parent, link.child) == (parent, child) for link in found)


def _siblings(found: Sequence[Linked], child: Article) -> int:
    return sum(link.child == child and link.sort == "sibling" for link in found)


def _print_labels(families: Sequence[Family]) -> None:
    """A row a claim of the truth: how its tellings came together, and the origins of the family with most."""
    print(f"\n{'claim':18}  told found families together foreign")
    for label in labels(families):
        counts = (label.claims, label.found, label.families, label.together, label.foreign)
        print(f"{label.name:18}" + "".join(f"{n:6}" for n in counts))
        for name, voices in (("right", label.right), ("missed", label.missed), ("extra", label.extra)):
            if voices:
                print(f"{'':20}{name:7} {'; '.join(voices)}")


if __name__ == "__main__":
    main()
