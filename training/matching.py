"""The ranker of fact-checks: `python training/matching.py DATA OUT [--cache FOLDER]`.

Learns from the training parts of CLEF CheckThat! 2022, task 2 (`DATA/factchecks`: tweets and sentences of
debates, each with the fact-checked claims that it repeats) to put those first among the candidates. OUT is
`src/sayso/evidence/matching/ranker.json`. Prints how well rankers learnt from four fifths do on the one that
is left, where no claim is on both sides. The development parts are not looked at.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import pickle
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso import plugins
from sayso.evidence.matching import FactCheck, Library, ranker
from sayso.evidence.matching.features import NAMES, found
from sayso.protocols import Encoder
from sayso.settings import Settings

TASKS = ("2a", "2b")
FOLDS = 5

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A query with its candidates."""

    task: str
    wanted: tuple[str, ...]
    """Ids of its fact-checks, whether they are among the candidates or not."""
    ids: tuple[str, ...]
    features: NDArray[np.float32]

    @property
    def right(self) -> NDArray[np.bool_]:
        return np.array([id in self.wanted for id in self.ids], dtype=bool)


@dataclass(frozen=True)
class Learning:
    units: int = 4
    decay: float = 3e-2
    steps: int = 300
    rate: float = 0.03
    seeds: int = 3
    """So many networks, and the ranker holds all of their units: their mean."""


def checks(data: Path, task: str) -> list[FactCheck]:
    with gzip.open(data / "factchecks" / f"claims_{task}.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    fields = ("title", "subtitle", "speaker", "date")
    return [FactCheck(r["vclaim_id"], r["vclaim"], *(r.get(name) or "" for name in fields)) for r in rows]


def queries(data: Path, task: str, part: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each query's text, and the ids of its fact-checks."""
    folder = data / "factchecks"
    texts = dict(_rows(folder / f"{task}_Train-Dev_Queries.tsv"))
    wanted: dict[str, list[str]] = {}
    for query, _, claim, _ in _rows(folder / f"{task}_{part}_QRELs.tsv"):
        wanted.setdefault(query, []).append(claim)
    return {query: (texts[query], tuple(claims)) for query, claims in wanted.items()}


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def library(data: Path, task: str) -> Library:
    def encoder(name: str) -> Encoder:
        made: Encoder = plugins.load("encoder", name).load(Settings())
        return made

    return Library(checks(data, task), encoder(Settings().encoder), encoder(Settings().exact_encoder))


def cases(data: Path, task: str, part: str) -> list[Case]:
    held = library(data, task)
    out = []
    for text, wanted in queries(data, task, part).values():
        candidates = found(held.read(text), held)
        ids = tuple(held.checks[place].id for place in candidates.places)
        out.append(Case(task, wanted, ids, candidates.features))
    return out


def learn(given: Iterable[Case], how: Learning) -> ranker.Ranker:
    """A ranker under which the right candidates are likely to be drawn first (ListNet's top-one loss)."""
    useful = [case for case in given if case.right.any()]
    rows = np.concatenate([case.features for case in useful]).astype(np.float64)
    mean, deviation = rows.mean(0), rows.std(0) + 1e-6
    sizes = np.array([len(case.ids) for case in useful])
    wanted = np.concatenate([case.right / case.right.sum() for case in useful])
    weights = _balanced([case.task for case in useful])
    nets = [_descend((rows - mean) / deviation, wanted, sizes, weights, _start(rows.shape[1], how, seed), how)
            for seed in range(how.seeds)]  # fmt: skip
    linear = sum(net["linear"] for net in nets) / len(nets)
    return ranker.Ranker(
        mean,
        deviation,
        np.asarray(linear),
        np.concatenate([net["hidden"] for net in nets], axis=1),
        np.concatenate([net["bias"] for net in nets]),
        np.concatenate([net["out"] for net in nets]) / len(nets),
    )


def _balanced(tasks: Sequence[str]) -> Array:
    """The weight of each query, so that each task weighs the same."""
    return np.array([1 / tasks.count(task) for task in tasks]) / len(set(tasks))


def _start(width: int, how: Learning, seed: int) -> dict[str, Array]:
    rng = np.random.default_rng(seed)
    return {
        "linear": np.zeros(width),
        "hidden": rng.normal(size=(width, how.units)) / np.sqrt(width),
        "bias": np.zeros(how.units),
        "out": rng.normal(size=how.units) * 0.1,
    }


def _descend(
    rows: Array, wanted: Array, sizes: NDArray[np.int64], weights: Array, net: dict[str, Array], how: Learning
) -> dict[str, Array]:
    """Adam (Kingma and Ba 2015) on all queries at once, its rate falling to nothing."""
    first, second = ({name: np.zeros_like(value) for name, value in net.items()} for _ in range(2))
    starts, of = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)
    for step in range(1, how.steps + 1):
        active = np.tanh(rows @ net["hidden"] + net["bias"])
        scores = rows @ net["linear"] + active @ net["out"]
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        error = (raised / np.add.reduceat(raised, starts)[of] - wanted) * weights[of]
        back = np.outer(error, net["out"]) * (1 - active**2)
        slopes = {
            "linear": rows.T @ error,
            "hidden": rows.T @ back,
            "bias": back.sum(0),
            "out": active.T @ error,
        }
        for name, value in net.items():
            slope = slopes[name] + (how.decay * value if name != "bias" else 0)
            first[name] = 0.9 * first[name] + 0.1 * slope
            second[name] = 0.999 * second[name] + 0.001 * slope**2
            moved = first[name] / (1 - 0.9**step) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
            net[name] = value - how.rate * (1 - step / (how.steps + 1)) * moved
    return net


def ranked(case: Case, by: ranker.Ranker) -> list[str]:
    return [case.ids[i] for i in np.argsort(-by.scores(case.features), kind="stable")]


def fold(case: Case) -> int:
    """By the claim, so that one is never on both sides."""
    return zlib.crc32(min(case.wanted).encode()) % FOLDS


def held_out(given: Sequence[Case], how: Learning) -> list[tuple[Case, list[str]]]:
    """Each case with its ranking by a ranker that was learnt from the other folds."""
    out = []
    for number in range(FOLDS):
        by = learn([case for case in given if fold(case) != number], how)
        out += [(case, ranked(case, by)) for case in given if fold(case) == number]
    return out


def precision(ranking: Sequence[str], wanted: Sequence[str], most: int = 5) -> float:
    """Average precision among the first."""
    right = [i for i, name in enumerate(ranking[:most], 1) if name in wanted]
    return sum(n / i for n, i in enumerate(right, 1)) / min(len(wanted), most)


def saved(by: ranker.Ranker, about: str) -> str:
    fields = {name: getattr(by, name).round(5).tolist() for name in type(by).__slots__}
    return json.dumps({"about": about, "features": NAMES, **fields}, indent=None) + "\n"


def _kept(cache: Path | None, data: Path, task: str) -> list[Case]:
    path = cache / f"{task}.pickle" if cache else None
    if path and path.exists():
        made: list[Case] = pickle.loads(path.read_bytes())  # noqa: S301 - this program wrote it
        return made
    made = cases(data, task, "Train")
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(made))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--cache", type=Path, help="keep the features here, which take nearly all of the time"
    )
    parser.add_argument("--units", type=int, default=Learning.units)
    parser.add_argument("--decay", type=float, default=Learning.decay)
    asked = parser.parse_args()
    how = Learning(units=asked.units, decay=asked.decay)
    given = [case for task in TASKS for case in _kept(asked.cache, asked.data, task)]
    for task in TASKS:
        tried = [
            precision(ranking, case.wanted) for case, ranking in held_out(given, how) if case.task == task
        ]
        print(f"{task}: MAP@5 {sum(tried) / len(tried):.3f} on {len(tried)} held-out training queries")
    about = (
        "Learnt by training/matching.py from the training parts of CLEF CheckThat! 2022 task 2 "
        f"({len(given)} queries) with {how}."
    )
    asked.out.write_text(saved(learn(given, how), about), "utf-8")


if __name__ == "__main__":
    main()
