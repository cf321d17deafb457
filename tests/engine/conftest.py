from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import fragile


@pytest.fixture
def fragile_extractor(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> str:
    folder: Path = tmp_path_factory.mktemp("installed")
    fragile.install(folder)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv(fragile.PARENT, str(os.getpid()))
    # Ray's workers are started by its own programs, which know nothing of this process's path.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    return "fragile"
