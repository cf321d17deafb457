"""Figures against figures: 29 is fewer than "at least 50", and 42 is "more than 40".

Two figures are compared where they count the same thing in the same unit and the sentences around them speak
of the same; what happened to those counted must not differ either (nine killed, nine wounded).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.parts import counted
from sayso.evidence.checks.sides import Sentence, Side, Word, back, best, share
from sayso.findings import Check, Label
from sayso.measures import UNITS
from sayso.types import Figure

_OUTCOMES = {
    "dead": "killed dead died murdered massacred executed beheaded drowned",
    "hurt": "wounded injured poisoned hospitalised treated",
    "held": "arrested detained jailed captured kidnapped",
    "missing": "missing",
    "trapped": "trapped stranded",
    "safe": "rescued freed survived",
    "homeless": "displaced homeless evacuated",
    "ill": "infected",
}
_ALSO = {"dead": " victims toll casualties lives", "hurt": " casualties"}
"""Words that may tell the same, and are no outcome of a figure's own."""
_OUTCOME = {word: name for name, words in _OUTCOMES.items() for word in words.split()}
_ABOUT, _BEYOND = 0.1, 1.5
"""How far "about" reaches at most, as a share of the value, and how many times that is surely beyond it."""
_CONVERTED = 0.025
"""Share of the value that differs where units were converted."""
_LARGE = 1000
"""From here on a number may be rounded without saying so."""
_ABOVE = re.compile(r"\b(?:higher|greater|larger|longer|older|taller|better|bigger) than $", re.IGNORECASE)
_BELOW = re.compile(r"\b(?:lower|smaller|shorter|younger|worse) than $", re.IGNORECASE)
_AHEAD = 16
_PEOPLE = frozenset({"people", "person", "persons", "deaths", "lives", "bodies", "fatalities", "casualties"})
_NEARLY = 0.85
"""What "nearly" and "almost" reach down to, as a share of the value."""
_ONE = re.compile(r"(?:an?|one) ", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|dozen|both|pair|all|no|none)\b",
    re.I,
)
_FEWEST, _BACK = 3, 0.6
"""Content words that a claim must have, and how much of the sentence must be its, where no number is told."""
_NEARLY_ALL = 0.7
"""How much of the sentence must be the claim's, for another thing counted in it to be all that differs."""
_WORDS = 2
"""Content words that two sentences must share, to count people of whom neither tells what happened."""
_SHARED, _DECIDING, _WHOLE = 0.5, 0.6, 0.99
"""How much the sentences must share for a figure to be compared, to decide against, and to decide for."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What a figure means: surely `inner`, at the widest `outer`; an open end is left out itself."""

    inner: tuple[float, float]
    outer: tuple[float, float]
    open_low: bool
    open_high: bool
    sort: str
    """What it measures or counts; "" where it tells none."""
    outcome: str | None
    scaled: bool
    rounding: float
    """Share of the value by which it may be rounded; 0 for small numbers and for bounds."""


def amount(figure: Figure) -> Amount:
    sort, factor = _sort(figure)
    low = -math.inf if figure.low is None else figure.low * factor
    high = math.inf if figure.high is None else figure.high * factor
    inner, outer = _reach(figure, low, high)
    strict_low = figure.strict and figure.high is None
    strict_high = figure.strict and figure.low is None
    outcome = _OUTCOME.get(figure.of or "")
    plain = figure.low is not None and figure.low == figure.high and figure.low >= _LARGE
    rounding = _rounding(figure) if plain else 0.0
    return Amount(inner, outer, strict_low, strict_high, sort, outcome, sort in _SCALED, rounding)


_LOOSE = frozenset({"", "duration"})
"""What differs may be of something else: a bare number, or "three years" of a "five-year" contract."""
_SCALED = frozenset(sort for sort, _ in UNITS.values())


def _sort(figure: Figure) -> tuple[str, float]:
    unit = figure.unit
    if unit in _PEOPLE or (not unit and figure.of in _OUTCOME):
        return "people", 1
    if not unit:
        return "", 1
    if unit in UNITS:
        return UNITS[unit]
    return vocabulary.sense(unit.split()[-1].casefold()), 1


def _reach(figure: Figure, low: float, high: float) -> tuple[tuple[float, float], tuple[float, float]]:
    if not figure.approximate:
        return (low, high), (low, high)
    if math.isinf(low) and high > 0:
        return (_NEARLY * high, high), (_NEARLY * high, high)
    slack = min(_ABOUT, _rounding(figure) or _ABOUT)
    return _widened(low, high, slack), _widened(low, high, _BEYOND * slack)


def _rounding(figure: Figure) -> float:
    """Half of the last digit that is told, as a share of the value: 0.05 for 1,000; 0 where all are told."""
    value = figure.low if figure.low is not None else figure.high
    if not value or not math.isfinite(value):
        return 0.0
    worth, whole = 1, int(abs(value))
    while whole and whole % 10 == 0:
        worth, whole = worth * 10, whole // 10
    return 0.5 * worth / abs(value)


def _widened(low: float, high: float, slack: float) -> tuple[float, float]:
    return low - abs(low) * slack, high + abs(high) * slack


def compare(claim: Amount, passage: Amount) -> Label | None:
    """What the passage's figure says to the claim's; None where they count different things.

    `neutral`: both may be true, and the passage's does not make the claim's true.
    """
    if claim.sort != passage.sort or (claim.outcome and passage.outcome and claim.outcome != passage.outcome):
        return None
    slack = _CONVERTED if claim.scaled and claim.sort not in ("share", "age") else 1e-9
    if claim.rounding and passage.rounding:
        slack = max(slack, claim.rounding)
    strict = claim.open_low or claim.open_high
    if _apart(claim, passage, slack, strict=strict) or _apart(passage, claim, slack, strict=strict):
        return "refutes"
    return "supports" if _within(passage, claim, min(slack, _CONVERTED)) else "neutral"


def _apart(a: Amount, b: Amount, slack: float, *, strict: bool) -> bool:
    """Whether all of a lies below all of b."""
    end, begin = a.outer[1], b.outer[0]
    if math.isinf(end) or math.isinf(begin):
        return False
    if _same(end, begin, slack):
        # "Over 40" beside the claim of 40 is near enough; 40 beside the claim of "over 40" is not.
        return strict and (a.open_high or b.open_low) and _same(end, begin, 1e-9)
    return end < begin


def _within(a: Amount, b: Amount, slack: float) -> bool:
    low = a.inner[0] > b.inner[0] or (_same(a.inner[0], b.inner[0], slack) and (a.open_low or not b.open_low))
    high = a.inner[1] < b.inner[1] or (
        _same(a.inner[1], b.inner[1], slack) and (a.open_high or not b.open_high)
    )
    return low and high


def _same(a: float, b: float, slack: float) -> bool:
    return a == b or (math.isfinite(a - b) and abs(a - b) <= slack * max(abs(a), abs(b)))


def check(claim: Side, passage: Side) -> Iterator[Check]:
    """One check for each figure of the claim that the passage has a counterpart for."""
    for figure in counted(claim):
        found = list(_counterparts(claim, figure, passage))
        if not found:
            yield from _silent(claim, figure, passage)
            continue
        says, shared, other = max(found, key=lambda row: (row[0] == "supports", row[0] == "neutral", row[1]))
        if says != "neutral":
            alone = len(found) == 1 or (says == "supports" and len({row[0] for row in found}) == 1)
            yield _told(claim, figure, passage, other, (says, shared, alone))
        elif len(found) == 1 and not _near_enough(amount(_bounded(claim, figure)), amount(other)):
            why = f"“{passage.at(other.span)}” leaves open whether it is “{claim.at(figure.span)}”"
            words = claim.at(figure.span), passage.at(other.span)
            yield Check("figure", "neutral", why, *words, decides=shared >= _WHOLE)


def _near_enough(mine: Amount, theirs: Amount) -> bool:
    """ "Over 40" beside 40: nobody would call the claim unfounded."""
    ends = zip(mine.outer, theirs.outer, strict=True)
    return any(math.isfinite(a) and _same(a, b, _CONVERTED) for a, b in ends)


def _uncounted(claim: Side, figure: Figure, passage: Side) -> Iterator[Check]:
    """Where the passage says all else and gives no number, what it counts is left open."""
    if passage.stated.figures or _NUMBER.search(passage.text) or figure.high == 0:
        return
    if figure.low == figure.high == 1:
        return
    sentence, shared = best(claim, passage)
    if shared >= _WHOLE and len(claim.senses) >= _FEWEST and back(claim, sentence) >= _BACK:
        mine = claim.at(figure.span)
        yield Check("figure", "neutral", f"the passage says it, and not how many: “{mine}”", mine, "")


def _silent(claim: Side, figure: Figure, passage: Side) -> Iterator[Check]:
    """What can be said where the passage does not count the same."""
    for rule in (_something_else, _other_thing, _uncounted):
        found = list(rule(claim, figure, passage))
        if found:
            yield from found
            return


def _other_thing(claim: Side, figure: Figure, passage: Side) -> Iterator[Check]:
    """ "Nine goats" beside the claim of nine sheep, in the same words."""
    theirs = counted(passage)
    if len(counted(claim)) != 1 or len(theirs) != 1:
        return
    mine, other = amount(figure), amount(theirs[0])
    if mine.scaled or other.scaled or not mine.sort or not other.sort or "people" in (mine.sort, other.sort):
        return
    sentence = passage.sentence(theirs[0].span.start)
    if back(claim, sentence) < _NEARLY_ALL:
        return
    plain = other.sort in sentence.senses - claim.senses and mine.sort not in passage.senses
    if plain and len(claim.senses) >= _FEWEST and claim.senses - sentence.senses == {mine.sort}:
        words = claim.at(figure.span), passage.at(theirs[0].span)
        yield Check("figure", "neutral", f"“{words[1]}” counts something else than “{words[0]}”", *words)


def _something_else(claim: Side, figure: Figure, passage: Side) -> Iterator[Check]:
    """Where the passage counts only what happened otherwise, its figures say nothing to the claim's."""
    mine = amount(figure)
    others = [(other, amount(other)) for other in counted(passage)]
    if not others or any(a.outcome in (None, mine.outcome) for _, a in others):
        return
    first, outcome = others[0][0], others[0][1].outcome
    near = passage.sentence(first.span.start)
    if mine.outcome:
        both = tells(near.words, mine.outcome)
    else:
        both = mine.sort not in ("", "people") or bool(outcome and tells(claim.words, outcome))
    if share(claim, passage, near) >= _SHARED and not both:
        theirs = passage.at(first.span)
        why = f"“{theirs}” counts {first.of}, and not {figure.of or f'“{claim.at(figure.span)}”'}"
        yield Check("figure", "neutral", why, claim.at(figure.span), theirs)


def _bounded(side: Side, figure: Figure) -> Figure:
    """ "a rating higher than 82 %": a bound that stands before the figure."""
    if figure.low != figure.high or figure.low is None:
        return figure
    ahead = side.text[max(0, figure.span.start - _AHEAD) : figure.span.start]
    if _ABOVE.search(ahead):
        return replace(figure, high=None, strict=True)
    return replace(figure, low=None, strict=True) if _BELOW.search(ahead) else figure


def _counterparts(claim: Side, figure: Figure, passage: Side) -> Iterator[tuple[Label, float, Figure]]:
    """The figures of the passage that count the same thing, what they say, and what the sentences share."""
    mine = amount(_bounded(claim, figure))
    for other in counted(passage):
        theirs = amount(_bounded(passage, other))
        says = compare(mine, theirs)
        near = passage.sentence(other.span.start)
        shared = share(claim, passage, near)
        if says is None or shared < _SHARED or not _of_one_deed(claim, mine, near, theirs):
            continue
        if says == "refutes" and not _of_one_event(claim, mine, near, theirs):
            continue
        yield says, shared, other


def _of_one_deed(claim: Side, mine: Amount, near: Sentence, theirs: Amount) -> bool:
    """People on a bridge and people killed are different counts: where one figure alone tells what happened
    to those it counts, the other side must have a word for it."""
    if mine.outcome and not theirs.outcome:
        return tells(near.words, mine.outcome)
    return not theirs.outcome or bool(mine.outcome) or tells(claim.words, theirs.outcome)


def tells(words: Iterable[Word], outcome: str) -> bool:
    """Whether some word tells that it happened: "deaths" for those who are dead."""
    return any(w.sense in _told_by(outcome) for w in words)


@cache
def _told_by(outcome: str) -> frozenset[str]:
    named = _OUTCOMES[outcome] + _ALSO.get(outcome, "")
    return frozenset(map(vocabulary.sense, named.split()))


def _of_one_event(claim: Side, mine: Amount, near: Sentence, theirs: Amount) -> bool:
    """Whether figures that differ are of one thing: who is counted twice at one place may do two things."""
    if mine.outcome or theirs.outcome or mine.scaled or mine.sort not in ("", "people"):
        return True
    return len(claim.senses & near.senses) >= _WORDS or back(claim, near) >= _NEARLY_ALL


def _told(
    claim: Side, figure: Figure, passage: Side, other: Figure, found: tuple[Label, float, bool]
) -> Check:
    mine, theirs = claim.at(figure.span), passage.at(other.span)
    says, shared, alone = found
    if says == "supports":
        why = f"“{theirs}” is within “{mine}”" if mine != theirs else f"both say “{mine}”"
        return Check("figure", says, why, mine, theirs, decides=alone and shared >= _WHOLE)
    why = f"“{theirs}” and “{mine}” cannot both be true of the same thing"
    # "A civilian died" may be one of many.
    alone = alone and amount(figure).sort not in _LOOSE and not _ONE.match(mine)
    return Check("figure", says, why, mine, theirs, decides=alone and shared >= _DECIDING)
