"""What would settle a claim that is not settled: the evidence that is missing, as far as its parts tell."""

from __future__ import annotations

import re

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.figures import amount
from sayso.evidence.values import said_by
from sayso.findings import Finding, Stated

_THING = re.compile(
    r" (?:Bridge|Road|Street|River|Dam|Square|Airport|Station|Valley|Lake|Mountain|Tower|Act|Treaty|Prize)$"
)
"""The end of a name of what does not speak."""
_AT = "in|at|near|outside|(?:town|city|village|port|mayor|people|residents|province|island) of"
"""Before a name, words that tell it to be a place."""
_SMALL = frozenset({"the", "a", "an", "of", "in", "for", "and"})


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
        out += _witnesses(finding)
        out += _missing(asked.stated)
    elif finding.verdict != "mixed":
        told = finding.supports if finding.verdict == "supported" else finding.refutes
        name = finding.evidence[told.evidence[0]].origin_name
        first = f"the {name[4:]}" if name.startswith("The ") else name
        out.append(f"Another origin, independent of {first}{'' if told.high == 1 else ' and the others'}.")
    return out


def _between(finding: Finding) -> str:
    first, second = (
        list(dict.fromkeys(finding.evidence[n].origin_name for n in held.evidence))
        for held in (finding.supports, finding.refutes)
    )
    one = first[0]
    # Who is on both sides can say which of both; who is on one only is asked what that rests on.
    other = next((name for name in second if not _is_one(name, one)), None)
    if other is None:
        return f"Which of its own words {one} stands by: it is on both sides."
    return f"What {one} and {other} have it from: each rests on something the other has not."


def _witnesses(finding: Finding) -> list[str]:
    """Who could know, by what is claimed."""
    stated = finding.asked.stated
    if stated.figures:
        figure = stated.figures[0]
        words = stated.text[slice(*figure.span)]
        if amount(figure).scaled or figure.unit in vocabulary.words("currencies"):
            return [f"A record of it by somebody who measured or paid (“{words}”)."]
        return [f"A count by somebody who could count (“{words}”): a register, a hospital, a list of names."]
    witness = next((name for name in stated.names if _can_speak(name, finding)), None)
    if witness:
        return [f"{witness}{'’' if witness.endswith('s') else '’s'} own word, or a record of it."]
    return ["A first-hand account, or a record of it, from somebody other than who says it."]


def _can_speak(name: str, finding: Finding) -> bool:
    """Whether a name may be somebody's: a town, a bridge, or what things happen in or near, is no witness."""
    stated = finding.asked.stated
    if any(_is_one(name, place.name) or name == stated.text[slice(*place.span)] for place in stated.places):
        return False
    told = [stated.text, *(one.passage.quote for one in finding.evidence)]
    at = re.compile(rf"\b(?i:{_AT}) (?:the )?{re.escape(name)}(?!\w)")
    return _THING.search(name) is None and not any(at.search(text) for text in told)


def _is_one(one: str, other: str) -> bool:
    """Whether both name the same: in the same words, or one is the end of the other ("the hospital")."""
    mine, theirs = _bare(one), _bare(other)
    few, many = sorted((set(mine), set(theirs)), key=len)
    return few == many or (few < many and mine[-1:] == theirs[-1:])


def _bare(name: str) -> list[str]:
    return [word for word in re.findall(r"[\w’'-]+", name.casefold()) if word not in _SMALL]


def _missing(stated: Stated) -> list[str]:
    """What the claim itself leaves open, so that nothing could match it."""
    out = []
    if not stated.times:
        out.append("When it happened: the claim gives no date to look for.")
    if not stated.places:
        out.append("Where it happened: the claim names no place.")
    return out
