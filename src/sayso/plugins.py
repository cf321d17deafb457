"""Plug-ins: the file's name is the plug-in's name, loaded when asked for.

Other packages join by an entry point in the group `sayso.<kind>` whose value is a module.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from sayso.errors import StopRun, unknown

FOLDERS = {
    "reader": "sayso.readers.formats",
    "extractor": "sayso.models",
    "encoder": "sayso.encoders",
    "entailer": "sayso.entailers",
    "evidence source": "sayso.evidence.sources",
    "settling method": "sayso.weighing.methods",
    "exporter": "sayso.exporters",
}
"""Kind of plug-in, and the package whose modules are the plug-ins."""


def names(kind: str) -> list[str]:
    """Every plug-in of a kind, sorted; none is imported."""
    return sorted({*_own(kind), *_others(kind)})


def load(kind: str, name: str) -> ModuleType:
    """The plug-in module.

    Raises:
        StopRun: no plug-in has that name, or what it needs is not installed.
    """
    if name in _own(kind):
        return importlib.import_module(f"{FOLDERS[kind]}.{name}")
    if name in _others(kind):
        return _others(kind)[name].load()  # type: ignore[no-any-return]
    raise unknown(kind, name, names(kind))


def _own(kind: str) -> set[str]:
    if kind not in FOLDERS:
        raise unknown("kind of plug-in", kind, FOLDERS)
    spec = importlib.util.find_spec(FOLDERS[kind])
    if spec is None or spec.submodule_search_locations is None:
        raise StopRun(FOLDERS[kind], "the folder is missing", "Install sayso anew")
    return {m.name for m in pkgutil.iter_modules(spec.submodule_search_locations)}


def _others(kind: str) -> dict[str, EntryPoint]:
    return {e.name: e for e in entry_points(group=f"sayso.{kind.replace(' ', '_')}")}
