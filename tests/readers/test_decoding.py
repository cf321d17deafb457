"""Bytes to text."""

from __future__ import annotations

import pytest

from sayso.readers import binaries
from sayso.readers.decoding import decode, known

ENGLISH = "She said “no” – it isn’t true… The café’s bill was €40, and the minister of trade knew of it."


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "doubtful"),
    [
        (ENGLISH.encode(), None, "utf-8", False),
        (ENGLISH.encode(), "utf-8", "utf-8", False),
        (ENGLISH.encode("utf-8-sig"), "iso-8859-1", "utf-8", False),
        (ENGLISH.encode("utf-16"), None, "utf-16-le", False),
        (b"\xfe\xff" + ENGLISH.encode("utf-16-be"), None, "utf-16-be", False),
        (ENGLISH.encode("utf-32"), None, "utf-32-le", False),
        (ENGLISH.encode("utf-16-le"), None, "utf-16-le", True),
        (ENGLISH.encode("utf-16-be"), None, "utf-16-be", True),
        (ENGLISH.encode("cp1252"), "windows-1252", "cp1252", False),
        (ENGLISH.encode("cp1252"), "ISO-8859-1", "cp1252", False),
        (ENGLISH.encode("cp1252"), "latin1", "cp1252", False),
        (ENGLISH.encode("cp1252"), "us-ascii", "cp1252", False),
        (ENGLISH.encode("cp1252"), " 'Windows-1252' ", "cp1252", False),
        (ENGLISH.encode("cp1252"), None, "cp1252", True),
        (ENGLISH.encode("cp1252"), "utf-8", "cp1252", True),
        (ENGLISH.encode("cp1252"), "no-such-encoding", "cp1252", True),
        (ENGLISH.encode("cp1252"), "base64", "cp1252", True),
        (ENGLISH.encode("mac-roman"), None, "mac-roman", True),
        (ENGLISH.encode(), "iso-8859-1", "utf-8", True),
    ],
)
def test_english_survives(data: bytes, declared: str | None, encoding: str, doubtful: bool) -> None:
    decoded = decode(data, declared)
    assert decoded.text == ENGLISH
    assert decoded.encoding == encoding
    assert bool(decoded.note) == doubtful


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "gb18030", "cp932", "cp1256", "iso8859-2"])
def test_declared_encodings_of_other_languages_are_believed(encoding: str) -> None:
    text = {
        "gb18030": "人人生而自由，在尊严和权利上一律平等。",
        "cp932": "すべての人間は、生れながらにして自由であり",
        "cp1256": "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق",
        "iso8859-2": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności",
    }.get(encoding, "Все люди рождаются свободными и равными в своем достоинстве и правах")
    decoded = decode(text.encode(encoding), encoding)
    assert (decoded.text, decoded.note) == (text, None)


def test_undeclared_cyrillic_is_guessed_and_said_to_be() -> None:
    text = "Все люди рождаются свободными и равными в своем достоинстве и правах. " * 5
    decoded = decode(text.encode("cp1251"))
    assert decoded.text == text
    assert decoded.note == "the encoding is doubtful: none is declared, read as cp1251"


def test_what_fits_nowhere_is_marked_and_counted() -> None:
    decoded = decode(b"a\x81b\x8dc", "windows-1252")
    assert decoded.text == "a\ufffdb\ufffdc"
    assert decoded.note == "2 places are not valid cp1252 and became U+FFFD"
    assert decode(b"\xff\xfea\x00\x00\xd8", None).text == "a\ufffd"


@pytest.mark.parametrize(
    "label", ["hex", "rot13", "zip", "idna", "punycode", "unicode_escape", "", "a\x00b", "x" * 99]
)
def test_labels_that_are_no_encoding_of_text(label: str) -> None:
    assert known(label) is None


def test_binary_is_told_from_text() -> None:
    assert binaries.looks_binary("\x00\x01\x02" * 50)
    assert not binaries.looks_binary("Text with a form feed\x0c and one NUL\x00.")
