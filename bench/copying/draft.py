"""A text in the making: everything is placed as it is written, so every span is right in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from newsroom.chance import Draw, pick
from sayso.types import Apart, Attribution, Checkworthy, Claim, Figure, Place, Signal, Span, Stance, Time

_WORTH = Checkworthy(0.7, "a statement of fact")


@dataclass(slots=True)
class Said:
    """A claim as written, before its document has an id."""

    fact: str
    content: Span
    chains: tuple[tuple[int, ...], ...]
    stance: Stance
    signals: tuple[Signal, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()

    def of(self, document: str) -> Claim:
        marks = (self.signals, self.figures, self.times, self.places)
        return Claim(document, (self.content,), self.chains, self.stance, _WORTH, *marks)


@dataclass(slots=True)
class Draft:
    """`misread` is applied to whatever is written, so spans are those of the misread text."""

    misread: Callable[[str], str] | None = None
    parts: list[str] = field(default_factory=list)
    at: int = 0
    """Length so far, in code points."""
    attributions: list[Attribution] = field(default_factory=list)
    claims: list[Said] = field(default_factory=list)
    apart: list[Apart] = field(default_factory=list)
    met: dict[str, Span] = field(default_factory=dict)
    """Where each voice was first named in full."""

    def put(self, text: str) -> Span:
        """Write, and tell where it stands."""
        text = self.misread(text) if self.misread else text
        start = self.at
        self.at += len(text)
        self.parts.append(text)
        return Span(start, self.at)

    def capital(self, first: int) -> None:
        """Begin the first word from that part on with a capital."""
        for number in range(first, len(self.parts)):
            part = self.parts[number]
            at = next((i for i, letter in enumerate(part) if letter.isalnum()), None)
            if at is not None:
                self.parts[number] = part[:at] + part[at].upper() + part[at + 1 :]
                return

    def text(self) -> str:
        return "".join(self.parts)


_MISREAD = (("rn", "m"), ("m", "rn"), ("l", "1"), ("e", "c"), ("h", "b"), ("i", "l"), ("o", "0"), ("ll", "U"))
PER_WORD = 0.06
"""Chance that a word is misread or mistyped."""


def misreading(r: Draw) -> Callable[[str], str]:
    """What a scanner or a hasty typist makes of a text."""

    def word(given: str) -> str:
        if len(given) < 4 or r() > PER_WORD:
            return given
        if r() < 0.5:
            seen, read = pick(r, _MISREAD)
            return given.replace(seen, read, 1)
        at = 1 + int(r() * (len(given) - 3))
        return given[:at] + given[at + 1] + given[at] + given[at + 2 :]  # two letters changed places

    return lambda text: " ".join(word(w) for w in text.split(" "))


_SPELLING = (("sch", "sh"), ("th", "t"), ("kv", "qu"), ("ck", "k"), ("ae", "e"), ("w", "v"), ("y", "i"),
             ("c", "k"), ("ou", "u"), ("ei", "ey"), ("ie", "iye"), ("x", "ks"), ("h", "kh"))  # fmt: skip


def respelt(name: str) -> str:
    """A name as it comes back through another alphabet: each name always the same way."""
    return " ".join(_word(word) for word in name.split(" "))


def _word(word: str) -> str:
    if not word[:1].isupper():
        return word
    for one, other in _SPELLING:
        if one in word[1:]:
            return word[0] + word[1:].replace(one, other, 1)
    return word[:-1] + word[-1] * 2 if len(word) > 3 else word
