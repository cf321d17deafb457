"""CRH: truths and weights of sources that make the weighted loss of all statements least.

Loss is 0 or 1 for what is not a number, and for figures the distance from the truth, by the standard
deviation of the object's values. The method gives a truth and no distribution: an option's probability is
the softmax of minus its loss, whose highest is the method's own choice; nobody should take it for calibrated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.settlements import MEASURES, Panel, Settlement

if TYPE_CHECKING:
    from sayso.weighing.counting import Flags, Floats, Ints

METHOD = "crh 1"
PAPER = (
    "Qi Li, Yaliang Li, Jing Gao, Bo Zhao, Wei Fan, Jiawei Han: Resolving Conflicts in Heterogeneous Data by "
    "Truth Discovery and Source Reliability Estimation. SIGMOD 2014"
)
MOST_ROUNDS = 100
ENOUGH = 1e-6
_LEAST_LOSS = 1e-6
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def settle(panel: Panel) -> Settlement:
    import numpy as np

    from sayso.weighing.counting import Found, best, per_source, settlement, softmax

    numbers = _numbers(panel)
    scale = _spread(panel, numbers)
    weights, rounds = np.ones(len(panel.sources)), 0
    cost = _cost(panel, weights, numbers, scale)
    while rounds < MOST_ROUNDS:
        rounds += 1
        before, weights = weights, _weights(panel, best(panel, -cost), numbers, scale)
        cost = _cost(panel, weights, numbers, scale)
        if np.abs(weights - before).max(initial=0) < ENOUGH:
            break
    right = best(panel, -cost).astype(np.float64)
    return settlement(panel, METHOD, Found(softmax(panel, -cost), per_source(panel, right), rounds=rounds))


def _numbers(panel: Panel) -> Floats:
    """Of each option the figure that it starts with; NaN where its object is not one of figures."""
    import numpy as np

    figures = panel.measures[panel.option_object] == MEASURES.index("number")
    found = np.full(len(panel.options), np.nan)
    for option in np.flatnonzero(figures).tolist():
        # Grouped thousands and spaces are no part of the figure.
        if match := _NUMBER.search(re.sub(r"(?<=\d)[,\s](?=\d{3})", "", panel.options[option])):
            found[option] = float(match[0])
    return found


def _spread(panel: Panel, numbers: Floats) -> Floats:
    """Of each object the standard deviation of its statements' figures; 1 where they are all one."""
    import numpy as np

    stated = np.nan_to_num(numbers)
    known = np.isfinite(numbers)[panel.claim_option].astype(np.float64)
    object_of = panel.option_object[panel.claim_option]
    size = len(panel.objects)
    count = np.maximum(np.bincount(object_of, known, size), 1)
    mean = np.bincount(object_of, known * stated[panel.claim_option], size) / count
    away = stated[panel.claim_option] - mean[object_of]
    spread = np.sqrt(np.bincount(object_of, known * away**2, size) / count)
    return np.where(spread > 0, spread, 1.0)


def _weights(panel: Panel, chosen: Flags, numbers: Floats, scale: Floats) -> Floats:
    """Minus the logarithm of a source's mean loss as a share of the sum of all sources' (formula 5)."""
    import numpy as np

    from sayso.weighing.counting import by_object, by_source, per_source

    truth = by_object(panel, np.where(chosen, np.nan_to_num(numbers), 0.0))
    compared = _compared(panel, chosen, numbers)
    away = np.abs(np.nan_to_num(numbers) - truth[panel.option_object]) / scale[panel.option_object]
    loss = per_source(panel, np.where(compared, away, 1.0 - chosen))
    loss = np.where(by_source(panel) > 0, np.maximum(loss, _LEAST_LOSS), 0)
    weights: Floats = -np.log(np.maximum(loss, _LEAST_LOSS) / max(loss.sum(), _LEAST_LOSS))
    return weights


def _compared(panel: Panel, chosen: Flags, numbers: Floats) -> Flags:
    """Of each option: whether both it and its object's truth are figures."""
    import numpy as np

    from sayso.weighing.counting import by_object

    known = np.isfinite(numbers)
    told = by_object(panel, (chosen & known).astype(np.float64))
    return known & (told[panel.option_object] > 0)


def _cost(panel: Panel, weights: Floats, numbers: Floats, scale: Floats) -> Floats:
    """Of each option: the weighted loss of its object's statements if it were the truth."""
    import numpy as np

    from sayso.weighing.counting import by_object, by_option

    votes = by_option(panel, weights[panel.claim_source])
    cost = by_object(panel, votes)[panel.option_object] - votes
    known = np.flatnonzero(np.isfinite(numbers))
    if not len(known):
        return cost
    object_of, figures = panel.option_object, np.zeros(len(votes))
    figures[known] = votes[known]
    told, silent = by_object(panel, figures), by_object(panel, votes - figures)
    apart = _apart(panel, numbers, known) / scale
    cost = cost + ((apart - 1) * told)[object_of]
    cost[known] = (apart * silent)[object_of[known]]
    cost[known] += _distances(panel, votes, numbers, known) / scale[object_of[known]]
    return cost


def _apart(panel: Panel, numbers: Floats, known: Ints) -> Floats:
    """Of each object: how far what is no figure is from its figures, as far as the farthest of these."""
    import numpy as np

    least, most = np.full(len(panel.objects), np.inf), np.full(len(panel.objects), -np.inf)
    np.minimum.at(least, panel.option_object[known], numbers[known])
    np.maximum.at(most, panel.option_object[known], numbers[known])
    between: Floats = np.where(most > least, most - least, 1.0)
    return between


def _distances(panel: Panel, votes: Floats, numbers: Floats, known: Ints) -> Floats:
    """Of each option that is a figure: the sum of votes times distance over its object's figures.

    By running sums over sorted figures, so linear but for the sorting.
    """
    import numpy as np

    order = known[np.lexsort((numbers[known], panel.option_object[known]))]
    objects, figures, weight = panel.option_object[order], numbers[order], votes[order]
    starts = np.flatnonzero(np.r_[True, objects[1:] != objects[:-1]])
    piece = np.cumsum(np.r_[False, objects[1:] != objects[:-1]])
    # Figures count from their object's least: running sums over years and populations lose no digits so.
    away = figures - figures[starts][piece]
    below, mass = np.cumsum(weight), np.cumsum(weight * away)
    base = (below - weight)[starts][piece], (mass - weight * away)[starts][piece]
    below, mass = below - base[0], mass - base[1]
    ends = np.r_[starts[1:], len(order)] - 1
    total, whole = below[ends][piece], mass[ends][piece]
    found = np.zeros(len(votes))
    found[order] = away * below - mass + (whole - mass) - away * (total - below)
    distances: Floats = found[known]
    return distances
