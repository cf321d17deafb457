from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import stories
from sayso import ledger as ledgers
from sayso.types import Reading


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger of the stories, made without extractor and encoder; the tests stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("SAYSO_LEDGER", "SAYSO_COLLECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    path = str(tmp_path / "sayso.db")
    with closing(ledgers.open_ledger(path, create=True)) as held:
        ledgers.record(held, told(), collection="main")
    return path


def told() -> list[Reading]:
    """The stories, got in the past: a backup made today may hold them."""
    got = {r.document.id: replace(r.document.custody, retrieved="2021-05-04T10:20:30Z") for r in _stories()}
    return [replace(r, document=replace(r.document, custody=got[r.document.id])) for r in _stories()]


def _stories() -> list[Reading]:
    """Without what their records held beside the text: that is a matter of the ledger's own tests."""
    return [replace(r, document=replace(r.document, fields={})) for r in stories.all_stories()]


def _schema(name: str) -> Any:
    return json.loads(files("sayso.views").joinpath("schema", f"{name}.schema.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def follows() -> Any:
    """Checks that a line follows the published schema of what it is: `follows("found", line)`."""
    resources = [Resource.from_contents(_schema(name)) for name in ("reading", "ledger")]
    registry: Any = Registry().with_resources([(r.id(), r) for r in resources])

    def check(what: str, line: Any) -> None:
        schema = {"$ref": f"urn:sayso:schema:ledger:1#/$defs/{what}"}
        Draft202012Validator(schema, registry=registry).validate(line)

    return check
