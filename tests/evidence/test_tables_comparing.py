"""A claim against a row: what supports it, what refutes it, what settles nothing, each with its sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from event_rows import NEGATED, asked, city

from sayso.evidence.events import Event, Together, compared
from sayso.evidence.events.naming import country, folded, named_in
from sayso.evidence.events.wording import counted, edtf_of
from sayso.findings import Asked, Check, Row

MORVALE = city("Morvale", 15.0, 44.0)
ROW = Event(
    "register",
    "R1",
    "2017-08-01",
    "Morvale, Dellin",
    "YE",
    15.0,
    44.0,
    ("Fell Front",),
    27,
    33,
    29,
    "killed",
    "1 August 2017, Morvale, Dellin, Yemen: 29 (27 to 33) killed. Armed clash. Fell Front.",
    10.0,
    ("morvale", "dellin"),
    "Armed clash",
    Together(1, 27, 33, 29),
)


def _claim(low: float | None, high: float | None, **more: object) -> Asked:
    more = {"place": MORVALE} | more
    text = f"So many people were killed in {more['place'].name}"  # type: ignore[attr-defined]
    return asked(text, killed=(low, high), **more)  # type: ignore[arg-type]


def _last(claim: Asked, row: Row = ROW) -> Check:
    checks = compared(claim, row)
    assert [check.decides for check in checks] == [False] * (len(checks) - 1) + [True], (
        "the last decides alone"
    )
    assert all(check.says == "neutral" for check in checks[:-1]), "the others only tell"
    assert all(check.why for check in checks)
    return checks[-1]


@pytest.mark.parametrize(
    ("low", "high", "more", "says"),
    [
        (29, 29, {}, "supports"),
        (20, None, {}, "supports"),
        (None, 40, {}, "supports"),
        (28, 30, {}, "supports"),
        (30, 30, {"approximate": True}, "supports"),
        (29, None, {}, "supports"),
        (50, None, {}, "refutes"),
        (None, 20, {}, "refutes"),
        (33, None, {"strict": True}, "refutes"),
        (100, 100, {"approximate": True}, "refutes"),
        (29, None, {"strict": True}, "neutral"),
        (33, None, {}, "neutral"),
        (31, 31, {}, "neutral"),
    ],
)
def test_the_figure_against_the_row_s_bounds(
    low: float | None, high: float | None, more: dict[str, bool], says: str
) -> None:
    assert _last(_claim(low, high, **more)).says == says


def test_the_sentence_tells_both_sides_and_the_reason() -> None:
    check = _last(_claim(50, None))
    assert check.kind == "figure"
    assert check.why == "29 (27 to 33) killed is fewer than “So m”: the only event of that day nearby"
    assert (check.claim, check.passage) == ("So m", "29 (27 to 33) killed")


def test_another_day_settles_nothing() -> None:
    checks = compared(_claim(29, 29, when="2017-08-03"), ROW)
    assert checks[0].why == "The row's date, 1 August 2017, is 2 days from the claim's, 3 August 2017"
    assert checks[-1].says == "neutral" and "date is not the same" in checks[-1].why


def test_one_city_against_another_settles_nothing() -> None:
    checks = compared(_claim(29, 29, place=city("Kessel", 17.0, 44.0)), ROW)
    assert checks[1].kind == "place" and "222 km from Kessel" in checks[1].why
    assert checks[-1].says == "neutral"


def test_the_same_name_in_another_country_is_another_place() -> None:
    check = _last(_claim(29, 29, place=city("Morvale", 15.0, 44.0, country="OM")))
    assert check.says == "neutral" and "place is not the same" in check.why


def test_a_name_of_the_division_does_not_make_up_for_the_distance() -> None:
    claim = asked("In Dellin city 29 were killed", killed=(29, 29), place=city("Dellin", 16.5, 44.0))
    assert _last(claim).says == "neutral"


def test_places_meet_by_name_where_the_gazetteer_does_not_know_them() -> None:
    claim = asked("Twelve people, 29 in all, were killed near Morvale", killed=(29, 29))
    assert _last(claim).says == "supports"
    assert _last(claim, replace(ROW, lat=None, lon=None)).says == "supports"


def test_a_row_that_knows_only_the_province_is_near_all_of_it() -> None:
    wide = replace(ROW, within=150.0)
    assert _last(_claim(29, 29, place=city("Kessel", 16.0, 44.0)), wide).says == "supports"
    assert _last(_claim(29, 29, place=city("Kessel", 16.0, 44.0))).says == "neutral"


def test_nothing_is_refuted_where_the_table_has_other_events_of_that_day() -> None:
    two = replace(ROW, together=Together(2, 30, 40, 34))
    check = _last(_claim(60, None), two)
    assert check.says == "neutral"
    assert check.why.endswith(
        "the table has 2 events of that day nearby, 34 (30 to 40) in all, which does not agree either"
    )


def test_the_sum_of_the_day_may_bear_a_claim_out() -> None:
    two = replace(ROW, together=Together(2, 50, 60, 55))
    check = _last(_claim(50, None), two)
    assert check.says == "supports" and "2 events of that day nearby, 55 (50 to 60) in all" in check.why


def test_nothing_is_refuted_where_nobody_looked_for_other_events() -> None:
    assert _last(_claim(50, None), replace(ROW, together=None)).says == "neutral"
    plain = Row("t", "1", "2017-08-01", "Morvale", "YE", best=29, of="killed")
    assert _last(_claim(50, None), plain).says == "neutral"
    assert _last(_claim(29, None), plain).says == "supports"


def test_a_claim_for_a_whole_country_or_year_is_refuted_by_no_row() -> None:
    land = city("Yemen", 15.5, 47.5, level="country")
    claim = asked("So many people were killed in Yemen", killed=(50, None), place=land)
    assert _last(claim).says == "neutral"
    assert _last(_claim(50, None, when="2017")).says == "neutral"
    assert _last(_claim(50, None, when="2017-08-01/2017-08-02")).says == "refutes"


def test_a_row_that_knows_only_the_year_is_of_no_day() -> None:
    assert _last(_claim(29, 29), replace(ROW, date="2017")).says == "neutral"
    assert _last(_claim(29, 29), replace(ROW, date=None)).says == "neutral"
    assert _last(_claim(29, 29), replace(ROW, date="2017-07-30/2017-08-05")).says == "supports"


def test_other_actors_make_it_perhaps_another_event() -> None:
    assert _last(_claim(50, None, names=("Lenn Watch",))).says == "neutral"
    assert _last(_claim(50, None, names=("Morvale",))).says == "refutes"
    claim = asked(
        "The Fell Front killed 50 in Morvale", killed=(50, None), place=MORVALE, names=("Fell Front",)
    )
    assert _last(claim).says == "refutes"
    assert any(c.kind == "entity" and c.why == "Both name Fell Front" for c in compared(claim, ROW))


def test_a_claim_without_a_day_is_of_the_only_event_before_it_was_made() -> None:
    claim = _claim(50, None, when=None, made="2017-08-05")
    assert _last(claim).says == "refutes"
    assert _last(_claim(29, None, when=None, made="2017-08-05")).says == "supports"
    assert _last(claim, replace(ROW, together=Together(3, 80, 90, 85))).says == "neutral"
    assert _last(_claim(29, None, when=None, made="2017-11-05")).says == "neutral"
    assert _last(_claim(29, None, when=None)).says == "neutral", "nothing tells when it was"


def test_a_denial_is_not_what_the_row_bears_out() -> None:
    assert _last(_claim(29, 29, signals=(NEGATED,))).says == "neutral"


def test_only_what_counts_the_same_is_compared() -> None:
    assert _last(_claim(50, 50, of="injured")).says == "neutral"
    assert _last(_claim(29, 29, of="dead")).says == "supports"
    bare = asked("29 people lost their lives in Morvale", killed=(29, 29), place=MORVALE, of=None)
    assert _last(bare).says == "supports"
    engines = asked(
        "29 fire engines came to Morvale after the deaths",
        killed=(50, 50),
        place=MORVALE,
        of=None,
        unit="engines",
    )
    assert _last(engines).says == "neutral"


def test_without_a_figure_the_event_itself_is_looked_for() -> None:
    assert _last(asked("People were killed in Morvale", place=MORVALE)).says == "supports"
    assert _last(asked("There was a clash in Morvale", place=MORVALE)).says == "supports"
    assert _last(asked("A school opened in Morvale", place=MORVALE)).says == "neutral"
    assert _last(asked("People were killed in Morvale", place=MORVALE, when="2017-08-03")).says == "neutral"
    nobody = replace(ROW, best=0.0, low=0.0, high=0.0)
    assert _last(asked("People were killed in Morvale", place=MORVALE), nobody).says == "neutral"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Yemen (North Yemen)", "YE"),
        ("DR Congo (Zaire)", "CD"),
        ("Myanmar (Burma)", "MM"),
        ("Côte d'Ivoire", "CI"),
        ("Kingdom of eSwatini (Swaziland)", "SZ"),
        ("West Bank and Gaza Strip", "PS"),
        ("AF", "AF"),
        ("Sarrovia", None),
        (None, None),
    ],
)
def test_countries_as_tables_write_them(name: str | None, code: str | None) -> None:
    assert country(name) == code


def test_names_are_runs_of_words_with_capitals() -> None:
    found = named_in("Bombs fell on Upper Lenn’s mill and on St Odran’s Hospital")
    assert {"upper lenn", "lenn", "odran s hospital"} <= set(found)
    assert "bombs" not in found and "mill" not in found
    assert "bombs" in named_in("Bombs fell", known=("Bombs",))


@pytest.mark.parametrize("name", ["Ḥalab Governorate", "Kabul city", "Saint-Élan", "Łódek", "a_b", "O'Hara"])
def test_names_are_folded_as_the_table_does_it(name: str) -> None:
    import duckdb

    from sayso.evidence.events import laying

    with duckdb.connect() as connection:
        connection.execute(laying._MACROS)
        assert connection.execute("SELECT folded($name)", {"name": name}).fetchone() == (folded(name),)


def test_counts_in_words() -> None:
    assert counted((12, 12, 12)) == "12"
    assert counted((1200, 1100, None)) == "1,200"
    assert counted((None, 3, 5)) == "3 to 5"
    assert counted((None, None, None)) is None


def test_days_as_edtf() -> None:
    from datetime import date

    assert edtf_of((date(2017, 2, 1), date(2017, 2, 28))) == "2017-02"
    assert edtf_of((date(2017, 1, 1), date(2017, 12, 31))) == "2017"
    assert edtf_of((date(2017, 12, 1), date(2017, 12, 31))) == "2017-12"
    assert edtf_of((date(2017, 2, 1), date(2017, 3, 31))) == "2017-02-01/2017-03-31"
