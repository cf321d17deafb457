"""The store of fingerprints: a folder of parts, and a manifest that says which of them count.

    add → a new part;  remove → a list that every join honours;  compact → parts merged, removed rows dropped

The manifest is replaced in one step after a part is whole, so what is killed half-way never counts, and the
next writer sweeps it away. One process writes at a time; any number may read.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sayso.errors import StopRun
from sayso.lineage.fingerprints import parts as on_disk
from sayso.lineage.fingerprints.parts import Part, Piece, Rows
from sayso.lineage.fingerprints.winnowing import Recipe, fingerprints

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray

Entry: TypeAlias = tuple[int, str, str]
"""A document's number, its time (ISO or EDTF, "" where unknown), and its text."""

FAN = 8
"""Parts of about one size that are merged: few are left to search, and each row is rewritten seldom."""
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class _Manifest:
    recipe: str
    next: int
    """Number of the next part; never used twice."""
    parts: tuple[Part, ...]
    removed: tuple[int, ...]


class Store:
    """Fingerprints of numbered documents in a folder."""

    def __init__(self, folder: Path, recipe: Recipe | None = None) -> None:
        """Open the store, or begin one.

        Raises:
            StopRun: the folder holds a store of another recipe or format, or its manifest is damaged.
        """
        self.folder, self.recipe = folder, recipe or Recipe()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._manifest = self._read() or _Manifest(self.recipe.name, 1, (), ())
        if self._manifest.recipe != self.recipe.name:
            raise StopRun(
                f"Fingerprint store {folder}",
                f"it was made by the recipe {self._manifest.recipe}, not {self.recipe.name}",
                "Open it with its own recipe, or give another folder",
            )

    @property
    def parts(self) -> tuple[Part, ...]:
        """Those that count."""
        return self._manifest.parts

    @property
    def removed(self) -> tuple[int, ...]:
        """Numbers of documents that joins pass over, sorted, until their rows are dropped."""
        return self._manifest.removed

    @property
    def documents(self) -> int:
        """How many, without those removed."""
        return sum(part.documents for part in self.parts) - len(self.removed)

    def missing(self, numbers: Iterable[int]) -> list[int]:
        """Those of the documents that the store does not have, in the order given."""
        import numpy as np

        asked = np.fromiter(numbers, np.int64)
        return [int(n) for n in asked[~self._held(asked)]]

    def parts_of(self, numbers: Iterable[int]) -> tuple[Part, ...]:
        """Those in which some of the documents lie."""
        import numpy as np

        asked = np.fromiter(numbers, np.int64)
        return tuple(p for p in self.parts if on_disk.holds(on_disk.numbers_in(self.folder, p), asked).any())

    def add(self, batch: Sequence[Entry]) -> int:
        """Fingerprint documents and write them as a new part; how many were new.

        Those that the store has already are passed over. Give some thousands at a time: each call writes
        files of its own, which are merged as they grow many.

        Raises:
            StopRun: a number is out of range, or is on the list of removed documents.
        """
        import numpy as np

        numbers = np.array([number for number, _, _ in batch], np.int64)
        self._refuse_removed(numbers)
        first = np.zeros(len(numbers), bool)
        first[np.unique(numbers, return_index=True)[1]] = True
        new = np.flatnonzero(first & ~self._held(numbers))
        if not len(new):
            return 0
        rows = self._rows([batch[i] for i in new.tolist()])
        cut = (
            (a, b, rows.taken(on_disk.within(rows.hashes, a, b)))
            for a, b in on_disk.buckets(len(rows.hashes))
        )
        self._sweep()
        name = f"part-{self._manifest.next:06}"
        part = on_disk.write(self.folder, name, numbers[new], cut)
        self._replace(replace(self._manifest, next=self._manifest.next + 1, parts=(*self.parts, part)))
        self.compact(everything=False)
        return len(new)

    def remove(self, numbers: Iterable[int]) -> None:
        """Pass over these documents from now on. Their rows leave the disk with the next full `compact`."""
        import numpy as np

        gone = np.unique(np.array([*self.removed, *numbers], np.int64))
        self._replace(replace(self._manifest, removed=tuple(gone[self._held(gone)].tolist())))

    def compact(self, *, everything: bool = True) -> None:
        """Merge parts and drop the rows of removed documents.

        Without `everything`, only where `FAN` parts of about one size have gathered: so a row is rewritten
        as often as the logarithm of the store's size says, and a search looks into few parts.
        """
        while group := self._mergeable(everything):
            self._merge(group)

    def repair(self) -> int:
        """Drop parts that cannot be read whole; how many documents are to be added again.

        Columns for searching that are damaged are made anew from Parquet where that is whole.
        """
        whole = tuple(part for part in self.parts if self._restored(part))
        lost = sum(part.documents for part in self.parts) - sum(part.documents for part in whole)
        self._replace(replace(self._manifest, parts=whole))
        self.remove(())
        self._sweep()
        return lost

    def _rows(self, batch: Sequence[Entry]) -> Rows:
        import numpy as np

        found = fingerprints([text for _, _, text in batch], self.recipe)
        turns = np.array([on_disk.turn(number, time) for number, time, _ in batch], np.uint64)
        return on_disk.in_order(Rows(found.hashes, turns[found.texts], found.places))

    def _held(self, asked: NDArray[int64]) -> NDArray[bool_]:
        import numpy as np

        held = np.zeros(len(asked), bool)
        for part in self.parts:
            held |= on_disk.holds(on_disk.numbers_in(self.folder, part), asked)
        return held

    def _refuse_removed(self, numbers: NDArray[int64]) -> None:
        again = sorted(set(self.removed).intersection(numbers.tolist()))
        if again:
            raise StopRun(
                f"Document number {again[0]}",
                "it was removed, and its old fingerprints are still there",
                "Compact the store first, or give the document a new number",
            )

    def _mergeable(self, everything: bool) -> tuple[Part, ...]:
        if everything:
            return self.parts if len(self.parts) > 1 or self.removed else ()
        parts = sorted(self.parts, key=lambda part: part.rows)
        for at, least in enumerate(parts):
            alike = sum(part.rows <= FAN * max(least.rows, 1) for part in parts[at:])
            if alike >= FAN:
                return tuple(parts[: at + alike])
        return ()

    def _merge(self, group: tuple[Part, ...]) -> None:
        import numpy as np

        self._sweep()
        gone = np.array(self.removed, np.int64)
        numbers = np.concatenate([on_disk.numbers_in(self.folder, part) for part in group])
        kept = numbers[~on_disk.holds(gone, numbers)]
        name = f"part-{self._manifest.next:06}"
        whole = on_disk.write(self.folder, name, kept, on_disk.merged(group, gone))
        others = tuple(part for part in self.parts if part not in group)
        still = gone[~on_disk.holds(np.sort(numbers), gone)]
        parts, removed = (*others, whole), tuple(still.tolist())
        self._replace(_Manifest(self.recipe.name, self._manifest.next + 1, parts, removed))
        self._sweep()

    def _restored(self, part: Part) -> bool:
        """Whether the part is whole, or was made so."""
        try:
            on_disk.numbers_in(self.folder, part)
            for piece in part.pieces:
                rows = on_disk.read_parquet(piece)
                try:
                    on_disk.opened(piece)
                except StopRun:
                    on_disk.write_index(Path(piece.path), rows)
        except StopRun:
            return False
        return True

    def _sweep(self) -> None:
        """Delete what a killed writer left: folders of parts that the manifest does not name."""
        counted = {part.name for part in self.parts}
        for path in self.folder.iterdir():
            if re.fullmatch(r"\.?part-\d+(\.\d+)?", path.name) and path.name not in counted:
                shutil.rmtree(path)

    def _read(self) -> _Manifest | None:
        path = self.folder / "manifest.json"
        try:
            found = json.loads(path.read_text())
            parts = [self._part(**part) for part in found["parts"]]
            form = found["format"]
            manifest = _Manifest(found["recipe"], found["next"], tuple(parts), tuple(found["removed"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise StopRun(
                f"Fingerprint store, file {path}",
                f"it is damaged ({type(error).__name__}: {error})",
                "Delete the folder: the next run makes it anew from the texts",
            ) from None
        if form != _FORMAT:
            raise StopRun(
                f"Fingerprint store {self.folder}",
                f"its format is {form}, this version reads {_FORMAT}",
                "Delete the folder: the next run makes it anew from the texts",
            )
        return manifest

    def _part(self, name: str, documents: int, pieces: list[tuple[str, int, int, int]]) -> Part:
        home = self.folder.resolve() / name
        return Part(name, documents, tuple(Piece(str(home / file), *rest) for file, *rest in pieces))

    def _replace(self, manifest: _Manifest) -> None:
        """Put a new manifest in the old one's place, in one step."""
        if (self._read() or self._manifest) != self._manifest:
            raise StopRun(
                f"Fingerprint store {self.folder}",
                "another process has changed it meanwhile",
                "Let one process write at a time, and run this one again",
            )
        self._manifest = manifest
        path = self.folder / "manifest.json"
        beside = path.with_suffix(f".{os.getpid()}")
        with beside.open("w") as file:
            json.dump({"format": _FORMAT, **_plain(self._manifest)}, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)


def _plain(manifest: _Manifest) -> dict[str, object]:
    parts = [
        {
            "name": part.name,
            "documents": part.documents,
            "pieces": [(Path(p.path).name, p.low, p.high, p.rows) for p in part.pieces],
        }
        for part in manifest.parts
    ]
    return {"recipe": manifest.recipe, "next": manifest.next, "parts": parts, "removed": manifest.removed}
