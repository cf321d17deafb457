"""Trust: what is known of a proposal, which proposals rival each other, and the probability made of it."""

from __future__ import annotations

from math import exp, log
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sayso.errors import StopRun
from sayso.models import trained
from sayso.models.trained import trust, weights
from sayso.models.trained.finding import Range, Tuning
from sayso.models.trained.network import Network
from sayso.models.trained.weights import Weights
from sayso.settings import Settings

SOURCE = [0.1, 0.8, 0.0, 0.1, 0.0]
CONTENT = [0.3, 0.1, 0.0, 0.2, 0.4]
NEITHER = [1.0, 0.0, 0.0, 0.0, 0.0]


def roles(*rows: list[float]) -> NDArray[np.float32]:
    return np.array(rows, dtype=np.float32)


def test_facts_count_what_the_roles_say() -> None:
    share = roles(SOURCE, NEITHER, CONTENT, [0.0, 0.0, 0.0, 0.5, 0.5])
    known = trust.facts(3.0, (1, 2), share, [(0, 1)], [(2, 4)])
    assert known["odds"] == known["odds with a source"] == 3.0
    assert known["odds, lower"] == 2.0
    assert known["source"] == 1.0
    assert known["source, mean"] == pytest.approx(0.8)
    assert known["source, most"] == pytest.approx(log(0.801), abs=1e-5)
    assert known["content, mean"] == pytest.approx(log(0.801), abs=1e-5)
    assert known["content, least"] == pytest.approx(log(0.601), abs=1e-5)
    assert known["content, spread"] == pytest.approx((0.1 + 0.6 + 1.0) / 2)
    assert known["content, words"] == pytest.approx(log(3))
    assert (known["content, parted"], known["cue, words"], known["cue, away"]) == (0.0, 1.0, 0.0)


def test_facts_of_a_proposal_without_source_or_content_are_finite() -> None:
    known = trust.facts(1.0, (0, 3), roles(NEITHER, NEITHER, NEITHER), [], [])
    assert (known["odds with a source"], known["source"], known["source, mean"]) == (0.0, 0.0, 0.0)
    assert (
        known["content, mean"] == known["content, least"] == known["source, most"] == pytest.approx(log(1e-3))
    )
    assert (known["cue, words"], known["cue, away"]) == (3.0, 3.0)


def test_facts_tell_parted_and_far_contents() -> None:
    share = roles(*[NEITHER] * 50)
    parted = trust.facts(0.0, (4, 5), share, [], [(0, 2), (7, 9)])
    assert (parted["content, parted"], parted["cue, away"]) == (1.0, 0.5)
    far, farther = (trust.facts(0.0, (0, 1), share, [], [(at, at + 1)]) for at in (31, 49))
    assert far["cue, away"] == farther["cue, away"] == 3.0


def test_every_proposal_has_the_same_facts() -> None:
    share = roles(SOURCE, CONTENT)
    assert (
        trust.facts(0, (0, 1), share, [], []).keys()
        == trust.facts(0, (0, 1), share, [(0, 1)], [(1, 2)]).keys()
    )


def test_rivals_share_half_their_words() -> None:
    contents = [[(0, 6)], [(3, 6)], [(4, 8)], [(20, 24)]]
    # The first two share three of six words; the third shares two of eight, and two of five.
    assert trust.rivals([1.0, 2.0, 0.0, 9.0], contents) == [
        (True, True),
        (True, False),
        (False, False),
        (False, False),
    ]


def test_equals_are_rivals_and_none_is_surer() -> None:
    assert trust.rivals([1.0, 1.0], [[(0, 4)], [(0, 4)]]) == [(True, False), (True, False)]
    assert trust.rivals([], []) == []


def _words(ranges: list[Range]) -> set[int]:
    return {i for a, b in ranges for i in range(a, b)}


def _ranges(cuts: set[int]) -> list[Range]:
    edges = sorted(cuts)
    return list(zip(edges[::2], edges[1::2], strict=False))


_contents = st.sets(st.integers(0, 24), min_size=2, max_size=6).map(_ranges)


@given(found=st.lists(st.tuples(st.integers(0, 3).map(float), _contents), max_size=8))
def test_rivals_are_all_pairs_that_share_half(found: list[tuple[float, list[Range]]]) -> None:
    """The sweep leaves out only what cannot share a word."""
    odds, contents = [o for o, _ in found], [c for _, c in found]
    expected = []
    for i, (own, content) in enumerate(found):
        rivals = [
            o
            for j, (o, c) in enumerate(found)
            if j != i and 2 * len(_words(c) & _words(content)) >= len(_words(c) | _words(content))
        ]
        expected.append((bool(rivals), any(o > own for o in rivals)))
    assert trust.rivals(odds, contents) == expected


def test_a_probability_adds_up_the_weights_of_known_facts() -> None:
    tuned = {"base": -1.0, "odds": 0.5, "source": 2.0}
    assert trust.probability({"odds": 4.0, "source": 0.0, "new": 9.0}, tuned) == pytest.approx(
        1 / (1 + exp(-1))
    )
    assert trust.probability({"odds": 4.0, "source": 1.0}, tuned) == pytest.approx(1 / (1 + exp(-3)))
    assert trust.probability({}, {"base": 0.0}) == 0.5


@pytest.mark.parametrize(("total", "near"), [(1e9, 1.0), (-1e9, 0.0)])
def test_a_probability_never_overflows(total: float, near: float) -> None:
    assert trust.probability({"odds": total}, {"base": 0.0, "odds": 1.0}) == pytest.approx(near, abs=1e-9)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Tuning:
    """What the extractor is tuned to; its network is left out."""
    tuning = Tuning((), {"base": 0.0}, threshold=0.4, inner=0.3, quoted=0.2)
    monkeypatch.setattr(weights, "read", lambda: Weights("1", b"", b"", b"", "[UNK]", tuning))
    monkeypatch.setattr(trained, "_network", lambda weights, threads: cast(Network, None))
    return tuning


def tuning_for(threshold: float) -> Tuning:
    extractor = trained.load(Settings(threshold=threshold))
    assert isinstance(extractor, trained.Trained)
    return extractor.tuning


def test_without_a_threshold_all_stays_as_tuned(held: Tuning) -> None:
    assert tuning_for(0.0) == held


@pytest.mark.parametrize("asked", [0.7, 1.0])
def test_a_threshold_holds_for_every_attribution(held: Tuning, asked: float) -> None:
    tuning = tuning_for(asked)
    assert (tuning.threshold, tuning.inner, tuning.quoted) == (asked, asked, asked)
    assert tuning.cue == held.cue


@pytest.mark.usefixtures("held")
def test_a_threshold_above_one_stops_the_run() -> None:
    with pytest.raises(StopRun, match=r"threshold: 1.5 is no probability.*from 0 to 1"):
        trained.load(Settings(threshold=1.5))
