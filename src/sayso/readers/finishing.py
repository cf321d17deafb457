"""What every document goes through, whatever format it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sayso.errors import SkipDocument
from sayso.protocols import Raw, Reader
from sayso.readers import cleaning, dates, language, opening, structure
from sayso.settings import Settings
from sayso.types import Document

_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def finished(document: Document, settings: Settings) -> Document:
    """With its parts, own date and language.

    Raises:
        SkipDocument: empty, too long, or in another language than English.
    """
    _check_length(document, settings)
    found = language.guess(document.text)
    if not settings.any_language:
        _check_language(document, found)
    document = _dated(document)
    return replace(
        document,
        address=cleaning.clean(document.address),
        title=_line(document.title),
        language=found.code or document.language,
        authors=tuple(filter(None, map(_line, document.authors))) or structure.byline(document.text),
        publisher=_line(document.publisher),
        parts=structure.parts(document.text, document.title, document.parts),
        notes=tuple(map(cleaning.inline, document.notes)),
    )


def finish_all(
    found: Iterator[Document | SkipDocument], settings: Settings
) -> Iterator[Document | SkipDocument]:
    """Each finished; one that fails comes as the error that says why, and the next one follows."""
    for item in found:
        try:
            yield item if isinstance(item, SkipDocument) else finished(item, settings)
        except SkipDocument as error:
            yield error


def unfinished(raw: Raw, settings: Settings) -> Iterator[Document | SkipDocument]:
    """What the fitting reader makes of these bytes, a note added where they are not what they are named.

    Raises:
        SkipDocument: nothing in these bytes can be read.
    """
    raw, choice = opening.ready(raw, settings)
    found = guarded(choice.reader, raw, settings)
    return noted(found, choice.note) if choice.note else found


def noted(found: Iterator[Document | SkipDocument], note: str) -> Iterator[Document | SkipDocument]:
    """Each with the note before its own."""
    for item in found:
        yield item if isinstance(item, SkipDocument) else replace(item, notes=(note, *item.notes))


def guarded(reader: Reader, raw: Raw, settings: Settings) -> Iterator[Document | SkipDocument]:
    """A fault of a reader, ours or a plug-in's, ends its own file and not the run."""
    try:
        yield from reader.read(raw, settings)
    except _FAULTS as error:
        why = f"{type(error).__name__} while reading ({cleaning.inline(str(error))[:100]})"
        todo = "This is a fault in Sayso or a plug-in: please report it with the file"
        raise SkipDocument(raw.address, why, todo) from error


def check_bytes(raw: Raw, settings: Settings) -> None:
    """Before plain text is decoded: no character takes more than four bytes.

    Raises:
        SkipDocument: so many bytes that the text must be too long.
    """
    if len(raw.data) > 4 * settings.max_text_chars:
        raise _too_long(raw.address, f"at least {len(raw.data) // 4:,}", settings)


def _check_length(document: Document, settings: Settings) -> None:
    if not document.text.strip():
        raise SkipDocument(document.address, "no text in it", "Look whether the right file was given")
    if len(document.text) > settings.max_text_chars:
        raise _too_long(document.address, f"{len(document.text):,}", settings)


def _too_long(address: str, size: str, settings: Settings) -> SkipDocument:
    why = f"the text has {size} characters, more than max_text_chars allows ({settings.max_text_chars:,})"
    return SkipDocument(address, why, "Split it, or raise that setting")


def _check_language(document: Document, found: language.Guess) -> None:
    """The words decide; where they show nothing, a declared language is believed."""
    if found.english is False:
        why = f"the text looks like {found.name}, not English"
    elif found.english is None and document.language not in (None, "en"):
        why = f"it says of itself that its language is {document.language!r}, not English"
    else:
        return
    raise SkipDocument(document.address, why, "Set any_language to read it all the same")


def _dated(document: Document) -> Document:
    if document.published:
        return document
    found = structure.own_date(document.text)
    if found is None:
        return document
    day, words = found
    return replace(document, published=day, notes=(*document.notes, f"the date is the text's own: {words!r}"))


def _line(value: str | None) -> str | None:
    return (cleaning.inline(value) or None) if value else None


def stated_date(value: object, notes: list[str]) -> str | None:
    """The date that a record states, in EDTF; a note is added where it cannot be read without guessing."""
    if not isinstance(value, str) or not value.strip():
        return None
    day = dates.parse(value)
    if day is None:
        notes.append(f"the stated date {value.strip()[:60]!r} cannot be read without guessing")
    return day
