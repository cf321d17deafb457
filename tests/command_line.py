"""The command line as tests run it: in a process of its own, or here over a stand-in for the pipeline."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner, Result

import stories
from sayso.cli import main
from sayso.errors import SkipDocument

SAYSO = [sys.executable, "-c", "import sys; from sayso.cli import main; sys.argv[0] = 'sayso'; main()"]


STORY = Path(__file__).parent.parent / "examples" / "harbour.txt"


SKIP = SkipDocument("b.bin \x1b[31m", "not text", "Give a text")


def run(
    *arguments: str, input: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SAYSO_", "NO_COLOR", "FORCE_COLOR"))}
    return subprocess.run(
        [*SAYSO, *arguments],
        input=input,
        capture_output=True,
        env=env | environment,
        timeout=120,
        check=False,
    )


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="sayso")


class Pipeline:
    """Stands for the pipeline: gives out `items`, raises those that are no `SkipDocument`."""

    def __init__(self) -> None:
        self.items: list = stories.all_stories()
        self.asked: list = []

    def gather(self, paths, settings, known=None) -> Iterator:
        self.asked.append((list(paths), settings))
        for item in self.items:
            if isinstance(item, BaseException) and not isinstance(item, SkipDocument):
                raise item
            yield item
