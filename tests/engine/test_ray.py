"""A real Ray cluster of three workers on this machine, some of them killed while they are at work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import jobs
import pytest

import fragile
from sayso import engine, pipeline, shards
from sayso.errors import SkipDocument, StopRun
from sayso.settings import Settings
from sayso.types import Reading

ray = pytest.importorskip("ray", reason="needs the extra sayso[ray]")

STORY = "The harbour was closed on Monday, the mayor said, and ships were sent to the next port."
ALONE = Settings(extractor="fragile", workers=1)
RAY = Settings(extractor="fragile", engine="ray", workers=3)


@pytest.fixture(scope="module", autouse=True)
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Started by the engine; the tests join it, and it ends with the block that started it."""
    with pytest.MonkeyPatch.context() as patch:
        fragile.install(tmp_path_factory.mktemp("installed"), patch)
        with engine.started(RAY):
            assert ray.cluster_resources()["CPU"] == 3
            yield
            assert ray.is_initialized()
        assert not ray.is_initialized()


def corpus(folder: Path, orders: dict[int, str], count: int = 40) -> str:
    folder.mkdir()
    for number in range(count):
        text = f"{STORY} It was day {number}.\n{orders.get(number, '!wait')}"
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    return str(folder)


def timeless(items: Iterable[Reading | SkipDocument]) -> list[str]:
    """Without what differs between two runs: when it was read."""
    return [
        repr(replace(i, document=replace(i.document, custody=replace(i.document.custody, retrieved=""))))
        if isinstance(i, Reading)
        else repr(i)
        for i in items
    ]


def test_results_are_those_of_one_process_though_a_worker_is_killed(tmp_path: Path) -> None:
    texts = corpus(tmp_path / "texts", {20: f"!die once {tmp_path / 'died'}"})
    found = timeless(pipeline.gather([texts], RAY))
    assert (tmp_path / "died").exists()
    assert found == timeless(pipeline.gather([texts], ALONE))
    assert len(found) == 40


def test_a_worker_killed_from_outside_is_replaced() -> None:
    with engine.started(RAY) as workers:
        results = engine.run(workers, jobs.process, [0.3] * 20, ordered=False)
        victim = next(results)
        assert isinstance(victim, int)
        os.kill(victim, signal.SIGKILL)
        others = list(results)
    assert len(others) == 19
    assert not any(isinstance(other, engine.Lost) for other in others)
    assert os.getpid() not in others


def test_a_document_that_kills_every_worker_is_skipped_with_its_address(tmp_path: Path) -> None:
    texts = corpus(tmp_path / "texts", {7: "!die"}, 20)
    found = list(pipeline.gather([texts], RAY))
    [complaint] = [item for item in found if isinstance(item, SkipDocument)]
    assert found.index(complaint) == 7
    assert complaint.what == "07.txt"
    assert "WorkerCrashedError" in complaint.why
    assert len(found) == 20


def test_shards_are_those_of_one_process_though_a_worker_is_killed(tmp_path: Path) -> None:
    texts = corpus(tmp_path / "texts", {11: f"!die once {tmp_path / 'died'}"}, 30)
    made = list(shards.gather([texts], RAY, str(tmp_path / "ray"), count=6))
    assert (tmp_path / "died").exists()
    alone = list(shards.gather([texts], ALONE, str(tmp_path / "alone"), count=6))
    assert sum(each.documents for each in made) == sum(each.documents for each in alone) == 30
    there, here = (timeless(shards.readings(str(tmp_path / place))) for place in ("ray", "alone"))
    assert there == here
    assert not any(each.anew for each in shards.gather([texts], RAY, str(tmp_path / "alone")))


def test_what_stops_the_run_comes_through() -> None:
    with engine.started(RAY) as workers, pytest.raises(StopRun) as caught:
        list(engine.run(workers, jobs.stop, [1, 2, 3]))
    assert (caught.value.what, caught.value.why, caught.value.todo) == ("item 1", "no more", "Go home")


def test_items_are_asked_for_only_as_workers_come_free() -> None:
    given = 0

    def items() -> Iterator[float]:
        nonlocal given
        for _ in range(40):
            given += 1
            yield 0.0

    with engine.started(RAY) as workers:
        ahead = max(
            given - done + 1 for done, _ in enumerate(engine.run(workers, jobs.wait, items()), start=1)
        )
        assert ahead == workers.ahead == 12


RUN = """
import sys, jobs
from sayso import engine
from sayso.settings import Settings
with engine.started(Settings(engine="ray", ray_address=sys.argv[1])) as workers:
    print(*engine.run(workers, jobs.process, [0.0, 0.0]))
"""


def test_a_cluster_that_is_named_is_joined_and_left_running() -> None:
    """By another process: this one is in the cluster already."""
    program = [sys.executable, "-c", RUN, ray.get_runtime_context().gcs_address]
    done = subprocess.run(program, capture_output=True, text=True, check=True, timeout=60)
    assert len(done.stdout.split()) == 2
    with engine.started(RAY) as workers:
        assert list(engine.run(workers, abs, [-1, -2])) == [1, 2]
