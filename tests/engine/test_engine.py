"""Real processes: what they are asked, how they die, and what is left of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import jobs
import pytest

from sayso import engine
from sayso.errors import StopRun
from sayso.settings import Settings

TWO = Settings(workers=2)


@pytest.mark.parametrize("settings", [Settings(workers=1), TWO], ids=["here", "processes"])
def test_results_come_in_the_order_of_the_items(settings: Settings) -> None:
    waits = [0.2, 0.0, 0.1, 0.0, 0.0, 0.15, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    with engine.started(settings) as workers:
        assert list(engine.run(workers, jobs.wait, waits)) == waits


def test_results_can_come_as_they_are_ready() -> None:
    with engine.started(TWO) as workers:
        list(engine.run(workers, jobs.wait, [0.0] * 4))
        assert list(engine.run(workers, jobs.wait, [1.0, 0.0, 0.0], ordered=False)) == [0.0, 0.0, 1.0]


def test_the_work_is_spread_over_processes_that_are_not_this_one() -> None:
    with engine.started(TWO) as workers:
        found = set(engine.run(workers, jobs.process, [0.05] * 20))
    assert len(found) == 2
    assert os.getpid() not in found


def test_one_worker_is_this_process() -> None:
    with engine.started(Settings(workers=1)) as workers:
        assert list(engine.run(workers, jobs.process, [0.0])) == [os.getpid()]


@pytest.mark.parametrize("settings", [Settings(workers=1), TWO], ids=["here", "processes"])
def test_items_are_asked_for_only_as_workers_come_free(settings: Settings) -> None:
    given = 0

    def items() -> Iterator[float]:
        nonlocal given
        for _ in range(100):
            given += 1
            yield 0.0

    ahead = 0
    with engine.started(settings) as workers:
        for done, _ in enumerate(engine.run(workers, jobs.wait, items()), start=1):
            ahead = max(ahead, given - done + 1)
        assert ahead == workers.ahead
    assert given == 100


@pytest.mark.parametrize("settings", [Settings(workers=1), TWO], ids=["here", "processes"])
def test_what_stops_the_run_comes_through(settings: Settings) -> None:
    with engine.started(settings) as workers, pytest.raises(StopRun) as caught:
        list(engine.run(workers, jobs.stop, [1, 2, 3]))
    assert (caught.value.what, caught.value.why, caught.value.todo) == ("item 1", "no more", "Go home")


def test_an_item_that_kills_its_worker_is_lost_and_the_others_are_done() -> None:
    with engine.started(TWO) as workers:
        found = list(engine.run(workers, jobs.die_of_three, range(6)))
    assert found == [0, 1, 2, engine.Lost(3, "was killed (SIGKILL)"), 4, 5]


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    once = str(tmp_path / "died")
    with engine.started(TWO) as workers:
        assert list(engine.run(workers, jobs.die_once, [once, once, once])) == [once] * 3
    assert Path(once).exists()


def test_a_worker_killed_from_outside_is_replaced() -> None:
    """As the system does where memory runs out."""
    with engine.started(TWO) as workers:
        results = engine.run(workers, jobs.process, [0.3] * 12)
        victim = next(results)
        assert isinstance(victim, int)
        os.kill(victim, signal.SIGKILL)
        others = list(results)
    assert len(others) == 11
    assert not any(isinstance(other, engine.Lost) for other in others)
    assert len({victim, *others}) == 3


def test_a_worker_that_ends_by_itself_is_told_apart(capfd: pytest.CaptureFixture[str]) -> None:
    with engine.started(TWO) as workers:
        [lost] = engine.run(workers, jobs.leave, [7])
    assert lost == engine.Lost(7, "ended by itself (exit code 7)")


def test_what_a_task_prints_does_not_get_among_the_answers(capfd: pytest.CaptureFixture[str]) -> None:
    with engine.started(TWO) as workers:
        assert list(engine.run(workers, jobs.chatter, ["a", "b"])) == ["a", "b"]
    out, err = capfd.readouterr()
    assert out == ""
    assert "said a" in err


def test_large_items_and_results_fit_through() -> None:
    with engine.started(TWO) as workers:
        found = list(engine.run(workers, jobs.twice, [b"x" * 5_000_000] * 3))
    assert [len(each) for each in found if isinstance(each, bytes)] == [10_000_000] * 3


@pytest.mark.parametrize("taken", [0, 1])
def test_leaving_early_ends_the_workers(taken: int) -> None:
    with engine.started(TWO) as workers:
        pids = {p for p in engine.run(workers, jobs.process, [0.05] * 8) if isinstance(p, int)}
        results = engine.run(workers, jobs.wait, [0.0] * taken + [60.0] * 8)
        for _ in range(taken):
            next(results)
        start = time.monotonic()
    assert time.monotonic() - start < 10
    assert _gone(pids)


def test_an_unknown_engine_lists_the_choices() -> None:
    with pytest.raises(StopRun, match=r"engine 'slurm': no such name.*Choose one of: local, ray"):
        engine.started(Settings(engine="slurm")).__enter__()


RUN = """
import sys, jobs
from sayso import engine
from sayso.settings import Settings
with engine.started(Settings(workers=2)) as workers:
    for result in engine.run(workers, jobs.announce, [{path!r}] * 8):
        pass
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_the_process_that_started_them(tmp_path: Path, end: signal.Signals) -> None:
    """Whatever ends it. The script has no `if __name__ == "__main__"`: it must not be run in the workers."""
    script = tmp_path / "script.py"
    script.write_text(RUN.format(path=str(tmp_path)), "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, script], env=environment, stderr=subprocess.PIPE, text=True
    ) as run:
        pids = _announced(tmp_path)
        run.send_signal(end)
        _, said = run.communicate(timeout=20)
    assert run.returncode == -end
    assert said.count("Traceback") == (1 if end == signal.SIGINT else 0), said
    assert _gone(pids)


def _announced(folder: Path) -> set[int]:
    for _ in range(200):
        found = {int(p.name.removeprefix("pid-")) for p in folder.glob("pid-*")}
        if len(found) == 2:
            return found
        time.sleep(0.1)
    raise AssertionError("the workers did not start")


def _gone(pids: set[int]) -> bool:
    assert len(pids) == 2
    for _ in range(100):
        if not any(_alive(pid) for pid in pids):
            return True
        threading.Event().wait(0.1)
    return False


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
