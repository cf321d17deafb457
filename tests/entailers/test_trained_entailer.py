"""The trained entailer: what it says of plain pairs, how it reads long texts, and weights as shipped."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.entailers.trained import Trained, bias, joined, weights
from sayso.entailers.trained.pieces import CLAIM, LONGEST, MARKS, OVERLAP, laid_out, starts
from sayso.entailers.trained.weights import LOWER, PIECES, TABLE, UPPER, Weights
from sayso.errors import StopRun
from sayso.findings import LABELS

PLAIN = [
    ("The bridge was closed on Monday.", "Officials closed the bridge on Monday.", "supports"),
    ("The minister resigned.", "The minister has stepped down, her office said.", "supports"),
    ("Rain fell in Oslo.", "It rained in Oslo all day.", "supports"),
    ("The bridge was closed on Monday.", "The bridge stayed open on Monday.", "refutes"),
    ("The minister resigned.", "The minister did not resign and remains in office.", "refutes"),
    ("The company made a profit last year.", "The company made a loss last year.", "refutes"),
    ("The bridge was closed on Monday.", "The bridge is 300 metres long.", "neutral"),
    ("The minister resigned.", "The minister was born in Lagos.", "neutral"),
    ("The company made a profit last year.", "The company was founded in 1970.", "neutral"),
]
FILLER = "The market square was quiet in the morning and the shops opened late. "
MOST_BYTES, MOST_IN_ALL = 100_000_000, 120_000_000


@pytest.fixture(scope="module")
def held() -> Weights:
    return weights.read()


@pytest.fixture(scope="module")
def trained(held: Weights) -> Trained:
    return Trained(held)


FAULTS: tuple[str, ...] = ()
"""What the weights that are shipped get wrong: better ones are to take these out."""


@pytest.mark.parametrize(
    ("claim", "evidence", "label"),
    [
        pytest.param(*p, id=f"{p[2]}: {p[1]}", marks=[pytest.mark.xfail(strict=True)] * (p[1] in FAULTS))
        for p in PLAIN
    ],
)
def test_plain_pairs_are_judged_as_anyone_would(
    trained: Trained, claim: str, evidence: str, label: str
) -> None:
    (row,) = trained.entail([(claim, evidence)])
    assert LABELS[int(row.argmax())] == label


def test_the_decisive_sentence_counts_wherever_it_stands_in_long_evidence(trained: Trained) -> None:
    claim, decisive = "The minister resigned.", "The minister has stepped down, her office said. "
    places = [FILLER * before + decisive + FILLER * (40 - before) for before in (0, 20, 40)]
    supports = trained.entail([(claim, text) for text in (*places, FILLER * 41)])[:, 0]
    assert supports[:3].min() > supports[3] + 0.2


def test_two_threads_read_as_one(held: Weights, trained: Trained) -> None:
    pairs = [(claim, evidence) for claim, evidence, _ in PLAIN] * 2
    assert np.array_equal(Trained(held, threads=2).entail(pairs), trained.entail(pairs))


def test_where_nothing_is_to_be_read_nothing_is_settled(trained: Trained) -> None:
    rows = trained.entail([("", "The bridge fell."), ("The bridge fell.", " \n"), ("", "")])
    assert rows == pytest.approx(np.tile([0, 0, 1], (3, 1)), abs=1e-6)


def test_a_pair_is_laid_out_as_training_did() -> None:
    assert laid_out([10, 11], [20, 21, 22]) == [[0, 10, 11, 2, 2, 20, 21, 22, 2]]
    assert laid_out([], [20]) == laid_out([10], []) == []


@settings(deadline=None)
@given(st.integers(1, 300), st.integers(1, 2000))
def test_windows_are_full_share_pieces_and_miss_none(claim: int, evidence: int) -> None:
    rows = laid_out(list(range(claim)), list(range(evidence)))
    kept = min(claim, CLAIM)
    parts = [row[kept + 3 : -1] for row in rows]
    assert all(len(row) <= LONGEST and row[1 : kept + 1] == list(range(kept)) for row in rows)
    assert parts[0][0] == 0 and parts[-1][-1] == evidence - 1
    for one, next_one in pairwise(parts):
        assert len(one) == LONGEST - MARKS - kept and one[-1] - next_one[0] + 1 >= OVERLAP


def test_windows_are_no_more_than_are_needed() -> None:
    assert starts(100, 100, 20) == [0]
    assert starts(101, 100, 20) == [0, 1]
    assert starts(180, 100, 20) == [0, 80]
    assert starts(181, 100, 20) == [0, 40, 81]


def test_the_bias_is_that_of_the_distance_between_two_pieces() -> None:
    distances = np.array([[-2, -1, 0, 1, 2], [20, 10, 0, -10, -20]], dtype=np.float32)
    made = bias(distances, 3)
    assert made.shape == (1, 2, 3, 3)
    assert made[0, 0].tolist() == [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]]
    assert made[0, 1].tolist() == [[0, -10, -20], [10, 0, -10], [20, 10, 0]]


def test_of_windows_that_counts_which_settles_most() -> None:
    windows = np.array([[0, 0, 3], [-2, 2, -1], [1.5, -1, 0]], dtype=np.float32)
    assert joined(windows).tolist() == [-2, 2, -1]


def test_a_temperature_changes_how_sure_it_is_and_not_what_it_says(held: Weights, trained: Trained) -> None:
    pairs = [(claim, evidence) for claim, evidence, _ in PLAIN[:3]]
    odds = trained.odds(pairs)
    plain = Trained(replace(held, temperature=1.0, shift=(0.0, 0.0, 0.0))).entail(pairs)
    cool = Trained(replace(held, temperature=4.0, shift=(0.0, 0.0, 0.0))).entail(pairs)
    assert np.log(plain[:, 0] / plain[:, 2]) == pytest.approx(odds[:, 0] - odds[:, 2], abs=1e-3)
    assert (cool.argmax(1) == plain.argmax(1)).all() and (cool.max(1) < plain.max(1)).all()
    shifted = Trained(replace(held, temperature=1.0, shift=(0.0, 0.0, 50.0))).entail(pairs)
    assert (shifted.argmax(1) == 2).all()


def test_no_file_is_larger_than_hosts_take() -> None:
    folder = Path(str(files("sayso.entailers.trained").joinpath("data")))
    sizes = [path.stat().st_size for path in folder.iterdir()]
    assert max(sizes) <= MOST_BYTES and sum(sizes) <= MOST_IN_ALL


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """The small files as shipped; a few bytes stand for the large ones."""
    folder = Path(str(files("sayso.entailers.trained").joinpath("data")))
    for name in ("manifest.json", PIECES):
        shutil.copy(folder / name, tmp_path)
    for name in (LOWER, UPPER, TABLE):
        (tmp_path / name).write_bytes(b"other")
    return tmp_path


@pytest.mark.parametrize("name", [LOWER, UPPER, TABLE, PIECES])
def test_a_changed_file_is_named(shipped: Path, name: str) -> None:
    manifest = json.loads((shipped / "manifest.json").read_text("utf-8"))
    manifest["sha256"] = {name: manifest["sha256"][name]}
    (shipped / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (shipped / name).write_bytes(b"changed")
    with pytest.raises(StopRun, match=rf"{name}: is not the file that was shipped .* Install sayso anew"):
        weights.read(shipped)


def test_a_missing_file_is_named(shipped: Path) -> None:
    (shipped / LOWER).unlink()
    with pytest.raises(StopRun, match=rf"{LOWER}: cannot be read .*SAYSO_ENTAILER"):
        weights.read(shipped)
