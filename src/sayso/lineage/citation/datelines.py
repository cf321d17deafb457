"""Tags by which agencies sign what they send: in brackets, between strokes, or at the very start."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.lineage.citation import media, wording
from sayso.types import Span

_SHORTEST = 2
"""Letters, in brackets without a dash after them, that are more often a place's or a party's."""
_REACH = 140
"""Characters of a line in which a tag stands."""
_BRACKETS = re.compile(
    r"(?P<place>[A-Z][^()\n]{0,90}?[\s-]?)?\((?P<tag>[^()\n]{2,40})\)(?P<dash>\s?(?:--?|[–—:]))?"
)
_STROKES = re.compile(r"(?:[^/\n]{0,100}[\s.])?/(?P<tag>[A-Z][\w .-]{1,30})/\.?(?=\s|-|–|—)")
_START = re.compile(r"(?P<tag>[A-Z][\w-]{1,20}(?: [A-Z][\w-]{1,20}){0,2})\s(?:--?|[–—])\s")
_AFTER_PLACE = re.compile(
    r"[A-Z][A-Z .'’-]{2,40}, (?:[^,\n]{2,30}, )?(?P<tag>[A-Z][\w-]{1,20})\s(?:--?|[–—])\s"
)
_BARE = re.compile(r"\((?P<tag>[^()\n]{2,40})\)\s?(?=[A-Z0-9“\"])")
"""With nothing after it: an acronym, or a name that is an outlet's."""
_SPLIT = re.compile(r"\s*(?:/|,| and | & |;)\s*")


class Tag(NamedTuple):
    """A tag, or one of several in the same brackets."""

    span: Span
    """From the start of the line."""
    name: str


def tags(line: str, also: frozenset[str] = frozenset()) -> list[Tag]:
    """The agencies or outlets whose tag begins this line.

    Args:
        also: names, folded, that are outlets beside those listed and those in capitals.
    """
    head = line[:_REACH]
    if (found := _BRACKETS.match(head)) and found["dash"]:
        return _names(found, also, capitals=True)
    if (found := _BARE.match(head)) and len(found["tag"]) > _SHORTEST:
        return _names(found, also, capitals=True)
    if found := _STROKES.match(head):
        return _names(found, also, capitals=True)
    for pattern in (_START, _AFTER_PLACE):
        if found := pattern.match(head):
            return _names(found, also, capitals=False)
    return []


def _names(found: re.Match[str], also: frozenset[str], capitals: bool) -> list[Tag]:
    given, start = found["tag"], found.start("tag")
    listed = [given] if is_outlet(given, also, capitals=False) else [n for n in _SPLIT.split(given) if n]
    named: list[Tag] = []
    at = 0
    for name in listed:
        at = given.index(name, at)
        if is_outlet(name, also, capitals):
            named.append(Tag(Span(start + at, start + at + len(name)), name))
        at += len(name)
    return named


def is_outlet(name: str, also: frozenset[str], capitals: bool) -> bool:
    """Whether what stands where a tag stands is one.

    Args:
        capitals: whether any word in capitals is.
    """
    kinds = {bearer.medium.kind for bearer in media.bearers(name)}
    if kinds & {"agency", "release"} or (kinds == {"outlet"} and capitals) or media.fold(name) in also:
        return True
    if not capitals:
        return False
    last = name.rpartition(" ")[2].lower()
    return (
        name not in wording.PLACES and bool(wording.ACRONYM.fullmatch(name))
    ) or last in wording.SURE_HEADS
