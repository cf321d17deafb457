"""Figures as news writes them, with the bounds that the words give."""

from __future__ import annotations

from sayso.types import Figure, Span

_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def numeral(value: int) -> tuple[str, int]:
    """As it is written, and the value that the words then have."""
    if value < 10:
        return _SMALL[value], value
    if value < 1_000_000:
        return f"{value:,}", value
    name, size = ("million", 1_000_000) if value < 1_000_000_000 else ("billion", 1_000_000_000)
    tenths = round(value * 10 / size)
    return f"{tenths / 10:g} {name}", tenths * (size // 10)


def rounded(value: int, digits: int) -> int:
    """To so many leading digits."""
    step: int = 10 ** max(0, len(str(value)) - digits)
    return max(value // step * step, 1)


_EXACTLY = 0.45
# From which chance on, the words, and whether they bound it from below, from above, loosely and strictly.
_QUALIFIED = (
    (0.88, "up to", False, True, False, False),
    (0.82, "nearly", False, True, True, True),
    (0.70, "about", True, True, True, False),
    (0.58, "more than", True, False, False, True),
    (_EXACTLY, "at least", True, False, False, False),
)


def figure(start: int, value: int, chance: float, unit: str, of: str | None) -> tuple[str, Figure]:
    """The words of the figure that starts there, and the figure; the chance decides how it is put."""
    if value < 10 or chance < _EXACTLY:
        words, value = numeral(value)
        text = f"{words} {unit}"
        return text, Figure(Span(start, start + len(text)), value, value, False, False, unit, of)
    words, value = numeral(rounded(value, 2))
    if chance >= 0.94:
        more, top = numeral(rounded(value * 3 // 2 + 1, 2))
        text = f"between {words} and {more} {unit}"
        return text, Figure(Span(start, start + len(text)), value, top, False, False, unit, of)
    _, prefix, low, high, loose, strict = next(q for q in _QUALIFIED if chance >= q[0])
    text = f"{prefix} {words} {unit}"
    span = Span(start, start + len(text))
    return text, Figure(span, value if low else None, value if high else None, loose, strict, unit, of)
