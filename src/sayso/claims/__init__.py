"""Extract: from a document and its markup to a reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.protocols import Extractor
from sayso.types import Document, Reading


def extract(documents: Iterable[Document], extractor: Extractor) -> Iterator[Reading]:
    """One reading a document, in order."""
    raise NotImplementedError
