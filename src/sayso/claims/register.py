"""Everybody named or quoted in a document so far, to be asked who "he" or "the source" may be."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.claims import kinds
from sayso.types import Kind, Mention, Span

REACH = 1500
"""Code points: a pronoun is not resolved to somebody named longer ago than a few paragraphs."""
FAR = 20_000
"""Code points: how far back "the source" and the like are looked for."""
_TITLE = re.compile(r"(?i)^(?:mr|mrs|ms|miss|dr|prof|sir|lord|lady|sen|rep|gov|gen|col|capt|lt)\.?\s+")


@dataclass(frozen=True, slots=True, order=True)
class Earlier:
    """Somebody who could be meant: where, by what name, of what kind, and whether they spoke there."""

    span: Span
    name: str
    kind: Kind
    speaks: bool


@dataclass(slots=True)
class Register:
    """Who was named where, in order of the text."""

    text: str
    entries: list[Earlier] = field(default_factory=list)
    by_surname: dict[str, list[Earlier]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, mentions: tuple[Mention, ...]) -> Register:
        """The persons and organisations that the extractor saw named."""
        register = cls(text)
        for mention in mentions:
            if mention.label == "person":
                span = _with_title(text, mention.span)
                register.add(Earlier(span, text[span.start : span.end], "person", speaks=False))
            elif mention.label == "organisation":
                span = mention.span
                register.add(Earlier(span, text[span.start : span.end], "organisation", speaks=False))
        return register

    def add(self, earlier: Earlier) -> None:
        """Put somebody in at their place."""
        insort(self.entries, earlier)
        words = _TITLE.sub("", earlier.name.split(",")[0]).split()
        if earlier.kind == "person" and len(words) > 1:
            insort(self.by_surname.setdefault(words[-1].strip(".,"), []), earlier)

    def before(self, position: int, reach: int) -> Iterator[Earlier]:
        """Whoever was named wholly before the position and within reach, the nearest first."""
        at = bisect_left(self.entries, position, key=lambda e: e.span.start)
        for earlier in reversed(self.entries[max(0, at - 400) : at]):
            if position - earlier.span.end > reach:
                return
            if earlier.span.end <= position:
                yield earlier

    def after(self, position: int, reach: int) -> Iterator[Earlier]:
        """Whoever is named after the position and within reach, the nearest first."""
        for at in range(bisect_left(self.entries, position, key=lambda e: e.span.start), len(self.entries)):
            if self.entries[at].span.start - position > reach:
                return
            yield self.entries[at]

    def fuller(self, phrase: str, position: int) -> Earlier | None:
        """The latest earlier name that ends in this surname and says more."""
        name = _TITLE.sub("", phrase).strip()
        known = self.by_surname.get(name, [])
        at = bisect_left(known, position, key=lambda e: e.span.start)
        return known[at - 1] if at and known[at - 1].span.end <= position else None


def _with_title(text: str, span: Span) -> Span:
    """A person's name with the title before it: "Judge Ida Norling"."""
    before = re.search(r"([A-Z][a-z]+\.?) $", text[max(0, span.start - 20) : span.start])
    if before and before[1].rstrip(".").lower() in kinds.words()["person_titles"]:
        return Span(span.start - len(before[0]), span.end)
    return span
