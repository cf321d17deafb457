"""Names against names: the passage speaks of the same, but of somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.sides import Side, share
from sayso.findings import Check

_DECIDING = 0.85


def check(claim: Side, passage: Side) -> Iterator[Check]:
    """A name of the claim that the passage has not, where it has another in the same sentence."""
    for mine in claim.stated.names:
        words = _senses(mine)
        if not words or words & passage.senses:
            continue
        for sentence in passage.sentences:
            text = passage.at(sentence.span)
            others = [n for n in passage.stated.names if n in text and not _senses(n) & claim.senses]
            others = [n for n in others if _beside(claim, mine) == _beside(passage, n)]
            if others and share(claim, passage, sentence, without=words) >= _DECIDING:
                why = f"the passage says it of “{others[0]}”, and does not name “{mine}”"
                yield Check("entity", "refutes", why, mine, others[0], decides=False)
                break


def _beside(side: Side, name: str) -> frozenset[tuple[int, str]]:
    """The words next to a name, each with the side on which it stands."""
    at = side.text.find(name)
    before = [w for w in side.words if w.span.end <= at][-1:]
    after = [w for w in side.words if w.span.start >= at + len(name)][:1]
    return frozenset((i, w.sense) for i, w in [*((0, w) for w in before), *((1, w) for w in after)])


def _senses(name: str) -> frozenset[str]:
    words = [w.casefold().strip(".,'’") for w in name.split()]
    return frozenset(vocabulary.sense(w) for w in words if w not in vocabulary.words("empty"))
