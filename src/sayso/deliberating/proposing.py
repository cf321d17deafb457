"""Proposals: what an entailment model makes of the cells that nobody has filled.

A proposal is the machine's, and weighs only where no person has spoken. Entailment is not consistency: that a
text supports a sentence says more than that it sits well with it. So the bars are high, and where the model
sees nothing either way it proposes nothing: neutral is an opinion too, and the cell would look filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso import plugins
from sayso.checking.stating import stated
from sayso.deliberating.wording import shortened
from sayso.evidence.checks import adjusted, checks
from sayso.findings import Check
from sayso.matrices import Hypothesis, Mark, Matrix, Row
from sayso.protocols import Entailer
from sayso.settings import Settings
from sayso.types import Json

LIKELY, SURE = 0.75, 0.95
"""From these probabilities on a row is proposed as consistent or inconsistent, and as very much so."""
_Probabilities = tuple[float, float, float]


def proposed(
    settings: Settings, matrix: Matrix, entailer: Entailer | None = None
) -> Iterator[dict[str, Json]]:
    """Cells, each with `row`, `hypothesis`, `mark` and `why`, for those on which nobody has said anything.

    A mark of None is none to keep: the model sees nothing either way.

    Raises:
        StopRun: the entailment model cannot be loaded.
    """
    empty = [(r, h) for r in matrix.rows for h in matrix.hypotheses if not matrix.of(r.id, h.id)]
    if not empty:
        return
    model: Entailer = entailer or plugins.load("entailer", settings.entailer).load(settings)
    pairs = [(h.text, words) for row, h in empty for words in _words(row)]
    judged = iter(model.entail(pairs).tolist())
    for row, hypothesis in empty:
        told = [_judged(hypothesis, words, next(judged)) for words in _words(row)]
        mark, why = _mark(told, model.method)
        yield {"row": row.id, "hypothesis": hypothesis.id, "mark": mark, "why": why}


def _words(row: Row) -> Sequence[str]:
    """What is compared with a hypothesis: the row's own words; of a finding the quotes that it rests on."""
    if row.kind == "finding" and row.quotes:
        return [quote.text for quote in row.quotes]
    return [row.text]


def _judged(
    hypothesis: Hypothesis, words: str, model: Sequence[float]
) -> tuple[str, _Probabilities, tuple[Check, ...]]:
    found = checks(stated(hypothesis.text, None), stated(words, None))
    return words, adjusted((model[0], model[1], model[2]), found), found


def _mark(
    told: Sequence[tuple[str, _Probabilities, tuple[Check, ...]]], method: str
) -> tuple[Mark | None, str]:
    """The mark of the likeliest side; where quotes are on both sides, neutral."""
    supports = max(p[0] for _, p, _ in told)
    refutes = max(p[1] for _, p, _ in told)
    if min(supports, refutes) >= LIKELY:
        why = f"its quotes are on both sides: supports {_per_cent(supports)}, refutes {_per_cent(refutes)}"
        return "N", f"{method}: {why}."
    words, p, found = max(told, key=lambda one: max(one[1][:2]))
    shares = f"supports {_per_cent(p[0])}, refutes {_per_cent(p[1])}, neutral {_per_cent(p[2])}"
    of = f" of “{shortened(words, 80)}”" if len(told) > 1 else ""
    seen = "".join(f"; {check.kind}: {check.why}" for check in found if check.decides)
    return _scale(p), f"{method}{of}: {shares}{seen}."


def _scale(p: _Probabilities) -> Mark | None:
    if p[0] >= LIKELY:
        return "CC" if p[0] >= SURE else "C"
    if p[1] >= LIKELY:
        return "II" if p[1] >= SURE else "I"
    return None


def _per_cent(p: float) -> str:
    return f"{100 * p:.0f} %"
