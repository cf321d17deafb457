"""Templates of wikitext that stand in running text, and the words that a page shows for them.

A checker compares figures: a template that is left out must not leave a sentence without its number. So those
that are notes show nothing, those that are known show their words, and any other leaves a hole.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sayso.evidence.sources.wikipedia import pages
from sayso.evidence.sources.wikipedia.sentences import HOLE

_NOTES = re.compile(
    r"(?:cite|citation|cn|fact|refn?|sfn|sfnp|sfnm|efn|r|rp|note|notetag|harv\w*|clarify|who|whom|when|where|which"
    r"|why|by whom|according to whom|page needed|dubious|disputed|vague|better source|better source needed"
    r"|failed verification|verify|verify source|verification needed|update after|update inline|dead link"
    r"|cbignore|webarchive|anchor|shy|zwsp|ipa|ipac|ipa-\w+|ipac-\w+|pron|pronunciation|respell|listen|audio"
    r"|efn-\w+|cref2?|specify|full citation needed|citation needed span|original research inline|or"
    r"|primary source inline|non-primary source needed|self-published inline|medical citation needed|sic\?)"
    r"(?:[ -].*)?"
)
_SHOWS_NOTHING = frozenset(("clear", "-", "!", "wbr", "dash"))
_SIGNS = {
    **{"snd": " – ", "spnd": " – ", "spaced ndash": " – ", "ndash": "–", "–": "–", "mdash": "—", "—": "—"},
    **{"nbsp": " ", "spaces": " ", "space": " ", "'": "’", "'s": "’s", "\"'": "”’", "pi": "π", "br": " "},
    **{"sic": "[sic]", "ndash!": "–", "times": "×", "minus": "−", "+-": "±", "dot": "·", "·": "·", "=": "="},
}
_FIRST = frozenset(
    (
        *("nowrap", "nobr", "nowr", "small", "smaller", "big", "larger", "abbr", "abbrlink", "em", "strong"),
        *(
            "nihongo",
            "flag",
            "flagcountry",
            "flagu",
            "flaglist",
            "keypress",
            "code",
            "mono",
            "var",
            "visible anchor",
        ),
        *(
            "vanchor",
            "quote",
            "blockquote",
            "cquote",
            "quotation",
            "quote box",
            "tq",
            "ill",
            "interlanguage link",
        ),
        *(
            "interlanguage link multi",
            "sub",
            "nihongo foot",
            "no wrap",
            "not a typo",
            "notatypo",
            "as written",
        ),
        *("mvar", "math name", "title case", "proper name", "noitalic", "italic", "angbr", "gaps"),
    )
)
"""They show their first value."""
_LAST = frozenset(("transl", "transliteration", "lang", "script", "translit", "rtl-lang", "langx", "lang-x"))
_NAMED_FIRST = ("1", "text", "quote", "content")
_DATES = frozenset(
    (
        *("start date", "end date", "birth date", "death date", "birth date and age", "death date and age"),
        *("start date and age", "end date and age", "film date", "release date", "start-date", "dts", "date"),
    )
)
_RANGES = {
    "to": " to ",
    "-": "–",
    "–": "–",
    "and": " and ",
    "&": " and ",
    "or": " or ",
    "by": " by ",
    "x": " × ",
}
_NUMBER = re.compile(r"[-−+]?\d[\d,.]*(?:e\d+)?")
_YEAR = re.compile(r"\d{3,4}")
_LONGEST = 30
"""Characters of a name of a value, and digits of a number."""


@dataclass(frozen=True, slots=True)
class Call:
    """A template as it is called."""

    name: str
    """In lower case, with single spaces."""
    given: Mapping[str, str]
    """Its values by name; those without one are named "1", "2" and so on."""

    def value(self, name: str) -> str:
        return self.given.get(name, "").strip()

    @property
    def values(self) -> list[str]:
        """Those without a name, in order."""
        return [self.value(str(n)) for n in range(1, len(self.given) + 1) if str(n) in self.given]


def shown(text: str) -> str:
    """What a page shows for what stands between the braces; a hole where nobody here knows."""
    call = _call(text)
    if _NOTES.fullmatch(call.name) or call.name in _SHOWS_NOTHING:
        return ""
    if call.name in _SIGNS:
        return _SIGNS[call.name]
    if call.name.startswith("formatnum:"):
        return _grouped(call.name.removeprefix("formatnum:").strip()) or HOLE
    rule = _RULES.get(call.name)
    if rule is None and re.fullmatch(r"lang-[a-z-]+", call.name):
        rule = _first
    return (rule(call) if rule else "") or HOLE


def _call(text: str) -> Call:
    name, *parts = text.split("|")
    given: dict[str, str] = {}
    place = 0
    for part in parts:
        key, named, value = part.partition("=")
        # A sign of equality further on, as in an address, names nothing.
        if named and len(key) < _LONGEST and "\n\n" not in key and "<" not in key:
            given[key.strip().lower()] = value
        else:
            place += 1
            given[str(place)] = part
    return Call(" ".join(name.replace("_", " ").lower().split()), given)


def _first(call: Call) -> str:
    named = (call.value(name) for name in ("lt", *_NAMED_FIRST))
    return next((value for value in named if value), "")


def _last(call: Call) -> str:
    return next((value for value in reversed(call.values) if value), "")


def _convert(call: Call) -> str:
    """The first quantity only: the page shows the converted one too, in brackets."""
    said, values = "", call.values
    for at, value in enumerate(values):
        if _NUMBER.fullmatch(value):
            said += _grouped(value)
        elif said and value in _RANGES:
            said += _RANGES[value]
        elif said and at:
            return f"{said} {value}"
        else:
            return ""
    return ""


def _val(call: Call) -> str:
    if len(call.values) != 1 or not _NUMBER.fullmatch(call.value("1")) or call.value("e"):
        return ""
    return f"{_grouped(call.value('1'))} {call.value('u') or call.value('ul')}".strip()


def _grouped(number: str) -> str:
    """1234567.8 as 1,234,567.8; what has commas already stays as it is."""
    whole, dot, rest = number.partition(".")
    if "e" in number or len(number) > _LONGEST or not _NUMBER.fullmatch(number):
        return ""
    return (f"{int(whole):,}" if whole.isascii() and whole.isdigit() else whole) + dot + rest


def _date(call: Call) -> str:
    parts = call.values[:3]
    if not parts or not _YEAR.fullmatch(parts[0]):
        return " ".join(parts[:1])
    numbers = [int(p) if p.isascii() and p.isdigit() and len(p) <= 2 else 0 for p in parts[1:]]
    month = calendar.month_name[numbers[0]] if numbers and 1 <= numbers[0] <= 12 else ""
    day = str(numbers[1]) if month and len(numbers) == 2 and 1 <= numbers[1] <= 31 else ""
    return " ".join(part for part in (day, month, parts[0]) if part)


def _as_of(call: Call) -> str:
    words = "as of" if call.value("lc") else "As of"
    return call.value("alt") or f"{words} {_date(call)}"


def _circa(call: Call) -> str:
    return f"c. {'–'.join(v for v in call.values[:2] if v)}"


def _fraction(call: Call) -> str:
    """1⁄2, 3⁄4, 2 1⁄2."""
    values = call.values
    if not all(v.isdigit() for v in values) or not 1 <= len(values) <= 3:
        return ""
    below = values[-1]
    above = values[-2] if len(values) > 1 else "1"
    return " ".join((*values[:-2], f"{above}⁄{below}"))


def _money(sign: str) -> Callable[[Call], str]:
    return lambda call: sign + call.value("1") if _NUMBER.match(call.value("1")) else ""


def _reign(call: Call) -> str:
    return "r. " + "–".join(v for v in call.values[:2] if v)


def _raised(call: Call) -> str:
    return pages.raised(_first(call))


_RULES: dict[str, Callable[[Call], str]] = {
    **dict.fromkeys(_FIRST, _first),
    **dict.fromkeys(_LAST, _last),
    **dict.fromkeys(_DATES, _date),
    **dict.fromkeys(("convert", "cvt", "convertabbr"), _convert),
    **dict.fromkeys(("val", "value", "nts", "number", "formatnum"), _val),
    **dict.fromkeys(("as of", "asof"), _as_of),
    **dict.fromkeys(("circa", "c.", "ca."), _circa),
    **dict.fromkeys(("frac", "fraction", "sfrac"), _fraction),
    **dict.fromkeys(("us$", "usd"), _money("US$")),
    **dict.fromkeys(("gbp", "£", "pound sterling"), _money("£")),
    **dict.fromkeys(("eur", "euro", "€"), _money("€")),
    "reign": _reign,
    "sup": _raised,
}
