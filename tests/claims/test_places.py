"""Places and the gazetteer: cases as data, and what holds for any text."""

from __future__ import annotations

import time

import pytest
from case_files import cases, name
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims import places
from sayso.claims.gazetteer import Gazetteer, fold, gazetteer
from sayso.errors import StopRun
from sayso.types import Mention, Place, Span

CASES = cases("places")
SOME_WORDS = """
    in Paris , Texas Herat Mr Jordan northern Iraq al-Bab St. Petersburg W.Va. U.S. US us Reading of the
    Deir al Zor - New York City province Michael . Gulf Persian Bosnia and Herzegovina São Paulo Ala.
    La. 's
"""
WORDS = st.sampled_from([*SOME_WORDS.split(), "\n"])


def shape(text: str, place: Place) -> dict[str, object]:
    row = {
        "words": text[slice(*place.span)],
        "level": place.level,
        "country": place.country,
        "geonames": place.geonames,
        "ambiguous": place.ambiguous or None,
    }
    return {k: v for k, v in row.items() if v is not None}


@pytest.mark.parametrize("case", CASES, ids=name)
def test_case(case):
    found, _ = places.find(case["text"], [])
    assert [shape(case["text"], p) for p in found] == case["expect"]


def test_the_cases_are_many():
    assert len(CASES) >= 50


def test_the_worked_line_of_the_design():
    text = "A boy told him that at least 50 people were killed in Herat on 1 August."
    at = text.index("Herat")
    expected = Place(Span(at, at + 5), "Herat", "AF", 34.35, 62.2, 1140026, "city", ambiguous=False)
    assert places.find(text, [])[0] == [expected]


def test_a_mention_of_a_place_that_the_gazetteer_lacks_is_unplaced():
    text = "The road to Qyzzrvale is closed."
    mention = Mention(Span(12, 21), "place")
    assert [(u.what, u.text) for u in places.find(text, [mention])[1]] == [("place", "Qyzzrvale")]


def test_a_mention_of_a_person_keeps_a_name_from_being_a_place():
    text = "The office of Lincoln answered."
    assert places.find(text, [Mention(Span(14, 21), "place")])[0]
    assert not places.find(text, [Mention(Span(14, 21), "person")])[0]


def test_transcriptions_fold_to_the_same_place():
    for names in (
        ("Kandahar", "Qandahar"),
        ("Kyiv", "Kiev"),
        ("Raqqa", "Ar Raqqah"),
        ("Badakhshan", "Badakhshān"),
    ):
        sets = [{e.geonames for e in gazetteer().find(fold(n))} for n in names]
        assert set.intersection(*sets), names


def test_the_gazetteer_opens_in_milliseconds():
    gazetteer.cache_clear()
    began = time.process_time()
    assert gazetteer().find("kabul")
    assert time.process_time() - began < 0.2


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(StopRun, match="begins with"):
        Gazetteer(b"not-mine" + bytes(64))


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join)))
def test_spans_lie_in_the_text_in_order_with_coordinates_on_the_globe(text):
    found, _ = places.find(text, [])
    at = 0
    for place in found:
        assert at <= place.span.start < place.span.end <= len(text)
        at = place.span.end
        assert (place.lat is None) == (place.lon is None)
        assert place.lat is None or (-90 <= place.lat <= 90 and -180 <= (place.lon or 0) <= 180)


@given(st.text(max_size=60), st.data())
def test_any_mentions_do(text, data):
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda p: Span(*sorted(p)))
    label = st.sampled_from(["person", "organisation", "group", "place", "work", "other"])
    mentions = data.draw(st.lists(st.builds(Mention, spans, label), max_size=5))
    for unplaced in places.find(text, mentions)[1]:
        assert unplaced.text == text[slice(*unplaced.span)]


@pytest.mark.parametrize("unit", ["A ", "Paris, ", "al-", "St. ", "U.S.", "Bosnia and ", "of ", "."])
def test_time_grows_no_faster_than_the_text(unit):
    def seconds(size: int) -> float:
        began = time.process_time()
        places.find(unit * (size // len(unit)), [])
        return time.process_time() - began

    seconds(20_000)
    # Eight times the text may take some twelve times as long on a busy machine; 64 times would be quadratic.
    assert seconds(160_000) < 24 * max(seconds(20_000), 0.01)
