"""How credible an item is, proposed on the scale of 1 to 6 of the Admiralty code, from a finding.

The scale is that of NATO's intelligence doctrine (STANAG 2511; AJP-2.1, *Intelligence Procedures*): how far
other sources bear an item out, apart from how reliable its own source is. Where the scale says "probably
true" and "possibly true" Sayso says "probable" and "possible", for it calls no claim true. It proposes; an
analyst decides.
"""

from __future__ import annotations

from sayso.findings import Finding, Side

SCALE: dict[int, str] = {
    1: "confirmed by other origins",
    2: "probable",
    3: "possible",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
CONFIRMED = 2
"""Other independent origins that bear an item out, from which it counts as confirmed."""
OUTWEIGHED = 0.2
"""Of the weight that bears it out, below which what speaks against it leaves it probable."""


def credibility(finding: Finding) -> tuple[int, str]:
    """The grade proposed and its reason, a sentence.

    A pure function of what the finding counts: origins told apart from the item's own, on either side. For a
    claim that its source denies, what bears the denial out is what refutes the denied words.
    """
    grade, why = _judged(finding)
    return grade, f"{SCALE[grade]}: {why}."


def _judged(finding: Finding) -> tuple[int, str]:
    bears_out, speaks_against = _sides(finding)
    if not bears_out.high and not speaks_against.high:
        return _without_weight(finding, bears_out, speaks_against)
    if not speaks_against.high:
        return _borne_out(finding, bears_out, speaks_against)
    return _contradicted(bears_out, speaks_against)


def _sides(finding: Finding) -> tuple[Side, Side]:
    """What bears the item out, and what speaks against it."""
    if finding.asked.stance == "denied":
        return finding.refutes, finding.supports
    return finding.supports, finding.refutes


def _without_weight(finding: Finding, bears_out: Side, speaks_against: Side) -> tuple[int, str]:
    """Where no origin with weight is on either side."""
    failed = _failed(finding)
    if failed:
        return 6, f"{failed} failed, and nothing of weight was found for it or against it in the rest"
    if speaks_against.evidence and not bears_out.evidence:
        return 4, "no other origin bears it out, and what was found leans against it"
    if not finding.evidence:
        return 6, "nothing that was searched has a passage on it"
    return 3, "no other origin bears it out, and none speaks against it"


def _borne_out(finding: Finding, bears_out: Side, speaks_against: Side) -> tuple[int, str]:
    others = _others(finding, bears_out)
    if not others:
        if finding.asked.claim is None:
            return 3, "one origin says it, and no other bears that out or speaks against it"
        return 3, "that what bears it out is another origin than its own is not established"
    told = f"{_origins(others)} {'says' if others == 1 else 'say'} the same"
    if others < CONFIRMED:
        return 2, f"{told}, and none speaks against it"
    if failed := _failed(finding):
        return 2, f"{told}, but {failed} failed and may have what speaks against it"
    if speaks_against.evidence:
        return 2, f"{told}, but a passage leans against it"
    return 1, f"{told}, and nothing that was searched speaks against it"


def _contradicted(bears_out: Side, speaks_against: Side) -> tuple[int, str]:
    against = f"{_span(speaks_against)} {'speaks' if speaks_against.high == 1 else 'speak'} against it"
    if not bears_out.high:
        if speaks_against.low >= CONFIRMED:
            return 5, f"{against}, and no other bears it out"
        return 4, f"{against}, and no other bears it out"
    told = f"{_span(bears_out)} {'bears' if bears_out.high == 1 else 'bear'} it out, and {against}"
    if speaks_against.weight < OUTWEIGHED * bears_out.weight:
        return 2, f"{told}, with little weight"
    return (3 if bears_out.weight > speaks_against.weight else 4), told


def _others(finding: Finding, side: Side) -> int:
    """Origins besides the item's own; a sentence that somebody typed is the item of the first who says it."""
    return side.low if finding.asked.claim is not None else max(0, side.low - 1)


def _failed(finding: Finding) -> str:
    """Names of the evidence sources that failed; "" where none did."""
    return " and ".join(repr(one.source) for one in finding.coverage if one.state == "degraded")


def _origins(count: int) -> str:
    return f"{count} other independent origin{'s'[: count != 1]}"


def _span(side: Side) -> str:
    many = f"{side.low} to {side.high}" if 0 < side.low < side.high else f"{side.high}"
    many = many if side.low else f"up to {many}"
    return f"{many} origin{'s'[: side.high != 1]}"
