"""A cue with its source and content, as token indices, before they become an attribution."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.types import Act, Kind, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True)
class Candidate:
    """Mutable while the rules gather what belongs to it; token indices are those of one `Doc`."""

    head: Token
    """The word the cue turns on."""
    cue: list[int]
    source: set[int]
    content: set[int]
    act: Act
    rule: str
    """Which rule found it; the ablation and the tests ask."""
    kind: Kind | None = None
    """Set where the construction itself says who speaks, e.g. common knowledge."""
    quoted: list[Span] = field(default_factory=list)
    """Quotations that are part of the content, as character spans."""
    target: set[int] = field(default_factory=set)
    """Of an accusation: the accused."""
    within: Candidate | None = None
    """The candidate this one was heard through, where the construction says so ("citing", "had it from")."""
