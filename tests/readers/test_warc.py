"""Web archives: every page read as if fetched, every fault one line, and the record behind it read."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from itertools import pairwise

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_seeds import PAGE, PROSE, SEEDS, SETTINGS, answer, one, read, record, refusal

from sayso.errors import SkipDocument
from sayso.readers import archives
from sayso.readers.expanding import Expanded
from sayso.settings import Settings
from sayso.types import Document


def page(number: int, body: bytes = PAGE, **more: str) -> bytes:
    return record("response", f"https://a.example/{number}", answer(body), **more)


A, B, C = page(1), page(2), page(3)


def outcome(data: bytes, name: str = "a.warc") -> list[str]:
    """Addresses of what was read, reasons for what was not."""
    return [item.address if isinstance(item, Document) else str(item) for item in read(data, name)]


def addresses(*numbers: int) -> list[str]:
    return [f"https://a.example/{number}" for number in numbers]


def packed(*members: bytes) -> bytes:
    return b"".join(gzip.compress(member, mtime=0) for member in members)


def zstd(data: bytes) -> bytes:
    out = io.BytesIO()
    writer = ZstdWriter(out)
    writer.write(data)
    writer.close()
    return out.getvalue()


def brotli(data: bytes) -> bytes:
    out = io.BytesIO()
    writer = BrotliWriter(out)
    writer.write(data)
    writer.close()
    return out.getvalue()


def test_a_page_is_read_as_if_it_had_been_fetched() -> None:
    body = answer(PAGE, Last_Modified="Wed, 01 May 2024 10:00:00 GMT", Set_Cookie="a=b", ETag='"x"')
    document = one(
        record("response", "https://a.example/1", body, WARC_Payload_Digest="sha1:X"), "crawl.warc"
    )
    assert document.address == document.custody.address == "https://a.example/1"
    assert document.title == "Dam was unsafe" and PROSE in document.text
    kept = document.custody
    assert kept.retrieved == "2024-05-01T12:00:00Z"
    assert (kept.sha256, kept.size) == (hashlib.sha256(PAGE).hexdigest(), len(PAGE))
    assert (kept.reader, kept.media_type) == ("html", "text/html")
    assert kept.headers == (
        ("content-type", "text/html; charset=utf-8"),
        ("last-modified", "Wed, 01 May 2024 10:00:00 GMT"),
        ("etag", '"x"'),
        ("warc-record-id", "<urn:uuid:5b6f7a1e-0000-4000-8000-000000000001>"),
        ("warc-payload-digest", "sha1:X"),
        ("warc-file", "crawl.warc"),
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", A + B),
        ("a.warc.gz", packed(A, B)),
        ("a.warc.gz", packed(A + B)),
        ("a.warc.gz", packed(A[:300], A[300:] + B)),
        ("a.warc.gz", packed(A) + b"\x00" * 700 + packed(B)),
        ("a.warc.zst", zstd(A + B)),
        ("a", A + B),
        ("a.warc", (A + B).replace(b"WARC/1.0", b"WARC/1.1")),
        ("a.warc", A.replace(b"\r\nWARC-Type", b"\nWARC-Type").rstrip(b"\r\n") + b"\n\n" + B),
        ("a.warc", A.rstrip() + B),
        ("a.warc", b"\r\n\r\n" + A + b"\r\n" + B.rstrip()),
    ],
)
def test_both_pages_are_read_however_they_are_packed(name: str, data: bytes) -> None:
    assert outcome(data, name) == addresses(1, 2)


@pytest.mark.parametrize(
    ("block", "reader"),
    [
        (answer(SEEDS["seed.pdf"], "application/pdf"), "pdf"),
        (answer(PROSE.encode(), "text/plain"), "text"),
        (answer(SEEDS["seed.atom"], "application/atom+xml"), "feed"),
        (answer(SEEDS["seed.docx"], "application/octet-stream"), "docx"),
        (answer(PAGE, ""), "html"),
    ],
)
def test_each_format_goes_to_its_reader(block: bytes, reader: str) -> None:
    assert one(record("response", "https://a.example/x", block), "a.warc").custody.reader == reader


def test_resources_and_conversions_are_read() -> None:
    resource = record("resource", "file:///home/x.html", PAGE, Content_Type="text/html")
    assert one(resource, "a.warc").custody.reader == "html"
    wet = record("conversion", "https://a.example/9", f"---\nMenu\n{PROSE}".encode())
    document = one(packed(wet), "a.warc.wet.gz")
    assert (document.custody.reader, document.address) == ("text", "https://a.example/9")
    assert document.text.startswith("---\nMenu")


PASSED_OVER = [
    (record("request", "https://a.example/1", b"GET / HTTP/1.1\r\n\r\n"), "records of kind request"),
    (record("metadata", "https://a.example/1", b"x: y"), "records of kind metadata"),
    (record("revisit", "https://a.example/1", b"HTTP/1.1 200 OK\r\n\r\n"), "records of kind revisit"),
    (record("response", "dns:a.example", b"1.2.3.4", Content_Type="text/dns"), "records of no page"),
    (record("resource", "metadata://gnu.org/wget/log", b"log"), "records of no page"),
    (record("response", "https://a.example/1", answer(PAGE, status="404 Not Found")), "status than 200"),
    (record("response", "https://a.example/1", answer(PAGE, status="302 Found")), "status than 200"),
    (record("response", "https://a.example/1", answer(b"\x89PNG", "image/png")), "files without text"),
    (record("response", "https://a.example/1", answer(b"\x00\x01" * 99, "")), "files without text"),
    (record("response", "https://a.example/1", answer(b"{}", "application/json")), "files without text"),
    (record("response", "https://a.example/1", answer(b"")), "empty pages"),
    (record("response", "https://a.example/1", b""), "empty pages"),
    (record("resource", "https://a.example/1", A, Content_Type="application/warc"), "archives within it"),
]


@pytest.mark.parametrize(("data", "what"), PASSED_OVER)
def test_what_every_archive_is_full_of_is_passed_over(data: bytes, what: str) -> None:
    assert outcome(data + A) == addresses(1)
    error = refusal(data * 2, "a.warc")
    assert error.why.startswith("no page to read in this archive (") and f"{what}: 2" in error.why


CUT = packed(B)[:-30]
FAULTS = [
    (page(2, Content_Length="99999999999999999999"), "no number of bytes ('99999999999999999999')"),
    (page(2, Content_Length="1000000000000"), "is 1,000,000,000,000 bytes, more than max_file_bytes"),
    (page(2, Content_Length="9999999"), "it is cut off: "),
    (page(2, Content_Length="-5"), "no number of bytes ('-5')"),
    (page(2, Content_Length="many"), "no number of bytes ('many')"),
    (page(2, Content_Length="50"), "its Content-Length is wrong: 50 bytes on, no other record begins"),
    (page(2, Content_Length=str(len(answer(PAGE)) + 9)), "its Content-Length "),
    (B[:-200] + b"\r\n\r\n", "its Content-Length "),
    (b"nothing that is known\r\n", "what stands here is no WARC record"),
    (record("response", "https://a.exam[ple/2", answer(PAGE)), "its WARC-Target-URI is no address"),
    (record("response", "https://a.example/2", b"no HTTP"), "no HTTP answer, though it is said to be one"),
    (
        record("response", "https://a.example/2", answer(b"ffffff\r\nshort", Transfer_Encoding="chunked")),
        "its chunks are broken",
    ),
    (
        record("response", "https://a.example/2", answer(b"\x1f\x8bshort", Content_Encoding="gzip")),
        "its page is broken gzip data",
    ),
    (
        record("response", "https://a.example/2", answer(PAGE, Content_Encoding="compress")),
        "its page is packed as 'compress'",
    ),
    (record("response", "https://a.example/2", answer(b"\x89PNG\r\n\x1a\n\x00")), "this is a PNG picture"),
]


@pytest.mark.parametrize("pack", [bytes, packed], ids=["plain", "gzip"])
@pytest.mark.parametrize(("bad", "why"), FAULTS, ids=[why for _, why in FAULTS])
def test_a_fault_costs_its_record_alone(bad: bytes, why: str, pack: type[bytes]) -> None:
    first, error, last = outcome(
        b"".join(map(pack, (A, bad, C))), "a.warc.gz" if pack is packed else "a.warc"
    )
    assert [first, last] == addresses(1, 3)
    assert why in error and "\n" not in error
    assert "record 2" in error or "https://a.example/2: " in error


@pytest.mark.parametrize(
    "bad",
    [
        CUT,
        packed(B)[:-4] + b"\x00\x01\x02\x03",
        packed(B)[:60] + b"\xff" * 20 + packed(B)[80:],
        b"\x1f\x8b\x08" + b"x" * 40,
    ],
    ids=["cut off", "checksum", "damaged", "head"],
)
def test_a_broken_gzip_member_costs_its_record_alone(bad: bytes) -> None:
    first, error, last = outcome(packed(A) + bad + packed(C), "a.warc.gz")
    assert [first, last] == addresses(1, 3)
    assert error.startswith("a.warc.gz, record 2") and "broken gzip data" in error
    # The first one too, before anything is known of the file but its name.
    assert outcome(bad + packed(C), "a.warc.gz")[1:] == addresses(3)


def test_an_archive_that_ends_early_gives_all_that_is_whole() -> None:
    first, second, error = outcome((A + B + C)[:-100])
    assert [first, second] == addresses(1, 2) and "record 3 (https://a.example/3): it is cut off" in error
    first, error = outcome(packed(A, B)[:-40], "a.warc.gz")
    assert first == addresses(1)[0] and "it ends too early" in error


def test_a_file_broken_everywhere_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MOST_FAULTS", 5)
    found = outcome(packed(A) + CUT * 9, "a.warc.gz")
    assert found[0] == addresses(1)[0] and len(found) == 7
    assert "more than 5 places in it are broken; the rest was not read" in found[-1]


def test_a_bomb_is_stopped() -> None:
    small = Settings(max_file_bytes=20_000, max_expanded_bytes=50_000)
    member = page(2, b" " * 10_000_000)
    found = read(packed(A, member), "a.warc.gz", small)
    assert isinstance(found[-1], SkipDocument) and "as decompression bombs do" in found[-1].why
    coded = answer(gzip.compress(b" " * 10_000_000), Content_Encoding="gzip")
    error = refusal(record("response", "https://a.example/2", coded), "a.warc", small)
    assert error.why == "its page is packed and holds more than max_file_bytes allows (20,000)"


def chunked(body: bytes) -> bytes:
    return b"%x;ext=1\r\n%b\r\n3\r\n%b\r\n0\r\n\r\n" % (len(body) - 3, body[:-3], body[-3:])


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (chunked(PAGE), {"Transfer_Encoding": "chunked"}),
        (chunked(gzip.compress(PAGE)), {"Transfer_Encoding": "Chunked", "Content_Encoding": "gzip"}),
        (gzip.compress(PAGE), {"Content_Encoding": "x-gzip"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (zlib.compress(PAGE)[2:-4], {"Content_Encoding": "deflate"}),
        (brotli(PAGE), {"Content_Encoding": "br"}),
        (zstd(PAGE), {"Content_Encoding": "zstd"}),
        # What crawlers leave that undo the coding but keep the header.
        (PAGE, {"Transfer_Encoding": "chunked"}),
        (PAGE, {"Content_Encoding": "gzip"}),
        (PAGE, {"Content_Encoding": "identity"}),
    ],
)
def test_codings_are_undone(body: bytes, more: dict[str, str]) -> None:
    document = one(record("response", "https://a.example/1", answer(body, **more)), "a.warc")
    assert PROSE in document.text
    sent = body if "Transfer_Encoding" not in more or body is PAGE else None
    assert sent is None or document.custody.sha256 == hashlib.sha256(sent).hexdigest()


def test_the_servers_charset_wins_over_the_pages() -> None:
    body = PAGE.decode().replace("<head>", '<head><meta charset="iso-8859-5">').encode("cp1252")
    document = one(
        record("response", "https://a.example/1", answer(body, "text/html; charset=windows-1252")), "a.warc"
    )
    assert "“Nobody came,”" in document.text and document.custody.encoding == "cp1252"
    body = PAGE.decode().replace("<head>", '<head><meta charset="windows-1252">').encode("cp1252")
    document = one(record("response", "https://a.example/1", answer(body, "text/html")), "a.warc")
    assert "“Nobody came,”" in document.text and document.custody.encoding == "cp1252"


def test_what_the_archive_says_of_a_page_is_noted() -> None:
    assert one(page(1, WARC_Truncated="length"), "a.warc").notes == (
        "the archive holds only the beginning of this page (WARC-Truncated: length)",
    )
    undated = one(page(1, WARC_Date="May 2024"), "a.warc")
    assert "does not say when" in undated.notes[0] and undated.custody.retrieved == "2024-05-01T12:00:00Z"
    assert (
        one(page(1, WARC_Date="2019-01-02T03:04:05.678Z"), "a.warc").custody.retrieved
        == "2019-01-02T03:04:05Z"
    )
    assert one(page(1, WARC_Target_URI="<https://a.example/7>"), "a.warc").address == "https://a.example/7"


@settings(max_examples=150, deadline=None)
@given(
    blocks=st.lists(st.binary(max_size=300), min_size=1, max_size=6),
    cuts=st.lists(st.integers(0, 2000), max_size=4),
    step=st.integers(1, 400),
)
def test_records_come_out_as_they_went_in(blocks: list[bytes], cuts: list[int], step: int) -> None:
    """Whatever stands in them, and wherever the pieces that are read end."""
    data = b"".join(record("resource", f"urn:{n}", block) for n, block in enumerate(blocks))
    stream = io.BytesIO(data)

    class Slow:
        def read(self, _: int) -> bytes:
            return stream.read(step)

    found = list(archives.records(Slow(), "x", 1000))  # type: ignore[arg-type]
    assert [(r.block, r.fault) for r in found] == [(block, None) for block in blocks]
    places = sorted({0, len(data), *(cut % len(data) for cut in cuts)})
    members = [data[a:b] for a, b in pairwise(places)]
    for part in (members, [data]):
        again = archives.records(Expanded(io.BytesIO(packed(*part)), "x", 10**6), "x", 1000)
        assert [(r.block, r.fault) for r in again] == [(block, None) for block in blocks]


def test_defaults_hold_a_page_of_any_usual_size() -> None:
    assert SETTINGS.max_file_bytes >= 5 * 2**20
