"""The ferry's ledger, made once; and a table in the place of the entailment model."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest
from ferry_case import ALL, Plug, Table

from newsdesk import filled
from sayso import plugins
from sayso.ledger import Ledger, open_ledger


@pytest.fixture(scope="session")
def ferry_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ferry")
    filled(folder / "sayso.db", ALL).close()
    return folder


@pytest.fixture
def ferry(ferry_folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of its own with all the articles."""
    opened = open_ledger(str(Path(shutil.copytree(ferry_folder, tmp_path / "ferry")) / "sayso.db"))
    yield opened
    opened.close()


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Plug:
    """Puts plug-ins in place, beside or instead of those that are there."""
    put: dict[tuple[str, str], object] = {}
    load, names = plugins.load, plugins.names

    def loaded(kind: str, name: str) -> ModuleType:
        return cast(ModuleType, put[kind, name]) if (kind, name) in put else load(kind, name)

    def named(kind: str) -> list[str]:
        return sorted({*names(kind), *(name for at, name in put if at == kind)})

    monkeypatch.setattr(plugins, "load", loaded)
    monkeypatch.setattr(plugins, "names", named)

    def put_in(kind: str, name: str, module: object) -> None:
        put[kind, name] = module

    return put_in


@pytest.fixture(autouse=True)
def table(plug: Plug) -> Table:
    """What the entailment model says."""
    made = Table()
    plug("entailer", "trained", SimpleNamespace(load=lambda settings: made))
    return made
