"""Other tools over the same texts, run by the interpreter that has them, and how their answers are scored.

datasketch, rensa and text-dedup find documents that are alike as a whole. Each is given runs of five words,
128 permutations (text-dedup: its own 250), and several thresholds. What datasketch and rensa propose is
checked by their own estimate of likeness; text-dedup tells clusters. The threshold that serves a tool best is
the one that finds most at a precision of 0.95.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reuse_bench import others, processes, scoring
from reuse_bench.scoring import Figures, Pairs
from reuse_bench.truth import Truth

NAMES = ("datasketch", "rensa", "text-dedup")
RATES = ("rensa, runs of five words", "rensa, single words", "rensa, single words, sampled (rho)")
THRESHOLDS = (0.1, 0.2, 0.3, 0.5)
WANTED_PRECISION = 0.95


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python that has the tools.

    Raises:
        SystemExit: one of them is not installed there; the message says what to type.
    """

    path: Path

    def ask(self, tool: str, texts: Path, threshold: float = 0.5) -> tuple[dict[str, Any], processes.Ended]:
        """What `others.py` answers, and what the run took."""
        with tempfile.TemporaryDirectory(prefix="others") as folder:
            out = Path(folder, "answer.json")
            # Nothing is fetched: text-dedup's loader would ask its makers' site else.
            quiet = {"HF_HOME": folder, "HF_DATASETS_OFFLINE": "1", "HF_HUB_OFFLINE": "1", "PYTHONPATH": ""}
            command = [str(self.path), "-P", others.__file__, tool, str(texts), str(out)]
            ended = processes.run([*command, "--threshold", str(threshold)], quiet, said=False)
            told: dict[str, Any] = json.loads(out.read_text("utf-8"))
        return told, ended


def missing(path: Path) -> list[str]:
    """The tools that this interpreter has not."""
    lacking = "[n for n in ('datasketch', 'rensa', 'text_dedup') if not importlib.util.find_spec(n)]"
    code = f"import importlib.util, json; print(json.dumps({{'lacking': {lacking}}}))"
    names: list[str] = processes.run([str(path), "-P", "-c", code], {"PYTHONPATH": ""}).told["lacking"]
    return [name.replace("_", "-") for name in names]


def measured(
    tools: Interpreter, texts: Path, truth: Truth, thresholds: Sequence[float]
) -> dict[str, Figures]:
    """Of each tool its best threshold; the others are nested in it."""
    found = {}
    for name in NAMES:
        tried = {threshold: _one(tools, name, texts, truth, threshold) for threshold in thresholds}
        best = max(tried, key=lambda threshold: _merit(tried[threshold]))
        each = {f"threshold {t}": _short(figures) for t, figures in tried.items()}
        found[name] = {"threshold": best, **tried[best], "verbatim, edited, reprints found; precision": each}
    return found


def _one(tools: Interpreter, name: str, texts: Path, truth: Truth, threshold: float) -> Figures:
    told, ended = tools.ask(name, texts, threshold)
    pairs = clustered(told["clusters"]) if "clusters" in told else paired(told["pairs"])
    seconds = {key: value for key, value in told.items() if key.endswith("seconds")}
    return {
        "version": told["version"],
        **scoring.scored_pairs(pairs, truth),
        **seconds,
        "peak memory, MiB": ended.peak.resident,
    }


def _merit(figures: Figures) -> tuple[bool, float]:
    """First those that are precise enough, then what they find."""
    return figures["precision"] >= WANTED_PRECISION, sum(
        figures.get(f"{row}: found", 0.0) for row in ("verbatim", "edited", "reprint")
    )


def _short(figures: Figures) -> str:
    rows = ("verbatim: found", "edited: found", "reprint: found", "precision")
    return "{:.3f}, {:.3f}, {:.3f}; {:.3f}".format(*(figures.get(name, 0.0) for name in rows))


def paired(pairs: Iterable[Sequence[int]]) -> Pairs:
    """Of a tool that lists pairs."""
    known = {(min(pair), max(pair)) for pair in pairs}
    return Pairs(lambda a, b: (min(a, b), max(a, b)) in known, len(known))


def clustered(clusters: Sequence[int]) -> Pairs:
    """Of a tool that tells each document's cluster: all pairs within one are reported."""
    sizes = Counter(clusters)
    return Pairs(
        lambda a, b: clusters[a] == clusters[b], sum(size * (size - 1) // 2 for size in sizes.values())
    )
