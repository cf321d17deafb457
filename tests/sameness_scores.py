"""The hand-written pairs of claims in `tests/sameness`, and how a comparison is scored on them.

A line holds two short documents (`one`, `other`) that each make one claim, what they are to each other
(`relation`: same, drifted, different), and for drifted ones which differences there are. They were written
before the code that they judge. `rare`: odd wording, which lists of rules seldom hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from sayso import actors, claims
from sayso.lineage.links import DriftKind, Relation, Sameness, Telling, Voice
from sayso.lineage.sameness import Features, Grounds, compare, features
from sayso.lineage.tellings import of_reading
from sayso.protocols import Encoder, Extractor
from sayso.types import Attribution, Custody, Document, Reading, Span

FILE = Path(__file__).parent / "sameness" / "pairs.jsonl"
FLOORS = Path(__file__).parent / "sameness" / "floors.json"
RELATIONS: tuple[Relation, ...] = get_args(Relation)
KINDS: tuple[DriftKind, ...] = get_args(DriftKind)
_CUSTODY = Custody(
    sha256="0" * 64, size=0, address="pair", retrieved="2031-01-01T00:00:00Z", media_type="", reader="pair"
)


@dataclass(frozen=True, slots=True)
class Pair:
    id: str
    rare: bool
    relation: Relation
    drifts: tuple[DriftKind, ...]
    one: str
    other: str
    published: tuple[str | None, str | None] = (None, None)


def load(path: Path = FILE) -> list[Pair]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [_pair(row) for row in rows]


def _pair(row: dict[str, Any]) -> Pair:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Pair(**fields)


def told_in(reading: Reading) -> tuple[Telling, ...]:
    """The tellings of a reading, with voices as a ledger has them."""
    return of_reading(reading, [_voice(reading, a) for a in reading.attributions])


def _voice(reading: Reading, attribution: Attribution) -> Voice:
    """One actor where the normal forms of two names are one."""
    name = attribution.resolved.name if attribution.resolved else reading.text(attribution.source)
    kind = attribution.kind
    found = actors.analyse(name, kind)
    actor = f"{found.key}|{kind}" if found.key and found.scope == "corpus" else None
    return Voice(name or None, kind, actor, attribution.act, attribution.stance)


def document(address: str, text: str, published: str | None = None) -> Document:
    return Document(address=address, text=text, custody=_CUSTODY, published=published)


def tellings(documents: Sequence[Document], extractor: Extractor) -> list[Telling]:
    """Of each document the claim that has most of its words, as the extractor reads it.

    A question is no claim: it is compared as a whole, as asked; and so is a text in which no claim is found.
    """
    return [
        max(found, key=lambda t: sum(b - a for a, b in t.content), default=_whole(reading.document))
        for reading in claims.extract(documents, extractor)
        for found in [told_in(reading)]
    ]


def _whole(document: Document) -> Telling:
    text = document.text
    asked = text.rstrip().endswith("?")
    span = (Span(0, len(text)),)
    return Telling(document.id, document.id, 0, span, text, ((),), "asked" if asked else "asserted")


def compared(pairs: Sequence[Pair], extractor: Extractor, encoder: Encoder | None) -> list[Sameness]:
    made = read(pairs, extractor)
    known = likenesses(made, encoder)
    return [compare(a, b, Grounds(likeness=near)) for (a, b), near in zip(made, known, strict=True)]


def read(pairs: Sequence[Pair], extractor: Extractor) -> list[tuple[Features, Features]]:
    documents = [
        document(f"{pair.id}/{side}", text, day)
        for pair in pairs
        for side, text, day in (
            ("one", pair.one, pair.published[0]),
            ("other", pair.other, pair.published[1]),
        )
    ]
    told = tellings(documents, extractor)
    made = [features(t, d.published) for t, d in zip(told, documents, strict=True)]
    return list(zip(made[::2], made[1::2], strict=True))


def likenesses(made: Sequence[tuple[Features, Features]], encoder: Encoder | None) -> list[float | None]:
    if encoder is None:
        return [None] * len(made)
    rows = encoder.encode([told.telling.words for both in made for told in both])
    return [float(a @ b) for a, b in zip(rows[::2], rows[1::2], strict=True)]


def scores(pairs: Sequence[Pair], found: Sequence[Sameness]) -> dict[str, float]:
    """Accuracy and macro-F1 of the relation; F1 of the kinds of drift of pairs that are drifted, by each kind
    (micro), where a pair that was not found to be drifted has none."""
    relations = [(p.relation, s.relation) for p, s in zip(pairs, found, strict=True)]
    out = {"relation: accuracy": sum(a == b for a, b in relations) / len(relations)}
    each = {name: _f1(*_counts(relations, name)) for name in RELATIONS}
    out["relation: macro-F1"] = sum(each.values()) / len(each)
    out |= {f"relation {name}: F1": value for name, value in each.items()}
    kinds = {kind: _kind_counts(pairs, found, kind) for kind in KINDS}
    out["drift kinds: F1"] = _f1(*(sum(c[i] for c in kinds.values()) for i in range(3)))
    return out


def by_kind(pairs: Sequence[Pair], found: Sequence[Sameness]) -> Mapping[str, tuple[int, int, int]]:
    """Right, made up and missed of each kind of drift."""
    return {kind: _kind_counts(pairs, found, kind) for kind in KINDS}


def halves(pairs: Sequence[Pair], found: Sequence[Sameness]) -> dict[str, float]:
    """The scores of all, of the usual half and of the rare half."""
    out = scores(pairs, found)
    for label, rare in (("usual", False), ("rare", True)):
        half = [(p, s) for p, s in zip(pairs, found, strict=True) if p.rare is rare]
        out |= {f"{label}, {k}": v for k, v in scores([p for p, _ in half], [s for _, s in half]).items()}
    return out


def _counts(relations: Iterable[tuple[str, str]], name: str) -> tuple[int, int, int]:
    rows = list(relations)
    right = sum(a == b == name for a, b in rows)
    return right, sum(b == name for _, b in rows) - right, sum(a == name for a, _ in rows) - right


def _kind_counts(pairs: Sequence[Pair], found: Sequence[Sameness], kind: str) -> tuple[int, int, int]:
    rows = [(kind in p.drifts, kind in {d.kind for d in s.drifts}) for p, s in zip(pairs, found, strict=True)]
    return sum(a and b for a, b in rows), sum(b and not a for a, b in rows), sum(a and not b for a, b in rows)


def _f1(right: int, made_up: int, missed: int) -> float:
    return 2 * right / (2 * right + made_up + missed) if right else 0.0
