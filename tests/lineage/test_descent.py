"""Descent: copies hang on what they were made from, and what nothing tells stays open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cases import DEAD, EARLY, LAST, LATE, OWN, WIRE, Article, case, cases, pairs_of

from sayso.lineage.case import Case, Decided
from sayso.lineage.descent import Descent, descend
from sayso.lineage.links import OUTSIDE


def test_a_later_copy_descends_from_the_earlier() -> None:
    found = descend(case(Article("Paper", published=LATE), Article("Agency", published=EARLY)))
    [link] = found.links
    assert (link.one, link.other) == ("Agency", "Paper")
    assert link.probability > 0.9
    assert link.forward > 0.9
    assert link.passages
    assert not found.clashes
    assert not found.undecided


def test_a_link_carries_passages_in_its_own_direction() -> None:
    one, other = Article("Paper", "Sunday. " + WIRE, LATE), Article("Agency", WIRE, EARLY)
    [link] = descend(case(one, other)).links
    for passage in link.passages:
        assert (
            other.text[passage.one.start : passage.one.end]
            == one.text[passage.other.start : passage.other.end]
        )


def test_a_link_carries_drift_in_its_own_direction() -> None:
    told = Article("Agency", published=EARLY, by="Marta Quell")
    [link] = descend(case(Article("Paper", published=LATE), told)).links
    [drift] = [d for d in link.drifts if d.kind == "source"]
    assert "Marta Quell" in drift.one
    assert not drift.other


def test_copies_without_times_stay_undecided() -> None:
    found = descend(case(Article("One"), Article("Other")))
    assert not found.links
    [link] = found.undecided
    assert {link.one, link.other} == {"One", "Other"}
    assert link.forward == pytest.approx(0.5, abs=0.06)


def test_copies_of_one_day_stay_undecided() -> None:
    found = descend(case(Article("One", published=EARLY), Article("Other", published=EARLY)))
    assert not found.links
    assert len(found.undecided) == 1


def test_a_citation_beats_a_wrong_clock_and_the_clash_is_reported() -> None:
    paper = Article("Paper", published=EARLY, cites=("Agency",))
    found = descend(case(paper, Article("Agency", published=LATE)))
    assert pairs_of(found.links) == {("Agency", "Paper")}
    [clash] = found.clashes
    assert (clash.parent, clash.child) == ("Agency", "Paper")
    assert EARLY in clash.why
    assert LATE in clash.why


def test_clocks_that_agree_are_no_clash() -> None:
    found = descend(
        case(Article("Agency", published=EARLY), Article("Paper", published=LATE, cites=("Agency",)))
    )
    assert found.links
    assert not found.clashes


def test_a_revision_descends_from_the_version_before() -> None:
    """Whatever its clock says: a paper may backdate what it corrects."""
    first = Article("First", published=LATE)
    second = Article(
        "Second",
        published=EARLY,
        revises="First",
        text=WIRE.replace("11", "12"),
        claims=(DEAD.replace("11", "12"),),
    )
    found = descend(case(second, first))
    assert pairs_of(found.links) == {("First", "Second")}


def test_articles_that_share_nothing_have_no_link() -> None:
    found = descend(case(Article("One", published=EARLY), Article("Other", OWN + DEAD, LATE, claims=(DEAD,))))
    assert not found.links
    assert not found.undecided


def test_the_speakers_words_alone_do_not_make_a_copy() -> None:
    """Two who stood before one speaker have their words in common, and nothing else."""
    quote = f"“{DEAD}, and the cold water of the Lenn has not given back all of those whom it took from us,” "
    one = Article("One", quote + "said Marta Quell on the steps of the town hall.", EARLY, by="Marta Quell")
    other = Article(
        "Other", "In Hallin Marta Quell told us this: " + quote + "and went in.", LATE, by="Marta Quell"
    )
    found = descend(case(one, other))
    assert not found.links
    assert not found.undecided


def test_a_copy_of_a_copy_hangs_on_the_copy() -> None:
    """What the second one changed, the third one has."""
    changed = WIRE.replace("divers searched the water", "boats combed the river and its banks")
    agency = Article("Agency", published=EARLY)
    paper = Article("Paper", changed, LATE)
    found = descend(case(agency, paper, Article("Site", changed, LAST)))
    assert pairs_of(found.links) == {("Agency", "Paper"), ("Paper", "Site")}


def test_a_text_merged_from_two_has_both_for_parents() -> None:
    one = Article("One", published=EARLY)
    other = Article("Other", DEAD + "." + OWN, published=EARLY)
    merged = Article("Merged", WIRE + OWN, LATE, cites=("One", "Other"))
    found = descend(case(one, other, merged))
    assert pairs_of(found.links) == {("One", "Merged"), ("Other", "Merged")}


def test_a_lost_ancestor_is_shared_by_those_who_name_it() -> None:
    """Two with one agency's tag had it from the agency, not from each other."""
    copies = [
        Article(name, f"HALLIN (ONA) - {WIRE}", day, outside=("ONA",), manner="wire")
        for name, day in (("One", EARLY), ("Other", LATE))
    ]
    found = descend(case(*copies))
    assert {(f"{OUTSIDE}ONA", "One"), (f"{OUTSIDE}ONA", "Other")} <= pairs_of(found.links)


def test_a_judgement_cuts_joins_and_turns() -> None:
    agency, paper = Article("Agency", published=EARLY), Article("Paper", published=LATE)
    apart = Article("Apart", OWN + DEAD, LATE, claims=(DEAD,))

    def links(pair: tuple[str, str], verdict: str) -> set[tuple[str, str]]:
        ruling = Decided(verdict, "j", "seen in the archive")  # type: ignore[arg-type]
        return pairs_of(descend(case(agency, paper, apart, decided={pair: ruling})).links)

    assert links(("Agency", "Paper"), "cut") == set()
    assert links(("Paper", "Agency"), "join") == {("Paper", "Agency")}
    assert links(("Agency", "Apart"), "join") == {("Agency", "Paper"), ("Agency", "Apart")}


def test_a_judged_link_says_so() -> None:
    ruling = Decided("join", "j1", "seen in the archive")
    found = descend(case(Article("One"), Article("Other"), decided={("One", "Other"): ruling}))
    [link] = found.links
    assert link.judgement == "j1"
    assert "seen in the archive" in [reason.why for reason in link.reasons]


def test_judgements_that_contradict_one_another_leave_no_ring() -> None:
    rulings = {
        ("One", "Other"): Decided("join", "j1", "a"),
        ("Other", "Third"): Decided("join", "j2", "b"),
        ("Third", "One"): Decided("join", "j3", "c"),
    }
    found = descend(case(Article("One"), Article("Other"), Article("Third"), decided=rulings))
    assert len(found.links) == 2
    assert _is_acyclic(found)


def test_a_headline_descends_from_the_sentence_that_has_a_voice() -> None:
    text = "At least 11 killed as bridge falls\n\n" + WIRE
    article = Article("Paper", text, EARLY, claims=("At least 11 killed as bridge falls", DEAD))
    made = case(article)
    voiced = replace(made.tellings[1], chains=case(Article("X", by="Marta Quell")).tellings[0].chains)
    found = descend(replace(made, tellings=(made.tellings[0], voiced)))
    assert pairs_of(found.links) == {("Paper1", "Paper")}


def _is_acyclic(found: Descent) -> bool:
    parents: dict[str, set[str]] = {}
    for link in found.links:
        parents.setdefault(link.other, set()).add(link.one)

    def above(name: str) -> set[str]:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            new = parents.get(waiting.pop(), set()) - seen
            seen |= new
            waiting += new
        return seen

    return all(name not in above(name) for name in parents)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_no_telling_descends_from_itself(made: Case) -> None:
    found = descend(made)
    assert _is_acyclic(found)
    ids = {telling.id for telling in made.tellings}
    for link in (*found.links, *found.undecided):
        assert link.other in ids
        assert link.one in ids or link.one.startswith(OUTSIDE)
        assert 0.0 <= link.probability <= 1.0
        assert 0.0 <= link.forward <= 1.0


@settings(max_examples=30, deadline=None)
@given(cases(), st.randoms())
def test_the_order_of_articles_changes_nothing(made: Case, random: object) -> None:
    shuffled = list(made.tellings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert pairs_of(descend(replace(made, tellings=shuffled)).links) == pairs_of(descend(made).links)
