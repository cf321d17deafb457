"""Extractors as `sayso models` shows them: three lines each, the card for a terminal, and the record."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.models import Installed, WeightFile
from sayso.types import Json
from sayso.views.inert import on_one_line, visible

if TYPE_CHECKING:
    from rich.console import Console


_STYLES = {"markdown.code": "cyan"}
"""Rich puts code on black, which no light terminal is."""


def lines(model: Installed, used: str) -> list[str]:
    """Name and version, what it is, whether its weights are whole; `used` is the extractor that is set."""
    note = " (used by sayso read)" if model.name == used else ""
    return [on_one_line(line) for line in (model.method + note, model.summary, _state(model)) if line]


def card(model: Installed, console: Console) -> str:
    """The card: laid out on a terminal, and elsewhere as it was written, which any program can search."""
    from sayso.views.terminal import MAX_COLUMNS, shows_symbols

    text = visible(model.card).rstrip() + "\n" if model.card else f"{model.name} brings no card.\n"
    if not console.is_terminal or not shows_symbols(console):
        return text
    from rich.markdown import Markdown
    from rich.theme import Theme

    # Captured, for rich ends the program by itself when a pipe is closed.
    with console.use_theme(Theme(_STYLES)), console.capture() as captured:
        # Links of a card lead to files of the repository: as text they can be looked up.
        console.print(Markdown(text, hyperlinks=False), width=min(console.width, MAX_COLUMNS))
    return captured.get()


def as_json(models: Iterable[Installed], used: str) -> bytes:
    """All of it, by name."""
    return json.dumps({m.name: _record(m, used) for m in models}, indent=2).encode() + b"\n"


def _record(model: Installed, used: str) -> dict[str, Json]:
    return {
        "method": model.method,
        "version": model.version,
        "summary": model.summary,
        "used": model.name == used,
        "whole": not model.faults,
        "size": model.size,
        "folder": model.folder or None,
        "files": [_file(f) for f in model.files],
        "faults": [str(fault) for fault in model.faults],
        "manifest": model.manifest or None,
        "card": model.card or None,
    }


def _state(model: Installed) -> str:
    if not model.folder:
        return "cannot be imported" if model.faults else "no weights"
    count = len(model.files)
    held = f"{model.size / 1e6:.1f} MB of weights in {count} file{'s' * (count != 1)}"
    if not model.faults:
        return f"{held}, all as shipped"
    wrong = ", ".join(fault.what.replace("\\", "/").rpartition("/")[2] for fault in model.faults)
    return f"{held}; broken: {wrong}"


def _file(file: WeightFile) -> Json:
    return {
        "name": file.name,
        "size": file.size,
        "sha256": file.found,
        "shipped_sha256": file.expected,
        "whole": file.whole,
        "why": file.why or None,
    }
