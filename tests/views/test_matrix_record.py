"""A question weighed as JSON: the published shape, exact and whole."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from test_json_docs import names

import made_matrices as made
from family_schema import schema
from sayso import matrices
from sayso.views.matrix.record import record
from sayso.views.matrix.sheet import Sheet
from sayso.views.record import as_line

DOCS = Path(__file__).parents[2] / "docs"
every = pytest.mark.parametrize("story", made.ALL.values(), ids=made.ALL)


def written(sheet: Sheet) -> Any:
    return json.loads(as_line(record(sheet)))


@every
def test_it_follows_the_schema(story: Callable[[], Sheet]) -> None:
    line = as_line(record(story()))
    assert line.startswith(b'{"id": "') and line.count(b"\n") == 1
    Draft202012Validator(schema("weighed")).validate(json.loads(line))


TYPES = """Weighed Matrix Hypothesis Row Quote Cell Assumption Fare Weight Turn Staged Sought Dispute
    Entry"""


def test_the_schema_is_one_and_knows_every_field_and_value() -> None:
    Draft202012Validator.check_schema(schema("weighed"))
    defined = schema("weighed")["$defs"]
    for name in TYPES.split():
        own = defined[name.lower()]["properties"]
        kept = [f.name for f in fields(getattr(matrices, name))]
        beside = {"id", "history", "supposed", "since"} if name == "Weighed" else set()
        assert [n for n in own if n not in beside] == kept, name
        assert defined[name.lower()]["additionalProperties"] is False
    values = {
        "Mark": defined["cell"]["properties"]["mark"],
        "Band": defined["fare"]["properties"]["band"],
        "RowKind": defined["row"]["properties"]["kind"],
        "EntryKind": defined["entry"]["properties"]["kind"],
        "Standing": defined["assumption"]["properties"]["standing"],
        "TurnBy": defined["turn"]["properties"]["by"],
    }
    for name, value in values.items():
        assert tuple(value["enum"]) == get_args(getattr(matrices, name))


def test_numbers_are_exact_and_nothing_is_left_out() -> None:
    sheet = made.station()
    found = written(sheet)
    assert found["rows"][3]["counts"] == 1 / 3 and found["hypotheses"][0]["probability"] == 0.681
    assert found["rows"][0]["counts"] == 1 and "1.0" not in json.dumps(found["rows"][0]["counts"])
    assert found["rows"][0]["ratios"] == {"H1": 1.44, "H2": 1.9, "H3": 0.365}
    assert found["unfilled"] == [["R5", "H3"], ["R6", "H2"], ["R6", "H3"]]
    assert (
        len(found["history"]) == len(sheet.history) and found["matrix"]["rows"][0]["quotes"][0]["by"] == "ONA"
    )
    assert found["supposed"] is None and found["since"] is None


def test_what_if_and_since_have_what_was_before() -> None:
    supposed = written(made.supposed())["supposed"]
    assert supposed["entries"][0]["told"] == {"row": "R3", "probability": 1}
    assert [f["hypothesis"] for f in supposed["before"]] == ["H2", "H1", "H3"]
    since = written(made.since())["since"]
    assert since["date"] == "2025-06-09" and since["changes"] == ["H2 leads instead of H1.", "R7 is new."]
    assert [f["hypothesis"] for f in since["before"]] == ["H1", "H2", "H3"]


def test_what_is_not_of_the_shape_is_refused() -> None:
    found = written(made.station())
    found["hypotheses"][0]["band"] = "quite likely"
    assert not Draft202012Validator(schema("weighed")).is_valid(found)


def test_every_key_and_value_is_on_the_page_of_the_verb() -> None:
    words = set(re.findall(r"\w+", (DOCS / "weigh.md").read_text("utf-8")))
    found = set(names(schema("weighed")["$defs"]))
    missing = {name for name in found if not set(re.findall(r"\w+", name)) <= words}
    assert len(found) > 70 and missing == set()
