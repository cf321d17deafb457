"""The pages of the verbs over the ledger name every key and every value of the published schema."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from test_json_docs import names

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = json.loads(files("sayso.views").joinpath("schema", "ledger.schema.json").read_text("utf-8"))
READ = {
    "content",
    "stance",
    "figures",
    "times",
    "places",
    "checkworthy",
    "score",
    "method",
    "signals",
    "commitment",
}
"""A claim's own, which docs/json.md has."""
PAGES = {
    "add": ("recorded", "passed", "skipped", "summary"),
    "find": ("found", "voice", "document", "found_document"),
    "actors": ("actor", "suggestion", "suggestions", "speakers"),
    "grades": ("graded", "grades", "grade", "learned", "letter"),
    "show": ("shown_claim", "shown_document"),
    "decide": ("judgement",),
    "status": ("status", "errors", "run", "backup"),
    "forget": ("forgotten", "backup"),
    "backup": ("backed_up",),
}


@pytest.mark.parametrize("verb", PAGES)
def test_every_key_and_value_is_on_the_page_of_its_verb(verb: str) -> None:
    page = (DOCS / f"{verb}.md").read_text("utf-8")
    words = set(re.findall(r"\w+", page))
    found = {name for line in PAGES[verb] for name in names(SCHEMA["$defs"][line])}
    assert found and found - words - READ == set()
