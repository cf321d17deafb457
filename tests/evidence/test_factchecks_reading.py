"""The parts that read fact-checks: JSON piece by piece, JSON that is broken, dates."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.evidence.sources.factchecks import days, mending, streaming

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def _items(text: str) -> list[Any]:
    return list(streaming.items(io.StringIO(text)))


@settings(deadline=None)
@given(st.lists(VALUES), st.sampled_from([None, 1]), st.integers(1, 9))
def test_items_are_those_of_the_list(values: list[Any], indent: int | None, size: int) -> None:
    text = json.dumps({"before": [1], "dataFeedElement": values, "after": {"x": 2}}, indent=indent)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(streaming, "_PIECE", size)
        assert _items(text) == [*values, {"before": [1], "after": {"x": 2}}]
        assert _items(json.dumps(values, indent=indent)) == values


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        ("[1, 2", [1, 2], "the list does not end"),
        ("[1 2]", [1], "character 3: no comma"),
        ('{"dataFeedElement": [1], "b"', [1], "no colon"),
        ('{"dataFeedElement": [1], ', [1], "the object does not end"),
        ("{'a': 1}", [], "character 1: no name"),
        ('[{"a": 1}, {"a": nil}]', [{"a": 1}], "character 17: expecting value"),
        ("[" + "[" * 100_000, [], "too deep"),
        ("<html>", [], "character 0: expecting value"),
    ],
)
def test_what_comes_before_a_break_is_given(text: str, before: list[Any], said: str) -> None:
    given_before = list[Any]()
    with pytest.raises(streaming.Broken, match=said):
        for item in streaming.items(io.StringIO(text)):
            given_before.append(item)
    assert given_before == before


@settings(deadline=None)
@given(VALUES)
def test_whole_json_is_not_mended(value: Any) -> None:
    assert mending.loads(json.dumps(value, ensure_ascii=False)) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "He said "no" and left", "b": 1}', {"a": 'He said "no" and left', "b": 1}),
        (
            '{"a": ""Quoted" at the start", "b": "at the "end""}',
            {"a": '"Quoted" at the start', "b": 'at the "end"'},
        ),
        ('{"a": "x", "b": [1, 2, ], }', {"a": "x", "b": [1, 2]}),
        ('{"a": "two\nlines\tand a tab"}', {"a": "two\nlines\tand a tab"}),
        ('{"a": "it\\\'s \\x"}', {"a": "it\\'s \\x"}),
        ('{"a": {"b": [1', {"a": {"b": [1]}}),
        ("{&quot;a&quot;: &quot;b&quot;}", {"a": "b"}),
        ('{"a": 1};', {"a": 1}),
    ],
)
def test_broken_json_is_mended(text: str, value: Any) -> None:
    assert mending.loads(text) == [value]


@pytest.mark.parametrize("text", ["{a: 1}", "nonsense", "{'a': 'b'}", '{"a": }', "[" * 5000])
def test_what_is_past_mending_is_none(text: str) -> None:
    assert mending.loads(text) is None


def test_several_values_stand_in_one_text() -> None:
    assert mending.loads('{"a": 1}\n{"b": 2}, {"c": 3}') == [{"a": 1}, {"b": 2}, {"c": 3}]
    assert mending.loads("") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T09:30:00+01:00", "2024-03-05"),
        ("2024-03-05 09:30", "2024-03-05"),
        ("2024-3-5", "2024-03-05"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("20240305", "2024-03-05"),
        ("2024/03/05", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("Mar 5, 2024", "2024-03-05"),
        ("5 March 2024", "2024-03-05"),
        ("Tue, 05 Mar 2024 09:30:00 GMT", "2024-03-05"),
        ("03/05/2024", None),
        ("2024-13-05", None),
        ("2024-02-30", None),
        ("0001-01-01", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_days(text: str, day: str | None) -> None:
    assert days.day(text) == day
