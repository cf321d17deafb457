"""Judge: the entailment model's word and the rules beside it, for each passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from weighed_evidence import CLAIM, DATES, asked, passage, rated, voice

from sayso.checking.stating import stated as read
from sayso.evidence.judging import SETTLES, judged, settled, timing
from sayso.findings import LABELS, RATED, Asked, Check, Passage, Rated, Row, Timing
from sayso.types import Stance

Triple = tuple[float, float, float]
OPEN: Triple = (0.1, 0.1, 0.8)
FOR: Triple = (0.9, 0.05, 0.05)
AGAINST: Triple = (0.05, 0.9, 0.05)


class Table:
    """An entailer that says what its table has for the evidence, and keeps what it was asked."""

    method = "table 1"

    def __init__(self, table: Mapping[str, Triple] | None = None) -> None:
        self.table = table or {}
        self.asked: list[tuple[str, str]] = []

    def entail(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        return np.array([self.table.get(text, OPEN) for _, text in pairs], dtype=np.float32)


def _plain(words: str, **more: object) -> Passage:
    return passage("ONA", words, stated=read(words, None), **more)


QUIET = asked("The ferry was repainted by its owner")


def test_one_evidence_a_passage_in_order() -> None:
    words = ["The owner painted it", "It rusts", "Nobody repainted the ferry"]
    table = Table(dict(zip(words, (FOR, OPEN, AGAINST), strict=True)))
    evidence = judged(QUIET, [_plain(w) for w in words], table)
    assert [one.passage.quote for one in evidence] == words
    assert [one.label for one in evidence] == ["supports", "neutral", "refutes"]
    assert [one.model for one in evidence] == [pytest.approx(t) for t in (FOR, OPEN, AGAINST)]


def test_copies_are_read_once_and_say_the_same() -> None:
    table = Table({"The owner painted it": FOR})
    evidence = judged(QUIET, [_plain("The owner painted it") for _ in range(3)], table)
    assert len(table.asked) == 1
    assert len({(one.label, one.supports, one.model) for one in evidence}) == 1


def test_nothing_found_asks_nothing() -> None:
    table = Table()
    assert judged(QUIET, [], table) == []
    assert table.asked == []


def test_the_model_reads_the_context_and_the_rules_the_quote() -> None:
    table = Table()
    judged(QUIET, [_plain("He did it", context="The owner came. He did it")], table)
    assert table.asked == [(QUIET.text, "The owner came. He did it")]


@pytest.mark.parametrize(
    ("probabilities", "label"),
    [
        (FOR, "supports"),
        (AGAINST, "refutes"),
        (OPEN, "neutral"),
        ((0.45, 0.1, 0.45), "neutral"),
        ((0.4, 0.35, 0.25), "neutral"),
        ((0.1, 0.52, 0.38), "refutes"),
    ],
)
def test_a_side_needs_to_be_likelier_than_not(probabilities: Triple, label: str) -> None:
    assert settled(QUIET, _plain("The owner kept the ferry as it was"), probabilities, ()).label == label


@pytest.mark.parametrize("words", ["It rusts", "The owner sailed to Marrow Quay", "Its owner was never paid"])
def test_what_is_not_on_the_matter_does_not_speak_against_it(words: str) -> None:
    one = settled(QUIET, _plain(words), AGAINST, ())
    assert (one.label, one.refutes) == ("neutral", 0.0)
    check = Check("date", "refutes", "31 July is not 1 August")
    assert settled(QUIET, _plain(words), AGAINST, (check,)).label == "refutes"


@settings(max_examples=100, deadline=None)
@given(
    st.tuples(*[st.integers(0, 100)] * 3).filter(any),
    st.lists(
        st.builds(Check, st.just("figure"), st.sampled_from(LABELS), st.just("why"), decides=st.booleans()),
        max_size=3,
    ),
    st.sampled_from([None, *RATED]),
)
def test_probabilities_are_probabilities(
    parts: tuple[int, int, int], checks: list[Check], rating: Rated | None
) -> None:
    total = sum(parts)
    model = (parts[0] / total, parts[1] / total, parts[2] / total)
    subject = rated("Lenn Facts", rating) if rating else _plain("It rusts")
    one = settled(QUIET, subject, model, tuple(checks))
    sums = {"supports": one.supports, "refutes": one.refutes, "neutral": one.neutral}
    assert sum(sums.values()) == pytest.approx(1)
    assert min(sums.values()) >= 0
    assert one.label == "neutral" or sums[one.label] >= SETTLES
    assert one.why == "; ".join(c.why for c in one.checks if c.decides and c.says == one.label)


def test_a_rule_that_decides_overrules_the_model_and_says_why() -> None:
    check = Check("figure", "refutes", "29 is fewer than “at least 50”", "at least 50", "29")
    one = settled(QUIET, _plain("29 were killed"), FOR, (check,))
    assert one.label == "refutes"
    assert check.why in one.why
    light = settled(QUIET, _plain("29 were killed"), FOR, (Check("figure", "refutes", "w", decides=False),))
    assert light.label == "supports"
    assert light.supports < FOR[0]


def test_a_wrong_number_of_the_same_dead_refutes_whatever_the_model_says() -> None:
    words = "29 people were killed when the Sallow Bridge fell on 8 June"
    subject = Asked(read(CLAIM, "2025-06-09"), when="2025-06-09")
    dated = passage("ONA", words, stated=read(words, "2025-06-09"), published="2025-06-09")
    [one] = judged(subject, [dated], Table({words: FOR}))
    assert one.label == "refutes"
    assert any(check.kind == "figure" and check.decides for check in one.checks)


# Rows and ratings


def test_the_model_never_reads_a_row() -> None:
    table = Table()
    row = Row("events.csv", "77", "2025-06-08", "Hallin", best=31, of="killed", words="8 June: 31 killed")
    [one] = judged(asked(), [passage("events", "8 June: 31 killed", row=row, source="tables")], table)
    assert table.asked == []
    assert one.model is None


def test_a_row_without_a_word_on_the_claim_does_not_settle_it() -> None:
    [one] = judged(
        QUIET, [passage("events", "31 killed", row=Row("events.csv", "1"), source="tables")], Table()
    )
    assert one.label == "neutral"


@pytest.mark.parametrize(
    ("rating", "label"),
    [
        ("supported", "supports"),
        ("mostly supported", "supports"),
        ("refuted", "refutes"),
        ("mostly refuted", "refutes"),
        ("mixed", "neutral"),
        ("other", "neutral"),
    ],
)
def test_a_rating_of_the_same_claim_says_what_it_says(rating: Rated, label: str) -> None:
    [one] = judged(asked(), [rated("Lenn Facts", rating)], Table({CLAIM: FOR}))
    assert one.label == label
    assert [check.kind for check in one.checks] == ["rating"]


@pytest.mark.parametrize("rating", RATED)
def test_a_rating_of_another_claim_says_nothing(rating: Rated) -> None:
    other = rated("Lenn Facts", rating, "The mayor owns three ferries")
    [one] = judged(asked(), [other], Table())
    assert one.label == "neutral"


@pytest.mark.parametrize("rating", RATED)
def test_a_rating_of_the_contrary_says_nothing(rating: Rated) -> None:
    """That "nobody died" is false makes "at least 50 died" no truer."""
    [one] = judged(
        asked(), [rated("Lenn Facts", rating, "Nobody died")], Table({"Nobody died": AGAINST, CLAIM: AGAINST})
    )
    assert one.label == "neutral"


LARGER = "At least 50 people were killed and the mayor fled"


def test_the_fall_of_a_larger_claim_says_nothing_of_its_part() -> None:
    """The larger one entails the claim, and may be false for its other half."""
    table = Table({LARGER: FOR, CLAIM: OPEN})
    [one] = judged(asked(), [rated("Lenn Facts", "refuted", LARGER)], table)
    assert one.label == "neutral"
    assert table.asked == [(LARGER, CLAIM)]


def test_the_fall_of_a_part_takes_the_larger_claim_with_it() -> None:
    [one] = judged(asked(LARGER), [rated("Lenn Facts", "refuted", CLAIM)], Table({LARGER: FOR}))
    assert one.label == "refutes"


def test_a_larger_claim_that_holds_supports_its_part() -> None:
    [one] = judged(asked(), [rated("Lenn Facts", "supported", LARGER)], Table({LARGER: FOR}))
    assert one.label == "supports"


# When it was published


@pytest.mark.parametrize(
    ("when", "published", "expected"),
    [
        ("2025-06-09", "2025-06-08", "before"),
        ("2025-06-09", "2025-06-09", "before"),
        ("2025-06-09", "2025-06-10", "after"),
        ("2025-06-09T08:00:00Z", "2025-06-09T20:00:00Z", "before"),
        ("2025-06", "2025-06-20", "unknown"),
        ("2025-06", "2025-05-31", "before"),
        ("2025-06", "2025-07-01", "after"),
        ("2025-06-09", "2025-06", "unknown"),
        ("2025-06-09", "2025", "unknown"),
        ("2025-06-09", "2025-06-01/..", "unknown"),
        ("2025-06-09", "../2025-06-01", "before"),
        ("2025-06-09", None, "unknown"),
        (None, "2025-06-08", "unknown"),
        ("XXXX-06-09", "2025-06-08", "unknown"),
        ("long ago", "2025-06-08", "unknown"),
        ("2025-06-09", "long ago", "unknown"),
    ],
)
def test_timing(when: str | None, published: str | None, expected: Timing) -> None:
    assert timing(when, passage("ONA", published=published)) == expected


def test_a_rating_is_published_when_it_is_dated() -> None:
    early = rated("Lenn Facts", "refuted", date="2025-06-20", published="2025-06-01")
    assert timing("2025-06-09", early) == "after"


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(DATES), st.sampled_from(DATES))
def test_what_was_published_before_was_not_published_after(one: str | None, other: str | None) -> None:
    there, back = timing(one, passage("ONA", published=other)), timing(other, passage("ONA", published=one))
    assert not there == back == "after"
    assert there == "unknown" or None not in (one, other)


# Who says it


def test_what_is_checked_is_what_they_say_and_not_that_they_say_it() -> None:
    """A claim of somebody named would else find no support but in the mouth of that very person."""
    subject = Asked(read(CLAIM, "2025-06-09"), claim="c1", when="2025-06-09", chains=voice("Lena Orme"))
    words = "At least 50 people were killed when the Sallow Bridge fell on 8 June"
    for other in (voice("Mira Holt"), ((),)):
        stated = read(words, "2025-06-09")
        [one] = judged(subject, [passage("ONA", words, stated=stated, chains=other)], Table({words: FOR}))
        assert one.label == "supports"


def test_a_sentence_that_tells_who_says_it_wants_that_voice() -> None:
    text = "Lena Orme said that the Sallow Bridge was closed to all carts"
    words = "Mira Holt said that the Sallow Bridge was closed to all carts"
    [one] = judged(Asked(read(text, None)), [_plain(words, chains=voice("Mira Holt"))], Table({words: FOR}))
    assert one.label == "neutral"


@pytest.mark.parametrize("stance", ["denied", "asked", "counterfactual"])
def test_who_does_not_assert_it_does_not_support_it(stance: Stance) -> None:
    words = "people were taken off the ferry Aldona"
    denied = _plain(words, stance=stance, chains=voice("Blue Line", stance))
    subject = asked("People were taken off the ferry Aldona at night by a tug off Marrow Quay")
    [one] = judged(subject, [denied], Table({words: FOR}))
    assert one.label != "supports"


def test_who_denies_something_else_does_not_speak_against_it() -> None:
    words = "The commander denied that the police had received a letter before the bridge fell"
    other = _plain(words, stance="denied", chains=voice("Evan Lusk", "denied"))
    subject = Asked(read(CLAIM, "2025-06-09"), when="2025-06-09")
    [one] = judged(subject, [other], Table({words: (0.45, 0.25, 0.3)}))
    assert one.label == "neutral"


def test_who_denies_it_speaks_against_it_whatever_the_model_says() -> None:
    words = "at least 50 people were killed when the Sallow Bridge fell on 8 June"
    stated = read(words, "2025-06-09")
    denied = passage("Radio Lenn", words, stated=stated, stance="denied", chains=voice("Evan Lusk", "denied"))
    subject = Asked(read(CLAIM, "2025-06-09"), when="2025-06-09")
    [one] = judged(subject, [denied], Table({words: FOR}))
    assert one.label == "refutes"
    assert any(check.kind == "denial" for check in one.checks)
