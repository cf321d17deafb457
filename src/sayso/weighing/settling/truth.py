"""How likely each option is right, given how reliable the sources are and how much each claim counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.weighing.settling.aspects import aspects

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sayso.settlements import Panel

SPREADS = np.geomspace(1.0, 60.0, 18)
"""Values tried for how widely mistakes spread: the concentration of a Dirichlet process."""
STEPS = np.linspace(-2.4, 2.4, 7)
HEFT = -0.5 * STEPS**2
"""Standard deviations at which an object's hardness is tried, and the logarithm of their weight."""
LEAN = 0.3
"""Of the evidence for an option, what a like option gains at most."""
_SAMPLE = 60_000
_NAMELESS = re.compile(r"[\W\d_]*|[\W\d_]{0,20}(?:[\da-fA-F]{0,4}:){2,7}[\da-fA-F]{0,4}[\W\d_]{0,20}")
"""Of digits and signs alone (a number, an IPv4 address), or an IPv6 address."""


@dataclass(frozen=True)
class Layout:
    """What stays the same in every round."""

    panel: Panel
    claim_object: NDArray[np.int32]
    first_option: NDArray[np.int64]
    """Of each object."""
    voice: NDArray[np.int64]
    """Of each claim: the number of its source and aspect together."""
    speaker: NDArray[np.int64]
    """Of each voice: its source."""
    kind: NDArray[np.int64]
    """Of each source: 1 where it has no name but an address or a number. What is known of one tells of others
    of its kind, until it is known itself."""

    @property
    def options(self) -> int:
        return len(self.panel.option_object)

    def by_option(self, of_claims: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(self.panel.claim_option, of_claims, self.options).astype(np.float64, copy=False)

    def by_source(self, of_claims: NDArray[np.float64]) -> NDArray[np.float64]:
        sources = len(self.panel.sources)
        return np.bincount(self.panel.claim_source, of_claims, sources).astype(np.float64, copy=False)

    def by_voice(self, of_claims: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(self.voice, of_claims, len(self.speaker)).astype(np.float64, copy=False)

    def by_object(self, of_options: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(self.panel.option_object, of_options, len(self.panel.objects)).astype(
            np.float64, copy=False
        )


def lay_out(panel: Panel) -> Layout:
    first = np.searchsorted(panel.option_object, np.arange(len(panel.objects)))
    kind = np.array([_NAMELESS.fullmatch(source) is not None for source in panel.sources], np.int64)
    claim_object = panel.option_object[panel.claim_option]
    aspect = aspects(panel)
    width = int(aspect.max(initial=0)) + 1
    voices, voice = np.unique(panel.claim_source * width + aspect[claim_object], return_inverse=True)
    return Layout(panel, claim_object, first, voice, voices // width, kind)


@dataclass(frozen=True)
class Manner:
    """How mistakes come about."""

    spread: float = 5.0
    """Concentration of the process that mistakes are drawn from: the larger, the rarer do they coincide."""
    hardness: float = 1.0
    """How unlike objects are: the standard deviation of a shift of all sources' log odds of being right."""


@dataclass(frozen=True)
class Belief:
    """What follows for the options."""

    right: NDArray[np.float64]
    """Of each option; what is missing from 1 is that none of its object's is right."""
    shift: NDArray[np.float64]
    """Of each object: how much easier than usual it is, the posterior mean."""
    hardness: float
    """The standard deviation of the shifts that these claims speak for."""


def believe(layout: Layout, odds: NDArray[np.float64], weight: NDArray[np.float64], manner: Manner) -> Belief:
    """Of each option the probability that it is right.

    The model: a source states the truth with its reliability, less on an object that is hard for all, and
    else draws a mistake from a Chinese restaurant process, so that a mistake that some made is one that
    others make as well. A second value with many sources is then a common mistake rather than proof that
    the first is wrong (as with the popularity of false values in Dong, Saha & Srivastava, PVLDB 2012, "Less
    is more").

    Args:
        odds: of each voice, the log odds that it is right.
        weight: of each claim, how much it counts; below 1 where it may be copied.
    """
    chance = _coincidence(layout, layout.by_option(weight), manner.spread)
    object_of = layout.panel.option_object
    shifts = manner.hardness * STEPS
    right = np.empty((len(shifts), layout.options))
    every = np.empty((len(shifts), len(layout.panel.objects)))
    for at, shift in enumerate(shifts.tolist()):
        held = odds + shift
        failing = weight * np.logaddexp(0.0, held)[layout.voice]
        every[at] = HEFT[at] - np.bincount(layout.claim_object, failing, len(layout.panel.objects))
        # What is lent is shifted too: else, on a hard object, a like option outdoes the one that lifts it.
        gain = layout.by_option(weight * held[layout.voice]) + chance
        right[at] = gain + _leaning(layout.panel, gain) + every[at][object_of]
    top = np.maximum(np.maximum.reduceat(right.max(axis=0), layout.first_option), every.max(axis=0))
    right = np.exp(right - top[object_of])
    every = np.exp(every - top)
    for at in range(len(shifts)):
        every[at] += layout.by_object(right[at])
    total = every.sum(axis=0)
    spread = float(np.sqrt((shifts**2 @ every / total).mean()))
    return Belief(right.sum(axis=0) / total[object_of], shifts @ every / total, spread)


def _coincidence(layout: Layout, mass: NDArray[np.float64], spread: float) -> NDArray[np.float64]:
    """Of each option: how much less likely the claims are with those for it among the mistakes."""
    total = layout.by_object(mass)[layout.panel.option_object]
    chance = log_gamma(spread + total) - log_gamma(spread + total - mass) - log_gamma(np.maximum(mass, 1.0))
    return np.asarray(chance - np.log(spread))


def _leaning(panel: Panel, gain: NDArray[np.float64]) -> NDArray[np.float64]:
    """What options gain by others: all, from those they entail; a part, from those they resemble."""
    one, other, far = panel.near
    entails = far >= 1.0
    held = np.maximum(gain, 0.0)
    up = np.bincount(one[entails], held[other[entails]], len(gain))
    like = ~entails
    return np.asarray(up + np.bincount(other[like], LEAN * far[like] * held[one[like]], len(gain)))


def spread_of(layout: Layout, belief: NDArray[np.float64], weight: NDArray[np.float64]) -> float:
    """How widely mistakes spread: the concentration under which the mistakes seen are likeliest."""
    most = min(layout.options, _SAMPLE)
    objects = layout.panel.option_object[:most]
    mass, kinds = layout.by_option(weight), layout.by_object(np.ones(layout.options))
    wrong = np.maximum(layout.by_object(mass)[objects] - mass[:most], 0.0)
    others = kinds[objects] - 1.0
    seen = (wrong > 0) & (belief[:most] > 0.05)
    chance, wrong, others = belief[:most][seen], wrong[seen], others[seen]
    likely = [
        chance @ (others * np.log(a) + log_gamma(np.full(1, a)) - log_gamma(a + wrong)) - np.log(a) ** 2 / 8
        for a in SPREADS
    ]
    return float(SPREADS[int(np.argmax(likely))])


def log_gamma(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithm of the gamma function for x > 0 (Stirling's series seven further on, to nine digits)."""
    below = x * (x + 1) * (x + 2) * (x + 3) * (x + 4) * (x + 5) * (x + 6)
    y = x + 7.0
    part = 1 / (y * y)
    series = (1 / 12 - part * (1 / 360 - part / 1260)) / y
    return np.asarray((y - 0.5) * np.log(y) - y + 0.9189385332046727 + series - np.log(below))
