"""The hand-written cases of attribution in `tests/cases`, and how an extractor is scored on them.

A line is one short text with all its attributions: `source`, `cue` and `content` are lists of phrases
that stand in the text (`he#2`: the second `he`). `kind`, `act`, `stance`, `resolved`, `target` and
`inside` are judged where a case states them; an `optional` attribution may be found or left, and then
only its cue counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso import claims
from sayso.protocols import Extractor
from sayso.types import Attribution, Custody, Document, Reading, Span, Spans

FOLDER = Path(__file__).parent / "cases"
FLOORS = FOLDER / "floors.json"
NEARLY = 0.8
"""Two stretches of content are one where the F1 of their words reaches this: commas and "that" may differ."""
_CUSTODY = Custody(
    sha256="0" * 64, size=0, address="case", retrieved="2026-01-01T00:00:00Z", media_type="", reader="case"
)


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    construction: str
    rare: bool
    """The cue or the construction is one that lists of rules seldom hold."""
    text: str
    attributions: list[dict[str, Any]]
    claims: list[dict[str, Any]] = field(default_factory=list)
    apart: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Score:
    """What was right of what was asked: `found` counts stretches, `details` what is said of them."""

    found: list[bool] = field(default_factory=list)
    details: list[bool] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.found += other.found
        self.details += other.details
        self.faults += other.faults

    def shares(self) -> tuple[float, float]:
        return _share(self.found), _share(self.details)


def load() -> list[Case]:
    lines = (line for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [Case(**json.loads(line)) for line in lines]


def spans(text: str, phrases: Iterable[str]) -> Spans:
    """Where the phrases stand, each after the one before it unless an occurrence is named.

    Raises:
        ValueError: a phrase is not in the text as whole words.
    """
    places: list[Span] = []
    for phrase in phrases:
        words, _, nth = phrase.partition("#")
        after = 0 if nth or not places else places[-1].end
        hits = [m for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text) if m.start() >= after]
        if len(hits) < int(nth or 1):
            raise ValueError(f"{phrase!r} does not stand in {text!r} after {after}")
        places.append(Span(*hits[int(nth or 1) - 1].span()))
    return tuple(places)


def document(case: Case) -> Document:
    return Document(address=case.id, text=case.text, custody=_CUSTODY)


def read(cases: Sequence[Case], extractor: Extractor) -> Iterator[Reading]:
    return claims.extract((document(case) for case in cases), extractor)


def score(case: Case, reading: Reading) -> Score:
    result = Score()
    matched = _match(case, reading)
    for index, gold in enumerate(case.attributions):
        if index in matched:
            _judge(case, gold, reading, matched, reading.attributions[matched[index]], result)
        elif not gold.get("optional"):
            result.found.append(False)
            result.faults.append(f"{case.id}: missed {gold['source']} {gold['cue']} {gold['content']}")
    for index, found in enumerate(reading.attributions):
        if index not in matched.values():
            result.found.append(False)
            shown = [reading.text(part) for part in (found.source, found.cue, found.content)]
            result.faults.append(f"{case.id}: made up {shown}")
    if not case.attributions:
        result.found.append(not reading.attributions)
    _judge_claims(case, reading, matched, result)
    return result


def _match(case: Case, reading: Reading) -> dict[int, int]:
    """Index of each expected attribution to that of the found one that is it."""
    matched: dict[int, int] = {}
    # What may be left comes last, lest it take what must be found.
    for index, gold in sorted(enumerate(case.attributions), key=lambda pair: "optional" in pair[1]):
        fits = (
            i
            for i, found in enumerate(reading.attributions)
            if i not in matched.values() and _same(case, gold, found)
        )
        if (first := next(fits, None)) is not None:
            matched[index] = first
    return matched


def _same(case: Case, gold: dict[str, Any], found: Attribution) -> bool:
    source, cue, content = (spans(case.text, gold[part]) for part in ("source", "cue", "content"))
    if not _words(case.text, cue) & _words(case.text, found.cue):
        return False
    return "optional" in gold or (
        _words(case.text, source) == _words(case.text, found.source)
        and _overlap(case.text, content, found.content) >= NEARLY
    )


def _judge(
    case: Case,
    gold: dict[str, Any],
    reading: Reading,
    matched: dict[int, int],
    found: Attribution,
    result: Score,
) -> None:
    if not gold.get("optional"):
        result.found.append(True)
    said: dict[str, object] = {"kind": found.kind, "act": found.act, "stance": found.stance}
    said["resolved"] = found.resolved.name if found.resolved else None
    wanted = {key: gold[key] for key in said if key in gold}
    if gold.get("inside") in matched:
        wanted["inside"], said["inside"] = matched[gold["inside"]], found.inside
    if "target" in gold:
        wanted["target"] = _words(case.text, spans(case.text, gold["target"]))
        said["target"] = _words(case.text, found.target)
    for key, value in wanted.items():
        result.details.append(said[key] == value)
        if said[key] != value:
            cue = reading.text(found.cue)
            result.faults.append(f"{case.id}: {cue}: {key} is {said[key]!r} and not {value!r}")


def _judge_claims(case: Case, reading: Reading, matched: dict[int, int], result: Score) -> None:
    for gold in case.claims:
        chains = {tuple(matched.get(i, -1) for i in chain) for chain in gold["chains"]}
        near = [
            c
            for c in reading.claims
            if _overlap(case.text, spans(case.text, gold["content"]), c.content) >= NEARLY
        ]
        _note(result.found, bool(near), f"{case.id}: no claim {gold['content']}", result)
        for claim in near[:1]:
            _note(result.details, set(claim.chains) == chains, f"{case.id}: chains {claim.chains}", result)
            if "stance" in gold:
                fault = f"{case.id}: the claim is {claim.stance} and not {gold['stance']}"
                _note(result.details, claim.stance == gold["stance"], fault, result)
    for gold in case.apart:
        place = spans(case.text, gold["content"])
        hit = any(
            a.kind == gold["kind"] and _overlap(case.text, place, a.content) >= NEARLY for a in reading.apart
        )
        _note(result.found, hit, f"{case.id}: not kept apart as {gold['kind']}: {gold['content']}", result)


def _note(marks: list[bool], right: bool, fault: str, result: Score) -> None:
    marks.append(right)
    if not right:
        result.faults.append(fault)


def _words(text: str, places: Spans) -> set[int]:
    """The places of the words, so that quotation marks, commas and a possessive s do not count."""
    found = (m for m in re.finditer(r"\w+", text) if m.group() != "s")
    return {m.start() for m in found if any(a <= m.start() < b for a, b in places)}


def _overlap(text: str, one: Spans, other: Spans) -> float:
    a, b = _words(text, one), _words(text, other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _share(marks: list[bool]) -> float:
    return sum(marks) / len(marks) if marks else 1.0
