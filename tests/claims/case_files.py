"""Reads the case files: a text, what to find in it, and nothing else to be found."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def cases(name: str) -> list[dict[str, Any]]:
    path = Path(__file__).with_name(f"{name}_cases.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))["case"]


def name(case: dict[str, Any]) -> str:
    return " | ".join([case["text"][:50], *filter(None, [case.get("published")])])
