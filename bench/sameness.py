"""Sameness and drift: `python bench/sameness.py [DATA] [--extractor NAME] [--encoder NAME] [--json OUT]`.

Always: the 200 hand-written pairs of `tests/sameness` (same, drifted, different), usual and rare halves
apart: the rules were made with the usual half in view, the rare half was only ever scored. With DATA also
MEANTIME's events that are one across documents, see `sameness_meantime.py`: F1 of pairs, and B-cubed of the
clusters they make; beside them every claim alone, and likeness alone at the threshold that suits it best.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import sameness_meantime as events
import sameness_scores as scoring
from sayso import plugins
from sayso.lineage.links import Sameness
from sayso.lineage.sameness import Features, Grounds, compare, features
from sayso.protocols import Encoder, Entailer, Extractor
from sayso.settings import Settings

Link = tuple[int, int]


def main() -> None:
    asked = _arguments()
    extractor: Extractor = plugins.load("extractor", asked.extractor).load(Settings())
    encoder: Encoder = plugins.load("encoder", asked.encoder).load(Settings())
    pairs = scoring.load()
    made = scoring.read(pairs, extractor)
    known = scoring.likenesses(made, encoder)
    told = entailed(made, asked.entailer) if asked.entailer else [None] * len(made)
    found = [
        compare(a, b, Grounds(likeness=n, entailed=e)) for (a, b), n, e in zip(made, known, told, strict=True)
    ]
    rows = scoring.halves(pairs, found)
    if asked.faults:
        _print_faults(pairs, found)
    if asked.raise_floors:
        raise_floors(asked.extractor, rows)
    rows["comparisons a second of processor time"] = round(speed(made, known))
    if asked.data:
        rows |= of_events(asked.data, extractor, encoder)
    for name, value in rows.items():
        print(f"{name:50} {value:,.3f}" if value < 1.5 else f"{name:50} {value:,.0f}")
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def entailed(
    made: Sequence[tuple[Features, Features]], name: str
) -> Sequence[tuple[float, float, float] | None]:
    """What an entailer says of each pair, asked both ways round."""
    entailer: Entailer = plugins.load("entailer", name).load(Settings())
    words = [(one.telling.words, other.telling.words) for one, other in made]
    there, back = entailer.entail(words), entailer.entail([(b, a) for a, b in words])
    return [
        (float(max(x[0], y[0])), float(max(x[1], y[1])), float(min(x[2], y[2])))
        for x, y in zip(there, back, strict=True)
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, nargs="?", help="the folder of labelled data")
    parser.add_argument("--extractor", default="rules")
    parser.add_argument("--encoder", default=Settings().encoder)
    parser.add_argument("--entailer", help="asked about every pair too")
    parser.add_argument("--faults", action="store_true", help="list what was judged wrong in the usual half")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    parser.add_argument("--raise-floors", action="store_true", help="write the scores down as new floors")
    return parser.parse_args()


def _print_faults(pairs: Sequence[scoring.Pair], found: Sequence[Sameness]) -> None:
    for pair, judged in zip(pairs, found, strict=True):
        kinds = {d.kind for d in judged.drifts}
        if not pair.rare and (pair.relation, set(pair.drifts)) != (judged.relation, kinds):
            print(f"{pair.id} {', '.join(pair.drifts)}\n  {pair.one}\n  {pair.other}")
            print(f"  {judged.relation}, {judged.probability:.2f}. {judged.why}\n")


def raise_floors(extractor: str, rows: dict[str, float]) -> None:
    """A floor is a score rounded down to hundredths; it never falls."""
    every = json.loads(scoring.FLOORS.read_text("utf-8")) if scoring.FLOORS.exists() else {}
    floors = every.setdefault(extractor, {})
    for name, value in rows.items():
        floors[name] = max(floors.get(name, 0.0), math.floor(value * 100) / 100)
    scoring.FLOORS.write_text(json.dumps(every, indent=1, sort_keys=True) + "\n", "utf-8")


def speed(
    made: Sequence[tuple[Features, Features]], known: Sequence[float | None], rounds: int = 20
) -> float:
    """Comparisons a second, features and likenesses being made already; half of the pairs drifted."""
    began = time.process_time()
    for _ in range(rounds):
        for (a, b), near in zip(made, known, strict=True):
            compare(a, b, Grounds(likeness=near))
    return rounds * len(made) / (time.process_time() - began)


def of_events(data: Path, extractor: Extractor, encoder: Encoder) -> dict[str, float]:
    told = events.claims_with_events(data, extractor)
    made = [features(one.telling, one.published) for one in told]
    vectors = encoder.encode([one.telling.words for one in told])
    pairs = events.pairs(told)
    near = [float(vectors[i] @ vectors[j]) for i, j in pairs]
    gold = {(i, j) for i, j in pairs if told[i].events & told[j].events}
    found = {
        pair
        for pair, n in zip(pairs, near, strict=True)
        if compare(made[pair[0]], made[pair[1]], Grounds(likeness=n)).relation != "different"
    }
    out: dict[str, float] = {"MEANTIME: claims": len(told), "MEANTIME: pairs": len(pairs)}
    out["MEANTIME: pairs of one event"] = len(gold)
    out |= _agreement("compare", len(told), gold, found)
    alike = max((_alike(pairs, near, t / 100) for t in range(40, 100, 5)), key=lambda f: _prf(gold, f)[2])
    out |= _agreement("likeness alone", len(told), gold, alike)
    return out | _agreement("each alone", len(told), gold, set())


def _alike(pairs: Sequence[Link], near: Sequence[float], least: float) -> set[Link]:
    return {pair for pair, n in zip(pairs, near, strict=True) if n >= least}


def _agreement(label: str, size: int, gold: set[Link], found: set[Link]) -> dict[str, float]:
    names = ("precision", "recall", "F1")
    pairs = zip(names, _prf(gold, found), strict=True)
    grouped = events.b_cubed(events.clusters(size, sorted(gold)), events.clusters(size, sorted(found)))
    out = {f"MEANTIME, {label}: pair {name}": value for name, value in pairs}
    return out | {f"MEANTIME, {label}: B-cubed {name}": v for name, v in zip(names, grouped, strict=True)}


def _prf(gold: set[Link], found: set[Link]) -> tuple[float, float, float]:
    right = len(gold & found)
    p, r = right / len(found) if found else 0.0, right / len(gold)
    return p, r, 2 * p * r / (p + r) if right else 0.0


if __name__ == "__main__":
    main()
