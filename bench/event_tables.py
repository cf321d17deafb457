"""How long a table of events takes to lay out, and then to answer, and in how much memory.

python bench/event_tables.py --rows 1000000     an invented table in ACLED's form, as CSV; prints the figures

Nothing in the table is of a real event: places and actors are made of syllables, days and counts are drawn.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sayso.evidence.events import Mapping, Table, compared
from sayso.findings import Asked, Stated
from sayso.types import Figure, Place, Span, Time

_NAMES = """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
    inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3
    location latitude longitude geo_precision source source_scale notes fatalities tags timestamp
"""
HEADER = tuple(_NAMES.split())
FIRST, DAYS = date(1997, 1, 1), 10_000
_SYLLABLES = tuple(re.findall("..", "badokalemonaperasatovizuanelibosusqaneri"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--claims", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        report(Path(folder), options.rows, options.claims)


def report(folder: Path, rows: int, claims: int) -> None:
    path = folder / "events.csv"
    asked = write(path, rows, claims)
    print(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB of CSV")
    (folder / "events.toml").write_text('file = "events.csv"\nlike = "acled"\n', "utf-8")
    before = _peak()
    table = Table(Mapping.read(folder / "events.toml"))
    wall, cpu, _ = _timed(table, asked[0])
    print(f"first answer (laid out): {wall:.1f} s, of them {cpu:.1f} s of processor; ", end="")
    print(f"peak memory {before:,.0f} to {_peak():,.0f} MB")
    table = Table(Mapping.read(folder / "events.toml"))
    wall, cpu, _ = _timed(table, asked[0])
    print(
        f"first answer of another run (laid out before): {wall * 1000:.0f} ms, processor {cpu * 1000:.0f} ms"
    )
    walls, cpus, found = zip(*(_timed(table, claim) for claim in asked), strict=True)
    for name, took in (("wall", walls), ("processor", cpus)):
        spread = sorted(took)
        print(f"{claims} claims, {name}: median {statistics.median(took) * 1000:.0f} ms, ", end="")
        print(f"95th percentile {spread[int(0.95 * (claims - 1))] * 1000:.0f} ms")
    print(f"own row found for {sum(found)} of {claims}")


def _timed(table: Table, asked: Asked) -> tuple[float, float, bool]:
    """Seconds for rows and comparison, by the clock and of the processor; and whether the row that the claim
    was made from is among them. On a machine that does other work too the two differ."""
    start, busy = time.perf_counter(), time.process_time()
    rows = [event for event, _ in table.events(asked, 16)]
    for row in rows:
        compared(asked, row)
    found = asked.claim in {row.row for row in rows}
    return time.perf_counter() - start, time.process_time() - busy, found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write(path: Path, rows: int, claims: int) -> list[Asked]:
    """The table, and claims made from rows of it at even distances; `claim` is the row's id."""
    every = max(1, rows // claims)
    asked: list[Asked] = []
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, HEADER)
        writer.writeheader()
        for n, row in enumerate(events(rows)):
            writer.writerow(row)
            if n % every == 0 and len(asked) < claims:
                asked.append(_claim(row))
    return asked


def events(count: int) -> Iterator[dict[str, str]]:
    """Rows of an invented country, in no order of days."""
    chance = random.Random(7)  # noqa: S311 - the same rows on every run
    places = [_place(chance) for _ in range(5000)]
    actors = [f"{_name(chance)} {kind}" for kind in ("Front", "Army", "Militia") for _ in range(100)]
    for number in range(count):
        name, province, lat, lon = chance.choice(places)
        when = FIRST + timedelta(days=chance.randrange(DAYS))
        dead = min(400, int(chance.expovariate(0.3)))
        one, other = chance.sample(actors, 2)
        notes = f"{one} and {other} clashed near {name}, {province}; {dead} were reported killed. " * 2
        yield dict.fromkeys(HEADER, "") | {
            "event_id_cnty": f"SRV{number}",
            "event_date": f"{when:%d %B %Y}",
            "year": str(when.year),
            "time_precision": chance.choice("11112"),
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "actor1": one,
            "actor2": other,
            "country": "Sarrovia",
            "admin1": province,
            "location": name,
            "latitude": f"{lat:.4f}",
            "longitude": f"{lon:.4f}",
            "geo_precision": chance.choice("1112"),
            "notes": notes,
            "fatalities": str(dead),
        }


def _place(chance: random.Random) -> tuple[str, str, float, float]:
    province = chance.choice(["Upper Lenn", "Lower Lenn", "Aldry Coast", "Fellmark", "Ostermoor"])
    return _name(chance), province, chance.uniform(40, 48), chance.uniform(20, 34)


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(3, 4))).capitalize()


def _claim(row: dict[str, str]) -> Asked:
    dead, place = row["fatalities"], row["location"]
    text = f"At least {dead} people were killed in {place} on {row['event_date']}"
    at = text.index(place)
    when = time.strptime(row["event_date"], "%d %B %Y")
    stated = Stated(
        text,
        (Figure(Span(0, at - 15), float(dead), None, unit="people", of="killed"),),
        (Time(Span(at, len(text)), time.strftime("%Y-%m-%d", when), "day"),),
        (
            Place(
                Span(at, at + len(place)),
                place,
                None,
                float(row["latitude"]),
                float(row["longitude"]),
                None,
                "city",
            ),
        ),
    )
    return Asked(stated, claim=row["event_id_cnty"])


if __name__ == "__main__":
    main()
