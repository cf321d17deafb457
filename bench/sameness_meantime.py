"""Claims of MEANTIME that tell of one event: Wikinews with events that are one across articles.

The unit is a pair of claims, as the extractor reads them, of two articles of one of its four corpora; both
hold a mention of an event that the cross-document annotation knows. Gold: they hold mentions of one event. A
claim holds several events, and two claims of one event may say different things of it, so gold is wider than
sameness is; and not every repetition is annotated.
"""

from __future__ import annotations

import re
import sys
import tarfile
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sameness_scores as scoring
from sayso import claims
from sayso.lineage.links import Telling
from sayso.protocols import Extractor
from sayso.types import Document

FILE = "time/meantime_english.tar.gz"
FOLDER = "/intra_cross-doc_annotation/"
_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?)%”’]|'s|n't|'re|'ve|'ll|'d|'$)")
_NO_SPACE_AFTER = re.compile(r"[($“‘#]$")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim that holds mentions of known events."""

    telling: Telling
    corpus: str
    published: str | None
    events: frozenset[str]


@dataclass(frozen=True, slots=True)
class Article:
    corpus: str
    document: Document
    mentions: tuple[tuple[int, int, str], ...]
    """Start, end and event of each mention of an event that has an id across documents."""


def articles(data: Path) -> Iterator[Article]:
    path = data / FILE
    if not path.is_file():
        sys.exit(f"{path}: no such file. Give the folder that holds {FILE}")
    with tarfile.open(path) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            file = tar.extractfile(member) if FOLDER in member.name and member.name.endswith(".xml") else None
            if file:
                root = ET.fromstring(file.read())  # noqa: S314 - a data set kept here
                yield _article(member.name, root)


def _article(name: str, root: ET.Element) -> Article:
    text, at = _text(root)
    created = next((t for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None)
    day = re.match(r"\d{4}-\d\d-\d\d", created.get("value", "")) if created is not None else None
    return Article(
        name.split("/")[-2], scoring.document(name, text, day[0] if day else None), tuple(_mentions(root, at))
    )


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


def _mentions(root: ET.Element, at: dict[str, tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    known = {e.get("m_id"): e.get("instance_id") for e in root.iter("EVENT") if e.get("instance_id")}
    spans = {
        m.get("m_id"): [at[a.get("t_id", "")] for a in m.iter("token_anchor")]
        for m in root.iter("EVENT_MENTION")
    }
    for link in root.iter("REFERS_TO"):
        target = link.find("target")
        event = known.get(target.get("m_id")) if target is not None else None
        for source in link.findall("source") if event else ():
            places = spans.get(source.get("m_id"))
            if places and event:
                yield min(a for a, _ in places), max(b for _, b in places), event


def claims_with_events(data: Path, extractor: Extractor) -> list[Told]:
    found = list(articles(data))
    out = []
    readings = claims.extract([a.document for a in found], extractor)
    for article, reading in zip(found, readings, strict=True):
        for telling in scoring.told_in(reading):
            events = frozenset(
                event
                for start, end, event in article.mentions
                if any(a <= start and end <= b for a, b in telling.content)
            )
            if events:
                out.append(Told(telling, article.corpus, article.document.published, events))
    return out


def pairs(told: Sequence[Told]) -> list[tuple[int, int]]:
    """Of claims of two articles of one corpus."""
    by_corpus: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(told):
        by_corpus[one.corpus].append(i)
    return [
        (i, j)
        for members in by_corpus.values()
        for n, i in enumerate(members)
        for j in members[n + 1 :]
        if told[i].telling.document != told[j].telling.document
    ]


def clusters(size: int, linked: Sequence[tuple[int, int]]) -> list[int]:
    """For each of so many claims the least of those it hangs together with."""
    parent = list(range(size))

    def top(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in linked:
        a, b = top(i), top(j)
        parent[max(a, b)] = min(a, b)
    return [top(i) for i in range(size)]


def b_cubed(gold: Sequence[int], found: Sequence[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 over claims (Bagga & Baldwin 1998)."""
    of_gold, of_found = _members(gold), _members(found)
    both = [len(of_gold[g] & of_found[f]) for g, f in zip(gold, found, strict=True)]
    p = sum(n / len(of_found[f]) for n, f in zip(both, found, strict=True)) / len(found)
    r = sum(n / len(of_gold[g]) for n, g in zip(both, gold, strict=True)) / len(gold)
    return p, r, 2 * p * r / (p + r)


def _members(labels: Sequence[int]) -> dict[int, set[int]]:
    out: dict[int, set[int]] = defaultdict(set)
    for i, label in enumerate(labels):
        out[label].add(i)
    return out
