"""Which words of a claim are those that were asked for: so that a reader sees why it was found."""

from __future__ import annotations

import re

from sayso.types import Span

_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?:ying|ing|ies|ied|edly|ed|es|ly|s|e|y)$")
SHORTEST = 3
"""Letters that an ending must leave: "wed" is not "we"."""


def matches(asked: str, text: str) -> list[Span]:
    """Words of the text that are words asked for, whatever their endings, in code points of the text.

    Coarser than the stems of the search itself: it may mark a word more, and finds nothing.
    """
    wanted = {_stem(word) for word in _WORD.findall(asked)}
    return [Span(*m.span()) for m in _WORD.finditer(text) if _stem(m[0]) in wanted]


def pieces(asked: str, text: str) -> list[tuple[str, bool]]:
    """The text cut where a word that was asked for begins or ends, and whether each piece is one."""
    cut: list[tuple[str, bool]] = []
    end = 0
    for span in matches(asked, text):
        cut += [(text[end : span.start], False), (text[span.start : span.end], True)]
        end = span.end
    return [(words, found) for words, found in (*cut, (text[end:], False)) if words]


def _stem(word: str) -> str:
    word = word.casefold()
    shorter = _ENDING.sub("", word)
    return shorter if len(shorter) >= SHORTEST else word
