"""Origins: the farthest voice that can be told apart, counted once however often it was recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cases import DEAD, EARLY, LATE, Article, case, cases, voice

from sayso.lineage.case import Case
from sayso.lineage.descent import descend
from sayso.lineage.links import Origin, OriginsState, Voice
from sayso.lineage.origins import Count, origins, sentence


def _origins(made: Case) -> tuple[tuple[Origin, ...], OriginsState, Count]:
    return origins(made, descend(made))


_AROUND = (
    "Nobody at the quarry slept. {}, it became clear on Sunday, and the shifts were called off.",
    "From our office in the harbour: {} that night; ferries stay moored until further notice.",
    "Hallin mourns. {} last weekend. Flags hang low over the ropeworks, where many of them had jobs.",
    "{} here, and the choir will sing for each, one by one, at noon.",
    "A black week for the valley began when the lanterns went out. {} beneath the cliffs.",
    "What the river took: {}. Our reporter walked its banks with those who looked for brothers.",
)


def _apart(name: str, **more: object) -> Article:
    """An article that shares nothing with the others but what it claims."""
    text = _AROUND[sum(map(ord, name)) % len(_AROUND)].format(DEAD)
    return Article(name, text, **more)  # type: ignore[arg-type]


def test_one_speaker_in_two_papers_is_two_recordings_of_one_origin() -> None:
    told, state, count = _origins(case(_apart("One", by="Marta Quell"), _apart("Zwei", by="Marta Quell")))
    [origin] = told
    assert origin.name == "Marta Quell"
    assert origin.told_apart
    assert set(origin.recordings) == {"One", "Zwei"}
    assert state == "independent"
    assert (count.most_likely, count.low, count.high) == (1, 1, 1)


def test_a_speaker_whose_words_alone_are_shared_is_one_origin_recorded_twice() -> None:
    quote = f"“{DEAD}, and the cold water of the Lenn has not given back all of those whom it took from us,” "
    one = Article("One", quote + "said Marta Quell on the steps of the town hall.", EARLY, by="Marta Quell")
    other = Article(
        "Other", "In Hallin Marta Quell told us this: " + quote + "and left.", LATE, by="Marta Quell"
    )
    told, state, _ = _origins(case(one, other))
    assert [origin.name for origin in told] == ["Marta Quell"]
    assert set(told[0].recordings) == {"One", "Other"}
    assert state == "independent"


def test_a_copy_is_no_recording() -> None:
    agency = Article("Agency", published=EARLY, by="Marta Quell")
    paper = Article("Paper", published=LATE, by="Marta Quell")
    told, _, count = _origins(case(agency, paper))
    assert [origin.recordings for origin in told] == [("Agency",)]
    assert count.most_likely == 1


def test_two_named_speakers_are_two_origins() -> None:
    told, state, count = _origins(case(_apart("One", by="Marta Quell"), _apart("Zwei", by="Abel Morrick")))
    assert {origin.name for origin in told} == {"Marta Quell", "Abel Morrick"}
    assert all(origin.told_apart for origin in told)
    assert state == "independent"
    assert (count.most_likely, count.low, count.high) == (2, 2, 2)


def test_two_unnamed_sources_are_not_two_origins_until_something_shows_it() -> None:
    told, state, count = _origins(case(_apart("One", by="?a source"), _apart("Zwei", by="?an official")))
    assert state == "not established"
    assert (count.low, count.high) == (1, 2)
    assert not any(origin.told_apart for origin in told)
    assert any("One" in origin.name for origin in told)


def test_a_named_and_an_unnamed_source_may_be_one() -> None:
    told, state, count = _origins(case(_apart("One", by="Marta Quell"), _apart("Zwei", by="?a source")))
    assert state == "not established"
    assert (count.low, count.high) == (1, 2)
    assert {origin.name: origin.told_apart for origin in told}["Marta Quell"]


def test_where_nobody_says_where_it_comes_from_lineage_is_not_recorded() -> None:
    made = case(_apart("One"), _apart("Zwei"), _apart("Tres"))
    told, state, count = _origins(made)
    assert state == "not recorded"
    assert count.low == 1
    assert "lineage not recorded" in sentence(3, told, state, count)


def test_nobody_in_particular_is_no_origin() -> None:
    """ "It is said that" names nobody: what is left is the outlet's own word."""
    made = case(_apart("One"))
    said = Voice(None, "nobody", None)
    [telling] = made.tellings
    told, state, _ = _origins(replace(made, tellings=(replace(telling, chains=((said,),)),)))
    assert state == "not recorded"
    assert [origin.kind for origin in told] == ["outlet"]


def test_a_lost_agency_is_one_origin_outside_the_ledger() -> None:
    told, state, count = _origins(
        case(
            _apart("One", outside=("ONA",), manner="wire"),
            _apart("Zwei", outside=("ONA",), manner="wire"),
        )
    )
    [origin] = told
    assert origin.outside
    assert "ONA" in origin.name
    assert set(origin.recordings) == {"One", "Zwei"}
    assert count.most_likely == 1
    assert state == "independent"


def test_the_speaker_whom_a_lost_agency_names_is_the_origin() -> None:
    told, _, _ = _origins(case(_apart("One", outside=("ONA",), manner="wire", by="Marta Quell")))
    assert [origin.name for origin in told] == ["Marta Quell"]
    assert not told[0].outside


def test_the_farthest_voice_counts() -> None:
    made = case(_apart("One"))
    [telling] = made.tellings
    chain = (voice("Herald"), voice("Marta Quell"))
    told, _, _ = _origins(replace(made, tellings=(replace(telling, chains=(chain,)),)))
    assert [origin.name for origin in told] == ["Marta Quell"]


def test_a_content_laid_in_two_mouths_has_two_origins() -> None:
    made = case(_apart("One"))
    [telling] = made.tellings
    chains = ((voice("Abel Morrick"),), (voice("Marta Quell"),))
    told, _, count = _origins(replace(made, tellings=(replace(telling, chains=chains),)))
    assert {origin.name for origin in told} == {"Marta Quell", "Abel Morrick"}
    assert count.most_likely == 2


def test_a_body_that_publishes_is_the_origin_of_its_own_word() -> None:
    made = case(_apart("Ministry"))
    body = Voice("Ministry of the Interior", "organisation", "ministry of the interior")
    told, state, _ = _origins(replace(made, bodies={"doc Ministry": body}))
    [origin] = told
    assert origin.told_apart
    assert origin.kind == "organisation"
    assert state == "independent"


def test_a_body_that_publishes_and_is_quoted_elsewhere_is_one_origin() -> None:
    made = case(_apart("Ministry"), _apart("Paper", by="Stellan Works"))
    body = Voice("Stellan Works", "organisation", "stellan works")
    told, _, count = _origins(replace(made, bodies={"doc Ministry": body}))
    assert len(told) == 1
    assert count.most_likely == 1


def test_versions_of_a_document_are_one_recording() -> None:
    first = Article("First", published=EARLY, by="Marta Quell")
    second = Article("Second", published=LATE, by="Marta Quell", revises="First")
    told, _, count = _origins(case(first, second))
    assert [origin.recordings for origin in told] == [("First",)]
    assert count.most_likely == 1


def test_copies_of_which_nothing_tells_the_first_are_one_recording() -> None:
    told, _, count = _origins(case(Article("One"), Article("Other"), Article("Third")))
    assert len({telling for origin in told for telling in origin.recordings}) == 1
    assert (count.most_likely, count.high) == (1, 1)


def test_a_copy_beside_two_that_nothing_tells_apart_is_one_recording_with_them() -> None:
    """One has its words from two that are alike; which of the two was first changes nothing."""
    first = Article("First", published=EARLY)
    late = Article("Late", published=LATE)
    undated = Article("Undated")
    told, _, count = _origins(case(first, late, undated))
    assert len({telling for origin in told for telling in origin.recordings}) == 1
    assert count.high == 1


def test_more_outlets_that_name_nobody_are_no_more_origins_for_certain() -> None:
    counts = [_origins(case(*(_apart(f"Paper{n}") for n in range(size))))[2] for size in (1, 3, 6)]
    assert all(count.low == 1 for count in counts)
    assert [count.high for count in counts] == sorted(count.high for count in counts)


@pytest.mark.parametrize(
    ("state", "count", "words"),
    [
        ("independent", Count(1, 1, 1), "1 origin: Marta Quell, recorded twice"),
        ("not established", Count(1, 1, 2), "independence not established: 1 to 2 origins"),
        ("not recorded", Count(1, 1, 2), "lineage not recorded"),
    ],
)
def test_the_sentence_keeps_the_three_states_apart(state: OriginsState, count: Count, words: str) -> None:
    quell = Origin("Marta Quell", "person", True, ("a", "b"), False, "")
    told = sentence(2, (quell,), state, count)
    assert told.startswith("2 articles")
    assert words.removesuffix("recorded twice") in told


@settings(max_examples=60, deadline=None)
@given(cases())
def test_what_must_hold_of_any_origins(made: Case) -> None:
    told, state, count = _origins(made)
    ids = {telling.id for telling in made.tellings}
    assert told, "every claim has some origin"
    for origin in told:
        assert origin.recordings
        assert set(origin.recordings) <= ids
        assert origin.why
    assert 1 <= count.low <= count.most_likely <= count.high <= len(told)
    if state == "independent":
        assert len(told) == 1 or all(origin.told_apart for origin in told)
    if state == "not recorded":
        assert {origin.kind for origin in told} == {"outlet"}
    named = sum(origin.told_apart for origin in told)
    assert named <= count.high or state == "independent"


@settings(max_examples=30, deadline=None)
@given(cases(), st.randoms())
def test_the_order_of_tellings_changes_no_count(made: Case, random: object) -> None:
    shuffled = list(made.tellings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    told, state, count = _origins(replace(made, tellings=shuffled))
    before = _origins(made)
    assert (state, count) == before[1:]
    assert {origin.name for origin in told} == {origin.name for origin in before[0]}


def test_articles_apart_are_no_copies_of_one_another() -> None:
    """Else the tests above would be about copies."""
    papers = [_apart(name) for name in ("One", "Zwei", "Tres", *(f"Paper{n}" for n in range(6)))]
    assert len({paper.text for paper in papers}) >= len(_AROUND)
    made = case(*papers[:3])
    assert len({paper.text for paper in papers[:3]}) == 3
    assert not descend(made).links
    assert not descend(made).undecided
