"""What the answer hangs on: rows that carry it, rows that turn it, rows an author would have staged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.matrices import Matrix, Staged, Turn, TurnBy
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

    return _without(pieces, np.arange(len(pieces.members), dtype=np.intp)[:, None])


def pairs(pieces: Pieces, among: NDArray[np.intp]) -> Without:
    """Each two of those pieces."""
    import numpy as np

    first, second = np.triu_indices(len(among), k=1)
    return _without(pieces, np.stack([among[first], among[second]], axis=1))


def _without(pieces: Pieces, taken: NDArray[np.intp]) -> Without:
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


def carrying(pieces: Pieces, standing: Standing, without: Without, leader: str) -> tuple[str, ...]:
    """The rows, at most three, without which the leader loses most of its odds against all the others."""
    if not pieces.members or len(pieces.hypotheses) < 2:
        return ()
    at = pieces.hypotheses.index(leader)
    lost = _odds_of(standing.logits[None], at) - _odds_of(standing.logits + without.logits, at)
    order = sorted(range(len(lost)), key=lambda i: (-round(float(lost[i]), 9), i))
    return tuple(pieces.members[i][0] for i in order[:_MOST_CARRYING] if lost[i] > _CARRIES)


def _odds_of(logits: Floats, at: int) -> Floats:
    """Log odds of one against the rest. Of probabilities near 1 nothing would be left to compare."""
    import numpy as np

    rest = np.delete(logits, at, axis=1)
    most = rest.max(axis=1)
    odds: Floats = logits[:, at] - most - np.log(np.exp(rest - most[:, None]).sum(axis=1))
    return odds


def turning_alone(found: Sequence[Turn]) -> list[str]:
    """Rows that by themselves change which hypothesis is most probable."""
    return [turn.rows[0] for turn in found if len(turn.rows) == 1 and turn.by != "inconsistency"]


def turns(pieces: Pieces, standing: Standing, defaults: Defaults) -> tuple[tuple[Turn, ...], int]:
    """Single pieces that turn the order, then pairs of others, most decisive first; and how many more."""
    import numpy as np

    if len(pieces.hypotheses) < 2 or not pieces.members:
        return (), 0
    one = _turning(pieces, standing, singles(pieces))
    turning = {row for turn in one for row in turn.rows}
    others = [i for i, members in enumerate(pieces.members) if members[0] not in turning]
    two = _turning(pieces, standing, pairs(pieces, np.array(others, dtype=np.intp)))
    kept = two[: defaults.most_pairs]
    return (*one, *kept), len(two) - len(kept)


def _turning(pieces: Pieces, standing: Standing, without: Without) -> list[Turn]:
    import numpy as np

    logits = standing.logits + without.logits
    against = standing.against + without.against
    leading = logits >= logits.max(axis=1, keepdims=True) - CLOSE
    least = against <= against.min(axis=1, keepdims=True) + CLOSE
    led = standing.logits >= standing.logits.max() - CLOSE
    was_least = standing.against <= standing.against.min() + CLOSE
    by_probability = (leading != led).any(axis=1)
    # A tie that is only broken has no new leader: with marks of a few points ties are common.
    by_inconsistency = (least & ~was_least).any(axis=1)
    probabilities = softmax(logits)
    found = []
    for n in np.flatnonzero(by_probability | by_inconsistency):
        by: TurnBy = "both" if by_probability[n] and by_inconsistency[n] else "inconsistency"
        if by_probability[n] and not by_inconsistency[n]:
            by = "probability"
        now, before = (leading[n], led) if by_probability[n] else (least[n], was_least)
        fresh = np.flatnonzero(now & ~before)
        leader = int(fresh[0]) if len(fresh) else int(np.flatnonzero(now)[0])
        members = [pieces.members[i] for i in without.pieces[n]]
        even = [pieces.hypotheses[i] for i in np.flatnonzero(now) if i != leader]
        found.append(_turn(members, by, (pieces.hypotheses[leader], float(probabilities[n, leader])), even))
    order = {"both": 0, "probability": 1, "inconsistency": 2}
    return sorted(found, key=lambda t: (order[t.by], -round(t.probability, 9)))


def _turn(members: Sequence[tuple[str, ...]], by: TurnBy, to: tuple[str, float], even: Sequence[str]) -> Turn:
    rows = tuple(m[0] for m in members)
    copies = tuple(row for m in members for row in m[1:])
    leader, probability = to
    what = " and ".join(rows) + (f", with {_copies(copies)}" if copies else "")
    then = f"{' and '.join(sorted([leader, *even]))} then lead together" if even else f"{leader} then leads"
    measure = {
        "both": "by probability and by inconsistency",
        "probability": "by probability, not by inconsistency",
        "inconsistency": "by inconsistency, not by probability",
    }[by]
    verb = "is" if len(rows) == 1 and not copies else "are"
    why = f"If {what} {verb} false or planted, {then} {measure} ({leader}: {probability:.0%})."
    return Turn(rows, leader, probability, why, by, copies)


def _copies(rows: Sequence[str]) -> str:
    return f"{'its copy' if len(rows) == 1 else 'the copies'} {', '.join(rows)}"


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
