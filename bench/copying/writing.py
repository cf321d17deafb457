"""Lines written out: words, and who said what where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from copying.draft import Draft, Said, respelt
from copying.facts import OWN_HEDGED, Fact, Line, Sentence
from copying.wording import swaps
from newsroom.quantities import numeral, rounded
from sayso.types import (
    Act,
    Attribution,
    Figure,
    Kind,
    Place,
    Precision,
    Resolution,
    Signal,
    Span,
    Stance,
    Time,
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CONVERTED: Mapping[str, tuple[str, float]] = {
    "kilometres": ("miles", 0.6214),
    "metres": ("feet", 3.2808),
    "hectares": ("acres", 2.4711),
    "litres": ("gallons", 0.2642),
    "tonnes": ("short tons", 1.1023),
    "crowns": ("euros", 0.0412),
    "hours": ("minutes", 60.0),
}
_SLOT = re.compile(r"\{(\w+)\}")
_PIECES = re.compile(r"\{[VOC]\}|\{day\}|[()\[\]<>]|[^{}()\[\]<>]+")
_PLACES = ("place", "town", "town2")
_NAMES = ("name", "who", "org", "site", "place", "town", "town2")
_JOINTS = (", while ", ", and ", "; meanwhile ", ", whereas ")


def write(draft: Draft, sentence: Sentence) -> None:
    """With its capital and its stop."""
    first = len(draft.parts)
    for number, line in enumerate(sentence):
        if number:
            draft.put(_JOINTS[len(line.fact.key) % len(_JOINTS)])
        _say(draft, line)
    draft.capital(first)
    draft.put(".")


class _Marks:
    """Where the parts of one sentence stand."""

    def __init__(self) -> None:
        self.voice: Span | None = None
        self.outlet: Span | None = None
        self.spans: dict[str, Span] = {}
        self.open: dict[str, int] = {}
        self.clause = Span(0, 0)
        self.said: Said | None = None


_CLOSES = {")": "(", "]": "[", ">": "<"}


def _say(draft: Draft, line: Line) -> None:
    marks, before, resolved = _Marks(), draft.at, _resolved(draft, line)
    pieces: list[str] = _PIECES.findall(line.frame)
    for number, piece in enumerate(pieces):
        if piece in _CLOSES.values():
            marks.open[piece] = draft.at
        elif piece in _CLOSES:
            marks.spans[_CLOSES[piece]] = Span(marks.open[_CLOSES[piece]], draft.at)
        elif piece == "{V}":
            marks.voice = _voice(draft, line, _goes_on(pieces[number + 1 :]))
        elif piece == "{O}":
            marks.outlet = draft.put(line.vague_via or (line.via.voice if line.via else ""))
        elif piece == "{C}":
            marks.said = _clause(draft, line)
        elif piece == "{day}":
            draft.put(line.fact.slots["day"])
        else:
            draft.put(piece)
    assert marks.said is not None
    said = marks.said
    if line.frame in OWN_HEDGED:
        start = before if said.content.start > before else said.content.end + 2
        end = said.content.start if said.content.start > before else draft.at
        said.signals = (Signal(Span(start, end - (start == before)), "hedge"),)
    said.chains = _attribute(draft, line, marks, resolved)
    said.stance = "denied" if line.denied else "hedged" if line.hedged else "asserted"
    draft.claims.append(said)


def _goes_on(after: list[str]) -> bool:
    """Whether the sentence goes on behind it without a comma."""
    rest = "".join(after)
    return bool(rest) and not rest.lstrip(")]>").startswith((",", "."))


def _resolved(draft: Draft, line: Line) -> Resolution | None:
    source = line.voice
    if source is None or line.naming != "last" or source.kind != "person" or source.who not in draft.met:
        return None
    return Resolution(draft.met[source.who], source.name, "the same surname, named in full before")


_VAGUE = {"person": "an official", "organisation": "officials", "document": "a document"}


def _voice(draft: Draft, line: Line, goes_on: bool) -> Span:
    source = line.voice
    assert source is not None
    spell = respelt if line.respelt else str
    if line.naming == "vague" and source.named:
        return draft.put(_VAGUE[source.kind])
    if source.kind != "person":
        return draft.put(spell(source.name))
    if line.naming == "last":
        return draft.put(spell(source.name).split()[-1])
    start = draft.at
    if line.naming == "title":
        draft.put(f"{source.title} ")
    name = draft.put(spell(source.name))
    draft.met.setdefault(source.who, name)
    if line.naming == "full" and source.described:
        end = draft.put(f", {source.described}").end
        if goes_on:
            draft.put(",")
        return Span(start, end)
    return Span(start, name.end)


def _attribute(
    draft: Draft, line: Line, marks: _Marks, resolved: Resolution | None
) -> tuple[tuple[int, ...], ...]:
    """The chain, nearest voice first."""
    chain: list[int] = []
    content = marks.spans["<"]
    if "[" in marks.spans and marks.outlet:
        quoted = (
            marks.voice is not None and marks.voice.start > marks.spans["["].end and "quoted" in line.frame
        )
        covers = Span(marks.voice.start, content.end) if quoted and marks.voice else content
        kind: Kind = "unnamed_group" if line.vague_via else "organisation"
        draft.attributions.append(Attribution((marks.outlet,), (marks.spans["["],), (covers,), kind))
        chain.append(len(draft.attributions) - 1)
    if marks.voice and line.voice:
        stance: Stance = "denied" if line.denied else "hedged" if line.hedged else "asserted"
        act: Act = "denies" if line.denied else "thinks" if line.hedged else "states"
        inside = chain[-1] if chain else None
        cue = (marks.spans["("],)
        made = Attribution((marks.voice,), cue, (content,), _kind(line), act, stance, resolved, inside=inside)
        draft.attributions.append(made)
        chain.append(len(draft.attributions) - 1)
    return (tuple(chain),)


def _kind(line: Line) -> Kind:
    assert line.voice is not None
    if line.naming == "vague" and line.voice.named:
        return {"person": "unnamed_person", "organisation": "unnamed_group"}.get(line.voice.kind, "document")  # type: ignore[return-value]
    return line.voice.kind


def _clause(draft: Draft, line: Line) -> Said:
    """The content, with its figures, times and places."""
    fact = line.fact
    said = Said(fact.key, Span(0, 0), (), "asserted")
    start, end, way = draft.at, 0, fact.ways[line.way]
    for found in _SLOT.finditer(way):
        _literal(draft, way[end : found.start()], line)
        _slot(draft, found[1], line, said)
        end = found.end()
    _literal(draft, way[end:], line)
    said.content = Span(start, draft.at)
    return said


def _literal(draft: Draft, text: str, line: Line) -> None:
    for word in sorted(line.swapped, key=len, reverse=True):
        text = _whole(word).sub(swaps()[word], text, count=1)
    if text:
        draft.put(text)


@cache
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}\b")


def _slot(draft: Draft, name: str, line: Line, said: Said) -> None:
    if name == "n":
        text, figure = _figure(line)
        span = draft.put(text)
        said.figures += (figure(span),)
        return
    text = line.fact.slots[name]
    if name in _NAMES and line.respelt:
        text = respelt(text)
    span = draft.put(text)
    if name in _PLACES:
        said.places += (Place(span, draft.parts[-1], None, None, None, None, "city"),)
    if name == "day":
        precision: Precision = "day"
        said.times += (Time(span, line.fact.slots["date"], precision),)


class _Counted:
    """A figure that waits for its place."""

    def __init__(self, low: float | None, high: float | None, line: Line, unit: str) -> None:
        self.low, self.high, self.line, self.unit = low, high, line, unit

    def __call__(self, span: Span) -> Figure:
        loose = self.line.bound in ("about", "nearly") or self.line.converted
        strict = self.line.bound in ("more than", "nearly")
        return Figure(span, self.low, self.high, loose, strict, self.unit, self.line.fact.of)


def figure_value(line: Line) -> int:
    """As printed: converted and rounded where it is."""
    unit = line.fact.unit or ""
    if line.converted and unit in CONVERTED:
        return rounded(int(line.value * CONVERTED[unit][1]) + 1, 2)
    return line.value


def _figure(line: Line) -> tuple[str, _Counted]:
    unit = line.fact.unit or ""
    if line.converted and unit in CONVERTED:
        unit = CONVERTED[unit][0]
    words, value = numeral(figure_value(line))
    low = None if line.bound == "nearly" else value
    high = None if line.bound in ("at least", "more than") else value
    bound = "" if line.bound == "exactly" else f"{line.bound} "
    return f"{bound}{words} {unit}", _Counted(low, high, line, unit)


def weekday(day: int) -> str:
    """Of a proleptic ordinal."""
    return WEEKDAYS[date.fromordinal(day).weekday()]


def convertible(fact: Fact) -> bool:
    return fact.unit in CONVERTED
