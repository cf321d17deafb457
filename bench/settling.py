"""Conflicting values settled, method by method: `python bench/settling.py [DATA] [--only NAME] [--json OUT]`.

For each set (DATA/truth: books, population; and generated ones with known truth) a row for each method:
accuracy, calibration (ECE, Brier), how often the 90 % interval of a source's reliability holds its true
accuracy, and how well sources that count as one are found. All methods get the same panel, with values that
say the same made one option; rows "as written" get values that differ in a letter as two, but for their case,
as papers do. "known groups" is voting where each true group has one vote. Methods of crowd-kit run too if it
is installed. Seconds are of processor time. `--scale` measures a million statements by ten thousand sources.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import settling_cases as cases
import settling_crowd as crowd
from sayso import plugins
from sayso.settlements import Option, Panel, Settlement
from settling_scores import of_options, scores

AS_WRITTEN = ("majority", "truthfinder", "accu", "accucopy")
COLUMNS = (
    "accuracy", "exact", "ECE", "Brier", "coverage", "width", "off",
    "F1", "precision", "recall", "merged falsely", "seconds",
)  # fmt: skip
Rows = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Run:
    """What is run."""

    methods: tuple[str, ...]
    written: bool = True
    crowd: bool = True
    shrunk: float = 1.0
    seed: int = 0


def main() -> None:
    asked = _arguments()
    if asked.scale:
        scale(asked.method or ["sayso"], asked.seed)
        return
    run = Run(
        tuple(asked.method or methods()),
        written=not asked.method,
        crowd=not asked.method and crowd.installed(),
        seed=asked.seed,
    )
    if run.methods == tuple(methods()) and not crowd.installed():
        print("crowd-kit is not installed, and left out: pip install crowd-kit")
    tables = {}
    for case in every(asked.data, run, asked.only):
        tables[case.name] = rows(case, run)
        show(case, tables[case.name])
    if asked.json:
        asked.json.write_text(json.dumps(tables, indent=1) + "\n", "utf-8")


def measure(data: Path) -> dict[str, float]:
    """Accuracy on every set and its lead over majority, and what is known of copying and calibration.

    Generated sets are half as large as in the tables.
    """
    run = Run(("majority", "sayso"), written=False, crowd=False, shrunk=0.5)
    found = {}
    for case in every(data, run):
        table = rows(case, run)
        own, plain = table["sayso"], table["majority"]
        found[f"{case.name} accuracy"] = own["accuracy"]
        found[f"{case.name} over majority"] = own["accuracy"] - plain["accuracy"]
        found[f"{case.name} calibration"] = 1 - own["ECE"]
        for name in ("F1", "coverage"):
            if name in own:
                found[f"{case.name} {name}"] = own[name]
        if case.name == "honest":
            found["honest apart"] = float(own["merged falsely"] == 0)
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, nargs="?", help="the folder that holds truth/")
    parser.add_argument("--only", action="append", help="this set alone; may be repeated")
    parser.add_argument("--method", action="append", choices=methods(), help="this method; may be repeated")
    parser.add_argument("--seed", type=int, default=0, help="of the generated sets")
    parser.add_argument("--scale", action="store_true", help="time and memory instead")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    return parser.parse_args()


def methods() -> list[str]:
    """Sayso's own last."""
    return sorted(plugins.names("settling method"), key=lambda name: (name == "sayso", name))


def every(data: Path | None, run: Run, only: Iterable[str] | None = None) -> Iterator[cases.Case]:
    wanted = set(only or (*(("books", "population") if data else ()), *cases.GENERATED))
    if data is not None:
        yield from (make(data) for make in (cases.books, cases.population) if make.__name__ in wanted)
    yield from (cases.generated(n, run.seed, shrunk=run.shrunk) for n in cases.GENERATED if n in wanted)


def rows(case: cases.Case, run: Run) -> Rows:
    panel = made(case)
    found: Rows = {}
    if case.groups:
        found["known groups"] = _scored(case, known(panel, case.groups))
    for name in run.methods:
        found[name] = _timed(case, panel, name)
    if run.written:
        written = cases.as_written(case.statements)
        restored = _spelled(case, written)
        for name in AS_WRITTEN:
            found[f"{name}, as written"] = _timed(case, restored, name)
    if run.crowd:
        found |= _by_crowd(case, panel)
    return found


def made(case: cases.Case) -> Panel:
    from sayso.weighing.settling.panel import panel

    return panel(case.statements)


def _spelled(case: cases.Case, written: Panel) -> Panel:
    """The same with one of the spellings that stood there for each option: truth is told by those."""
    from dataclasses import replace

    first = {(s.object, s.value.strip().lower()): s.value for s in reversed(case.statements)}
    object_of = written.option_object.tolist()
    pairs = zip(object_of, written.options, strict=True)
    return replace(written, options=[first[written.objects[o], value] for o, value in pairs])


def _timed(case: cases.Case, panel: Panel, name: str) -> dict[str, float]:
    start = time.process_time()
    settled: Settlement = plugins.load("settling method", name).settle(panel)
    seconds = time.process_time() - start
    return _scored(case, settled) | {"seconds": seconds}


def _by_crowd(case: cases.Case, panel: Panel) -> Rows:
    found: Rows = {}
    for name in crowd.METHODS:
        start = time.process_time()
        settled = crowd.settle(panel, name)
        if isinstance(settled, str):
            print(f"crowd-kit {name} on {case.name}: {settled}")
        else:
            found[f"crowd-kit {name}"] = _scored(case, settled) | {"seconds": time.process_time() - start}
    return found


def _scored(case: cases.Case, settled: Settlement) -> dict[str, float]:
    # Groups are judged only of methods that look for them.
    looked = case.groups if settled.groups or settled.method.startswith(("sayso", "accucopy")) else None
    found = scores(settled, case.truth, case.right, groups=looked, accuracy=case.accuracy)
    if case.exact is not None:
        found["exact"] = of_options(settled.options, case.truth, case.exact)["accuracy"]
    return found


def known(panel: Panel, groups: Iterable[Iterable[str]]) -> Settlement:
    """Voting where a true group has one vote for each object, shared by those of it that state a value."""
    group_of = np.arange(len(panel.sources)) + len(panel.sources)
    number = {name: n for n, name in enumerate(panel.sources)}
    for n, group in enumerate(groups):
        group_of[[number[s] for s in group if s in number]] = n
    object_of = panel.option_object[panel.claim_option].astype(np.int64)
    key = object_of * (2 * len(panel.sources)) + group_of[panel.claim_source]
    _, slot, told = np.unique(key, return_inverse=True, return_counts=True)
    votes = np.bincount(panel.claim_option, 1 / told[slot], len(panel.options))
    total = np.bincount(panel.option_object, votes, len(panel.objects))
    share = votes / total[panel.option_object]
    order = np.lexsort((-share, panel.option_object)).tolist()
    options = [
        Option(panel.objects[panel.option_object[n]], panel.options[n], share[n], 0, votes[n]) for n in order
    ]
    return Settlement(options, [], [], "known groups")


def show(case: cases.Case, table: Rows) -> None:
    columns = [c for c in COLUMNS if any(c in row for row in table.values())]
    print(f"\n{case.name}: {len(case.statements):,} statements, {len(case.truth):,} true values")
    print(f"{'':28}" + "".join(f"{c if len(c) < 10 else 'merged':>10}" for c in columns))
    for name, row in table.items():
        cells = (
            f"{row[c]:10.{0 if c == 'merged falsely' else 3}f}" if c in row else f"{'':10}" for c in columns
        )
        print(f"{name:28}" + "".join(cells))


def scale(names: Iterable[str], seed: int) -> None:
    """Time and memory for a million statements by ten thousand sources, once they are in memory."""
    case = cases.generated("scale", seed)
    base = _peak()
    print(f"{len(case.statements):,} statements made, {base:,.0f} MB so far")
    start = time.process_time()
    panel = made(case)
    print(f"{'panel':14}{time.process_time() - start:8.1f} s of processor time, at most {_peak():,.0f} MB")
    for name in names:
        row = _timed(case, panel, name)
        told = ", ".join(
            f"{k} {v:.3f}" for k, v in row.items() if k in ("accuracy", "exact", "ECE", "coverage", "F1")
        )
        print(f"{name:14}{row['seconds']:8.1f} s of processor time, at most {_peak():,.0f} MB; {told}")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
