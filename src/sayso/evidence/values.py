"""Values: the figures of the claim and of the passages about it, side by side, by source and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.edtf import bounds
from sayso.evidence.checks.figures import Amount, amount, compare
from sayso.evidence.counting import counts, in_words, is_told_by
from sayso.findings import Asked, Evidence, Passage, Stated, Value, Voice
from sayso.types import Figure

_REPEATED = frozenset({"denied", "asked", "counterfactual"})


def values(asked: Asked, evidence: Sequence[Evidence]) -> tuple[Value, ...]:
    """The claim's own figures, then those of passages that count the same, the earliest published first."""
    own = [figure for figure in counts(asked.stated) if _counts(figure)]
    if not own:
        return ()
    mine = [
        _value(asked.stated, figure, said_by(asked.chains, asked.outlet or asked.address), asked.when)
        for figure in own
    ]
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
        if _gives(one.passage) and not _of_something_else(one)
        for figure in counts(one.passage.stated)
        if _counts(figure) and (same := next((f for f in own if same_count(f, figure)), None)) is not None
    ]
    theirs.sort(key=lambda value: (bounds(value.published or "")[0] or "9999", value.evidence or 0))
    first = {(v.said_by, v.low, v.high, v.approximate): v for v in reversed(theirs)}
    # Who says the same again, or is copied, does not say it anew.
    return (*mine, *(v for v in theirs if v is first[v.said_by, v.low, v.high, v.approximate]))


def same_count(claimed: Figure, given: Figure) -> bool:
    """Whether both count the same: what happened to whom, or the same measure."""
    one, other = amount(claimed), amount(given)
    if one.outcome or other.outcome:
        return one.outcome == other.outcome and one.scaled == other.scaled
    return one.sort == other.sort and (one.sort != "" or claimed.of == given.of is not None)


def agrees(claimed: Figure, given: Figure) -> bool:
    """Whether both may be true of the same thing."""
    return compare(_counted(claimed), _counted(given)) != "refutes"


def _counted(figure: Figure) -> Amount:
    """Without what is counted where what happened to it tells: miners killed are people killed."""
    found = amount(figure)
    return replace(found, sort="") if found.outcome and not found.scaled else found


def _gives(passage: Passage) -> bool:
    """Whether it gives its figures as its own: who denies or asks repeats another's, as a fact-check does."""
    farthest = {chain[-1].stance for chain in passage.chains if chain}
    return passage.rating is None and not {passage.stance, *farthest} & _REPEATED


def _of_something_else(one: Evidence) -> bool:
    """Whether it speaks of another day, place or name: a flood years ago has no say in this one's toll."""
    slots = ("date", "place", "entity")
    return any(check.kind in slots and check.decides and check.says != "supports" for check in one.checks)


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
        counts=in_words(against if against is not None and is_told_by(figure, against) else figure),
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
