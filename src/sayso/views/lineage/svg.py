"""A family as SVG: one drawing, for a page or for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from sayso import __version__
from sayso.lineage.links import Family
from sayso.views.drawing import ICONS, text_width
from sayso.views.inert import on_one_line
from sayso.views.lineage import wording
from sayso.views.lineage.chart import Box, Chart, chart
from sayso.views.lineage.layout import HEIGHT, Layout, Line, Placed, layout
from sayso.views.words import BASIS_OF

Target: TypeAlias = Callable[[Box], "str | None"]
TITLE = 62.0
"""Room for the words above a drawing that stands by itself."""
_ROUND = ("person", "unnamed_person", "unnamed_group", "common_knowledge")


def svg(family: Family) -> str:
    """A file of its own, with its words and its colours, light or dark as the reader's system is."""
    found = layout(chart(family))
    words = wording.quoted(family.tellings[0], max(40, int(found.width / 9)))
    width = max(found.width, 560.0)
    legend, legend_height = _legend(found, width)
    height = TITLE + found.height + legend_height
    # As it stands in a page of HTML, for that is how Sayso knows a file of its own.
    generator = f'<meta name="generator" content="Sayso {__version__}" xmlns="http://www.w3.org/1999/xhtml"/>'
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t d" class="family alone" '
            f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}">',
            f"<metadata>{generator}</metadata>",
            _described(family, "t", "d"),
            f"<style>{_css()}</style>",
            _rect(0, 0, width, height, name="ground"),
            _said(words, 10, 27, "words"),
            _said(" · ".join(wording.headline(family)), 10, 48, "line"),
            f'<g transform="translate(0 {TITLE:g})">',
            *_body(found, lambda _: None),
            "</g>",
            f'<g transform="translate(0 {TITLE + found.height:g})">{legend}</g>',
            "</svg>\n",
        )
    )


def inline(family: Family, drawn: Chart, target: Target) -> tuple[str, float]:
    """The same for a page that has the style and the words, and its width in units.

    Args:
        target: of a box, the id of what it leads to in the page.
    """
    found = layout(drawn)
    legend, legend_height = _legend(found, found.width)
    height = found.height + legend_height
    # No image to a reader of screens, for an image would hide the links in it.
    head = (
        f'<svg role="group" aria-labelledby="tree-t" aria-describedby="tree-d" class="family" '
        f'width="{found.width:g}" height="{height:g}" viewBox="0 0 {found.width:g} {height:g}">'
    )
    body = "".join(_body(found, target))
    below = f'<g transform="translate(0 {found.height:g})">{legend}</g>'
    return f"{head}{_described(family, 'tree-t', 'tree-d')}{body}{below}</svg>", found.width


@cache
def _css() -> str:
    return files("sayso.views.lineage").joinpath("drawing.css").read_text(encoding="utf-8")


def _described(family: Family, title: str, described: str) -> str:
    told = f"Who had it from whom: {wording.quoted(family.tellings[0], 200)}"
    line = ", ".join(wording.headline(family))
    desc = (
        f"{line}. Time runs from left to right; each line leads from a telling to one that has it from there."
    )
    return f'<title id="{title}">{_text(told)}</title><desc id="{described}">{_text(desc)}</desc>'


def _body(found: Layout, target: Target) -> Iterator[str]:
    for n, tick in enumerate(found.ticks):
        x, width = tick.left - 5, tick.right - tick.left + 10
        yield _rect(x, 0, width, found.height, name=f"band b{n % 2}")
    for tick in found.ticks:
        yield _said(tick.label, (tick.left + tick.right) / 2, 21, "tick")
    for line in sorted(found.lines, key=lambda k: k.tie.is_ring or k.tie.is_clash):
        yield _line(line)
    for line in found.lines:
        for mark in line.marks:
            yield _said(mark.words, mark.x, mark.y, _classes("mark", line))
    for placed in found.boxes:
        yield _box(placed, target)


def _classes(name: str, line: Line) -> str:
    more = (" ring" if line.tie.is_ring else "") + (" clash" if line.tie.is_clash else "")
    return f"{name} {line.tie.style}{more}"


def _line(line: Line) -> str:
    title = f"<title>{_text(line.tie.told)}</title>" if line.tie.told else ""
    path = f'<path d="{line.path}"/>'
    inner = f'<path class="inner" d="{line.path}"/>' if line.tie.is_ring else ""
    tip = ""
    if line.tip:
        x, y = line.tip
        tip = f'<path class="tip" d="M{x - 7:g} {y - 4:g}L{x:g} {y:g}L{x - 7:g} {y + 4:g}Z"/>'
    return f'<g class="{_classes("tie", line)}">{title}{path}{inner}{tip}</g>'


def _box(placed: Placed, target: Target) -> str:
    box = placed.box
    top, left, width = placed.y - HEIGHT / 2, placed.x, placed.width
    classes = (
        f"box {box.sort}" + (" doubtful" if box.doubtful else "") + (" recorded" if box.recorded else "")
    )
    if box.sort in ("origin", "outside") and box.kind and box.kind != "outlet":
        classes += f" b-{BASIS_OF[box.kind]}"
    words = _said(placed.label, left + placed.inset, placed.y + (-1.5 if placed.note else 4))
    if placed.note:
        words += _said(placed.note, left + placed.inset, placed.y + 11.5, "note")
    title = f"<title>{_text(box.told)}</title>"
    drawn = f"{title}{_shape(box, left, top, width)}{_icon(box, left, placed.y)}{words}"
    if to := target(box):
        return f'<a href="#{to}" class="{classes}" aria-label={quoteattr(on_one_line(box.told))}>{drawn}</a>'
    return f'<g class="{classes}">{drawn}</g>'


def _shape(box: Box, left: float, top: float, width: float) -> str:
    """Kinds by shape: people are round, institutions square, documents have a corner turned down."""
    if box.sort == "fan":
        behind = "".join(_rect(left + d, top + d, width, radius=3, name="behind") for d in (5, 2.5))
        return behind + _rect(left, top, width, radius=3)
    if box.sort == "telling":
        bar = _rect(left, top, 4, name="bar") if box.recorded else ""
        return _rect(left, top, width, radius=3) + bar
    if box.kind == "document":
        right, bottom = left + width, top + HEIGHT
        path = f"M{left:g} {top:g}H{right - 9:g}L{right:g} {top + 9:g}V{bottom:g}H{left:g}Z"
        return f'<path class="shape" d="{path}M{right - 9:g} {top:g}V{top + 9:g}H{right:g}"/>'
    return _rect(left, top, width, radius=HEIGHT / 2 if box.kind in _ROUND else 0)


def _icon(box: Box, left: float, y: float) -> str:
    if box.sort not in ("origin", "outside"):
        return ""
    path = ICONS["organisation" if box.kind in (None, "outlet") else box.kind or "nobody"]
    return f'<path class="icon" transform="translate({left + 8:g} {y - 6.5:g})" d="{path}"/>'


def _legend(found: Layout, width: float) -> tuple[str, float]:
    """What the marks mean, of those that occur."""
    ties = [line.tie for line in found.lines]
    boxes = [placed.box for placed in found.boxes]
    has = {
        "recorded": (any(t.style == "recorded" for t in ties), "recorded from the origin itself"),
        "had": (any(t.style == "had" for t in ties), "had from"),
        "also": (any(t.style == "also" for t in ties), "also had from"),
        "undecided": (any(t.style == "undecided" for t in ties), "one from the other, not known which"),
        "ring": (any(t.is_ring for t in ties), "circular reporting"),
        "clash": (any(t.is_clash for t in ties), "dated before what it is had from"),
    }
    items = [(name, words) for name, (occurs, words) in has.items() if occurs]
    if any(b.sort == "outside" for b in boxes):
        items.append(("outside", "outside the ledger"))
    if any(b.sort == "origin" and b.doubtful for b in boxes):
        items.append(("doubtful", "not told apart from other origins"))
    if any(b.sort == "fan" for b in boxes):
        items.append(("fan", "several tellings drawn as one"))
    return _keys(items, width)


def _keys(items: list[tuple[str, str]], width: float) -> tuple[str, float]:
    drawn = []
    x, y = 10.0, 18.0
    for name, words in items:
        room = 40 + text_width(words) * 0.88 + 14
        if x > 10 and x + room > width:
            x, y = 10.0, y + 20
        key = _sample(name) + _said(words, 38, 4, "key")
        drawn.append(f'<g transform="translate({x:g} {y:g})">{key}</g>')
        x += room
    return "".join(drawn), (y + 14 if items else 0.0)


def _sample(name: str) -> str:
    if name in ("outside", "doubtful"):
        sort, radius = ("outside", 0) if name == "outside" else ("origin", 6)
        return f'<g class="box {sort} doubtful">{_rect(4, -6, 26, 12, radius)}</g>'
    if name == "fan":
        rects = "".join(_rect(4 + d, -7 + d, 22, 10, 2, "behind" if d else "") for d in (4, 2, 0))
        return f'<g class="box fan">{rects}</g>'
    style = f"had {name}" if name in ("ring", "clash") else name
    inner = '<path class="inner" d="M2 0H26"/>' if name == "ring" else ""
    tip = "" if name == "undecided" else '<path class="tip" d="M25 -4L32 0L25 4Z"/>'
    return f'<g class="tie {style}"><path d="M2 0H26"/>{inner}{tip}</g>'


def _rect(x: float, y: float, width: float, height: float = HEIGHT, radius: float = 0, name: str = "") -> str:
    about = f' class="{name}"' if name else ""
    corners = f' rx="{radius:g}"' if radius else ""
    return f'<rect{about} x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{corners}/>'


def _said(words: str, x: float, y: float, name: str = "") -> str:
    about = f' class="{name}"' if name else ""
    return f'<text{about} x="{x:g}" y="{y:g}">{_text(words)}</text>'


def _text(words: str) -> str:
    return escape(on_one_line(words))
