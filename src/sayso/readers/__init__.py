"""Read: from paths and addresses to documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.errors import SkipDocument
from sayso.settings import Settings
from sayso.types import Document


def documents(paths: Iterable[str], settings: Settings) -> Iterator[Document | SkipDocument]:
    """Every document found at the paths, in order; what cannot be read comes as the error that says why."""
    raise NotImplementedError
