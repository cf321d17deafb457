"""How well names are joined across articles, and how fast: `python bench/actors.py [--faults] [--speed N]`.

Shares with 95 % intervals over the hand-written pairs in `tests/actors`: all of them, those that an offline
list decides and those that none does. `--speed` times N invented names, analysed, joined and blocked.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import actor_scores
from actor_scores import Verdict
from intervals import wilson
from sayso import actors
from sayso.types import Kind

_SYLLABLES = [c + v for c in "bdghjklmnprst" for v in "aeio"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", action="store_true", help="list the pairs that went wrong")
    parser.add_argument("--speed", type=int, default=0, metavar="N", help="time N names as well")
    asked = parser.parse_args()
    verdicts = [actor_scores.judge(pair) for pair in actor_scores.load()]
    _print_table(verdicts)
    for verdict in verdicts if asked.faults else ():
        if not verdict.right:
            pair = verdict.pair
            print(f"{pair.gold}, found {verdict.found}: {pair.a[0]} ~ {pair.b[0]} ({pair.about})")
    for count in (asked.speed // 4, asked.speed // 2, asked.speed) if asked.speed else ():
        _print_speed(count)


def measure(data: Path) -> dict[str, float]:
    """Shares over the hand-written pairs; `data` is not needed."""
    verdicts = [actor_scores.judge(pair) for pair in actor_scores.load()]
    return {name: right / of for name, (right, of) in actor_scores.shares(verdicts).items()}


def _print_table(verdicts: list[Verdict]) -> None:
    print("| pairs | measure | right of | share | 95 % interval |")
    print("|---|---|---|---|---|")
    groups = {
        "all": verdicts,
        "by list": [v for v in verdicts if v.pair.listed],
        "by no list": [v for v in verdicts if not v.pair.listed],
    }
    for group, row in groups.items():
        for name, (right, of) in actor_scores.shares(row).items():
            low, high = wilson(right, of)
            print(f"| {group} | {name} | {right} of {of} | {right / of:.3f} | {low:.3f} to {high:.3f} |")


def _print_speed(count: int) -> None:
    texts = list(_invented(count))
    start = time.perf_counter()
    names = [actors.analyse(text, kind) for text, kind in texts]
    analysed = time.perf_counter()
    found = sum(1 for _ in actors.join(names))
    joined = time.perf_counter()
    suggestions = sum(1 for _ in actors.suggest(names))
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count} names, {len(set(texts))} different: analysed in {analysed - start:.1f} s, "
        f"joined to {found} actors in {joined - analysed:.1f} s, "
        f"{suggestions} suggestions in {done - joined:.1f} s, peak {peak:.0f} MiB"
    )


def _invented(count: int) -> list[tuple[str, Kind]]:
    """Names in the manner of news: many bearers of few surnames, bare surnames, officials and bodies."""
    rng = random.Random(7)  # noqa: S311 - names for a timing, not secrets
    surnames = ["".join(rng.choices(_SYLLABLES, k=3)).title() for _ in range(max(20, count // 40))]
    given = ["".join(rng.choices(_SYLLABLES, k=2)).title() for _ in range(400)]
    states = ["American", "Iranian", "Syrian", "Russian", "French", "Iraqi", "Turkish", "Velmoran", "Ostreli"]
    towns = ["".join(rng.choices(_SYLLABLES, k=3)).title() for _ in range(max(20, count // 100))]
    bodies = ["Institute", "Courier", "Liberation Front", "Harbour Board", "University", "Ministry of Health"]
    makers: list[tuple[float, Kind, str]] = [
        (0.40, "person", "{g} {s}"),
        (0.10, "person", "Mr {s}"),
        (0.10, "person", "{s}"),
        (0.10, "person", "{n} Foreign Minister {g} {s}"),
        (0.05, "person", "{g} {s}, a spokesman for the {t} {b}"),
        (0.10, "organisation", "the {t} {b}"),
        (0.05, "organisation", "the {b} of {t}"),
        (0.05, "unnamed_group", "senior {n} officials"),
        (0.05, "unnamed_person", "a {t} official"),
    ]
    weights = [weight for weight, _, _ in makers]
    out: list[tuple[str, Kind]] = []
    for _, kind, pattern in rng.choices(makers, weights, k=count):
        # The squares make a few names very common, as in news.
        at = int(len(surnames) * rng.random() ** 2)
        chosen = {"g": rng.choice(given), "s": surnames[at], "n": rng.choice(states)}
        text = pattern.format(**chosen, t=rng.choice(towns), b=rng.choice(bodies))
        out.append((text, kind))
    return out


if __name__ == "__main__":
    main()
