"""Families as JSON: the published shape, exact, and all of it on the pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from test_json_docs import names

import drawn_families as made
from family_schema import schema, validator
from sayso.lineage import links
from sayso.views.lineage.record import record, summary
from sayso.views.record import as_line

DOCS = Path(__file__).parents[2] / "docs"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema("lineage"))


@pytest.mark.parametrize("family", [made.five()[0], made.newsroom()[0], made.many()[0]])
def test_families_follow_it(family: links.Family) -> None:
    line = as_line(record(family, [family]))
    assert line.startswith(b'{"id": "') and line.count(b"\n") == 1
    validator("family").validate(json.loads(line))
    validator("summary").validate(json.loads(as_line(summary(family))))


@pytest.mark.parametrize("seed", range(10))
def test_families_by_chance_follow_it(seed: int) -> None:
    validator("family").validate(json.loads(as_line(record(made.by_chance(seed)[0]))))


def test_what_is_not_of_the_shape_is_refused() -> None:
    made_record = json.loads(as_line(record(made.five()[0])))
    made_record["links"][0]["probability"] = 1.5
    assert not validator("family").is_valid(made_record)
    assert not validator("family").is_valid(summary(made.five()[0]))


def test_it_is_exact() -> None:
    family, _ = made.newsroom()
    found = json.loads(as_line(record(family)))
    for key, given in (("links", family.links), ("undecided", family.undecided)):
        assert [(k["one"], k["other"], k["probability"], k["forward"]) for k in found[key]] == [
            (k.one, k.other, k.probability, k.forward) for k in given
        ]
    passage = found["links"][0]["passages"][0]
    assert passage["one"] == list(family.links[0].passages[0].one) and passage["manner"] == "verbatim"
    assert [t["id"] for t in found["tellings"]] == [t.id for t in family.tellings]
    assert found["circles"][0]["tellings"] == list(family.circles[0].tellings)
    assert (found["state"], found["origins"], found["low"], found["high"]) == ("not established", 4, 3, 5)


def test_the_schema_knows_every_value_there_is() -> None:
    defined = schema("lineage")["$defs"]
    assert defined["summary"]["properties"]["state"]["enum"] == list(links.STATES)
    kinds = defined["drift"]["properties"]["kind"]["enum"]
    assert kinds == list(links.DriftKind.__args__)  # type: ignore[attr-defined]


READ = set(names(schema("reading")["$defs"])) | {"content", "one", "other"}
"""A claim's own, which docs/json.md has."""


@pytest.mark.parametrize(("verb", "lines"), [("trace", None), ("origins", ("summary",))])
def test_every_key_and_value_is_on_the_page_of_its_verb(verb: str, lines: tuple[str, ...] | None) -> None:
    page = (DOCS / f"{verb}.md").read_text("utf-8")
    words = set(re.findall(r"\w+", page))
    defined = schema("lineage")["$defs"]
    found = {name for line in lines or defined for name in names(defined[line])}
    missing = {name for name in found - READ if not set(re.findall(r"\w+", name)) <= words}
    assert found and missing == set()
