"""Wikipedia as an evidence source: a dump that the user has, as a ZIM file or as MediaWiki's XML.

dump ─read→ pages ─cut→ runs of sentences ─index→ shelf ─search→ the few sentences that bear on the claim
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sayso.errors import StopRun
from sayso.evidence.shelf import Entry, Progress, Shelf
from sayso.evidence.sources.wikipedia import articles, dump, sentences, zim
from sayso.evidence.sources.wikipedia.pages import Page
from sayso.findings import Asked, Passage
from sayso.protocols import Library
from sayso.settings import Settings

SETUP = "Set wikipedia to a Wikipedia dump: a .zim file, or .xml, .xml.bz2 or .xml.gz."
NAME = "wikipedia"
_VERSION = "wikipedia 1"
"""Of what is made of a dump: another one has all indexes built anew."""
_LEANS = frozenset(
    ("he", "she", "it", "they", "this", "that", "these", "those", "his", "her", "their", "its")
)
"""A sentence that begins with one of these is understood by the one before it."""


def open(settings: Settings, library: Library) -> Wikipedia | None:
    """The dump, ready to be searched; the first time it is indexed, which takes as long as reading it does.

    Raises:
        StopRun: the file is not there, is no dump, or is damaged.
    """
    if not settings.wikipedia:
        return None
    return Wikipedia(shelf(Path(settings.wikipedia).expanduser()), library)


def shelf(path: Path, progress: Progress | None = None) -> Shelf:
    """The index of a dump; built where there is none yet. Raises as `open` does."""
    if not path.is_file():
        why = "it is a folder" if path.is_dir() else "there is no such file"
        raise StopRun(
            f"wikipedia = {str(path)!r}", why, "Give a .zim file, or a dump .xml, .xml.bz2 or .xml.gz"
        )
    return Shelf.open(path, lambda: entries(path), _VERSION, progress)


def read(path: Path) -> Iterator[Page]:
    """The articles of a dump of either kind.

    Raises:
        StopRun: it is no dump, or it is damaged.
    """
    if path.suffix == ".zimaa":
        todo = f"Join its parts first: cat {path.stem}.zim?? > {path.stem}.zim"
        raise StopRun(str(path), "it is the first part of a ZIM file that was split", todo)
    try:
        with path.open("rb") as file:
            head = file.read(len(zim.MAGIC))
    except OSError as error:
        raise StopRun(str(path), f"cannot be read ({error.strerror})", "Look at the path") from None
    return articles.read(path) if head == zim.MAGIC or path.suffix == ".zim" else dump.read(path)


def entries(path: Path) -> Iterator[Entry]:
    """What is indexed: runs of a few sentences, none of which goes over the end of a paragraph.

    Raises:
        StopRun: as `read` does, or where nothing is left to index: an empty index would answer every search
            with nothing, as though there were no evidence.
    """
    empty = True
    for page in read(path):
        for number, entry in enumerate(_runs(page), 1):
            empty = False
            yield replace(entry, id=f"{page.address}#{number}")
    if empty:
        raise StopRun(str(path), "no article with text is in it", "Give a dump of the articles themselves")


def _runs(page: Page) -> Iterator[Entry]:
    told = {"address": page.address, "published": page.published, "site": page.site.name}
    for paragraph in page.paragraphs:
        extra = json.dumps({**told, "section": paragraph.section}, ensure_ascii=False)
        for run in sentences.pieces(paragraph.text):
            yield Entry("", page.title, run, extra)


class Wikipedia:
    """An indexed dump."""

    def __init__(self, shelf: Shelf, library: Library) -> None:
        self._shelf, self._library = shelf, library

    def search(self, asked: Asked, most: int) -> Iterator[Passage]:
        """The sentences that have most of the claim's words, of each run that has any, best first."""
        words = sentences.stems(asked.text)
        for entry, score in self._shelf.search(asked.text, most):
            # The index finds what shares no more than "the" with the claim where it finds nothing else.
            if words & sentences.stems(f"{entry.title} {entry.text}"):
                yield self._passage(entry, words, score)

    def _passage(self, entry: Entry, words: frozenset[str], score: float) -> Passage:
        told = json.loads(entry.extra)
        start, end = sentences.bearing(entry.text, words - sentences.stems(entry.title))
        quote = entry.text[start:end]
        found = self._library.passage(quote, _context(entry, start, end), told["published"])
        section = f", section “{told['section']}”" if told["section"] else ""
        return replace(
            found,
            source=NAME,
            id=f"{entry.id}:{start}-{end}",
            address=told["address"],
            title=entry.title,
            outlet=told["site"],
            score=score,
            why=f"its words, in “{entry.title}”{section}",
        )


def _context(entry: Entry, start: int, end: int) -> str:
    """The page's title, without which its sentences often do not say whom they are about, and the sentence
    before the quote where it leans on that."""
    first = entry.text[start:end].partition(" ")[0].lower()
    before = [at for at, stop in sentences.split(entry.text) if stop <= start]
    return f"{entry.title}: {entry.text[before[-1] if before and first in _LEANS else start : end]}"
