"""What drifted, in the few letters there is room for on a line: "11+ → 12", "source lost"."""

from __future__ import annotations

import re

from sayso.lineage.links import Drift, Link
from sayso.types import Stance
from sayso.views.inert import on_one_line
from sayso.views.lineage.wording import cut, in_order

_STANCES: dict[str, str] = {
    "asserted": "claim",
    "denied": "denial",
    "hedged": "hedge",
    "predicted": "prediction",
    "conditional": "condition",
    "counterfactual": "contrary",
    "asked": "question",
}
"""By the stance, and what stands for it on a line."""
_NAMES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_COUNTS = {name: n for n, name in enumerate(_NAMES)} | {"dozen": 12, "hundred": 100, "thousand": 1000}
_LEAST = re.compile(r"^(?:at least|no fewer than|not less than|no less than|as many as)\s+", re.IGNORECASE)
_BOUNDS = (
    (re.compile(r"^(?:more than|over|above|upwards of)\s+", re.IGNORECASE), ">", "over "),
    (re.compile(r"^(?:fewer than|less than|under|below)\s+", re.IGNORECASE), "<", "under "),
    (
        re.compile(r"^(?:about|around|some|roughly|nearly|almost|approximately)\s+", re.IGNORECASE),
        "~",
        "about ",
    ),
)


def marks(link: Link, stances: tuple[Stance, Stance] | None = None) -> tuple[str, ...]:
    """What drifted, in the few letters there is room for on a link: "11+ → 12", "source lost".

    `stances` of parent and child tell a denial that became a claim from a claim that became a denial.
    """
    found = [_mark(drift, stances) for drift in in_order(link.drifts)]
    return tuple(dict.fromkeys(mark for mark in found if mark))


def _mark(drift: Drift, stances: tuple[Stance, Stance] | None) -> str:
    if drift.kind in ("denial", "stance"):
        return _turned(drift, stances)
    if drift.kind in ("figure", "bound", "time", "place"):
        before, after = _number(drift.one), _number(drift.other)
        if before and after:
            return f"{before} → {after}"
        return f"{drift.kind} {'lost' if before else 'added' if after else 'changed'}"
    if drift.kind == "wording":
        return ""
    name = "name" if drift.kind == "actor" else drift.kind
    if drift.one and drift.other:
        return f"{name} changed"
    return f"{name} {'lost' if drift.one or not drift.other else 'added'}"


def _turned(drift: Drift, stances: tuple[Stance, Stance] | None) -> str:
    before, after = _STANCES.get(drift.one), _STANCES.get(drift.other)
    if before and after:
        return f"{before} → {after}"
    if stances and stances[0] != stances[1]:
        return f"{_STANCES.get(stances[0])} → {_STANCES.get(stances[1])}"
    return "turned round" if drift.kind == "denial" else "stance changed"


def _number(words: str) -> str:
    """A figure as short as it can be: "at least 11 people" is "11+"."""
    words = on_one_line(words).strip("“”\"' .,")
    if bound := _LEAST.match(words):
        few = _few(words[bound.end() :])
        return f"{few}+" if few[-1:].isdigit() else cut(words, 20)
    for pattern, sign, word in _BOUNDS:
        if found := pattern.match(words):
            few = _few(words[found.end() :])
            return (sign if few[:1].isdigit() else word) + few
    return _few(words)


def _few(words: str) -> str:
    """The number alone where there is one, else the first words."""
    found = re.match(r"[\d][\d.,\u202f]*\d|\d", words)
    if found:
        return found[0]
    first = re.match(r"(?:an? |the )?(\w+)", words.casefold())
    counted = _COUNTS.get(first[1]) if first else None
    return str(counted) if counted else cut(words, 14)
