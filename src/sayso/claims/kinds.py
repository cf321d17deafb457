"""What kind of source a phrase names: a person, an organisation, a document, somebody unnamed, nobody."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from sayso.types import Kind, Mention, Spans

_WORD = re.compile(r"[^\W_][\w’'\-]*(?:\.[^\W\d_])*")
_BREAK = re.compile(
    r",|;|:|\(|—|–| - |\b(?:who|whom|whose|which|that|where|with|from|in|at|for|on|about|to|by|of|near|"
    r"familiar|close|speaking|including|saying|citing)\b",
    re.I,
)
_PARTITIVE = re.compile(r"(?i)^\s*(?:(?:at least )?(one|another|an?|two|three|four|five|six|seven|some|many|most|several|"
                        r"both|all|few|each|either|none|half|dozens|hundreds|thousands|scores|a (?:number|couple|"
                        r"few|group|majority|handful|pair))) of\b")  # fmt: skip
_CLAUSE = re.compile(r"(?i)\b(?:who|whom|whose|which|that|where|saying|citing|including)\b")
_ARTICLE = frozenset({"a", "an", "the", "this", "that", "these", "those", "another", "one"})
_LABELS: dict[str, Kind] = {
    "person": "person",
    "organisation": "organisation",
    "group": "unnamed_group",
    "work": "document",
}


@cache
def _words() -> dict[str, frozenset[str]]:
    table = tomllib.loads(files("sayso.claims").joinpath("kinds.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}


def kind(phrase: str, source: Spans, mentions: tuple[Mention, ...]) -> Kind:
    """The kind of the source that the phrase names; `nobody` for no phrase.

    The head of the phrase decides: "a spokesman for the ministry" is an unnamed person, however
    well known the ministry is, and "the ministry's Anna Holm" is a person.
    """
    if not phrase.strip():
        return "nobody"
    partitive = _PARTITIVE.match(phrase)
    if partitive:
        return (
            "unnamed_person"
            if partitive[1].lower() in ("one", "another", "each", "either", "a", "an")
            else "unnamed_group"
        )
    head = _head(phrase)
    words = _WORD.findall(head)
    if not words:
        return "nobody"
    named = _named(phrase, head, source, mentions)
    by_word = _by_word(words)
    if named == "person" or _titled(words):
        return "person"
    if by_word is not None and (words[-1].islower() or named != "place"):
        return by_word
    if named == "place":
        return "state"
    if named is not None:
        return _LABELS[named]
    return _by_shape(words)


def _head(phrase: str) -> str:
    """The phrase up to its first preposition, clause or apposition."""
    found = _BREAK.search(phrase)
    head = phrase[: found.start()] if found else phrase
    return head if head.strip() else phrase


Label = Literal["person", "organisation", "group", "place", "work"]


def _named(phrase: str, head: str, source: Spans, mentions: tuple[Mention, ...]) -> Label | None:
    """The label of the mention that ends the head: "Iran's ambassador Ali" is Ali, "Iran's ambassador" is not Iran."""
    if not source:
        return None
    start, end = source[0].start, source[0].start + len(head.rstrip())
    last: Label | None = None
    for mention in mentions:
        a, b = mention.span
        if a >= start and b <= source[0].end and mention.label != "other":
            if a < end and b >= end - 2:
                last = mention.label
            elif mention.label == "person" and _is_apposed(phrase[: a - start]):
                return "person"  # "the ambassador to the court, Ali Rezai"
    return last


def _is_apposed(before: str) -> bool:
    return before.rstrip().endswith(",") and not _CLAUSE.search(before)


def _by_word(words: list[str]) -> Kind | None:
    """The kind that the head noun itself gives, or None where it gives none."""
    table, last = _words(), words[-1].lower()
    singular = _singular(last)
    if last in table["common"]:
        return "common_knowledge"
    if not words[-1].islower() and last in table["organisation"]:
        return "organisation"
    if last in table["plural_pronouns"] or last in table["group"]:
        return "unnamed_group"
    if last in table["person"]:
        return (
            "person"
            if len(words) == 1 and last not in ("someone", "somebody", "one", "another")
            else "unnamed_person"
        )
    if last in table["states"] and (not words[-1].islower() or last == "government"):
        return "state"
    for name in ("document", "organisation"):
        if last in table[name] or singular in table[name]:
            if (
                name == "organisation"
                and last != singular
                and words[-1].islower()
                and last not in table[name]
            ):
                return "unnamed_group"
            return "document" if name == "document" else "organisation"
    if words[-1].islower():
        return (
            "unnamed_group" if last != singular or last in ("men", "women", "children") else "unnamed_person"
        )
    return None


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004 - "lies", "ties"
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _titled(words: list[str]) -> bool:
    titles = _words()["person_titles"]
    return any(a.lower() in titles and b[:1].isupper() for a, b in zip(words, words[1:], strict=False))


def _by_shape(words: list[str]) -> Kind:
    """Of a name that nothing else is known of: by its article, its capitals and its length."""
    if words[0].lower() in _ARTICLE:
        return "organisation"
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
        return "organisation"
    return "person"
