"""Values: the figures of the claim and of the passages about it, side by side, by source and date."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.edtf import bounds
from sayso.findings import Asked, Evidence, Passage, Stated, Value, Voice
from sayso.types import Figure

_REPEATED = frozenset({"denied", "asked", "counterfactual"})
NEAR = 0.1
"""How far, of itself, a figure that is called approximate may lie off."""


def values(asked: Asked, evidence: Sequence[Evidence]) -> tuple[Value, ...]:
    """The claim's own figures, then those of passages that count the same, the earliest published first."""
    own = [figure for figure in asked.stated.figures if _counts(figure)]
    if not own:
        return ()
    mine = [_value(asked.stated, figure, said_by(asked.chains, asked.address), asked.when) for figure in own]
    theirs = [
        _value(
            one.passage.stated,
            figure,
            said_by(one.passage.chains, one.origin_name),
            one.passage.published,
            evidence=n,
            against=same,
        )
        for n, one in enumerate(evidence)
        if _gives(one.passage)
        for figure in one.passage.stated.figures
        if _counts(figure) and (same := next((f for f in own if same_count(f, figure)), None)) is not None
    ]
    theirs.sort(key=lambda value: (bounds(value.published or "")[0] or "9999", value.evidence or 0))
    return (*mine, *theirs)


def same_count(one: Figure, other: Figure) -> bool:
    """Whether both count the same: what happened to whom, as far as both say."""
    happened = one.of == other.of or one.of is None or other.of is None
    unit = one.unit == other.unit or one.unit is None or other.unit is None
    said = (one.of is not None and one.of == other.of) or (one.unit is not None and one.unit == other.unit)
    return happened and unit and said


def agrees(claimed: Figure, given: Figure) -> bool:
    """Whether there is a number that both allow; a strict bound ("more than 50") leaves itself out."""
    one, other = _bounds(claimed), _bounds(given)
    low, high = max(one[0], other[0]), min(one[1], other[1])
    if low != high:
        return low < high
    return all(_holds(figure, low) for figure in (claimed, given))


def _holds(figure: Figure, number: float) -> bool:
    """Whether the bound itself is allowed."""
    is_open = figure.strict and figure.low != figure.high
    return not (is_open and number in (figure.low, figure.high))


def _bounds(figure: Figure) -> tuple[float, float]:
    low = float("-inf") if figure.low is None else figure.low
    high = float("inf") if figure.high is None else figure.high
    if figure.approximate:
        low, high = low - abs(low) * NEAR, high + abs(high) * NEAR
    return low, high


def _gives(passage: Passage) -> bool:
    """Whether it gives its figures as its own: who denies or asks repeats another's, as a fact-check does."""
    farthest = {chain[-1].stance for chain in passage.chains if chain}
    return passage.rating is None and not {passage.stance, *farthest} & _REPEATED


def _counts(figure: Figure) -> bool:
    return (figure.low is not None or figure.high is not None) and figure.part_of is None


def _value(
    stated: Stated,
    figure: Figure,
    who: str,
    published: str | None,
    *,
    evidence: int | None = None,
    against: Figure | None = None,
) -> Value:
    return Value(
        low=figure.low,
        high=figure.high,
        words=stated.text[slice(*figure.span)],
        counts=" ".join(filter(None, (figure.unit, figure.of))) or None,
        said_by=who,
        published=published,
        evidence=evidence,
        agrees=None if against is None else agrees(against, figure),
        approximate=figure.approximate,
    )


def said_by(chains: Sequence[Sequence[Voice]], otherwise: str | None) -> str:
    """The farthest voice with a name, else whose word it is."""
    for chain in chains:
        for voice in reversed(chain):
            if voice.name:
                return voice.name
    return otherwise or "nobody named"
