"""Numbers written in words ("two and a half million"), read as a whole or not at all."""

from __future__ import annotations

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: 1.0 * at for at, word in enumerate(_ONES.split())}
_ROUND = {word: 10.0 * at for at, word in enumerate(_TENS.split(), 2)}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_COUNTED = {"dozen": 12.0, "score": 20.0}
_PARTS = {"half": 0.5, "quarter": 0.25}
_LARGE = {"hundred", *_SCALES, *_COUNTED}
_NUMERALS = frozenset({*_SMALL, *_ROUND, *_LARGE, *(f"{word}s" for word in _LARGE), "tens", *_PARTS})


def is_numeral(word: str) -> bool:
    """Whether it is, or is part of, a number in words."""
    return word in _NUMERALS


def read(words: str) -> float | None:
    """The number that these words are, all of them; None where they are more than that, or none."""
    tokens = words.replace("-", " ").split()
    if tokens[:2] in (["half", "a"], ["a", "half"], ["a", "quarter"]):
        return _part_of(tokens)
    total, least = 0.0, float("inf")
    start = 0
    for at, token in enumerate(tokens):
        if token in _SCALES:
            count = _below_thousand(_without_and(tokens[start:at], first=not start))
            if count is None or _SCALES[token] >= least:
                return None
            least = _SCALES[token]
            total, start = total + count * least, at + 1
    rest = _without_and(tokens[start:], first=not start)
    if not rest:
        return total if tokens and start == len(tokens) else None
    count = _below_thousand(rest, alone=not start)
    return None if count is None else total + count


def _part_of(tokens: list[str]) -> float | None:
    """ "half a million", "half a dozen", "a quarter million"."""
    scales = _SCALES | _COUNTED
    if len(tokens) != 3 or tokens[2] not in scales:
        return None
    return _PARTS[tokens[0] if tokens[0] in _PARTS else tokens[1]] * scales[tokens[2]]


def _without_and(tokens: list[str], *, first: bool) -> list[str]:
    """What follows a scale may begin with "and"."""
    return tokens[1:] if not first and tokens[:1] == ["and"] else tokens


def _below_thousand(tokens: list[str], *, alone: bool = False) -> float | None:
    """What stands before a scale or at the end; a part of one only before a scale or a dozen."""
    parted = _PARTS.get(tokens[-1]) if tokens[-3:-1] == ["and", "a"] else None
    if parted is not None:
        whole = _hundreds(tokens[:-3])
        return None if whole is None else whole + parted
    if alone and len(tokens) > 1 and tokens[-1] in _COUNTED:
        count = _below_thousand(tokens[:-1])
        return None if count is None else count * _COUNTED[tokens[-1]]
    if tokens == ["a"]:
        return None if alone else 1.0
    return _hundreds(tokens)


def _hundreds(tokens: list[str]) -> float | None:
    if "hundred" not in tokens:
        return _below_hundred(tokens)
    at = tokens.index("hundred")
    count = 1.0 if tokens[:at] == ["a"] else _below_hundred(tokens[:at])
    rest = _without_and(tokens[at + 1 :], first=False)
    more = _below_hundred(rest) if tokens[at + 1 :] else 0.0
    return None if count is None or more is None else 100 * count + more


def _below_hundred(tokens: list[str]) -> float | None:
    """Digits as well: "2 and a half million"."""
    if len(tokens) == 1:
        word = tokens[0]
        return float(word) if word.isdecimal() and len(word) <= 3 else _SMALL.get(word, _ROUND.get(word))
    if len(tokens) == 2 and tokens[0] in _ROUND and 1 <= _SMALL.get(tokens[1], 0) <= 9:
        return _ROUND[tokens[0]] + _SMALL[tokens[1]]
    return None
