"""The cast: people who come on without a name ("his aunt", "an official in the customs service").

Found by their nouns, since an extractor marks names alone, and marks a description only where it speaks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.claims import kinds
from sayso.types import Span

_OPENING = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[\w-]{1,40}['’]s|[\w-]{1,40}s['’]) (?=[a-z])"
)
_PLURAL = re.compile(
    r"(?:^|(?<=[.!?”\"] )|(?<=\n))"
    r"(?:(?:The|These|Some|Many|Most|Several|All|Two|Three|Four|Five|Six|Seven|Dozens of|Hundreds of) )?"
    r"(?:[A-Za-z-]+ ){0,2}?(?P<noun>[A-Za-z-]+s|[Pp]eople|[Mm]en|[Ww]omen|[Cc]hildren|Police)\b"
)
_WORD = re.compile(r" ?([a-z][\w-]*)")
_TAIL = re.compile(r" (?:in|of|at|from|for|to|near|on|with|inside|outside) ")
_BODY = re.compile(r"([\w’'-]+) ?")
_AGENT = re.compile(r"(?:ists?|ians?|eers?|ants?|(?:wo)?m[ae]n|[^e]ers?|ors?)$")


@dataclass(frozen=True, slots=True)
class Entrance:
    """Somebody introduced by a description alone; `many`: by a plural."""

    span: Span
    noun: str
    many: bool


@cache
def roles() -> dict[str, dict[str, frozenset[str]]]:
    """The shipped table of roles: `people` and `bodies` by general noun, and `lists`."""
    raw = tomllib.loads(files("sayso.claims").joinpath("roles.toml").read_text(encoding="utf-8"))
    return {t: {k: frozenset(v.split()) for k, v in entries.items()} for t, entries in raw.items()}


def is_person(noun: str) -> bool:
    """Whether a singular common noun names a person: by the lists, else by its ending."""
    known = kinds.words()
    if noun in roles()["lists"]["people"] or noun in roles()["people"]:
        return True
    if noun in known["person_titles"]:
        return noun not in ("foreign", "prime")
    if noun in roles()["lists"]["things"] or noun in known["organisation"] or noun in known["document"]:
        return False
    return len(noun) >= len("baker") and _AGENT.search(noun) is not None and not noun.endswith("ment")


def entrances(scene: str) -> Iterator[Entrance]:
    """Everybody introduced so in a text with its quotations blanked, in no order."""
    for opening in _OPENING.finditer(scene):
        found = _noun(scene, opening.end())
        if found is not None:
            end = _with_tail(scene, found.end)
            yield Entrance(Span(opening.start(), end), scene[found.start : found.end].lower(), many=False)
    for plural in _PLURAL.finditer(scene):
        noun = plural["noun"].lower()
        singular = noun.removesuffix("s")
        if noun in kinds.words()["group"] | {"men", "women", "children", "police", "parents"} or is_person(
            singular
        ):
            end = _with_tail(scene, plural.end())
            yield Entrance(Span(plural.start(), end), noun, many=True)


def _noun(scene: str, position: int) -> Span | None:
    """The last of the next lower-case words that names a person: "driver" of "a lorry driver who"."""
    best: Span | None = None
    for _ in range(4):
        word = _WORD.match(scene, position)
        if word is None or word[1] in roles()["lists"]["verbs"] or _TAIL.match(scene, word.start()):
            break
        if is_person(word[1]):
            best = Span(*word.span(1))
        elif best is not None:
            break
        position = word.end()
    return best


def _with_tail(scene: str, end: int) -> int:
    """The end of the phrase with what hangs on it by a preposition, up to the verb."""
    tail = _TAIL.match(scene, end)
    if tail is None:
        return end
    position, last = tail.end(), end
    for _ in range(5):
        word = _BODY.match(scene, position)
        if word is None or word[1].lower() in roles()["lists"]["verbs"] or word[1].endswith("ed"):
            break
        position, last = word.end(), word.end(1)
        if position == last:
            break
    return last
