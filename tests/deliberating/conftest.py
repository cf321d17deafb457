"""The ferry's ledger, made once, and a table in the place of the entailment model."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest
from quay_case import ALL, Table

from newsdesk import filled
from sayso import plugins
from sayso.ledger import Ledger, open_ledger


@pytest.fixture(scope="session")
def quay_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quay")
    filled(folder / "sayso.db", ALL).close()
    return folder


@pytest.fixture
def quay(quay_folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of its own with all the articles."""
    opened = open_ledger(str(Path(shutil.copytree(quay_folder, tmp_path / "quay")) / "sayso.db"))
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> Table:
    """What the entailment model says."""
    made, load = Table(), plugins.load

    def loaded(kind: str, name: str) -> ModuleType:
        if kind == "entailer":
            return cast(ModuleType, SimpleNamespace(load=lambda settings: made))
        return load(kind, name)

    monkeypatch.setattr(plugins, "load", loaded)
    return made
