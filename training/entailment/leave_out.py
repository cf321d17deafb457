"""Leave one origin out: `python training/entailment/leave_out.py DATA ENCODER OUT [--pairs N] [--origin O]`.

For each origin of the labelled pairs a network is trained on all others, and scored on the development pairs
of the one it has never seen: the nearest that these data come to texts of another origin. Sets that stem
from one origin are left out together. Goes on where it was stopped: an origin with a score is not trained
again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import torch

from network import Network
from pairs import NOT_SUPPORTS, Pair, Scribe, read
from train import scored

ORIGINS = {
    "VitaminC": "vitaminc",
    "FEVER": "fever,docnli_fever",
    "MNLI": "mnli,docnli_mnli",
    "SNLI": "snli",
    "SciFact": "scifact",
    "FoolMeTwice": "fool_me_twice",
    "WiCE": "wice",
    "ARC": "arc_stance",
}
"""Each origin, with the beginnings of the names of its sets."""
LABELS = (0, 1, 2)


def macro_f1(told: Iterable[tuple[int, int]]) -> float:
    """Mean over the labels that the set has of F1; `told` are pairs of what is so and what was said.

    Where the set tells only whether the evidence supports, what is said is put on that scale.
    """
    pairs = list(told)
    two_way = any(so == NOT_SUPPORTS for so, _ in pairs)
    if two_way:
        pairs = [(so, NOT_SUPPORTS if said else said) for so, said in pairs]
    labels = {so for so, _ in pairs}
    return sum(_f1(pairs, label) for label in labels) / len(labels)


def _f1(pairs: list[tuple[int, int]], label: int) -> float:
    right = sum(so == said == label for so, said in pairs)
    either = sum(so == label for so, _ in pairs) + sum(said == label for _, said in pairs)
    return 2 * right / either if either else 0.0


def score(weights: Path, encoder: Path, pairs: list[Pair], device: str) -> dict[str, float]:
    """Macro-F1 on each set of these pairs."""
    network = Network()
    network.load_state_dict(torch.load(weights, weights_only=True, map_location=device)["network"])
    network.to(device)
    scribe = Scribe(encoder / "vocab.txt")
    by_set: dict[str, list[tuple[list[int], int]]] = defaultdict(list)
    for pair in pairs:
        by_set[pair.set].append((scribe.spell(pair.claim, pair.evidence), pair.label))
    out = {}
    for name, spelt in sorted(by_set.items()):
        told = [
            (int(so), int(said))
            for probabilities, labels in scored(network, spelt, device)
            for so, said in zip(labels, probabilities.argmax(1), strict=True)
        ]
        out[name] = round(macro_f1(told), 4)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("data", "encoder", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--pairs", type=int, default=12_000, help="that each network learns")
    parser.add_argument("--origin", action="append", choices=ORIGINS, help="leave out only these")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    kept = asked.out / "scores.json"
    scores: dict[str, dict[str, float]] = json.loads(kept.read_text()) if kept.is_file() else {}
    device = "cuda" if torch.cuda.is_available() else "cpu"
    dev = read(asked.data / "verify" / "dev.jsonl.gz")
    for origin in asked.origin or ORIGINS:
        if origin in scores:
            continue
        sets = ORIGINS[origin]
        train = [sys.executable, str(Path(__file__).with_name("train.py"))]
        where = [str(asked.data), str(asked.encoder), str(asked.out / origin)]
        more = ["--pairs", str(asked.pairs), "--without", sets, "--rate", "5e-5"]
        subprocess.run([*train, *where, *more], check=True)
        seen = [p for p in dev if p.set.startswith(tuple(sets.split(",")))]
        scores[origin] = score(asked.out / origin / "final.pt", asked.encoder, seen, device)
        kept.write_text(json.dumps(scores, indent=1))
        for name in ("last.pt", "final.pt"):
            (asked.out / origin / name).unlink()
    for origin, sets_found in scores.items():
        for name, value in sets_found.items():
            print(f"{origin:12} {name:20} {value:.3f}")
    means = [sum(found.values()) / len(found) for found in scores.values()]
    print(f"{'mean of origins':33} {sum(means) / len(means):.3f}")


if __name__ == "__main__":
    main()
