"""The published encoder in int8: as near as the published one has them, and weights as shipped or none."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from sayso.encoders import minilm
from sayso.encoders.minilm import BELOW, ENCODER, LOWER, MOST, UPPER, MiniLM, with_output
from sayso.errors import StopRun

TEXTS = [
    "The bridge was closed before the water rose.",
    "Officials shut the bridge ahead of the flood.",
    "At least 50 people were killed in Herat.",
    "Fifty died in the Herat attack, the ministry said.",
    "The recipe wants two ripe bananas and a pinch of salt.",
    "The dog bit the mayor.",
    "The mayor bit the dog.",
]
PUBLISHED = np.array(
    [
        [1.000, 0.693, 0.078, 0.093, 0.026, 0.070, 0.094],
        [0.693, 1.000, 0.181, 0.173, 0.012, 0.151, 0.191],
        [0.078, 0.181, 1.000, 0.720, -0.061, 0.128, 0.138],
        [0.093, 0.173, 0.720, 1.000, -0.046, 0.106, 0.116],
        [0.026, 0.012, -0.061, -0.046, 1.000, 0.108, 0.119],
        [0.070, 0.151, 0.128, 0.106, 0.108, 1.000, 0.985],
        [0.094, 0.191, 0.138, 0.116, 0.119, 0.985, 1.000],
    ]
)
"""Cosines by all-MiniLM-L6-v2 in 32 bits, with sentence-transformers 6.2."""


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return minilm.read()


def extractor() -> bytes:
    return files(BELOW).joinpath("data", ENCODER).read_bytes()


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(str(files("sayso.encoders.minilm").joinpath("data")), folder)
    return folder


def test_texts_are_as_near_as_the_published_encoder_has_them(encoder: MiniLM) -> None:
    rows = encoder.encode(TEXTS)
    assert rows @ rows.T == pytest.approx(PUBLISHED, abs=0.06)


def test_the_order_of_words_counts(encoder: MiniLM) -> None:
    rows = encoder.encode(TEXTS[-2:])
    assert not np.array_equal(rows[0], rows[1])


def test_breaks_between_lines_are_spaces(encoder: MiniLM) -> None:
    rows = encoder.encode(["Officials shut\nthe  bridge\n\n", "Officials shut the bridge"])
    assert np.array_equal(rows[0], rows[1])


def test_what_stands_beyond_the_longest_text_is_not_read(encoder: MiniLM) -> None:
    rows = encoder.encode(["bridge " * MOST, "bridge " * MOST + "banana", "bridge " * (MOST - 1) + "banana"])
    assert np.array_equal(rows[0], rows[1]) and not np.array_equal(rows[0], rows[2])


def test_a_model_with_one_more_output_gives_the_others_as_before() -> None:
    model = extractor()
    plain, more = (minilm._session(m) for m in (model, with_output(model, LOWER)))
    assert [o.name for o in more.get_outputs()] == [*(o.name for o in plain.get_outputs()), LOWER]
    asked = {
        "ids": np.array([[101, 2200, 2300, 102]]),
        "features": np.zeros((1, 4), dtype=np.int64),
        "firsts": np.array([[1, 2]]),
    }
    names = [o.name for o in plain.get_outputs()]
    for a, b in zip(plain.run(names, asked), more.run(names, asked), strict=True):
        assert np.array_equal(a, b)


def test_a_value_that_the_model_lacks_cannot_be_an_output() -> None:
    with pytest.raises(onnxruntime.capi.onnxruntime_pybind11_state.Fail):
        minilm._session(with_output(extractor(), "/layers.9/nothing"))


def test_a_changed_file_is_named(shipped: Path) -> None:
    (shipped / UPPER).write_bytes((shipped / UPPER).read_bytes()[:-1] + b"!")
    with pytest.raises(StopRun, match=r"upper.onnx: is not the file that was shipped .* Install sayso anew"):
        minilm.read(shipped)


def test_a_missing_file_is_named(shipped: Path) -> None:
    (shipped / UPPER).unlink()
    with pytest.raises(StopRun, match=r"upper.onnx: cannot be read .*SAYSO_ENCODER=static"):
        minilm.read(shipped)
