"""The page on readers says every refusal as the program does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from sayso import readers
from sayso.readers import choosing

FOLDER = Path(readers.__file__).parent
PAGE = (Path(__file__).parents[2] / "docs" / "readers.md").read_text("utf-8")
DOCUMENTED = [
    re.compile(".*".join(map(re.escape, words.split("…"))))
    for line in PAGE.splitlines()
    if line.startswith("| `")
    for words in re.findall(r"`([^`]+)`", line.split(" | ")[0])
]


def _reasons() -> list[tuple[str, str]]:
    """Every reason in the source, what is filled in written as …, and where it stands."""
    found = []
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            reason: ast.expr | None = None
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                reason = node.value if node.targets[0].id == "why" else None
            elif isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = {"SkipDocument": 1, "skip": 0}.get(name)
                reason = node.args[place] if place is not None and len(node.args) > place else None
            found += [(f"{path.name}:{node.lineno}", words) for words in _written(reason)]
    return found


def _written(reason: ast.expr | None) -> list[str]:
    if isinstance(reason, ast.Constant) and isinstance(reason.value, str):
        return [reason.value]
    if isinstance(reason, ast.JoinedStr):
        return ["".join(v.value if isinstance(v, ast.Constant) else "…" for v in reason.values)]
    if isinstance(reason, ast.IfExp):
        return _written(reason.body) + _written(reason.orelse)
    return []


REASONS = _reasons()


def test_reasons_are_found() -> None:
    assert len(REASONS) > 50


@pytest.mark.parametrize(("where", "reason"), REASONS, ids=[where for where, _ in REASONS])
def test_every_refusal_is_documented(where: str, reason: str) -> None:
    assert any(known.match(reason) for known in DOCUMENTED), f"{where}: {reason}"


def test_every_reader_is_documented_with_its_endings() -> None:
    for name, reader in choosing.readers().items():
        (line,) = re.findall(rf"^\| `{name}` \|.*$", PAGE, re.MULTILINE)
        assert re.findall(r"`(\.\w+)`", line.split(" | ")[1]) == list(reader.SUFFIXES)
