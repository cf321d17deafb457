"""Kinds of source, quotations, spans, nesting, stance and check-worthiness, each by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims import checkworthy, kinds, nesting, quotations, signals, stance
from sayso.claims.cues import lexicon
from sayso.claims.spans import Covered, minus, ordered
from sayso.types import ACTS, Attribution, Mention, Predicate, Span


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("a source with access to the files", "unnamed_person"),
        ("one of the boys", "unnamed_person"),
        ("some of the guards", "unnamed_group"),
        ("officials at the ministry", "unnamed_group"),
        ("Prosecutors", "unnamed_group"),
        ("three people familiar with the talks", "unnamed_person"),
        ("The Courier", "organisation"),
        ("the police", "organisation"),
        ("the foreign ministry", "state"),
        ("Moscow", "state"),
        ("a report by the council", "document"),
        ("documents seen by the paper", "document"),
        ("the information before that", "document"),
        ("everyone", "common_knowledge"),
        ("Mr Holm", "person"),
        ("hydrologist Per Anders", "person"),
        ("the company’s", "organisation"),
        ("she", "person"),
        ("it", "organisation"),
        ("", "nobody"),
    ],
)
def test_kind_of_source(phrase: str, kind: str) -> None:
    assert kinds.kind(phrase, (), ()) == kind


def test_an_apposed_name_makes_a_person() -> None:
    phrase = "the ambassador to the court, Ali Rezai"
    name = Span(phrase.index("Ali"), len(phrase))
    assert kinds.kind(phrase, (Span(0, len(phrase)),), (Mention(name, "person"),)) == "person"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“It rained,” he said. “It poured.”", ["“It rained,”", "“It poured.”"]),
        ("He called it ''a farce'' twice.", ["''a farce''"]),
        ("The boys' club and the girls' club met.", []),
        ("It's ‘over’, she said.", ["‘over’"]),
        ("“One.\n\n“Two.”", ["“One.", "“Two.”"]),
        ('She said: "They ran', ['"They ran']),
        ('A 6" pipe burst.', []),
        ("«Ja,» said he.", ["«Ja,»"]),
    ],
)
def test_quotations(text: str, found: list[str]) -> None:
    assert [text[q.span.start : q.span.end] for q in quotations.find(text)] == found


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda p: Span(p[0], p[0] + p[1])), max_size=8
)


@given(SPANS, SPANS)
def test_spans_are_sets_of_places(one: list[Span], other: list[Span]) -> None:
    def places(spans: object) -> set[int]:
        return {i for a, b in spans for i in range(a, b)}  # type: ignore[attr-defined]

    assert places(minus(one, other)) == places(one) - places(other)
    assert places(ordered(one)) == places(one)
    window = Span(10, 40)
    assert places(Covered(one).within(window)) == places(one) & set(range(10, 40))


def _attribution(cue: int, content: tuple[int, int]) -> Attribution:
    return Attribution((Span(cue - 5, cue - 1),), (Span(cue, cue + 4),), (Span(*content),), "person")


def test_nesting_takes_the_smallest_content_and_never_goes_round() -> None:
    outer, middle, inner = (_attribution(*a) for a in ((10, (15, 100)), (30, (35, 100)), (50, (55, 100))))
    nested = nesting.nested([inner, outer, middle], {})
    assert [a.inside for a in nested] == [2, None, 1]
    assert nesting.chain(0, nested) == (1, 2, 0)
    round_about = nesting.nested([outer, middle], {0: 1, 1: 0})
    assert [a.inside for a in round_about] == [None, None]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("it will rain", "will rain", "predicted"),
        ("it may have rained", "may have rained", "hedged"),
        ("it reportedly rained", "rained", "hedged"),
        ("it would have rained", "would have rained", "counterfactual"),
        ("if it rains, we will stay", "will stay", "conditional"),
        ("the tunnel that will stand is deep", "is", "asserted"),
        ("it rained", "rained", "asserted"),
    ],
)
def test_stance_of_words(text: str, verb: str, expected: str) -> None:
    start = text.index(verb)
    predicate = Predicate(start, start + len(verb), 0)
    whole = (Span(0, len(text)),)
    assert stance.of_content(whole, [predicate], signals.find(text), text) == expected


def test_the_month_of_may_is_no_hedge() -> None:
    assert not [s for s in signals.find("The talks of May failed.") if s.kind == "hedge"]
    assert [s.kind for s in signals.find("No fewer than ten died.")] == []


def test_check_worthiness_says_why() -> None:
    plain = checkworthy.judge(checkworthy.Content("it is nice", "asserted", None, (), (), ()))
    accused = checkworthy.judge(checkworthy.Content("it is nice", "asserted", "accuses", (), (), ()))
    assert plain.score < accused.score <= 1
    assert accused.why == "an accusation"


def test_the_lexicon_knows_the_commonest_verbs_of_saying() -> None:
    words = lexicon()
    common = "say tell add claim report announce argue warn admit insist suggest state write ask deny accuse"
    assert not [verb for verb in common.split() if words.speech(verb) is None and not words.act(verb, "of")]
    assert set(words.verbs.values()) == set(ACTS)
