"""Published fact-checks: files and feeds of ClaimReview, and Google's Fact Check Tools API."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import SaysoError, StopRun
from sayso.evidence.shelf import Entry, Note, Shelf
from sayso.evidence.sources.factchecks import files
from sayso.evidence.sources.factchecks.google import Google
from sayso.evidence.sources.factchecks.reviews import Review
from sayso.findings import Asked, Passage

if TYPE_CHECKING:
    from sayso.protocols import Library
    from sayso.settings import Settings

SETUP = (
    "Set factchecks to files or folders of fact-checks (pages, ClaimReview, the Data Commons feed), or "
    "factcheck_key to a key for Google's Fact Check Tools API."
)
VERSION = "factchecks 1"
"""Of what is shelved: raised where reviews are read otherwise than before, ratings among it."""
_FAILED, _MALFORMED = "failed", "malformed"


@dataclass(frozen=True, slots=True)
class Factchecks:
    """Shelves of reviews, and the service that is asked beside them."""

    library: Library
    shelves: tuple[tuple[Path, Shelf], ...]
    google: Google | None
    failed: tuple[SaysoError, ...]
    """What could not be read, in part or whole."""

    @property
    def malformed(self) -> int:
        """Reviews that name no claim or are past mending, and so are left out."""
        return sum(int(count) for _, shelf in self.shelves for count in shelf.notes(_MALFORMED))

    def search(self, asked: Asked, most: int) -> Iterator[Passage]:
        """Reviews of claims with the claim's words, best first, then those that the service adds.

        Raises:
            SaysoError: a file or the service failed; all that the others have was given before.
        """
        failed = list(self.failed)
        held = set[tuple[str, str]]()
        for passage in self._shelved(asked, most):
            held.add(_same(passage))
            yield passage
        if self.google:
            try:
                answered = self.google.search(asked.text, most)
            except SaysoError as error:
                failed.append(error)
                answered = []
            for review in answered:
                passage = self._passage(review, "found by Google's Fact Check Tools API", 0.0)
                if _same(passage) not in held:
                    held.add(_same(passage))
                    yield passage
        if failed:
            raise _together(failed)

    def _shelved(self, asked: Asked, most: int) -> Iterator[Passage]:
        found = [
            (score, path, entry)
            for path, shelf in self.shelves
            for entry, score in shelf.search(asked.text, most)
        ]
        held = set[str]()
        for score, path, entry in sorted(found, key=lambda one: -one[0]):
            if entry.id not in held and len(held) < most:
                held.add(entry.id)
                yield self._passage(Review.of_entry(entry), f"found by its words in {path.name}", score)

    def _passage(self, review: Review, why: str, score: float) -> Passage:
        claimed = f"{review.claimant}: {review.claim}" if review.claimant else review.claim
        context = "\n".join(text for text in (review.title, claimed, review.original, review.body) if text)
        return replace(
            self.library.passage(review.claim, context, review.date),
            source="factchecks",
            id=review.address or review.entry().id,
            address=review.address,
            title=review.title or None,
            outlet=review.publisher,
            published=review.date,
            rating=review.rating,
            score=score,
            why=why,
        )


def open(settings: Settings, library: Library) -> Factchecks | None:
    """Ready to be searched; None where neither setting is set. A large file is indexed first, once.

    Raises:
        SaysoError: nothing that is set can be read.
    """
    shelves, failed = list[tuple[Path, Shelf]](), list[SaysoError]()
    for path in _paths(settings.factchecks):
        try:
            shelf = _shelf(path, settings.max_file_bytes)
        except StopRun as error:
            failed.append(error)
            continue
        shelves.append((path, shelf))
        failed += [SaysoError(*json.loads(note)) for note in shelf.notes(_FAILED)]
    google = Google(settings) if settings.factcheck_key else None
    if failed and not google and not any(shelf.entries for _, shelf in shelves):
        raise _together(failed)
    return Factchecks(library, tuple(shelves), google, tuple(failed)) if shelves or failed or google else None


def _paths(setting: str) -> list[Path]:
    """Commas part them, unless the whole is a path that has one."""
    whole = Path(setting.strip()).expanduser()
    if setting.strip() and whole.exists():
        return [whole]
    return [Path(part.strip()).expanduser() for part in setting.split(",") if part.strip()]


def _shelf(path: Path, most_bytes: int) -> Shelf:
    chosen = files.chosen(path)

    def build() -> Iterator[Entry | Note]:
        return _entries(path, chosen, most_bytes)

    # What was too large for one setting is not for the next.
    return Shelf.open(path, build, f"{VERSION}, pages to {most_bytes}", files=chosen)


def _entries(path: Path, chosen: list[Path], most_bytes: int) -> Iterator[Entry | Note]:
    """What the file, or those in the folder, hold; failures, and how much was left out, are noted."""
    counted: Counter[bool] = Counter()
    for one in chosen:
        try:
            for review in files.read(one, most_bytes):
                counted[review is None] += 1
                if review:
                    yield review.entry()
        except files.Unreadable as error:
            yield _note(error)
    if not counted[False]:
        yield _note(
            SaysoError(str(path), _nothing(chosen, counted[True]), "Give files that hold ClaimReview")
        )
    yield Note(_MALFORMED, str(counted[True]))


def _nothing(chosen: list[Path], malformed: int) -> str:
    if not chosen:
        return "no file in it has a name by which fact-checks are known (.html .json .jsonl .csv .txt)"
    return f"no fact-check is in it ({malformed} malformed)" if malformed else "no fact-check is in it"


def _note(error: SaysoError) -> Note:
    return Note(_FAILED, json.dumps([error.what, error.why, error.todo]))


def _together(failed: list[SaysoError]) -> SaysoError:
    """One error for all: the first in full, the others by name."""
    first, *others = failed
    if not others:
        return first
    names = ", ".join(error.what for error in others[:3]) + (" …" if len(others) > 3 else "")
    return SaysoError(first.what, f"{first.why}; {len(others)} more failed: {names}", first.todo)


def _same(passage: Passage) -> tuple[str, str]:
    """Where a review is and what it reviews, however the claim is spaced and written."""
    return (passage.address or passage.outlet or "").rstrip("/"), " ".join(passage.quote.casefold().split())
