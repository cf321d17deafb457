"""The published schema of families, for the tests that hold lines to it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource


def schema(name: str) -> Any:
    return json.loads(files("sayso.views").joinpath("schema", f"{name}.schema.json").read_text("utf-8"))


def validator(what: str) -> Draft202012Validator:
    """Of one sort of line: "family" or "summary"."""
    resources = [Resource.from_contents(schema(name)) for name in ("reading", "lineage")]
    registry: Any = Registry().with_resources([(r.id(), r) for r in resources])
    return Draft202012Validator({"$ref": f"urn:sayso:schema:lineage:1#/$defs/{what}"}, registry=registry)
