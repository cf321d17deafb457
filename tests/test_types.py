from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Checkworthy, Claim, Custody, Document, Reading, Span, digest

CUSTODY = Custody("0" * 64, 3, "a.txt", "2024-05-17T10:00:00Z", "text/plain", "text")
TEXT = "The mill said: “Né à Kareth 🌊 – no one was hurt.”"
DOCUMENT = Document("a.txt", TEXT, CUSTODY)
CLAIM = Claim(DOCUMENT.id, (Span(16, 31), Span(32, 47)), ((),), "asserted", Checkworthy(0.1, "no reason"))


def test_ids_are_pinned() -> None:
    """Ledgers keep these ids: a change here makes every ledger that exists unreadable."""
    assert digest() == "cae66941d9efbd404e4d88758ea67670"
    assert digest("document", "a.txt", "x") == "ba25ef4ad9de21f6fdf49905d63a5b57"
    assert DOCUMENT.id == "59a54735344ddb14cc33c0dcb6ec70c1"
    assert CLAIM.id == "50dce2746419055462628effc536d773"


def test_a_documents_id_is_its_address_and_text_and_nothing_else() -> None:
    other = replace(CUSTODY, sha256="f" * 64, retrieved="2025-01-01T00:00:00Z", reader="other")
    same = replace(DOCUMENT, custody=other, title="T", published="2024", notes=("n",), fields={"k": 1})
    assert same.id == DOCUMENT.id
    assert replace(DOCUMENT, address="b.txt").id != DOCUMENT.id
    assert replace(DOCUMENT, text=TEXT + " ").id != DOCUMENT.id


def test_a_claims_id_is_its_place_and_not_the_opinion_about_it() -> None:
    better = replace(CLAIM, chains=((0, 1),), stance="denied", checkworthy=Checkworthy(0.9, "a figure"))
    assert better.id == CLAIM.id
    assert replace(CLAIM, content=(Span(16, 49),)).id != CLAIM.id
    assert replace(CLAIM, document="other").id != CLAIM.id
    assert replace(CLAIM, content=(Span(16, 31),)).id != CLAIM.id


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=4), max_size=4), st.data())
def test_moving_a_boundary_changes_the_digest(parts: list[str], data: st.DataObject) -> None:
    joined = "".join(parts)
    cut = data.draw(st.integers(0, len(joined)))
    moved = [joined[:cut], joined[cut:]]
    assert (digest(*moved) == digest(*parts)) == (moved == parts)


def test_a_digest_is_128_bits_in_hex() -> None:
    assert len(digest("x")) == 32
    assert int(digest("x"), 16) >= 0


def test_a_reading_gives_the_words_at_spans_in_code_points() -> None:
    reading = Reading(DOCUMENT, "test", (), (CLAIM,))
    assert reading.text(CLAIM.content) == "Né à Kareth 🌊 – … no one was hurt"
    assert reading.text(()) == ""


def test_what_flows_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        DOCUMENT.text = "other"  # type: ignore[misc]
