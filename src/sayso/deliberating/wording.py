"""The words of rows: what a claim says, and who says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from sayso.checking.passages import BRIEF
from sayso.lineage.links import Publication, Telling
from sayso.types import Kind, Stance

LONGEST = 240
"""Characters of a claim's words in a row."""
_STANCES: dict[Stance, str] = {
    "denied": "denied",
    "hedged": "said, without being sure",
    "predicted": "predicted",
    "conditional": "said under a condition",
    "counterfactual": "said of what did not come about",
    "asked": "asked",
}
"""An assertion stands in its own words. What is denied may be no clause: "denied any part in it"."""
_LEANS = re.compile(r"(?i)(?:he|she|it|they|his|her|their|its|the latter)\b")
_OWN = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|us|[Mm]y|mine|me)\b")
"""Whoever says it speaks of themselves: without their name nobody knows of whom."""
_END = re.compile(r"(?<!\.\w)[\s.,;:]+$")
"""Not the end of "U.S."."""


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


def leans(words: str) -> bool:
    """Whether they begin with a pronoun, and so are understood by the sentence before them."""
    return _LEANS.match(unbroken(words)) is not None


def unbroken(words: str) -> str:
    """Without quotation marks at its ends that are open on one side, as those of a quote cut at its sentences
    are."""
    bare = words.strip()
    for opening, closing in ("“”", "„“", "«»", '""'):
        if bare.count(opening) == (1 if opening == closing else bare.count(closing) + 1):
            bare = bare.removeprefix(opening)
        if bare.count(closing) == (1 if opening == closing else bare.count(opening) + 1):
            bare = bare.removesuffix(closing)
    return bare.strip()


def text_of(telling: Telling, around: tuple[str, str], outlet: str) -> str:
    """What the telling says; a denial as a denial, lest it be read as the claim.

    Of a few words, such as "of cutting the cable", the sentence `around` them is told; what begins with a
    pronoun has the sentence before it beside.
    """
    sentence, before = around
    words, who = _clause(telling.words), said_so(telling.chains, outlet)
    if len(words.split()) < BRIEF and len(_clause(sentence).split()) > len(words.split()):
        told = _clause(sentence)
        text = told if who.casefold() in told.casefold() else f"{who}: {quoted(told)}"
    elif telling.stance in _STANCES:
        text = f"{who} {_STANCES[telling.stance]}: {quoted(words)}"
    elif len(words.split()) < BRIEF or _OWN.search(words):
        text = f"{who}: {quoted(words)}"
    else:
        text = words
    text = f"{text[:1].upper()}{text[1:]}"
    return f"{text} (after: {quoted(_clause(before))})" if before else text


def _clause(words: str) -> str:
    return shortened(_END.sub("", unbroken(words)))


def quoted(words: str) -> str:
    """In quotation marks; those within it are single ones."""
    inner = re.sub(r'"([^"]*)"', r"‘\1’", words).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


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
