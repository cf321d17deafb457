"""Places against the Local-Global Lexicon: `python bench/places.py DATA [--json OUT] [--errors N]`.

DATA holds `geo/lgl.xml.gz`: articles of small newspapers, with every toponym and its coordinates. A gold
toponym is found where a place overlaps it. LGL also marks peoples ("Russian", "Palestinians"), which are
no places here: the rows "all" count them as missed, the rows "places" leave them out. A place is right
within 161 km (100 miles) of the gold coordinates. No mentions are given: the reading is the
gazetteer's and the words' alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from sayso.claims import places
from sayso.claims.gazetteer import PEOPLE, fold, gazetteer
from sayso.types import Place

FILE = "geo/lgl.xml.gz"
NEAR_KM = 161.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Gold:
    start: int
    end: int
    phrase: str
    at: Point | None

    @property
    def people(self) -> bool:
        entries = gazetteer().find(fold(self.phrase))
        return bool(entries) and all(e.flags & PEOPLE for e in entries)


def articles(data: Path) -> Iterator[tuple[str, list[Gold]]]:
    path = data / FILE
    if not path.is_file():
        sys.exit(f"{path}: no such file. Give the folder that holds {FILE}")
    with gzip.open(path) as file:
        for _, article in ET.iterparse(file):  # noqa: S314 - a data set kept here
            if article.tag == "article":
                yield article.findtext("text", ""), [_gold(t) for t in article.iter("toponym")]
                article.clear()


def _gold(toponym: ET.Element) -> Gold:
    tag = toponym.find("gaztag")
    lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
    at = (float(lat), float(lon)) if lat and lon else None
    span = int(toponym.findtext("start", "0")), int(toponym.findtext("end", "0"))
    return Gold(*span, toponym.findtext("phrase", ""), at)


def kilometres(a: Point, b: Point) -> float:
    x, y = radians(a[0]), radians(b[0])
    half = sin((x - y) / 2) ** 2 + cos(x) * cos(y) * sin(radians(a[1] - b[1]) / 2) ** 2
    return 12_742 * asin(min(1.0, sqrt(half)))


def right(place: Place, gold: Gold) -> bool:
    if place.lat is None or place.lon is None or gold.at is None:
        return False
    return kilometres((place.lat, place.lon), gold.at) <= NEAR_KM


def measure(data: Path, errors: int = 0) -> dict[str, float]:
    n: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    words, seconds = 0, 0.0
    gazetteer()
    for text, gold in articles(data):
        began = time.process_time()
        found, _ = places.find(text, [])
        seconds += time.process_time() - began
        words += len(text.split())
        _count(found, gold, n, wrong, text)
    for line, count in wrong.most_common(errors):
        print(f"{count:>4}  {line}")
    return _rows(n, words / seconds)


def _count(found: list[Place], gold: list[Gold], n: Counter[str], wrong: Counter[str], text: str) -> None:
    free = list(gold)
    n["gold"] += len(gold)
    n["gold_places"] += sum(not g.people for g in gold)
    n["found"] += len(found)
    for place in found:
        g = next((g for g in free if g.start < place.span.end and place.span.start < g.end), None)
        words = text[place.span.start : place.span.end]
        if g is None:
            around = text[max(0, place.span.start - 18) : place.span.end + 18].replace("\n", " ")
            wrong[f"false   {words!r} in {around!r}"] += 1
            continue
        free.remove(g)
        n["hit"] += 1
        n["strict"] += (g.start, g.end) == tuple(place.span)
        n["hit_at"] += g.at is not None
        n["right"] += right(place, g)
        n["ambiguous"] += place.ambiguous and g.at is not None
        n["ambiguous_right"] += place.ambiguous and right(place, g)
        if g.at and not right(place, g):
            wrong[f"far     {words!r} {place.country} {place.lat} {place.lon}, gold {g.at}"] += 1
    n["gold_at"] += sum(g.at is not None and not g.people for g in gold)
    for g in free:
        around = text[max(0, g.start - 18) : g.end + 18].replace("\n", " ")
        wrong[f"{'people' if g.people else 'missed'}  {g.phrase!r} in {around!r}"] += 1


def _rows(n: Counter[str], speed: float) -> dict[str, float]:
    rows: dict[str, float] = {
        "toponyms in gold": n["gold"],
        "of them places": n["gold_places"],
        "found": n["found"],
    }
    p = n["hit"] / n["found"]
    for name, total in (("all", n["gold"]), ("places", n["gold_places"])):
        r = n["hit"] / total
        rows |= {f"{name}: precision": round(p, 4), f"{name}: recall": round(r, 4)}
        rows[f"{name}: F1"] = round(2 * p * r / (p + r), 4)
    sure, sure_right = n["hit_at"] - n["ambiguous"], n["right"] - n["ambiguous_right"]
    return rows | {
        "same span, of those found": round(n["strict"] / n["hit"], 4),
        "right within 161 km, of those found": round(n["right"] / n["hit_at"], 4),
        "right within 161 km, of all places with coordinates": round(n["right"] / n["gold_at"], 4),
        "right where not called ambiguous": round(sure_right / sure, 4),
        "right where called ambiguous": round(n["ambiguous_right"] / n["ambiguous"], 4)
        if n["ambiguous"]
        else 0.0,
        "called ambiguous": round(n["ambiguous"] / n["hit_at"], 4),
        "words a second of processor time": round(speed),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="the folder of labelled data")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the N most frequent errors")
    given = parser.parse_args()
    rows = measure(given.data, given.errors)
    for name, value in rows.items():
        print(f"{name:<55}{value:>10}")
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
