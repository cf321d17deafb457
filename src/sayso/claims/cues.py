"""The cue lexicon: what a source does by a word, and how the word takes its content."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.types import ACTS, Act


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lemma to act, by the frame a verb stands in; lemma to act, for nouns."""

    verbs: dict[tuple[str, str], Act]
    """Key: lemma and frame, as `cues.toml` explains the frames."""
    nouns: dict[str, Act]
    never: frozenset[str]
    denials: frozenset[str]
    """Words that deny what they are said of: "called it groundless"."""
    """Verbs whose clause is no content."""

    def act(self, lemma: str, frame: str) -> Act | None:
        """The act of a verb in a frame, or None where the verb does not take it."""
        return self.verbs.get((lemma, frame))

    def speech(self, lemma: str) -> Act | None:
        """The act of a verb that may stand beside a quotation."""
        return self.verbs.get((lemma, "c"))


@cache
def words(name: str) -> frozenset[str]:
    """A word list of the lexicon's table `words`."""
    return frozenset(_table()["words"][name].split())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("sayso.claims").joinpath("cues.toml").read_text(encoding="utf-8"))


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    table = _table()
    verbs: dict[tuple[str, str], Act] = {}
    nouns: dict[str, Act] = {}
    known: defaultdict[str, Act] = defaultdict(lambda: "states", {act: act for act in ACTS})
    for act, entries in table["verbs"].items():
        for lemma, frames in entries.items():
            verbs.update({(lemma, frame): known[act] for frame in frames.split()})
    for act, words in table["nouns"].items():
        nouns.update(dict.fromkeys(words.split(), known[act]))
    never, denials = (frozenset(table[key]["words"].split()) for key in ("never", "denials"))
    return Lexicon(verbs, nouns, never, denials)
