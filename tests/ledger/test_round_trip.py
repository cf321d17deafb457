"""What is recorded comes back as it was, whatever stands in it."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from small_readings import reading
from strange_readings import readings, unsafe

from sayso import ledger as ledgers
from sayso.ledger import Ledger
from sayso.types import Reading

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
# The ledger is the same for all examples: each has its own documents. Making a failing example smaller would
# write thousands of them.
on_one_ledger = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)
_numbers = count()


def _apart(read: Reading) -> Reading:
    """At an address that no other example has."""
    document = replace(read.document, address=f"{next(_numbers)} {read.document.address}")
    claims = tuple(replace(claim, document=document.id) for claim in read.claims)
    return replace(read, document=document, claims=claims)


@on_one_ledger
@given(read=readings().map(_apart))
def test_a_reading_comes_back_as_it_was(ledger: Ledger, read: Reading) -> None:
    ledgers.record(ledger, [read], collection="main")
    assert ledgers.reading(ledger, read.document.id) == read
    assert ledgers.reading(ledger, read.document.id, read.method) == read


@on_one_ledger
@given(
    address=unsafe,
    title=st.none() | unsafe,
    text=unsafe,
    words=st.lists(unsafe, max_size=3),
    values=st.dictionaries(unsafe, st.recursive(unsafe, st.lists), max_size=3),
)
@example("a\udcff.txt", "\x00", "b\ud800", ["\udfff"], {"\x00": ["\ud800", {"\x00": 1.5}]})
def test_what_no_database_holds_becomes_the_replacement_character(
    ledger: Ledger,
    address: str,
    title: str | None,
    text: str,
    words: list[str],
    values: dict[str, object],
) -> None:
    read = reading(text, address=address, claims=[text] if text else [])
    document = replace(
        read.document,
        title=title,
        publisher=title,
        authors=tuple(words),
        notes=tuple(words),
        given_id=title,
        fields=values,
        custody=replace(read.document.custody, address=address, headers=tuple((w, w) for w in words)),
    )
    (recorded,) = ledgers.record(ledger, [replace(read, document=document)], collection="main")
    again = ledgers.reading(ledger, recorded.document)
    assert again is not None
    assert again.document.id == recorded.document
    assert again.document.text == _mended(text)
    assert again.document.address == _mended(address)
    assert all(claim.document == recorded.document for claim in again.claims)
    assert ledgers.known(ledger, [document], read.method, "main") == {document.id}


def _mended(text: str) -> str:
    return "".join("\ufffd" if c == "\x00" or "\ud800" <= c <= "\udfff" else c for c in text)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_fields_that_json_cannot_hold_are_left_out(ledger: Ledger, value: float) -> None:
    read = reading("The harbour is closed.")
    read = replace(read, document=replace(read.document, fields={"a": value, "b": [{"c": value}], "d": 1}))
    ledgers.record(ledger, [read], collection="main")
    again = ledgers.reading(ledger, read.document.id)
    assert again is not None
    assert again.document.fields == {"a": None, "b": [{"c": None}], "d": 1}
