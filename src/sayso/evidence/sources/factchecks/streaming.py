"""JSON files of any size, item by item: memory holds one item and never the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

ITEMS = ("dataFeedElement", "@graph", "claims", "itemListElement")
"""Lists in an object whose items are given one by one: those of the Data Commons feed among them."""
LARGEST = 16 << 20
"""Characters of one item, or of a broken one before it is given up."""
_PIECE = 1 << 16
_SPACE = re.compile(r"[\s\ufeff]*")


class Broken(Exception):
    """The JSON breaks here; the text says where and how."""


def items(file: TextIO) -> Iterator[Any]:
    """The values in a file, one after the other: an array's are its items, a feed's are its elements.

    Raises:
        Broken: what follows cannot be read; all that came before has been given.
    """
    source = _Source(file)
    while source.peek():
        if source.peek() == "[":
            yield from source.array()
        elif source.peek() == "{":
            yield from source.members()
        else:
            yield source.value()
        # Between values: as in files of one value a line, or of several lists joined by hand.
        while source.peek() and source.peek() in ",;":
            source.take()


class _Source:
    """A window on the file; `at` is where reading stands in it."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._text, self._at, self._gone, self._ended = file, "", 0, 0, False
        self._decoder = json.JSONDecoder(strict=False)

    def peek(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self) -> str:
        taken = self.peek()
        self._at += 1
        return taken

    def value(self) -> Any:  # noqa: ANN401 - whatever the JSON holds
        """The whole value that begins here; more of the file is read until it is whole."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                broken = self._broken(error.msg.removesuffix(" starting at").lower(), error.pos)
            except RecursionError:
                broken = self._broken("too deep", self._at)
            else:
                # A number at the window's end may go on behind it.
                if end < len(self._text) or isinstance(value, (str, dict, list)) or not self._more():
                    self._at = min(end, len(self._text))  # the window may have moved up to the value
                    return value
                continue
            if len(self._text) - self._at > LARGEST or not self._more(double=True):
                raise broken

    def array(self) -> Iterator[Any]:
        self.take()
        while (mark := self.peek()) != "]":
            if not mark:
                raise self._broken("the list does not end")
            yield self.value()
            if self.peek() == ",":
                self.take()
            elif self.peek() not in ("]", ""):
                raise self._broken("no comma between two items")
        self.take()

    def members(self) -> Iterator[Any]:
        """The items of its lists in `ITEMS`, and at its end what else it holds."""
        rest: dict[str, Any] = {}
        self.take()
        while (mark := self.peek()) != "}":
            if mark != '"':
                raise self._broken("no name" if mark else "the object does not end")
            name = self.value()
            if self.take() != ":":
                raise self._broken("no colon after a name")
            if name in ITEMS and self.peek() == "[":
                yield from self.array()
            else:
                rest[name] = self.value()
            if self.peek() == ",":
                self.take()
            elif self.peek() not in ("}", ""):
                raise self._broken("no comma between two names")
        self.take()
        if rest:
            yield rest

    def _more(self, *, double: bool = False) -> bool:
        """Move the window on. Doubling keeps the time for an item in line with its length."""
        piece = self._file.read(max(_PIECE, len(self._text) - self._at if double else 0))
        self._gone += self._at
        self._text = self._text[self._at :] + piece
        self._at = 0
        return bool(piece)

    def _broken(self, why: str, at: int | None = None) -> Broken:
        place = self._gone + (self._at if at is None else at)
        return Broken(f"broken JSON at character {place:,}: {why}")
