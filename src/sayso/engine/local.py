"""Workers on this machine: processes of our own, asked over pipes."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Lock, Thread
from typing import IO, Any, TypeVar, cast

from sayso.engine.workers import AHEAD, TRIES, Died, answered, cores
from sayso.errors import StopRun

I = TypeVar("I")  # noqa: E741 - an item
R = TypeVar("R")


class Here:
    """No worker: each item is done at once, in this process."""

    ahead = 1

    def submit(self, task: Callable[[I], R], item: I) -> Future[R]:
        done: Future[R] = Future()
        try:
            done.set_result(task(item))
        except StopRun as error:
            done.set_exception(error)
        return done

    def close(self) -> None:
        pass


class Local:
    """Processes on this machine, each driven by a thread that waits for its answers.

    `multiprocessing` would run the user's script again in each of them, and leave them behind where this
    process is killed. These end by themselves when it is gone.
    """

    def __init__(self, workers: int) -> None:
        self.ahead = AHEAD * workers
        self._environment = _environment(max(1, cores() // workers))
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="sayso-worker")
        self._idle: SimpleQueue[_Process | None] = SimpleQueue()
        for _ in range(workers):
            self._idle.put(None)
        self._alive: set[_Process] = set()
        self._lock = Lock()
        self._closed = False

    def submit(self, task: Callable[[I], R], item: I) -> Future[R]:
        return self._threads.submit(self._tried, task, item)

    def _tried(self, task: Callable[[I], R], item: I) -> R:
        for left in reversed(range(TRIES)):
            process = self._idle.get() or self._start()
            try:
                ok, value = process.ask(task, item)
            except Died:
                self._end(process)
                self._idle.put(None)
                if not left or self._closed:
                    raise
                continue
            self._idle.put(process)
            if not ok:
                raise value
            return cast(R, value)
        raise AssertionError("an item is tried at least once")

    def _start(self) -> _Process:
        with self._lock:
            if self._closed:
                raise Died("was not started any more")
            process = _Process(self._environment)
            self._alive.add(process)
        return process

    def _end(self, process: _Process) -> None:
        with self._lock:
            self._alive.discard(process)
        process.close()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            alive = list(self._alive)
        for process in alive:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in alive:
            self._end(process)


def _environment(threads: int) -> dict[str, str]:
    """Of a worker: it finds the modules that this process finds, and leaves the other cores to the others."""
    path = os.pathsep.join(filter(None, sys.path))
    return {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": str(threads)}


class _Process:
    """One worker, asked over a pipe."""

    def __init__(self, environment: dict[str, str]) -> None:
        # A group of its own: Ctrl-C reaches this process alone, which then ends the others.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", "from sayso.engine import local; local.serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            process_group=0,
        )
        assert self._process.stdin and self._process.stdout
        self._to, self._from = self._process.stdin, self._process.stdout

    def ask(self, task: Callable[[I], R], item: I) -> tuple[bool, Any]:
        """Whether it went well, and the result or else the error.

        Raises:
            Died: the process ended instead.
        """
        asked = pickle.dumps((task, item))
        try:
            _send(self._to, asked)
            answer = _received(self._from)
        except (OSError, ValueError):  # a pipe that was closed
            answer = None
        if answer is None:
            self.kill()
            raise Died(_how(self._process.wait()))
        return cast("tuple[bool, Any]", pickle.loads(answer))  # noqa: S301 - from our own process

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()

    def close(self) -> None:
        self.kill()
        self._process.wait()
        for pipe in (self._to, self._from):
            try:
                pipe.close()
            except OSError:
                # What was not yet sent has nobody to go to.
                continue


def _how(code: int) -> str:
    if code < 0:
        return f"was killed ({signal.Signals(-code).name})"
    return f"ended by itself (exit code {code})"


_LENGTH = struct.Struct(">Q")


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _received(pipe: IO[bytes]) -> bytes | None:
    """The next message; None where the other end is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None


def serve() -> None:
    """What a worker process does: answer until the one that asks is gone."""
    asks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a library prints must not get among the answers.
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    asked: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(asks, asked), daemon=True).start()
    while True:
        task, item = pickle.loads(asked.get())  # noqa: S301 - from the process that started this one
        answer = pickle.dumps(answered(task, item))
        try:
            _send(answers, answer)
        except BrokenPipeError:
            os._exit(0)


def _listen(asks: IO[bytes], asked: SimpleQueue[bytes]) -> None:
    """Hears the end of the one that asks, whatever the worker is at."""
    while (message := _received(asks)) is not None:
        asked.put(message)
    os._exit(0)
