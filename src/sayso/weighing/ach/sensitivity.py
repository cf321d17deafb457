"""What the answer hangs on: what goes with a piece of evidence, what carries it, what may be staged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.matrices import Matrix, Staged
from sayso.weighing.ach.defaults import Defaults
from sayso.weighing.ach.fares import CLOSE, Standing, priors, softmax
from sayso.weighing.ach.pieces import MIDDLE, Pieces, mixed
from sayso.weighing.ach.wording import listed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.weighing.ach.pieces import Floats

_CARRIES = 1e-6
_MOST_CARRYING = 3


@dataclass(frozen=True, slots=True)
class Without:
    """What comes to the logits and the inconsistency (N x H) when pieces turn out to be false or planted."""

    pieces: NDArray[np.intp]
    """N x 1, or N x 2."""
    logits: Floats
    against: Floats


def singles(pieces: Pieces) -> Without:
    """Each piece taken out by itself; what its origin says besides keeps its one voice."""
    import numpy as np

    return without(pieces, np.arange(len(pieces.members), dtype=np.intp)[:, None])


def without(pieces: Pieces, taken: NDArray[np.intp]) -> Without:
    """Of each origin that loses something: its voice after, less its voice before.

    Two pieces of one origin are taken out together, for what is left of it depends on both.
    """
    import numpy as np

    if not len(taken):
        empty = np.zeros((0, len(pieces.hypotheses)))
        return Without(taken, empty, empty)
    same = pieces.origin[taken[:, 0]] == pieces.origin[taken[:, -1]]
    every = np.arange(len(pieces.members), dtype=np.intp)[:, None]
    changes = []
    for says in (pieces.says[MIDDLE], pieces.against):
        change = _lost(pieces, says, every)[taken].sum(axis=1)
        if taken.shape[1] > 1 and same.any():
            change[same] = _lost(pieces, says, taken[same])
        changes.append(change)
    return Without(taken, changes[0], changes[1])


def _lost(pieces: Pieces, says: Floats, taken: NDArray[np.intp]) -> Floats:
    """N x H: what the one voice of an origin loses with these pieces of it (N x k)."""
    import numpy as np

    weighted = pieces.weight[:, None] * says
    at = taken[:, 0]
    sums, whole = pieces.of_origin(weighted)[at], pieces.of_origin(pieces.weight)[at]
    rest = whole - pieces.weight[taken].sum(axis=1)
    # What is left after all of an origin went is rounding, and may not be divided by itself.
    gone = rest <= CLOSE
    after = (sums - weighted[taken].sum(axis=1)) / np.where(gone, 1.0, rest)[:, None]
    before = sums / np.where(whole == 0, 1.0, whole)[:, None]
    return np.where(gone[:, None], 0.0, after) - before


def carrying(pieces: Pieces, standing: Standing, alone: Without, leader: str) -> tuple[str, ...]:
    """The rows, at most three, without which the leader loses most of its odds against all the others."""
    if not pieces.members or len(pieces.hypotheses) < 2:
        return ()
    at = pieces.hypotheses.index(leader)
    lost = _odds_of(standing.logits[None], at) - _odds_of(standing.logits + alone.logits, at)
    order = sorted(range(len(lost)), key=lambda i: (-round(float(lost[i]), 9), i))
    return tuple(pieces.members[i][0] for i in order[:_MOST_CARRYING] if lost[i] > _CARRIES)


def _odds_of(logits: Floats, at: int) -> Floats:
    """Log odds of one against the rest. Of probabilities near 1 nothing would be left to compare."""
    import numpy as np

    rest = np.delete(logits, at, axis=1)
    most = rest.max(axis=1)
    odds: Floats = logits[:, at] - most - np.log(np.exp(rest - most[:, None]).sum(axis=1))
    return odds


def staged(matrix: Matrix, pieces: Pieces, defaults: Defaults) -> tuple[Staged, ...]:
    """For each hypothesis with motives: how things stand without what its author would want us to find.

    That it would be wanted is no evidence that it was done: planted rows count for nothing under every
    hypothesis, its author's among them.
    """
    found = []
    for name in pieces.hypotheses:
        wanted = {row.id for row in matrix.rows if name in row.motives}
        at = [i for i, members in enumerate(pieces.members) if wanted.intersection(members)]
        if not at:
            continue
        gone, half = (_odds(matrix, pieces, at, p) for p in (1.0, defaults.suspicion))
        leader = max(range(len(gone)), key=lambda i: (round(float(gone[i]), 9), -i))
        own = pieces.hypotheses.index(name)
        rows = tuple(row for i in at for row in pieces.members[i])
        verb = "is" if len(rows) == 1 else "are"
        why = (
            f"If {name} holds, {listed(rows)} {verb} what its author would want us to find. "
            f"Without, {pieces.hypotheses[leader]} leads ({gone[leader]:.0%}; {name}: {gone[own]:.0%}). "
            f"Were each as likely staged as not, {name} would stand at {half[own]:.0%}."
        )
        found.append(
            Staged(
                name,
                rows,
                pieces.hypotheses[leader],
                float(gone[leader]),
                float(gone[own]),
                float(half[own]),
                why,
            )
        )
    return tuple(found)


def _odds(matrix: Matrix, pieces: Pieces, at: Sequence[int], planted: float) -> Floats:
    """Probabilities if these pieces are at most so much to be trusted."""
    import numpy as np

    by_id = {h.id: h for h in matrix.hypotheses}
    trust = pieces.trust.copy()
    trust[list(at)] = np.minimum(trust[list(at)], 1 - planted)
    # What is not planted keeps its part of its origin's voice; what is planted loses it.
    weight = np.where(pieces.weight > 0, np.minimum(pieces.weight, trust), 0.0)
    whole = np.zeros(int(pieces.origin.max()) + 1)
    np.add.at(whole, pieces.origin, weight)
    share = weight / np.where(whole == 0, 1.0, whole)[pieces.origin]
    says = mixed(pieces.logs[MIDDLE], trust[:, None])
    prior = np.log(priors([by_id[name] for name in pieces.hypotheses]))
    return softmax(prior + (share[:, None] * says).sum(axis=0))
