"""Where there is no cluster, that is told at once."""

from __future__ import annotations

import sys
import time

import pytest

from sayso import engine
from sayso.errors import StopRun
from sayso.settings import Settings


@pytest.mark.parametrize("address", ["127.0.0.1:9", "nonsense", "auto"])
def test_where_no_cluster_answers_the_run_stops_at_once(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    pytest.importorskip("ray", reason="needs the extra sayso[ray]")
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    start = time.monotonic()
    with pytest.raises(StopRun, match=rf"ray_address '{address}': no Ray cluster there") as caught:
        engine.started(Settings(engine="ray", ray_address=address)).__enter__()
    assert "leave ray_address empty" in caught.value.todo
    assert time.monotonic() - start < 15


def test_without_the_extra_it_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(StopRun, match=r"pip install 'sayso\[ray\]', or choose --engine local"):
        engine.started(Settings(engine="ray")).__enter__()
