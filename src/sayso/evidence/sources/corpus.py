"""The user's own documents: passages of the ledger near to the claim, by words and by meaning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.findings import Asked, Passage
from sayso.protocols import Library
from sayso.settings import Settings

SETUP = "Add documents to the ledger: sayso add."


@dataclass(frozen=True, slots=True)
class Corpus:
    library: Library

    def search(self, asked: Asked, most: int) -> Iterable[Passage]:
        return self.library.near(asked, most)


def open(settings: Settings, library: Library) -> Corpus:
    """Always ready: a ledger is what is checked against."""
    return Corpus(library)
