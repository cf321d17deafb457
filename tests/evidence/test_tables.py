"""Tables of events as an evidence source: all forms and manners, what is found, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from event_rows import ACLED, MANNERS, Reading, Rows, as_csv, as_parquet, as_sqlite, asked, city, mapping

from sayso.errors import SaysoError
from sayso.evidence.events import SHIPPED, Mapping, Table
from sayso.evidence.sources import tables
from sayso.findings import Asked, Passage
from sayso.settings import Settings

MORVALE = city("Morvale", 15.0, 44.0)
CLAIM = asked("29 people were killed in Morvale on 1 August 2017", killed=(29, 29), place=MORVALE)
Writer = Callable[[Path, Rows], Path]
WRITERS: dict[str, Writer] = {"csv": as_csv, "parquet": as_parquet, "sqlite": as_sqlite}


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches" / "sayso" / "tables"


@pytest.fixture
def acled(tmp_path: Path) -> Path:
    as_csv(tmp_path / "events.csv", ACLED)
    return mapping(tmp_path / "events.toml", 'file = "events.csv"\nlike = "acled"\n')


def _search(*paths: Path, claim: object = CLAIM, most: int = 16) -> list[Passage]:
    opened = tables.open(Settings(tables=", ".join(map(str, paths))), Reading())
    assert opened is not None
    return list(opened.search(claim, most))  # type: ignore[arg-type]


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("manner", SHIPPED)
def test_every_manner_in_every_form(manner: str, form: str, tmp_path: Path) -> None:
    WRITERS[form](tmp_path / f"events.{form}", MANNERS[manner])
    table = 'table = "events"\n' if form == "sqlite" else ""
    path = mapping(tmp_path / "m.toml", f'file = "events.{form}"\nlike = "{manner}"\n{table}')
    first = _search(path)[0]
    row = first.row
    assert row is not None
    assert (row.date, row.country, row.best, row.of) == ("2017-08-01", "YE", 29, "killed")
    assert (row.lat, row.lon) == (15.0, 44.0)
    assert row.place is not None and row.place.startswith("Morvale")
    assert "Fell Front" in row.actors
    assert (
        first.quote.startswith("1 August 2017, Morvale") and "29" in first.quote and "killed" in first.quote
    )
    assert first.source == "tables" and first.id == f"events.{form}:{row.row}" and first.published is None
    assert row.row == str(next(iter(MANNERS[manner][0].values())))


def test_bounds_of_counts_and_days_of_events_come_from_the_table(tmp_path: Path) -> None:
    as_csv(tmp_path / "e.csv", MANNERS["ucdp_ged"])
    path = mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "ucdp_ged"\n')
    claim = asked("6 killed in Dellin in September 2017", killed=(6, 6), when="2017-09")
    [row] = [passage.row for passage in _search(path, claim=claim)]
    assert row is not None and (row.low, row.best, row.high) == (0, 6, 6)
    assert row.date == "2017-09"


def test_an_unknown_day_is_its_month_and_codes_for_unknown_counts_are_none(tmp_path: Path) -> None:
    as_csv(tmp_path / "e.csv", MANNERS["gtd"])
    path = mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "gtd"\n')
    rows = [p.row for p in _search(path, claim=asked("An assault in Dellin", when="2017-08"))]
    vague = next(row for row in rows if row is not None and row.row == "201708000002")
    assert (vague.date, vague.best, vague.lat) == ("2017-08", None, None)
    opened = tables.open(Settings(tables=str(path)), Reading())
    assert opened is not None and list(opened.search(CLAIM, 4)) and opened.notes == ()


def test_a_claim_with_two_counts_gets_a_passage_for_each(tmp_path: Path) -> None:
    from dataclasses import replace

    as_csv(tmp_path / "e.csv", MANNERS["gtd"])
    path = mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "gtd"\n')
    [figure] = CLAIM.stated.figures
    both = (figure, replace(figure, of="injured", low=40, high=40))
    claim = replace(CLAIM, stated=replace(CLAIM.stated, figures=both))
    rows = [passage.row for passage in _search(path, claim=claim)]
    assert [(row.of, row.best) for row in rows if row is not None and row.row == "201708010001"] == [
        ("killed", 29),
        ("wounded", 40),
    ]


def test_a_week_is_looked_for_as_a_week(acled: Path) -> None:
    found = _search(acled, claim=asked("A protest in Morvale", when="2017-08-10"))
    assert [p.row.date for p in found if p.row] == ["2017-08-09/2017-08-15"]


def test_a_day_or_two_off_is_found_and_a_week_off_is_not(acled: Path) -> None:
    assert [p.row.row for p in _search(acled, claim=asked("In Morvale", when="2017-08-03")) if p.row] == [
        "SRV1"
    ]
    assert _search(acled, claim=asked("In Morvale", when="2017-07-20")) == []


def test_places_are_found_by_distance_where_names_differ(acled: Path) -> None:
    near = asked("29 killed at the old mill", killed=(29, 29), place=city("Mill", 15.1, 44.1))
    far = asked("29 killed at the old mill", killed=(29, 29), place=city("Mill", 17.0, 44.1))
    other = asked("29 killed at the mill", killed=(29, 29), place=city("Mill", 15.1, 44.1, country="OM"))
    assert [p.row.row for p in _search(acled, claim=near) if p.row] == ["SRV1"]
    assert _search(acled, claim=far) == _search(acled, claim=other) == []


def test_a_country_alone_finds_the_events_of_that_country(acled: Path) -> None:
    claim = asked("Battles in Yemen", place=city("Yemen", 15.5, 47.5, level="country"))
    assert [p.row.row for p in _search(acled, claim=claim) if p.row] == ["SRV1"]


def test_without_a_day_the_month_before_the_claim_was_made_is_looked_at(acled: Path) -> None:
    made = asked("29 killed in Morvale", killed=(29, 29), when=None, made="2017-08-05")
    assert [p.row.row for p in _search(acled, claim=made) if p.row] == ["SRV1"]
    late = asked("29 killed in Morvale", killed=(29, 29), when=None, made="2017-10-05")
    assert _search(acled, claim=late) == []


def test_a_claim_that_names_neither_place_nor_actor_finds_nothing(acled: Path) -> None:
    assert _search(acled, claim=asked("At least 29 people were killed")) == []


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (asked("At least 29 people were killed"), "names no place or actor, so no row could be looked for"),
        (asked("29 killed in Morvale", when=None), "nothing says when it was made, so rows of every year"),
        (asked("29 killed in Morvale on 1 August", when="XXXX-08-01"), "the claim tells has no year"),
        (asked("29 killed in Morvale", when=None, made="2017-08-05"), "rows of the month before it was made"),
        (CLAIM, ""),
    ],
)
def test_what_the_claim_leaves_out_is_told(claim: Asked, told: str, acled: Path) -> None:
    opened = tables.open(Settings(tables=str(acled)), Reading())
    assert opened is not None
    limits = opened.limits(claim)
    assert told in limits and bool(told) == bool(limits)


def test_several_tables_are_asked_and_a_broken_one_only_degrades(acled: Path, tmp_path: Path) -> None:
    missing = mapping(tmp_path / "none.toml", 'file = "none.csv"\nlike = "acled"\n')
    opened = tables.open(Settings(tables=f"{missing}, {acled}"), Reading())
    assert opened is not None
    found = []
    with pytest.raises(SaysoError, match=r"none\.csv: no such file"):
        for passage in opened.search(CLAIM, 16):
            found.append(passage)
    assert [p.row.row for p in found if p.row] == ["SRV1"]


def test_it_is_not_set_up_without_a_mapping() -> None:
    assert tables.open(Settings(), Reading()) is None
    assert "tables" in tables.SETUP


def test_a_mapping_that_is_missing_says_so(tmp_path: Path) -> None:
    with pytest.raises(SaysoError, match=r"none\.toml: no such file.*setting `tables`"):
        tables.open(Settings(tables=str(tmp_path / "none.toml")), Reading())


def test_a_missing_column_is_named_with_those_there_are(tmp_path: Path) -> None:
    rows = [{("deaths" if k == "fatalities" else k): v for k, v in row.items()} for row in ACLED]
    as_csv(tmp_path / "e.csv", rows)
    path = mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "acled"\n')
    with pytest.raises(SaysoError) as caught:
        _search(path)
    said = str(caught.value)
    assert "column 'fatalities'" in said and "m.toml" in said and "deaths" in said and "counts.killed" in said
    mapping(path, 'file = "e.csv"\nlike = "acled"\n[counts.killed]\nbest = "deaths"\n')
    assert [p.row.best for p in _search(path) if p.row] == [29]


def test_a_column_may_be_left_out(tmp_path: Path) -> None:
    rows = [{k: v for k, v in row.items() if k not in ("notes", "admin2")} for row in ACLED]
    as_csv(tmp_path / "e.csv", rows)
    text = 'file = "e.csv"\nlike = "acled"\n[columns]\nnotes = ""\nplace = ["location", "admin1"]\n'
    assert len(_search(mapping(tmp_path / "m.toml", text))) == 1


def test_names_of_columns_may_differ_in_capitals(tmp_path: Path) -> None:
    as_csv(tmp_path / "e.csv", [{k.upper(): v for k, v in row.items()} for row in ACLED])
    assert len(_search(mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "acled"\n'))) == 1


def test_bad_values_are_counted_and_cost_only_themselves(tmp_path: Path) -> None:
    good = dict(ACLED[0])
    bad = [
        good | {"event_id_cnty": "A", "event_date": "some day"},
        good | {"event_id_cnty": "B", "latitude": "950"},
        good | {"event_id_cnty": "C", "fatalities": "many"},
        good | {"event_id_cnty": "D", "fatalities": "-4"},
    ]
    path = as_csv(tmp_path / "e.csv", [good, *bad])
    with path.open("a") as out:
        out.write("cut off,01 August 2017\n")
    table = Table(Mapping.read(mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "acled"\n')))
    rows = {event.row: event for event, _ in table.events(CLAIM, 16)}
    assert set(rows) == {"SRV1", "B", "C", "D"}
    assert rows["B"].lat is None and rows["C"].best is rows["D"].best is None
    notes = "\n".join(table.notes)
    assert "1 of 6 rows have more or fewer cells" in notes
    assert "1 of 6 rows have an odd event_date, such as 'some day' in row 2" in notes
    assert "1 of 6 rows have an odd latitude, such as '950' in row 3" in notes
    assert "2 of 6 rows have an odd fatalities, such as 'many' in row 4" in notes
    assert "1 of 6 rows have no date" in notes


def test_rows_without_an_id_are_numbered_as_they_stand(tmp_path: Path) -> None:
    filler = [dict(ACLED[1]) | {"notes": "line\nbreak; and, more"} for _ in range(16)]
    as_csv(tmp_path / "e.csv", [*filler, ACLED[0]])
    path = mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "acled"\n[columns]\nid = ""\n')
    assert [p.row.row for p in _search(path) if p.row] == ["row 17"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1251"])
def test_encodings_and_delimiters_are_found_out(delimiter: str, encoding: str, tmp_path: Path) -> None:
    name = "Жуково" if encoding == "cp1251" else "Mörvåle"
    others = ["Кузнецово", "Береговой", "Заречье"] if encoding == "cp1251" else ["Élan", "São Tiro", "Nuñel"]
    notes = " ".join(others * 30)
    rows = [dict(row) | {"location": name, "notes": notes} for row in ACLED]
    as_csv(tmp_path / "e.csv", rows, encoding, delimiter)
    table = Table(Mapping.read(mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "acled"\n')))
    [(event, _)] = table.events(asked("29 killed", killed=(29, 29), place=MORVALE), 16)
    assert event.place == f"{name}, Dellin"
    assert bool(table.notes) == encoding.startswith("cp"), "what was guessed is told"


def test_an_encoding_that_is_stated_is_used(tmp_path: Path) -> None:
    rows = [dict(row) | {"location": "Łódek"} for row in ACLED]
    as_csv(tmp_path / "e.csv", rows, "cp1250")
    text = 'file = "e.csv"\nlike = "acled"\nencoding = "cp1250"\n'
    [found] = _search(mapping(tmp_path / "m.toml", text))
    assert found.row is not None and found.row.place == "Łódek, Dellin"


def test_dates_that_can_be_read_in_two_ways_are_asked_about(tmp_path: Path) -> None:
    rows = [dict(row) | {"event_date": "01/08/2017"} for row in ACLED]
    as_csv(tmp_path / "e.csv", rows)
    path = mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "acled"\n')
    with pytest.raises(SaysoError, match=r"'01/08/2017' can be read in two ways.*date_format"):
        _search(path)
    mapping(path, 'file = "e.csv"\nlike = "acled"\ndate_format = "%d/%m/%Y"\n')
    assert {p.row.date for p in _search(path) if p.row} >= {"2017-08-01"}


def test_one_day_past_the_twelfth_tells_days_from_months(tmp_path: Path) -> None:
    as_csv(tmp_path / "e.csv", [dict(ACLED[0]) | {"event_date": d} for d in ("01/08/2017", "25/08/2017")])
    path = mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "acled"\n')
    assert [p.row.date for p in _search(path) if p.row] == ["2017-08-01"]


def test_a_table_is_laid_out_once_and_again_when_it_has_changed(acled: Path, caches: Path) -> None:
    _search(acled)
    [laid] = caches.iterdir()
    before = laid.stat().st_mtime_ns
    _search(acled)
    assert [p.stat().st_mtime_ns for p in caches.iterdir()] == [before]
    as_csv(acled.with_suffix(".csv"), [*ACLED, dict(ACLED[0]) | {"event_id_cnty": "SRV3"}])
    assert {p.row.row for p in _search(acled) if p.row} == {"SRV1", "SRV3"}
    assert len(list(caches.iterdir())) == 1, "the old one is gone"


def test_a_damaged_copy_is_made_anew(acled: Path, caches: Path) -> None:
    _search(acled)
    [laid] = caches.iterdir()
    laid.write_bytes(b"PAR1 and then nothing")
    assert len(_search(acled)) == 1


def test_where_nothing_can_be_kept_it_is_asked_all_the_same(
    acled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert len(_search(acled)) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b"PK\x03\x04 and so on", "spreadsheet"),
        (b"PAR1 and then nothing", "damaged"),
        (b"SQLite format 3\x00 and then nothing", "damaged"),
    ],
)
def test_files_that_are_no_tables(content: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_bytes(content)
    with pytest.raises(SaysoError, match=why):
        _search(mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "acled"\ntable = "events"\n'))


def test_a_table_that_an_sqlite_file_has_not(tmp_path: Path) -> None:
    as_sqlite(tmp_path / "e.db", ACLED)
    with pytest.raises(SaysoError, match=r"'event'.*Did you mean 'events'"):
        _search(mapping(tmp_path / "m.toml", 'file = "e.db"\nlike = "acled"\ntable = "event"\n'))


def test_the_answer_is_no_longer_than_asked_for(tmp_path: Path) -> None:
    as_csv(tmp_path / "e.csv", [dict(ACLED[0]) | {"event_id_cnty": f"N{n}"} for n in range(40)])
    path = mapping(tmp_path / "m.toml", 'file = "e.csv"\nlike = "acled"\n')
    found = _search(path, most=5)
    assert len(found) == 5
    rows = [p.row for p in found]
    assert all(getattr(row, "together").rows == 40 for row in rows), "those not shown are counted"  # noqa: B009
