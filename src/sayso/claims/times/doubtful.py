"""Matches that are no times: names, verbs, numbers of things."""

from __future__ import annotations

import re

_NAME_MONTHS = {"April", "May", "June", "August", "March", "Jan", "Mar"}
_IN_FRONT = re.compile(
    r"\b(?:[Ii]n|[Oo]f|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Bb]y|[Ll]ast|[Tt]his|[Nn]ext|[Ee]arly|[Ll]ate|[Mm]id|[Bb]etween|"
    r"[Tt]hrough|[Bb]efore|[Aa]fter|[Ff]rom)[\s-]$"
)
_FIRM = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Ll]ast|[Nn]ext|[Ee]arly|[Ll]ate|[Mm]id)[\s-]$")
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Minister|President|Theresa)\.?|\b[A-Z][a-z]+)\s$"
)
_SURNAME_AFTER = re.compile(
    r"\s(?!January|February|March|April|May|June|July|August|September|October|November|December)[A-Z][a-z]+"
)
_COUNTED = re.compile(
    r"\s(?:[a-z-]+\s)?(?:people|men|women|children|soldiers|troops|civilians|fighters|homes|houses|jobs|dollars|euros|pounds|"
    r"km|kilomet|miles|met(?:er|re)s|feet|tons|tonnes|votes|copies|years|days|hours|employees|workers|students|families|"
    r"members|aircraft|planes|units|cars|vehicles|points|percent|"
    r"per cent|GMT|UTC|hours|hrs|MW|mph)"
)
_QUANTIFIED = re.compile(
    r"(?:\b(?:[Aa]t least|[Mm]ore than|[Ff]ewer than|[Ll]ess than|[Oo]ver|[Ss]ome|[Nn]early|[Aa]lmost|"
    r"[Uu]p to|[Ee]stimated)|\b(?:No|Nos|Flight|Route|Highway|Room|Resolution|Windows|Article|Section|"
    r"Boeing|Airbus|Act|Unit|Decree|Law|number|page|code|PO Box|Box)\.?)\s$"
)
_WORDS_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|of|during|after|before|through|to|late|early|mid|around|circa|about|the|that|for|"
    r"than|and|between|as|its|his|her|their|our|a|on|this|season|year|election|elections|spring|summer|winter|autumn|fall|"
    r"back|at|per|or|vs|born|b|c|January|February|March|April|May|June|July|August|September|October|November|December)\.?|"
    r"[,(;:–—\"“‘'-]|^|\n)\s?$",
    re.IGNORECASE,
)


def doubtful(m: re.Match[str], text: str) -> bool:
    """Whether the match is better read as a name, a verb or a number."""
    if m["month"] is not None:
        return _month(m, text)
    if m["year"] is not None:
        return _year(m, text)
    if m["vague"] is not None:
        return text[m.start() : m.end()].lower() == "now" and text[m.end() : m.end() + 6].lower().startswith(
            (" this", ",")
        )
    if m["dayword"] is not None:
        # "USA Today", "today's world".
        return m[0] == "Today" and text[max(0, m.start() - 4) : m.start()].endswith(("USA ", "the "))
    return m["yearspan"] is not None and _is_quantity(m, text)


def _month(m: re.Match[str], text: str) -> bool:
    name = m["mo_m"].rstrip(".")
    told = m["mo_y"] or m["mo_ys"] or m["mo_stage"] or m["mo_which"]
    if name.isupper() and not told:
        return True
    before = text[max(0, m.start() - 30) : m.start()]
    if len(name) <= 4 and name not in {"May", "June", "July"} and not told and not m["mo_m"].endswith("."):
        return True
    if name not in _NAME_MONTHS or told:
        return False
    if _SURNAME_AFTER.match(text, m.end()) and not _FIRM.search(before):
        return True
    if name in {"May", "March"}:
        return not _IN_FRONT.search(before) or (
            name == "May" and re.search(r"\b(?:by|from|after|before) $", before) is not None
        )
    return _PERSON_BEFORE.search(before) is not None and not _IN_FRONT.search(before)


def _year(m: re.Match[str], text: str) -> bool:
    if m["ye_stage"]:
        return False
    before = text[max(0, m.start() - 30) : m.start()]
    if _is_quantity(m, text):
        return True
    return _WORDS_BEFORE_YEAR.search(before) is None and not re.match(
        r"[\s)]*[.,;)–—-]|\s[A-Z]", text[m.end() : m.end() + 3]
    )


def _is_quantity(m: re.Match[str], text: str) -> bool:
    before, after = text[max(0, m.start() - 30) : m.start()], text[m.end() : m.end() + 30]
    return _QUANTIFIED.search(before) is not None or (
        _COUNTED.match(after) is not None and not re.search(r"\b(?:[Ii]n|[Ss]ince|[Tt]he)\s$", before)
    )
