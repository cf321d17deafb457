"""Times against TIMEX3: `python bench/times.py DATA [--json OUT] [--errors N]`.

DATA holds `time/meantime_english.tar.gz` (MEANTIME: Wikinews). Gold are the DATE and TIME
expressions that have words in the text, without the creation time, which is handed to the reader as
the day of publication. Sayso finds times, not lengths of time: what overlaps a gold DURATION or SET
is counted neither way. MEANTIME marks only the first sentences of each article: times after the
last sentence that has a marked event are not counted. TIMEX3 values become EDTF (weeks and weekends
as intervals, quarters and seasons by their codes); references without a date (PRESENT_REF and its
like, masked values) become no value.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tarfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sayso.claims import times

FILE = "time/meantime_english.tar.gz"
FOLDER = "/intra-doc_annotation/"
_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?)%”’]|'s|n't|'re|'ve|'ll|'d|'$)")
_NO_SPACE_AFTER = re.compile(r"[($“‘#]$")
_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "AU": "23", "WI": "24"}


@dataclass(frozen=True)
class Gold:
    start: int
    end: int
    kind: str
    value: str | None


@dataclass(frozen=True)
class Article:
    name: str
    text: str
    published: str | None
    gold: list[Gold]
    apart: list[tuple[int, int]]
    """Spans of durations, sets and the creation time."""
    marked: int
    """Where the marked part of the text ends."""


def articles(data: Path) -> Iterator[Article]:
    path = data / FILE
    if not path.is_file():
        sys.exit(f"{path}: no such file. Give the folder that holds {FILE}")
    with tarfile.open(path) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            file = tar.extractfile(member) if FOLDER in member.name and member.name.endswith(".xml") else None
            if file:
                yield _article(member.name, ET.fromstring(file.read()))  # noqa: S314 - a data set kept here


def _article(name: str, root: ET.Element) -> Article:
    text, at = _text(root)
    gold, apart, published = [], [], None
    for timex in root.iter("TIMEX3"):
        spans = [at[a.get("t_id", "")] for a in timex.iter("token_anchor")]
        created = timex.get("functionInDocument") == "CREATION_TIME"
        value = edtf(timex.get("value", ""))
        published = value if created and value else published
        if not spans:
            continue
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
        if created or timex.get("type") not in {"DATE", "TIME"}:
            apart.append((start, end))
        else:
            gold.append(Gold(start, end, timex.get("type", ""), value))
    return Article(name, text, published, gold, apart, _marked(root, at))


def _marked(root: ET.Element, at: dict[str, tuple[int, int]]) -> int:
    """The end of the last sentence in which an event is marked."""
    sentence = {t.get("t_id", ""): t.get("sentence", "") for t in root.iter("token")}
    anchors = (a.get("t_id", "") for event in root.iter("EVENT_MENTION") for a in event.iter("token_anchor"))
    last = {sentence[a] for a in anchors}
    return max((at[t][1] for t, s in sentence.items() if s in last), default=0)


def _text(root: ET.Element) -> tuple[str, dict[str, tuple[int, int]]]:
    """The tokens as running text, and where each stands: MEANTIME keeps no spaces."""
    text, at, sentence = "", {}, "0"
    for token in root.iter("token"):
        word = token.text or ""
        if token.get("sentence") != sentence:
            sentence, text = token.get("sentence", ""), text + "\n\n"
        elif text and not _NO_SPACE_BEFORE.match(word) and not _NO_SPACE_AFTER.search(text[-1:]):
            text += " "
        at[token.get("t_id", "")] = (len(text), len(text) + len(word))
        text += word
    return text, at


def edtf(timex: str) -> str | None:
    """A TIMEX3 value as EDTF, or None where it tells no date."""
    week = re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", timex)
    if week:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        first, last = (5, 6) if week[3] else (0, 6)
        return f"{monday + timedelta(days=first)}/{monday + timedelta(days=last)}"
    part = re.fullmatch(r"(\d{4})-(?:Q([1-4])|H([12])|(SP|SU|FA|AU|WI))", timex)
    if part:
        code = str(32 + int(part[2])) if part[2] else str(39 + int(part[3])) if part[3] else _SEASONS[part[4]]
        return f"{part[1]}-{code}"
    clock = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d))?(Z?)", timex)
    if clock:
        return f"{clock[1]}T{clock[2]}:{clock[3]}:{clock[4] or '00'}{clock[5]}"
    turned = re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", timex)
    if turned:
        return f"{turned[3]}-{turned[2]}-{turned[1]}"
    timex = re.sub(r"T(?:MO|AF|EV|NI|DT)$", "", timex)
    if re.fullmatch(r"\d{3}", timex):
        return timex + "X"
    return timex if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", timex) else None


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def measure(data: Path, errors: int = 0) -> dict[str, float]:
    n = dict.fromkeys(("gold", "found", "relaxed", "strict", "value", "dated", "dated_right"), 0)
    words, seconds, shown = 0, 0.0, []
    for article in articles(data):
        began = time.process_time()
        found, _ = times.find(article.text, article.published)
        seconds += time.process_time() - began
        words += len(article.text.split())
        free = list(article.gold)
        n["gold"] += len(free)
        n["dated"] += sum(g.value is not None for g in free)
        for one in found:
            match = next((g for g in free if _overlap(one.span, (g.start, g.end))), None)
            words_here = article.text[one.span.start : one.span.end]
            if match is None:
                if one.span.start < article.marked and not any(
                    _overlap(one.span, span) for span in article.apart
                ):
                    n["found"] += 1
                    shown.append(f"false   {words_here!r} {one.value}")
                continue
            free.remove(match)
            value = one.value.rstrip("~?") if one.value else None
            n["found"] += 1
            n["relaxed"] += 1
            n["strict"] += (match.start, match.end) == tuple(one.span)
            n["value"] += value == match.value
            n["dated_right"] += value == match.value is not None
            if value != match.value:
                shown.append(f"value   {words_here!r} {one.value}, gold {match.value} ({article.published})")
            elif (match.start, match.end) != tuple(one.span):
                shown.append(f"span    {words_here!r}, gold {article.text[match.start : match.end]!r}")
        shown += [f"missed  {article.text[g.start : g.end]!r} {g.value}" for g in free]
    for line in shown[:errors]:
        print(line)
    return _rows(n, words / seconds)


def _rows(n: dict[str, int], speed: float) -> dict[str, float]:
    rows: dict[str, float] = {"times in gold": n["gold"], "times found": n["found"]}
    for name, key in (("span, relaxed", "relaxed"), ("span, strict", "strict"), ("value", "value")):
        p, r = n[key] / n["found"], n[key] / n["gold"]
        rows |= {f"{name}: precision": round(p, 4), f"{name}: recall": round(r, 4)}
        rows[f"{name}: F1"] = round(2 * p * r / (p + r), 4)
    rows["value right, of those whose span overlaps"] = round(n["value"] / n["relaxed"], 4)
    rows["value right, of all that have a date in gold"] = round(n["dated_right"] / n["dated"], 4)
    return rows | {"words a second of processor time": round(speed)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="the folder of labelled data")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors")
    given = parser.parse_args()
    rows = measure(given.data, given.errors)
    for name, value in rows.items():
        print(f"{name:<45}{value:>10}")
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
