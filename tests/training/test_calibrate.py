"""Calibration: how far what is said lies from what holds, and the regression that brings them together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import calibrate
from gate import judgements


def made(count: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Facts, which of them hold, and how likely each was to."""
    rng = np.random.default_rng(seed)
    x = rng.normal([0.0, 5.0, 1.0], [1.0, 2.0, 1e-3], (count, 3))
    p = 1 / (1 + np.exp(-(1.5 * x[:, 0] - 0.5 * x[:, 1] + 2)))
    return x, (rng.random(count) < p).astype(float), p


def test_the_fit_finds_the_weights_that_made_the_data() -> None:
    x, y, p = made(20_000)
    w = calibrate.fitted(x, y)
    assert w[:2] == pytest.approx([1.5, -0.5], abs=0.08)
    assert np.abs(calibrate.chances(x, w) - p).max() < 0.05


def test_the_fit_says_as_much_as_holds_in_all() -> None:
    """The ridge leaves the base alone."""
    x, y, _ = made(300)
    assert calibrate.chances(x, calibrate.fitted(x, y)).mean() == pytest.approx(y.mean(), abs=1e-9)


def test_the_fit_does_not_hang_on_the_units() -> None:
    x, y, _ = made(300)
    scaled = x * [10.0, 0.1, 1.0] + [5.0, 0.0, -3.0]
    one, other = (calibrate.chances(f, calibrate.fitted(f, y)) for f in (x, scaled))
    assert one == pytest.approx(other, abs=1e-3)


@pytest.mark.parametrize("share", [0.02, 0.98])
def test_the_fit_settles_where_one_answer_is_rare_and_a_fact_tells_all(share: float) -> None:
    y = (np.arange(1000) < 1000 * share).astype(float)
    x = np.c_[y * 4 + np.sin(np.arange(1000)) / 3, np.ones(1000)]
    p = calibrate.chances(x, calibrate.fitted(x, y))
    assert p[y == 1].min() > 0.5 > p[y == 0].max()
    assert p.mean() == pytest.approx(y.mean(), abs=1e-6)


CASES = [
    ([1.0, 1.0, 0.0, 0.0], [1, 1, 0, 0], 0.0),
    ([0.0, 1.0], [1, 0], 1.0),
    ([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0], 0.0),
    ([0.6, 0.6], [1, 0], 0.1),
    # Two bins, which weigh by how many they hold: 3/4 of 0.2 and 1/4 of 0.5.
    ([0.8, 0.8, 0.8, 0.5], [1, 1, 1, 1], 0.275),
    # Errors within one bin make up for each other.
    ([0.41, 0.49], [0, 1], 0.05),
]


@pytest.mark.parametrize(("said", "holds", "expected"), CASES)
def test_the_error_is_how_far_what_is_said_lies_from_what_holds(
    said: list[float], holds: list[int], expected: float
) -> None:
    assert calibrate.error(np.array(said), np.array(holds, dtype=float)) == pytest.approx(expected)
    assert judgements.error(said, [bool(h) for h in holds]) == pytest.approx(expected)


def test_the_two_errors_agree_and_a_fit_lowers_them() -> None:
    _, y, p = made(2000)
    gold = [bool(v) for v in y]
    crooked = p**3
    for chances in (p, crooked):
        assert calibrate.error(chances, y) == pytest.approx(judgements.error(chances.tolist(), gold))
    odds = np.log(crooked / (1 - crooked))[:, None]
    mended = calibrate.chances(odds, calibrate.fitted(odds, y))
    assert calibrate.error(mended, y) < 0.5 * calibrate.error(crooked, y)


@pytest.mark.parametrize(
    ("one", "other", "r"),
    [
        ([1, 2, 3], [10, 20, 30], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        ([1, 2, 3], [1, 0, 1], 0.0),
        ([1, 2, 3, 4], [1, 3, 2, 4], 0.8),
    ],
)
def test_pearson(one: list[float], other: list[float], r: float) -> None:
    assert judgements.pearson(one, other) == pytest.approx(r)
    assert judgements.pearson([v * 3 - 7 for v in one], other) == pytest.approx(r)


def test_pearson_is_numpys() -> None:
    x, _, p = made(50)
    assert judgements.pearson(x[:, 0].tolist(), p.tolist()) == pytest.approx(np.corrcoef(x[:, 0], p)[0, 1])


def test_calibration_needs_no_pytorch() -> None:
    """It runs where the extractor does."""
    folder = Path(calibrate.__file__).parent
    program = (
        f"import sys; sys.path.insert(0, {str(folder)!r}); sys.modules['torch'] = None; import calibrate"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
