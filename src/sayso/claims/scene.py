"""The scene: sentences with what is quoted blanked out, and how somebody named in them is described.

A name inside a quotation belongs to another's talk: whoever is meant by "she" outside is seldom there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from sayso.claims import kinds, quotations
from sayso.types import Span

BLANK = "\x00"
"""Readers leave no NUL in a text, so this stands for nothing else."""
_WIDE = 80
"""Code points beside a name in which its description is looked for."""
_ENDS = frozenset(".!?…")
_STOP = re.compile(r"[.!?…][\"”»’')\]]*\s+(?=[\"“«‘'(\[]?[^\W\d_])|\n+")
_CUT = re.compile(r"[.;:!?()\x00\"“”«»\n]")
_DETERMINER = re.compile(r"\b(?i:the|an?|his|her|its|their|our|one|[\w-]{1,40}['’]s|[\w-]{1,40}s['’])(?= )")
_IS = re.compile(
    r"(?:,? who (?:is|was|has been|had been|became)| is| was|,)\s+"
    r"(?=(?:an?|the|his|her|its|their|our|one of|now|then|once)\b|[a-z][\w-]+(?: [\w-]+){0,4}[,.])"
)
_AGE = re.compile(r"(?:,|\(|\bis|\bwas|\baged|\bage) ?(\d{1,3})(?=[,.)]| and\b|$| years)")
_PREPOSITIONS = frozenset({"of", "with", "by", "for", "against", "to", "from", "in", "on", "at", "about"})
_HEAD_ENDS = re.compile(
    r"(?i),|\b(?:of|in|at|for|from|by|who|whom|whose|which|that|with|to|on|over|and|when|where|near)\b"
)


@dataclass(slots=True)
class Scene:
    """A text with its sentences in order; offsets are those of the document."""

    text: str
    """As long as the document's, with everything inside quotation marks blanked."""
    starts: list[int]
    nouns: dict[Span, frozenset[str]] = field(default_factory=dict)
    """What has been asked before: descriptions cost more than looking them up."""

    @classmethod
    def of(cls, text: str) -> Scene:
        parts, done = [], 0
        for quotation in quotations.find(text):
            start, end = quotation.span.start + 1, max(quotation.span.start + 1, quotation.span.end - 1)
            # The stop inside the closing mark stays, or "“Go.” Anna went." would be one sentence.
            kept = text[end - 1 : end] if end > start and text[end - 1] in _ENDS else ""
            parts += [text[done:start], BLANK * (end - start - len(kept)), kept]
            done = end
        blanked = "".join([*parts, text[done:]])
        ends = (m for m in _STOP.finditer(blanked) if not _is_abbreviation(blanked, m.start()))
        return cls(blanked, [0, *(m.end() for m in ends)])

    def sentence(self, position: int) -> int:
        """Index of the sentence that holds the position."""
        return bisect_right(self.starts, position) - 1

    def is_quoted(self, span: Span) -> bool:
        return self.text[span.start : span.start + 1] == BLANK

    def is_owner(self, span: Span) -> bool:
        return re.match(r"['’]s?(?!\w)", self.text[span.end : span.end + 2]) is not None

    def is_after_preposition(self, span: Span) -> bool:
        lead = self.text[max(0, span.start - 40) : span.start]
        before = re.search(r"\b(\w+) (?:the |an? |his |her |their |[a-z-]+ ){0,3}$", lead)
        return before is not None and before[1].lower() in _PREPOSITIONS

    def lead(self, span: Span) -> str:
        """What the name is apposed to: "the prosecutor" of "the prosecutor, Dario Venn"."""
        before = _CUT.split(self.text[max(0, span.start - _WIDE) : span.start])[-1].rstrip(", ")
        found = list(_DETERMINER.finditer(before))
        if found:
            return before[found[-1].start() :]
        words = re.search(r"(?:[\w-]+ ){0,2}[\w-]+$", before)
        return words[0] if words and before == words[0] else ""

    def trail(self, span: Span) -> str:
        """What is apposed to the name: "a widow" of "Kim Delacroix, 45, a widow,"."""
        after = self.text[span.end : span.end + _WIDE]
        after = re.sub(r"^, (?:aged )?\d{1,3}(?=,)", "", after)
        opening = _IS.match(after)
        return _CUT.split(after[opening.end() :])[0].split(",")[0] if opening else ""

    def described(self, span: Span) -> frozenset[str]:
        """The nouns for somebody that stand beside the name, in lower case."""
        if span not in self.nouns:
            lead, trail = self.lead(span), self.trail(span)
            own = self.text[span.start : span.end].partition(",")[2]
            parts = [lead.rpartition(",")[2], own, trail]
            self.nouns[span] = frozenset(head(p) for p in parts if p.strip())
        return self.nouns[span]

    def ages(self, span: Span) -> list[int]:
        """Years that stand beside the name."""
        return [int(n) for n in _AGE.findall(self.text[span.start : span.end + 30].split("\n")[0])]


def head(phrase: str) -> str:
    """The last word before any preposition or clause: "senior official in the harbour" gives "official"."""
    cut = _HEAD_ENDS.split(phrase.strip())[0].split()
    return cut[-1].lower() if cut else phrase.strip().lower()


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the stop belongs to "Dr." or to an initial."""
    if text[stop] != ".":
        return False
    word = re.search(r"\w*$", text[max(0, stop - 15) : stop])
    last = word[0] if word else ""
    return (len(last) == 1 and last.isupper()) or last.lower() in kinds.words()["person_titles"] | {"st"}
