"""The join and the probe: against a plain reading of the rule, in little memory, in any order of adding."""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from collections import defaultdict
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import engine
from sayso.errors import StopRun
from sayso.lineage.fingerprints import Limits, Recipe, Store, fingerprints, pairing, pairs
from sayso.lineage.fingerprints.gathering import SEEDS
from sayso.lineage.fingerprints.joining import Bucket, Ground, join
from sayso.lineage.fingerprints.parts import turn
from sayso.lineage.fingerprints.probing import Probe, probe
from sayso.lineage.reuse import reuse
from sayso.settings import Settings

VOCABULARY = [f"word{n}" for n in range(2000)]
Entry = tuple[int, str, str]
Hit = tuple[int, int, int, int, int]


def words(seed: int | str, count: int) -> str:
    return " ".join(random.Random(f"seed {seed}").choices(VOCABULARY, k=count))


PHRASES = [words(1000 + n, 12) for n in range(6)]
TIMES = ["", "2024-01-05", "2024-01-05T10:00:00Z", "2023", "2024-02-01"]

ENTRIES = st.lists(
    st.tuples(st.sampled_from(TIMES), st.lists(st.sampled_from(range(6)), max_size=4)), min_size=2, max_size=9
).map(
    lambda found: [
        (n, time, "\n".join([words(n, 9), *(PHRASES[i] for i in phrases)]))
        for n, (time, phrases) in enumerate(found)
    ]
)


def bearing(entries: list[Entry]) -> dict[int, list[tuple[int, int, int]]]:
    """Hash → its bearers as turn, number, place of the first."""
    found: dict[int, dict[int, tuple[int, int, int]]] = defaultdict(dict)
    for number, time, text in entries:
        prints = fingerprints([text], Recipe())
        for hash_, place in zip(prints.hashes.tolist(), prints.places.tolist(), strict=True):
            found[hash_].setdefault(number, (turn(number, time), number, place))
    return {hash_: sorted(bearers.values()) for hash_, bearers in found.items()}


def by_the_rule(entries: list[Entry]) -> list[Hit]:
    """Each bearer linked to the earliest and to the one before it."""
    hits = []
    for bearers in bearing(entries).values():
        for at in range(1, len(bearers)):
            for n in {0, at - 1}:
                (_, one, place), (_, other, own) = bearers[n], bearers[at]
                hits.append((one, other, place, own, len(bearers)))
    return sorted(hits)


def ground(folder: Path, removed: tuple[int, ...] = (), new: tuple[int, ...] = ()) -> Ground:
    folder.mkdir()
    made = Ground(str(folder), 2, Limits("200MB"))
    np.save(made.removed, np.array(removed, np.int64))
    np.save(made.new, np.array(new, np.int64))
    return made


def hits_in(folder: Path) -> list[Hit]:
    files = [str(path) for path in folder.glob("*/*/*.parquet")]
    query = "SELECT one, other, one_place, other_place, bearers FROM read_parquet($1)"
    return sorted(duckdb.execute(query, [files]).fetchall()) if files else []


def bucket(store: Store, on: Ground) -> Bucket:
    pieces = tuple(piece for part in store.parts for piece in part.pieces)
    return Bucket(0, 2**64 - 1, pieces, on)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=ENTRIES)
def test_each_bearer_is_linked_to_the_earliest_and_to_the_one_before(entries, tmp_path_factory):
    folder = tmp_path_factory.mktemp("join")
    store = Store(folder / "store")
    store.add(entries[::2])
    store.add(entries[1::2])
    join(bucket(store, ground(folder / "hits")))
    assert hits_in(folder / "hits") == by_the_rule(entries)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=ENTRIES, cut=st.integers(1, 8), gone=st.sets(st.integers(0, 8), max_size=2))
def test_the_probe_finds_the_bearers_around_each_new_document(entries, cut, gone, tmp_path_factory):
    folder = tmp_path_factory.mktemp("probe")
    store = Store(folder / "store")
    for n in range(0, len(entries), 2):
        store.add(entries[n : n + 2])
    store.remove(gone)
    new = tuple(number for number, _, _ in entries[cut:])
    on = ground(folder / "hits", store.removed, new)
    whole = bucket(store, on)
    probe(Probe(whole, whole.pieces))
    expected = set()
    for bearers in bearing([entry for entry in entries if entry[0] not in gone]).values():
        for at, (_, number, _) in enumerate(bearers):
            if number in new:
                around = {n for n in (0, at - 1) if 0 <= n < at} | (
                    {at + 1} if at + 1 < len(bearers) else set()
                )
                for n in around:
                    first, second = sorted([at, n])
                    expected.add(
                        (*(bearers[i][1] for i in (first, second)), bearers[first][2], bearers[second][2])
                    )
    found = [hit[:4] for hit in hits_in(folder / "hits")]
    assert len(found) == len(set(found))
    assert set(found) == expected


def families(found: set[tuple[int, int]]) -> set[frozenset[int]]:
    """What hangs together."""
    home = {n: {n} for pair in found for n in pair}
    for one, other in found:
        if home[one] is not home[other]:
            home[one] |= home[other]
            home.update(dict.fromkeys(home[one], home[one]))
    return {frozenset(family) for family in home.values()}


def reprints(count: int) -> list[Entry]:
    """Articles that print one of three reports between words of their own."""
    reports = [words(-n, 100) for n in range(1, 4)]
    return [
        (n, f"2024-01-{n % 28 + 1:02}", f"{words(n, 40)}\n{reports[n % 3]}\n{words(-n - 9, 30)}")
        for n in range(count)
    ]


def test_every_copy_hangs_together_with_its_family_in_whatever_order_it_came(tmp_path):
    entries = reprints(90)
    expected = {frozenset(range(n, 90, 3)) for n in range(3)}
    at_once = Store(tmp_path / "once")
    at_once.add(entries)
    assert families({(p.one, p.other) for p in pairs(at_once)}) == expected
    random.Random(5).shuffle(entries)
    by_and_by, found = Store(tmp_path / "later"), set()
    for n in range(0, 90, 9):
        by_and_by.add(entries[n : n + 9])
        new = [number for number, _, _ in entries[n : n + 9]]
        found |= {(p.one, p.other) for p in pairs(by_and_by, new)}
    assert families(found) == expected


def test_a_report_printed_a_thousand_times_gives_some_links_for_each_and_none_is_lost(tmp_path):
    report = words(77, 60)
    entries = [(n, "2024-01-01", f"{words(n, 20)}\n{report}") for n in range(1000)]
    store = Store(tmp_path)
    store.add(entries)
    found = {(p.one, p.other) for p in pairs(store)}
    assert found == {(0, n) for n in range(1, 1000)} | set(pairwise(range(1000)))


def test_one_is_the_earlier_and_undated_documents_come_last(tmp_path):
    report = words(4, 80)
    store = Store(tmp_path)
    store.add([(1, "", report), (2, "2024-02-02", report), (3, "2024-02-01", report)])
    found = {(p.one, p.other) for p in pairs(store)}
    assert found == {(3, 2), (2, 1), (3, 1)}


def test_a_common_phrase_makes_no_pair_in_a_large_store(tmp_path):
    phrase = "in the middle of the night on Monday morning"
    entries = [(n, "", f"{words(n, 150)} {phrase} {words(-n, 150)}") for n in range(1, 400)]
    entries += [
        (500, "", f"{words(500, 50)} {words('shared', 40)}"),
        (501, "", f"{words(501, 80)} {words('shared', 40)}"),
    ]
    store = Store(tmp_path)
    store.add(entries)
    found = list(pairs(store))
    assert [(p.one, p.other) for p in found if p.other >= 500] == [(500, 501)]
    assert len(found) < 1200


def test_seeds_are_places_of_the_same_words_on_both_sides(tmp_path):
    passage = words(3, 300)
    one, other = f"{words(1, 50)} — {passage}", f"Überhaupt: {words(2, 9)}\n{passage.upper()} {words(5, 9)}"
    store = Store(tmp_path)
    store.add([(1, "2024", one), (2, "2025", other)])
    (found,) = pairs(store)
    assert 16 <= len(found.seeds) <= SEEDS
    for a, b in found.seeds:
        assert one[a:].split()[:5] == other[b:].lower().split()[:5]
    assert found.shared > SEEDS
    assert found.bearers == 2


def test_passages_with_15_percent_of_their_words_changed_are_found(tmp_path):
    rng = random.Random(6)
    entries = [(n, "", f"{words(n, 120)} {words(10_000 + n, 50)} {words(-n, 120)}") for n in range(300)]
    for n in range(300):
        edited = [rng.choice(VOCABULARY) if rng.random() < 0.15 else w for w in words(10_000 + n, 50).split()]
        entries.append((300 + n, "", f"{words(20_000 + n, 150)} {' '.join(edited)} {words(30_000 + n, 90)}"))
    store = Store(tmp_path)
    store.add(entries)
    found = {(p.one, p.other) for p in pairs(store)}
    assert sum((n, 300 + n) in found for n in range(300)) >= 0.97 * 300
    assert len(found) < 330


def test_the_result_is_the_same_within_little_memory_and_in_many_tasks(tmp_path, monkeypatch):
    store = Store(tmp_path / "store")
    store.add(reprints(900))
    expected = sorted(pairs(store), key=lambda p: (p.other, p.one))
    assert sorted(pairs(store, limits=Limits("32MB")), key=lambda p: (p.other, p.one)) == expected
    monkeypatch.setattr(pairing, "TASK", 4_000)
    counted = []

    def run(task, items):
        for item in items:
            counted.append(task.__name__)
            yield pickle.loads(pickle.dumps(task))(pickle.loads(pickle.dumps(item)))

    assert sorted(pairs(store, run=run), key=lambda p: (p.other, p.one)) == expected
    assert counted.count("join") == 16
    assert counted.count("gather") == 8
    new = [n for n, _, _ in reprints(900)]
    assert {(p.one, p.other) for p in pairs(store, new, run=run)} == {(p.one, p.other) for p in expected}


def test_memory_that_cannot_suffice_and_sizes_that_are_none_are_named(tmp_path):
    store = Store(tmp_path)
    store.add(reprints(900))
    with pytest.raises(StopRun, match=r"within 1MB.*higher limit"):
        list(pairs(store, limits=Limits("1MB")))
    with pytest.raises(StopRun, match="Memory limit 'plenty'"):
        list(pairs(store, limits=Limits("plenty")))


def test_a_lost_worker_stops_the_run_and_says_so(tmp_path):
    class Lost:
        why = "was killed (SIGKILL)"

    store = Store(tmp_path)
    store.add(reprints(9))
    with pytest.raises(StopRun, match=r"a worker was lost: was killed \(SIGKILL\)"):
        list(pairs(store, run=lambda _, items: [Lost() for _ in items]))


def test_nothing_is_left_in_the_store_by_joins_ended_or_killed(tmp_path):
    store = Store(tmp_path)
    store.add(reprints(30))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, elsewhere, running = (
        tmp_path / f"join-{process}@{machine}-abc"
        for process, machine in (
            (ended.pid, pairing._machine()),
            (ended.pid, "another"),
            (1, pairing._machine()),
        )
    )
    for folder in (left, elsewhere, running):
        folder.mkdir()
    next(iter(pairs(store)))
    list(pairs(store, [1, 2]))
    assert {path.name for path in tmp_path.iterdir()} == {
        "manifest.json",
        "part-000001",
        elsewhere.name,
        running.name,
    }


@pytest.mark.parametrize("new", [None, [], [7]])
def test_a_store_with_nothing_in_it_has_no_pairs(tmp_path, new):
    assert list(pairs(Store(tmp_path), new)) == []


def test_every_copy_of_a_pair_is_found_by_brute_force_too(tmp_path):
    entries = reprints(12)
    store = Store(tmp_path)
    store.add(entries)
    found = families({(p.one, p.other) for p in pairs(store)})
    sets = {n: set(fingerprints([text], Recipe()).hashes.tolist()) for n, _, text in entries}
    assert found == families({(a, b) for a, b in combinations(sets, 2) if len(sets[a] & sets[b]) > 5})


def test_processes_of_their_own_find_the_same(tmp_path, monkeypatch):
    store = Store(tmp_path)
    entries = reprints(200)
    store.add(entries)
    texts = {n: text for n, _, text in entries}
    expected = sorted((r.one, r.other, r.passages) for r in reuse(pairs(store), lambda _: texts))
    monkeypatch.setattr(pairing, "TASK", 4_000)
    with engine.started(Settings(workers=2)) as workers:
        run = partial(engine.run, workers, ordered=False)
        found = sorted(
            (r.one, r.other, r.passages) for r in reuse(pairs(store, run=run), lambda _: texts, run=run)
        )
    assert found == expected
