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
from sayso.evidence.mattering import may_refute
from sayso.evidence.ratings import weighed
from sayso.findings import Asked, Check, Evidence, Label, Passage, Timing
from sayso.types import Stance

if TYPE_CHECKING:
    from sayso.protocols import Entailer

Probabilities = tuple[float, float, float]
Pair = tuple[str, str]
SETTLES = 0.5
"""How likely a passage must support, or refute, to count as doing so."""
_OPEN: Probabilities = (0.0, 0.0, 1.0)


def judged(asked: Asked, passages: Sequence[Passage], entailer: Entailer) -> list[Evidence]:
    """One evidence a passage, in order; where each comes from is not yet known."""
    # Copies say what their first says: each text is read once.
    pairs = list(dict.fromkeys(_pair(asked, passage) for passage in passages if passage.row is None))
    rows = entailer.entail(pairs).tolist() if pairs else []
    model: dict[Pair, Probabilities] = dict(zip(pairs, map(tuple, rows), strict=True))
    return [evidence(asked, passage, model.get(_pair(asked, passage))) for passage in passages]


def _pair(asked: Asked, passage: Passage) -> Pair:
    """What the model is asked about: claim, and evidence.

    Of a rating that speaks against its claim the other way round: if that claim holds more than this one, its
    falling says nothing of this one.
    """
    if passage.rating is None:
        return asked.text, passage.context
    if passage.rating.rated in ("refuted", "mostly refuted"):
        return passage.rating.claim, asked.text
    return asked.text, passage.rating.claim


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
    # What is checked is what is claimed, whoever says so: else every other voice would be a stranger.
    return checks(asked.stated, passage.stated, passage_stance=passage.stance)


def settled(
    asked: Asked, passage: Passage, model: Probabilities | None, found: tuple[Check, ...]
) -> Evidence:
    """The evidence that follows from the model's word and the checks: a pure function, so that a finding can
    be replayed."""
    sums = _rated(model or _OPEN, found) if passage.rating is not None else adjusted(model or _OPEN, found)
    if passage.rating is None and passage.row is None:
        if passage.stance != asked.stance:
            sums = _by_stance(passage.stance, sums)
        if not may_refute(asked, passage, found):
            sums = (sums[0], 0.0, sums[2] + sums[1])
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
        origin_name=passage.outlet or passage.title or passage.address or passage.source,
        why=_why(label, found),
    )


def _rated(model: Probabilities, found: tuple[Check, ...]) -> Probabilities:
    """A rating weighs as much as its claim is likely to be this one, whichever way it goes."""
    same = model[0]
    says = found[0].says if found else "neutral"
    if says == "neutral":
        return (0.0, 0.0, 1.0)
    return (same, 0.0, 1 - same) if says == "supports" else (0.0, same, 1 - same)


_UNSURE: dict[Stance, float] = {"hedged": 0.8, "predicted": 0.4, "conditional": 0.4}
"""How far the word of somebody who speaks so can support what is claimed as a fact."""
_NOT_SAID = ("denied", "asked", "counterfactual")


def _by_stance(stance: Stance, sums: Probabilities) -> Probabilities:
    """Who denies, or only asks, does not support what he repeats; who is not sure supports it less."""
    supports, refutes, neutral = sums
    if stance in _UNSURE:
        least = min(supports, _UNSURE[stance])
        return (least, refutes, neutral + supports - least)
    if stance == "denied" and supports >= SETTLES:
        return (0.0, supports + refutes, neutral)
    # What is denied may be something else, which the sentence tells beside.
    return (0.0, refutes, supports + neutral) if stance in _NOT_SAID else sums


def _label(sums: Probabilities) -> Label:
    if sums[0] >= SETTLES and sums[0] >= sums[1]:
        return "supports"
    return "refutes" if sums[1] >= SETTLES else "neutral"


def _why(label: Label, found: Sequence[Check]) -> str:
    """What the rules that decided say; where none did, the model's word is all there is."""
    return "; ".join(check.why for check in found if check.says == label and check.decides)


def timing(when: str | None, passage: Passage) -> Timing:
    """Whether it was published by the first day on which the claim may have been made, where both tell."""
    rated = passage.rating.date if passage.rating is not None else None
    first, last = bounds(rated or passage.published or "")
    made, made_last = bounds(when or "")
    if made is None or made_last is None:
        return "unknown"
    if last is not None and last <= made:
        return "before"
    return "after" if first is not None and first > made_last else "unknown"
