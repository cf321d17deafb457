"""Wanting: what would settle a claim that is not settled."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from weighed_evidence import (
    CLAIM,
    DEGRADED,
    SEARCHED,
    asked,
    figure,
    found,
    says,
    some_coverage,
    some_evidence,
    voice,
)

from sayso.checking.stating import stated as read
from sayso.findings import Asked, Check, Coverage, Evidence, Stated
from sayso.types import Place, Span

HEDGE = Check("hedge", "neutral", "“may have” leaves open what the claim asserts", "", "may have")
UNREAD = Coverage("wikipedia", "not set up", why="Set `wikipedia` to a dump.")


def test_what_is_settled_wants_nothing() -> None:
    assert found([says("supports", f"outlet {n}") for n in range(3)], [*SEARCHED, UNREAD]).wanted == ()
    assert found([says("refutes", f"outlet {n}") for n in range(3)]).wanted == ()


@settings(max_examples=60, deadline=None)
@given(some_evidence(), some_coverage())
def test_something_is_wanted_exactly_where_something_is_open(
    evidence: list[Evidence], coverage: list[Coverage]
) -> None:
    finding = found(evidence, coverage)
    settled = finding.verdict in ("supported", "disputed") and finding.confidence != "low"
    assert (finding.wanted == ()) == settled
    assert len(set(finding.wanted)) == len(finding.wanted)


def test_what_failed_comes_first_and_what_is_not_set_up_is_told_elsewhere() -> None:
    wanted = found([], [UNREAD, *SEARCHED, DEGRADED]).wanted
    assert DEGRADED.source in wanted[0]
    assert not any(UNREAD.source in one for one in wanted)
    assert not any("corpus" in want for want in wanted)


def test_a_figure_wants_a_count() -> None:
    wanted = found([]).wanted
    assert any("count" in want and "“At least 50 people”" in want for want in wanted)


def test_a_deed_wants_the_word_of_whom_it_names() -> None:
    subject = Asked(Stated("Marta Quell owns three ferries", names=("Marta Quell",)))
    assert "Marta Quell’s own word, or a record of it." in found([], subject=subject).wanted


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Hallin owns the ferries",
        "The ferries lie in Hallin",
        "It was Hallin that bought the ferries",
        "They crossed the Sallow Bridge",
    ],
)
def test_a_town_or_a_bridge_is_no_witness(text: str) -> None:
    subject = Asked(read(text, None))
    assert subject.stated.names
    elsewhere = says("neutral", "Radio Lenn", words="Nobody in Hallin has seen them")
    wanted = found([elsewhere], subject=subject).wanted
    assert "A first-hand account, or a record of it, from somebody other than who says it." in wanted
    assert not any("own word" in one for one in wanted)


def test_whoever_may_know_is_asked_before_the_town() -> None:
    subject = Asked(read("In Hallin they say that Marta Quell sold the ferries", None))
    assert "Marta Quell’s own word, or a record of it." in found([], subject=subject).wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The commander of the police in Upper Lenn", "the commander of the Upper Lenn police"),
        ("Marta Quell", "Governor Marta Quell"),
        ("St Odran’s Hospital", "the hospital"),
    ],
)
def test_one_voice_is_not_set_against_itself(one: str, other: str) -> None:
    finding = found([says("supports", one), says("refutes", other, 0.95), says("refutes", "ONA", 0.9)])
    assert f"What {one} and ONA have it from: each rests on something the other has not." in finding.wanted
    finding = found([says("supports", one), says("refutes", other)])
    assert f"Which of its own words {one} stands by: it is on both sides." in finding.wanted


def test_what_the_claim_leaves_open_is_named() -> None:
    bare = Asked(Stated("The mayor owns three ferries"))
    wanted = found([], subject=bare).wanted
    assert any("no date" in want for want in wanted)
    assert any("no place" in want for want in wanted)
    place = Place(Span(0, 6), "Hallin", "NL", 52.5, 5.25, None, "city")
    placed = asked(CLAIM)
    placed = Asked(Stated(CLAIM, placed.stated.figures, placed.stated.times, (place,)))
    assert not any("no date" in want or "no place" in want for want in found([], subject=placed).wanted)


def test_copies_alone_want_somebody_else() -> None:
    subject = asked(chains=voice("Marta Quell"), claim="c1")
    finding = found([says("supports", "The Copyist", aside="copy", asked=subject)], subject=subject)
    assert any("does not have it from Marta Quell" in want for want in finding.wanted)


def test_a_hedge_wants_somebody_who_is_sure() -> None:
    finding = found([says("neutral", "Radio Lenn", checks=(HEDGE,))])
    assert "Somebody who states as fact what Radio Lenn only holds possible." in finding.wanted


def test_two_sides_want_what_each_rests_on() -> None:
    finding = found([says("supports", "ONA"), says("refutes", "The Herald")])
    assert finding.verdict == "mixed"
    assert any("ONA and The Herald" in want for want in finding.wanted)


def test_who_says_both_is_asked_which() -> None:
    finding = found([says("supports", "ONA"), says("refutes", "ONA")])
    assert not any("ONA and ONA" in want for want in finding.wanted)
    assert any("ONA" in want for want in finding.wanted)


def test_one_origin_wants_another() -> None:
    assert found([says("supports", "ONA")]).wanted == ("Another origin, independent of ONA.",)


def test_several_origins_do_not_want_a_second() -> None:
    two = [says("supports", "ONA"), says("supports", "Radio Lenn")]
    finding = found([*two, says("refutes", "The Herald", 0.7)])
    assert (finding.verdict, finding.confidence) == ("supported", "low")
    assert not any("second" in want for want in finding.wanted)


@pytest.mark.parametrize(
    ("text", "words", "unit"),
    [
        ("Prices rose by 30 per cent", "30 per cent", "per cent"),
        ("It cost 54 million euros", "54 million euros", "euros"),
    ],
)
def test_a_share_or_a_sum_wants_no_hospital(text: str, words: str, unit: str) -> None:
    subject = asked(text, figure(text, words, 30, 30, None, unit=unit))
    assert not any("hospital" in want for want in found([], subject=subject).wanted)
