"""Match: which published fact-checks are of a claim that a text makes.

    text ─clean→ query ─words, vectors→ candidates ─compare→ features ─ranker→ matches

Knows no encoder: two are handed in, one that reads all fact-checks and one that reads the few that are near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.evidence.matching import ranker, texts
from sayso.evidence.matching.features import FIRST, found
from sayso.evidence.matching.library import FactCheck, Library
from sayso.protocols import Encoder

__all__ = ["FactCheck", "Library", "Match", "match", "order"]


@dataclass(frozen=True, slots=True)
class Match:
    """A fact-check for a text."""

    check: FactCheck
    score: float
    """For the order only; larger is better."""
    shared: tuple[str, ...]
    """Words that both have, the rarest first."""


def match(library: Library, text: str, said: str = "", most: int = 10) -> list[Match]:
    """The fact-checks that are likeliest of a claim in the text, best first; `said` is the text's date."""
    query = library.read(text, said)
    asked = set(texts.words(query.text))
    ranked = _ranked(query, library, max(most, FIRST))[:most]
    checks = [(library.checks[place], score) for place, score in ranked]
    return [Match(check, score, library.shared(asked, check)) for check, score in checks]


def order(text: str, checks: Sequence[FactCheck], near: Encoder, exact: Encoder, said: str = "") -> list[int]:
    """Numbers of the fact-checks, those likeliest of a claim in the text first.

    Words count as rare or common by these fact-checks alone, so a handful is told apart less well than a
    `Library` of all that are at hand.
    """
    library = Library(checks, near, exact)
    return [place for place, _ in _ranked(library.read(text, said), library, len(checks))]


def _ranked(query: texts.Query, library: Library, first: int) -> list[tuple[int, float]]:
    """Numbers of so many candidates with their scores, best first."""
    candidates = found(query, library, first)
    scores = ranker.shipped().scores(candidates.features)
    return [(int(candidates.places[i]), float(scores[i])) for i in (-scores).argsort(kind="stable")]
