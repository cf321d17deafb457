"""One self-contained HTML page: the articles, their claims beside them, and nothing fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from sayso import __version__
from sayso.types import STANCES, Reading, Stance
from sayso.views import visible
from sayso.views.article import ArticleView, Aside, Share, article
from sayso.views.custody import custody
from sayso.views.drawing import HEIGHT, ICONS, WIDTH, draw
from sayso.views.segments import Paragraph, Segment, paragraphs
from sayso.views.words import APART_WORDS, BASIS_OF, STANCE_WORDS

if TYPE_CHECKING:
    from jinja2 import Template

SUFFIX = ".html"

LEVELS = 4
"""So many lines can stand under a word; deeper contents share the last."""
STROKES: dict[Stance, str] = {
    "asserted": "solid",
    "denied": "broken",
    "hedged": "dashed",
    "predicted": "dotted",
    "conditional": "dashed",
    "counterfactual": "dashed",
    "asked": "dotted",
}
STROKE_WORDS = (
    ("broken", "denied"),
    ("dashed", "hedged or conditional"),
    ("dotted", "predicted or asked"),
)


def export(readings: Iterable[Reading]) -> Iterator[bytes]:
    """The page, in chunks; a table of contents needs every article before the first chunk."""
    articles = [_Article(f"d{n}", article(reading)) for n, reading in enumerate(readings)]
    style = _part("report.css") + _widths(articles)
    script = _part("report.js")
    chunks = _template().generate(
        articles=articles,
        title=articles[0].view.title if len(articles) == 1 else f"{len(articles)} articles",
        style=_Ours(style),
        style_hash=_hash(style),
        script=_Ours(script),
        script_hash=_hash(script),
        version=__version__,
        strokes=STROKE_WORDS,
        draw=draw,
        icons=ICONS,
        width=WIDTH,
        box_height=HEIGHT,
    )
    for chunk in chunks:
        yield chunk.encode("utf-8", "replace")


class _Ours(str):
    """Text of this package's own that goes into the page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@dataclass(frozen=True, slots=True)
class _Article:
    """What the template asks of one article."""

    key: str
    """Prefix of the ids in the page."""
    view: ArticleView

    @property
    def link(self) -> str | None:
        """The address, where following it is safe: never `javascript:` and the like."""
        address = self.view.address
        return address if address.startswith(("http://", "https://")) else None

    @property
    def byline(self) -> list[str]:
        v = self.view
        changed = f"changed {v.modified}" if v.modified and v.modified != v.published else None
        return [item for item in (v.publisher, ", ".join(v.authors), v.published, changed) if item] or [
            "no date, author or publisher found"
        ]

    @property
    def shares(self) -> list[Share]:
        return [share for share in self.view.rests_on if share.count]

    @property
    def stances(self) -> list[tuple[Stance, str, int]]:
        counts = Counter(claim.stance for claim in self.view.claims)
        return [(s, STANCE_WORDS[s], counts[s]) for s in STANCES if counts[s]]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        return paragraphs(self.view)

    @property
    def asides(self) -> list[tuple[str, list[Aside]]]:
        order = list(APART_WORDS)
        ordered = sorted(self.view.asides, key=lambda a: order.index(a.kind))
        return [
            (APART_WORDS[kind], list(group)) for kind, group in groupby(ordered, key=lambda aside: aside.kind)
        ]

    @property
    def custody(self) -> list[tuple[str, str]]:
        return [*custody(self.view.custody), ("method", self.view.method)]

    def highlights(self, segment: Segment) -> str:
        """CSS classes of a segment: one line under it for each content it lies in."""
        classes = ["s"]
        for level, index in enumerate(segment.contents[:LEVELS], 1):
            a = self.view.attributions[index]
            classes += [f"l{level}-{BASIS_OF[a.kind]}", f"p{level}-{STROKES[a.stance]}"]
        marks = {"src": segment.sources, "cue": segment.cues, "tgt": segment.targets}
        classes += [name for name, found in marks.items() if found]
        classes += ["fact"] * segment.fact + ["apart"] * segment.aside
        return " ".join(classes)


def _widths(articles: list[_Article]) -> str:
    """One rule for each width in a bar: the page forbids style attributes, so no text can smuggle one in."""
    counts = sorted({share.count for a in articles for share in a.shares})
    return "".join(f".w{count} {{ flex: {count} 0 0; }}\n" for count in counts)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _part(name: str) -> str:
    return files("sayso.views").joinpath("report", name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    filters: dict[str, Callable[[str], str]] = {"inert": visible}
    environment.filters.update(filters)
    return environment.from_string(_part("report.html.j2"))
