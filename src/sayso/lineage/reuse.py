"""Reuse: candidates aligned word by word, and of what they share told what is boilerplate.

for found in reuse(pairs(store), texts):   # texts: numbers → texts, e.g. of the ledger
    found.passages                         # make a link
    found.standing                         # shared as well, but boilerplate: make none
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from sayso.lineage.alignment import verify
from sayso.lineage.alignment.words import words
from sayso.lineage.boilerplate import Standing, judged
from sayso.lineage.fingerprints import Candidate, Run, pairs
from sayso.lineage.fingerprints.pairing import answers
from sayso.lineage.links import Passage

if TYPE_CHECKING:
    from sayso.lineage.boilerplate import Bearers

__all__ = ["Candidate", "Reuse", "Texts", "pairs", "reuse"]

Texts: TypeAlias = Callable[[Sequence[int]], Mapping[int, str]]
"""The texts of documents by number; one that is left out, e.g. forgotten meanwhile, is passed over."""

LEAST = 10
"""Words in common from which on a passage is reuse: shorter ones are phrases that anybody may use."""
BATCH = 512
"""Candidates whose texts are in memory at once."""
TASK = 32
"""Candidates that a task aligns."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """What two documents share."""

    one: int
    """Number of the earlier by time, then by number."""
    other: int
    passages: tuple[Passage, ...]
    """Those that make a link; may be empty."""
    standing: tuple[Standing, ...] = ()
    """Passages that are boilerplate, each with its reason."""


@dataclass(frozen=True, slots=True)
class Work:
    """Candidates with all that their alignment needs."""

    candidates: tuple[Candidate, ...]
    texts: Mapping[int, str]
    """Of all documents in it."""


def reuse(
    candidates: Iterable[Candidate],
    texts: Texts,
    *,
    bearers: Bearers | None = None,
    run: Run = map,
    batch: int = BATCH,
) -> Iterator[Reuse]:
    """What the candidates share, for those that share anything; in their order where `run` keeps it.

    `bearers` tells where else a passage stands (see `boilerplate.Recurrence`); without it boilerplate is
    known by its words alone.

    Raises:
        StopRun: a worker was lost.
    """
    source = iter(candidates)
    while held := list(islice(source, batch)):
        at_hand = texts(sorted({number for pair in held for number in (pair.one, pair.other)}))
        for found in answers(run, align, _works(held, at_hand), tuple):
            for pair in found:
                told = _told(pair, at_hand, bearers)
                if told.passages or told.standing:
                    yield told


def align(work: Work) -> tuple[Reuse, ...]:
    """What each pair shares, where it shares anything."""
    aligned = (
        Reuse(pair.one, pair.other, verify(work.texts[pair.one], work.texts[pair.other], pair.seeds))
        for pair in work.candidates
    )
    return tuple(found for found in aligned if found.passages)


def _works(held: Sequence[Candidate], texts: Mapping[int, str]) -> Iterator[Work]:
    whole = [pair for pair in held if pair.one in texts and pair.other in texts]
    for low in range(0, len(whole), TASK):
        part = tuple(whole[low : low + TASK])
        yield Work(part, {number: texts[number] for pair in part for number in (pair.one, pair.other)})


def _told(found: Reuse, texts: Mapping[int, str], bearers: Bearers | None) -> Reuse:
    long = [passage for passage in found.passages if _in_common(passage, texts[found.one]) >= LEAST]
    told = tuple(judged(long, texts[found.one], texts[found.other], bearers))
    standing = tuple(each for each in told if isinstance(each, Standing))
    passages = tuple(each for each in told if isinstance(each, Passage))
    return Reuse(found.one, found.other, passages, standing)


def _in_common(passage: Passage, text: str) -> float:
    """About how many words both sides of a passage have."""
    inside = words(text)
    return passage.likeness * (inside.at(passage.one.end - 1) - inside.at(passage.one.start) + 1)
