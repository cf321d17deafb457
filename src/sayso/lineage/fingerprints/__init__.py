"""Fingerprints: which documents may share a passage, among any number of them.

    texts ─fingerprints→ hashes of word n-grams ─Store.add→ parts on disk ─pairs→ candidates ─reuse→ passages

    store = Store(folder)
    store.add([(1, "2024-05-01", text), (2, "", other)])
    for candidate in pairs(store):              # all with all: once
        ...
    store.add(more)
    for candidate in pairs(store, new=[3, 4]):  # the new ones with all
        ...

Then `sayso.lineage.reuse.reuse(candidates, texts)` aligns each pair, passage by passage.
"""

from __future__ import annotations

from sayso.lineage.fingerprints.gathering import Candidate
from sayso.lineage.fingerprints.joining import Limits
from sayso.lineage.fingerprints.pairing import Run, pairs
from sayso.lineage.fingerprints.store import Entry, Store
from sayso.lineage.fingerprints.winnowing import Fingerprints, Recipe, fingerprints

__all__ = ["Candidate", "Entry", "Fingerprints", "Limits", "Recipe", "Run", "Store", "fingerprints", "pairs"]
