"""What every entailer that needs nothing set up keeps to."""

from __future__ import annotations

import numpy as np
import pytest

from sayso import plugins
from sayso.errors import StopRun
from sayso.protocols import Entailer
from sayso.settings import Settings

CLAIM = "At least 50 people were killed in Herat."
PAIRS = [
    (CLAIM, "At least 50 people were killed in Herat, officials said."),
    (CLAIM, "Nobody was killed in Herat."),
    (CLAIM, "The recipe wants two ripe bananas and a pinch of salt."),
]


@pytest.fixture(scope="module", params=plugins.names("entailer"))
def entailer(request: pytest.FixtureRequest) -> Entailer:
    try:
        loaded: Entailer = plugins.load("entailer", request.param).load(Settings())
    except StopRun as error:
        # Those that ask a server are tested with one of their own.
        assert request.param != Settings().entailer, error
        pytest.skip(str(error))
    return loaded


def test_the_entailer_in_use_is_one_of_them() -> None:
    assert Settings().entailer in plugins.names("entailer")


def test_a_row_of_probabilities_for_each_pair(entailer: Entailer) -> None:
    rows = entailer.entail(PAIRS)
    assert rows.shape == (len(PAIRS), 3) and rows.dtype == np.float32
    assert (rows >= 0).all() and rows.sum(1) == pytest.approx(1, abs=1e-5)
    assert entailer.method.split()[0] in plugins.names("entailer")


def test_no_pairs_have_no_rows(entailer: Entailer) -> None:
    assert entailer.entail([]).shape == (0, 3)


def test_a_row_does_not_hang_on_those_beside_it(entailer: Entailer) -> None:
    together = entailer.entail(PAIRS)
    for pair, row in zip(PAIRS, together, strict=True):
        assert np.array_equal(entailer.entail([pair])[0], row)
    assert np.array_equal(entailer.entail(PAIRS[::-1]), together[::-1])


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\ud800", "…", "\x00", "word " * 3000, "a" * 5000])
def test_any_text_will_do(entailer: Entailer, text: str) -> None:
    rows = entailer.entail([(text, CLAIM), (CLAIM, text)])
    assert np.isfinite(rows).all() and rows.sum(1) == pytest.approx(1, abs=1e-5)
