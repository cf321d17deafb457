"""Figures as Markdown tables and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ledger_bench import machine

Figures = dict[str, Any]
"""Name and value; what is nested is a table of its own."""


def show(columns: Mapping[str, Figures], title: str = "") -> None:
    """A row a figure, a column a measurement; then what is nested, each a table."""
    names = list(dict.fromkeys(name for figures in columns.values() for name in figures))
    nested = [n for n in names if any(isinstance(figures.get(n), dict) for figures in columns.values())]
    _print(title, [n for n in names if n not in nested], columns)
    for name in nested:
        within = {at: figures[name] for at, figures in columns.items() if figures.get(name)}
        if within:
            show(within, name)


def _print(title: str, names: list[str], columns: Mapping[str, Figures]) -> None:
    if names:
        print(f"\n| {title} | {' | '.join(columns)} |")
        print(f"|---{'|---' * len(columns)}|")
    for name in names:
        print(f"| {name} | {' | '.join(_told(figures.get(name)) for figures in columns.values())} |")


def _told(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def save(path: Path | None, what: str, columns: Mapping[str, Figures], before: machine.Told) -> None:
    """Show, and write with the machine it came from, and its load before and after."""
    show(columns, what)
    after = round(machine.load(), 2)
    kept = ("processor", "cores", "memory", "python", "sqlite")
    print(f"\n{', '.join(f'{name} {before[name]}' for name in kept)}")
    print(f"load average {before['load average of the last minute']} before, {after} after")
    if path:
        told = {"what": what, "machine": before | {"load average after": after}, "figures": columns}
        path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
