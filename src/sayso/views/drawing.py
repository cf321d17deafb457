"""A chain as a drawing: one box a voice, each a step to the right of the voice that cites it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import accumulate, takewhile

from sayso.views.article import Chain, Voice
from sayso.views.words import ACT_WORDS, BASIS_OF, STANCE_WORDS, Basis

WIDTH = 380
"""Units of the drawing; the page scales it to the column."""
PITCH, HEIGHT, STEP, DEEPEST = 38, 23, 20, 6
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
        y=top - 4.5,
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
