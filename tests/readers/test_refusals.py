"""Everything that cannot be read ends in one line: what, why, what to do. And the run goes on."""

from __future__ import annotations

import gzip
import struct
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from reader_seeds import LINES, MAIL, PROSE, SEEDS, SETTINGS, docx, one, paragraph, pdf, read, refusal, zipped

from sayso.errors import SkipDocument
from sayso.readers.formats import text
from sayso.settings import Settings
from sayso.types import Document

SMALL = Settings(max_file_bytes=10_000, max_expanded_bytes=50_000, max_text_chars=5_000)

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha ha ">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><rss><channel><item><title>&j;</title><description>&j;</description></item></channel></rss>"
)
THIEF = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<rss><channel><item><title>t</title><description>&x;</description></item></channel></rss>"
)
FRENCH = (
    "Le barrage qui a cédé mercredi avait été jugé dangereux par les deux ingénieurs qui ont écrit le "
    "rapport. Au moins quatorze personnes sont mortes dans la vallée, selon les secours de la province."
)
RUSSIAN = "Плотина, которая рухнула в среду, была признана опасной, сообщили два инженера, писавшие отчёт."
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
OTHER = "this is another kind of file under this name, not text"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600

REFUSED: list[tuple[str, bytes | Callable[[], bytes], str, str]] = [
    ("a.txt", b"", "the file is empty", "right file"),
    ("a.txt", b" \n\t\n ", "no text in it", "right file"),
    ("a.txt", PNG, "this is a PNG picture, not text", "Give the text itself"),
    (
        "a.txt",
        bytes(range(256)) * 20,
        "this is another kind of file under this name, not text",
        "Give the text",
    ),
    (
        "a.md",
        b"\x01\x02\x03\x04" * 99,
        "this is another kind of file under this name, not text",
        "Give the text",
    ),
    (
        "a.html",
        b"\x01\x02\x03\x04" * 99,
        "this is another kind of file under this name, not text",
        "Give the text",
    ),
    ("a.html", b"<html><body><script>load()</script></body></html>", "no main text on this page", "browser"),
    ("a.html", b"<html></html>", "no main text on this page", "browser"),
    ("a.pdf", b"%PDF-1.7\nnonsense", "a broken PDF", "Get the file again"),
    ("a.pdf", b"no PDF at all", "a broken PDF", "Get the file again"),
    (
        "a.pdf",
        lambda: pdf([[]], encrypted=True),
        "password-protected",
        "without a password",
    ),
    ("a.pdf", lambda: pdf([[], []], graphics="0.5 g 50 50 400 600 re f"), "no text in it: a scan", "OCR"),
    ("a.docx", b"no ZIP at all", "a broken DOCX (File is not a zip file)", "save it anew"),
    ("a.docx", OLE, "password-protected, or an old DOC under a new name", "save it anew"),
    ("a.docx", lambda: zipped({"xl/workbook.xml": "<a/>"}), "no word/document.xml in it", "DOCX or PDF"),
    ("a.docx", lambda: docx(""), "no text in it, perhaps only pictures", "OCR"),
    (
        "a.docx",
        lambda: docx('</w:body></w:document><!DOCTYPE a [<!ENTITY b "c">]>'),
        "XML entities",
        "Remove",
    ),
    ("a.eml", b"Hello,\n\nno header here", "not a mail", "from the mail program"),
    ("a.eml", MAIL.replace(b"text/plain", b"image/png"), "only attachments", "Save the attachments"),
    ("a.jsonl", b"\n\n \n", "no line in it", "right file"),
    ("a.rss", LAUGHS.encode(), "it declares XML entities, as XML bombs do", "Remove the <!ENTITY"),
    ("a.rss", LAUGHS.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16"), "XML entities", "Remove"),
    ("a.rss", THIEF.encode(), "it declares XML entities, as XML bombs do", "Remove the <!ENTITY"),
    ("a.rss", b"<rss><channel><title>t</title></channel></rss>", "no feed: it has no entries", "RSS or Atom"),
    ("a.xml", b"<note><to>you</to></note>", "XML, but no feed", "RSS or Atom"),
    ("a.xml", b"not XML", "broken XML", "Get the file again"),
    ("a.txt.gz", b"\x1f\x8b\x08nonsense", "broken gzip data", "Get the file again"),
    ("a.txt.gz", gzip.compress(b"a" * 999)[:-9], "it ends too early", "Get the file again"),
    ("a.txt", FRENCH.encode(), "the text looks like French, not English", "any_language"),
    ("a.txt", RUSSIAN.encode(), "a language written in Cyrillic script", "any_language"),
    ("a.csv", b"id,text\n1,a\n", "a table, which has no text to read", "JSONL"),
    ("a.jpg", b"\xff\xd8\xff\xe0", "a picture, which has no text to read", "OCR"),
    ("a.doc", OLE, "an office file of another kind", "DOCX or PDF"),
    ("a.qqq", b"\x00\x01\x02\x03\x05\x06" * 50, "no reader knows this format", ".docx"),
]


@pytest.mark.parametrize(("name", "data", "why", "todo"), REFUSED)
def test_each_refusal_is_one_clear_line(
    name: str, data: bytes | Callable[[], bytes], why: str, todo: str
) -> None:
    error = refusal(data() if callable(data) else data, name)
    assert why in error.why
    assert todo in error.todo
    assert error.what == name
    assert "\n" not in str(error)


def test_other_languages_are_read_where_that_is_set() -> None:
    assert one(FRENCH.encode(), "a.txt", Settings(any_language=True)).language == "fr"


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert "more than max_file_bytes allows (10,000)" in refusal(b"a" * 10_001, "a.txt", SMALL).why
    assert "more than max_text_chars allows (5,000)" in refusal(b"a " * 3_000, "a.txt", SMALL).why


def test_a_hundred_megabytes_cost_no_memory() -> None:
    data = b"a" * 100_000_001
    tracemalloc.start()
    error = refusal(data, "a.txt")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.why == "100,000,001 bytes, more than max_file_bytes allows (100,000,000)"
    assert peak < 10_000_000


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.html.gz", "a.pdf.gz"])
def test_gzip_bombs_are_stopped(name: str) -> None:
    bomb = gzip.compress(b" " * 6_000_000)
    tracemalloc.start()
    error = refusal(bomb, name, SMALL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "max_expanded_bytes" in error.todo or "max_file_bytes" in error.why
    assert peak < 8_000_000


def test_a_gzip_within_a_gzip_is_not_unpacked_twice() -> None:
    error = refusal(gzip.compress(gzip.compress(LINES)), "a.jsonl.gz")
    assert error.why == "this is another gzip file within it, not text"


def test_zip_bombs_in_docx_are_stopped() -> None:
    bomb = docx(paragraph("a" * 2_000_000))
    assert len(bomb) < 10_000
    tracemalloc.start()
    error = refusal(bomb, "a.docx", SMALL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.why == "word/document.xml in it grows over 50,000 bytes, as ZIP bombs do"
    assert peak < 5_000_000


def test_zip_bombs_that_lie_about_their_size_are_stopped() -> None:
    bomb = docx(paragraph("a" * 2_000_000))
    size = struct.pack("<I", len(paragraph("a" * 2_000_000)) + 140)
    at = bomb.rfind(b"word/document.xml") - 46
    lying = bomb[: at + 24] + struct.pack("<I", 100) + bomb[at + 28 :]
    assert size not in lying[at:]
    assert isinstance(refusal(lying, "a.docx", SMALL), SkipDocument)


def test_pdf_streams_that_expand_without_end_are_bounded() -> None:
    content = zlib.compress(b"BT /F1 10 Tf 50 700 Td (" + b"a " * 4_000 + b") Tj ET\n")
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(content), content)
    plain = pdf([[]])
    at, end = plain.index(b"<< /Length"), plain.index(b"endstream") + len(b"endstream")
    error = refusal(plain[:at] + stream + plain[end:], "a.pdf", SMALL)
    assert "more characters than max_text_chars allows" in error.why


def test_external_entities_are_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr("socket.socket.connect", no_network)
    page = (
        b'<!DOCTYPE html SYSTEM "http://evil.example/x.dtd"><html><body><p>'
        + PROSE.encode()
        + b"</p></body></html>"
    )
    assert PROSE in one(page, "a.html").text
    feed = SEEDS["seed.rss"].replace(b"<rss", b'<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd"><rss', 1)
    assert isinstance(read(feed, "a.rss")[0], Document)


def test_a_fault_in_a_reader_costs_only_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(text, "read", fail)
    assert refusal(b"a", "a.txt").why == "KeyError while reading ('x')"


def test_a_bad_entry_costs_only_itself() -> None:
    feed = SEEDS["seed.rss"].replace(b"No text here</title>", b"t</title><description>" + FRENCH.encode() * 9)
    feed = feed.replace(FRENCH.encode() + b"<guid>", FRENCH.encode() + b"</description><guid>")
    good, bad = read(feed, "a.rss")
    assert isinstance(good, Document)
    assert isinstance(bad, SkipDocument) and "French" in bad.why


def test_deeply_nested_pages_do_no_harm() -> None:
    deep = b"<div>" * 100_000 + PROSE.encode()
    found = read(deep, "a.html")
    assert len(found) == 1


def test_defaults_allow_what_they_should() -> None:
    assert SETTINGS.max_file_bytes == 100_000_000
