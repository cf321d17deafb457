"""The contrast sets: `python bench/contrasts.py [DATA] [--entailer NAME] [--without-checks] [--json OUT]`.

Accuracy for each file of `tests/contrasts` and each half: of the checks alone (pairs that no check decides
count as neutral), of an entailer alone, and of both. Beside them how many pairs a check decides, and how many
of those rightly. With DATA (a file of pairs as `verify/train.jsonl.gz`) also how often each kind of check
fires on a sample of it, and how often it is right; never give it a file that is kept for testing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso import plugins
from sayso.checking.stating import stated
from sayso.evidence.checks import adjusted, checks
from sayso.findings import LABELS, Check, Label
from sayso.protocols import Entailer
from sayso.settings import Settings

FOLDER = Path(__file__).parent.parent / "tests" / "contrasts"
FILES = ("figures", "dates", "negation", "hedges", "speakers")
Probabilities = tuple[float, float, float]
NEUTRAL: Probabilities = (0.1, 0.1, 0.8)
"""What stands for a model where there is none: nothing is settled until a check says so."""


@dataclass(frozen=True, slots=True)
class Pair:
    id: str
    set: str
    claim: str
    evidence: str
    label: str
    half: str = ""


def main() -> None:
    asked = _arguments()
    pairs = [pair for name in FILES for pair in load(name)]
    seen = [look(pair) for pair in pairs]
    judged = {"checks": [adjusted(NEUTRAL, found) for found in seen]}
    if asked.entailer:
        alone = entailed(plugins.load("entailer", asked.entailer).load(Settings()), pairs)
        judged = {asked.entailer: alone}
        if not asked.without_checks:
            judged["both"] = [adjusted(p, found) for p, found in zip(alone, seen, strict=True)]
    rows = scores(pairs, judged)
    show(rows, decisions(pairs, seen))
    if asked.faults:
        show_faults(pairs, seen, list(judged.values())[-1])
    if asked.data:
        show_kinds(sample(asked.data, asked.sample))
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def measure(_: Path) -> dict[str, float]:
    """Accuracy on each file, by the default entailer and the checks together."""
    pairs = [pair for name in FILES for pair in load(name)]
    alone = entailed(plugins.load("entailer", Settings().entailer).load(Settings()), pairs)
    both = [adjusted(p, look(pair)) for p, pair in zip(alone, pairs, strict=True)]
    return {name: row["both"] for name, row in scores(pairs, {"both": both}).items() if name in FILES}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, nargs="?", help="pairs to see how often checks fire and are right")
    parser.add_argument("--sample", type=int, default=3000, help="how many of those pairs, over all sets")
    parser.add_argument("--entailer", help="the entailer that judges too")
    parser.add_argument("--without-checks", action="store_true", help="the entailer alone")
    parser.add_argument("--faults", action="store_true", help="list what was judged wrong in the usual half")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    return parser.parse_args()


def load(name: str) -> list[Pair]:
    rows = map(json.loads, (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines())
    return [Pair(r["id"], name, r["claim"], r["evidence"], r["label"], r["half"]) for r in rows]


def look(pair: Pair) -> tuple[Check, ...]:
    return checks(stated(pair.claim, None), stated(pair.evidence, None))


def entailed(entailer: Entailer, pairs: Sequence[Pair]) -> list[Probabilities]:
    rows = entailer.entail([(p.claim, p.evidence) for p in pairs])
    return [(float(a), float(b), float(c)) for a, b, c in rows]


def label(probabilities: Probabilities) -> Label:
    return LABELS[max(range(3), key=probabilities.__getitem__)]


def scores(pairs: Sequence[Pair], judged: dict[str, list[Probabilities]]) -> dict[str, dict[str, float]]:
    """Accuracy by file and half, and by file, for each way of judging."""
    right: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for way, found in judged.items():
        for pair, probabilities in zip(pairs, found, strict=True):
            for name in (f"{pair.set} {pair.half}", pair.set):
                right[name][way].append(label(probabilities) == pair.label)
    return {name: {way: sum(hits) / len(hits) for way, hits in ways.items()} for name, ways in right.items()}


def decisions(pairs: Sequence[Pair], seen: Sequence[Sequence[Check]]) -> dict[str, tuple[int, int, int]]:
    """By file and half: pairs, pairs that a check decides, and how many of those rightly."""
    found: dict[str, tuple[int, int, int]] = {}
    for pair, told in zip(pairs, seen, strict=True):
        decided = any(c.decides for c in told)
        hit = decided and label(adjusted(NEUTRAL, told)) == pair.label
        for name in (f"{pair.set} {pair.half}", pair.set):
            n, d, r = found.get(name, (0, 0, 0))
            found[name] = (n + 1, d + decided, r + hit)
    return found


def show(rows: dict[str, dict[str, float]], decided: dict[str, tuple[int, int, int]]) -> None:
    ways = list(next(iter(rows.values())))
    print(f"{'':18}" + "".join(f"{way:>12}" for way in ways) + f"{'pairs':>8}{'decided':>9}{'rightly':>9}")
    for name, row in rows.items():
        n, d, r = decided[name]
        print(f"{name:18}" + "".join(f"{row[way]:12.3f}" for way in ways) + f"{n:8}{d:9}{r:9}")


def show_faults(
    pairs: Sequence[Pair], seen: Sequence[Sequence[Check]], judged: Sequence[Probabilities]
) -> None:
    for pair, told, probabilities in zip(pairs, seen, judged, strict=True):
        if pair.half == "usual" and label(probabilities) != pair.label:
            print(f"\n{pair.id}: {pair.label}, judged {label(probabilities)}")
            print(f"  {pair.claim}\n  {pair.evidence}")
            for check in told:
                print(f"  {check.kind} {check.says}{'' if check.decides else ' (shifts)'}: {check.why}")


def sample(path: Path, size: int) -> list[Pair]:
    """As many of each set, drawn by a fixed seed."""
    by_set: dict[str, list[Pair]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for r in map(json.loads, file):
            by_set[r["set"]].append(Pair(r["id"], r["set"], r["claim"], r["evidence"], r["label"]))
    draw = random.Random(1)  # noqa: S311 - a sample, no secret
    return [
        pair
        for name in sorted(by_set)
        for pair in draw.sample(by_set[name], min(len(by_set[name]), size // len(by_set)))
    ]


def show_kinds(pairs: Iterable[Pair]) -> None:
    """How often each kind of check fires, and is right; a set without "refutes" has "not_supports"."""
    count: Counter[tuple[str, bool]] = Counter()
    total = 0
    for pair in pairs:
        total += 1
        for check in look(pair):
            name = f"{check.kind} {check.says} {'decides' if check.decides else 'shifts'}"
            right = pair.label == check.says or (pair.label == "not_supports" and check.says != "supports")
            count[name, right] += 1
    print(f"\n{total} pairs")
    for name in sorted({name for name, _ in count}):
        n = count[name, True] + count[name, False]
        print(f"{name:28}{n:6}{count[name, True] / n:8.3f}")


if __name__ == "__main__":
    main()
