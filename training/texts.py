"""Texts as words with labels: what preparation writes and training reads."""

from __future__ import annotations

from dataclasses import dataclass, field

IGNORED = -100
"""No loss where the label is not known."""


@dataclass(slots=True)
class Marked:
    """An attribution over words: first and last word of the cue, and the words of each role as ranges."""

    cue: tuple[int, int]
    source: list[tuple[int, int]]
    content: list[tuple[int, int]]


@dataclass(slots=True)
class Text:
    id: str
    words: list[str]
    pieces: list[tuple[int, ...]]
    features: list[int]
    attributions: list[Marked]
    labels: dict[str, list[int]] = field(default_factory=dict)
    """By head; a label each word."""
    sentences: list[tuple[int, int]] = field(default_factory=list)
    nested: list[Marked] = field(default_factory=list)
    """Attributions that the rules see inside the contents of others, which the labels leave open."""


@dataclass(slots=True)
class Judgement:
    """What is known of a sentence as a whole, or of the events in it."""

    worth: int = IGNORED
    """Of checking: 0 no statement of fact, 1 a fact that matters little, 2 one that matters."""
    subjective: int = IGNORED
    commitments: list[tuple[int, int, float]] = field(default_factory=list)
    """Word, whose scale it is on, and how far the author holds the event for fact, from -3 to 3."""
