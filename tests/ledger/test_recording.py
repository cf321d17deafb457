"""A ledger is the union of what was recorded in it: whatever the order, the batches and the repeats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace

import pytest
from dumps import content, rows
from homes import Home
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_readings import METHOD, reading
from word_encoder import WordEncoder

from sayso import ledger as ledgers
from sayso.ledger import Ledger, ShownDocument, forget, open_ledger, record, show
from sayso.types import Document, Reading

BETTER = "rules 0.2"
DAYS = ("2024-05-01T12:00:00Z", "2024-05-02T12:00:00Z", "2024-05-03T12:00:00Z")
TEXTS = (
    "Anna Kern said nine ships were lost.",
    "Anna Kern said ten ships were lost. The port is shut.",
    "The port is open.",
)
several = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)


@st.composite
def some_readings(draw: st.DrawFn) -> Reading:
    """Few texts at few addresses, by two methods, got at any time with whatever title and date."""
    text = draw(st.sampled_from(TEXTS))
    made = reading(
        text,
        address=draw(st.sampled_from(["a.txt", "b.txt"])),
        retrieved=draw(st.sampled_from(DAYS)),
        method=draw(st.sampled_from([METHOD, BETTER])),
        by=("Anna Kern", "person") if "Anna" in text else None,
        title=draw(st.sampled_from([None, "Ships lost", "More ships lost"])),
        published=draw(st.sampled_from([None, "2024-04-30", "2024-05-02"])),
        publisher=draw(st.sampled_from([None, "Harbour News"])),
        fields=draw(st.sampled_from([{}, {"section": "sea"}])),
    )
    return _from_bytes(made, draw(st.sampled_from(["0" * 64, "1" * 64])), draw(st.sampled_from("ab")))


def _from_bytes(made: Reading, sha256: str, reader: str) -> Reading:
    kept = replace(made.document.custody, sha256=sha256, reader=reader)
    kept = replace(kept, headers=(("etag", kept.retrieved),))
    return replace(made, document=replace(made.document, custody=kept))


@several
@given(data=st.data(), given_readings=st.lists(some_readings(), min_size=1, max_size=8))
def test_order_batches_and_repeats_do_not_matter(
    home: Home, data: st.DataObject, given_readings: list[Reading]
) -> None:
    again = data.draw(st.lists(st.sampled_from(given_readings), max_size=4))
    shuffled = data.draw(st.permutations(given_readings + again))
    with _opened(home, 2) as (one, other):
        record(one, given_readings, collection="main", encoder=WordEncoder())
        while shuffled:
            size = data.draw(st.integers(1, len(shuffled)))
            record(other, shuffled[:size], collection="main", encoder=WordEncoder())
            shuffled = shuffled[size:]
        assert content(one) == content(other)


@contextmanager
def _opened(home: Home, count: int) -> Iterator[list[Ledger]]:
    with ExitStack() as stack:
        yield [stack.enter_context(closing(open_ledger(home.made()))) for _ in range(count)]


@several
@given(data=st.data(), given_readings=st.lists(some_readings(), min_size=2, max_size=6))
def test_what_was_forgotten_stays_so_in_every_order(
    home: Home, data: st.DataObject, given_readings: list[Reading]
) -> None:
    gone = given_readings[0].document.id
    rest = [r for r in given_readings if r.document.id != gone]
    first = data.draw(st.lists(st.sampled_from(given_readings), max_size=3))
    shuffled = data.draw(st.permutations(given_readings))
    with _opened(home, 2) as (one, other):
        record(one, given_readings, collection="main")
        forget(one, gone, who="test", why="asked")
        record(other, [given_readings[0], *first], collection="main")
        forget(other, gone, who="test", why="asked")
        told = record(other, shuffled, collection="main")
        assert {r.document for r in told if r.forgotten} == {gone}
        left, right = content(one), content(other)
    assert len(left["documents"]) == len({r.document.id for r in rest})
    for table in set(left) - {"tombstones"}:
        assert left[table] == right[table], table


def test_recording_twice_changes_nothing(ledger: Ledger) -> None:
    given_readings = [reading(text, address=f"{n}.txt") for n, text in enumerate(TEXTS)]
    told = record(ledger, given_readings, collection="main", encoder=WordEncoder())
    assert all(r.new_document and r.new_reading for r in told)
    once = rows(ledger)
    again = record(ledger, given_readings, collection="main", encoder=WordEncoder())
    assert rows(ledger) == once
    assert not any(r.new_document or r.new_reading for r in again)
    assert [r.document for r in again] == [r.document for r in told]


def test_a_ledger_read_out_into_another_is_the_same(home: Home) -> None:
    given_readings = [reading(text, address=f"{n}.txt") for n, text in enumerate(TEXTS)]
    with _opened(home, 4) as (left, right, both, merged):
        record(left, given_readings[:2], collection="main")
        record(right, given_readings[1:], collection="main")
        record(both, given_readings, collection="main")
        for source in (right, left):
            found = [ledgers.reading(source, r.document.id) for r in given_readings]
            record(merged, filter(None, found), collection="main")
        assert content(merged) == content(both)


def test_a_better_extractor_makes_a_reading_and_never_a_revision(ledger: Ledger) -> None:
    text = "Nine ships were lost. The port is shut."
    record(ledger, [reading(text)], collection="main")
    better = reading(text, method=BETTER, retrieved=DAYS[1], claims=["Nine ships were lost."])
    (told,) = record(ledger, [better], collection="main")
    assert (told.new_document, told.new_reading, told.revises) == (False, True, None)
    shown = show(ledger, told.document)
    assert isinstance(shown, ShownDocument)
    assert [(method, current) for method, _, current in shown.methods] == [(METHOD, False), (BETTER, True)]
    assert len(shown.versions) == 1
    assert shown.reading.claims == better.claims
    first = ledgers.reading(ledger, told.document, METHOD)
    assert first is not None and len(first.claims) == 2


def test_two_methods_in_one_batch_are_both_kept(ledger: Ledger) -> None:
    text = "Nine ships were lost."
    told = record(ledger, [reading(text), reading(text, method=BETTER)], collection="main")
    assert [r.new_document for r in told] == [True, False]
    assert [r.new_reading for r in told] == [True, True]
    assert all(ledgers.reading(ledger, told[0].document, method) for method in (METHOD, BETTER))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_versions_follow_one_another_whatever_the_order(ledger: Ledger, order: tuple[int, ...]) -> None:
    versions = [reading(text, retrieved=day) for text, day in zip(TEXTS, DAYS, strict=True)]
    for n in order:
        record(ledger, [versions[n]], collection="main")
    ids = [r.document.id for r in versions]
    for n, identity in enumerate(ids):
        shown = show(ledger, identity)
        assert isinstance(shown, ShownDocument)
        assert [v.id for v in shown.versions] == ids
        assert [v.relation for v in shown.versions] == [None, "revision", "revision"]
        assert bool(shown.changes) == (n > 0)
    found = ledgers.find(ledger, ledgers.Query(limit=10))
    assert {f.reading.document.id for f in found} == {ids[-1]}
    everything = ledgers.find(ledger, ledgers.Query(versions=True, limit=10))
    assert {f.reading.document.id for f in everything} == set(ids)


def test_the_stated_time_orders_versions_before_the_time_they_were_got(ledger: Ledger) -> None:
    newer = reading(TEXTS[0], retrieved=DAYS[0], published="2024-05-02")
    older = reading(TEXTS[1], retrieved=DAYS[1], published="2024-05-01")
    (first,) = record(ledger, [newer], collection="main")
    (second,) = record(ledger, [older], collection="main")
    shown = show(ledger, second.document)
    assert isinstance(shown, ShownDocument)
    assert [v.id for v in shown.versions] == [second.document, first.document]


def test_what_changed_between_versions_is_shown(ledger: Ledger) -> None:
    old = reading("Nine ships were lost. The port is shut. Rain fell.")
    new = reading("Ten ships were lost. The port is shut. Help is near.", retrieved=DAYS[1])
    record(ledger, [old, new], collection="main")
    shown = show(ledger, new.document.id)
    assert isinstance(shown, ShownDocument)
    assert [c.kind for c in shown.changes] == ["changed", "added", "dropped"]
    assert "Nine ships were lost." in shown.changes[0].what[0]


def test_the_same_bytes_read_better_are_a_rereading(ledger: Ledger) -> None:
    before = _from_bytes(reading("Nine ships were lost. Cookies?"), "a" * 64, "html")
    after = _from_bytes(reading("Nine ships were lost.", retrieved=DAYS[1]), "a" * 64, "html")
    record(ledger, [before, after], collection="main")
    shown = show(ledger, after.document.id)
    assert isinstance(shown, ShownDocument)
    assert [v.relation for v in shown.versions] == [None, "rereading"]


def test_a_document_may_be_in_several_collections(ledger: Ledger) -> None:
    given_reading = reading("Nine ships were lost.")
    for name in ("main", "sea", "main"):
        record(ledger, [given_reading], collection=name)
    shown = show(ledger, given_reading.document.id)
    assert isinstance(shown, ShownDocument)
    assert shown.collections == ("main", "sea")
    assert _known(ledger, given_reading.document, "sea") == {given_reading.document.id}
    assert _known(ledger, given_reading.document, "land") == set()
    assert ledgers.known(ledger, [given_reading.document], BETTER, "sea") == set()
    assert ledgers.known(ledger, [], METHOD, "sea") == set()


def _known(ledger: Ledger, document: Document, collection: str) -> set[str]:
    return ledgers.known(ledger, [document], METHOD, collection)
