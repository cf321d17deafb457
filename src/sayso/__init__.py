"""Sayso: on whose say-so?

    bytes ─read→ Document ─extract→ Reading ─view→ terminal · HTML report · JSON

>>> import sayso
>>> for reading in sayso.read("examples/harbour.txt"):       # doctest: +SKIP
...     for claim in reading.claims:
...         print(reading.text(claim.content), claim.stance, claim.chains)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from sayso.errors import SaysoError, SkipDocument, StopRun
    from sayso.settings import Settings
    from sayso.types import Attribution, Claim, Document, Reading, Span

__version__ = "0.1.0"
__all__ = [
    "Attribution",
    "Claim",
    "Document",
    "Reading",
    "SaysoError",
    "Settings",
    "SkipDocument",
    "Span",
    "StopRun",
    "read",
]

_HOMES = {
    "Attribution": "types",
    "Claim": "types",
    "Document": "types",
    "Reading": "types",
    "SaysoError": "errors",
    "Settings": "settings",
    "SkipDocument": "errors",
    "Span": "types",
    "StopRun": "errors",
}


def read(
    *paths: str | PathLike[str],
    published: str | None = None,
    settings: Settings | None = None,
    on_skip: Callable[[SkipDocument], object] | None = None,
) -> list[Reading]:
    """Read every document at the paths: files, folders, globs, http(s) addresses, "-" for standard input.

    Args:
        published: date of the documents in EDTF, where you know better than they say.
        settings: instead of those from `sayso.toml` and `SAYSO_*`.
        on_skip: called with each document that cannot be read; the others are read all the same.

    Raises:
        SkipDocument: a document cannot be read, and `on_skip` is not given.
        StopRun: a setting is wrong, or what an extractor needs is missing.
    """
    from dataclasses import replace
    from os import fspath

    from sayso import pipeline
    from sayso.edtf import FORMS, is_edtf
    from sayso.errors import SkipDocument, StopRun
    from sayso.settings import Settings

    settings = Settings.load() if settings is None else settings
    if published is not None:
        if not is_edtf(published):
            raise StopRun(f"published={published!r}", "not a date in EDTF", f"Write {', or '.join(FORMS)}")
        settings = replace(settings, published=published)
    readings = []
    for item in pipeline.gather([fspath(path) for path in paths], settings):
        if not isinstance(item, SkipDocument):
            readings.append(item)
        elif on_skip is None:
            raise item
        else:
            on_skip(item)
    return readings


def __getattr__(name: str) -> object:
    """The public types, loaded when first asked for: `import sayso` stays instant."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    return getattr(importlib.import_module(f"sayso.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
