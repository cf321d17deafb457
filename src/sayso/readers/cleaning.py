"""Text as documents hold it: no NUL, no lone surrogate, and (but for JSONL) lines that end in `\\n` alone."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACES = re.compile("[ \t\n\r\f\xa0]+")


def clean(text: str) -> str:
    """NUL and lone surrogates become U+FFFD, one for one: databases and UTF-8 can hold neither."""
    return _UNSAFE.sub("\ufffd", text)


def lines(text: str) -> str:
    """Clean, and every kind of line end becomes `\\n`."""
    return _LINE_END.sub("\n", clean(text))


def inline(text: str) -> str:
    """One line, as a browser would show it: runs of white space are one space, soft hyphens are gone."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", lines(text))).strip()


def blocks(text: str) -> str:
    """A line each, as a browser would show them, without empty ones."""
    return "\n".join(filter(None, map(inline, lines(text).split("\n"))))
