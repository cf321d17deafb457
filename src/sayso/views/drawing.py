"""A chain as a drawing: one box a voice, each a step to the right of the voice that cites it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import accumulate, takewhile

from sayso.views.article import Chain, Voice
from sayso.views.words import ACT_WORDS, BASIS_OF, STANCE_WORDS, Basis

WIDTH = 380
"""Units of the drawing; the page scales it to the column."""
PITCH, HEIGHT, STEP, DEEPEST = 40, 23, 20, 6
"""From box to box, of a box, to the right for each voice, and how many such steps at most."""
ICON, PADDING, SIZE = 13, 7, 12.5
STANCE_MARKS = {
    "denied": "✕",
    "hedged": "≈",
    "predicted": "»",
    "conditional": "if",
    "counterfactual": "if",
    "asked": "?",
}

# Strokes in a square of 13 units. Paths, not symbols to refer to: browsers copy a symbol for every use.
ICONS = {
    "author": "M2 11l1-3.2L9.2 1.6l2.2 2.2L5.2 10z",
    "person": "M4.1 4a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0-4.8 0M1.8 11.6c.4-3 2.2-4.1 4.7-4.1s4.3 1.1 4.7 4.1",
    "organisation": "M2.5 11.5V1.8h8v9.7M1 11.5h11M5 4.4h.1M8 4.4h.1M5 6.7h.1M8 6.7h.1M5.4 11.5V9h2.2v2.5",
    "state": "M3 12V1.5M3 2h7.5L8.6 4.4l1.9 2.4H3",
    "document": "M2.8 1.2h5l2.4 2.5v8.1H2.8zM4.8 6h3.5M4.8 8.6h3.5",
    "unnamed_person": "M4.3 4.4c0-3 4.4-2.9 4.4-.2 0 1.8-2.2 1.9-2.2 4M6.5 10.9h.1",
    "unnamed_group": "M1.6 4.4c0-2.6 3.6-2.5 3.6-.2 0 1.7-1.8 1.8-1.8 3.8M3.4 10.6h.1"
    "M7.6 4.4c0-2.6 3.6-2.5 3.6-.2 0 1.7-1.8 1.8-1.8 3.8M9.4 10.6h.1",
    "common_knowledge": "M1.5 2.2h10v6.3H6l-2.6 2.6V8.5H1.5z",
    "nobody": "M1.9 6.5a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0-9.2 0M3.3 9.7l6.4-6.4",
}


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    icon: str
    basis: Basis
    name: str
    """Cut to the room there is; the drawing's title has it whole."""
    note: str
    """How this voice stands to what it says, where that is not plain assertion."""
    stance: str


@dataclass(frozen=True, slots=True)
class Arrow:
    path: str
    tip: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    height: float
    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def draw(chain: Chain) -> Drawing:
    """The chain from its author, at the top, to its farthest voice."""
    boxes = [Box(1, 1, _room("author", WIDTH)[1], "author", "author", "author", "", "asserted")]
    arrows = []
    for row, voice in enumerate(chain.voices, 1):
        arrows.append(_arrow(row, voice))
        boxes.append(_box(row, voice))
    return Drawing(len(chain.voices) * PITCH + HEIGHT + 2, chain.sentence, tuple(boxes), tuple(arrows))


def _left(row: int) -> float:
    return 1 + STEP * min(row, DEEPEST)


def _box(row: int, voice: Voice) -> Box:
    mark = STANCE_MARKS.get(voice.stance)
    note = f"{mark} {STANCE_WORDS[voice.stance]}" if mark else ""
    name, width = _room(voice.name, WIDTH - _left(row) - (text_width(note) + PADDING if note else 0))
    return Box(_left(row), 1 + row * PITCH, width, voice.kind, BASIS_OF[voice.kind], name, note, voice.stance)


def _arrow(row: int, voice: Voice) -> Arrow:
    # At the deepest step boxes stand straight under each other, and the arrow goes round by the left.
    end, top = _left(row), 1 + row * PITCH
    start = min(_left(row - 1), end - STEP) + 9
    middle = top + HEIGHT / 2
    label = voice.cue or ACT_WORDS[voice.act]
    if voice.target:
        label += f" (of: {voice.target})"
    x = start + 7
    return Arrow(
        path=f"M{start:g} {top - PITCH + HEIGHT:g}V{middle:g}H{end - 5:g}",
        tip=f"M{end - 7:g} {middle - 4:g}L{end - 1:g} {middle:g}L{end - 7:g} {middle + 4:g}Z",
        label=fitted(label, WIDTH - x),
        x=x,
        y=top - 5.5,
    )


def _room(name: str, most: float) -> tuple[str, float]:
    """The name as it fits, and the width of its box."""
    name = fitted(name, most - ICON - 3 * PADDING)
    return name, round(text_width(name) + ICON + 3 * PADDING, 1)


def fitted(words: str, width: float) -> str:
    """The words, cut with an ellipsis where they are wider than that."""
    if text_width(words) <= width:
        return words
    room = width - text_width("…")
    ends = accumulate(map(_advance, words))
    kept = sum(1 for _ in takewhile(lambda end: end <= room, ends))
    return words[:kept].rstrip() + "…"


def text_width(words: str) -> float:
    """An estimate that errs on the wide side: the reader's fonts are not known here."""
    return sum(map(_advance, words))


def _advance(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return SIZE
    if character in "iljtfrI.,:;'’|!() ":
        return SIZE * 0.36
    if character in "mwMW@%…—⟦⟧":
        return SIZE * 0.95
    return SIZE * (0.72 if character.isupper() else 0.58)
