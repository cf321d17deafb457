"""Records with named fields, as rows of a table or lines of JSON: what each name means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sayso.errors import SkipDocument
from sayso.readers import cleaning, fetching, finishing, language
from sayso.types import Custody, Document, Json

NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "plain_text", "maintext", "content", "body", "article"),
    "id": ("id",),
    "url": ("url", "uri", "source_url"),
    "title": ("title", "headline"),
    "published": (
        "published",
        "date",
        "published_at",
        "published_date",
        "publish_date",
        "publication_date",
        "date_publish",
    ),
    "publisher": ("publisher", "outlet", "publication"),
    "language": ("language", "lang"),
    "authors": ("authors", "author"),
}
"""What Sayso uses, and the names that corpora have for it: the first that a record fills is taken."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands."""

    where: str
    """For people: the file and the number of the line or row."""
    address: str
    """What its document is known by where the record names nothing better."""
    custody: Custody
    todo: str
    """What to do where it has no text."""


def document(record: Mapping[str, Json], place: Place) -> Document:
    """The document that a record holds.

    Raises:
        SkipDocument: it has no text, or an id that is none.
    """
    named = {use: _filled(record, names) for use, names in NAMES.items()}
    text = record.get(named["text"] or "text")
    if not isinstance(text, str):
        why = "its field text is no text" if named["text"] or "text" in record else "it has no field text"
        raise SkipDocument(place.where, why, place.todo)
    given, url = _id(record, place), _url(record, named["url"])
    # The url stays a field where it is not the address: nothing that a record holds is lost.
    passed = (use for use in named if use != "url" or (url and given is None))
    used = {name for use in passed for name in (named[use], use) if name}
    notes: list[str] = []
    declared = _text(record, named["language"])
    return Document(
        address=given or url or place.address,
        text=cleaning.clean(text),
        custody=replace(place.custody, address=url) if url else place.custody,
        title=_text(record, named["title"]),
        published=finishing.stated_date(record.get(named["published"] or ""), notes),
        language=language.code_of(declared) if declared else None,
        authors=_authors(record.get(named["authors"] or "")),
        publisher=_text(record, named["publisher"]),
        notes=tuple(notes),
        given_id=given,
        fields={cleaning.clean(key): _cleaned(value) for key, value in record.items() if key not in used},
    )


def _filled(record: Mapping[str, Json], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if record.get(name) not in (None, "")), None)


def _id(record: Mapping[str, Json], place: Place) -> str | None:
    name = record.get("id")
    if name is not None and (isinstance(name, bool) or not isinstance(name, (str, int))):
        why = "its field id is neither text nor a whole number"
        raise SkipDocument(place.where, why, "Mend that record")
    return None if name in (None, "") else str(name)


def _url(record: Mapping[str, Json], name: str | None) -> str | None:
    """Only what is one: "front page" or a number under that name stays a field like any other."""
    value = record.get(name) if name else None
    if not isinstance(value, str) or not value.strip().startswith(("http://", "https://")):
        return None
    url = cleaning.inline(value)
    return url if fetching.is_address(url) else None


def _text(record: Mapping[str, Json], name: str | None) -> str | None:
    value = record.get(name) if name else None
    return value if isinstance(value, str) and value.strip() else None


def _authors(value: Json) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(name for name in value if isinstance(name, str)) if isinstance(value, list) else ()


def _cleaned(value: Json) -> Json:
    """Cleaned of what no output can hold."""
    if isinstance(value, str):
        return cleaning.clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {cleaning.clean(key): _cleaned(item) for key, item in value.items()}
    return value
