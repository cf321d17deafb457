"""Counts of tables against figures of claims: whether they count the same, and whether they agree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.evidence.events.wording import Numbers
from sayso.findings import Asked, Row
from sayso.types import Figure

_ALIKE = (
    ("killed", "dead", "died", "murdered", "massacred", "executed", "beheaded", "drowned", "fatalities"),
    ("wounded", "injured", "hospitalised", "hurt"),
    ("kidnapped", "abducted", "hostages"),
    ("arrested", "detained", "jailed", "captured"),
    ("displaced", "fled", "homeless", "evacuated"),
)
"""What happened to those counted, as figures and mappings call it; those in one set are one count."""
_TOLD = (
    r"killed|kills?|killing|dead|deaths?|died|dies?|fatalit\w+|lives|toll|murder\w*|massacr\w+|slain|victims?|perished",
    r"wounded|wounds?|injur\w+|hurt",
    r"kidnap\w*|abduct\w*|hostages?",
    r"arrest\w*|detain\w*|captur\w+",
    r"displac\w+|fled|flee\w*|homeless|evacuat\w+",
)
"""For each of these, words of a claim that tell of it without a figure beside them."""
_SLACK = 0.1
"""Share by which what is told as approximate may be off."""
_STEM = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    agrees: bool | None
    """None where the best estimate lies outside the claim's bounds and the table's own bounds do not."""
    below: bool = False


def same(one: str | None, other: str | None) -> bool:
    """Whether two counts are of the same."""
    if one is None or other is None:
        return False
    return one == other or _group(one) == _group(other) is not None


def _group(of: str) -> int | None:
    return next((n for n, words in enumerate(_ALIKE) if of in words), None)


def chosen(asked: Asked, of: str | None) -> Figure | None:
    """The claim's figure for what the table counts; not one that is a part of another."""
    whole = [f for f in asked.stated.figures if f.part_of is None and (f.low, f.high) != (None, None)]
    for figure in whole:
        if same(figure.of, of):
            return figure
    bare = [f for f in whole if f.of is None and _counts_people(f)]
    if len(bare) == 1 and not any(f.of for f in whole) and of is not None and _tells_of(asked.text, of):
        return bare[0]
    return None


def _counts_people(figure: Figure) -> bool:
    return figure.unit is None or figure.unit in ("people", "persons", "lives", "victims")


def _tells_of(text: str, of: str) -> str | None:
    group = _group(of)
    pattern = re.escape(of) if group is None else _TOLD[group]
    found = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    return found[0] if found else None


def tells(figure: Figure, numbers: Numbers) -> Outcome:
    """The table's best estimate and bounds against the claim's bounds."""
    best, low, high = numbers
    known = [n for n in (low, best, high) if n is not None]
    if not known:
        return Outcome(None)
    if best is not None and _inside(figure, best):
        return Outcome(True)
    if best is None and _inside(figure, known[0]) and _inside(figure, known[-1]):
        return Outcome(True)
    least, most = _bounds(figure)
    below = max(known) < least or (figure.strict and max(known) == least)
    above = min(known) > most or (figure.strict and min(known) == most)
    return Outcome(False, below) if below or above else Outcome(None)


def _bounds(figure: Figure) -> tuple[float, float]:
    low = float("-inf") if figure.low is None else figure.low
    high = float("inf") if figure.high is None else figure.high
    if not figure.approximate:
        return low, high
    return low - max(1.0, _SLACK * abs(low)), high + max(1.0, _SLACK * abs(high))


def _inside(figure: Figure, value: float) -> bool:
    low, high = _bounds(figure)
    return low < value < high if figure.strict and not figure.approximate else low <= value <= high


def event_words(asked: Asked, row: Row, kind: str) -> str | None:
    """What claim and row both tell of, without a figure: what is counted, or a word of the event's kind."""
    if row.of is not None and any(n for n in (row.best, row.low) if n) and _tells_of(asked.text, row.of):
        return row.of
    stems = {word[:_STEM] for word in re.findall(r"[a-z]{5,}", kind.lower())}
    return next((w for w in re.findall(r"[a-z]{5,}", asked.text.lower()) if w[:_STEM] in stems), None)
