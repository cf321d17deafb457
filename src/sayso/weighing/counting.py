"""Counting over a panel: what several settling methods do alike; linear in its statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.settlements import Group, Option, Panel, Settlement, Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

Z90 = 1.6448536269514722
"""Standard deviations that 90 % of a normal distribution lie within."""


def by_option(panel: Panel, weights: Floats | None = None) -> Floats:
    """Of each option: the sum of its statements' weights, or how many they are."""
    import numpy as np

    return np.bincount(panel.claim_option, weights, minlength=len(panel.options)).astype(np.float64)


def by_source(panel: Panel, weights: Floats | None = None) -> Floats:
    """The same of each source."""
    import numpy as np

    return np.bincount(panel.claim_source, weights, minlength=len(panel.sources)).astype(np.float64)


def by_object(panel: Panel, of_options: Floats) -> Floats:
    """Of each object: the sum over its options."""
    import numpy as np

    return np.bincount(panel.option_object, of_options, minlength=len(panel.objects)).astype(np.float64)


def highest(panel: Panel, of_options: Floats) -> Floats:
    """Of each object: the highest of its options; -inf where it has none."""
    import numpy as np

    found = np.full(len(panel.objects), -np.inf)
    np.maximum.at(found, panel.option_object, of_options)
    return found


def softmax(panel: Panel, scores: Floats, unseen: Floats | None = None) -> Floats:
    """Of each option: exp(score) as a share of its object's.

    Args:
        unseen: of each object, how many more options there are that nobody states, each of score 0.
    """
    import numpy as np

    top = highest(panel, scores)
    if unseen is not None:
        top = np.maximum(top, 0.0)
    raised = np.exp(scores - top[panel.option_object])
    total = by_object(panel, raised)
    if unseen is not None:
        total = total + unseen * np.exp(-top)
    shares: Floats = raised / total[panel.option_object]
    return shares


def best(panel: Panel, scores: Floats) -> Flags:
    """Of each option: whether it is its object's highest, the first of equals."""
    import numpy as np

    order = np.lexsort((np.arange(len(scores)), -scores, panel.option_object))
    first = np.ones(len(order), dtype=bool)
    first[1:] = panel.option_object[order][1:] != panel.option_object[order][:-1]
    found = np.zeros(len(order), dtype=bool)
    found[order[first]] = True
    return found


def per_source(panel: Panel, of_options: Floats) -> Floats:
    """Of each source: the mean over what it states; 0 where it states nothing."""
    import numpy as np

    told = by_source(panel)
    mean: Floats = by_source(panel, of_options[panel.claim_option]) / np.maximum(told, 1)
    return mean


def supported(panel: Panel, votes: Floats) -> Floats:
    """Of each option: the votes of the options near it, each as far as it is near."""
    import numpy as np

    one, other, far = panel.near
    return np.bincount(other, votes[one] * far, minlength=len(panel.options)).astype(np.float64)


def wilson(share: Floats, trials: Floats) -> tuple[Floats, Floats]:
    """The 90 % interval of a share seen in so many trials (Wilson, 1927)."""
    import numpy as np

    n = np.maximum(trials, 1e-9)
    middle = (share + Z90**2 / (2 * n)) / (1 + Z90**2 / n)
    half = Z90 / (1 + Z90**2 / n) * np.sqrt(share * (1 - share) / n + Z90**2 / (4 * n**2))
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


@dataclass(frozen=True, slots=True)
class Found:
    """What a method works out, by number; `settlement` names it."""

    probability: Floats
    """Of each option."""
    reliability: Floats | None = None
    """Of each source; None where the method learns none."""
    independent: Floats | None = None
    """Of each statement: how much it counts; None where each counts as one."""
    groups: Sequence[Group] = ()
    rounds: int = 0


def settlement(panel: Panel, method: str, found: Found) -> Settlement:
    return Settlement(
        options=list(_options(panel, found)),
        sources=[] if found.reliability is None else _sources(panel, found, found.reliability),
        groups=list(found.groups),
        method=method,
        rounds=found.rounds,
    )


def _options(panel: Panel, found: Found) -> Iterator[Option]:
    import numpy as np

    told = by_option(panel)
    weight = told if found.independent is None else by_option(panel, found.independent)
    order = np.lexsort((np.arange(len(told)), -found.probability, panel.option_object))
    columns = (order, panel.option_object[order], found.probability[order], told[order], weight[order])
    for option, object, probability, count, counted in zip(*(c.tolist() for c in columns), strict=True):
        yield Option(panel.objects[object], panel.options[option], probability, int(count), counted)


def _sources(panel: Panel, found: Found, reliability: Floats) -> list[Source]:
    import numpy as np

    told = by_source(panel)
    low, high = wilson(np.clip(reliability, 0, 1), told)
    copied = np.zeros(len(told))
    if found.independent is not None:
        copied = 1 - by_source(panel, found.independent) / np.maximum(told, 1)
    rows = zip(
        panel.sources, reliability.tolist(), low.tolist(), high.tolist(), told.tolist(), copied.tolist(),
        strict=True,
    )  # fmt: skip
    made = [Source(name, r, lo, hi, int(n), max(0.0, c)) for name, r, lo, hi, n, c in rows]
    return sorted(made, key=lambda one: (-one.reliability, -one.statements, one.source))
