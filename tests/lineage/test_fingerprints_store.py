"""The store: what was added is there after any end, nothing half-written counts, and damage is named."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pytest

from sayso.errors import StopRun
from sayso.lineage.fingerprints import Recipe, Store, pairs
from sayso.lineage.fingerprints.parts import buckets, numbers_of, opened, seconds, turn

rng = random.Random(8)
VOCABULARY = [f"word{n}" for n in range(3000)]
STORY = " ".join(rng.choices(VOCABULARY, k=80))


def text(n: int) -> str:
    """An article of its own, with the story in the middle of every other one."""
    own = random.Random(n)
    before, after = (" ".join(own.choices(VOCABULARY, k=60)) for _ in range(2))
    return f"{before}\n{STORY if n % 2 else ''}\n{after}"


def batch(low: int, high: int) -> list[tuple[int, str, str]]:
    return [(n, f"2024-03-{n % 28 + 1:02}", text(n)) for n in range(low, high)]


def linked(store: Store) -> set[tuple[int, int]]:
    return {(found.one, found.other) for found in pairs(store)}


def rows(store: Store) -> set[tuple[int, int, int]]:
    """All of them, as the columns for searching have them."""
    columns = [opened(piece) for part in store.parts for piece in part.pieces]
    return {row for found in columns for row in zip(*(c.tolist() for c in found), strict=True)}


def parquet(store: Store) -> set[tuple[int, int, int]]:
    files = [f"{piece.path}.parquet" for part in store.parts for piece in part.pieces]
    return set(duckdb.execute("SELECT hash, turn, place FROM read_parquet($1)", [files]).fetchall())


def test_what_is_added_is_there_when_the_store_is_opened_again(tmp_path):
    assert Store(tmp_path).add(batch(0, 30)) == 30
    store = Store(tmp_path)
    assert store.documents == 30
    assert store.missing([3, 30, 29, 31]) == [30, 31]
    assert rows(store) == parquet(store) != set()
    assert linked(store)


def test_documents_that_are_there_or_come_twice_are_passed_over(tmp_path):
    store = Store(tmp_path)
    store.add(batch(0, 10))
    assert store.add([*batch(5, 12), *batch(11, 12)]) == 2
    assert store.documents == 12


def test_adding_writes_new_files_and_touches_no_old_ones(tmp_path):
    store = Store(tmp_path)
    store.add(batch(0, 20))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("part-*/*")}
    store.add(batch(20, 25))
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert len(store.parts) == 2


def test_additions_are_merged_as_they_grow_many_and_nothing_is_lost(tmp_path):
    one, many = Store(tmp_path / "one"), Store(tmp_path / "many")
    one.add(batch(0, 60))
    for n in range(0, 60, 2):
        many.add(batch(n, n + 2))
    assert len(many.parts) < 12
    assert many.documents == 60
    assert rows(many) == parquet(many) == rows(one)
    many.compact()
    assert len(many.parts) == 1
    assert linked(many) == linked(one)


def test_parquet_is_cut_by_bucket_and_sorted_within(tmp_path, monkeypatch):
    monkeypatch.setattr("sayso.lineage.fingerprints.parts.PIECE", 1 << 9)
    monkeypatch.setattr(buckets, "__defaults__", (1 << 9,))
    store = Store(tmp_path)
    store.add(batch(0, 40))
    pieces = store.parts[0].pieces
    assert len(pieces) == 8
    for piece in pieces:
        table = duckdb.execute(
            "SELECT hash, turn FROM read_parquet($1)", [f"{piece.path}.parquet"]
        ).fetchall()
        assert table == sorted(table)
        assert all(piece.low <= found <= piece.high for found, _ in table)
    assert linked(store) == linked(_whole(tmp_path / "whole"))


def _whole(folder: Path) -> Store:
    store = Store(folder)
    store.add(batch(0, 40))
    return store


def test_removed_documents_take_part_in_no_join_and_leave_the_disk(tmp_path):
    store = Store(tmp_path)
    store.add(batch(0, 20))
    store.add(batch(20, 40))
    store.remove([1, 3, 25, 999])
    assert store.documents == 37
    assert not {1, 3, 25} & {n for pair in linked(store) for n in pair}
    assert not {1, 3} & {n for found in pairs(store, new=[5, 7, 25]) for n in (found.one, found.other)}
    with pytest.raises(StopRun, match="Document number 3"):
        store.add(batch(3, 4))
    store.compact()
    assert store.removed == ()
    assert {1, 3, 25}.isdisjoint(turn_ & 0x7FFFFFFF for _, turn_, _ in rows(store) | parquet(store))
    assert Store(tmp_path).documents == 37
    assert store.add(batch(3, 4)) == 1


def test_merging_a_few_parts_keeps_the_list_of_those_removed_elsewhere(tmp_path):
    store = Store(tmp_path)
    store.add(batch(0, 2000))
    for n in range(7):
        store.add(batch(2000 + n, 2001 + n))
    store.remove([5, 2003])
    store.add(batch(2008, 2009))
    assert len(store.parts) == 2
    assert store.removed == (5,)
    assert store.documents == 2006


def test_a_store_of_another_recipe_is_refused(tmp_path):
    Store(tmp_path).add(batch(0, 3))
    with pytest.raises(StopRun, match="recipe winnowed-1-5-4, not winnowed-1-4-2"):
        Store(tmp_path, Recipe(4, 2))


@pytest.mark.parametrize("where", ["write_parquet", "write_index", "rename", "manifest"])
@pytest.mark.parametrize("doing", ["add", "compact"])
def test_what_is_killed_half_way_never_counts(tmp_path, where, doing):
    store = Store(tmp_path)
    store.add(batch(0, 10))
    store.add(batch(10, 20))
    before = rows(store)
    script = f"""
        import os, signal
        from pathlib import Path
        from sayso.lineage.fingerprints import Store, parts
        def die(*_, **__):
            os.kill(os.getpid(), signal.SIGKILL)
        store = Store(Path({str(tmp_path)!r}))
        if {where!r} == "rename":
            Path.rename = die
        elif {where!r} == "manifest":
            os.fsync = die
        else:
            parts.{where if where.startswith("write") else "write_index"} = die
        if {doing!r} == "add":
            store.add([(77, "2024-01-01", {text(77)!r})])
        else:
            store.compact()
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL
    again = Store(tmp_path)
    assert rows(again) == parquet(again) == before
    assert again.missing([0, 19, 77]) == [77]
    assert again.add(batch(77, 78)) == 1
    again.compact()
    assert again.documents == 21
    kept = {path.name for path in tmp_path.iterdir() if not path.name.startswith("manifest")}
    assert kept == {part.name for part in again.parts}


@pytest.mark.parametrize("file", ["0000.parquet", "0000.hash.npy", "0000.turn.npy", "numbers.npy"])
@pytest.mark.parametrize("harm", ["cut", "gone", "rubbish"])
def test_a_damaged_file_is_named_and_the_store_can_be_repaired(tmp_path, file, harm):
    store = Store(tmp_path)
    store.add(batch(0, 20))
    store.add(batch(20, 40))
    expected = linked(store)
    _harm(tmp_path / "part-000002" / file, harm)
    with pytest.raises(StopRun, match="part-000002") as error:
        _use(Store(tmp_path))
    assert "repair" in str(error.value)
    again = Store(tmp_path)
    lost = again.repair()
    assert lost == (20 if file in {"0000.parquet", "numbers.npy"} else 0)
    again.add([entry for entry in batch(0, 40) if entry[0] in again.missing(range(40))])
    assert linked(again) == expected


def _harm(path: Path, harm: str) -> None:
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:100] if harm == "cut" else b"rubbish")


def _use(store: Store) -> None:
    store.missing([1])
    list(pairs(store))
    list(pairs(store, new=[30]))


def test_a_damaged_manifest_is_named(tmp_path):
    Store(tmp_path).add(batch(0, 3))
    (tmp_path / "manifest.json").write_text('{"format": 1, "recipe": ')
    with pytest.raises(StopRun, match=r"manifest\.json.*Delete the folder"):
        Store(tmp_path)


def test_a_store_of_a_later_format_is_refused(tmp_path):
    Store(tmp_path).add(batch(0, 3))
    path = tmp_path / "manifest.json"
    path.write_text(path.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(StopRun, match="its format is 2"):
        Store(tmp_path)


def test_two_writers_are_found_out_before_one_undoes_the_other(tmp_path):
    Store(tmp_path).add(batch(0, 3))
    one, other = Store(tmp_path), Store(tmp_path)
    one.add(batch(3, 6))
    with pytest.raises(StopRun, match="another process has changed it"):
        other.add(batch(6, 9))
    assert Store(tmp_path).documents == 6


def test_a_store_may_be_moved(tmp_path):
    store = Store(tmp_path / "old")
    store.add(batch(0, 20))
    expected = linked(store)
    (tmp_path / "old").rename(tmp_path / "new")
    assert linked(Store(tmp_path / "new")) == expected


def test_turns_sort_by_time_and_then_by_number():
    times = [
        "1799-05-01",
        "1914-07",
        "2024-02-03",
        "2024-02-03T10:00:00+02:00",
        "2024-02-03T08:00:01Z",
        "2024-03",
        "",
    ]
    turns = [turn(9 - n, time) for n, time in enumerate(times)]
    assert turns == sorted(turns)
    assert seconds("2024-02-03T10:00:00+02:00") == seconds("2024-02-03T08:00:00")
    assert turn(4, "2024") < turn(5, "2024")
    assert seconds("") == seconds("XXXX-08-01") == seconds("soon") > seconds("2100-01-01")
    assert numbers_of(np.array(turns, np.uint64)).tolist() == list(range(9, 2, -1))


@pytest.mark.parametrize("number", [-1, 2**31 - 1, 2**40])
def test_numbers_out_of_range_are_refused(tmp_path, number):
    with pytest.raises(StopRun, match=f"Document number {number}"):
        Store(tmp_path).add([(number, "", STORY)])


def test_buckets_cover_all_hashes_once():
    for count in (0, 1, 1 << 21, (1 << 21) + 1, 10**8):
        found = buckets(count)
        assert found[0][0] == 0
        assert found[-1][1] == 2**64 - 1
        assert all(high + 1 == low for (_, high), (low, _) in pairwise(found))
