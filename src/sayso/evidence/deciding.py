"""Find: what follows from the evidence, with its reasons. A pure function of what the finding lists.

Evidence of one origin counts once, by its strongest passage: ten outlets with one source are one. A side's
weight is the sum over its origins of the log odds that the passage is on that side, at most `MOST` each, so
that no single passage outweighs several. A finding never says that a claim is true.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from sayso.edtf import bounds
from sayso.errors import StopRun
from sayso.evidence.judging import settled
from sayso.evidence.values import values
from sayso.evidence.wanting import wanted
from sayso.findings import (
    Aside,
    Asked,
    Confidence,
    Coverage,
    Evidence,
    Finding,
    Label,
    Side,
    Verdict,
)

RULE = "origins 2"
"""Name and version of the rule: a finding made by another one is not replayed."""
HAS_WEIGHT = math.log(0.65 / 0.35)
"""From which a passage, and so its origin, counts on its side: 65 %."""
MOST = math.log(0.95 / 0.05)
"""What one origin weighs at most."""
OUTWEIGHED = 0.2
"""Of the heavier side's weight, below which the lighter one is named but does not make the finding mixed."""
_ORDER: tuple[Confidence, ...] = ("low", "moderate", "high")


def find(asked: Asked, evidence: Sequence[Evidence], coverage: Sequence[Coverage], model: str) -> Finding:
    """The finding; `model` is the entailment model's name and version."""
    held = tuple(evidence)
    supports, refutes = _sides(asked, held)
    verdict = _verdict(supports, refutes)
    finding = Finding(
        asked=asked,
        verdict=verdict,
        confidence="low",
        reasons=(),
        evidence=held,
        supports=supports,
        refutes=refutes,
        copies=sum(one.aside == "copy" for one in held),
        then=_then(asked, held),
        values=values(asked, held),
        coverage=tuple(coverage),
        wanted=(),
        method=f"{model}; {RULE}",
    )
    confidence, doubts = _confidence(finding)
    finding = replace(finding, confidence=confidence)
    return replace(finding, reasons=(*_reasons(finding), *doubts), wanted=wanted(finding))


def replayed(finding: Finding) -> Finding:
    """The finding made anew from what it lists: the model's words, the checks, the origins, the coverage.

    Raises:
        StopRun: another rule made it.
    """
    model, _, rule = finding.method.rpartition("; ")
    if rule != RULE:
        raise StopRun(f"a finding by the rule {rule!r}", f"this version has {RULE!r}", "Check the claim anew")
    evidence = [
        replace(
            settled(finding.asked, one.passage, one.model, one.checks),
            origin=one.origin,
            origin_name=one.origin_name,
            told_apart=one.told_apart,
            aside=one.aside,
        )
        for one in finding.evidence
    ]
    return find(finding.asked, evidence, finding.coverage, model)


def _sides(asked: Asked, evidence: Sequence[Evidence]) -> tuple[Side, Side]:
    """For and against. On the side that the claim is on, what nothing tells apart may be its own origin."""
    own: Label | None = None if asked.claim is None else "refutes" if asked.stance == "denied" else "supports"
    supports = side(evidence, "supports", beside=own == "supports")
    return supports, side(evidence, "refutes", beside=own == "refutes")


def side(evidence: Sequence[Evidence], label: Label, *, beside: bool = False) -> Side:
    """One side of what was not set aside, strongest passage first.

    `beside`: the claim is on it too, so what cannot be told apart from its own origin has no weight.
    """
    numbers = [n for n, one in enumerate(evidence) if one.label == label and one.aside is None]
    numbers.sort(key=lambda n: (-_likely(evidence[n]), n))
    best: dict[str, Evidence] = {}
    for n in numbers:
        if _weight(evidence[n]) >= HAS_WEIGHT:
            best.setdefault(evidence[n].origin, evidence[n])
    apart = sum(one.told_apart for one in best.values())
    # Origins that nothing tells apart may all be one of the others.
    low = apart if beside else max(apart, min(1, len(best)))
    likely = low + (len(best) - low + 1) // 2
    counted = [one for one in best.values() if one.told_apart or not beside]
    return Side(tuple(numbers), likely, low, len(best), round(sum(map(_weight, counted)), 6))


def _likely(one: Evidence) -> float:
    return one.supports if one.label == "supports" else one.refutes


def _weight(one: Evidence) -> float:
    p = min(max(_likely(one), 0.5), 0.999)
    return min(math.log(p / (1 - p)), MOST)


def _verdict(supports: Side, refutes: Side) -> Verdict:
    light, heavy = sorted((supports.weight, refutes.weight))
    if heavy < HAS_WEIGHT:
        return "not enough"
    if light >= HAS_WEIGHT and light >= OUTWEIGHED * heavy:
        return "mixed"
    return "supported" if supports.weight > refutes.weight else "disputed"


def _then(asked: Asked, evidence: Sequence[Evidence]) -> Verdict | None:
    if bounds(asked.when or "")[0] is None:
        return None
    return _verdict(*_sides(asked, [one for one in evidence if one.timing == "before"]))


def _confidence(finding: Finding) -> tuple[Confidence, tuple[str, ...]]:
    """How surely it is found, apart from what is found; and what makes it less sure."""
    doubts = [
        f"The evidence source {one.source!r} failed, so what else it has is not counted: {_ended(one.why)}"
        for one in finding.coverage
        if one.state == "degraded"
    ]
    sides = {"supported": [finding.supports], "disputed": [finding.refutes]}
    told = sides.get(finding.verdict, [finding.supports, finding.refutes])
    origins = min((one.low for one in told), default=0)
    weight = min((one.weight for one in told), default=0.0)
    level = 0
    if finding.verdict == "not enough":
        level = 1 if any(one.found for one in finding.coverage) else 0
    elif origins >= 3 and weight >= 2 * MOST * 0.75:
        level = 2
    elif origins >= 2 or any(finding.evidence[n].passage.rating for one in told for n in one.evidence[:1]):
        level = 1
    lighter = min(finding.supports.weight, finding.refutes.weight)
    if finding.verdict in ("supported", "disputed") and lighter > 0:
        level -= 1
        doubts.append("There is a weaker passage on the other side.")
    if any(one.state == "degraded" for one in finding.coverage):
        level -= 1
    return _ORDER[max(level, 0)], tuple(doubts)


_ASIDE: dict[Aside, str] = {
    "copy": "it has the claim from where the claim has it, so it is no evidence for it",
    "same origin": "the claim's own origin says the same again",
    "same document": "it stands in the claim's own document, or another version of that",
}


def _reasons(finding: Finding) -> list[str]:
    out = [
        _sided(finding, finding.supports, "for"),
        _sided(finding, finding.refutes, "against"),
    ]
    if finding.verdict == "not enough" and any(out):
        out.append("What there is does not weigh enough.")
    out += _turned(finding)
    for kind, why in _ASIDE.items():
        n = sum(one.aside == kind for one in finding.evidence)
        if n:
            says, is_aside, because = ("says", "is", why) if n == 1 else ("say", "are", _plural(why))
            out.append(f"{_many(n, 'passage')} that {says} the same {is_aside} set aside: {because}.")
    neutral = sum(one.label == "neutral" for one in finding.evidence)
    if neutral:
        out.append(
            f"{_many(neutral, 'passage')} on the matter {'does' if neutral == 1 else 'do'} not settle it."
        )
    if not finding.evidence:
        out.append("Nothing that was searched has a passage on it.")
    if finding.then is not None and finding.then != finding.verdict:
        out.append(f"On what was published when the claim was made: {finding.then}.")
    return [one for one in out if one]


def _turned(finding: Finding) -> list[str]:
    """Whose word the claim is, and who says otherwise elsewhere."""
    own = {chain[-1].name for chain in finding.asked.chains if chain and chain[-1].name}
    held = finding.refutes if finding.asked.stance != "denied" else finding.supports
    told = dict.fromkeys(finding.evidence[n].origin_name for n in held.evidence)
    return [f"{name}, whose word the claim is, says otherwise elsewhere." for name in told if name in own]


def _plural(why: str) -> str:
    swaps = {"it has": "they have", "it is": "they are", "it stands": "they stand"}
    for one, many in swaps.items():
        why = why.replace(one, many)
    return why


def _sided(finding: Finding, held: Side, name: str) -> str:
    if not held.evidence:
        return ""
    told = [finding.evidence[n] for n in held.evidence]
    sure = [one for one in told if _weight(one) >= HAS_WEIGHT] or told
    named = dict.fromkeys(one.origin_name for one in sure)
    # Names may hold commas: "a source (unnamed), to The Herald".
    shown = "; ".join([*named][:3]) + ("; and others" if len(named) > 3 else "")
    passages = _many(len(held.evidence), "passage")
    if held.high == 0:
        return (
            f"{passages} {'leans' if len(held.evidence) == 1 else 'lean'} {name} it, but not surely: {shown}."
        )
    if held.low == 0 and held.high == 1:
        return f"{passages} {name} it, from {shown}: that this is another origin is not established."
    if held.low == held.high:
        return f"{_many(held.high, 'independent origin')} {name} it, in {passages}: {shown}."
    return f"{held.low} to {held.high} origins {name} it, in {passages}, for some may be one: {shown}."


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _many(n: int, thing: str) -> str:
    return f"{n} {thing}{'' if n == 1 else 's'}"
