"""Gathering into shards: what is finished is not done again, and what comes out is what one process reads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from sayso import pipeline, shards
from sayso.errors import SkipDocument, StopRun
from sayso.settings import Settings
from sayso.shards import inputs, making
from sayso.shards.files import name
from sayso.types import Reading

pytest.importorskip("pyarrow", reason="shards need the extra sayso[parquet]")

STORY = "The harbour was closed on Monday, the mayor said, and ships were sent to the next port."


def corpus(folder: Path, count: int = 20) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(f"{STORY} It was day {number}.", "utf-8")
    return folder


def timeless(items: Iterable[Reading | SkipDocument]) -> list[str]:
    """Without what differs between two runs: when it was read."""
    return sorted(
        repr(replace(i, document=replace(i.document, custody=replace(i.document.custody, retrieved=""))))
        if isinstance(i, Reading)
        else repr(i)
        for i in items
    )


@pytest.fixture
def alone(fragile_extractor: str) -> Settings:
    return Settings(extractor=fragile_extractor, workers=1)


@pytest.fixture
def two(fragile_extractor: str) -> Settings:
    return Settings(extractor=fragile_extractor, workers=2)


def test_shards_hold_what_one_process_reads(tmp_path: Path, two: Settings) -> None:
    texts = corpus(tmp_path / "texts")
    (texts / "empty.txt").touch()
    (texts / "picture.png").touch()
    made = list(shards.gather([str(texts)], two, str(tmp_path / "out"), count=4))
    assert sorted(each.number for each in made) == [0, 1, 2, 3]
    assert all(each.anew and each.count == 4 for each in made)
    assert (sum(m.documents for m in made), sum(m.skipped for m in made)) == (20, 2)
    found = list(shards.readings(str(tmp_path / "out")))
    assert timeless(found) == timeless(pipeline.gather([str(texts)], replace(two, workers=1)))


def test_the_documents_of_a_shard_are_in_the_order_of_their_ids(tmp_path: Path, alone: Settings) -> None:
    list(shards.gather([str(corpus(tmp_path / "texts"))], alone, "memory://ordered", count=1))
    ids = [r.document.id for r in shards.readings("memory://ordered") if isinstance(r, Reading)]
    assert ids == sorted(ids)
    assert len(ids) == 20


def test_finished_shards_are_not_done_again(tmp_path: Path, alone: Settings) -> None:
    texts, out = corpus(tmp_path / "texts"), str(tmp_path / "out")
    first = list(shards.gather([str(texts)], alone, out, count=8))
    again = list(shards.gather([str(texts)], replace(alone, workers=2), out))
    assert sorted(again, key=str) == sorted((replace(made, anew=False) for made in first), key=str)


@pytest.mark.parametrize(
    "change", [{"max_text_chars": 1000}, {"published": "2024-05-17"}, {"any_language": True}], ids=str
)
def test_another_setting_makes_them_anew(tmp_path: Path, alone: Settings, change: dict[str, int]) -> None:
    texts, out = str(corpus(tmp_path / "texts", 3)), str(tmp_path / "out")
    list(shards.gather([texts], alone, out, count=2))
    changed: Settings = replace(alone, **change)  # type: ignore[arg-type]
    assert all(made.anew for made in shards.gather([texts], changed, out))


def test_a_changed_input_makes_only_its_own_shard_anew(tmp_path: Path, alone: Settings) -> None:
    texts, out = corpus(tmp_path / "texts"), str(tmp_path / "out")
    list(shards.gather([str(texts)], alone, out, count=8))
    (texts / "07.txt").write_text(f"{STORY} Nobody else saw it.", "utf-8")
    again = {made.number for made in shards.gather([str(texts)], alone, out) if made.anew}
    assert again == {inputs.Input("07.txt").shard(8)}
    found = [r.document.text for r in shards.readings(out) if isinstance(r, Reading)]
    assert f"{STORY} Nobody else saw it." in found
    assert len(found) == 20


def test_an_input_that_is_gone_leaves_its_shard(tmp_path: Path, alone: Settings) -> None:
    texts, out = corpus(tmp_path / "texts", 2), str(tmp_path / "out")
    list(shards.gather([str(texts)], alone, out, count=2))
    (texts / "00.txt").unlink()
    list(shards.gather([str(texts)], alone, out))
    [left] = shards.readings(out)
    assert isinstance(left, Reading)
    assert left.document.address == "01.txt"


def test_a_damaged_shard_is_made_anew_once_it_is_removed(tmp_path: Path, alone: Settings) -> None:
    texts, out = corpus(tmp_path / "texts"), tmp_path / "out"
    list(shards.gather([str(texts)], alone, str(out), count=4))
    whole = timeless(shards.readings(str(out)))
    path = out / name(2, 4)
    damaged = path.read_bytes()
    path.write_bytes(damaged[:40] + b"\x00" * 20 + damaged[60:])
    [complaint] = [i for i in shards.readings(str(out)) if isinstance(i, SkipDocument)]
    assert complaint.what == str(path)
    path.unlink()
    assert [made.number for made in shards.gather([str(texts)], alone, str(out)) if made.anew] == [2]
    assert timeless(shards.readings(str(out))) == whole


def test_a_truncated_shard_is_made_anew_by_itself(tmp_path: Path, alone: Settings) -> None:
    texts, out = corpus(tmp_path / "texts"), tmp_path / "out"
    list(shards.gather([str(texts)], alone, str(out), count=4))
    path = out / name(1, 4)
    path.write_bytes(path.read_bytes()[:-50])
    assert [made.number for made in shards.gather([str(texts)], alone, str(out)) if made.anew] == [1]


RUN = """
from sayso import shards
from sayso.settings import Settings
for made in shards.gather([{texts!r}], Settings(extractor="fragile", workers=2), {out!r}, count=12):
    print(made.number, made.anew, flush=True)
"""


def test_a_run_that_is_killed_half_way_goes_on_where_it_was(tmp_path: Path, two: Settings) -> None:
    texts, out = corpus(tmp_path / "texts", 24), tmp_path / "out"
    for path in texts.iterdir():
        path.write_text(path.read_text("utf-8") + "\n!wait", "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    program = [sys.executable, "-c", RUN.format(texts=str(texts), out=str(out))]
    with subprocess.Popen(program, env=environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        acknowledged = {int(run.stdout.readline().split()[0]) for _ in range(3)}
        run.send_signal(signal.SIGKILL)
    time.sleep(0.3)
    (out / f"{name(11, 12)}.cafe.tmp").write_bytes(b"half")
    finished = {number for number in range(12) if (out / name(number, 12)).exists()}
    assert acknowledged <= finished != set(range(12))

    done_again = {made.number for made in shards.gather([str(texts)], two, str(out)) if made.anew}
    assert done_again == set(range(12)) - finished
    assert sorted(path.name for path in out.iterdir()) == [name(number, 12) for number in range(12)]
    assert timeless(shards.readings(str(out))) == timeless(
        pipeline.gather([str(texts)], replace(two, workers=1))
    )


def test_what_kills_its_worker_is_skipped_with_its_address(tmp_path: Path, two: Settings) -> None:
    texts, out = corpus(tmp_path / "texts", 6), str(tmp_path / "out")
    (texts / "03.txt").write_text(f"{STORY}\n!die", "utf-8")
    made = list(shards.gather([str(texts)], two, out, count=2))
    assert (sum(m.documents for m in made), sum(m.skipped for m in made)) == (5, 1)
    [complaint] = [i for i in shards.readings(out) if isinstance(i, SkipDocument)]
    assert (complaint.what, complaint.why) == ("03.txt", "the process that read it was killed (SIGKILL)")
    assert not any(made.anew for made in shards.gather([str(texts)], two, out))


def test_the_same_document_is_in_a_shard_once(tmp_path: Path, alone: Settings) -> None:
    texts, out = str(corpus(tmp_path / "texts", 3)), str(tmp_path / "out")
    list(shards.gather([texts, texts], alone, out, count=2))
    assert len(list(shards.readings(out))) == 3


def test_the_same_document_in_two_shards_comes_twice_with_one_id(tmp_path: Path, alone: Settings) -> None:
    """The union is the ledger's: shards are made on machines that do not know of one another."""
    line = json.dumps({"id": "story-1", "text": STORY}) + "\n"
    for number in range(8):
        (tmp_path / f"{number}.jsonl").write_text(line, "utf-8")
    out = str(tmp_path / "out")
    made = list(shards.gather([str(tmp_path / "*.jsonl")], alone, out, count=4))
    holding = sum(each.documents > 0 for each in made)
    found = [r.document.id for r in shards.readings(out) if isinstance(r, Reading)]
    assert len(found) == holding > 1
    assert len(set(found)) == 1


def test_a_large_jsonl_file_is_read_in_parts_as_if_it_were_whole(
    tmp_path: Path, alone: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps({"text": f"{STORY} It was day {n}."}) for n in range(200)]
    lines[100:100] = ["", "broken", ""]
    path = tmp_path / "big.jsonl"
    path.write_text("\ufeff" + "\n".join(lines), "utf-8")
    monkeypatch.setattr(inputs, "PART_BYTES", 3000)
    monkeypatch.setattr(inputs, "PIECE", 1000)
    assert len(list(inputs.listed([str(path)]))) > 5
    list(shards.gather([str(path)], alone, str(tmp_path / "out"), count=3))
    found = timeless(shards.readings(str(tmp_path / "out")))
    assert found == timeless(pipeline.gather([str(path)], alone))
    assert len(found) == 201


def test_a_shard_that_does_not_fit_in_memory_is_sorted_all_the_same(
    tmp_path: Path, alone: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = str(corpus(tmp_path / "texts", 30))
    list(shards.gather([texts], alone, str(tmp_path / "held"), count=1))
    monkeypatch.setattr(making, "HELD_CHARS", 1000)
    list(shards.gather([texts], alone, str(tmp_path / "spilt"), count=1))
    held, spilt = (
        [r.document.id for r in shards.readings(str(tmp_path / n)) if isinstance(r, Reading)]
        for n in ("held", "spilt")
    )
    assert held == spilt == sorted(held)


def test_inputs_are_spread_evenly_over_shards() -> None:
    counts = [0] * 16
    for number in range(3200):
        counts[inputs.Input(f"texts/{number}.txt").shard(16)] += 1
    assert min(counts) > 150
    assert max(counts) < 260


def test_a_worker_of_another_version_is_found_out(tmp_path: Path, alone: Settings) -> None:
    job = making.Job(str(tmp_path / name(0, 1)), shards.Stamp(0, 1, "fragile 2", "f"), (), alone)
    with pytest.raises(
        StopRun, match="a worker reads with 'fragile 1', and the run was started with 'fragile 2'"
    ):
        making.make(job)


def test_the_number_of_shards_in_a_folder_does_not_change(tmp_path: Path, alone: Settings) -> None:
    texts, out = str(corpus(tmp_path / "texts", 2)), str(tmp_path / "out")
    list(shards.gather([texts], alone, out, count=2))
    with pytest.raises(StopRun, match="it holds shards of 2, and 3 was asked for"):
        list(shards.gather([texts], alone, out, count=3))
    with pytest.raises(StopRun, match="Write 1 or more"):
        list(shards.gather([texts], alone, out, count=0))


def test_standard_input_is_refused(tmp_path: Path, alone: Settings) -> None:
    with pytest.raises(StopRun, match="Write it to a file first"):
        list(shards.gather(["-"], alone, str(tmp_path / "out")))


def test_an_address_is_fetched_by_who_makes_the_shard(tmp_path: Path, alone: Settings) -> None:
    out = str(tmp_path / "out")
    list(shards.gather(["http://127.0.0.1:9/story"], alone, out, count=2))
    [complaint] = shards.readings(out)
    assert isinstance(complaint, SkipDocument)
    assert complaint.what == "http://127.0.0.1:9/story"
