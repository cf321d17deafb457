"""Workers on a Ray cluster."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from concurrent.futures import Future
from types import ModuleType
from typing import Any, TypeVar

from sayso.engine.workers import AHEAD, TRIES, Died, answered, count
from sayso.errors import StopRun
from sayso.settings import Settings

I = TypeVar("I")  # noqa: E741 - an item
R = TypeVar("R")


class Cluster:
    """The cluster at `ray_address`, the one that this process is in already, or one started here."""

    def __init__(self, settings: Settings) -> None:
        ray = self._ray = _ray()
        self._ours = not ray.is_initialized()
        if self._ours:
            _join(ray, settings)
        workers = settings.workers or int(ray.cluster_resources().get("CPU", 1))
        self.ahead = AHEAD * max(1, workers)
        self._remote = ray.remote(max_retries=TRIES - 1)(answered)
        self._under_way: dict[Future[Any], Any] = {}

    def submit(self, task: Callable[[I], R], item: I) -> Future[R]:
        reference = self._remote.remote(task, item)
        told: Future[R] = Future()
        told.set_running_or_notify_cancel()
        self._under_way[told] = reference
        reference.future().add_done_callback(lambda answer: self._tell(told, answer))
        return told

    def _tell(self, told: Future[R], answer: Future[tuple[bool, Any]]) -> None:
        self._under_way.pop(told, None)
        error = answer.exception()
        if error is not None:
            told.set_exception(Died(_ray_death(error)))
        elif answer.result()[0]:
            told.set_result(answer.result()[1])
        else:
            told.set_exception(answer.result()[1])

    def close(self) -> None:
        for reference in list(self._under_way.values()):
            self._ray.cancel(reference, force=True)
        if self._ours:
            self._ray.shutdown()


def _ray() -> ModuleType:
    try:
        import ray
    except ImportError:
        why = "the package ray is not installed"
        raise StopRun("engine 'ray'", why, "pip install 'sayso[ray]', or choose --engine local") from None
    return ray


def _join(ray: ModuleType, settings: Settings) -> None:
    address = settings.ray_address
    # Ray would else report its use to its makers: nothing leaves this machine unasked.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    ours: dict[str, Any] = {"num_cpus": count(settings), "include_dashboard": False}
    asked = {"address": address} if address else {"address": "local", **ours}
    try:
        _knock(address)
        ray.init(**asked, log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        said = " ".join(str(error).split())[:200]
        todo = "Look whether the cluster runs (ray status), or leave ray_address empty"
        raise StopRun(f"ray_address {address!r}", f"no Ray cluster there ({said})", todo) from None


def _knock(address: str) -> None:
    """Whether anybody answers at host:port: Ray would try for minutes. Names like `auto` are left to Ray."""
    host, _, port = address.rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.rpartition("/")[2].strip("[]"), int(port)), timeout=10).close()


def _ray_death(error: BaseException) -> str:
    said = " ".join(str(error).split())
    return f"died on the cluster ({type(error).__name__}: {said[:200]})"
