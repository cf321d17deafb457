"""Judge: what each passage says to the claim, by the entailment model and by the rules beside it.

    claim, passages ─entail→ probabilities ─adjusted by checks→ Evidence

A passage supports or refutes only where it more likely does than not; all else does not settle it. Rows of
tables, and the ratings of fact-checks, are judged by rule; the model says only whether a fact-check is about
this claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.edtf import bounds
from sayso.evidence.checks import adjusted, checks
from sayso.evidence.events import compared
from sayso.evidence.ratings import weighed
from sayso.findings import Asked, Check, Evidence, Label, Passage, Timing

if TYPE_CHECKING:
    from sayso.protocols import Entailer

Probabilities = tuple[float, float, float]
SETTLES = 0.5
"""How likely a passage must support, or refute, to count as doing so."""
_OPEN: Probabilities = (0.0, 0.0, 1.0)
_WORDS: dict[Label, str] = {
    "supports": "supports it",
    "refutes": "speaks against it",
    "neutral": "does not settle it",
}


def judged(asked: Asked, passages: Sequence[Passage], entailer: Entailer) -> list[Evidence]:
    """One evidence a passage, in order; where each comes from is not yet known."""
    texts = list(dict.fromkeys(text for text in map(_read, passages) if text is not None))
    rows = entailer.entail([(asked.text, text) for text in texts]).tolist() if texts else []
    # Copies say what their first says: each text is read once.
    model: dict[str | None, Probabilities] = dict(zip(texts, map(tuple, rows), strict=True))
    return [evidence(asked, passage, model.get(_read(passage))) for passage in passages]


def _read(passage: Passage) -> str | None:
    """The words that the model reads; None of a row, which rules compare."""
    if passage.row is not None:
        return None
    return passage.rating.claim if passage.rating is not None else passage.context


def evidence(asked: Asked, passage: Passage, model: Probabilities | None) -> Evidence:
    """The passage judged; `model` is None where there are no words to read, as in a table."""
    found = checked(asked, passage, model)
    return settled(asked, passage, model, found)


def checked(asked: Asked, passage: Passage, model: Probabilities | None) -> tuple[Check, ...]:
    if passage.row is not None:
        return compared(asked, passage.row)
    if passage.rating is not None:
        rating = weighed(passage.rating.rated, model[0] if model else 0.0)
        return (rating,) if rating is not None else ()
    return checks(
        asked.stated,
        passage.stated,
        claim_chains=asked.chains,
        passage_chains=passage.chains,
        passage_stance=passage.stance,
    )


def settled(
    asked: Asked, passage: Passage, model: Probabilities | None, found: tuple[Check, ...]
) -> Evidence:
    """The evidence that follows from the model's word and the checks: a pure function, so that a finding can
    be replayed."""
    sums = _rated(model or _OPEN, found) if passage.rating is not None else adjusted(model or _OPEN, found)
    label = _label(sums)
    return Evidence(
        passage=passage,
        label=label,
        supports=sums[0],
        refutes=sums[1],
        neutral=sums[2],
        model=model,
        checks=found,
        timing=timing(asked.when, passage),
        origin=passage.id,
        origin_name=passage.outlet or passage.title or passage.source,
        why=_why(label, sums, found),
    )


def _rated(model: Probabilities, found: tuple[Check, ...]) -> Probabilities:
    """A rating weighs as much as its claim is likely to be this one, whichever way it goes."""
    same = model[0]
    says = found[0].says if found else "neutral"
    if says == "neutral":
        return (0.0, 0.0, 1.0)
    return (same, 0.0, 1 - same) if says == "supports" else (0.0, same, 1 - same)


def _label(sums: Probabilities) -> Label:
    if sums[0] >= SETTLES and sums[0] >= sums[1]:
        return "supports"
    return "refutes" if sums[1] >= SETTLES else "neutral"


def _why(label: Label, sums: Probabilities, found: Sequence[Check]) -> str:
    likely = {"supports": sums[0], "refutes": sums[1], "neutral": sums[2]}[label]
    seen = [check.why for check in found if check.says == label and check.decides]
    return f"It {_WORDS[label]} ({likely:.0%}){': ' + '; '.join(seen) if seen else ''}"


def timing(when: str | None, passage: Passage) -> Timing:
    """Whether it was published by the day on which the claim was made, as far as both tell."""
    rated = passage.rating.date if passage.rating is not None else None
    first, last = bounds(rated or passage.published or "")
    _, made = bounds(when or "")
    if made is None:
        return "unknown"
    if last is not None and last <= made:
        return "before"
    return "after" if first is not None and first > made else "unknown"
