"""What comes out of each format, on files written for it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from reader_seeds import (
    ATOM,
    DATA,
    LINES,
    MAIL,
    PROSE,
    RSS,
    SEEDS,
    column,
    docx,
    one,
    paragraph,
    parts,
    pdf,
    read,
    refusal,
)

from sayso.errors import SkipDocument
from sayso.settings import Settings
from sayso.types import Document

PAGES = sorted(DATA.glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_pages_come_out_exactly_so(page: Path) -> None:
    document = one(page.read_bytes(), page.name)
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    found = {
        "address": document.address,
        "title": document.title,
        "published": document.published,
        "modified": document.modified,
        "language": document.language,
        "authors": list(document.authors),
        "publisher": document.publisher,
        "encoding": document.custody.encoding,
        "notes": list(document.notes),
        "text": document.text.split("\n\n"),
        "parts": [list(part) for part in parts(document)],
    }
    assert found == expected


def test_plain_text_stays_as_it_is() -> None:
    document = one(b"Dam was unsafe, inspectors say\r\n\r\nMay 14, 2021\r\rA  dam\x00 fell.\n", "a.txt")
    assert document.text == "Dam was unsafe, inspectors say\n\nMay 14, 2021\n\nA  dam\ufffd fell.\n"
    assert document.title == "Dam was unsafe, inspectors say"
    assert document.published == "2021-05-14"
    assert document.notes == ("the date is the text's own: 'May 14, 2021'",)
    assert parts(document) == [("headline", document.title), ("dateline", "May 14, 2021")]


def test_custody_tells_where_the_bytes_came_from() -> None:
    custody = one(b"abc", "a.txt").custody
    assert custody.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (custody.size, custody.address, custody.retrieved) == (3, "a.txt", "2024-05-01T12:00:00Z")
    assert (custody.media_type, custody.reader, custody.encoding) == ("text/plain", "text", "utf-8")


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = (
        "The dam that failed above Orvale on Wednesday had been rated unsafe in\n"
        "three consecutive inspections, according to two engineers who wrote\n"
        "the reports. The water authority denied that it had ignored them, and\n"
        "its director spoke of slander.\n\n- one\n- two\n"
    )
    text = one(wrapped.encode(), "a.txt").text
    assert text.count("\n") == wrapped.count("\n") - 3
    assert len(text) == len(wrapped)
    assert text.endswith("spoke of slander.\n\n- one\n- two\n")


def test_paragraphs_of_one_line_each_are_not_joined() -> None:
    text = "\n".join([PROSE, PROSE, "Short one.", PROSE])
    assert one(text.encode(), "a.txt").text == text


MARKDOWN = """---
title: "Dam fails"
date: 2021-05-14
author: Mirela Voss
lang: en
---
# Dam *fails*

The **dam** fell,
[Ada Brenn](http://x) said. ![The dam](dam.jpg)

> “Nobody came.”

- one
- two

<div>Aside</div>

| Place | Dead |
|---|---|
| Orvale | 14 |

    code
"""


def test_markdown_comes_out_as_it_is_read() -> None:
    document = one(MARKDOWN.encode(), "a.md")
    assert document.text.split("\n\n") == [
        "Dam fails",
        "The dam fell, Ada Brenn said. The dam",
        "“Nobody came.”",
        "one",
        "two",
        "Aside",
        "Place",
        "Dead",
        "Orvale",
        "14",
        "code",
    ]
    assert (document.title, document.published, document.language) == ("Dam fails", "2021-05-14", "en")
    assert document.authors == ("Mirela Voss",)
    assert parts(document) == [("headline", "Dam fails")]


LEFT = [
    "The dam that failed above Orvale had been rated unsafe in three inspec-",
    "tions, according to two engineers who wrote them. A long-",
    "term plan was made. The long-term plan was lost.",
    "",
    "At least 14 people were killed when the spillway gave way, the rescue",
]
RIGHT = [
    "service of the province said on Thursday evening, and it had also said",
    "that 230 houses had been lost to the flood that ran down from the dam.",
    "Residents of the lower town said that no siren had sounded.",
]


def test_pdf_columns_are_read_one_after_the_other() -> None:
    pages = [
        [
            (50, 800, 9, "Lenster Water Review"),
            (500, 800, 9, "May 2021"),
            (50, 740, 20, headline),
            *column(50, 700, LEFT_NARROW),
            *column(310, 697, RIGHT_NARROW),
            (290, 30, 9, str(number)),
        ]
        for number, headline in enumerate(("Dam was unsafe", "Why nobody acted"), start=1)
    ]
    document = one(pdf(pages), "a.pdf")
    body = [" ".join(LEFT_NARROW), " ".join(RIGHT_NARROW)]
    assert document.text.split("\n\n") == ["Dam was unsafe", *body, "Why nobody acted", *body]
    assert document.title == "Dam was unsafe"
    assert parts(document) == [("headline", "Dam was unsafe")]
    assert document.custody.media_type == "application/pdf"


LEFT_NARROW = [
    "The dam above Orvale had been rated unsafe in",
    "three inspections, two of its engineers told us",
    "on Friday, and nobody did anything about it.",
]
RIGHT_NARROW = [
    "The water authority denied that it had ignored",
    "the warnings. Residents of the lower town said",
    "that no siren had sounded on that evening.",
]


def test_pdf_hyphens_at_line_ends_are_resolved() -> None:
    lines = [line for line in LEFT if line]
    text = one(pdf([column(50, 700, [*lines, *RIGHT])]), "a.pdf").text
    assert "three inspections, according" in text
    assert "A long-term plan was made. The long-term plan was lost." in text


def test_pdf_sentence_runs_on_over_the_page() -> None:
    pages = [column(50, 700, LEFT[:3] + LEFT[4:]), column(50, 700, RIGHT)]
    assert "the rescue service of the province said" in one(pdf(pages), "a.pdf").text


def test_pdf_paragraphs_are_parted_by_space() -> None:
    page = [*column(50, 700, LEFT[:3]), *column(50, 640, RIGHT)]
    assert len(one(pdf([page]), "a.pdf").text.split("\n\n")) == 2


def test_pdf_tables_are_read_row_by_row() -> None:
    cells = [("Orvale", "14"), ("Mell", "2"), ("Tarn", "31"), ("Elsin", "7")]
    page = [
        p for n, (a, b) in enumerate(cells) for p in ((50, 700 - 12 * n, 10, a), (200, 700 - 12 * n, 10, b))
    ]
    assert "Orvale 14 Mell 2 Tarn 31 Elsin 7" in one(pdf([page]), "a.pdf").text.replace("\n\n", " ")


def test_pdf_pages_without_text_are_named() -> None:
    document = one(pdf([column(50, 700, RIGHT), [], column(50, 700, LEFT)]), "a.pdf")
    assert document.notes == ("no text on page 2: perhaps scans",)


BODY = "".join(
    [
        paragraph("Dam fails", style="Title"),
        paragraph("The dam ", "fell", " on Friday."),
        paragraph(
            "Ada ",
            "<w:del><w:r><w:delText>Brown</w:delText></w:r></w:del>",
            "<w:ins><w:r><w:t>Brenn</w:t></w:r></w:ins>",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
            "<w:r><w:t> said</w:t><w:tab/><w:t>so.</w:t><w:br/><w:t>Twice.</w:t></w:r>",
        ),
        f"<w:tbl><w:tr><w:tc>{paragraph('Orvale')}</w:tc><w:tc>{paragraph('14')}</w:tc></w:tr></w:tbl>",
        paragraph(""),
    ]
)
CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:t="t"><dc:title>Template</dc:title>'
    "<dc:creator>Mirela Voss</dc:creator><t:modified>2021-05-14T10:00:00Z</t:modified></cp:coreProperties>"
)


def test_docx_paragraphs_tables_and_changes() -> None:
    document = one(docx(BODY, {"docProps/core.xml": CORE}), "a.docx")
    assert (
        document.text == "Dam fails\n\nThe dam fell on Friday.\n\nAda Brenn said so.\nTwice.\n\nOrvale\n\n14"
    )
    assert document.title == "Dam fails"
    assert document.authors == ("Mirela Voss",)
    assert (document.published, document.modified) == (None, "2021-05-14T10:00:00Z")


def test_mail_is_read_with_its_headers() -> None:
    document = one(MAIL, "a.eml")
    assert document.text == PROSE + "\n"
    assert document.title == "The dam – what I saw"
    assert document.authors == ("Ada Brenn",)
    assert document.published == "2021-05-14T18:05:00+02:00"


HTML_MAIL = b"""From: x@y.example
Message-ID: <2@y.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=windows-1252

<p>He said \x93no\x94.</p><p>Twice.</p>
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename=a.pdf

xx
--b--
"""


def test_mail_of_html_alone_and_its_attachments() -> None:
    document = one(HTML_MAIL, "a.eml")
    assert document.text == "He said “no”.\n\nTwice."
    assert document.authors == ("x@y.example",)
    assert document.notes == ("1 attachment was not read",)


def test_mail_of_flowing_lines_is_joined() -> None:
    mail = MAIL.replace(b'charset="utf-8"', b'charset="utf-8"; format=flowed').replace(
        b"unsafe, ", b"unsafe, \n"
    )
    assert one(mail, "a.eml").text.replace("  ", " ") == PROSE + "\n"


def test_jsonl_keeps_the_text_and_passes_fields_through() -> None:
    first, second = read(LINES, "a.jsonl")
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.address, first.title, first.published) == ("a", "The dam", "2021-05-14")
    assert first.fields == {"rating": 3}
    assert second.address == "7"
    assert second.text == "Short.\r\nKept as it came. "
    assert second.fields == {"tags": ["x", {"y": None}]}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "not JSON (Expecting property name enclosed in double quotes, column 2)"),
        ("[1]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ("{}", "it has no field text"),
        ('{"text": 3}', "its field text is no text"),
        ('{"text": "a", "id": [1]}', "its field id is neither text nor a whole number"),
        ('{"text": NaN}', "not JSON that can be read (NaN is no number in JSON)"),
        ('{"text": ""}', "no text in it"),
        ("[" * 100_000, "not JSON that can be read (nested too deeply)"),
    ],
)
def test_jsonl_names_the_bad_line_and_goes_on(line: str, why: str) -> None:
    good, bad, after = read(f'{{"text": "First."}}\n{line}\n\n{{"text": "Last."}}'.encode(), "a.jsonl")
    assert isinstance(good, Document) and isinstance(after, Document)
    assert isinstance(bad, SkipDocument)
    assert bad.why == why
    assert bad.what in ("a.jsonl, line 2", "a.jsonl#2")
    assert (good.address, after.address) == ("a.jsonl#1", "a.jsonl#4")


def test_jsonl_that_is_not_utf8_and_surrogates() -> None:
    bad, good = read(b'{"text": "\xff"}\n{"text": "a\\ud800b\\u0000", "x\\udc00": ["\\ud800"]}', "a.jsonl")
    assert isinstance(bad, SkipDocument) and "UTF-8" in bad.why
    assert isinstance(good, Document)
    assert good.text == "a\ufffdb\ufffd"
    assert good.fields == {"x\ufffd": ["\ufffd"]}


def test_jsonl_dates_that_are_ambiguous_are_said_to_be() -> None:
    document = one(b'{"text": "a", "published": "03/04/2018"}', "a.jsonl")
    assert document.published is None
    assert document.notes == ("the stated date '03/04/2018' cannot be read without guessing",)


def test_gzip_is_expanded_and_custody_is_of_the_original() -> None:
    packed = gzip.compress(LINES, mtime=0)
    documents = read(packed, "a.jsonl.gz")
    assert [d.address for d in documents if isinstance(d, Document)] == ["a", "7"]
    assert all(isinstance(d, Document) and d.custody.size == len(packed) for d in documents)
    two = gzip.compress(b"One. ", mtime=0) + gzip.compress(b"Two.", mtime=0) + b"\x00" * 9
    assert one(two, "a.txt.gz").text == "One. Two."


def test_rss_entries_are_documents() -> None:
    entry, empty = read(RSS, "a.rss")
    assert isinstance(entry, Document)
    assert entry.address == "https://courier.example/dam"
    assert entry.text == f"Dam ‘was unsafe’ & known to be\n\n{PROSE}\n\n“Nobody came,” said Ada Brenn."
    assert entry.title == "Dam ‘was unsafe’ & known to be"
    assert (entry.published, entry.language) == ("2021-05-14T18:05:00Z", "en")
    assert (entry.authors, entry.publisher) == (("Mirela Voss",), "The Lenster Courier")
    assert isinstance(empty, SkipDocument)
    assert empty.why == "this entry has no text but its title"


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55296;", "&#0;", "&#xFFFFFFFFFF;", "&#xffff;", "&#11;"])
@pytest.mark.parametrize("name", ["seed.rss", "seed.atom", "seed.html", "seed.docx"])
def test_references_to_what_is_no_character(name: str, reference: str) -> None:
    data = SEEDS[name]
    if name == "seed.docx":
        data = docx(paragraph(PROSE.replace("warnings", reference + "warnings")))
    document = read(data.replace(b"The water", reference.encode() + b"The water", 1), name)[0]
    assert isinstance(document, Document)
    assert document.text.encode()
    assert "The water" in document.text


def test_atom_entries_are_documents() -> None:
    document = one(ATOM, "a.atom")
    assert document.address == "https://tarn.example/1"
    assert document.text == f"Turnout rises\n\n{PROSE}"
    assert (document.published, document.modified) == ("2022-10-02T22:05:00Z", "2022-10-02T23:00:00Z")
    assert (document.authors, document.publisher) == (("Una Grey",), "Tarn Post")


@pytest.mark.parametrize("name", [name for name in SEEDS if name not in ("seed.txt", "seed.md")])
def test_content_counts_where_it_is_beyond_doubt(name: str) -> None:
    """A PDF named .txt is a PDF, and the document says so. Only text is never beyond doubt."""
    found = [d for d in read(SEEDS[name], "wrong.txt") if isinstance(d, Document)]
    assert found
    reader = name.split(".")[1]
    assert found[0].custody.reader == {"rss": "feed", "atom": "feed", "warc": "html"}.get(reader, reader)
    assert found[0].notes[0].startswith("named as text, but the bytes are ")


def test_language_is_declared_or_seen() -> None:
    french = b'{"text": "Oui.", "language": "fr"}'
    assert refusal(french, "a.jsonl").why == "it says of itself that its language is 'fr', not English"
    assert one(french, "a.jsonl", Settings(any_language=True)).language == "fr"
