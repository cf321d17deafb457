"""Direct quotations with a pronoun or an epithet for speaker, in `tests/speakers`, and their score.

A line is a passage of invented news with its quotations. Of each: `content`, the quotation's words with their
marks (several parts where it is broken within its sentence; what follows after a full stop is a quotation
of its own); `source`, the mention by which it is attributed (`he#2`: the second `he`); `speaker`, one or
more strings of the text that say in full who that is; and, for somebody named, `name`, the one word of
the name that tells this speaker from everybody else in the passage. Where a quotation has no cue, the
source is the mention that a reader takes it from.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from case_scores import Case, spans
from sayso.types import Attribution, Reading, Spans

FOLDER = Path(__file__).parent / "speakers"
HALF = 0.5
SAME = 0.8
"""Of a person named, a description that holds no name must be all but the whole of one that is accepted."""
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Passage:
    id: str
    construction: str
    rare: bool
    text: str
    quotations: list[dict[str, Any]]

    def case(self) -> Case:
        """The same text as a case, to be read by whatever reads cases."""
        return Case(self.id, self.construction, self.rare, self.text, [])

    def is_kept(self) -> bool:
        """Whether it belongs to the half that is only scored: its faults are never read.

        The hash decides, so that nobody chooses, and an item that is added moves no other.
        """
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one quotation."""

    found: bool
    """Somebody is given for at least half of its words."""
    mention: bool
    """Found, and the source is the mention by which the text attributes it."""
    speaker: bool
    """Found, and it is laid in the right person's mouth."""
    fault: str | None


def load() -> list[Passage]:
    lines = (line for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [Passage(**json.loads(line)) for line in lines]


def judge(passage: Passage, reading: Reading) -> list[Verdict]:
    """A verdict a quotation, in the passage's order."""
    return [_judge(passage, gold, reading) for gold in passage.quotations]


def _judge(passage: Passage, gold: dict[str, Any], reading: Reading) -> Verdict:
    content = _tokens(passage.text, spans(passage.text, gold["content"]))
    mention = _tokens(passage.text, spans(passage.text, [gold["source"]]))
    givers = [
        a
        for a in reading.attributions
        if len(content & _tokens(passage.text, a.content)) >= HALF * len(content)
    ]
    at_mention = [_f1(mention, _tokens(passage.text, a.source)) >= HALF for a in givers]
    right = any(
        _is_speaker(passage, gold, *_named(reading, a, at=at))
        for a, at in zip(givers, at_mention, strict=True)
    )
    said = [_shown(reading, a) for a in givers] or ["nobody"]
    asked = f"{gold['source'].partition('#')[0]} ({gold['speaker'][0]})"
    fault = f"{passage.id}: {gold['content'][0]} is {asked} and not {' or '.join(said)}"
    return Verdict(bool(givers), any(at_mention), right, None if right else fault)


def _shown(reading: Reading, attribution: Attribution) -> str:
    resolved = attribution.resolved
    return reading.text(attribution.source) + (f" = {resolved.name}" if resolved else "")


def _named(reading: Reading, attribution: Attribution, *, at: bool) -> tuple[str, bool]:
    """Who is given, and whether that is no more than the words of the mention itself (at the mention)."""
    if attribution.resolved is not None:
        return attribution.resolved.name, False
    return reading.text(attribution.source), at


def _is_speaker(passage: Passage, gold: dict[str, Any], given: str, bare: bool) -> bool:
    """Whether these words name the speaker.

    "the official", left as it is, shares half its words with "an official in the customs service" and
    has yet said nothing: a bare mention counts only where it bears the name or is all that the text has.
    """
    name = gold.get("name")
    if name is not None and _holds(given, name):
        others = {q["name"] for q in passage.quotations if "name" in q} - {name}
        return not any(_holds(given, other) and not _holds(gold["speaker"][0], other) for other in others)
    enough = 1.0 if bare else HALF if name is None else SAME
    return any(_f1(_words(given), _words(accepted)) >= enough for accepted in gold["speaker"])


def _holds(given: str, name: str) -> bool:
    """Whether the name stands there, and not as somebody's owner: "Stone's lawyer" is not Stone."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w|['’]s?\s+\w)", given) is not None


def _words(phrase: str) -> set[str]:
    return set(re.findall(r"\w+", phrase.lower())) - _ARTICLES


def _tokens(text: str, places: Spans) -> set[int]:
    """The places of the words, so that quotation marks and commas do not count."""
    return {m.start() for m in re.finditer(r"\w+", text) if any(a <= m.start() < b for a, b in places)}


def _f1(one: set[Any], other: set[Any]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def groups(
    passages: Sequence[Passage], verdicts: Iterable[Sequence[Verdict]]
) -> Iterator[tuple[str, list[Verdict]]]:
    """Rows of a report: each construction, then usual, rare, the two halves, and all."""
    rows: dict[str, list[Verdict]] = {name: [] for name in sorted({p.construction for p in passages})}
    for passage, found in zip(passages, verdicts, strict=True):
        half = "half only scored" if passage.is_kept() else "half whose faults are read"
        for row in (passage.construction, "all rare" if passage.rare else "all usual", half, "all"):
            rows.setdefault(row, []).extend(found)
    totals = ("all usual", "all rare", "half whose faults are read", "half only scored", "all")
    yield from ((name, rows[name]) for name in rows if name not in totals)
    yield from ((name, rows[name]) for name in totals if name in rows)
