"""The plot of how many, said whom, when, as SVG: for a page, or for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from sayso import __version__
from sayso.findings import Finding
from sayso.views.drawing import text_width
from sayso.views.evidence import wording
from sayso.views.evidence.plot import LEFT, RADIUS, RIGHT, Band, Mark, Panel, Plot, Shape, plot
from sayso.views.inert import on_one_line

Target: TypeAlias = Callable[[Mark], "str | None"]
TITLE = 62.0
"""Room for the words above a plot that stands by itself."""
APART = 34.0
"""Between the plots of two findings."""
NARROWEST = 560.0
ROW = 20.0
HEADING = "How many, said whom, when"
_KEYS: dict[Shape, str] = {
    "own": "the claim’s own",
    "agrees": "agrees with it",
    "differs": "does not agree",
    "other": "not compared",
}


def svg(findings: Sequence[Finding]) -> str:
    """A file of its own, with its words and its colours, light or dark as the reader's system is."""
    blocks, top, width = [], 0.0, NARROWEST
    for finding in findings:
        drawn = plot(finding)
        wide = max(NARROWEST, drawn.width if drawn else 0.0)
        body, height = _whole(finding, drawn, wide)
        blocks.append(f'<g transform="translate(0 {top:g})">{body}</g>')
        top += height + APART
        width = max(width, wide)
    height = max(top - APART, TITLE)
    # As it stands in a page of HTML, for that is how Sayso knows a file of its own.
    generator = f'<meta name="generator" content="Sayso {__version__}" xmlns="http://www.w3.org/1999/xhtml"/>'
    told = "; ".join(wording.claim_words(finding.asked, 200) for finding in findings)
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t d" class="plot alone" '
            f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}">',
            f"<metadata>{generator}</metadata>",
            f'<title id="t">{_text(f"{HEADING}: {told}")}</title>',
            f'<desc id="d">{_text(_described(findings))}</desc>',
            f"<style>{_css()}</style>",
            f'<rect class="ground" width="{width:g}" height="{height:g}"/>',
            *blocks,
            "</svg>\n",
        )
    )


def _described(findings: Sequence[Finding]) -> str:
    """Every figure in words: whoever cannot see the plot has no table beside it."""
    marks = [mark for finding in findings if (drawn := plot(finding)) for mark in drawn.marks]
    return ". ".join(mark.told for mark in marks) or "No figure is stated."


def _whole(finding: Finding, drawn: Plot | None, width: float) -> tuple[str, float]:
    words = _said(wording.claim_words(finding.asked, max(40, int(width / 9.5))), 12, 27, "words")
    line = _said(f"{HEADING} · {wording.verdict(finding)}", 12, 48, "line")
    if drawn is None:
        none = _said("Neither the claim nor what was found states a figure.", 12, TITLE + 16, "line")
        return words + line + none, TITLE + 34
    legend, height = _legend(drawn, width)
    below = f'<g transform="translate(0 {TITLE + drawn.height:g})">{legend}</g>'
    body = "".join(_body(drawn, lambda _: None))
    return (
        f'{words}{line}<g transform="translate(0 {TITLE:g})">{body}</g>{below}',
        TITLE + drawn.height + height,
    )


def inline(drawn: Plot, named: str, target: Target) -> str:
    """The same for a page that has the style, the words and a table of the figures.

    Args:
        named: beginning of the ids in it, which are its own in the page.
        target: of a mark, the id of what it leads to in the page.
    """
    width = max(NARROWEST, drawn.width)
    legend, height = _legend(drawn, width)
    height += drawn.height
    # No image to a reader of screens, for an image would hide the links in it.
    return (
        f'<svg role="group" aria-labelledby="{named}-t" aria-describedby="{named}-d" class="plot" '
        f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}">'
        f'<title id="{named}-t">{HEADING}</title>'
        f'<desc id="{named}-d">Time runs from left to right. The table below has the same figures.</desc>'
        f'{"".join(_body(drawn, target))}<g transform="translate(0 {drawn.height:g})">{legend}</g></svg>'
    )


@cache
def _css() -> str:
    return files("sayso.views.evidence").joinpath("plot.css").read_text(encoding="utf-8")


def _body(drawn: Plot, target: Target) -> Iterator[str]:
    for panel in drawn.panels:
        yield from _panel(panel, drawn, target)
    bottom = drawn.panels[-1].bottom
    for x, day, year in drawn.days.ticks:
        yield _line(x, bottom, x, bottom + 5, "grid")
        yield _said(day, x, bottom + 20, "day")
        yield _said(year, x, bottom + 35, "day")
    if drawn.days.undated is not None:
        yield _said("no date", drawn.days.undated, bottom + 20, "day")


def _panel(panel: Panel, drawn: Plot, target: Target) -> Iterator[str]:
    days, height = drawn.days, panel.bottom - panel.top
    right = days.right + RIGHT - 12
    if panel.counts:
        yield _said(panel.counts, LEFT, panel.top - 10, "counts")
    if days.undated is not None:
        half = days.right - days.undated
        yield _rect("undated", days.undated - half, panel.top, 2 * half, height)
    for y, words in panel.ticks:
        yield _line(LEFT, y, right, y, "grid")
        yield _said(words, LEFT - 8, y + 4, "tick")
    for band in panel.bands:
        yield from _band(band, panel, right)
    yield _rect("area", LEFT, panel.top, right - LEFT, height)
    for mark in panel.marks:
        yield _mark(mark, target)


def _band(band: Band, panel: Panel, right: float) -> Iterator[str]:
    yield f"<g><title>{_text(band.words)}</title>"
    if band.bottom - band.top > 0.5:
        yield _rect("band", LEFT, band.top, right - LEFT, band.bottom - band.top)
    for y in sorted({band.top, band.bottom}):
        if panel.top < y < panel.bottom:
            yield _line(LEFT, y, right, y, "edge")
    yield "</g>"


def _mark(mark: Mark, target: Target) -> str:
    classes = f"mark {mark.shape}{' about' if mark.value.approximate else ''}"
    drawn = f"<title>{_text(mark.told)}</title>{_bar(mark)}{_shape(mark.shape, mark.x, mark.y)}{_label(mark)}"
    if to := target(mark):
        return f'<a href="#{to}" class="{classes}" aria-label={quoteattr(on_one_line(mark.told))}>{drawn}</a>'
    return f'<g class="{classes}">{drawn}</g>'


def _bar(mark: Mark) -> str:
    if mark.bottom - mark.top < 0.5:
        return ""
    x, cap = mark.x, 6
    ends = ""
    tip = ""
    for y, is_open, sign in ((mark.top, mark.opens_up, 1), (mark.bottom, mark.opens_down, -1)):
        if is_open:
            tip += (
                f'<path class="tip" d="M{x - 5:g} {y + 8 * sign:g}L{x:g} {y:g}L{x + 5:g} {y + 8 * sign:g}Z"/>'
            )
        else:
            ends += f"M{x - cap:g} {y:g}H{x + cap:g}"
    return f'<path class="bar" d="M{x:g} {mark.top:g}V{mark.bottom:g}{ends}"/>{tip}'


def _shape(shape: Shape, x: float, y: float) -> str:
    """By form as well as by colour: square, round, on its corner, three-cornered."""
    r = RADIUS
    if shape == "own":
        side = 2 * r - 1
        return _rect("shape", x - side / 2, y - side / 2, side, side)
    if shape == "agrees":
        return f'<circle class="shape" cx="{x:g}" cy="{y:g}" r="{r - 0.5:g}"/>'
    points = {
        "differs": f"M{x:g} {y - r - 1:g}L{x + r + 1:g} {y:g}L{x:g} {y + r + 1:g}L{x - r - 1:g} {y:g}Z",
        "other": f"M{x:g} {y - r:g}L{x + r:g} {y + r - 1:g}H{x - r:g}Z",
    }
    return f'<path class="shape" d="{points[shape]}"/>'


def _label(mark: Mark) -> str:
    label = mark.label
    if label is None:
        return ""
    at = f'x="{label.x:g}" y="{label.y:g}" text-anchor="{label.anchor}"'
    words = f'<text class="name" {at}>{_text(label.words)}</text>'
    if not label.leader:
        return words
    end = label.x + (-3 if label.anchor == "start" else 3)
    return f'<path class="leader" d="M{mark.x:g} {mark.y:g}L{end:g} {label.y - 4:g}"/>{words}'


def _legend(drawn: Plot, width: float) -> tuple[str, float]:
    """What the marks mean, of those that occur, and what the plot leaves out."""
    drawn_keys, x, y = [], 12.0, 16.0
    for sample, words, name in _samples(drawn):
        room = 30 + text_width(words) * 0.92 + 16
        if x > 12 and x + room > width:
            x, y = 12.0, y + ROW
        key = f'<g class="mark {name}">{sample}</g>{_said(words, 30, 4, "key")}'
        drawn_keys.append(f'<g transform="translate({x:g} {y:g})">{key}</g>')
        x += room
    for note in _notes(drawn):
        y += ROW
        drawn_keys.append(_said(note, 16, y + 4, "note"))
    return "".join(drawn_keys), y + 14


def _samples(drawn: Plot) -> Iterator[tuple[str, str, str]]:
    """Of each sort of mark that occurs: one drawn, what it means, and its classes."""
    marks = drawn.marks
    for shape, words in _KEYS.items():
        if any(mark.shape == shape for mark in marks):
            yield _shape(shape, 14, 0), words, shape
    if any(mark.value.approximate for mark in marks):
        yield _shape("agrees", 14, 0), "hollow: about", "about"
    if any(mark.opens_up or mark.opens_down for mark in marks):
        tip = '<path class="bar" d="M14 7V-7M8 7H20"/><path class="tip" d="M9 0L14 -8L19 0Z"/>'
        yield tip, "at least, or at most", "other"
    if any(panel.bands for panel in drawn.panels):
        yield _rect("band", 3, -7, 22, 12) + _line(3, 5, 25, 5, "edge"), "what the claim says", "own"


def _notes(drawn: Plot) -> Iterator[str]:
    if not drawn.days.is_to_scale:
        yield "The dates are in order, but not to scale."
    if any(panel.by_powers for panel in drawn.panels):
        yield "The numbers at the left go by powers of ten."
    if any(panel.ticks and panel.ticks[0][1] != "0" and not panel.by_powers for panel in drawn.panels):
        yield "The numbers at the left do not begin at 0."
    if bare := sum(mark.label is None for mark in drawn.marks):
        yield f"{wording.many(bare, 'mark')} had no room for a name."
    if drawn.is_cut:
        yield "Figures that count yet other things are left out."


def _rect(name: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{name}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"/>'


def _line(x: float, y: float, to_x: float, to_y: float, name: str) -> str:
    return f'<path class="{name}" d="M{x:g} {y:g}L{to_x:g} {to_y:g}"/>'


def _said(words: str, x: float, y: float, name: str) -> str:
    return f'<text class="{name}" x="{x:g}" y="{y:g}">{_text(words)}</text>'


def _text(words: str) -> str:
    return escape(on_one_line(words))
