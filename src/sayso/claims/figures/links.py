"""Figures of one sentence that belong together: parts of a whole, and outcomes told once for several."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.claims.figures.outcomes import Outcome, acts
from sayso.claims.figures.tokens import Tokens, words
from sayso.claims.figures.units import Sort
from sayso.types import Figure

_PARTS = frozenset({"including", "among", "whom", "which", "include", "included", "includes"})
_LISTING = words(", and as well or plus another a further also")
_THEM = frozenset({"them", "whom", "which", "those"})
_NEAR, _RECENT = 12, 8
"""Words between a whole and its part, and figures looked back on: without a bound a line of money would be
gone through from each amount."""


@dataclass(frozen=True, slots=True)
class Found:
    """A figure, the tokens `[first, last)` that it covers, and what happened to those counted."""

    first: int
    last: int
    figure: Figure
    sort: Sort | None
    outcome: Outcome | None

    @property
    def countable(self) -> bool:
        return self.sort in {"people", "thing", None}


def of_them(t: Tokens, last: int) -> bool:
    """Whether "of them" or its like follows: "three of them children"."""
    return t.at(last) == "of" and t.at(last + 1) in _THEM


def _says_of_them(t: Tokens, one: Found) -> bool:
    return any(of_them(t, i) for i in range(one.first, one.last + 1))


def linked(t: Tokens, found: list[Found]) -> list[Found]:
    """The same figures with `part_of` and the outcomes they share."""
    done: list[Found] = []
    for one in found:
        done.append(_as_part(t, _shares(t, one, done), done))
    for i in range(len(done) - 2, -1, -1):
        done[i] = _shares_next(t, done[i], done[i + 1])
    return done


def _shares(t: Tokens, one: Found, done: list[Found]) -> Found:
    """ "killed 12 soldiers and three children": the second shares what happened to the first."""
    if one.outcome or one.sort != "people" or not done or done[-1].outcome is None:
        return one
    between = t.word[done[-1].last : one.first]
    told_before = done[-1].outcome.token < done[-1].last
    if between and len(between) <= 4 and told_before and set(between) <= _LISTING:
        return _happened(one, done[-1].outcome)
    return one


def _shares_next(t: Tokens, one: Found, after: Found) -> Found:
    """ "12 soldiers and three children died", "six civilians were among 22 people killed"."""
    if one.outcome or not one.countable or after.outcome is None or one.figure.part_of:
        return one
    between = t.word[one.last : after.first]
    if (
        between
        and len(between) <= 3
        and set(between) <= {",", "and"}
        and after.outcome.token >= after.last - 1
    ):
        return _happened(one, after.outcome) if one.sort == "people" else one
    if between in (["of", "the"], ["of"]) and after.sort == "people" and one.figure.unit is None:
        part = _happened(one, after.outcome)
        return replace(part, figure=replace(part.figure, unit=after.figure.unit, part_of=after.figure.span))
    if (
        after.sort == "people"
        and "among" in between[-4:]
        and len(between) < _NEAR
        and between[0] not in {",", ";"}
    ):
        part = _happened(one, after.outcome)
        return replace(part, figure=replace(part.figure, part_of=after.figure.span))
    return one


def _happened(one: Found, outcome: Outcome) -> Found:
    return replace(one, outcome=outcome, figure=replace(one.figure, of=outcome.name))


def _as_part(t: Tokens, one: Found, done: list[Found]) -> Found:
    whole = next((f for f in reversed(done[-_RECENT:]) if f.figure.part_of is None and f.countable), None)
    if whole is None or one.sort not in {"people", None} or not _is_part(t, one, whole, done[-1]):
        return one
    f, w = one.figure, whole.figure
    most = w.low if w.high is None and not w.approximate else w.high
    if most is not None and (f.low or 0) > most:
        return one
    part = replace(f, unit=f.unit or w.unit, of=f.of or w.of, part_of=w.span)
    return replace(one, figure=part, outcome=one.outcome or whole.outcome)


def _is_part(t: Tokens, one: Found, whole: Found, before: Found) -> bool:
    between = t.word[whole.last : min(one.first, whole.last + _NEAR + 1)]
    if len(between) > _NEAR or ";" in between:
        return False
    joined = t.word[before.last : one.first]
    listed = before.figure.part_of is not None and bool(joined) and set(joined) <= {",", "and"}
    # "and some 2,400 were left homeless" goes on about others.
    listed = listed and not ("and" in joined and acts(t, one.last))
    return not _PARTS.isdisjoint(between[-4:]) or _says_of_them(t, one) or (listed and one.outcome is None)
