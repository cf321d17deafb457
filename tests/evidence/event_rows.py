"""Invented tables of events in the forms of three well-known ones, and claims about them, for tests."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from sayso.findings import Asked, Passage, Stated
from sayso.types import Figure, Place, Signal, Span, Time

Rows = Sequence[dict[str, object]]

UCDP: Rows = [
    {
        "id": 501,
        "where_prec": 1,
        "where_coordinates": "Morvale town",
        "adm_1": "Dellin province",
        "adm_2": "",
        "country": "Yemen (North Yemen)",
        "latitude": 15.0,
        "longitude": 44.0,
        "side_a": "Government of Sarrovia",
        "side_b": "Fell Front",
        "date_prec": 1,
        "date_start": "2017-08-01 00:00:00.000",
        "date_end": "2017-08-01 00:00:00.000",
        "best": 29,
        "low": 27,
        "high": 33,
        "source_headline": "Clash at the mill of Morvale",
    },
    {
        "id": 502,
        "where_prec": 4,
        "where_coordinates": "Dellin province",
        "adm_1": "Dellin province",
        "adm_2": "",
        "country": "Yemen (North Yemen)",
        "latitude": 15.6,
        "longitude": 44.6,
        "side_a": "Government of Sarrovia",
        "side_b": "Fell Front",
        "date_prec": 4,
        "date_start": "2017-09-01 00:00:00.000",
        "date_end": "2017-09-30 00:00:00.000",
        "best": 6,
        "low": 0,
        "high": 6,
        "source_headline": "",
    },
]
ACLED: Rows = [
    {
        "event_id_cnty": "SRV1",
        "event_date": "01 August 2017",
        "time_precision": 1,
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Fell Front",
        "actor2": "Military Forces of Sarrovia (2014-)",
        "country": "Yemen",
        "admin1": "Dellin",
        "admin2": "",
        "location": "Morvale",
        "latitude": "15.0000",
        "longitude": "44.0000",
        "geo_precision": 1,
        "notes": 'On 1 August, the front attacked "the mill", and 29 died.',
        "fatalities": 29,
    },
    {
        "event_id_cnty": "SRV2",
        "event_date": "12 August 2017",
        "time_precision": 2,
        "event_type": "Protests",
        "sub_event_type": "Peaceful protest",
        "actor1": "Protesters (Sarrovia)",
        "actor2": "",
        "country": "Yemen",
        "admin1": "Dellin",
        "admin2": "",
        "location": "Morvale",
        "latitude": "15.0000",
        "longitude": "44.0000",
        "geo_precision": 1,
        "notes": "",
        "fatalities": 0,
    },
]
GTD: Rows = [
    {
        "eventid": 201708010001,
        "iyear": 2017,
        "imonth": 8,
        "iday": 1,
        "country_txt": "Yemen",
        "provstate": "Dellin",
        "city": "Morvale",
        "latitude": 15.0,
        "longitude": 44.0,
        "specificity": 1,
        "gname": "Fell Front",
        "attacktype1_txt": "Bombing/Explosion",
        "nkill": 29.0,
        "nwound": 40.0,
        "summary": "08/01/2017: a bomb went off at the mill.",
    },
    {
        "eventid": 201708000002,
        "iyear": 2017,
        "imonth": 8,
        "iday": 0,
        "country_txt": "Yemen",
        "provstate": "Dellin",
        "city": "Unknown",
        "latitude": "",
        "longitude": "",
        "specificity": 5,
        "gname": "Unknown",
        "attacktype1_txt": "Armed Assault",
        "nkill": "",
        "nwound": -99,
        "summary": "",
    },
]
MANNERS: dict[str, Rows] = {"ucdp_ged": UCDP, "acled": ACLED, "gtd": GTD}


def as_csv(path: Path, rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def as_parquet(path: Path, rows: Rows) -> Path:
    """By DuckDB, which gives the columns types of their own."""
    import duckdb

    source = as_csv(path.with_suffix(".parquet-as.csv"), rows)
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT * FROM read_csv('{source}')) TO '{path}' (FORMAT parquet)")
    source.unlink()
    return path


def as_sqlite(path: Path, rows: Rows) -> Path:
    names = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join("?" * len(rows[0]))
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(f"CREATE TABLE events ({names})")
        connection.executemany(f"INSERT INTO events VALUES ({marks})", [tuple(r.values()) for r in rows])
    connection.close()
    return path


def mapping(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


class Reading:
    """A library that takes the words of rows as they are."""

    def near(self, asked: Asked, most: int) -> list[Passage]:
        return []

    def passage(self, quote: str, context: str, published: str | None) -> Passage:
        return Passage("", "", quote, context, Stated(quote), published=published)


def asked(
    text: str,
    *,
    killed: tuple[float | None, float | None] | None = None,
    when: str | None = "2017-08-01",
    made: str | None = None,
    place: Place | None = None,
    **more: object,
) -> Asked:
    """A claim of so many killed; `more` goes to its figure, `names` and `signals` to what it states."""
    names, signals = more.pop("names", ()), more.pop("signals", ())
    words = {"unit": "people", "of": "killed"} | more
    figures = (Figure(Span(0, 4), *killed, **words),) if killed else ()  # type: ignore[arg-type]
    times = (Time(Span(0, 4), when, "day"),) if when else ()
    places = (place,) if place else ()
    return Asked(Stated(text, figures, times, places, tuple(signals), tuple(names)), when=made)  # type: ignore[arg-type]


def city(name: str, lat: float, lon: float, country: str | None = "YE", level: str = "city") -> Place:
    return Place(Span(0, 1), name, country, lat, lon, None, level)  # type: ignore[arg-type]


NEGATED = Signal(Span(0, 3), "negation")
