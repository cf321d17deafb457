"""Which pairs are tied: shared mistakes tell, shared truth and common mistakes do not."""

import math

import numpy as np
import pytest

from sayso.settlements import Statement
from sayso.weighing.settling.aspects import aspects
from sayso.weighing.settling.learning import Learned, learn
from sayso.weighing.settling.reliability import Reliability, intervals
from sayso.weighing.settling.truth import log_gamma
from weighing.drawn_panels import plain_panel

HONEST = [f"h{n}" for n in range(6)]


def learned(*pair: list[str], honest: list[list[str]] | None = None) -> Learned:
    """Two sources of one list of values each, beside six honest ones who each make a mistake of their own."""
    size = len(pair[0])
    lists = honest or [[f"wrong {n}" if o % 12 == n else "true" for o in range(size)] for n in range(6)]
    said = dict(zip([*HONEST, "x", "y"], [*lists, *pair], strict=True))
    statements = [
        Statement(f"o{o}", f"{value} {o}", name)
        for name, values in said.items()
        for o, value in enumerate(values)
        if value
    ]
    return learn(plain_panel(statements))


def tied(found: Learned) -> bool:
    sources = list(found.layout.panel.sources)
    home = found.grouping.of_source
    return bool(home[sources.index("x")] == home[sources.index("y")])


def test_mistakes_that_two_alone_share_tie_them() -> None:
    values = ["odd" if o % 3 == 0 else "true" for o in range(60)]
    assert tied(learned(values, values))


def test_truth_that_two_share_does_not_however_much() -> None:
    assert not tied(learned(["true"] * 60, ["true"] * 60))


def test_as_many_mistakes_of_their_own_do_not() -> None:
    one = ["odd x" if o % 3 == 0 else "true" for o in range(60)]
    other = ["odd y" if o % 3 == 0 else "true" for o in range(60)]
    assert not tied(learned(one, other))


def test_a_mistake_that_most_make_does_not() -> None:
    common = [["common" if (o + n) % 4 == 0 else "true" for o in range(60)] for n in range(6)]
    pair = [["common" if (o + n) % 4 == 0 else "true" for o in range(60)] for n in (0, 2)]
    assert not tied(learned(*pair, honest=common))


def test_a_copier_that_is_often_different_is_still_tied_and_counts_for_more() -> None:
    first = ["odd" if o % 3 == 0 else "true" for o in range(90)]
    always = learned(first, first)
    often = learned(first, [f"own {o}" if o % 6 == 1 else value for o, value in enumerate(first)])
    assert tied(always) and tied(often)
    place = list(often.layout.panel.sources).index("y")
    assert often.grouping.copied[place] < always.grouping.copied[place]


def test_the_reason_names_the_values_that_give_it_away() -> None:
    from sayso.weighing.settling.reasons import settlement

    values = ["odd" if o % 3 == 0 else "true" for o in range(60)]
    (group,) = settlement(learned(values, values), "test").groups
    assert "20 values that are probably wrong" in group.why and "odd" in group.why
    assert "no other source" in group.why


def test_reliability_is_learned_for_each_aspect() -> None:
    """x is right about gates and wrong about times; the name of the object tells which is which."""
    said = [
        Statement(f"{o} {aspect}", "true" if (o + n) % 10 else f"wrong {n}", f"h{n}")
        for aspect in ("gate", "arrival")
        for o in range(40)
        for n in range(4)
    ]
    said += [Statement(f"{o} gate", "true", "x") for o in range(40)]
    said += [Statement(f"{o} arrival", f"odd {o}", "x") for o in range(40)]
    found = learn(plain_panel(said))
    x = list(found.layout.panel.sources).index("x")
    odds = found.reliability.odds[found.layout.speaker == x]
    assert len(odds) == 2 and np.ptp(odds) > 2


def test_objects_whose_names_end_alike_have_one_aspect() -> None:
    panel = plain_panel([Statement(f"{o} Population2000", "1", "a") for o in range(40)])
    assert not aspects(panel).any()


@pytest.mark.parametrize("x", [0.05, 0.5, 1.0, 5.0, 100.5, 12_345.6])
def test_log_gamma(x: float) -> None:
    assert log_gamma(np.array([x]))[0] == pytest.approx(math.lgamma(x), rel=1e-8, abs=1e-8)


def test_intervals_are_those_of_the_beta_distribution() -> None:
    """Quantiles of Beta(1, 1) and of Beta(2, 1), whose distribution function is the square."""
    low, high = intervals(Reliability(np.array([1.0, 2.0]), np.array([1.0, 1.0]), np.zeros(2)))
    assert low == pytest.approx([0.05, 0.05**0.5], abs=0.002)
    assert high == pytest.approx([0.95, 0.95**0.5], abs=0.002)
