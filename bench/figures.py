"""Figures against hand-coded counts of dead: `python bench/figures.py DATA [--json OUT]`.

DATA holds `figures/fakes_dev.jsonl.gz`: war news with the number of civilian and other dead that coders
read out of each article. An article counts as found when the number coded for it is the value of a
figure whose `of` is a death; the looser rows drop that condition.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sayso.claims import figures
from sayso.types import Figure

FILE = "figures/fakes_dev.jsonl.gz"
BOUNDS_SLACK = 1
"""Coders wrote "more than 50" down as 50 or as 51."""


def articles(data: Path) -> Iterator[dict[str, str]]:
    path = data / FILE
    if not path.is_file():
        sys.exit(f"{path}: no such file. Give the folder that holds {FILE}")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def coded(article: dict[str, str]) -> tuple[int, set[int]]:
    """The count of all dead, and the counts that coders split it into, zeros left out."""
    parts = [int(article["nb_" + k] or 0) for k in ("civilians", "noncivilians")]
    return sum(parts), {p for p in parts if p}


def states(figure: Figure, count: int) -> bool:
    bounds = [b for b in (figure.low, figure.high) if b is not None]
    slack = BOUNDS_SLACK if figure.strict else 0
    return any(0 <= count - b <= slack for b in bounds)


def measure(data: Path) -> dict[str, float]:
    seen = {
        "articles": 0,
        "total_killed": 0,
        "total_any_of": 0,
        "total_any": 0,
        "parts_killed": 0,
        "in_text": 0,
    }
    killings = found = words = 0
    seconds = 0.0
    for article in articles(data):
        text = f"{article['article_title']}\n\n{article['article_content']}"
        began = time.process_time()
        every, _ = figures.find(text)
        seconds += time.process_time() - began
        words, found = words + len(text.split()), found + len(every)
        dead = [f for f in every if f.of in figures.DEADLY]
        killings += len(dead)
        total, parts = coded(article)
        if not total:
            continue
        seen["articles"] += 1
        seen["total_killed"] += any(states(f, total) for f in dead)
        seen["total_any_of"] += any(states(f, total) for f in every if f.of)
        seen["total_any"] += any(states(f, total) for f in every)
        seen["parts_killed"] += all(any(states(f, p) for f in dead) for p in parts)
    n = seen["articles"]
    return {
        "articles with a count": n,
        "coded total among figures of a death": round(seen["total_killed"] / n, 4),
        "coded total among figures with any `of`": round(seen["total_any_of"] / n, 4),
        "coded total among all figures": round(seen["total_any"] / n, 4),
        "every coded part among figures of a death": round(seen["parts_killed"] / n, 4),
        "figures of a death an article": round(killings / n, 2),
        "figures an article": round(found / n, 2),
        "words a second of processor time": round(words / seconds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="the folder of labelled data")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    given = parser.parse_args()
    rows = measure(given.data)
    for name, value in rows.items():
        print(f"{name:<45}{value:>10}")
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
