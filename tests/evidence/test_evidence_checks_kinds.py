"""Each kind of check: what it sees, and where it is silent."""

from __future__ import annotations

import pytest

from sayso.checking.stating import stated
from sayso.evidence.checks import checks
from sayso.findings import Check, Voice


def seen(claim: str, passage: str, kind: str, published: str | None = None) -> list[Check]:
    found = checks(stated(claim, published), stated(passage, published))
    return [c for c in found if c.kind == kind]


def says(claim: str, passage: str, kind: str) -> list[tuple[str, bool]]:
    return [(c.says, c.decides) for c in seen(claim, passage, kind)]


KILLED = "{} people were killed when the bus left the road near Tolva."


@pytest.mark.parametrize(
    ("claim", "passage", "said"),
    [
        ("At least 50", "29", "refutes"),
        ("At least 50", "50", "supports"),
        ("More than 40", "42", "supports"),
        ("More than 40", "40", "refutes"),
        ("Fewer than 40", "40", "refutes"),
        ("Between 12 and 15", "14", "supports"),
        ("Between 12 and 15", "22", "refutes"),
        ("About 300", "294", "supports"),
        ("About 300", "85", "refutes"),
        ("29", "at least 50", "refutes"),
        ("4.2 million", "4,200,000", "supports"),
    ],
)
def test_figures_are_compared_within_their_bounds(claim: str, passage: str, said: str) -> None:
    assert says(KILLED.format(claim), KILLED.format(passage), "figure") == [(said, True)]


@pytest.mark.parametrize(("claim", "passage"), [("50", "At least 29"), ("At least 50", "More than 20")])
def test_figures_with_which_both_may_be_true_settle_nothing(claim: str, passage: str) -> None:
    assert says(KILLED.format(claim), KILLED.format(passage), "figure") == [("neutral", True)]


def test_a_bound_that_is_near_enough_says_nothing() -> None:
    """Nobody would call the claim false."""
    assert says(KILLED.format("40"), KILLED.format("Over 40"), "figure") == []


def test_a_figure_of_something_else_says_nothing() -> None:
    # Not even that it speaks against it, which the model may take it to do.
    wounded = "Nine people were wounded when the bus left the road near Tolva."
    assert says(KILLED.format("Twelve"), wounded, "figure") == [("neutral", True)]
    seats = "Nine seats were torn out when the bus left the road near Tolva."
    assert says(KILLED.format("Twelve"), seats, "figure") == []


def test_a_part_is_not_the_whole() -> None:
    part = "Three children were killed when the bus left the road near Tolva."
    assert says(KILLED.format("Nine"), part, "figure") == []


def test_figures_of_unlike_sentences_decide_nothing() -> None:
    other = "In the war of the northern provinces 29 people were killed by a mine under a bridge."
    assert not any(decides for _, decides in says(KILLED.format("At least 50"), other, "figure"))


def test_a_figure_of_another_day_decides_nothing() -> None:
    claim = "By 12 May 2031 the clinic in Tolva had counted 90 cases."
    passage = "By 10 May 2031 the clinic in Tolva had counted 70 cases."
    assert not any(decides for _, decides in says(claim, passage, "figure"))


def test_the_reason_quotes_both_sides() -> None:
    (check,) = seen(KILLED.format("At least 50"), KILLED.format("29"), "figure")
    assert check.why == "“29 people” and “At least 50 people” cannot both be true of the same thing"
    assert (check.claim, check.passage) == ("At least 50 people", "29 people")


BOMBED = "The depot in Varnholt was bombed {}."


@pytest.mark.parametrize(
    ("claim", "passage", "said"),
    [
        ("on 31 July", "on 1 August", "refutes"),
        ("on 31 July 2031", "on July 31, 2031", "supports"),
        ("in 2011", "in October 2011", "supports"),
        ("in 2011", "in October 2012", "refutes"),
        ("before 2003", "in 2001", "supports"),
        ("before 2003", "in 2003", "refutes"),
        ("after March 2003", "in May 2003", "supports"),
        ("on Tuesday", "on Thursday", "refutes"),
        ("in May 1419", "in May , 1420", "refutes"),
    ],
)
def test_dates_are_compared_by_value_and_precision(claim: str, passage: str, said: str) -> None:
    assert says(BOMBED.format(claim), BOMBED.format(passage), "date") == [(said, True)]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("on 3 May 2010", "in 2010"),  # the passage is coarser
        ("on 3 May 2010", "on 3 May"),  # its year is not told
    ],
)
def test_a_date_that_is_coarser_settles_nothing(claim: str, passage: str) -> None:
    assert says(BOMBED.format(claim), BOMBED.format(passage), "date") == [("neutral", True)]


def test_what_lasted_until_a_day_may_have_been_on_another() -> None:
    assert says(BOMBED.format("until 1999"), BOMBED.format("in 1984"), "date") == []


def test_a_year_that_names_a_thing_is_no_date() -> None:
    claim = "Varnholt won the right to hold the 2008 regatta."
    assert says(claim, "In 2005 Varnholt won the right to hold the regatta.", "date") == []


def test_the_date_of_publication_dates_both() -> None:
    claim, passage = BOMBED.format("on 31 July"), BOMBED.format("on 31 July 2031")
    assert [c.says for c in seen(claim, passage, "date", "2031-08-02")] == ["supports"]


@pytest.mark.parametrize(
    ("claim", "passage", "found"),
    [
        ("in Herat", "in Kandahar", [("refutes", False)]),
        ("in Herat", "in Herat", []),
        ("in Afghanistan", "in Herat", []),
        ("in Bavaria", "in Munich", []),
        ("in Germany", "in Afghanistan", [("refutes", False)]),
    ],
)
def test_a_town_is_not_another_but_lies_in_its_country(
    claim: str, passage: str, found: list[tuple[str, bool]]
) -> None:
    ambush = "The ambush of the aid convoy took place {}."
    assert says(ambush.format(claim), ambush.format(passage), "place") == found


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The army withdrew from the old port.", "The army has not withdrawn from the old port."),
        ("No one was injured in the derailment at Finch.", "The derailment at Finch injured eleven."),
        (
            "The plant reported the leak to the regulator.",
            "The plant failed to report the leak to the regulator.",
        ),
        ("The council rejected the quarry plan.", "The council did not reject the quarry plan."),
        ("Prices of bread rose in Tolva.", "Prices of bread fell in Tolva."),
    ],
)
def test_the_contrary_refutes(claim: str, passage: str) -> None:
    assert says(claim, passage, "negation") == [("refutes", True)]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The army withdrew from the port.", "The army has not said when it withdrew from the port."),
        ("The army did not leave the port.", "The army never left the port."),
        ("The ship sailed with an escort.", "The ship did not sail without an escort."),
    ],
)
def test_a_negation_of_something_else_and_a_double_one_say_nothing(claim: str, passage: str) -> None:
    assert says(claim, passage, "negation") == []


def test_a_denial_refutes_what_is_denied() -> None:
    claim = "The senator took money from the builder."
    passage = "The senator denied that he took money from the builder."
    assert says(claim, passage, "denial") == [("refutes", True)]
    assert says(passage, passage, "denial") == []


def test_a_passage_that_its_voice_denies_refutes() -> None:
    same = stated("The senator took money from the builder.", None)
    found = checks(same, same, passage_stance="denied")
    assert [(c.kind, c.says) for c in found] == [("denial", "refutes")]


@pytest.mark.parametrize(
    "passage",
    [
        "The fire at the depot may have been set on purpose.",
        "The fire at the depot was allegedly set on purpose.",
        "Police are examining whether the fire at the depot was set on purpose.",
    ],
)
def test_what_is_left_open_settles_nothing(passage: str) -> None:
    claim = "The fire at the depot was set on purpose."
    assert says(claim, passage, "hedge") == [("neutral", True)]
    assert [c.says for c in seen(passage, claim, "hedge")] in ([], ["supports"])


def test_what_is_still_to_come_has_not_happened() -> None:
    passage = "The chain will close its store in Amberly."
    assert says("The chain has closed its store in Amberly.", passage, "hedge") == [("neutral", True)]
    assert says("The chain will close its store in Amberly.", passage, "hedge") == []


def test_a_passage_that_its_voice_hedges_settles_nothing() -> None:
    same = stated("The senator took money from the builder.", None)
    found = checks(same, same, passage_stance="hedged")
    assert [(c.kind, c.says) for c in found] == [("hedge", "neutral")]


def test_another_voice_is_no_evidence_of_who_said_it() -> None:
    claim = "The ministry said that the dam at Orsk was mined."
    assert says(claim, "The rebels said that the dam at Orsk was mined.", "speaker") == [("neutral", True)]
    assert says(claim, "The dam at Orsk was mined, the ministry said.", "speaker") == []
    assert says("The dam at Orsk was mined.", claim, "speaker") == []


def test_chains_tell_the_voice_where_the_words_do_not() -> None:
    same = stated("The dam at Orsk was mined.", None)
    mine, theirs = Voice("the ministry", "organisation"), Voice("the rebels", "unnamed_group")
    found = checks(same, same, claim_chains=[[mine]], passage_chains=[[theirs]])
    assert [(c.kind, c.says) for c in found] == [("speaker", "neutral")]
    alike = checks(same, same, claim_chains=[[mine]], passage_chains=[[mine]])
    assert [c.says for c in alike] == ["supports"]


def test_its_own_voice_denies_what_the_claim_has_it_say() -> None:
    claim = "The ministry said that the dam at Orsk was mined."
    passage = "The ministry denied that the dam at Orsk was mined."
    assert ("refutes", True) in says(claim, passage, "denial")


def test_names_that_change_places_refute_where_it_goes_one_way_only() -> None:
    claim = "In the runoff Vera Molnar beat Ida Strand."
    assert says(claim, "In the runoff Ida Strand beat Vera Molnar.", "speaker") == [("refutes", True)]
    blamed = "In the report Vera Molnar blamed Ida Strand."
    assert says(blamed, "In the report Ida Strand blamed Vera Molnar.", "speaker") == [("neutral", True)]


def test_somebody_else_in_the_same_words_only_shifts() -> None:
    claim = "The harbour bridge was designed by Vera Molnar in two weeks."
    passage = "The harbour bridge was designed by Ida Strand in two weeks."
    assert says(claim, passage, "entity") == [("refutes", False)]


@pytest.mark.parametrize(
    ("claim", "passage", "said"),
    [
        ("Half of the 40 boats", "20 boats", "supports"),
        ("Half of the 40 boats", "30 boats", "refutes"),
        ("All but four of the 30 boats", "26 boats", "supports"),
    ],
)
def test_a_part_is_counted_by_its_whole(claim: str, passage: str, said: str) -> None:
    sank = "{} sank in the harbour of Tolva."
    assert (said, True) in says(sank.format(claim), sank.format(passage), "figure")


def test_how_many_is_left_open_where_no_number_is_told() -> None:
    claim = "Police arrested 14 protesters in Varnholt."
    assert says(claim, "Police arrested protesters in Varnholt.", "figure") == [("neutral", True)]


@pytest.mark.parametrize(
    ("claim", "passage", "said"),
    [
        ("on the eve of 1 May 2031", "on 30 April 2031", "supports"),
        ("on the day after 28 February 2031", "on 1 March 2031", "supports"),
        ("since 2 May 2031", "since 9 June 2031", "refutes"),
        ("in the second half of 2031", "in November 2031", "supports"),
        ("in the second half of 2031", "in February 2031", "refutes"),
    ],
)
def test_days_beside_days_and_halves_of_years_are_dates(claim: str, passage: str, said: str) -> None:
    assert (said, True) in says(BOMBED.format(claim), BOMBED.format(passage), "date")


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The parliament passed no law on water.", "No law on water was passed by the parliament."),
        ("The mayor was aware of the leak in Tolva.", "The mayor of Tolva was not unaware of the leak."),
        ("The jury found the treasurer guilty of fraud.", "The jury did not acquit the treasurer of fraud."),
        ("The bank will close its branch in Telm.", "The bank has closed its branch in Telm."),
    ],
)
def test_a_sentence_that_says_all_supports(claim: str, passage: str) -> None:
    assert ("supports", True) in says(claim, passage, "negation")


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Unemployment fell in Drovia in spring.", "Youth unemployment fell in Drovia in spring."),
        ("The villagers of Marl drowned.", "Some of the villagers of Marl drowned."),
        ("The dog bit the postman in Elm Street.", "The postman bit the dog in Elm Street."),
        ("The convoy drove from Ilmar to Perim.", "The convoy drove to Ilmar from Perim."),
    ],
)
def test_a_sentence_that_says_it_otherwise_does_not_support(claim: str, passage: str) -> None:
    assert not any(c.says == "supports" and c.decides for c in seen(claim, passage, "negation"))


def test_what_comes_before_does_not_tell_what_comes_after() -> None:
    claim, passage = "The banker was convicted of fraud.", "The banker was charged with fraud."
    assert says(claim, passage, "negation") == [("neutral", True)]
    assert ("neutral", True) not in says(passage, claim, "negation")


def test_nobody_who_is_silent_has_said_it() -> None:
    claim = "The ministry confirmed the sale of the port."
    passage = "The ministry declined to comment on the sale of the port."
    assert ("neutral", True) in says(claim, passage, "speaker")


def test_what_would_have_happened_did_not() -> None:
    passage = "The reactor in Varnholt would have leaked had the valve not held."
    assert says("The reactor in Varnholt leaked.", passage, "hedge") == [("refutes", True)]
