"""The hand-written nested chains in `tests/chains`, and how a reading is scored on them.

A line is one short text with its chains: `links`, outermost voice first, each with the phrases of its
`source` and `cue` and, where the source is a pronoun, whom it stands for (`resolved`); then the phrases of
the innermost `content`. Phrases stand in the text as in `case_scores` (`she#2`: the second `she`); an empty
`source` is a voice that nobody names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, NotRequired, TypedDict

import case_scores
from sayso import claims
from sayso.claims import nesting
from sayso.protocols import Extractor
from sayso.types import Attribution, Reading, Spans

FOLDER = Path(__file__).parent / "chains"
ENOUGH = 0.5
"""The least F1 of a source's words, and the least Jaccard index of a content's."""
_BARE = frozenset(
    {"a", "an", "the", "of", "in", "at", "on", "by", "for", "from", "to", "and", "or", "who", "which", "that"}
)
"""Words that do not make two sources one by standing in both."""


class Link(TypedDict):
    source: list[str]
    cue: list[str]
    resolved: NotRequired[str]


class Chain(TypedDict):
    links: list[Link]
    content: list[str]


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    text: str
    construction: str
    rare: bool
    """The cue or the construction is one that lists of rules do not hold."""
    chains: list[Chain]


class Voiced(NamedTuple):
    """A chain that a reading holds: its attributions, outermost first, and what the last voice says."""

    voices: tuple[Attribution, ...]
    content: Spans


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one gold chain fared."""

    exact: bool
    links: tuple[bool, ...]
    """Which of its links the best path has, in order; what the path says is not looked at."""
    content: bool
    """Whether some path says what this chain says, whoever speaks in it."""
    resolved: tuple[bool, ...]
    """Of an exact chain: whether each pronoun stands for whom it should."""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """One item: a verdict for each gold chain, and the claimed chains of several voices that fit none."""

    verdicts: tuple[Verdict, ...]
    made_up: tuple[str, ...] = field(default=())


def load() -> list[Item]:
    lines = (line for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [Item(**json.loads(line)) for line in lines]


def read(items: Sequence[Item], extractor: Extractor) -> Iterator[Reading]:
    cases = (case_scores.Case(i.id, i.construction, i.rare, i.text, []) for i in items)
    return claims.extract((case_scores.document(case) for case in cases), extractor)


def score(item: Item, reading: Reading) -> Score:
    claimed = [
        Voiced(tuple(reading.attributions[i] for i in chain), claim.content)
        for claim in reading.claims
        for chain in claim.chains
    ]
    spoken = [
        Voiced(tuple(reading.attributions[j] for j in nesting.chain(i, reading.attributions)), a.content)
        for i, a in enumerate(reading.attributions)
    ]
    paths = list(dict.fromkeys(claimed + spoken))
    verdicts = tuple(_verdict(item, gold, reading, paths) for gold in item.chains)
    made_up = (
        shown(reading, path)
        for path in dict.fromkeys(claimed)
        if len(path.voices) > 1 and not any(_begins(item.text, gold, path) for gold in item.chains)
    )
    return Score(verdicts, tuple(made_up))


def shown(reading: Reading, path: Voiced) -> str:
    voices = (reading.text(a.source) or "nobody" for a in path.voices)
    return f"{' > '.join(voices) or 'the author'} => {reading.text(path.content)}"


def _verdict(item: Item, gold: Chain, reading: Reading, paths: Sequence[Voiced]) -> Verdict:
    wanted = case_scores.spans(item.text, gold["content"])
    exact = [p for p in paths if _same_voices(item.text, gold, p) and _says(item.text, wanted, p)]
    saying = [p for p in paths if _says(item.text, wanted, p)]
    best = max((_in_order(item.text, gold, p) for p in paths), key=sum, default=(False,) * len(gold["links"]))
    if exact:
        resolved = tuple(_resolved(link, v) for link, v in zip(gold["links"], exact[0].voices, strict=True))
        return Verdict(
            True,
            best,
            True,
            tuple(r for r, link in zip(resolved, gold["links"], strict=True) if "resolved" in link),
        )
    near = max(saying or paths, key=lambda p: sum(_in_order(item.text, gold, p)), default=None)
    voices = " > ".join(" … ".join(link["source"]) or "nobody" for link in gold["links"])
    found = "nothing" if near is None else shown(reading, near)
    fault = f"{item.id}: wanted {voices} => {' … '.join(gold['content'])} | found {found}"
    return Verdict(False, best, bool(saying), (), fault)


def _same_voices(text: str, gold: Chain, path: Voiced) -> bool:
    return len(path.voices) == len(gold["links"]) and all(_in_order(text, gold, path))


def _begins(text: str, gold: Chain, path: Voiced) -> bool:
    """Whether the path is the gold chain or its beginning, for a middle voice may say more than the last."""
    return len(path.voices) <= len(gold["links"]) and all(
        _same_source(text, link, voice) for link, voice in zip(gold["links"], path.voices, strict=False)
    )


def _in_order(text: str, gold: Chain, path: Voiced) -> tuple[bool, ...]:
    """Which gold links have their source in the path, as many as can be had without changing the order."""
    links, voices = gold["links"], path.voices
    # best[i][j]: the links of links[i:] that voices[j:] can supply.
    best: list[list[tuple[bool, ...]]] = [[()] * (len(voices) + 1) for _ in range(len(links) + 1)]
    for i in range(len(links) - 1, -1, -1):
        best[i][len(voices)] = (False,) * (len(links) - i)
        for j in range(len(voices) - 1, -1, -1):
            ways = [best[i][j + 1], (False, *best[i + 1][j])]
            if _same_source(text, links[i], voices[j]):
                ways.append((True, *best[i + 1][j + 1]))
            best[i][j] = max(ways, key=sum)
    return best[0][0]


def _same_source(text: str, link: Link, voice: Attribution) -> bool:
    gold, found = _words(text, case_scores.spans(text, link["source"])), _words(text, voice.source)
    if not gold or not found:
        return not gold and not found
    common = gold.keys() & found.keys()
    telling = {place for place, word in gold.items() if word.lower() not in _BARE} or gold.keys()
    return bool(common & telling) and 2 * len(common) / (len(gold) + len(found)) >= ENOUGH


def _says(text: str, wanted: Spans, path: Voiced) -> bool:
    gold, found = _words(text, wanted).keys(), _words(text, path.content).keys()
    return bool(gold & found) and len(gold & found) / len(gold | found) >= ENOUGH


def _resolved(link: Link, voice: Attribution) -> bool:
    gold = _telling(link.get("resolved", ""))
    found = _telling(voice.resolved.name) if voice.resolved else set()
    return bool(gold & found) and 2 * len(gold & found) / (len(gold) + len(found)) >= ENOUGH


def _telling(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.lower()) if word not in _BARE and word != "s"}


def _words(text: str, spans: Iterable[tuple[int, int]]) -> dict[int, str]:
    """The words by their places; a possessive s is none."""
    places = [(m.start(), m.group()) for m in re.finditer(r"\w+", text) if m.group() != "s"]
    return {at: word for at, word in places if any(a <= at < b for a, b in spans)}
