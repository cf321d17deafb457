"""The ledger of the news desk, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdesk import filled, traced
from sayso.ledger import Ledger, open_ledger


@pytest.fixture(scope="session")
def untraced_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("untraced")
    filled(folder / "sayso.db").close()
    return folder


@pytest.fixture(scope="session")
def traced_folder(untraced_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("traced") / "ledger"
    shutil.copytree(untraced_folder, folder)
    opened = open_ledger(str(folder / "sayso.db"))
    traced(opened)
    opened.close()
    return folder


@pytest.fixture
def path(untraced_folder: Path, tmp_path: Path) -> Path:
    """A ledger of the articles that nobody traced yet."""
    return Path(shutil.copytree(untraced_folder, tmp_path / "untraced")) / "sayso.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    opened = open_ledger(str(path))
    yield opened
    opened.close()


@pytest.fixture
def done(traced_folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    """The same, traced."""
    opened = open_ledger(str(Path(shutil.copytree(traced_folder, tmp_path / "traced")) / "sayso.db"))
    yield opened
    opened.close()
