"""Entailing: pairs of claim and evidence in, what each evidence says to its claim out; a door for batches.

    lines of JSON ─read→ Pair … ─entail, check→ Entailed …

As `check` does it, but for each pair alone: nothing is searched, and nothing is known of who says what but
what the sentences themselves tell.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from sayso.checking.stating import stated
from sayso.errors import SkipDocument
from sayso.evidence.checks import adjusted, checks
from sayso.findings import LABELS, Check, Label

if TYPE_CHECKING:
    from sayso.protocols import Entailer

Probabilities = tuple[float, float, float]
BATCH = 32
"""Pairs that are read at a time: enough for every thread, few enough that results come steadily."""
_FIELDS = ("id", "claim", "evidence")


@dataclass(frozen=True, slots=True)
class Pair:
    id: str | int
    claim: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Entailed:
    """A pair and what its evidence says to its claim."""

    pair: Pair
    label: Label
    """The likeliest."""
    probabilities: Probabilities
    """Of supports, refutes and neutral, after the checks."""
    model: Probabilities
    """The entailment model's own."""
    checks: tuple[Check, ...]
    """What the rules see; empty where they were left out."""


def pairs(lines: Iterable[bytes], name: str) -> Iterator[Pair | SkipDocument]:
    """The pairs of JSON Lines. Blank lines are left out; another that holds none comes as an error."""
    number = 0
    try:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _pair(line, f"{name}, line {number}")
    except (OSError, EOFError, zlib.error) as error:
        # What stood before it has been judged, and must not be lost for what cannot be read.
        yield SkipDocument(
            f"{name}, after line {number}", f"it cannot be read ({error})", "Get the file again"
        )


def _pair(line: bytes, where: str) -> Pair | SkipDocument:
    todo = 'Write {"id": "1", "claim": "...", "evidence": "..."} on each line'
    try:
        made: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return SkipDocument(where, f"it is not JSON ({error})", todo)
    if not isinstance(made, dict):
        return SkipDocument(where, f"it is {json.dumps(made)[:40]} and not an object", todo)
    if missing := [name for name in _FIELDS if made.get(name) is None]:
        return SkipDocument(where, f"{' and '.join(missing)} is missing", todo)
    for name in _FIELDS:
        kinds = (str, int) if name == "id" else (str,)
        if not isinstance(made[name], kinds) or isinstance(made[name], bool):
            return SkipDocument(where, f"{name} is {json.dumps(made[name])[:40]} and not text", todo)
    return Pair(made["id"], made["claim"], made["evidence"])


def entailed(
    items: Iterable[Pair | SkipDocument], entailer: Entailer, *, with_checks: bool = True
) -> Iterator[Entailed | SkipDocument]:
    """One result a pair, in order, errors where they stood; memory does not grow with their number."""
    waiting = iter(items)
    while batch := list(islice(waiting, BATCH)):
        read = [item for item in batch if isinstance(item, Pair)]
        rows = entailer.entail([(p.claim, p.evidence) for p in read]).tolist() if read else []
        results = (_result(p, row, with_checks) for p, row in zip(read, rows, strict=True))
        for item in batch:
            yield next(results) if isinstance(item, Pair) else item


def _result(pair: Pair, row: Sequence[float], with_checks: bool) -> Entailed:
    model = (row[0], row[1], row[2])
    if not with_checks:
        return Entailed(pair, likeliest(model), model, model, ())
    found = checks(stated(pair.claim, None), stated(pair.evidence, None))
    sums = adjusted(model, found)
    return Entailed(pair, likeliest(sums), sums, model, found)


def likeliest(probabilities: Probabilities) -> Label:
    return LABELS[max(range(len(LABELS)), key=probabilities.__getitem__)]
