"""Names of places and actors, brought to a form in which those of a claim and of a table can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_LEVELS = (
    "town|city|village|province|district|region|governorate|county|municipality|oblast|raion|"
    "department|state|prefecture|area"
)
LEVEL = rf" (?:{_LEVELS})$"
"""What tables put after a name: "Herat province", "Kabul city"."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONGEST = 4
"""Words in a name that is looked for."""


def folded(name: str) -> str:
    """Small letters without accents, words with single spaces between, no "town" or "province" after them.

    `laying` has the same as an expression of SQL: what differs between the two is not found.
    """
    plain = unicodedata.normalize("NFD", name.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(LEVEL, "", re.sub(r"[^\w]+|_", " ", plain).strip())


def named_in(text: str, known: tuple[str, ...] = ()) -> list[str]:
    """All that may be a name in a text: runs of words of which the first and the last have a capital, folded.

    A single word that begins the text is taken only if it is among the `known`: any word has a capital there.
    """
    sure = {folded(name) for name in known}
    found = dict.fromkeys(name for name in sure if name)
    for first, name in _runs(text):
        if first or " " in name or name in sure:
            found[name] = None
    return list(found)


def _runs(text: str) -> Iterator[tuple[int, str]]:
    words = list(_WORD.finditer(text))
    for first, word in enumerate(words):
        if not word[0][0].isupper():
            continue
        for last in words[first : first + _LONGEST]:
            name = folded(re.sub(r"['’]s$", "", text[word.start() : last.end()]))
            if last[0][0].isupper() and len(name) > 2:
                yield first, name


@cache
def _countries() -> dict[str, str]:
    """Folded names of states, those that tables of events use among them, to ISO 3166-1 alpha-2."""
    lines = files("sayso.evidence.events").joinpath("countries.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {folded(name): code for code, names in pairs for name in names.split("; ")}


def country(name: str | None) -> str | None:
    """ISO 3166-1 alpha-2 of a state's name or code; None where it is not known."""
    if name is None:
        return None
    if re.fullmatch(r"[A-Z]{2}", name):
        return name
    outside, _, inside = name.partition("(")
    found = (_countries().get(folded(part)) for part in (name, outside, inside))
    return next((code for code in found if code), None)
