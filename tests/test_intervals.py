"""Wilson's interval of a share."""

from __future__ import annotations

import pytest

from intervals import wilson


def test_wilsons_interval_as_published_tables_have_it() -> None:
    assert wilson(8, 10) == pytest.approx((0.490, 0.943), abs=1e-3)
    assert wilson(15, 20) == pytest.approx((0.531, 0.888), abs=1e-3)


def test_it_stays_within_zero_and_one() -> None:
    assert wilson(0, 10)[0] == 0.0
    assert wilson(10, 10)[1] == pytest.approx(1.0)
    assert wilson(10, 10)[1] <= 1.0
    assert wilson(0, 0) == (0.0, 1.0)
