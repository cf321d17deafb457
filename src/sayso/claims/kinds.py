"""What kind of source a phrase names: a person, an organisation, a document, somebody unnamed, nobody."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise

from sayso.types import Kind, Mention, Spans

_WORD = re.compile(r"[^\W_][\w’'\-]*(?:\.[^\W\d_])*")
_BREAK = re.compile(
    r",|;|:|\(|—|–| - |\b(?:who|whom|whose|which|that|where|with|from|in|at|for|on|about|to|by|of|near|"
    r"familiar|close|speaking|including|saying|citing|among|before|after|under|over|during|against|inside|"
    r"outside|behind|without|within|since|through)\b",
    re.I,
)
_PARTITIVE = re.compile(
    r"(?i)^\s*(?:at least )?(one|another|an?|two|three|four|five|six|seven|some|many|most|several|both|all|"
    r"few|each|either|none|half|dozens|hundreds|thousands|scores|"
    r"a (?:number|couple|few|group|majority|handful|pair)) of\b"
)
_CLAUSE = re.compile(r"(?i)\b(?:who|whom|whose|which|that|where|saying|citing|including)\b")
_ANONYMOUS = re.compile(
    r"(?i)\b(?:familiar with|with (?:direct )?knowledge of|briefed on|anonymity|not authori[sz]ed|"
    r"declined to be (?:named|identified)|not to be (?:named|identified))\b"
)
"""Told apart one by one, though their names are held back; other plurals speak as a class ("residents")."""
_APPOSED = re.compile(r", (?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’'-]+")
_ABSTRACT = re.compile(r"(?:tion|sion|ment|ness|ity|ism|ance|ence|cy|sis|ure|ology)$")
_PARTICIPLE = re.compile(r"^[a-z]+(?:ed|en|wn)$")
_NO_PARTICIPLE = frozenset({"men", "women", "children", "citizen", "warden", "alien", "seed", "breed"})
_ARTICLE = frozenset({"a", "an", "the", "this", "that", "these", "those", "another", "one"})
_SINGLE = frozenset({"one", "another", "each", "either", "a", "an"})


@cache
def words() -> dict[str, frozenset[str]]:
    """The shipped word lists, by name."""
    table = tomllib.loads(files("sayso.claims").joinpath("kinds.toml").read_text(encoding="utf-8"))
    return {name: frozenset(listed.split()) for name, listed in table.items()}


def kind(phrase: str, source: Spans, mentions: tuple[Mention, ...]) -> Kind:
    """The kind of the source that the phrase names; `nobody` for no phrase.

    The head of the phrase decides: "a spokesman for the ministry" is an unnamed person, however
    well known the ministry is, and "the ministry's Anna Holm" is a person.
    """
    partitive = _PARTITIVE.match(phrase)
    if partitive:
        return "unnamed_person" if partitive[1].lower() in _SINGLE else "unnamed_group"
    head = _head(phrase)
    found = [w.removesuffix("’s").removesuffix("'s") for w in _WORD.findall(head)]
    if not found:
        return "nobody"
    named = _named(phrase, head, source, mentions)
    if named == "person" or _titled(found) or _apposed_to_trade(found):
        return "person"
    by_word = _by_word(found)
    if by_word == "unnamed_group" and _ANONYMOUS.search(phrase):
        return "unnamed_person"
    if by_word == "unnamed_person" and _APPOSED.search(phrase) and not _CLAUSE.search(head):
        return "person"
    return by_word or named or _by_shape(found)


def _head(phrase: str) -> str:
    """The phrase up to its first preposition, clause or apposition, less a participle left hanging there."""
    found = _BREAK.search(phrase)
    head = phrase[: found.start()] if found and phrase[: found.start()].strip() else phrase
    parts = head.split()
    while found and len(parts) > 1 and _PARTICIPLE.match(parts[-1]) and parts[-1] not in _NO_PARTICIPLE:
        parts.pop()
    return head[: head.rfind(parts[-1]) + len(parts[-1])] if parts else head


_LABELS: dict[str, Kind] = {
    "person": "person",
    "organisation": "organisation",
    "group": "unnamed_group",
    "place": "state",
}


def _named(phrase: str, head: str, source: Spans, mentions: tuple[Mention, ...]) -> Kind | None:
    """What the mention that ends the head is: "the ambassador Ali" is Ali, "Iran's ambassador" not Iran."""
    if not source:
        return None
    start, end = source[0].start, source[0].start + len(head.rstrip())
    last: Kind | None = None
    for mention in mentions:
        a, b = mention.span
        if a < start or b > source[0].end:
            continue
        if a < end and b >= end - 2:
            last = _LABELS.get(mention.label, last)
        elif mention.label == "person" and _is_apposed(phrase[: a - start]):
            return "person"  # "the ambassador to the court, Ali Rezai"
    return last


def _is_apposed(before: str) -> bool:
    return before.rstrip().endswith(",") and not _CLAUSE.search(before)


def _titled(found: list[str]) -> bool:
    return any(a.lower() in words()["person_titles"] and b[:1].isupper() for a, b in pairwise(found))


def _apposed_to_trade(found: list[str]) -> bool:
    """ "hydrologist Per Anders": two capitals after a lower-case noun that is no body's."""
    if len(found) < 3 or not (found[-1][:1].isupper() and found[-2][:1].isupper()):
        return False
    before = [w for w in found[:-2] if w.islower() and w not in _ARTICLE]
    return (
        bool(before)
        and not words()["organisation"] & set(before)
        and found[-1].lower() not in words()["organisation"]
    )


def _by_word(found: list[str]) -> Kind | None:
    """The kind that the head noun itself gives, or None where it gives none."""
    table, last = words(), found[-1].lower()
    capital = not found[-1].islower()
    listed: tuple[tuple[bool, Kind], ...] = (
        (last in table["common"], "common_knowledge"),
        (last in table["states"] and (capital or last in table["state_bodies"]), "state"),
        (last in table["organisation"] and capital, "organisation"),
        (last in table["plural_pronouns"] | table["group"], "unnamed_group"),
        (len(found) == 1 and last in table["personal"], "person"),
        (len(found) == 1 and last in table["neuter"], "organisation"),
        (len(found) == 1 and last in ("that", "this"), "document"),
        (last in table["person"], "unnamed_person"),
    )
    fits = next((kind for holds, kind in listed if holds), None)
    return fits or _by_noun(found[-1], last, _singular(last))


def _by_noun(word: str, last: str, singular: str) -> Kind | None:
    table = words()
    plural = last != singular or last in ("men", "women", "children")
    if last in table["document"] or singular in table["document"]:
        return "document"
    if last in table["organisation"]:
        return "organisation"
    if singular in table["organisation"]:
        return "unnamed_group"
    return _unlisted(singular, plural=plural) if word.islower() else None


def _unlisted(singular: str, *, plural: bool) -> Kind:
    """A common noun that no list has: people, unless its ending makes it an abstraction."""
    if _ABSTRACT.search(singular):
        return "document"
    return "unnamed_group" if plural else "unnamed_person"


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _by_shape(found: list[str]) -> Kind:
    """Of a name that nothing else is known of: by its article, its capitals, its ending and its length."""
    if found[0].lower() in _ARTICLE or (found[-1].isupper() and len(found[-1]) > 1):
        return "organisation"
    if re.search(r"[a-z][A-Z]|[A-Z]{2}", found[-1]):
        return "organisation"  # "SoCalGas"
    # A lone capitalised plural begins its sentence: "Prosecutors", "Villagers".
    if len(found) == 1 and _singular(found[0].lower()) != found[0].lower() and len(found[0]) > len("Ross"):
        return "unnamed_group"
    return "person"
