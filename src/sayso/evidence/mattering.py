"""Mattering: whether a passage may speak against a claim by the entailment model's word alone.

The model takes passages for refuting that tell something else of the same people, or count something else at
the same place: found by search, they are many.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.figures import amount, tells
from sayso.evidence.checks.sides import Side, side
from sayso.findings import Asked, Check, Passage
from sayso.types import Figure

ON_THE_MATTER = 0.5
"""Of the claim's content words, what a passage must have to speak against it by the model's word alone."""
_WORDS = 2
"""Words that both must have, where the claim counts something and its unit tells too little."""


def may_refute(asked: Asked, passage: Passage, found: Sequence[Check]) -> bool:
    """Whether a rule speaks against the claim, or the passage is on its matter and counts no other thing."""
    against = [check for check in found if check.says == "refutes"]
    if any(check.decides for check in against):
        return True
    claim, there = side(asked.stated), side(passage.stated)
    if _tells_a_number(claim) and not _counts_the_same(claim, there, found):
        return False
    return bool(against) or is_on_the_matter(claim, there)


def is_on_the_matter(claim: Side, passage: Side) -> bool:
    """Whether the passage has half of the claim's words, and one that is no name."""
    shared = claim.senses & passage.senses
    return len(shared) >= ON_THE_MATTER * len(claim.senses) and bool(shared - claim.names)


def _tells_a_number(claim: Side) -> bool:
    """ "Forty of our own" tells one, though no figure is read of it."""
    numerals = vocabulary.words("numerals") | {"thirty", "forty", "fifty", "sixty", "seventy", "eighty"}
    told = (word.text.casefold() for word in claim.words)
    return bool(claim.stated.figures) or any(word in numerals - {"one"} for word in told)


def _counts_the_same(claim: Side, passage: Side, found: Sequence[Check]) -> bool:
    """Whether the passage speaks of what the claim counts, and not with a figure that may be true beside."""
    told = [check for check in found if check.kind == "figure"]
    if any(check.says == "neutral" for check in told):
        return False
    if told or not claim.stated.figures:
        return bool(told) or len(claim.senses & passage.senses) >= _WORDS
    return any(_is_spoken_of(figure, claim, passage) for figure in claim.stated.figures)


def _is_spoken_of(figure: Figure, claim: Side, passage: Side) -> bool:
    counted = amount(figure)
    if counted.outcome:
        return tells(passage.words, counted.outcome)
    is_named = counted.sort not in ("", "people") and not counted.scaled
    return (not is_named or counted.sort in passage.senses) and (len(claim.senses & passage.senses) >= _WORDS)
