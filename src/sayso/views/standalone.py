"""A page in one file: its template, its style, and a policy that lets a browser fetch and run nothing."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sayso import __version__
from sayso.views.inert import visible

if TYPE_CHECKING:
    from jinja2 import Template

Part = tuple[str, ...]
"""A package, and the way to a file in it."""


def standalone(template: Part, styles: tuple[Part, ...], rules: str = "", **shown: object) -> bytes:
    """The page, in these styles and then `rules` of its own.

    `shown` is what the template asks for beside `style`, `style_hash` and `version`.
    In the template `inert` shows characters that act, and `ours` lets text of this package's own through as
    it is: everything else is escaped.
    """
    style = "".join(_part(*name) for name in styles) + rules
    made = _template(template).render(
        style=_Ours(style),
        style_hash="sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        version=__version__,
        **shown,
    )
    return made.lstrip().encode("utf-8", "replace") + b"\n"


class _Ours(str):
    """Text of this package's own that goes into the page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _tight(words: str) -> str:
    """No line ends between a number and its sign."""
    return words.replace(" %", "\xa0%")


@cache
def _part(package: str, *path: str) -> str:
    return files(package).joinpath(*path).read_text(encoding="utf-8")


@cache
def _template(part: Part) -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["inert"] = visible
    environment.filters["ours"] = _Ours
    environment.filters["tight"] = _tight
    return environment.from_string(_part(*part))
