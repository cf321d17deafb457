"""Pieces: how a pair of claim and evidence is laid out for the network, and long evidence in windows."""

from __future__ import annotations

from collections.abc import Sequence

BEGIN, END = 0, 2
LONGEST = 256
"""Pieces of a pair, marks included: training saw no longer ones."""
CLAIM = 96
"""Pieces of a claim that are read; the rest of a longer one is not."""
MARKS = 4
OVERLAP = 64
"""Pieces that neighbouring windows share at least, so that a sentence stands whole in one of them."""


def laid_out(claim: Sequence[int], evidence: Sequence[int]) -> list[list[int]]:
    """What the network reads of a pair: one row, or one for each window of evidence that is too long for one.
    None where either side has no piece."""
    if not claim or not evidence:
        return []
    claim = claim[:CLAIM]
    room = LONGEST - MARKS - len(claim)
    return [
        [BEGIN, *claim, END, END, *evidence[start : start + room], END]
        for start in starts(len(evidence), room, OVERLAP)
    ]


def starts(length: int, room: int, overlap: int) -> list[int]:
    """Where windows of `room` begin that cover `length`, spread evenly."""
    if length <= room:
        return [0]
    count = -(-(length - overlap) // (room - overlap))
    return [round(i * (length - room) / (count - 1)) for i in range(count)]
