# ruff: noqa: S608 - only numbers and dates of our own making are put into the statement
"""Rows near a claim's days and places, from a table that was laid out: one query of DuckDB."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.evidence.events.event import Event, Together
from sayso.evidence.events.mapping import Mapping
from sayso.evidence.events.sought import FARTHEST, SLACK, Point, Sought
from sayso.evidence.events.wording import Numbers, edtf_of, sentence, span

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COLUMNS = (
    "row",
    "id",
    "first",
    "last",
    "places",
    "names",
    "country",
    "code",
    "lat",
    "lon",
    "km",
    "actors",
    "event",
)


def found(
    connection: DuckDBPyConnection, laid: Path, mapping: Mapping, sought: Sought, most: int
) -> list[dict[str, Any]]:
    """The nearest rows, those of the claim's day and place first."""
    if not (sought.names or sought.points or sought.countries):
        return []
    query = _query(mapping, sought)
    cursor = connection.execute(query, _values(laid, sought, most))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def event(mapping: Mapping, row: dict[str, Any], count: int | None) -> Event:
    """A row with one of its counts."""
    when = (row["first"], row["last"]) if row["first"] else None
    best, low, high = _numbers(row, count) if count is not None else (None, None, None)
    return Event(
        mapping.name,
        row["id"] or f"row {row['row']}",
        edtf_of(when) if when else None,
        ", ".join(dict.fromkeys(row["places"])) or None,
        row["code"] or row["country"],
        row["lat"],
        row["lon"],
        tuple(dict.fromkeys(row["actors"])),
        low,
        high,
        best,
        mapping.counts[count].of if count is not None else None,
        _words(mapping, row),
        row["km"],
        tuple(row["names"]),
        ", ".join(dict.fromkeys(row["event"])),
        _together(row, count),
    )


def _together(row: dict[str, Any], count: int | None) -> Together:
    if count is None:
        return Together(row["rows"])
    return Together(row["rows"], *(row[f"all_{key}_{count}"] for key in ("low", "high", "best")))


def _numbers(row: dict[str, Any], count: int) -> Numbers:
    """Bounds the wrong way round are none."""
    best, low, high = (row[f"{key}_{count}"] for key in ("best", "low", "high"))
    return (best, None, None) if low is not None and high is not None and low > high else (best, low, high)


def _words(mapping: Mapping, row: dict[str, Any]) -> str:
    when = span((row["first"], row["last"])) if row["first"] else None
    counts = [(counted.of, _numbers(row, n)) for n, counted in enumerate(mapping.counts)]
    rest = [", ".join(dict.fromkeys(row["event"])), "; ".join(dict.fromkeys(row["actors"])), row["notes"]]
    where = [*row["places"], *([row["country"]] if row["country"] else [])]
    return sentence(when, where, counts, rest)


def _query(mapping: Mapping, sought: Sought) -> str:
    sums = "".join(
        f", sum(coalesce({own}, {other})) FILTER (same) OVER () AS all_{key}_{n}"
        for n in range(len(mapping.counts))
        for key, own, other in (
            ("best", f"best_{n}", f"low_{n}"),
            ("low", f"low_{n}", f"best_{n}"),
            ("high", f"high_{n}", f"best_{n}"),
        )
    )
    country = "code IN (SELECT unnest($countries::VARCHAR[]))" if sought.only_country else "false"
    return f"""
WITH near AS (
    SELECT *, {_gap(sought)} AS gap, {_apart(sought.points)} AS apart,
        list_has_any(names, $names::VARCHAR[]) AS named, {country} AS within_country
    FROM read_parquet($laid)
    WHERE {_dated(sought)}
        AND (code IS NULL OR len($countries::VARCHAR[]) = 0 OR list_contains($countries::VARCHAR[], code))
), met AS (
    SELECT *, gap = 0 AND (named OR coalesce(apart <= 0, false) OR within_country) AS same FROM near
    WHERE named OR apart <= {FARTHEST} OR within_country
)
SELECT *, count(*) FILTER (same) OVER () AS rows{sums}
FROM met ORDER BY same DESC, gap, named DESC, apart NULLS LAST, first DESC NULLS LAST, row LIMIT $most
"""


def _values(laid: Path, sought: Sought, most: int) -> dict[str, Any]:
    values: dict[str, Any] = {
        "laid": str(laid),
        "names": list(sought.names),
        "countries": list(sought.countries),
        "most": most,
    }
    for n, (first, last) in enumerate(sought.days):
        values |= {f"first{n}": first, f"last{n}": last}
    return values


def _dated(sought: Sought) -> str:
    """Also a bound that holds for all windows, by which whole groups of rows are passed over."""
    slack = SLACK if sought.told else 0
    if not sought.days:
        return "true"
    windows = (
        f"(first <= $last{n}::DATE + {slack} AND last >= $first{n}::DATE - {slack})"
        for n in range(len(sought.days))
    )
    latest = max(last for _, last in sought.days) + timedelta(days=slack)
    return f"first <= DATE '{latest}' AND ({' OR '.join(windows)})"


def _gap(sought: Sought) -> str:
    if not sought.days:
        return "0"
    gaps = (f"greatest(first - $last{n}::DATE, $first{n}::DATE - last, 0)" for n in range(len(sought.days)))
    return f"least({', '.join(gaps)})"


def _apart(points: tuple[Point, ...]) -> str:
    """Kilometres beyond the reach of the claim's place and the row's, along the great circle."""
    if not points:
        return "NULL::DOUBLE"
    each = (
        f"12742 * asin(sqrt(least(1, sin(radians(lat - {p.lat}) / 2) ** 2 + cos(radians({p.lat})) * "
        f"cos(radians(lat)) * sin(radians(lon - {p.lon}) / 2) ** 2))) - {p.reach}"
        for p in points
    )
    return f"least({', '.join(each)}) - coalesce(km, 25)"
