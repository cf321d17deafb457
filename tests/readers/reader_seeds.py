"""Files of every format, written by hand, for the tests of the readers."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso import readers
from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.settings import Settings
from sayso.types import Document

DATA = Path(__file__).parent / "data"
SETTINGS = Settings()

Placed = tuple[float, float, float, str]
"""x, y, font size, words."""

PROSE = (
    "The dam that failed above Orvale had been rated unsafe, according to two engineers. "
    "At least 14 people were killed when the spillway gave way, the rescue service said. "
    "The water authority denied that it had ignored the warnings of the engineers."
)


def raw(data: bytes, name: str, **more: str) -> Raw:
    """The bytes as a file of that name."""
    return Raw(
        address=name,
        data=data,
        retrieved="2024-05-01T12:00:00Z",
        final_address=name,
        **more,  # type: ignore[arg-type]
    )


def read(data: bytes, name: str, settings: Settings = SETTINGS) -> list[Document | SkipDocument]:
    """Everything that comes out, the refusal of the whole among it."""
    return list(_reading(data, name, settings))


def _reading(data: bytes, name: str, settings: Settings) -> Iterator[Document | SkipDocument]:
    try:
        yield from readers.read(raw(data, name), settings)
    except SkipDocument as error:
        yield error


def one(data: bytes, name: str, settings: Settings = SETTINGS) -> Document:
    """The one document in there."""
    (found,) = read(data, name, settings)
    assert isinstance(found, Document), found
    return found


def refusal(data: bytes, name: str, settings: Settings = SETTINGS) -> SkipDocument:
    """The one line that comes instead of a document."""
    (found,) = read(data, name, settings)
    assert isinstance(found, SkipDocument), found
    return found


def parts(document: Document) -> list[tuple[str, str]]:
    return [(part.kind, document.text[part.span.start : part.span.end]) for part in document.parts]


def pdf(pages: Sequence[Sequence[Placed]], *, encrypted: bool = False, graphics: str = "") -> bytes:
    """A PDF in Helvetica with the words at their places on A4."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font.encode()]
    kids = []
    for page in pages:
        content = "\n".join([graphics, *(_show(*placed) for placed in page)]).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
        fonts = "/Resources << /Font << /F1 3 0 R >> >>"
        box = "/MediaBox [0 0 595 842]"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {len(objects)} 0 R {fonts} >>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    trailer = "/Root 1 0 R"
    if encrypted:
        keys = f"/O <{'ab' * 32}> /U <{'cd' * 32}>"
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 {keys} >>".encode())
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<{'00' * 16}> <{'00' * 16}>]"
    return _file(objects, trailer)


def _show(x: float, y: float, size: float, words: str) -> str:
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size:g} Tf {x:g} {y:g} Td ({escaped}) Tj ET"


def _file(objects: list[bytes], trailer: str) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    xref = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} {trailer} >>\n"
    return out + xref.encode() + f"startxref\n{len(out)}\n%%EOF".encode()


def column(x: float, y: float, words: Sequence[str], size: float = 10) -> list[Placed]:
    """Lines one under the other."""
    return [(x, y - 1.2 * size * number, size, line) for number, line in enumerate(words)]


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def docx(body: str, extra: dict[str, str] | None = None) -> bytes:
    """A DOCX with this XML within its body, and other files beside."""
    main = f'<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": main, **(extra or {})})


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 1, 12, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of DOCX; a run that begins with `<` is taken as XML."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    made = (
        run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs
    )
    return f"<w:p>{properties}{''.join(made)}</w:p>"


MAIL = f"""From: Ada Brenn <ada@valley.example>
To: desk@courier.example
Subject: =?utf-8?q?The_dam_=E2=80=93_what_I_saw?=
Date: Fri, 14 May 2021 18:05:00 +0200
Message-ID: <1@valley.example>
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

{PROSE}
""".encode()

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Lenster Courier</title><language>en-gb</language>
<item><title>Dam ‘was unsafe’ &amp; known to be</title><link>https://courier.example/dam</link>
<pubDate>Fri, 14 May 2021 18:05:00 GMT</pubDate><dc:creator>Mirela Voss</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>{PROSE}</p><p>“Nobody came,” said&nbsp;Ada Brenn.</p>]]></content:encoded></item>
<item><title>No text here</title><guid>urn:2</guid></item>
</channel></rss>""".encode()

ATOM = f"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Tarn Post</title>
<entry><title type="html">Turnout &lt;b&gt;rises&lt;/b&gt;</title><id>tag:tarn,2022:1</id>
<link rel="self" href="https://tarn.example/1.atom"/><link href="https://tarn.example/1"/>
<published>2022-10-02T22:05:00Z</published><updated>2022-10-02T23:00:00Z</updated>
<author><name>Una Grey</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PROSE}</p></div></content></entry>
</feed>""".encode()


def record(kind: str, address: str, block: bytes, **fields: str) -> bytes:
    """A WARC record; `Content_Type="…"` and the like replace or add fields of its head."""
    head = {
        "WARC-Type": kind,
        "WARC-Target-URI": address,
        "WARC-Date": "2024-05-01T12:00:00Z",
        "WARC-Record-ID": "<urn:uuid:5b6f7a1e-0000-4000-8000-000000000001>",
        "Content-Type": "application/http; msgtype=response" if kind == "response" else "text/plain",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def answer(
    body: bytes, kind: str = "text/html; charset=utf-8", *, status: str = "200 OK", **more: str
) -> bytes:
    """An HTTP answer."""
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in more.items())
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{head}\r\n".encode() + body


PAGE = (
    f"<!DOCTYPE html><html><head><title>Dam was unsafe</title></head><body><article><h1>Dam was unsafe</h1>"
    f"<p>{PROSE}</p><p>“Nobody came,” said Ada Brenn, who lives below it.</p></article></body></html>"
).encode()
WARC = [
    record("warcinfo", "", b"software: a crawler\r\n", Content_Type="application/warc-fields"),
    record("request", "https://a.example/1", b"GET /1 HTTP/1.1\r\n\r\n"),
    record("response", "https://a.example/1", answer(PAGE)),
    record("response", "https://a.example/2", answer(PAGE, Content_Encoding="identity")),
    record("conversion", "https://a.example/3", PROSE.encode()),
]

LINES = "\n".join(
    json.dumps(record)
    for record in (
        {
            "id": "a",
            "text": PROSE,
            "title": "The dam",
            "published": "2021-05-14",
            "language": "en",
            "rating": 3,
        },
        {"id": 7, "text": "Short.\r\nKept as it came. ", "tags": ["x", {"y": None}]},
    )
).encode()

SEEDS: dict[str, bytes] = {
    "seed.txt": f"Dam was unsafe, she says\n\nMay 14, 2021\n\n{PROSE}\n\n“Nobody came,” she said.".encode(),
    "seed.md": f"---\ntitle: Dam\ndate: 2021-05-14\n---\n# Dam\n\n{PROSE} *Now* [so](x).\n\n- one\n".encode(),
    "seed.html": (DATA / "news.html").read_bytes(),
    "seed.pdf": pdf([column(50, 700, PROSE.split(". "))]),
    "seed.docx": docx(paragraph("The dam", style="Title") + paragraph(PROSE)),
    "seed.eml": MAIL,
    "seed.jsonl": LINES,
    "seed.jsonl.gz": gzip.compress(LINES, mtime=0),
    "seed.rss": RSS,
    "seed.warc": b"".join(WARC),
    "seed.warc.gz": b"".join(gzip.compress(part, mtime=0) for part in WARC),
    "seed.atom": ATOM,
}
"""One valid file of each format: what fuzzing starts from."""
