"""docs/json.md names every key and every value of the published schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
SCHEMA = json.loads(
    files("sayso.views").joinpath("schema", "reading.schema.json").read_text(encoding="utf-8")
)


def names(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node.get("properties", {})
        yield from (value for value in node.get("enum", []) if isinstance(value, str))
        for child in node.values():
            yield from names(child)
    elif isinstance(node, list):
        for child in node:
            yield from names(child)


def test_every_key_and_value_is_documented() -> None:
    found = set(names(SCHEMA))
    assert len(found) > 90
    known = PAGE.replace("`", " ").replace(",", " ").replace(":", " ").replace(";", " ").replace(")", " ")
    words = set(known.replace("(", " ").replace(".", " ").split())
    assert found - words == set()
