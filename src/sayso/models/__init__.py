"""Extractors: every module in this folder is one; this one tells what each is, and loads none of them.

An extractor's package may hold `card.md`, what there is to know before it is trusted, and the folder
`data` with its weights and `manifest.json`, which names their version and the SHA-256 of each.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import ModuleType
from typing import Any

from sayso import plugins
from sayso.errors import StopRun

CARD, DATA, MANIFEST = "card.md", "data", "manifest.json"


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A file that the manifest names."""

    name: str
    expected: str
    """SHA-256 as shipped."""
    found: str | None
    """SHA-256 as it is; None where it cannot be read."""
    size: int | None
    """Bytes; None where it cannot be read."""
    why: str
    """What is wrong with it; empty where it is what was shipped."""

    @property
    def whole(self) -> bool:
        return not self.why


@dataclass(frozen=True, slots=True)
class Installed:
    """What is known of an extractor without making it ready."""

    name: str
    version: str = ""
    summary: str = ""
    """The first paragraph of the module's docstring, on one line."""
    folder: str = ""
    """Where its weights lie; empty where it has none."""
    files: tuple[WeightFile, ...] = ()
    manifest: dict[str, Any] = field(default_factory=dict)
    """As it stands in the file: version and digests, and whatever training kept there."""
    card: str = ""
    """Markdown; empty where it brings none."""
    faults: tuple[StopRun, ...] = ()

    @property
    def method(self) -> str:
        """As kept with every reading."""
        return f"{self.name} {self.version}".rstrip()

    @property
    def size(self) -> int:
        """Bytes of those weights that can be read."""
        return sum(f.size or 0 for f in self.files)


def installed(name: str) -> Installed:
    """The extractor of that name, its weights read and compared with their digests.

    Raises:
        StopRun: no extractor has that name.
    """
    try:
        module = plugins.load("extractor", name)
    except (ImportError, AttributeError) as error:
        todo = f"Install what it needs{_or_another(name)}"
        fault = StopRun(f"extractor {name!r}", f"cannot be imported ({error})", todo)
        return Installed(name, faults=(fault,))
    plain = Installed(name, str(getattr(module, "VERSION", "")), _summary(module))
    if not hasattr(module, "__path__"):
        return plain
    package = files(module)
    plain = replace(plain, card=_card(package))
    return _weighed(plain, module, package) if _has_weights(module, package) else plain


def _weighed(plain: Installed, module: ModuleType, package: Traversable) -> Installed:
    """The same with its weights."""
    todo = f"Install {module.__name__.partition('.')[0]} anew{_or_another(plain.name)}"
    folder = package.joinpath(DATA)
    try:
        manifest = _manifest(folder.joinpath(MANIFEST))
    except (OSError, ValueError) as error:
        fault = StopRun(str(folder.joinpath(MANIFEST)), _why(error), todo)
        return replace(plain, folder=str(folder), faults=(fault,))
    weights = tuple(_weight_file(folder.joinpath(n), str(d)) for n, d in manifest["sha256"].items())
    return replace(
        plain,
        version=str(manifest.get("version", plain.version)),
        folder=str(folder),
        files=weights,
        manifest=manifest,
        faults=tuple(StopRun(str(folder.joinpath(f.name)), f.why, todo) for f in weights if not f.whole),
    )


def _summary(module: ModuleType) -> str:
    return " ".join((module.__doc__ or "").strip().partition("\n\n")[0].split())


def _has_weights(module: ModuleType, package: Traversable) -> bool:
    """Without `data` too where nothing else tells the version: an extractor whose whole folder is gone
    would else pass for one that never had weights."""
    ours = module.__name__.startswith(f"{__name__}.")
    return package.joinpath(DATA, MANIFEST).is_file() or (ours and not hasattr(module, "VERSION"))


def _card(package: Traversable) -> str:
    card = package.joinpath(CARD)
    return card.read_bytes().decode("utf-8", "replace") if card.is_file() else ""


def _manifest(path: Traversable) -> dict[str, Any]:
    made = json.loads(path.read_bytes())
    if not isinstance(made, dict) or not isinstance(made.get("sha256"), dict):
        raise ValueError("no list of files with their SHA-256")
    return made


def _weight_file(path: Traversable, expected: str) -> WeightFile:
    try:
        held = path.read_bytes()
    except OSError as error:
        return WeightFile(path.name, expected, found=None, size=None, why=_why(error))
    found = hashlib.sha256(held).hexdigest()
    why = f"is not the file that was shipped (SHA-256 {found[:12]}… and not {expected[:12]}…)"
    return WeightFile(path.name, expected, found, len(held), why if found != expected else "")


def _why(error: OSError | ValueError) -> str:
    return f"cannot be read ({error.strerror})" if isinstance(error, OSError) else f"is damaged ({error})"


def _or_another(name: str) -> str:
    others = [other for other in plugins.names("extractor") if other != name]
    return f", or choose another extractor (--extractor {others[0]})" if others else ""
