"""From words placed on pages to paragraphs in reading order: columns, running heads, hyphens.

Coordinates are in points, x to the right, y upwards, as in PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sayso.readers.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Run:
    """Words on one base line with no wide gap between them."""

    text: str
    left: float
    right: float
    base: float
    size: float
    """Of the font."""


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """Runs side by side in one column. `edge`: where its column ends on the right."""

    text: str
    left: float
    right: float
    base: float
    size: float
    column: tuple[float, float, int]
    """Left and right edge of the column, and its number within the document."""


_MARGIN = 0.15
"""Running heads and page numbers stand in the outer 15 % of a page's height."""
_EDGE_ROWS = 2
_COLUMN_ROWS = 3
_COLUMN_LETTERS = 12
"""Lines of a column of text are longer than this; cells of a table are not, and are read row by row."""
_MOST_ROWS = 400
"""A page of text has a hundred lines; the search for columns takes the square of their number."""
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
_BULLETS = "•◦▪‣●■–"
_HYPHENS = "-\u2010\u00ad\u0002"
_CLOSED = re.compile(r"[.!?:;][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


def paragraphs(pages: Iterable[Page]) -> list[Paragraph]:
    """The text of all pages, the headline marked where the type shows one."""
    lines: list[_Line] = []
    columns = 0
    for page in _without_running_heads(list(pages)):
        for column in _columns(_rows(page.runs)):
            lines += _lines(column, columns)
            columns += 1
    words = Counter(w.lower() for line in lines for w in _WORD.findall(line.text))
    body = median([line.size for line in lines for _ in line.text[:40]]) if lines else 0
    groups = list(_grouped(lines))
    found = [Paragraph(_joined(group, words)) for group in groups]
    return _with_headline(found, groups, body)


def _rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs on one base line, from the top of the page down, each row from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: -r.base):
        if rows and abs(rows[-1][0].base - run.base) < 0.3 * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda r: r.left) for row in rows]


def _without_running_heads(pages: list[Page]) -> list[Page]:
    """Lines that come back in the margins of several pages, and page numbers, are left out."""
    seen = Counter(key for page in pages for key in {_running(r, page) for r in _margin_runs(page)})
    # Heads of a chapter come back on its few pages only; in a long text two alike may be chance.
    often = {key for key, count in seen.items() if count >= (2 if len(pages) < 9 else 3)}
    kept = []
    for page in pages:
        margin = {
            r for r in _margin_runs(page) if _running(r, page) in often or _PAGE_NUMBER.fullmatch(r.text)
        }
        kept.append(Page(page.width, page.height, tuple(r for r in page.runs if r not in margin)))
    return kept


def _margin_runs(page: Page) -> list[Run]:
    rows = _rows(page.runs)
    outer = [*rows[:_EDGE_ROWS], *rows[_EDGE_ROWS:][-_EDGE_ROWS:]]
    low, high = page.height * _MARGIN, page.height * (1 - _MARGIN)
    return [run for row in outer for run in row if not low < run.base < high]


def _running(run: Run, page: Page) -> tuple[str, bool, int]:
    """What makes two lines the same running head: words but for numbers, margin, size."""
    return re.sub(r"\d+", "#", run.text.strip().lower()), run.base > page.height / 2, round(run.size)


def _columns(rows: list[list[Run]]) -> Iterator[list[list[Run]]]:
    """The rows column by column; what stands over, between and under columns comes in its place."""
    found = _widest_band(rows)
    if found is None:
        if rows:
            yield rows
        return
    start, end, gutter = found
    yield from _columns(rows[:start])
    for left in (True, False):
        side = [[r for r in row if (r.right <= gutter) == left] for row in rows[start:end]]
        yield from _columns([row for row in side if row])
    yield from _columns(rows[end:])


_Gaps = list[tuple[float, float]]


def _widest_band(rows: list[list[Run]]) -> tuple[int, int, float] | None:
    """The most rows in sequence that one vertical gap runs through, with text on both sides of it."""
    best: tuple[int, int, float] | None = None
    if len(rows) > _MOST_ROWS:
        return None
    for start in range(len(rows)):
        if best is not None and len(rows) - start <= best[1] - best[0]:
            break
        gaps: _Gaps = [(-1e9, 1e9)]
        for end in range(start, len(rows)):
            gaps = _narrowed(gaps, rows[end])
            if not gaps:
                break
            if best is not None and end + 1 - start <= best[1] - best[0]:
                continue
            gutter = _gutter(gaps, rows[start : end + 1])
            if gutter is not None:
                best = (start, end + 1, gutter)
    return best


def _narrowed(gaps: _Gaps, row: list[Run]) -> _Gaps:
    """What is left of the gaps once a row's words are taken out."""
    for run in row:
        pieces = [p for a, b in gaps for p in ((a, min(b, run.left)), (max(a, run.right), b))]
        gaps = [(a, b) for a, b in pieces if b - a > 0.7 * run.size]
    return gaps


def _gutter(gaps: _Gaps, rows: list[list[Run]]) -> float | None:
    """The middle of a gap between two columns of running text, if one of the gaps is that."""
    for a, b in gaps:
        if a < -1e8 or b > 1e8:
            continue
        middle = (a + b) / 2
        sides = [
            [sum(len(r.text) for r in row if (r.right <= middle) == left) for row in rows]
            for left in (True, False)
        ]
        filled = [[n for n in side if n] for side in sides]
        if all(len(side) >= _COLUMN_ROWS and median(side) >= _COLUMN_LETTERS for side in filled):
            return middle
    return None


def _lines(rows: list[list[Run]], column: int) -> list[_Line]:
    left, right = min(r.left for row in rows for r in row), max(r.right for row in rows for r in row)
    return [
        _Line(
            text=" ".join(run.text for run in row),
            left=row[0].left,
            right=row[-1].right,
            base=row[0].base,
            size=max(run.size for run in row),
            column=(left, right, column),
        )
        for row in rows
    ]


def _grouped(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Lines of one paragraph together."""
    pitch = _pitch(lines)
    group: list[_Line] = []
    for line in lines:
        if group and _starts_paragraph(group, line, pitch):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _pitch(lines: list[_Line]) -> float:
    """From one line to the next, as multiple of the font size, where nothing stands between."""
    steps = [
        (a.base - b.base) / a.size
        for a, b in pairwise(lines)
        if a.column == b.column and 0 < a.base - b.base < 4 * a.size
    ]
    return median(steps) if steps else 1.2


def _starts_paragraph(group: list[_Line], line: _Line, pitch: float) -> bool:
    before = group[-1]
    if abs(before.size - line.size) > 0.12 * before.size:
        return True
    if before.column != line.column:
        # On the next column or page the sentence goes on, unless it was closed.
        return bool(_CLOSED.search(before.text)) or (
            not line.text[:1].islower() and not _ends_in_hyphen(before.text)
        )
    if before.base - line.base > (pitch + 0.35) * line.size or line.text[0] in _BULLETS:
        return True
    left, right, _ = line.column
    if line.left - left > 0.8 * line.size and before.left - left < 0.4 * line.size:
        return True
    return bool(_CLOSED.search(before.text)) and _would_fit(line.text, before, right)


def _would_fit(text: str, before: _Line, right: float) -> bool:
    """Whether the first word of a text had room at the end of the line before: so the break was meant."""
    letter = (before.right - before.left) / max(len(before.text), 1)
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return before.right + letter * (len(first) + 1) < right - before.size


def _joined(group: list[_Line], words: Counter[str]) -> str:
    text = group[0].text.strip()
    for line in group[1:]:
        following = line.text.strip()
        if _ends_in_hyphen(text) and following[:1].islower():
            text = _without_hyphen(text, following, words)
        elif text.endswith(tuple(_HYPHENS)) and following:
            text = (
                text[:-1].rstrip("\u00ad\u0002") + "-" + following
                if text[-2:-1].isalnum()
                else f"{text} {following}"
            )
        else:
            text = f"{text} {following}"
    return re.sub(" {2,}", " ", re.sub("[\u00ad\u0002]", "", text)).strip()


def _ends_in_hyphen(text: str) -> bool:
    return len(text) > 1 and text[-1] in _HYPHENS and text[-2].isalpha()


def _without_hyphen(text: str, following: str, words: Counter[str]) -> str:
    """One word, unless the document elsewhere writes it with the hyphen and never without."""
    first = re.search(r"[^\W\d_]+$", text[:-1])
    second = re.match(r"[^\W\d_]+", following)
    if first and second:
        whole = (first[0] + second[0]).lower()
        compound = f"{first[0]}-{second[0]}".lower()
        if words[compound] > words[whole]:
            return f"{text[:-1]}-{following}"
    return text[:-1] + following


def _with_headline(found: list[Paragraph], groups: list[list[_Line]], body: float) -> list[Paragraph]:
    """The paragraph in the largest type among the first ones, where it is larger than the body's."""
    head = range(min(6, len(found)))
    best = max(head, key=lambda i: groups[i][0].size, default=None)
    if best is None or groups[best][0].size < 1.2 * body or len(found[best].text) > 300:
        return found
    return [Paragraph(p.text, "headline" if i == best else p.kind) for i, p in enumerate(found)]
