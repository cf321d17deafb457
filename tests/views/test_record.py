"""The JSON shape: the worked line of the docs, the published schema, and lines that stay lines."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import stories
from sayso.types import Reading
from sayso.views import line, record

WORKED = json.loads(
    """{"id": "…", "address": "a.txt", "title": null, "published": null, "text": "The Courier quoted a source as saying that a boy told him that at least 50 people were killed in Herat on 1 August.",
     "attributions": [
       {"source": [[0, 11]], "cue": [[12, 18]], "content": [[19, 114]], "kind": "organisation", "act": "states", "stance": "asserted", "resolved": null, "inside": null},
       {"source": [[19, 27]], "cue": [[28, 37]], "content": [[38, 114]], "kind": "unnamed_person", "act": "states", "stance": "asserted", "resolved": null, "inside": 0},
       {"source": [[43, 48]], "cue": [[49, 53]], "content": [[58, 114]], "kind": "unnamed_person", "act": "states", "stance": "asserted", "resolved": null, "inside": 1}],
     "claims": [{"content": [[63, 114]], "chains": [[0, 1, 2]], "stance": "asserted",
       "figures": [{"span": [63, 81], "low": 50, "high": null, "approximate": false, "unit": "people", "of": "killed"}],
       "times": [{"span": [106, 114], "value": "XXXX-08-01", "precision": "day"}],
       "places": [{"span": [97, 102], "name": "Herat", "country": "AF", "lat": 34.35, "lon": 62.2, "geonames": 1140026, "ambiguous": false}],
       "checkworthy": {"score": 0.93, "why": "a figure, a place and a date"}, "method": "rules 0.1"}],
     "unplaced": []}"""  # noqa: E501 - one line of output, as it is documented
)


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    text = files("sayso.views").joinpath("schema", "reading.schema.json").read_text(encoding="utf-8")
    found = json.loads(text)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def follows(worked: object, ours: object, at: str = "") -> None:
    """Every documented key is there, first, in order and with that value; ours may have more after it."""
    if isinstance(worked, dict):
        assert isinstance(ours, dict)
        assert list(ours)[: len(worked)] == list(worked), at
        for key, value in worked.items():
            follows(value, ours[key], f"{at}.{key}")
    elif isinstance(worked, list):
        assert isinstance(ours, list) and len(ours) == len(worked), at
        for index, (a, b) in enumerate(zip(worked, ours, strict=True)):
            follows(a, b, f"{at}[{index}]")
    elif worked != "…":
        assert ours == worked and type(ours) is type(worked), at


def test_the_documented_line_is_what_comes_out() -> None:
    follows(WORKED, json.loads(line(stories.worked())))


def test_the_documented_line_follows_the_schema(schema: Draft202012Validator) -> None:
    schema.validate(WORKED)


@pytest.mark.parametrize("reading", stories.all_stories(), ids=lambda r: r.document.address[:9])
def test_every_story_follows_the_schema(schema: Draft202012Validator, reading: Reading) -> None:
    schema.validate(json.loads(line(reading)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda r: r.update(extra=1),
        lambda r: r.pop("text"),
        lambda r: r["claims"][0].update(stance="true"),
        lambda r: r["claims"][0]["figures"][0].update(low="50"),
        lambda r: r["attributions"][0].update(source=[[0]]),
    ],
)
def test_the_schema_refuses_what_is_not_the_shape(schema: Draft202012Validator, spoil) -> None:
    found = json.loads(line(stories.worked()))
    spoil(found)
    assert not schema.is_valid(found)


def test_numbers_are_whole_where_they_are_whole() -> None:
    figure = record(stories.worked())["claims"][0]["figures"][0]
    assert (figure["low"], type(figure["low"]), figure["high"]) == (50, int, None)


def test_passed_through_fields_become_json() -> None:
    fields = json.loads(line(stories.hostile()))["fields"]
    assert fields == {"bad": None, "lone": "\ud800", "deep": [{"x": None}]}


# Lone surrogates can stand in passed-through fields alone: a text's were replaced when it was read.
@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
def test_any_text_is_one_line_and_comes_back_as_it_was(text: str, field: str) -> None:
    reading = Reading(stories.document("x" + text, fields={"f": field}), "m", (), ())
    data = line(reading)
    decoded = data.decode("utf-8")
    assert len(decoded.splitlines()) == 1 and decoded.endswith("\n")
    assert not any(c < " " or "\x7f" <= c <= "\x9f" for c in decoded[:-1])
    back = json.loads(decoded)
    assert back["text"] == "x" + text and back["fields"] == {"f": field}
