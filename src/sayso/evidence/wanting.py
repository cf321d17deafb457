"""What would settle a claim that is not settled: the evidence that is missing, as far as its parts tell."""

from __future__ import annotations

from sayso.evidence.values import said_by
from sayso.findings import Finding, Stated


def wanted(finding: Finding) -> tuple[str, ...]:
    """Sentences, what helps most first; empty where the finding leaves nothing open."""
    if finding.verdict in ("supported", "disputed") and finding.confidence != "low":
        return ()
    return tuple(dict.fromkeys([*_failed(finding), *_open(finding)]))


def _failed(finding: Finding) -> list[str]:
    return [
        f"The evidence source {one.source!r}, which could not be read: {one.why.rstrip('.')}."
        for one in finding.coverage
        if one.state == "degraded"
    ]


def _open(finding: Finding) -> list[str]:
    asked, out = finding.asked, []
    if finding.verdict == "mixed":
        out.append(_between(finding))
    own = [one for one in finding.evidence if one.aside in ("copy", "same origin")]
    if own and not finding.supports.evidence:
        who = said_by(asked.chains, asked.outlet or asked.address)
        out.append(f"A source that does not have it from {who}: all that say the same lead back there.")
    hedged = [
        one
        for one in finding.evidence
        if one.label == "neutral" and any(check.kind == "hedge" for check in one.checks)
    ]
    if hedged:
        out.append(f"Somebody who states as fact what {hedged[0].origin_name} only holds possible.")
    if finding.verdict == "not enough":
        out += _witnesses(asked.stated)
        out += _missing(asked.stated)
    elif finding.verdict != "mixed":
        told = finding.supports if finding.verdict == "supported" else finding.refutes
        name = finding.evidence[told.evidence[0]].origin_name
        first = f"the {name[4:]}" if name.startswith("The ") else name
        out.append(f"Another origin, independent of {first}{'' if told.high == 1 else ' and the others'}.")
    return out


def _between(finding: Finding) -> str:
    one = finding.evidence[finding.supports.evidence[0]].origin_name
    other = finding.evidence[finding.refutes.evidence[0]].origin_name
    if one == other:
        return f"Which of its own words {one} stands by: it is on both sides."
    return f"What {one} and {other} have it from: each rests on something the other has not."


def _witnesses(stated: Stated) -> list[str]:
    """Who could know, by what is claimed."""
    if stated.figures:
        words = stated.text[slice(*stated.figures[0].span)]
        return [f"A count by somebody who could count (“{words}”): a register, a hospital, a list of names."]
    if stated.names:
        return [f"{stated.names[0]}'s own word, or a record of it."]
    return ["A first-hand account, or a record of it, from somebody other than who says it."]


def _missing(stated: Stated) -> list[str]:
    """What the claim itself leaves open, so that nothing could match it."""
    out = []
    if not stated.times:
        out.append("When it happened: the claim gives no date to look for.")
    if not stated.places:
        out.append("Where it happened: the claim names no place.")
    return out
