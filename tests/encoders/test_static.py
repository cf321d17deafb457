"""The static encoder: sums of the table's rows, and a table that is what was shipped or none."""

from __future__ import annotations

import json
import shutil
import tracemalloc
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from sayso import wordpiece
from sayso.encoders import static
from sayso.encoders.static import Static, table
from sayso.encoders.static.table import PIECES, VECTORS, Table
from sayso.errors import StopRun
from sayso.settings import Settings
from sayso.wordpiece import Speller

PLAIN = Table(
    version="0",
    pieces={"[UNK]": 0, "bridge": 1, "##s": 2, "closed": 3},
    rows=np.array([[0, 0], [4, 0], [0, 3], [-4, 0]], dtype=np.int8),
    scales=np.array([1, 1, 1, 0.5], dtype=np.float32),
)


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(str(files("sayso.encoders.static").joinpath("data")), folder)
    return folder


def test_a_vector_is_the_sum_of_its_pieces_brought_to_length_one() -> None:
    rows = Static(PLAIN).encode(["Bridges", "closed", "bridges closed closed", "tower"])
    assert rows == pytest.approx(np.array([[0.8, 0.6], [-1, 0], [0, 1], [0, 0]]))


def test_pieces_that_cancel_out_leave_zeros() -> None:
    assert not Static(PLAIN).encode(["bridge closed closed"]).any()


def test_more_texts_than_are_summed_at_once_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static, "_BATCH", 2)
    rows = Static(PLAIN).encode(["bridge", "", "closed", "bridges", "", "bridges closed bridges bridges", ""])
    assert rows == pytest.approx(
        np.array([[1, 0], [0, 0], [-1, 0], [0.8, 0.6], [0, 0], [10, 9], [0, 0]])
        / np.array([[1, 1, 1, 1, 1, 181**0.5, 1]]).T
    )


def test_a_text_of_any_length_is_read_in_bounded_memory() -> None:
    encoder = static.load(Settings())
    text = "The bridge was closed before the water rose. "
    tracemalloc.start()
    rows = encoder.encode([text, text * 50_000])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows[0] @ rows[1] == pytest.approx(1, abs=1e-4)
    assert peak < 100e6


def test_what_is_remembered_of_words_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpiece, "_REMEMBERED", 3)
    speller = Speller(PLAIN.pieces)
    for word in ("bridge", "bridges", "closed", "tower", "bridge"):
        speller.read(word)
        assert len(speller._seen) <= 3
    assert speller.read("bridges closed") == [1, 2, 3]


def test_the_same_text_has_the_same_vector_on_every_machine() -> None:
    """As long as the version is the same: ledgers made elsewhere are compared with ours."""
    encoder = static.load(Settings())
    assert encoder.method == "static 0.2"
    row = encoder.encode(["The bridge was closed before the water rose."])[0]
    assert row[:5] == pytest.approx([0.16568, -0.12380, 0.02552, 0.06538, -0.09136], abs=2e-5)


def test_the_shipped_table_is_whole(shipped: Path) -> None:
    held = table.read(shipped)
    assert held.rows.shape == (len(held.pieces), 256) and held.scales.shape == (len(held.pieces),)
    assert (held.scales > 0).all()
    assert not held.rows[held.pieces["[UNK]"]].any(), "what is unknown must say nothing"


@pytest.mark.parametrize("name", [PIECES, VECTORS])
def test_a_changed_file_is_named(shipped: Path, name: str) -> None:
    (shipped / name).write_bytes((shipped / name).read_bytes()[:-1] + b"!")
    with pytest.raises(StopRun, match=rf"{name}: is not the file that was shipped .* Install sayso anew"):
        table.read(shipped)


@pytest.mark.parametrize("name", [PIECES, VECTORS, "manifest.json"])
def test_a_missing_file_is_named(shipped: Path, name: str) -> None:
    (shipped / name).unlink()
    with pytest.raises(StopRun, match=rf"{name}: cannot be read .* Install sayso anew"):
        table.read(shipped)


def test_a_damaged_manifest_is_named(shipped: Path) -> None:
    (shipped / "manifest.json").write_text(json.dumps({})[:-1], "utf-8")
    with pytest.raises(StopRun, match=r"manifest.json: is damaged"):
        table.read(shipped)
