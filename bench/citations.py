"""Citations found in the hand-written cases and in an example story: `python bench/citations.py [--faults]`.

The cases are `tests/citations/cases.jsonl`: short texts with every citation that a careful reader finds,
written before the code; the patterns were then made to find them. Those of `unseen.jsonl` were written after
that. One is found where a citation overlaps its words and gives the same name, articles aside; of those
found, the manner is right where it is the same, the coverage where the claims covered are just those of the
sentences that the case names, or the whole document, and the outlet where it is the one of the case's
ledger, or none.
The story is `examples/sallow-bridge`, whose truth was written before this code, and for other ends.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from intervals import wilson
from sayso import claims, plugins, readers
from sayso.errors import SkipDocument
from sayso.lineage import citation
from sayso.lineage.citation import Outlets
from sayso.lineage.citation.media import fold
from sayso.lineage.citation.sentences import Sentences
from sayso.lineage.links import Citation, Publication
from sayso.protocols import Extractor
from sayso.readers import structure
from sayso.settings import Settings
from sayso.types import Custody, Document, Reading

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "citations"
STORY = ROOT / "examples" / "sallow-bridge"


class Wanted(NamedTuple):
    """A citation that a careful reader finds."""

    words: str
    name: str | None
    manner: str
    covers: str | list[str]
    """"document", or phrases in the sentences whose claims it covers."""
    outlet: str | None
    """The outlet of the case's ledger that is meant, as shown."""


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    construction: str
    rare: bool
    text: str
    publisher: str | None
    address: str
    published: str
    ledger: tuple[tuple[str, str], ...]
    """Outlets and addresses of documents in the ledger."""
    citations: tuple[Wanted, ...]
    own: tuple[str, ...]
    """Words by which the outlet speaks of itself."""
    sources: tuple[str, ...]
    """Words that look like a citation and are none."""


@dataclass(slots=True)
class Score:
    """What was right of what was asked, one mark for each."""

    found: list[bool] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    """Of the citations that were made: whether a careful reader finds them too."""
    manner: list[bool] = field(default_factory=list)
    coverage: list[bool] = field(default_factory=list)
    outlet: list[bool] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.found += other.found
        self.right += other.right
        self.manner += other.manner
        self.coverage += other.coverage
        self.outlet += other.outlet
        self.faults += other.faults

    def shares(self) -> dict[str, float]:
        recall, precision = _share(self.found), _share(self.right)
        return {
            "precision": precision,
            "recall": recall,
            "F1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            "manner right of found": _share(self.manner),
            "coverage right of found": _share(self.coverage),
            "outlet right of found": _share(self.outlet),
        }


def load(name: str = "cases") -> list[Case]:
    """The cases of `cases.jsonl`, or of `unseen.jsonl`."""
    return [_case(json.loads(line)) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]


def _case(row: dict[str, Any]) -> Case:
    wanted = tuple(Wanted(**item) for item in row.pop("citations"))
    ledger = tuple((outlet, address) for outlet, address in row.pop("ledger"))
    own, sources = tuple(row.pop("own")), tuple(row.pop("sources"))
    return Case(**row, ledger=ledger, citations=wanted, own=own, sources=sources)


def document(case: Case) -> Document:
    """As a reader would make it."""
    title = structure.headline(case.text)
    return Document(
        address=case.address,
        text=case.text,
        custody=Custody("0" * 64, 0, case.address, "2026-01-01T00:00:00Z", "text/plain", "text"),
        title=title,
        published=case.published,
        publisher=case.publisher,
        authors=structure.byline(case.text),
        parts=structure.parts(case.text, title),
    )


def read(cases: Iterable[Case], extractor: Extractor) -> Iterator[Reading]:
    return claims.extract(map(document, cases), extractor)


def outlets(case: Case) -> Outlets:
    return Outlets(
        Publication(str(n), address, outlet, None) for n, (outlet, address) in enumerate(case.ledger)
    )


def score(case: Case, reading: Reading) -> Score:
    known = outlets(case)
    made = citation.citations(reading, known.names)
    marks = Score()
    left = list(made)
    for wanted in case.citations:
        found = next((c for c in left if _same(case.text, wanted, c)), None)
        marks.found.append(found is not None)
        if found is None:
            marks.faults.append(f"{case.id}: missed {wanted.words!r}")
            continue
        left.remove(found)
        _judge(case, reading, wanted, found, marks)
    marks.right = [c not in left for c in made]
    marks.faults += [f"{case.id}: made up {_shown(c, case.text)}" for c in left]
    return marks


def _judge(case: Case, reading: Reading, wanted: Wanted, found: Citation, marks: Score) -> None:
    known = outlets(case)
    marks.manner.append(found.manner == wanted.manner)
    marks.coverage.append(_covers(reading, wanted, found))
    key = citation.match(found, known)
    marks.outlet.append((known.shown[key] if key else None) == wanted.outlet)
    for name, right in (("manner", marks.manner), ("coverage", marks.coverage), ("outlet", marks.outlet)):
        if not right[-1]:
            marks.faults.append(
                f"{case.id}: wrong {name} of {_shown(found, case.text)}, wanted {wanted}, {key}"
            )


def _same(text: str, wanted: Wanted, found: Citation) -> bool:
    start = text.index(wanted.words)
    if not (found.span.start < start + len(wanted.words) and start < found.span.end):
        return False
    return (found.name is None) == (wanted.name is None) and fold(found.name or "") == fold(wanted.name or "")


def _covers(reading: Reading, wanted: Wanted, found: Citation) -> bool:
    """Whether a claim of each sentence is covered, where the reading has one there, and none of any other."""
    if wanted.covers == "document" or found.claims is None:
        return wanted.covers == "document" and found.claims is None
    text = reading.document.text
    sentences = Sentences(text)
    wholes = {sentences.at(text.index(phrase)) for phrase in wanted.covers}
    held = [
        {sentences.at(a) for a, _ in reading.claims[number].content} for number in range(len(reading.claims))
    ]
    covered = set().union(*(held[number] for number in found.claims)) if found.claims else set()
    stated = set().union(*held) if held else set()
    return covered == wholes & stated


def _shown(found: Citation, text: str) -> str:
    where = f"claims {found.claims}" if found.claims is not None else "the document"
    return f"{text[found.span.start : found.span.end]!r} ({found.manner}, {where}: {found.why})"


class Story(NamedTuple):
    """How the citations of the example story fared."""

    named: Score
    """Those whose outlet the truth names, each with the article it is from."""
    candidates: list[bool]
    """Whether the article it is from is among the documents that it may lead to."""
    outlets: list[bool]
    """Of the articles that are plain text, and so have no field for it: whether the outlet was found."""


def story(extractor: Extractor) -> Story:
    """The truth of the example story against what is found in it."""
    truth = tomllib.loads(STORY.with_suffix(".toml").read_text("utf-8"))["articles"]
    readings = list(claims.extract(_documents(), extractor))
    publications = [_publication(reading.document) for reading in readings]
    ledger = Outlets(publications)
    result = Story(Score(), [], [])
    for reading, publication in zip(readings, publications, strict=True):
        article = _article(truth, reading.document)
        if reading.document.publisher is None:
            found_outlet = citation.outlet_in(reading.document)
            result.outlets.append(fold(found_outlet or "") == fold(article["outlet"]))
        _judge_article(article, reading, publication, ledger, result)
    return result


def _judge_article(
    article: dict[str, Any], reading: Reading, publication: Publication, ledger: Outlets, result: Story
) -> None:
    made = list(citation.citations(reading, ledger.names))
    text = reading.document.text
    for cited in article.get("cites", []):
        start = text.index(cited["words"])
        end = start + len(cited["words"])
        found = next((c for c in made if c.span.start < end and start < c.span.end), None)
        result.named.found.append(found is not None)
        if found is None:
            result.named.faults.append(f"{article['address']}: missed {cited['words']!r}")
            continue
        made.remove(found)
        result.named.right.append(True)
        if found.name is not None and "article" in cited:
            key = citation.match(found, ledger)
            result.named.outlet.append(key == fold(cited["outlet"]))
            ids = citation.candidates(found, publication, ledger)
            result.candidates.append(_address_of(ids, ledger, cited["article"]))
    for extra in made:
        wire = extra.manner == "wire" and article["form"] == "copy"
        result.named.right.append(wire)
        if not wire:
            result.named.faults.append(f"{article['address']}: made up {_shown(extra, text)}")


def _address_of(ids: Sequence[str], ledger: Outlets, address: str) -> bool:
    return any(publication.id in ids for publication in ledger.at(address))


def _documents() -> Iterator[Document]:
    for found in readers.documents([str(STORY)], Settings()):
        if isinstance(found, SkipDocument):
            raise found
        address = found.address.removeprefix(f"{STORY}/")
        yield replace(found, address=address)


def _publication(found: Document) -> Publication:
    outlet = found.publisher or citation.outlet_in(found)
    return Publication(found.id, found.address, outlet, found.published or citation.date_in(found))


def _article(truth: list[dict[str, Any]], found: Document) -> dict[str, Any]:
    here = [a for a in truth if a["address"] == found.address]
    day = (found.published or "")[:10]
    return next((a for a in here if a["date"] == day), here[0])


def measure() -> dict[str, Score]:
    """The scores of the default extractor: all cases, their usual and rare halves, and the unseen."""
    extractor = plugins.load("extractor", Settings().extractor).load(Settings())
    scores = {"all": Score(), "usual": Score(), "rare": Score(), "unseen": Score()}
    unseen = load("unseen")
    for case, reading in zip(unseen, read(unseen, extractor), strict=True):
        scores["unseen"].add(score(case, reading))
    cases = load()
    for case, reading in zip(cases, read(cases, extractor), strict=True):
        marks = score(case, reading)
        scores["all"].add(marks)
        scores["rare" if case.rare else "usual"].add(marks)
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--faults", action="store_true", help="list what was missed, made up or wrong")
    parser.add_argument("--json", type=Path, help="write the shares here too")
    asked = parser.parse_args()
    scores = measure()
    _print(scores)
    extractor = plugins.load("extractor", Settings().extractor).load(Settings())
    told = story(extractor)
    _print_story(told)
    _print_pace(extractor)
    if asked.faults:
        print("\n".join(("", *scores["all"].faults, *scores["unseen"].faults, *told.named.faults)))
    if asked.json:
        shares = {half: marks.shares() for half, marks in scores.items()}
        asked.json.write_text(json.dumps(shares, indent=1) + "\n", "utf-8")


def _print(scores: dict[str, Score]) -> None:
    print(f"| | {' | '.join(scores)} |\n|---{'|---' * len(scores)}|")
    for name in scores["all"].shares():
        cells = " | ".join(f"{marks.shares()[name]:.3f}" for marks in scores.values())
        print(f"| {name} | {cells} |")
    for half, marks in scores.items():
        low, high = wilson(sum(marks.found), len(marks.found))
        print(f"{half}: {sum(marks.found)} of {len(marks.found)} found (95 % interval {low:.3f}–{high:.3f})")


def _print_story(told: Story) -> None:
    print("\nexamples/sallow-bridge:")
    for name, marks in (
        ("citations of the truth found", told.named.found),
        ("citations made that the truth has, or agency tags on copies", told.named.right),
        ("outlets matched, of those named", told.named.outlet),
        ("article it is from among the candidates", told.candidates),
        ("outlet found where the file has no field for it", told.outlets),
    ):
        print(f"  {name}: {sum(marks)} of {len(marks)}")


def _print_pace(extractor: Extractor) -> None:
    """Processor time for the story's articles, ten times over; reading them is not counted."""
    readings = list(claims.extract(_documents(), extractor))
    start = time.process_time()
    for reading in readings * 10:
        citation.citations(reading)
    each = (time.process_time() - start) / (10 * len(readings))
    chars = sum(len(reading.document.text) for reading in readings) / len(readings)
    print(f"  {1000 * each:.2f} ms of processor time an article of {chars:.0f} characters")


def _share(marks: Sequence[bool]) -> float:
    return sum(marks) / len(marks) if marks else 0.0


if __name__ == "__main__":
    main()
