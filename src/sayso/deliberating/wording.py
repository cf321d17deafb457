"""The words of rows: what a claim says, and who says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sayso.checking.passages import BRIEF
from sayso.lineage.links import Publication, Telling
from sayso.types import Kind, Stance

LONGEST = 240
"""Characters of a claim's words in a row."""
_STANCES: dict[Stance, str] = {
    "denied": "{who} denied that {words}",
    "hedged": "{who} said, without being sure, that {words}",
    "predicted": "{who} predicted that {words}",
    "conditional": "{who} said under a condition that {words}",
    "counterfactual": "{who} said of what did not come about: {words}",
    "asked": "{who} asked whether {words}",
}
"""An assertion stands in its own words."""


class _Speaker(Protocol):
    """A voice of lineage or of a finding."""

    @property
    def name(self) -> str | None: ...
    @property
    def kind(self) -> Kind: ...


def shortened(words: str, most: int = LONGEST) -> str:
    """On one line, cut between words where it is too long."""
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rsplit(' ', 1)[0].rstrip(' ,;:')}…"


def text_of(telling: Telling, sentence: str, outlet: str) -> str:
    """What the telling says; a denial as a denial, lest it be read as the claim. A few words, such as "of
    cutting the cable", have the `sentence` beside them that they stand in."""
    words, who = shortened(telling.words), said_so(telling.chains, outlet)
    told = _STANCES.get(telling.stance)
    said = told.format(who=who, words=words) if told else ""
    if len(words.split()) < BRIEF:
        return f"{said or f'{who}: “{words}”'}, in: {shortened(sentence)}"
    return said or f"{words[:1].upper()}{words[1:]}"


def outlet_of(publication: Publication) -> str:
    return publication.outlet or publication.address


def source(chains: Sequence[Sequence[_Speaker]], outlet: str) -> str:
    """Who says it and from whom, the nearest first: "The Courier ← a source ← a boy"."""
    told = [" ← ".join([outlet, *(_name(voice) for voice in chain)]) for chain in chains or ((),)]
    return "; ".join(dict.fromkeys(told))


def _name(voice: _Speaker) -> str:
    if voice.name is None:
        return voice.kind.replace("_", " ")
    name = shortened(voice.name).rstrip(" ,;")
    return f"{name} (unnamed)" if voice.kind.startswith("unnamed") else name


def said_so(chains: Sequence[Sequence[_Speaker]], otherwise: str) -> str:
    """The farthest voice with a name, else whose word it is."""
    for chain in chains:
        for voice in reversed(chain):
            if voice.name:
                return shortened(voice.name).rstrip(" ,;")
    return otherwise
