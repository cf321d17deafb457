"""Trust: how likely an attribution that the network proposes is right.

The scores of single words are sure of themselves beyond reason. A logistic regression over what is known
of a proposal, fitted on the tune part (`training/calibrate.py`), makes a probability of them: of all that
get 0.7, seven in ten are right (Platt 1999; Guo et al. 2017).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.models.trained.decoding import Floats
    from sayso.models.trained.finding import Range

_KNEE = 2.0
"""Log odds of a cue from which more of them says less."""
_FAR = 30
_LEAST = 1e-3
_ALIKE = 0.5
"""Contents that share this much of their words are two readings of one thing."""


def facts(
    odds: float, cue: Range, roles: Floats, source: Sequence[Range], content: Sequence[Range]
) -> dict[str, float]:
    """What bears on whether a proposal is right.

    `roles` are the shares of the labels of each word of the window; the ranges count in its words.
    """
    voice, said = roles[:, 1] + roles[:, 2], roles[:, 3] + roles[:, 4]
    inside = [i for a, b in content for i in range(a, b)]
    speaks = [i for a, b in source for i in range(a, b)]
    return {
        "odds": odds,
        "odds, lower": min(odds, _KNEE),
        "odds with a source": odds if speaks else 0.0,
        "source": float(bool(speaks)),
        "source, mean": float(voice[speaks].mean()) if speaks else 0.0,
        "source, most": log(float(voice.max()) + _LEAST),
        "content, mean": log(float(said[inside].mean()) + _LEAST) if inside else log(_LEAST),
        "content, least": log(float(said[inside].min()) + _LEAST) if inside else log(_LEAST),
        "content, spread": float(said.sum()) / max(len(inside), 1),
        "content, words": log(1 + len(inside)),
        "content, parted": float(len(content) > 1),
        "cue, words": float(cue[1] - cue[0]),
        "cue, away": min(abs(inside[0] - cue[1]), _FAR) / 10 if inside else _FAR / 10,
    }


def rivals(odds: Sequence[float], contents: Sequence[Sequence[Range]]) -> list[tuple[bool, bool]]:
    """Of each proposal of a text: whether another has much the same content, and whether a surer one has."""
    order = sorted(range(len(contents)), key=lambda i: contents[i][0][0])
    out = [(False, False)] * len(contents)
    for at, i in enumerate(order):
        end = contents[i][-1][1]
        for j in order[at + 1 :]:
            if contents[j][0][0] >= end:
                break
            if _alike(contents[i], contents[j]):
                out[i] = (True, out[i][1] or odds[j] > odds[i])
                out[j] = (True, out[j][1] or odds[i] > odds[j])
    return out


def _alike(one: Sequence[Range], other: Sequence[Range]) -> bool:
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    whole = sum(b - a for a, b in (*one, *other)) - shared
    return shared >= _ALIKE * whole


def probability(known: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """By the weights of the facts and that of none, which is called "base"."""
    total = weights["base"] + sum(weights.get(name, 0.0) * value for name, value in known.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
