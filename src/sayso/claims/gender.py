"""Gender: whether "he" or "she" may take up a name or a description.

What the text says ("his widow, Carlotta") outweighs the given name, and a given name that both bear says
nothing. A wrong guess here puts words into another's mouth: where nothing is known, both pronouns fit.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from sayso.claims import kinds

Gender: TypeAlias = Literal["female", "male"]

_MALE = re.compile(
    r"\b(?i:mr\.?|sir|lord|king|prince|duke|earl|count|viscount|baron|father|dad|grandfather|brother|son|"
    r"grandson|stepson|stepfather|nephew|uncle|boy|lad|husband|widower|fiancé|gentleman|guy|monk|abbot|"
    r"actor|waiter|(?:chair|spokes|congress|council|assembly|police|business|states|alder)man)\b"
    r"|\b(?:[a-z]*(?<!wo)man|[A-Z][a-z]+(?:lish|tch|nch|rish|elsh|ts|ch|sh|se)man)\b"
)
_FEMALE = re.compile(
    r"\b(?i:mrs\.?|ms\.?|miss|mme\.?|madam|lady|dame|queen|princess|duchess|countess|viscountess|baroness|"
    r"mother|mum|mom|grandmother|sister|daughter|granddaughter|stepdaughter|stepmother|niece|aunt|auntie|"
    r"girl|wife|widow|fiancée|nun|abbess|actress|waitress|hostess|heiress|landlady|midwife|ballerina|"
    r"\w*woman)\b"
)
_OWNER = re.compile(r"\b[\w-]+(?:['’]s|s['’])(?!\w)")
"""Whose somebody is does not tell who they are: "the dead man's aunt"."""
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*")


def of_words(phrase: str) -> Gender | None:
    """By titles, kinship and nouns such as "actress"; None where both are named or neither."""
    said = _OWNER.sub("", phrase)
    female, male = bool(_FEMALE.search(said)), bool(_MALE.search(said))
    return None if female == male else "female" if female else "male"


def of_name(name: str) -> Gender | None:
    """By the first given name that a list has; a lone name may be a surname, so it is not asked alone."""
    female, male = _given()
    titles = kinds.words()["person_titles"]
    words = [w for w in _NAME.findall(name.partition(",")[0]) if w.lower() not in titles]
    for word in words[: max(1, len(words) - 1)]:
        first = word.partition("-")[0]
        if first in female:
            return "female"
        if first in male:
            return "male"
    return None


def is_given(word: str) -> bool:
    """Whether the word is a given name, of whichever gender."""
    return any(word in names for names in _given())


@cache
def _given() -> tuple[frozenset[str], frozenset[str]]:
    text = files("sayso.claims").joinpath("given_names.txt").read_text(encoding="utf-8")
    female, male = text.splitlines()
    return frozenset(female.split()), frozenset(male.split())
