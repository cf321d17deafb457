"""An extractor that does what a text tells it: end its own process, always or once, or take its time.

It is installed as a plug-in of another package, so that worker processes find it too.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sayso.protocols import Extractor
from sayso.settings import Settings
from sayso.types import Document, Markup, Sentence, Span

VERSION = "1"
PARENT = "FRAGILE_PARENT"
"""Environment variable with the id of the process that must outlive what it reads."""


def load(settings: Settings) -> Extractor:
    return Fragile()


class Fragile:
    method = f"fragile {VERSION}"

    def mark(self, documents: Iterable[Document]) -> Iterator[Markup]:
        for document in documents:
            _obey(document.text)
            yield Markup((Sentence(Span(0, len(document.text))),), (), ())


def _obey(text: str) -> None:
    """The last line is what to do, if anything: `!die`, `!die once PATH`, or `!wait`."""
    told = text.rstrip().rpartition("\n")[2].split()
    if told[:1] == ["!die"]:
        if len(told) == 1 or not Path(told[2]).exists():
            if len(told) > 1:
                Path(told[2]).touch()
            assert os.environ[PARENT] != str(os.getpid()), "the test itself would be killed"
            os.kill(os.getpid(), signal.SIGKILL)
    elif told[:1] == ["!wait"]:
        time.sleep(0.1)


@pytest.fixture
def fragile_extractor(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> str:
    """Its name, by which this process and its workers find it."""
    install(tmp_path_factory.mktemp("installed"), monkeypatch)
    return "fragile"


def install(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """As an installed package stands in a folder of `sys.path`."""
    info = folder / "fragile-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fragile\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text("[sayso.extractor]\nfragile = fragile\n", "utf-8")
    patch.syspath_prepend(str(folder))
    patch.setenv(PARENT, str(os.getpid()))
    # Ray's workers are started by its own programs, which know nothing of this process's path.
    patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
