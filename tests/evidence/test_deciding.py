"""Find: a pure rule on evidence that was judged and followed back to origins."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weighed_evidence import (
    DEGRADED,
    MODEL,
    SEARCHED,
    a_piece,
    asked,
    found,
    passage,
    says,
    some_coverage,
    some_evidence,
    voice,
)

from sayso.errors import SaysoError, StopRun
from sayso.evidence.deciding import HAS_WEIGHT, MOST, RULE, find, replayed
from sayso.evidence.judging import settled
from sayso.findings import Coverage, Evidence, Finding, Label, Side, Verdict
from sayso.types import Stance

SOME = settings(max_examples=60, deadline=None)


def _sides(finding: Finding) -> tuple[tuple[int, int, int, float], ...]:
    return tuple((s.origins, s.low, s.high, s.weight) for s in (finding.supports, finding.refutes))


def _outcome(finding: Finding) -> tuple[object, ...]:
    return finding.verdict, finding.confidence, finding.copies, finding.then, _sides(finding)


# What the rule finds


@pytest.mark.parametrize(
    ("given_evidence", "verdict"),
    [
        ([], "not enough"),
        ([says("neutral", "ONA", 0.99)], "not enough"),
        ([says("supports", "ONA", 0.6)], "not enough"),
        ([says("supports", "ONA", 0.66)], "supported"),
        ([says("refutes", "ONA", 0.66)], "disputed"),
        ([says("supports", "ONA"), says("refutes", "The Herald")], "mixed"),
        ([says("supports", "ONA"), says("refutes", "The Herald", 0.55)], "supported"),
        ([says("supports", "ONA", 0.55), says("refutes", "The Herald")], "disputed"),
        ([says("supports", "ONA", aside="copy")], "not enough"),
        ([says("supports", "ONA", aside="same origin"), says("refutes", "The Herald")], "disputed"),
    ],
)
def test_the_verdict(given_evidence: list[Evidence], verdict: Verdict) -> None:
    assert found(given_evidence).verdict == verdict


def test_one_light_voice_against_many_is_named_and_does_not_make_it_mixed() -> None:
    many = [says("supports", f"outlet {n}", 0.97) for n in range(5)]
    finding = found([*many, says("refutes", "The Herald", 0.75)])
    assert finding.verdict == "supported"
    assert any("against it" in reason and "The Herald" in reason for reason in finding.reasons)
    assert "There is a weaker passage on the other side." in finding.reasons


def test_ten_outlets_with_one_source_count_once() -> None:
    alone = found([says("supports", "ONA", 0.9, origin="the governor")])
    ten = found([says("supports", f"outlet {n}", 0.9, origin="the governor") for n in range(10)])
    assert (ten.verdict, ten.confidence) == (alone.verdict, alone.confidence) == ("supported", "low")
    assert ten.supports.weight == alone.supports.weight
    assert (ten.supports.origins, len(ten.supports.evidence)) == (1, 10)


def test_the_strongest_quote_of_each_side_comes_first() -> None:
    order = [0.7, 0.95, 0.8]
    given_evidence = [says("supports", f"s{p}", p) for p in order] + [
        says("refutes", f"r{p}", p) for p in order
    ]
    finding = found(given_evidence)
    assert finding.supports.evidence == (1, 2, 0)
    assert finding.refutes.evidence == (4, 5, 3)


def test_no_single_passage_outweighs_several() -> None:
    assert found([says("supports", "ONA", 1.0)]).supports.weight == pytest.approx(MOST, abs=1e-6)


def test_what_is_set_aside_is_counted_and_is_no_evidence() -> None:
    copies = [says("supports", f"copy {n}", aside="copy") for n in range(3)]
    finding = found([*copies, says("supports", "ONA", aside="same document")])
    assert finding.copies == 3
    assert finding.supports == Side((), 0, 0, 0, 0.0)
    assert len(finding.evidence) == 4
    assert any(r.startswith("3 passages") and "from where the claim has it" in r for r in finding.reasons)
    assert any(r.startswith("1 passage ") and "the claim's own document" in r for r in finding.reasons)


def test_removing_the_decisive_passage_leaves_not_enough() -> None:
    rest = [says("neutral", "Radio Lenn"), says("supports", "The Gazette", aside="copy")]
    decisive = says("supports", "ONA", 0.93)
    assert found([*rest, decisive]).verdict == "supported"
    without = found(rest)
    assert without.verdict == "not enough"
    assert without.wanted


def test_confidence_grows_with_origins() -> None:
    def confidence(n: int) -> str:
        return found([says("supports", f"outlet {i}", 0.95) for i in range(n)]).confidence

    assert [confidence(n) for n in (1, 2, 3)] == ["low", "moderate", "high"]


def test_confidence_does_not_grow_with_origins_that_may_be_one() -> None:
    finding = found([says("supports", f"outlet {n}", 0.95, told_apart=False) for n in range(5)])
    assert finding.confidence == "low"
    assert (finding.supports.low, finding.supports.high) == (1, 5)
    assert any(reason.startswith("1 to 5 origins for it") for reason in finding.reasons)


def test_confidence_does_not_rest_on_origins_that_hardly_say_so() -> None:
    strong = [says("refutes", f"outlet {n}", 0.95) for n in range(2)]
    hardly = [says("refutes", f"paper {n}", 0.53) for n in range(4)]
    assert found(strong).confidence == "moderate"
    assert found([*strong, *hardly]).confidence == "moderate"


def test_whose_word_it_is_and_who_says_otherwise_is_told() -> None:
    subject = asked(claim="c1", chains=voice("Marta Quell"))
    turned = says("refutes", "The Gazette", origin="Marta Quell", asked=subject)
    told = "Marta Quell, whose word the claim is, says otherwise elsewhere."
    assert told in found([turned], subject=subject).reasons
    assert told not in found([says("refutes", "ONA", asked=subject)], subject=subject).reasons


# Coverage that is degraded


def test_a_failed_source_is_named_and_is_not_the_same_as_no_evidence() -> None:
    finding = found([], [*SEARCHED, DEGRADED])
    whole = found([], SEARCHED)
    assert finding.verdict == whole.verdict == "not enough"
    assert (finding.confidence, whole.confidence) == ("low", "moderate")
    assert any("'tables'" in reason and "failed" in reason for reason in finding.reasons)
    assert any("'tables'" in want and "could not be read" in want for want in finding.wanted)
    assert not any("'tables'" in told for told in (*whole.reasons, *whole.wanted))


def test_a_source_that_is_not_set_up_leaves_the_finding_as_it_is() -> None:
    missing = Coverage("wikipedia", "not set up", why="Set `wikipedia` to a dump.")
    finding = found([], [*SEARCHED, missing])
    assert missing in finding.coverage
    assert finding.confidence == "moderate"


@SOME
@given(some_evidence(), some_coverage())
def test_a_failed_source_lowers_confidence_and_changes_nothing_else(
    evidence: list[Evidence], coverage: list[Coverage]
) -> None:
    whole = [one for one in coverage if one.state != "degraded"]
    levels = ["low", "moderate", "high"]
    before, after = found(evidence, whole), found(evidence, [*whole, DEGRADED])
    assert levels.index(after.confidence) == max(levels.index(before.confidence) - 1, 0)
    assert (after.verdict, _sides(after)) == (before.verdict, _sides(before))
    assert any(DEGRADED.source in reason for reason in after.reasons)


# What holds of all findings


@SOME
@given(some_evidence(), st.data())
def test_a_copy_of_a_passage_changes_neither_verdict_nor_counts(
    evidence: list[Evidence], data: st.DataObject
) -> None:
    before = found(evidence)
    if not evidence:
        return
    again = data.draw(st.sampled_from(evidence))
    at = data.draw(st.integers(0, len(evidence)))
    after = found([*evidence[:at], again, *evidence[at:]])
    assert (after.verdict, after.confidence, after.then) == (before.verdict, before.confidence, before.then)
    assert _sides(after) == _sides(before)


@SOME
@given(some_evidence(), st.randoms(use_true_random=False))
def test_the_order_of_the_evidence_changes_nothing(evidence: list[Evidence], random: object) -> None:
    shuffled = list(evidence)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _outcome(found(shuffled)) == _outcome(found(evidence))


@SOME
@given(some_evidence(), a_piece())
def test_what_is_set_aside_or_does_not_settle_it_weighs_nothing(
    evidence: list[Evidence], more: Evidence
) -> None:
    idle = more if more.label == "neutral" else replace(says("supports", "ONA"), aside="copy")
    before, after = found(evidence), found([*evidence, idle])
    assert (after.verdict, after.then, _sides(after)) == (before.verdict, before.then, _sides(before))


@SOME
@given(some_evidence(), st.sampled_from(["supports", "refutes"]), st.floats(0.5, 1.0))
def test_another_origin_never_lowers_its_side(evidence: list[Evidence], label: Label, likely: float) -> None:
    before, after = found(evidence), found([*evidence, says(label, "A new one", likely)])
    one, two = getattr(before, label), getattr(after, label)
    assert two.weight >= one.weight
    assert (two.low, two.high, two.origins) >= (one.low, one.high, one.origins)
    other = "refutes" if label == "supports" else "supports"
    assert getattr(after, other).weight == getattr(before, other).weight
    against: Verdict = "disputed" if label == "supports" else "supported"
    assert after.verdict != against or before.verdict == against


@SOME
@given(some_evidence(), st.sampled_from([None, "c1"]), st.sampled_from(["asserted", "denied"]))
def test_the_interval_of_origins_holds_the_likely_number(
    evidence: list[Evidence], claim: str | None, stance: Stance
) -> None:
    finding = found(evidence, subject=asked(claim=claim, stance=stance))
    own = None if claim is None else finding.refutes if stance == "denied" else finding.supports
    for held in (finding.supports, finding.refutes):
        sure = [finding.evidence[n] for n in held.evidence]
        origins = {one.origin for one in sure if max(one.supports, one.refutes) >= 0.65}
        assert 0 <= held.low <= held.origins <= held.high == len(origins)
        # On the claim's own side, what nothing tells apart may be its own origin again.
        assert held is own or (held.low > 0) == (held.high > 0)


@SOME
@given(some_evidence())
def test_a_verdict_rests_on_passages_that_were_not_set_aside(evidence: list[Evidence]) -> None:
    finding = found(evidence)
    for side, label, verdicts in (
        (finding.supports, "supports", ("supported", "mixed")),
        (finding.refutes, "refutes", ("disputed", "mixed")),
    ):
        rests = [finding.evidence[n] for n in side.evidence]
        assert all(one.label == label and one.aside is None for one in rests)
        if finding.verdict in verdicts:
            assert rests
            assert side.weight >= HAS_WEIGHT


@SOME
@given(some_evidence(), st.sampled_from(["supports", "refutes"]))
def test_without_a_side_its_verdict_is_gone(evidence: list[Evidence], label: Label) -> None:
    finding = found([one for one in evidence if one.label != label or one.aside is not None])
    assert finding.verdict in ("not enough", "disputed" if label == "supports" else "supported")


@SOME
@given(some_evidence(), some_coverage())
def test_a_finding_is_replayed_from_what_it_lists(evidence: list[Evidence], coverage: list[Coverage]) -> None:
    finding = found(evidence, coverage)
    assert replayed(finding) == finding


def test_a_model_of_any_name_is_replayed() -> None:
    finding = find(asked(), [says("supports", "ONA")], SEARCHED, "llm; temperature 0; v2")
    assert replayed(finding) == finding
    assert finding.method == f"llm; temperature 0; v2; {RULE}"


def test_a_finding_of_another_rule_is_not_replayed() -> None:
    made = replace(found([says("supports", "ONA")]), method=f"{MODEL}; origins 0")
    with pytest.raises(StopRun, match="origins 0"):
        replayed(made)


@SOME
@given(some_evidence())
def test_what_was_known_then_is_what_was_published_by_then(evidence: list[Evidence]) -> None:
    known = [one for one in evidence if one.timing == "before"]
    assert found(evidence).then == found(known).verdict


def test_what_came_later_does_not_count_for_then() -> None:
    later = says("refutes", "The Herald", 0.97, published="2025-06-12")
    finding = found([says("supports", "ONA", published="2025-06-08"), later])
    assert (finding.verdict, finding.then) == ("mixed", "supported")
    assert "On what was published when the claim was made: supported." in finding.reasons


def test_a_claim_without_a_date_has_no_then() -> None:
    assert found([says("supports", "ONA")], subject=asked(when=None)).then is None


def test_a_claim_of_a_day_without_a_year_has_no_then() -> None:
    subject = asked(when="XXXX-06-09")
    given_evidence = [says("supports", "ONA", published="2025-06-08", asked=subject)]
    assert found(given_evidence, subject=subject).then is None


# The state of origins that nothing tells apart


def test_an_origin_that_may_be_the_claims_own_is_not_surely_another() -> None:
    subject = asked(claim="c1", document="d1", address="https://herald.example/1")
    finding = found([says("supports", "Radio Lenn", told_apart=False, asked=subject)], subject=subject)
    assert (finding.supports.low, finding.supports.high) == (0, 1)
    assert not any("independent" in reason for reason in finding.reasons)
    assert (finding.supports.weight, finding.verdict) == (0, "not enough")


# Its sentences

_NUMBER = re.compile(r"\b(\d+) (independent origin|origin|passage)(s?)\b")


def _grammatical(sentence: str) -> bool:
    whole = sentence[:1].isupper() or sentence[:1].isdigit()
    agrees = all(
        (n == "1") == (s == "")
        for n, thing, s in _NUMBER.findall(sentence)
        if not (thing == "origin" and " to " in sentence)
    )
    odd = any(bad in sentence for bad in ("  ", " ,", "..", "None", ": .", "()", "“”"))
    return whole and agrees and sentence.endswith(".") and not odd


@pytest.mark.parametrize("n", [1, 2, 3, 7])
def test_sentences_agree_with_their_numbers(n: int) -> None:
    finding = found(
        [
            *(says("supports", f"outlet {i}", 0.9) for i in range(n)),
            *(says("refutes", f"paper {i}", 0.9, told_apart=False) for i in range(n)),
            *(says("neutral", f"radio {i}") for i in range(n)),
            *(says("supports", f"copy {i}", aside="copy") for i in range(n)),
            *(says("supports", f"again {i}", aside="same origin") for i in range(n)),
        ]
    )
    assert len(finding.reasons) >= 5
    assert [r for r in finding.reasons if not _grammatical(r)] == []
    assert any(
        f"{n} passage{'s' * (n > 1)} on the matter {'do' if n > 1 else 'does'} not" in r
        for r in finding.reasons
    )


@SOME
@given(some_evidence(), some_coverage())
def test_all_sentences_are_whole(evidence: list[Evidence], coverage: list[Coverage]) -> None:
    finding = found(evidence, coverage)
    assert [s for s in (*finding.reasons, *finding.wanted) if not _grammatical(s)] == []


def test_many_names_are_cut_short() -> None:
    finding = found([says("supports", f"outlet {n}") for n in range(5)])
    assert (
        "5 independent origins for it, in 5 passages: outlet 0; outlet 1; outlet 2; and others."
        in finding.reasons
    )


@pytest.mark.parametrize("n", [1, 2])
def test_what_was_set_aside_is_told_in_a_sentence(n: int) -> None:
    finding = found([says("supports", f"paper {i}", aside="copy") for i in range(n)])
    verb = "is" if n == 1 else "are"
    assert any(re.search(rf"\b{verb} set aside", reason) for reason in finding.reasons)


def test_sentences_that_quote_an_error_end_too() -> None:
    error = SaysoError("events.csv", "it has no column 'date'", "Map another one")
    finding = found([], [Coverage("tables", "degraded", why=str(error))])
    assert all(sentence.endswith(".") for sentence in (*finding.reasons, *finding.wanted))


def test_evidence_that_does_not_weigh_enough_is_said_not_to() -> None:
    finding = found([says("supports", "ONA", 0.55)])
    assert finding.verdict == "not enough"
    assert any("enough" in reason for reason in finding.reasons)


def test_one_origin_that_may_be_the_claims_own_is_told_so() -> None:
    subject = asked(claim="c1", document="d1", address="https://herald.example/1")
    finding = found([says("supports", "Radio Lenn", told_apart=False, asked=subject)], subject=subject)
    assert any("not established" in reason for reason in finding.reasons)


def test_a_finding_on_nothing_says_so() -> None:
    assert found([]).reasons


def test_a_finding_on_its_own_document_alone_says_so() -> None:
    assert found([says("supports", "ONA", aside="same document")]).reasons


def test_what_was_found_before_a_source_failed_is_not_said_to_be_left_out() -> None:
    half = replace(DEGRADED, found=2)
    finding = found([says("supports", "ONA"), says("supports", "The Herald")], [half])
    assert not any("what it has is not counted" in reason for reason in finding.reasons)


def test_an_origin_is_not_called_by_its_evidence_source() -> None:
    nameless = passage("", outlet=None, title=None, address="notes/letter.txt")
    one = settled(asked(), nameless, (0.9, 0.0, 0.1), ())
    assert one.origin_name == "notes/letter.txt"
