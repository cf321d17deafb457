"""PDF: the text layer in reading order. Scans have none and are refused."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers import cleaning, layout
from sayso.readers.custody import custody
from sayso.readers.paragraphs import Paragraph, compose
from sayso.settings import Settings
from sayso.types import Document

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

SUFFIXES = (".pdf",)
MEDIA_TYPES = ("application/pdf", "application/x-pdf")
STREAMS = False

_SCAN_LETTERS = 20
"""Fewer than this on a page are a stamp or a page number, not a text."""
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SIDEWAYS = 0.1
"""Radians: text that runs up the margin is no part of the columns."""


def matches(head: bytes) -> bool:
    """`%PDF-` within the first kilobyte, as the format allows."""
    return b"%PDF-" in head[:1024]


def read(raw: Raw, settings: Settings) -> Iterator[Document]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(raw.data) as pdf:
            pages, notes = _pages(pdf, raw, settings)
            title = _metadata(pdf, "Title")
            author = _metadata(pdf, "Author")
    except pypdfium2.PdfiumError as error:
        raise _broken(raw, str(error)) from None
    found = [Paragraph(cleaning.inline(p.text), p.kind) for p in layout.paragraphs(pages)]
    text, parts = compose(found)
    headline = next((p.text for p in found if p.kind == "headline"), None)
    yield Document(
        address=raw.address,
        text=text,
        custody=custody(raw, "pdf", "application/pdf"),
        # The title in a PDF's properties is often the name of a template; what stands on the page counts.
        title=headline or (title if title and title.lower() in text.lower() else None),
        authors=(author,) if author and author.lower() in text.lower() else (),
        parts=parts,
        notes=tuple(notes),
    )


def _broken(raw: Raw, said: str) -> SkipDocument:
    if "password" in said.lower():
        return SkipDocument(raw.address, "password-protected", "Save it without a password")
    if "security" in said.lower():
        return SkipDocument(raw.address, "protected in a way that cannot be opened", "Print it to a new PDF")
    return SkipDocument(raw.address, "a broken PDF", "Get the file again, or print it to a new PDF")


def _pages(pdf: PdfDocument, raw: Raw, settings: Settings) -> tuple[list[layout.Page], list[str]]:
    pages: list[layout.Page] = []
    letters, without = 0, []
    for number in range(len(pdf)):
        page = pdf[number]
        runs = tuple(_runs(page))
        size = sum(len(run.text) for run in runs)
        if size < _SCAN_LETTERS:
            without.append(str(number + 1))
        letters += size
        if letters > settings.max_text_chars:
            why = f"it has more characters than max_text_chars allows ({settings.max_text_chars:,})"
            raise SkipDocument(raw.address, why, "Split it, or raise that setting")
        pages.append(layout.Page(page.get_width(), page.get_height(), runs))
        page.close()
    if len(without) == len(pages):
        why = "no text in it: a scan, or pictures of text" if pages else "no pages in it"
        raise SkipDocument(raw.address, why, "Recognise its text first (OCR, for instance ocrmypdf)")
    shown = ", ".join(without[:10]) + (" …" if len(without) > 10 else "")
    return pages, [f"no text on page {shown}: perhaps scans"] if without else []


def _runs(page: PdfPage) -> Iterator[layout.Run]:
    """Words on one base line, broken at gaps as wide as a letter is high."""
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    current: list[tuple[str, float, float]] = []
    base = size = 0.0
    for character, box, height in _characters(text_page.raw, pdfium):
        left, bottom, right = box
        if character in "\r\n":
            continue
        jumps = (
            current
            and not character.isspace()
            and (
                abs(bottom - base) > 0.45 * max(size, height)
                or not -0.6 * size < left - current[-1][2] < 0.95 * size
            )
        )
        if jumps:
            yield from _ended(current, base, size)
            current = []
        if character.isspace() and not current:
            continue
        if not current:
            base, size = bottom, height
        # A space may be as wide as a gutter: it must not bridge it.
        end = current[-1][2] if character.isspace() else right
        current.append((character, left, end))
    yield from _ended(current, base, size)
    text_page.close()


def _ended(characters: list[tuple[str, float, float]], base: float, size: float) -> Iterator[layout.Run]:
    text = cleaning.clean("".join(c for c, _, _ in characters)).translate(_LIGATURES).strip()
    if text:
        yield layout.Run(text, characters[0][1], characters[-1][2], base, size)


def _characters(text_page: Any, pdfium: Any) -> Iterator[tuple[str, tuple[float, float, float], float]]:  # noqa: ANN401 - handles of a C library
    """Each upright character with left, base line and right, and its font size."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code == 0 or code > 0x10FFFF:
            code = 0xFFFD
        if _SIDEWAYS < pdfium.FPDFText_GetCharAngle(text_page, index) < 6.283 - _SIDEWAYS:
            continue
        pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        size = _height(text_page, index, pdfium) or max(top.value - bottom.value, 1.0)
        yield chr(0x2D if code == 0xFFFE else code), (left.value, y.value, right.value), size


def _height(text_page: Any, index: int, pdfium: Any) -> float:  # noqa: ANN401 - handles of a C library
    """Font size as it is seen: the size in the font's own units says nothing once the page scales it."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(text_page, index))
    if pdfium.FPDFText_GetMatrix(text_page, index, matrix):
        size *= abs(matrix.d) or abs(matrix.b) or 1.0
    return size


def _metadata(pdf: PdfDocument, name: str) -> str | None:
    return cleaning.inline(pdf.get_metadata_value(name)) or None
