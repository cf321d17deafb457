"""What every encoder keeps to, and how vectors are stored."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sayso import plugins
from sayso.encoders import pack, unpack
from sayso.protocols import Encoder
from sayso.settings import Settings

TEXTS = [
    "The bridge was closed before the water rose.",
    "Officials shut the bridge ahead of the flood.",
    "At least 50 people were killed in Herat.",
    "The recipe wants two ripe bananas and a pinch of salt.",
]


@pytest.fixture(scope="module", params=plugins.names("encoder"))
def encoder(request: pytest.FixtureRequest) -> Encoder:
    loaded: Encoder = plugins.load("encoder", request.param).load(Settings())
    return loaded


def test_the_encoder_in_use_is_one_of_them() -> None:
    assert Settings().encoder in plugins.names("encoder")


def test_a_row_of_length_one_for_each_text(encoder: Encoder) -> None:
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.width) and rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert encoder.method.split()[0] in plugins.names("encoder")


def test_texts_that_say_like_things_lie_near(encoder: Encoder) -> None:
    near = (rows := encoder.encode(TEXTS)) @ rows.T
    assert near[0, 1] > 2 * max(near[0, 2], near[0, 3], near[1, 3])


@pytest.mark.parametrize("text", ["", " \n", "…", "“?!”", "\u200b", "— –", "\ufffd"])
def test_a_text_without_a_word_has_a_row_of_zeros(encoder: Encoder, text: str) -> None:
    rows = encoder.encode([TEXTS[0], text, TEXTS[1]])
    assert not rows[1].any()
    assert np.array_equal(rows[[0, 2]], encoder.encode(TEXTS[:2]))


def test_no_texts_have_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.width)


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_will_do_and_its_neighbours_do_not_matter(encoder: Encoder, texts: list[str]) -> None:
    rows = encoder.encode([*texts, TEXTS[0]])
    assert np.isfinite(rows).all()
    lengths = np.linalg.norm(rows, axis=1)
    assert (np.isclose(lengths, 1, atol=1e-5) | (lengths == 0)).all()
    for text, row in zip(texts, rows, strict=False):
        assert np.array_equal(encoder.encode([text])[0], row)


def test_a_packed_row_takes_a_byte_a_number_and_keeps_its_direction(encoder: Encoder) -> None:
    rows = encoder.encode([*TEXTS, ""])
    stored = pack(rows)
    assert {len(row) for row in stored} == {encoder.width}
    again = unpack(stored, encoder.width)
    assert again.dtype == np.float32 and not again[-1].any()
    assert (again[:-1] * rows[:-1]).sum(axis=1) == pytest.approx(1, abs=2e-3)
    assert np.linalg.norm(again[:-1], axis=1) == pytest.approx(1, abs=1e-5)


def test_nothing_is_packed_to_nothing() -> None:
    none: NDArray[np.float32] = np.zeros((0, 4), dtype=np.float32)
    assert pack(none) == [] and unpack([], 4).shape == (0, 4)


def test_the_ends_of_the_scale_are_kept() -> None:
    ends = np.array([[1, 0], [-1, 0], [0.6, -0.8]], dtype=np.float32)
    assert unpack(pack(ends), 2) == pytest.approx(ends, abs=0.01)


def test_a_stored_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="has 3 bytes and not 4"):
        unpack([b"abcd", b"abc"], 4)
