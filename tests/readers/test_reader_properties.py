"""Whatever the bytes: documents that hold to the rules, or one clear line. Never a crash."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reader_seeds import SEEDS, SETTINGS, read

from sayso.errors import SkipDocument
from sayso.readers import cleaning, dates, decoding, paragraphs
from sayso.settings import Settings
from sayso.types import Document

FUZZ_SECONDS = 2.0
"""For each format. What breaks is printed with its seed, so that it can be run again."""

ANY = Settings(any_language=True)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ENDINGS = [
    ".txt",
    ".md",
    ".html",
    ".pdf",
    ".docx",
    ".eml",
    ".jsonl",
    ".jsonl.gz",
    ".rss",
    ".txt.gz",
    ".warc",
    ".warc.gz",
    ".parquet",
    ".txt.zst",
    ".qqq",
    "",
]


def check(data: bytes, name: str, chosen: Settings = SETTINGS) -> None:
    """Every rule that a document or a refusal must keep, and that reading twice gives the same."""
    found = read(data, name, chosen)
    assert found, "neither a document nor a line that says why"
    for item in found:
        if isinstance(item, SkipDocument):
            assert str(item).isprintable() or "\n" not in str(item)
            assert item.what and item.why and item.todo
            assert "while reading" not in item.why, "a fault that the guard caught"
            continue
        _check_document(item)
    assert list(map(_key, found)) == list(map(_key, read(data, name, chosen)))


def _key(item: Document | SkipDocument) -> str:
    return str(item) if isinstance(item, SkipDocument) else item.id


def _check_document(document: Document) -> None:
    for words in _words(document):
        assert "\x00" not in words
        words.encode("utf-8")  # no lone surrogate
    assert document.text.strip()
    if document.custody.reader not in ("jsonl", "parquet"):
        assert document.text.splitlines() == document.text.removesuffix("\n").split("\n")
    for part in document.parts:
        assert 0 <= part.span.start < part.span.end <= len(document.text)
    assert list(document.parts) == sorted(document.parts, key=lambda part: part.span)


def _words(document: Document) -> Iterator[str]:
    yield document.text
    yield document.address
    yield from (document.title or "", document.publisher or "", document.language or "")
    yield from (document.published or "", document.modified or "")
    yield from document.authors
    yield from document.notes
    yield json.dumps(dict(document.fields), ensure_ascii=False)


@pytest.mark.parametrize("ending", ENDINGS)
@QUICK
@given(data=st.binary(max_size=2000))
def test_any_bytes(ending: str, data: bytes) -> None:
    check(data, "a" + ending)


@pytest.mark.parametrize("ending", [".txt", ".md", ".html", ".eml", ".rss"])
@QUICK
@given(text=st.text(max_size=2000))
@example(text="\r\n\r\x85\u2028\x0b\x0cDam\x1c\x1d\x1e fails")
@example(text="a\x00b\ud800c\ufffe\uffff")
def test_any_text(ending: str, text: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        check(text.encode(encoding, "surrogatepass"), "a" + ending, ANY)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_names = st.sampled_from(["id", "text", "title", "published", "publisher", "language", "authors", "x"])


@QUICK
@given(records=st.lists(st.dictionaries(_names, _json) | _json, min_size=1, max_size=5))
def test_any_records(records: list[object]) -> None:
    check("\n".join(map(json.dumps, records)).encode(), "a.jsonl", ANY)


@QUICK
@given(text=st.text(min_size=1).filter(str.strip))
def test_jsonl_text_is_kept_but_for_what_nothing_can_hold(text: str) -> None:
    (document,) = read(json.dumps({"text": text}).encode(), "a.jsonl", ANY)
    assert isinstance(document, Document)
    assert len(document.text) == len(text)
    assert all(
        a == b or ((b == "\ufffd" and a in "\x00") or "\ud800" <= a <= "\udfff")
        for a, b in zip(text, document.text, strict=True)
    )


@given(text=st.text())
def test_lines_and_cleaning(text: str) -> None:
    assert len(cleaning.clean(text)) == len(text)
    assert "\r" not in cleaning.lines(text)
    assert "\n" not in cleaning.inline(text)
    assert cleaning.lines(cleaning.lines(text)) == cleaning.lines(text)


@given(text=st.text(alphabet="ab \n-A.", max_size=400))
def test_unwrapping_keeps_every_place(text: str) -> None:
    joined = paragraphs.unwrap(text)
    assert len(joined) == len(text)
    assert all(a == b or (a == "\n" and b == " ") for a, b in zip(text, joined, strict=True))


@given(value=st.text(alphabet="0123456789-/:.TZ+ MarchWedGMT,", max_size=40) | st.dates().map(str))
def test_dates_are_edtf_or_nothing(value: str) -> None:
    from sayso.edtf import is_edtf

    day = dates.parse(value)
    assert day is None or is_edtf(day) or is_edtf(day[:10])


@given(data=st.binary(max_size=300), declared=st.none() | st.text(max_size=12))
def test_decoding_never_fails(data: bytes, declared: str | None) -> None:
    decoded = decoding.decode(data, declared)
    assert isinstance(decoded.text, str) and decoded.encoding


SCRAPS = [
    *(b"\x00", b"\xed\xa0\x80", b"<", b">", b"&", b"<![CDATA[", b"\\ud800", b"\r", b"\xff\xfe", b"{", b"--"),
    *(
        b"=?utf-8?b?x",
        b"=?x?q?=ff?=",
        b"9999999999",
        b"<div>" * 40,
        b"<!--",
        b"]]>",
        b"\x1f\x8b",
        b"PK\x03\x04",
        b"WARC/1.0\r\n",
        b"\r\n\r\nWARC/1.1\r\n",
        b"Content-Length: 7\r\n",
        b"Transfer-Encoding: chunked\r\n",
    ),
    *(b"&#0;", b"&#xD800;", b"&nbsp;", b"%PDF-", b" obj", b"endstream", b'"text"', b"\n\n", b"charset=utf-7"),
]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few places changed, cut out, doubled or filled with what readers stumble over."""
    out = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at = chance.randrange(len(out) + 1)
        kind = chance.randrange(6)
        if kind == 0 and out:
            out[at % len(out)] = chance.randrange(256)
        elif kind == 1:
            del out[at : at + chance.randrange(1, 50)]
        elif kind == 2:
            out[at:at] = chance.randbytes(chance.randrange(1, 10))
        elif kind == 3:
            other = chance.randrange(len(out) + 1)
            out[at:at] = out[other : other + chance.randrange(1, 200)]
        elif kind == 4:
            out[at:at] = chance.choice(SCRAPS)
        elif chance.random() < 0.3:
            del out[at:]
    return bytes(out)


@pytest.mark.parametrize("name", SEEDS)
def test_fuzzing(name: str) -> None:
    """Valid files with faults in them, for a bounded time."""
    first = random.randrange(2**32)
    until = time.monotonic() + FUZZ_SECONDS
    seed = first
    while time.monotonic() < until:
        data = mutated(SEEDS[name], random.Random(seed))
        try:
            check(data, name)
        except BaseException:
            print(f"mutated(SEEDS[{name!r}], random.Random({seed}))")  # noqa: T201 - to run it again
            raise
        seed += 1
    assert seed > first
