"""AccuCopy: Accu, with the votes of sources that probably copied discounted.

Two sources that share values which are probably wrong probably depend on one another; values that both have
right say little, for there is but one right value. An object's sources are taken in one order, the most
accurate first, and each vote counts as far as it is not copied from one before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.settlements import Group, Panel, Settlement
from sayso.weighing.methods.accu import ENOUGH, FALSE, LEAST, MOST, believed, probabilities

if TYPE_CHECKING:
    from sayso.weighing.counting import Flags, Floats, Ints
    from sayso.weighing.overlaps import Overlaps

METHOD = "accucopy 1"
PAPER = (
    "Xin Luna Dong, Laure Berti-Equille, Divesh Srivastava: Integrating Conflicting Data: The Role of Source "
    "Dependence. PVLDB 2(1), 2009"
)
ALPHA, COPIED = 0.2, 0.8
"""The paper's alpha, how likely two sources depend before their values are compared, and its c, how much of
its values one that copies has from the other."""
TIED = 0.5
"""From which probability on two sources are shown as a group."""
MOST_ROUNDS = 30
"""Rounds may alternate for ever between two truths of a contested object: the paper stops them too."""


@dataclass(frozen=True, slots=True)
class _State:
    accuracy: Floats
    probability: Floats
    """Of each option."""
    dependence: Floats
    """Of each pair."""
    independent: Floats
    """Of each statement."""


def settle(panel: Panel) -> Settlement:
    import numpy as np

    from sayso.weighing.counting import Found, settlement
    from sayso.weighing.overlaps import overlaps

    pairs = overlaps(panel)
    state = _first(panel, pairs)
    rounds = 0
    while rounds < MOST_ROUNDS:
        rounds += 1
        before, state = state, _next(panel, pairs, state)
        if np.abs(state.accuracy - before.accuracy).max(initial=0) < ENOUGH:
            break
    found = Found(state.probability, state.accuracy, state.independent, _groups(panel, pairs, state), rounds)
    return settlement(panel, METHOD, found)


def _first(panel: Panel, pairs: Overlaps) -> _State:
    """What Accu ends with."""
    import numpy as np

    accuracy, probability, _ = believed(panel)
    alone = np.ones(len(panel.claim_option))
    return _State(accuracy, probability, np.zeros(len(pairs.one)), alone)


def _next(panel: Panel, pairs: Overlaps, state: _State) -> _State:
    import numpy as np

    from sayso.weighing.counting import best, per_source

    dependence = _dependence(pairs, best(panel, state.probability), state.accuracy)
    independent = _independent(panel, pairs, dependence, state.accuracy)
    probability = probabilities(panel, state.accuracy, independent)
    accuracy = np.clip(per_source(panel, probability), LEAST, MOST)
    return _State(accuracy, probability, dependence, independent)


def _dependence(pairs: Overlaps, right: Flags, accuracy: Floats) -> Floats:
    """Of each pair: that one copies from the other, by Bayes' rule over no copying and both directions."""
    import numpy as np

    true = pairs.count(right.astype(np.float64))
    false = pairs.shared - true
    differ = pairs.both - pairs.shared
    first, second = accuracy[pairs.one], accuracy[pairs.other]
    same_true = first * second
    same_false = (1 - first) * (1 - second) / FALSE
    apart = np.maximum(1 - same_true - same_false, 1e-12)

    def likelihood(original: Floats) -> Floats:
        """That the pair's values are as they are when one copies from an original so accurate."""
        found: Floats = (
            true * np.log(original * COPIED + same_true * (1 - COPIED))
            + false * np.log((1 - original) * COPIED + same_false * (1 - COPIED))
            + differ * np.log(apart * (1 - COPIED))
        )
        logs: Floats = found + np.log(ALPHA / 2)
        return logs

    alone = true * np.log(same_true) + false * np.log(same_false) + differ * np.log(apart) + np.log(1 - ALPHA)
    either = np.logaddexp(likelihood(first), likelihood(second))
    found: Floats = 1 / (1 + np.exp(np.clip(alone - either, -700, 700)))
    return found


def _independent(panel: Panel, pairs: Overlaps, dependence: Floats, accuracy: Floats) -> Floats:
    """Of each statement: the probability that its source has it from none that comes before it."""
    import numpy as np

    from sayso.weighing.counting import by_source

    order = np.lexsort((-by_source(panel), -accuracy))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    logs = np.log1p(-COPIED * dependence)
    later = np.where(place[pairs.one] > place[pairs.other], 0, 1)
    found: Floats = np.exp(pairs.onto_claims(logs, later, len(panel.claim_option)))
    return found


def _groups(panel: Panel, pairs: Overlaps, state: _State) -> list[Group]:
    from sayso.weighing.counting import best
    from sayso.weighing.overlaps import joined

    tied: Ints = (state.dependence > TIED).nonzero()[0]
    right = best(panel, state.probability)
    true = pairs.count(right.astype(float))
    found = []
    for members, ties in joined(pairs, tied, state.dependence):
        names = tuple(sorted(panel.sources[n] for n in members))
        wrong = int((pairs.shared - true)[ties].sum())
        same, both = int(pairs.shared[ties].sum()), int(pairs.both[ties].sum())
        example = _example(panel, pairs, ties, right)
        shared = f"by pairs they give the same value {same:,} times of {both:,}"
        weakest = float(state.dependence[ties].min())
        found.append(Group(names, weakest, f"{shared}, {wrong:,} times a probably wrong one{example}"))
    return sorted(found, key=lambda g: (-len(g.sources), -g.probability, g.sources))


def _example(panel: Panel, pairs: Overlaps, ties: Ints, right: Flags) -> str:
    """The wrong value that most ties share."""
    import numpy as np

    among = np.isin(pairs.entry_pair, ties)
    options = panel.claim_option[pairs.entry_claims[0][among]]
    options = options[~right[options]]
    if not len(options):
        return ""
    option = int(np.bincount(options).argmax())
    object = panel.objects[panel.option_object[option]]
    return f", such as {panel.options[option]!r} for {object!r}"
