"""Trace what a person asks for: by the id of a claim or document, or by words, within collections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from newsdesk import (
    AGENCY,
    BURNS,
    COPY,
    LATER,
    NEWS,
    OWN,
    REPORT,
    REWRITE,
    WEATHER,
    Article,
    add,
    all_told,
    filled,
    members,
    of,
    told,
    trace,
    traced,
)
from sayso.errors import StopRun
from sayso.ledger import Ledger
from sayso.lineage.links import OUTSIDE, Family

FOUR = {"sna", "post", "courier", "skerry"}


def test_a_claim_is_traced_by_its_id_or_the_beginning_of_it(ledger: Ledger) -> None:
    [family] = trace(ledger, COPY.claim())
    assert members(family) == FOUR
    assert told(family) == told(trace(ledger, COPY.claim()[:10])[0])


def test_whichever_of_its_tellings_is_asked_for_the_family_is_one(ledger: Ledger) -> None:
    found = [trace(ledger, article.claim()) for article in (AGENCY, COPY, REWRITE, OWN)]
    assert all(all_told(families) == all_told(found[0]) for families in found)


def test_a_document_is_traced_claim_by_claim(ledger: Ledger) -> None:
    first, second = trace(ledger, AGENCY.document)
    assert AGENCY.claim(0) in {t.id for t in first.tellings}
    assert members(second) == {"sna", "post"}
    assert {t.words for t in second.tellings} == {BURNS}


def test_words_are_looked_up(ledger: Ledger) -> None:
    found = trace(ledger, "people taken off a ferry on fire")
    assert members(found[0]) == FOUR
    ids = [t.id for family in found for t in family.tellings]
    assert len(ids) == len(set(ids)), "no family is told twice"


def test_words_that_nothing_is_found_for_are_no_error(ledger: Ledger) -> None:
    found = trace(ledger, "zyxomma quizzaciously")
    assert all(isinstance(family, Family) for family in found)
    assert not [f for f in found if len(members(f)) > 1 and "zyxomma" in f.tellings[0].words]


def test_a_claim_that_nobody_else_tells_is_a_family_of_its_own(ledger: Ledger) -> None:
    [family] = trace(ledger, WEATHER.claim())
    assert members(family) == {"weather"}
    assert family.links == ()
    assert family.state == "not recorded"


def test_what_it_says_of_the_fire(ledger: Ledger) -> None:
    """One report, copied and rewritten, and one passenger: two origins, three articles had it from one."""
    [family] = trace(ledger, AGENCY.claim())
    named = {origin.name for origin in family.origins if origin.told_apart}
    assert any("Petrel" in name for name in named)
    assert any("Orme" in name for name in named)
    assert (family.count, family.low, family.high) == (2, 2, 2)
    assert told(family)[1] == (("sna", "courier"), ("sna", "post"))
    assert family.state == "independent"
    assert "4 articles" in family.why
    assert "2 independent origins" in family.why


def test_tellings_stand_in_the_order_they_came_out(ledger: Ledger) -> None:
    [family] = trace(ledger, AGENCY.claim())
    days = [family.publications[t.document].published or "" for t in family.tellings]
    assert days == sorted(days)


def test_what_is_linked_is_a_telling_or_outside(ledger: Ledger) -> None:
    for family in trace(ledger, "ferry"):
        ids = {t.id for t in family.tellings}
        for link in (*family.links, *family.undecided):
            assert link.other in ids
            assert link.one in ids or link.one.startswith(OUTSIDE)
            assert link.reasons


@pytest.mark.parametrize("what", ["abcdef0123456789", "0" * 32])
def test_an_id_that_nothing_has_is_an_error(ledger: Ledger, what: str) -> None:
    with pytest.raises(StopRun, match=what):
        trace(ledger, what)


def _without(path: Path, other: Iterable[Article]) -> Ledger:
    """A ledger that holds these only, and the same in another one's collection."""
    opened = filled(path)
    add(opened, other, "archive")
    return opened


def test_another_collection_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    both = _without(tmp_path / "both.db", [LATER])
    assert all_told(trace(both, AGENCY.claim())) == all_told(trace(ledger, AGENCY.claim()))
    assert all_told(traced(both)) == all_told(traced(ledger))
    assert members(trace(both, AGENCY.claim(), ("main", "archive"))[0]) == FOUR | {"gazette"}
    assert members(trace(both, LATER.claim(), ("archive",))[0]) == {"gazette"}
    assert members(of(traced(both, ("main", "archive")), AGENCY)) == FOUR | {"gazette"}
    both.close()


def test_a_parent_in_another_collection_is_as_if_it_were_absent(tmp_path: Path) -> None:
    """The copy names its agency, which this collection has no article of: it lies outside."""
    parted = filled(tmp_path / "parted.db", [COPY, REWRITE, OWN, WEATHER])
    add(parted, [AGENCY], "archive")
    absent = filled(tmp_path / "absent.db", [COPY, REWRITE, OWN, WEATHER])
    for families in (lambda held: trace(held, COPY.claim()), traced):
        assert all_told(families(parted)) == all_told(families(absent))
    [family] = trace(parted, COPY.claim())
    assert any(link.one == f"{OUTSIDE}SNA" for link in family.links)
    parted.close()
    absent.close()


def test_an_id_of_another_collection_is_an_error_that_says_so(ledger: Ledger) -> None:
    add(ledger, [LATER], "archive")
    for what in (LATER.claim(), LATER.document):
        with pytest.raises(StopRun, match="main") as error:
            trace(ledger, what)
        assert "--collection" in str(error.value)


def test_an_article_in_two_collections_is_one_article(ledger: Ledger) -> None:
    add(ledger, NEWS, "archive")
    assert all_told(trace(ledger, AGENCY.claim(), ("main", "archive"))) == all_told(
        trace(ledger, AGENCY.claim(), ("main",))
    )


def _reports(name: str, outlet: str, day: str, text: str) -> Article:
    words = "the ferry Aldona was sunk on purpose by her owner"
    return Article(name, outlet, f"2025-03-{day}", text.format(words), ((words, None),))


def test_a_claim_that_comes_back_to_its_author_is_named(tmp_path: Path) -> None:
    first = _reports(
        "post", "The Marrow Post", "08", "Whispers on the quay have it that {}. Nobody will say so aloud."
    )
    other = _reports(
        "courier", "Coast Courier", "09", "On Sunday The Marrow Post reported that {}. Blue Line is silent."
    )
    again = _reports(
        "later", "The Marrow Post", "10", "It is confirmed: {}, the Coast Courier reported on Monday night."
    )
    ledger = filled(tmp_path / "circle.db", [first, other, again])
    [family] = trace(ledger, first.claim())
    assert {("post", "courier"), ("courier", "later")} <= set(told(family)[1])
    [circle] = family.circles
    assert circle.tellings == (first.claim(), other.claim(), again.claim())
    assert "comes back" in circle.why
    ledger.close()


def test_a_copy_that_is_dated_before_its_agency_is_a_clash(tmp_path: Path) -> None:
    early = replace(COPY, published="2025-03-02")
    ledger = filled(tmp_path / "clash.db", [AGENCY, early])
    [family] = trace(ledger, AGENCY.claim())
    assert told(family)[1] == (("sna", "post"),)
    [clash] = family.clashes
    assert (clash.parent, clash.child) == (AGENCY.claim(), early.claim())
    assert "2025-03-02" in clash.why
    ledger.close()


def test_copies_of_an_agency_that_is_not_there_have_it_in_common(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "lost.db", [COPY, LATER])
    [family] = trace(ledger, COPY.claim())
    assert set(told(family)[1]) == {("SNA", "gazette"), ("SNA", "post")}
    assert family.count == family.high == 1
    ledger.close()


def test_copies_without_a_time_are_undecided(tmp_path: Path) -> None:
    bare = [replace(article, published=None, text=REPORT) for article in (COPY, LATER)]
    ledger = filled(tmp_path / "undated.db", bare)
    [family] = trace(ledger, bare[0].claim())
    assert not family.links
    [link] = family.undecided
    assert {link.one, link.other} == {bare[0].claim(), bare[1].claim()}
    assert family.recordings == 1
    ledger.close()
