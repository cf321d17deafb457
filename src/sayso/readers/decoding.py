"""Bytes to text: byte order mark, then what is declared, then UTF-8, then the likeliest guess.

A declared encoding is read as browsers read it (WHATWG Encoding): "latin-1" and "ascii" mean
windows-1252, for that is what such pages hold, curly quotation marks above all.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sayso.readers import language

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}
_TEXT_CODECS = re.compile(r"utf|iso8859|cp\d|koi8|mac|gb|big5|euc|shift|ascii|kz1048|tis|hz|johab|ptcp")
_HIGH = re.compile(rb"[\x80-\xff]")
_NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_MAC_QUOTES = re.compile(
    rb"[A-Za-z.,!?]\xd5(?:[a-z]{1,2}\b|\s)|(?:^|[\s(])\xd2[A-Za-z]|[.,!?a-z]\xd3(?=\s|$)"
)
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it came from, and a note where that is doubtful."""

    text: str
    encoding: str
    note: str | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        return (self.note,) if self.note else ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text in these bytes; never fails, for the last resort puts U+FFFD where nothing fits."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    stated = known(declared) if declared else None
    if stated and stated != "utf-8":
        return _as_declared(data, stated, declared or "")
    if (text := _strictly(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    if wide := _wide(data):
        return _doubtful(data, wide, "no byte order mark, but every other byte is zero")
    return _guess(data, "the bytes are not UTF-8, as was declared" if stated else "none is declared")


def known(label: str) -> str | None:
    """Python's name of a declared encoding, or None where it is no encoding of text."""
    try:
        name = codecs.lookup(label.strip().strip("\"'").lower()).name
    except (LookupError, ValueError):
        return None
    name = _AS_BROWSERS_DO.get(name, name)
    return name if _TEXT_CODECS.match(name) else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = _strictly(data, encoding)
    if text is not None:
        return Decoded(text, encoding)
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, _spoilt(encoding, text.count("\ufffd")))


def _as_declared(data: bytes, encoding: str, declared: str) -> Decoded:
    """As declared, unless the bytes show that it is UTF-8: no other text is valid UTF-8 by accident."""
    if _HIGH.search(data) and not encoding.startswith("utf-16"):
        text = _strictly(data, "utf-8")
        if text is not None:
            note = f"the encoding is doubtful: {declared} is declared, but the bytes are UTF-8"
            return Decoded(text, "utf-8", note)
    return _decoded(data, encoding)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in English text every other byte is zero."""
    head = data[:2000]
    half = len(head) // 2
    if half < 4:
        return None
    if head[1::2].count(0) > half * 0.7 and head[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if head[::2].count(0) > half * 0.7 and head[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return None


def _guess(data: bytes, why: str) -> Decoded:
    if _MAC_QUOTES.search(data) and not re.search(rb"[\x91-\x97]", data):
        return _doubtful(data, "mac-roman", why)
    sample = data[:_SAMPLE]
    if len(_HIGH.findall(sample)) < len(sample) / 8 and _may_be_english(sample):
        # Mostly ASCII: statistics has nothing to go by, and windows-1252 is what such English text is.
        return _doubtful(data, "cp1252", why)
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    encoding = known(best.encoding) if best else None
    return _doubtful(data, encoding or "cp1252", why)


def _may_be_english(sample: bytes) -> bool:
    """Whether it is windows-1252, and then not plainly another language."""
    if _NOT_CP1252.search(sample):
        return False
    return language.guess(sample.decode("cp1252")).english is not False


def _doubtful(data: bytes, encoding: str, why: str) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    note = f"the encoding is doubtful: {why}, read as {encoding}"
    return Decoded(text, encoding, f"{note} ({_spoilt(encoding, lost)})" if lost else note)


def _spoilt(encoding: str, count: int) -> str:
    return f"{count} {'place is' if count == 1 else 'places are'} not valid {encoding} and became U+FFFD"
