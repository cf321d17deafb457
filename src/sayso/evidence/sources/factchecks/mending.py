"""JSON as it is found in pages: commented out, cut off, with commas and quotation marks where none may be."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)+|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>|;)\s*$"
)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
_COMMA = re.compile(r",(\s*[}\]])")
_ENDS = re.compile(r'\s*(?:[}\]]|:|,\s*(?:"|\{|\[|-?\d|true|false|null)|,?\s*$)')
"""What follows a quotation mark that ends a text; any other stands in the text."""
_LARGEST = 4_000_000
_DECODER = json.JSONDecoder(strict=False)


def loads(text: str) -> list[Any] | None:
    """The values that stand in a text, mended as far as needed; None where nothing can be read."""
    text = _WRAPPING.sub("", text.lstrip("\ufeff"), count=2)[:_LARGEST]
    for mend in (_as_it_is, _unescaped, _without_commas, _quoted):
        text = mend(text)
        try:
            return list(_values(text))
        except (ValueError, RecursionError):
            continue
    return None


def _values(text: str) -> Iterator[Any]:
    """One value after the other, as in scripts that hold several."""
    at = 0
    while at < len(text):
        found = re.compile(r"[\s;,]*").match(text, at)
        at = found.end() if found else at
        if at < len(text):
            value, at = _DECODER.raw_decode(text, at)
            yield value


def _as_it_is(text: str) -> str:
    return text.strip()


def _unescaped(text: str) -> str:
    """Character references in the place of quotation marks; escapes that JSON does not have."""
    if re.match(r"[{\[]\s*&(?:quot|#34);", text):
        text = html.unescape(text)
    return _BAD_ESCAPE.sub(lambda found: "\\\\", text)


def _without_commas(text: str) -> str:
    """Commas before an end, and the ends that are wanting."""
    return _closed(_COMMA.sub(r"\1", text))


def _quoted(text: str) -> str:
    """Quotation marks within a text escaped: each that nothing follows which could follow a text."""
    pieces, inside, start = [], False, 0
    for mark in re.finditer(r'(?<!\\)(?:\\\\)*"', text):
        at = mark.end() - 1
        if not inside:
            inside = True
        elif _ENDS.match(text, at + 1):
            inside = False
        else:
            pieces += [text[start:at], '\\"']
            start = at + 1
    return _closed(_COMMA.sub(r"\1", "".join([*pieces, text[start:]])))


def _closed(text: str) -> str:
    """With the brackets at the end that were forgotten."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', lambda found: " " * len(found[0]), text, flags=re.DOTALL)
    open_ones = list[str]()
    for bracket in re.findall(r"[{}\[\]]", bare):
        if bracket in "{[":
            open_ones.append("}" if bracket == "{" else "]")
        elif open_ones:
            open_ones.pop()
    return text.rstrip().rstrip(",") + "".join(reversed(open_ones))
