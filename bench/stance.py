"""Stance on 300 links of our own labelling: `python bench/stance.py DATA [--extractor NAME] [--errors HALF]`.

A line of `stance.jsonl` is one link of an article in DATA: `set` (a file of `DATA/attribution`), `id`, the
spans of its cue and its content, and the `stance` that its source takes to the content. 271 links are
from the 67 articles of PolNeAR's training part that no extractor is trained on, 29 from the articles of
`sourcing_dev`. 248 were drawn at random (seed 7) in strata by the words of cue and content, so that
stances other than asserted are not too rare; the 29 are chosen from three statements an article drawn
with the same seed; 23 more came from a search for words of refusal, denial and unreal conditions, which
the draw held too few of. The last two took the place of 52 drawn ones that were labelled asserted. So
the shares are not those of the news. One annotator labelled them, each in its context, before any
extractor was run on them; nobody labelled them twice, so how far two would agree is not known.

How doubtful cases were decided:

- The stance is the source's to the content as a whole. A denial inside a content ("said he had not
  sold it") is asserted; of several sentences the first that says something counts.
- Orders, appeals, proposals, wishes ("wants to", "called for") are asserted: the source stands behind
  them. Intentions, plans, promises, threats and offers are predicted, as is "would" told after the fact.
- Weak verbs and nouns of thought hedge (believe, think, feel, fear, hope, suggest); so does "I think" at
  the head of what is quoted. With a future behind them they predict ("feared that it will").
- What a source did not say, declined to comment on, did not rule out or does not know is left open: hedged.
- To refuse, oppose, reject or rule out a deed or a plan is to deny it. To blame or dislike a thing
  or a person is asserted, for that opinion is what is said.
- "questioned whether", "wondered why" ask; "questioned his honesty" is a doubt, so hedged.
- "if", "unless", "in the event of" on the main clause make it conditional; where the condition is
  plainly contrary to fact ("without these it would be lost", "as if it were his") it is counterfactual.

Two measures: of an extractor's reading, among links whose content it found (Jaccard of words at least
0.5); and of the stance rules alone, where cue and content are given as labelled, with the sentences that
the extractor found. Links are split into two halves by turns; errors were read in the half `read` only
(the links of the other half were seen when they were labelled, its errors were not).
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import predictions
from intervals import wilson
from sayso import claims, plugins
from sayso.models.trained.acts import act
from sayso.protocols import Extractor
from sayso.settings import Settings
from sayso.types import STANCES, Attribution, Custody, Document, Markup, Reading, Span, Spans

LINKS = Path(__file__).with_name("stance.jsonl")
HALVES = ("read", "unread")
NEAR = 0.5
_CUSTODY = Custody(
    sha256="0" * 64, size=0, address="", retrieved="2026-01-01T00:00:00Z", media_type="", reader="bench"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled link."""

    set: str
    id: str
    cue: Spans
    content: Spans
    stance: str
    half: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A link with the stance that was read; None where the link was not found."""

    link: Link
    found: str | None
    text: str


def links(path: Path = LINKS) -> list[Link]:
    """Every labelled link, in the order of the file, halved by turns."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Link(r["set"], str(r["id"]), _spans(r["cue"]), _spans(r["content"]), r["stance"], HALVES[i % 2])
        for i, r in enumerate(rows)
    ]


def judge(data: Path, extractor: Extractor) -> tuple[list[Judged], list[Judged]]:
    """Every link as the extractor's own reading has it, and as the stance rules have the given one."""
    by_document: defaultdict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links():
        by_document[link.set, link.id].append(link)
    own: list[Judged] = []
    given: list[Judged] = []
    for document, markup, name in _marked(data, extractor, by_document):
        reading = claims.read(document, markup, extractor.method)
        for link in by_document[name]:
            own.append(Judged(link, _found(link, reading), document.text))
            given.append(Judged(link, _given(link, document, markup), document.text))
    return own, given


def _marked(
    data: Path, extractor: Extractor, wanted: dict[tuple[str, str], list[Link]]
) -> Iterator[tuple[Document, Markup, tuple[str, str]]]:
    for name in sorted({name for name, _ in wanted}):
        with gzip.open(data / "attribution" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            rows = [row for row in map(json.loads, file) if (name, str(row["id"])) in wanted]
        documents = [Document(address=str(row["id"]), text=row["text"], custody=_CUSTODY) for row in rows]
        for document, markup in zip(documents, extractor.mark(iter(documents)), strict=True):
            yield document, markup, (name, document.address)


def _found(link: Link, reading: Reading) -> str | None:
    """The stance of the attribution whose content is the link's, of several the one with its cue."""
    text = reading.document.text
    near = [a for a in reading.attributions if _jaccard(text, link.content, a.content) >= NEAR]
    cue = _words(text, link.cue)
    best = max(
        near,
        key=lambda a: (
            len(cue & _words(text, a.cue)) > 0,
            _jaccard(text, link.content, a.content),
        ),
        default=None,
    )
    return best.stance if best else None


def _given(link: Link, document: Document, markup: Markup) -> str:
    """The stance where the link itself is what was marked, alone in its document."""
    text = document.text
    words = " ".join(text[a:b] for a, b in link.cue)
    first = re.search(r"[^\W_]+", text[link.content[0].start : link.content[-1].end])
    what = act(words, first[0] if first else "")
    alone = Attribution(source=(), cue=link.cue, content=link.content, kind="person", act=what)
    return claims.read(document, replace(markup, attributions=(alone,)), "given").attributions[0].stance


def accuracy(judged: Sequence[Judged]) -> tuple[int, int, int]:
    """How many are right, of how many that were found, and how many were not."""
    found = [j for j in judged if j.found is not None]
    return sum(j.found == j.link.stance for j in found), len(found), len(judged) - len(found)


def confusion(judged: Sequence[Judged]) -> str:
    """A table: a row for each labelled stance, a column for each that was read."""
    counts = Counter((j.link.stance, j.found) for j in judged if j.found is not None)
    lines = [f"| labelled | {' | '.join(STANCES)} |", "|---" * (len(STANCES) + 1) + "|"]
    for label in STANCES:
        lines.append(f"| {label} | {' | '.join(str(counts[label, found]) for found in STANCES)} |")
    return "\n".join(lines)


def _report(title: str, judged: Sequence[Judged]) -> tuple[str, dict[str, float]]:
    lines, scores = (
        [f"## {title}", "", "| half | accuracy | 95 % | links | not found |", "|---|---|---|---|---|"],
        {},
    )
    for half in ("all", *HALVES):
        right, of, missed = accuracy([j for j in judged if half in ("all", j.link.half)])
        low, high = wilson(right, of)
        scores[half] = round(right / of, 4) if of else 0.0
        lines.append(f"| {half} | {scores[half]:.3f} | {low:.3f} to {high:.3f} | {of} | {missed} |")
    return "\n".join([*lines, "", confusion(judged), ""]), scores


def _errors(judged: Sequence[Judged], half: str) -> Iterator[str]:
    for j in judged:
        if j.link.half == half and j.found not in (None, j.link.stance):
            cue, content = (" … ".join(j.text[a:b] for a, b in s) for s in (j.link.cue, j.link.content))
            yield f"{j.link.stance}, read as {j.found}: {{{cue}}} {content[:240]!r}"


def _spans(pairs: Sequence[Any]) -> Spans:
    return tuple(Span(a, b) for a, b in pairs)


def _words(text: str, spans: Spans) -> set[int]:
    return {a + m.start() for a, b in spans for m in re.finditer(r"\w+", text[a:b])}


def _jaccard(text: str, one: Spans, other: Spans) -> float:
    a, b = _words(text, one), _words(text, other)
    return len(a & b) / len(a | b) if a | b else 0.0


def measure(data: Path) -> dict[str, float]:
    """Accuracy of the default extractor: of links as read, and with cue and content given."""
    own, given = judge(data, plugins.load("extractor", Settings().extractor).load(Settings()))
    shares = {"as read": accuracy(own), "cue and content given": accuracy(given)}
    return {name: right / of for name, (right, of, _) in shares.items()}


def main() -> None:
    parser = predictions.parser(__doc__)
    parser.add_argument("--errors", choices=HALVES, help="show the errors of a half, spans given")
    asked = parser.parse_args()
    extractor: Extractor = plugins.load("extractor", asked.extractor).load(
        Settings(extractor=asked.extractor)
    )
    own, given = judge(asked.data, extractor)
    read, scores = _report(f"As read by {asked.extractor}", own)
    alone, ceiling = _report("Cue and content given", given)
    if asked.errors:
        alone += "\n".join(_errors(given, asked.errors))
    all_scores = scores | {f"{half} given": score for half, score in ceiling.items()}
    predictions.report(f"{read}\n{alone}", all_scores, asked.json)


if __name__ == "__main__":
    main()
