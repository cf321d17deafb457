"""Search by meaning, with the index and without."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from homes import Home
from small_readings import reading
from word_encoder import WordEncoder

from sayso import ledger as ledgers
from sayso.errors import StopRun
from sayso.ledger import Ledger, open_ledger, record, segments, vectors

WORDS = [f"word{n}" for n in range(300)]
ENCODER = WordEncoder()
TOP = 10


def _fill(ledger: Ledger, claims: int, seed: int = 1) -> None:
    chance = random.Random(seed)
    sentences = [" ".join(chance.choices(WORDS, k=6)) + f" {seed}." for _ in range(claims)]
    batches = [sentences[i : i + 100] for i in range(0, claims, 100)]
    given = [reading(" ".join(batch), address=f"{seed} {n}") for n, batch in enumerate(batches)]
    record(ledger, given, collection="main", encoder=ENCODER)


def _nearest(ledger: Ledger, words: str) -> list[vectors.Near]:
    (asked,) = ENCODER.encode([words])
    with ledger.reading() as connection:
        return vectors.nearest(ledger, connection, asked, method=ENCODER.method, most=TOP)


def _questions(count: int = 40) -> list[str]:
    chance = random.Random(7)
    return [" ".join(chance.choices(WORDS, k=4)) for _ in range(count)]


def test_the_index_finds_what_comparing_all_finds(ledger: Ledger) -> None:
    _fill(ledger, 3000)
    exact = [_nearest(ledger, words) for words in _questions()]
    assert vectors.build(ledger, ENCODER.method) == 3000
    assert vectors.waiting(ledger, ENCODER.method) == (3000, 0)
    _fill(ledger, 100, seed=2)
    assert vectors.waiting(ledger, ENCODER.method) == (3000, 100)
    found = [_nearest(ledger, words) for words in _questions()]
    with ledger.reading() as connection:
        late = {k for keys, _ in vectors._rows(connection, ENCODER.method, after=3000) for k in keys}
    assert any(key in late for near in found for key, _ in near)
    vectors.drop(ledger)
    exact = [_nearest(ledger, words) for words in _questions()]
    shared = [len({k for k, _ in a} & {k for k, _ in b}) / TOP for a, b in zip(exact, found, strict=True)]
    assert float(np.mean(shared)) >= 0.95
    for a, b in zip(exact, found, strict=True):
        at = dict(b)
        assert all(abs(at[key] - likeness) < 0.02 for key, likeness in a if key in at)


def test_an_index_of_several_segments_finds_the_same(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "BLOCK", 300)
    monkeypatch.setattr(segments, "SIZE", 1000)
    _fill(ledger, 2000)
    assert vectors.build(ledger, ENCODER.method) == 2000
    _fill(ledger, 1500, seed=2)
    assert vectors.build(ledger, ENCODER.method) == 3500
    base = vectors.index_path(ledger, ENCODER.method)
    held = list(segments.found(base))
    assert [len(s.index) for s in held] == [1200, 1100, 1200]
    found = [_nearest(ledger, words) for words in _questions()]
    segments.path(base, 0).write_bytes(b"damaged")
    assert vectors.waiting(ledger, ENCODER.method) == (0, 3500)
    exact = [_nearest(ledger, words) for words in _questions()]
    shared = [len({k for k, _ in a} & {k for k, _ in b}) / TOP for a, b in zip(exact, found, strict=True)]
    assert float(np.mean(shared)) >= 0.95
    assert vectors.build(ledger, ENCODER.method) == 3500
    vectors.drop(ledger)
    assert not any(segments.path(base, n).exists() for n in range(4))


def test_one_by_one_is_the_cosine(ledger: Ledger) -> None:
    _fill(ledger, 200)
    with ledger.reading() as connection:
        rows = {
            k: r
            for keys, block in vectors._rows(connection, ENCODER.method)
            for k, r in zip(keys, block, strict=True)
        }
    (asked,) = ENCODER.encode([_questions()[0]])
    cosines = {k: float(r @ asked / np.linalg.norm(r.astype(float))) for k, r in rows.items()}
    best = sorted(cosines, key=lambda k: -cosines[k])[:TOP]
    assert [k for k, _ in _nearest(ledger, _questions()[0])] == best


def test_claims_without_known_words_are_no_answer(ledger: Ledger) -> None:
    record(
        ledger,
        [reading("!!! ... ???", claims=["!!!"]), reading("Nine ships.", address="b")],
        collection="main",
        encoder=ENCODER,
    )
    vectors.build(ledger, ENCODER.method)
    (found, *_) = _nearest(ledger, "nine ships")
    assert found[1] == pytest.approx(1, abs=0.02)
    assert _nearest(ledger, "?") == []
    assert len(ledgers.find(ledger, ledgers.Query(words="ships"), ENCODER)) == 1


@pytest.mark.parametrize(
    "garbage", [b"", b"x", b"x" * 4096, b"x" * 4000 + b'{"last": 1, "id": "a"}'.ljust(96)]
)
def test_a_damaged_index_is_passed_over(ledger: Ledger, garbage: bytes) -> None:
    _fill(ledger, 100)
    path = vectors.index_path(ledger, ENCODER.method)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(garbage)
    assert len(_nearest(ledger, WORDS[0])) == TOP
    assert vectors.build(ledger, ENCODER.method) == 100
    assert vectors.waiting(ledger, ENCODER.method) == (100, 0)


def test_the_index_of_another_ledger_is_not_used(home: Home, ledger: Ledger) -> None:
    _fill(ledger, 200)
    vectors.build(ledger, ENCODER.method)
    with closing(open_ledger(home.made())) as other:
        _fill(other, 300, seed=3)
        path = vectors.index_path(other, ENCODER.method)
        path.write_bytes(vectors.index_path(ledger, ENCODER.method).read_bytes())
        exact = _nearest(other, WORDS[1])
        path.unlink()
        assert _nearest(other, WORDS[1]) == exact
        assert vectors.waiting(other, ENCODER.method) == (0, 300)


def test_dropping_leaves_the_indexes_of_others(tmp_path: Path) -> None:
    names = ("a[b].db", "a.db")
    for name in names:
        with closing(open_ledger(str(tmp_path / name), create=True)) as opened:
            _fill(opened, 100)
            vectors.build(opened, ENCODER.method)
    with closing(open_ledger(str(tmp_path / names[0]))) as opened:
        vectors.drop(opened)
        assert not vectors.index_path(opened, ENCODER.method).exists()
    assert list(tmp_path.glob("a.db.*.vectors"))


def test_where_the_index_cannot_be_written_searching_goes_on_without(ledger: Ledger) -> None:
    _fill(ledger, 100)
    path = vectors.index_path(ledger, ENCODER.method)
    path.mkdir(parents=True)
    with pytest.raises(StopRun, match="nothing is lost"):
        vectors.build(ledger, ENCODER.method)
    assert list(path.parent.glob("*.part")) == []
    assert _nearest(ledger, WORDS[0])


def test_caches_that_cannot_be_looked_into_are_none(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with closing(open_ledger(home.made())) as ledger:
        _fill(ledger, 100)
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
        assert _nearest(ledger, WORDS[0])
