"""A text in the making, with what is known of it: everything is placed as it is written, so every
span is right where the text stands in the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.types import (
    Act,
    Apart,
    Attribution,
    Checkworthy,
    Claim,
    Figure,
    Kind,
    Place,
    Resolution,
    Span,
    Stance,
    Time,
)


@dataclass(slots=True)
class Said:
    """A claim as written, before its document has an id."""

    content: tuple[Span, ...]
    chains: tuple[tuple[int, ...], ...]
    stance: Stance
    accused: bool
    figures: tuple[Figure, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    fact: str | None
    """The event's fact that this is one telling of."""

    def of(self, document: str) -> Claim:
        worth = _worth(bool(self.figures), bool(self.times), bool(self.places), self.accused)
        return Claim(
            document, self.content, self.chains, self.stance, worth, (), self.figures, self.times, self.places
        )


@dataclass(slots=True)
class Draft:
    parts: list[str] = field(default_factory=list)
    at: int = 0
    """Length so far, in code points."""
    attributions: list[Attribution] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    """Of each attribution, whom it is by: the full name, even where the text has a pronoun."""
    claims: list[Said] = field(default_factory=list)
    apart: list[Apart] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    """Written since the last claim; likewise the times and places."""
    times: list[Time] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    fact: str | None = None

    def add(self, text: str) -> None:
        """Write what nothing points at."""
        self.at += len(text)
        self.parts.append(text)

    def put(self, text: str) -> Span:
        """Write, and tell where it stands."""
        start = self.at
        self.at = end = start + len(text)
        self.parts.append(text)
        return Span(start, end)

    def capital(self, first: int) -> None:
        """Begin the part of that index with a capital."""
        part = self.parts[first]
        self.parts[first] = part[0].upper() + part[1:]

    def end_sentence(self, first: int, end: str = ".") -> None:
        """End the sentence that began with the part of that index, and give it its capital."""
        self.capital(first)
        self.add(end)

    def attribute(
        self, voice: Voice, cue: Span, content: tuple[Span, ...], how: How, inside: int | None = None
    ) -> int:
        """Lay the content in the voice's mouth; the index of the attribution."""
        self.attributions.append(
            Attribution(
                (voice.span,) if voice.span else (),
                (cue,),
                content,
                voice.kind,
                how.act,
                how.stance,
                voice.resolved,
                how.target,
                inside,
            )
        )
        self.speakers.append(voice.name)
        return len(self.attributions) - 1

    def claim(
        self, content: tuple[Span, ...], chains: tuple[tuple[int, ...], ...] = ((),), how: How | None = None
    ) -> None:
        """The content is claimed, with the figures, times and places written since the last claim."""
        how = how or STATES
        self.claims.append(
            Said(
                content,
                chains,
                how.stance,
                how.act == "accuses",
                tuple(self.figures),
                tuple(self.times),
                tuple(self.places),
                self.fact,
            )
        )
        self.forget()

    def forget(self) -> None:
        """What was written since the last claim belongs to none."""
        if self.figures:
            self.figures = []
        if self.times:
            self.times = []
        if self.places:
            self.places = []
        self.fact = None

    def text(self) -> str:
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, and where the text says so."""

    span: Span | None
    """None where nobody is named."""
    kind: Kind
    name: str
    resolved: Resolution | None = None


@dataclass(frozen=True, slots=True)
class How:
    """What a voice does with a content."""

    act: Act = "states"
    stance: Stance = "asserted"
    target: tuple[Span, ...] = ()


STATES = How()


def _why(figure: bool, time: bool, place: bool, accused: bool) -> str:
    named = {"an accusation": accused, "a figure": figure, "a place": place, "a date": time}
    reasons = [name for name, holds in named.items() if holds]
    return ", ".join(reasons) or "a plain statement of fact"


_WORTH = {
    (f, t, p, a): Checkworthy(round(0.45 + 0.2 * f + 0.1 * t + 0.05 * p + 0.1 * a, 2), _why(f, t, p, a))
    for f in (False, True)
    for t in (False, True)
    for p in (False, True)
    for a in (False, True)
}


def _worth(figure: bool, time: bool, place: bool, accused: bool) -> Checkworthy:
    return _WORTH[figure, time, place, accused]
