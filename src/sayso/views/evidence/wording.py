"""The words that faces of checking use: the verdict, the counts, who said what, how surely, and when.

A verdict says what stands for and against a claim in what was searched. No face says of a claim whether it is
so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from sayso.findings import (
    Aside,
    Asked,
    Check,
    CheckKind,
    Confidence,
    Coverage,
    Evidence,
    Finding,
    Label,
    Passage,
    Rating,
    Side,
    Timing,
    Value,
    Verdict,
    Voice,
)
from sayso.types import Figure, Span, Stance
from sayso.views.inert import on_one_line
from sayso.views.lineage.wording import UNTIMED, band, cut, day, listed, many, per_cent, weight
from sayso.views.words import KIND_WORDS, STANCE_WORDS, figure_words
from sayso.weighing.credibility import credibility

_SUMMED = re.compile(r"It [^():]+ \(\d+%\)(?:: |$)")
"""The label and its probability once more, with which a reason may begin."""
SOURCES = {
    "corpus": "your documents",
    "factchecks": "published fact-checks",
    "tables": "tables of events",
    "wikipedia": "Wikipedia",
}
"""Evidence sources as a reader knows them; others by their own names."""
NAME = 160
"""Characters of a name that are shown where one is far too long."""
MEANS: dict[Verdict, str] = {
    "supported": "there is evidence for it, and none of weight against it",
    "disputed": "there is evidence against it, and none of weight for it",
    "mixed": "there is evidence of weight on both sides",
    "not enough": "what was found does not settle it",
}
CONFIDENCES: dict[Confidence, str] = {
    "low": "low confidence",
    "moderate": "moderate confidence",
    "high": "high confidence",
}
SAYS: dict[Label, str] = {
    "supports": "supports it",
    "refutes": "refutes it",
    "neutral": "does not settle it",
}
_HINTS: dict[Label, str] = {
    "supports": "speaks for it",
    "refutes": "speaks against it",
    "neutral": "makes it less sure",
}
"""Of a check that does not decide."""
TIMINGS: dict[Timing, str] = {
    "before": "known when the claim was made",
    "after": "published later than the claim",
    "unknown": "not known whether before the claim or after",
}
ASIDES: dict[Aside, str] = {
    "copy": "a copy: it has the claim from where the claim itself has it",
    "same document": "from the claim’s own document",
    "same origin": "from the one who makes the claim",
}
CHECKS: dict[CheckKind, str] = {
    "figure": "figure",
    "date": "date",
    "place": "place",
    "denial": "denial",
    "negation": "negation",
    "hedge": "hedge",
    "speaker": "speaker",
    "entity": "name",
    "rating": "rating",
}


def claim_words(asked: Asked, most: int = 100_000) -> str:
    """In quotation marks, with its stance before them lest a denial be read as a claim."""
    return f"{stance_words(asked.stance)}“{cut(on_one_line(asked.text), most)}”"


def stance_words(stance: Stance) -> str:
    """ "denied: "; "" for an assertion."""
    return "" if stance == "asserted" else f"{STANCE_WORDS[stance]}: "


def made_by(asked: Asked) -> tuple[str, ...]:
    """Who says the claim, when, and where."""
    if asked.document is None and asked.claim is None:
        return ("a sentence that you gave",)
    return (*voices(asked.chains), date(asked.when))


def voices(chains: Iterable[Sequence[Voice]]) -> tuple[str, ...]:
    """Of each chain: "author → a source (unnamed person) → Marta Quell"."""
    return tuple(
        " → ".join(["author", *map(_voice, chain)]) if chain else "author’s own word" for chain in chains
    )


def _voice(voice: Voice) -> str:
    name = short(voice.name) if voice.name else KIND_WORDS[voice.kind]
    notes = ["unnamed"] if voice.name and voice.kind.startswith("unnamed") else []
    notes += [STANCE_WORDS[voice.stance]] if voice.stance != "asserted" else []
    return f"{name} ({', '.join(notes)})" if notes else name


def short(name: str, most: int = NAME) -> str:
    return cut(on_one_line(name), most)


def date(edtf: str | None) -> str:
    return short(day(edtf), 60) if edtf else UNTIMED


def verdict(finding: Finding) -> str:
    return f"{finding.verdict}, with {CONFIDENCES[finding.confidence]}"


def counts(finding: Finding) -> tuple[str, ...]:
    """ "3 origins for (2 to 4)", "1 against", "2 copies set aside": origins, never documents."""
    told = [_side(finding.supports, "for", named=True), _side(finding.refutes, "against", named=False)]
    if finding.copies:
        told.append(f"{finding.copies:,} {'copy' if finding.copies == 1 else 'copies'} set aside")
    return tuple(told)


def _side(side: Side, word: str, *, named: bool) -> str:
    thing = f" {'origin' if side.origins == 1 else 'origins'}" if named else ""
    span = f" ({side.low:,} to {side.high:,})" if side.low != side.high else ""
    return f"{side.origins or 'no' if named else side.origins or 'none'}{thing} {word}{span}"


def item_credibility(finding: Finding) -> str:
    """ "Item credibility, 1 to 6, proposed: 2, probable: 1 other independent origin says the same."."""
    grade, why = credibility(finding)
    return f"Item credibility, 1 to 6, proposed: {grade}, {on_one_line(why)}"


def weights(finding: Finding) -> str:
    """How much each side weighs, each origin counted once; "" where neither has anything."""
    sides = (("for", finding.supports), ("against", finding.refutes))
    told = [f"what stands {name} it weighs {_odds(side.weight)}" for name, side in sides if side.evidence]
    sentence = " and ".join(told)
    return f"{sentence[0].upper()}{sentence[1:]}, each origin counted once." if sentence else ""


def _odds(log_odds: float) -> str:
    found = weight(abs(log_odds))
    return found.replace(" for (odds ×", " (odds ×")


def then_and_now(finding: Finding) -> str:
    """What the same rule finds on what had been published when the claim was made, and on all there is."""
    if finding.then is None:
        return "Nothing says when the claim was made, so what was known then cannot be told."
    made = f"When it was made ({date(finding.asked.when)})" if finding.asked.when else "When it was made"
    if finding.then == finding.verdict:
        return f"{made}: {finding.then}. Now, with what came later: still {finding.verdict}."
    return f"{made}: {finding.then}. Now, with what came later: {finding.verdict}."


def timed(finding: Finding) -> list[tuple[str, int, int, int]]:
    """Of each timing that occurs: how many passages stand for it, against it, and do not settle it."""
    held: Counter[tuple[Timing, str]] = Counter()
    for name, numbers in groups(finding).items():
        held.update((finding.evidence[n].timing, name) for n in numbers)
    return [
        (words, held[timing, "for"], held[timing, "against"], held[timing, "open"])
        for timing, words in TIMINGS.items()
        if any(held[timing, name] for name in ("for", "against", "open"))
    ]


def groups(finding: Finding) -> dict[str, tuple[int, ...]]:
    """Numbers in its evidence: for, against, open (neither), aside; the strongest of each side first."""
    sides = {"for": finding.supports.evidence, "against": finding.refutes.evidence}
    counted = {number for numbers in sides.values() for number in numbers}
    rest = [n for n in range(len(finding.evidence)) if n not in counted]
    return sides | {
        "open": tuple(n for n in rest if finding.evidence[n].aside is None),
        "aside": tuple(n for n in rest if finding.evidence[n].aside is not None),
    }


def by_origin(finding: Finding, numbers: Iterable[int]) -> list[tuple[int, ...]]:
    """The same numbers, those of one origin together behind the strongest of them."""
    found: dict[str, list[int]] = {}
    for number in numbers:
        found.setdefault(finding.evidence[number].origin, []).append(number)
    return [tuple(held) for held in found.values()]


def shown_numbers(finding: Finding) -> dict[int, int]:
    """What each piece of evidence is numbered where people read it, from 1, in the order it is shown."""
    order = dict.fromkeys(n for numbers in groups(finding).values() for n in numbers)
    return {number: shown for shown, number in enumerate(order, 1)}


def outlet(passage: Passage) -> str:
    """Who published it; for a row its table; else the end of its address, or where it was found."""
    if passage.outlet:
        return short(passage.outlet)
    if passage.row:
        return short(f"{passage.row.table}, {passage.row.row}")
    address = passage.address or ""
    host = urlsplit(address).hostname if address.startswith(("http://", "https://")) else None
    return short(host or passage.title or address.rpartition("/")[2] or passage.source)


def origin_words(evidence: Evidence) -> str:
    apart = "" if evidence.told_apart else ", not told apart from the others"
    return f"{short(evidence.origin_name).rstrip(' ,;')}{apart}"


def published(finding: Finding, evidence: Evidence) -> str:
    """When, and whether that was before the claim was made; of a row nobody says when it was published."""
    passage = evidence.passage
    if passage.row and not passage.published:
        return f"of {day(passage.row.date)}" if passage.row.date else UNTIMED
    when = date(passage.published)
    if finding.asked.when is None or passage.published is None:
        return when
    return f"{when}, {TIMINGS[evidence.timing]}"


def likely(evidence: Evidence) -> str:
    """ "supports it: very likely, 93 %"; of what does not settle it, how far it goes either way."""
    if evidence.label == "neutral":
        sides = f"for it {per_cent(evidence.supports)}, against it {per_cent(evidence.refutes)}"
        return f"{SAYS['neutral']}: {sides}"
    probability = evidence.supports if evidence.label == "supports" else evidence.refutes
    return f"{SAYS[evidence.label]}: {band(probability)}, {per_cent(probability)}"


def reason(evidence: Evidence) -> str:
    """Why it is judged so, beyond what its likelihood and its checks say already; "" where nothing is."""
    told = _SUMMED.sub("", on_one_line(evidence.why))
    seen = "; ".join(on_one_line(check.why) for check in evidence.checks if check.says == evidence.label)
    return "" if told.rstrip(".") in seen else sentence(told)


def model_alone(evidence: Evidence) -> str:
    """What the entailment model said before the checks; "" where no check changed it."""
    if evidence.model is not None and evidence.passage.rating is not None:
        same = evidence.model[0]
        return f"That the fact-check is of this very claim: {band(same)}, {per_cent(same)}."
    if evidence.model is None:
        return "A rule alone judged this; the entailment model was not asked."
    if max(abs(a - b) for a, b in zip(evidence.model, _judged(evidence), strict=True)) < 0.005:
        return ""
    shares = (f"{words} {per_cent(p)}" for words, p in zip(SAYS.values(), evidence.model, strict=True))
    return f"The entailment model alone: {', '.join(shares)}."


def _judged(evidence: Evidence) -> tuple[float, float, float]:
    return evidence.supports, evidence.refutes, evidence.neutral


def check_words(check: Check) -> str:
    """What sort it is and what follows from it: "figure, refutes it"."""
    return f"{CHECKS[check.kind]}, {(SAYS if check.decides else _HINTS)[check.says]}"


def rating_words(rating: Rating) -> str:
    """The fact-checker's own words, and where they were put on the one scale."""
    rated = "no place on the scale" if rating.rated == "other" else rating.rated
    when = f", {day(rating.date)}" if rating.date else ""
    return (
        f"{short(rating.publisher)}{when}, rated “{short(rating.claim, 400)}” as “{short(rating.original)}”, "
        f"which is taken as: {rated} ({on_one_line(rating.why).rstrip('.')})."
    )


def speaker(asked: Asked, value: Value) -> str:
    """Who says a figure."""
    if value.evidence is None and asked.claim is None and asked.document is None:
        return "your sentence"
    return short(value.said_by)


def value_words(value: Value) -> str:
    """Its bounds in signs: "≥ 50", "26–40", "about 40"."""
    return figure_words(Figure(Span(0, 0), value.low, value.high, value.approximate))


def agreement(value: Value) -> str:
    if value.agrees is None:
        return "the claim’s own" if value.evidence is None else "not compared"
    return "agrees" if value.agrees else "does not agree"


def searched(coverage: Coverage) -> str:
    """ "searched, 7 passages found"; what failed is never told as what was not there."""
    why = on_one_line(coverage.why).rstrip(". ")
    found = f"{many(coverage.found, 'passage')} found"
    if coverage.state == "searched":
        return f"searched, {found}" + (f": {why}" if why else "")
    if coverage.state == "degraded":
        return f"degraded: {why or 'it failed'}. {found.capitalize()}; what else it holds is not known"
    return f"not set up: {why or 'see sayso settings'}"


def sentence(words: str) -> str:
    """On one line, with a full stop."""
    found = on_one_line(words)
    return found if found.endswith((".", "!", "?", "”", "…")) or not found else f"{found}."


__all__ = ["UNTIMED", "band", "cut", "day", "listed", "many", "per_cent"]
