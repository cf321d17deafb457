"""What goes into a row comes out of it, whatever it is; what was not put there is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thoroughly import any_of

from sayso.errors import SkipDocument
from sayso.shards import codec
from sayso.shards.codec import Misfit
from sayso.shards.rows import Row, item, row
from sayso.types import (
    Apart,
    Attribution,
    Checkworthy,
    Claim,
    Custody,
    Document,
    Figure,
    Reading,
    Resolution,
    Span,
)

READINGS: st.SearchStrategy[Reading] = any_of(Reading)


@settings(max_examples=200, deadline=None)
@given(READINGS, st.booleans())
def test_a_reading_comes_out_as_it_went_in(reading: Reading, own: bool) -> None:
    if own:
        identity = reading.document.id
        reading = replace(reading, claims=tuple(replace(c, document=identity) for c in reading.claims))
    made = row(reading)
    assert made.id == reading.document.id
    assert (made.text, made.published) == (reading.document.text, reading.document.published)
    # By what they show: 50 and 50.0 are equal, and NaN is not even equal to itself.
    assert repr(item(made)) == repr(reading)


@given(st.builds(SkipDocument, st.text(), st.text(), st.text()))
def test_a_skipped_document_comes_out_as_it_went_in(error: SkipDocument) -> None:
    made = item(row(error))
    assert isinstance(made, SkipDocument)
    assert made.args == error.args


def reading() -> Reading:
    custody = Custody(
        "0" * 64, 9, "a", "2024-05-17T10:00:00Z", "text/plain", "text", headers=(("etag", "1"),)
    )
    document = Document("a", "Rain fell.", custody, published="2024", fields={"deep": [{"x": None}]})
    attribution = Attribution((), (), (Span(0, 9),), "person", resolved=Resolution(Span(0, 1), "n", "w"))
    claim = any_claim(document)
    return Reading(document, "fake 1", (attribution,), (claim,), (Apart((Span(0, 4),), "order"),))


def any_claim(document: Document) -> Claim:
    figure = Figure(Span(0, 4), 1, 2.5, part_of=Span(1, 2))
    return Claim(document.id, (Span(0, 9),), ((0,), ()), "denied", Checkworthy(0.5, "w"), figures=(figure,))


def test_what_has_its_default_is_not_written() -> None:
    plain = codec.encode(Attribution((Span(1, 2),), (), (), "person"))
    assert json.loads(json.dumps(plain)) == {
        "source": [[1, 2]],
        "cue": [],
        "content": [],
        "kind": "person",
    }


Change = Callable[[dict[str, Any]], object]
TAMPERED: list[tuple[Change, str]] = [
    (lambda r: r.update(votes=3), "Reading has no votes"),
    (lambda r: r.pop("claims"), "'claims'"),
    (lambda r: r["claims"][0].pop("stance"), "Claim lacks stance"),
    (lambda r: r["claims"][0].update(stance="sure"), "'sure' is not one of asked, asserted"),
    (lambda r: r["claims"][0].update(content=[[0, 9, 1]]), r"'\[0, 9, 1\]' is not an array of 2"),
    (lambda r: r["claims"][0].update(content=[[0, 9.5]]), "'9.5' is not int"),
    (lambda r: r["claims"][0].update(content=[[0, True]]), "'True' is not int"),
    (lambda r: r["claims"][0].update(content="all"), "'all' is not an array"),
    (lambda r: r["claims"][0].update(commitment="3"), "'3' is not int or float"),
    (lambda r: r["claims"][0]["figures"][0].update(strict=1), "'1' is not bool"),
    (lambda r: r["attributions"][0].update(resolved="him"), "'him' is not Resolution"),
    (lambda r: r["document"].update(title=7), "'7' is not str"),
    (lambda r: r["document"].update(fields=[]), r"'\[\]' is not dict"),
    (lambda r: r["document"]["custody"].update(headers=[["a"]]), "is not an array of 2"),
]


@pytest.mark.parametrize(("change", "said"), TAMPERED, ids=[said for _, said in TAMPERED])
def test_what_no_reading_holds_is_refused(change: Change, said: str) -> None:
    made = row(reading())
    plain = json.loads(made.rest or "")
    change(plain)
    with pytest.raises(Misfit, match=said):
        item(made._replace(rest=json.dumps(plain)))


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Rain fell!"},
        {"address": "b"},
        {"id": "0" * 32},
        {"rest": "{"},
        {"rest": None},
        {"rest": "[]"},
    ],
    ids=str,
)
def test_a_row_that_does_not_fit_itself_is_refused(change: dict[str, str | None]) -> None:
    with pytest.raises(Misfit):
        item(row(reading())._replace(**change))


@pytest.mark.parametrize("where", ["text", "address", "title"])
def test_half_a_character_is_told_and_not_written(where: str) -> None:
    broken: Document = replace(reading().document, **{where: "a \ud800 b"})
    made = row(replace(reading(), document=broken, claims=()))
    assert made == Row(None, made.address, None, None, None, None, made.why, made.todo)
    assert "half a character" in str(item(made))
    assert made.address.encode()
