"""Readings of a labelled set, written as JSONL and handed to the scorer that came with the set."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from sayso import pipeline
from sayso.errors import SkipDocument, StopRun
from sayso.settings import Settings
from sayso.views.record import line


def parser(description: str | None) -> argparse.ArgumentParser:
    """The arguments that every measure by a scorer takes."""
    made = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("data", type=Path)
    made.add_argument("--extractor", default=Settings().extractor)
    made.add_argument("--scorer", type=Path)
    made.add_argument("--json", type=Path, help="write the scores here too")
    return made


def report(printed: str, scores: dict[str, float], out: Path | None) -> None:
    """The scorer's table on the terminal, and the scores as JSON where that was asked for."""
    print(printed)
    if out:
        out.write_text(json.dumps(scores, indent=1) + "\n", "utf-8")


def write(gold: Path, out: Path, extractor: str) -> None:
    """Read every document of the set and write one line each.

    Raises:
        StopRun: the set is missing, or one of its documents cannot be read.
    """
    if not gold.is_file():
        raise StopRun(str(gold), "no such file", "Give the folder that holds the labelled data (DATA)")
    settings = Settings(extractor=extractor, any_language=True)
    with out.open("wb") as file:
        for reading in pipeline.gather([str(gold)], settings):
            if isinstance(reading, SkipDocument):
                raise StopRun(reading.what, reading.why, "A labelled set must be read whole")
            file.write(line(reading))


def scorer(data: Path, name: str, given: Path | None) -> Path:
    """The scorer's script: the one given, or the one in `tools` beside the data.

    Raises:
        StopRun: there is none.
    """
    path = given or data.resolve().parent / "tools" / name
    if not path.is_file():
        raise StopRun(str(path), "no such scorer", "Say where it is with --scorer")
    return path


def score(command: list[str]) -> str:
    """What the scorer prints."""
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True)
    return done.stdout
