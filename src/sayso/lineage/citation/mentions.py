"""Where a text mentions a medium, whether or not it has anything from there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from sayso.lineage.citation import media, wording
from sayso.lineage.citation.naming import Fit
from sayso.types import Span

Sort: TypeAlias = Literal[
    "listed", "known", "form", "described", "domain", "handle", "platform", "vague", "back"
]
"""By what a mention is one: a list, the ledger, its form ("Herald"), the word before it ("the website"), its
writing; or it names none ("local media"), or points back to one ("the newspaper")."""

_TOKEN = re.compile(r"[^\W_](?:[\w.&'’/+-]*\w)?")
_DOMAIN = re.compile(r"(?<![\w@/.-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}\b(?![/@\w])")
_HANDLE = re.compile(r"(?<![\w@./])@\w{2,30}\b(?!\.\w)")
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST = 8
"""Words of a name."""
_AROUND = 80
"""Characters before and after a name in which its context is looked for."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A medium's name in a text with the words around that belong to it: "the daily", "agency"."""

    span: Span
    phrase: Span
    name: str | None
    """None: it names none."""
    sort: Sort
    sure: bool
    """Whether it can be nothing but a medium. What is not must be said to have reported, or the like."""
    agency: bool = False


class _Word(NamedTuple):
    start: int
    end: int
    text: str


def find(text: str, known: Mapping[str, Fit], masked: Sequence[Span]) -> list[Mention]:
    """The mentions in order, none in a masked stretch, no two at one place.

    Args:
        known: the names of the ledger's outlets, folded.
        masked: addresses, sorted.
    """
    found = [
        *_named(text, known),
        *_pattern(text, _HANDLE, "handle"),
        *_pattern(text, _DOMAIN, "domain"),
        *_vague(text),
        *_back(text),
    ]
    kept: list[Mention] = []
    taken = sorted(masked)
    # Names go before what names none: "Iranian state television Press TV" is Press TV.
    found.sort(key=lambda m: (m.name is None, m.span.start, -m.span.end))
    for mention in found:
        place = bisect_left(taken, mention.span)
        around = taken[max(0, place - 1) : place + 1]
        if not any(mention.span.start < b and a < mention.span.end for a, b in around):
            kept.append(mention)
            taken.insert(place, mention.phrase if mention.name else mention.span)
    return sorted(kept, key=lambda mention: mention.span)


def _named(text: str, known: Mapping[str, Fit]) -> Iterator[Mention]:
    for run in _runs(text):
        at = 0
        while at < len(run):
            mention, used = _at(text, run, at, known)
            if mention:
                yield mention
            at += used


def _at(text: str, run: list[_Word], at: int, known: Mapping[str, Fit]) -> tuple[Mention | None, int]:
    """The mention that begins at this word, if any, and the words it takes; else 1."""
    if run[at].text in wording.JOINING - {"the", "el", "al", "la", "le"}:
        return None, 1
    for end in range(min(len(run), at + _LONGEST), at, -1):
        if mention := _held(text, run, at, end, known):
            return mention, max(1, sum(word.start < mention.span.end for word in run) - at)
    if at == 0 or run[at - 1].text.lower() in (wording.LEADING | wording.JOINING):
        return _by_form(text, run, at)
    return None, 1


def _held(text: str, run: list[_Word], at: int, end: int, known: Mapping[str, Fit]) -> Mention | None:
    """A mention by the lists or the ledger, of the words from `at` to `end`."""
    name = _POSSESSIVE.sub("", text[run[at].start : run[end - 1].end])
    folded = media.fold(name)
    fit, bearers = known.get(folded), media.bearers(name)
    if not fit and not bearers:
        return None
    if not _free(run, at, end) or (fit != "full" and not _written_so(name, bearers)):
        return None
    end = _broadened(run, end)
    name = _POSSESSIVE.sub("", text[run[at].start : run[end - 1].end])
    span = Span(run[at].start, run[at].start + len(name))
    kinds = {bearer.medium.kind for bearer in bearers}
    if fit != "full" and "photo" in kinds:
        return None
    sort: Sort = "platform" if kinds == {"platform"} else "listed" if bearers else "known"
    certain = not _common(name) if bearers else _like_an_outlet(folded)
    if fit == "short" and not bearers and " " not in folded and not _may_be_short(text, span):
        return None
    return _mention(text, span, sort, certain, "agency" in kinds)


def _may_be_short(text: str, span: Span) -> bool:
    """One word stands for an outlet only after an article, and not before another's name."""
    return _after_article(text, span) and not wording.ADJECTIVE.match(text, span.end)


def _like_an_outlet(folded: str) -> bool:
    words = folded.split()
    return len(words) > 1 and (words[-1] in wording.HEADS or words[0] in wording.FIRSTS)


def _broadened(run: list[_Word], end: int) -> int:
    """Past the words that belong to a name without making it another's: "BBC Radio"."""
    while end < len(run) and run[end].text.lower() in wording.BROADER:
        end += 1
    return end


def _written_so(name: str, bearers: tuple[media.Bearer, ...]) -> bool:
    """Acronyms are asked for in capitals: "AIM" is an agency, "Aim" is not."""
    short = len(name) <= 4 and " " not in name
    return not (short and bearers) or name.isupper() or any(name in _written(b.medium) for b in bearers)


def _written(medium: media.Medium) -> tuple[str, ...]:
    return (medium.name, *medium.names, *medium.shared, *(n.removeprefix("The ") for n in (medium.name,)))


def _common(name: str) -> bool:
    """Whether the name is one word that is also another: "Time", "Dawn", "the Sun"."""
    plain = name.removeprefix("The ").removeprefix("the ")
    return " " not in plain and plain.isalpha() and not plain.isupper() and plain in wording.COMMON


def _free(run: list[_Word], at: int, end: int) -> bool:
    """Whether the words around do not make the name another's: "Guardian Life", "Mr Post", "Times Square"."""
    before = run[at - 1] if at else None
    after = run[end] if end < len(run) else None
    if after and after.text.lower() not in wording.JOINING | wording.BROADER and after.text[0].isupper():
        return False
    if after and after.text.lower() in ("of", "de") and end + 1 < len(run) and end - at == 1:
        return False
    if before is None or before.text.lower() in wording.LEADING | wording.JOINING:
        return True
    if _POSSESSIVE.search(before.text):
        return True
    # "French AFP", "US Reuters": a word in capitals before an acronym says whose it is.
    return run[at].text.isupper() and before.text.lower() not in wording.TITLES


def _by_form(text: str, run: list[_Word], at: int) -> tuple[Mention | None, int]:
    """A mention by its form or by the noun before it: all words up to "and" or the end of the run."""
    while at < len(run) and (run[at].text.lower() in wording.LEADING or run[at].text[0].isdigit()):
        at += 1
    words = list(_until_and(run[at:]))
    if not words:
        return None, 1
    first, last = words[0].text.lower(), _POSSESSIVE.sub("", words[-1].text).lower()
    whole = text[words[0].start : words[-1].end]
    span = Span(words[0].start, words[0].start + len(_POSSESSIVE.sub("", whole)))
    if first in wording.TITLES or len(words) > _LONGEST:
        return None, 1
    tail = " ".join(word.text.lower() for word in words[-2:])
    formal = (
        (len(words) > 1 and (last in wording.HEADS or first in wording.FIRSTS or tail == "news agency"))
        or (last in wording.SURE_HEADS and _after_article(text, span))
    ) and not any(tail.endswith(other) for other in wording.OTHERS)
    described = _described(text, span, formal or bool(wording.ACRONYM.fullmatch(words[-1].text)))
    if not formal and not described:
        return None, 1
    sort: Sort = "described" if described else "form"
    return _mention(text, span, sort, described, "agency" in tail or _agency_noun(text, span)), len(words)


def _until_and(run: Sequence[_Word]) -> Iterator[_Word]:
    for word in run:
        if word.text.lower() in ("and", "on", "for", "to", "said", "says"):
            return
        yield word


def _described(text: str, span: Span, formal: bool) -> bool:
    """Whether the noun before or after makes it a medium: "the website", "the … news agency"."""
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    found = wording.BEFORE_NAME.search(before)
    noun = _NOUN.search(before) if found else None
    if noun and (formal or _SURE_BEFORE.search(before)):
        return not wording.NOT_PRESS.search(before[: noun.start()])
    trailing = wording.AFTER_NOUN.match(after)
    return bool(trailing and (formal or _SURE_AFTER.match(after)))


_SURE_BEFORE = re.compile(rf"\b{wording.SURE_NOUN}\s+[\"“«‘]?$")
_NOUN = re.compile(rf"(?:{wording.SURE_NOUN}|{wording.SOFT_NOUN})\s+[\"“«‘]?$")
_SURE_AFTER = re.compile(rf"[\"”»’]?\s+{wording.SURE_NOUN}\b")


def _agency_noun(text: str, span: Span) -> bool:
    around = text[max(0, span.start - 12) : span.start] + text[span.end : span.end + 15]
    return "agency" in around


def _after_article(text: str, span: Span) -> bool:
    if text[span.start : span.start + 4].lower() == "the ":
        return True
    return text[max(0, span.start - 4) : span.start].lower() == "the " or bool(
        wording.BEFORE_NAME.search(text[max(0, span.start - _AROUND) : span.start])
    )


def _mention(text: str, span: Span, sort: Sort, sure: bool, agency: bool) -> Mention:
    """With the article and the nouns that belong to the name, as its phrase."""
    if text[span.start : span.start + 4].lower() == "the " and len(text[span.start : span.end].split()) > 1:
        span = Span(span.start + 4, span.end)
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    found = wording.BEFORE_NAME.search(before) or wording.ARTICLE.search(before)
    left = span.start - (len(before) - found.start()) if found else span.start
    if before[:-1] and not found and before.endswith(("“", '"', "«")):
        left = span.start - 1
    trailing = wording.AFTER_NOUN.match(text, span.end)
    right = trailing.end() if trailing else span.end
    return Mention(span, Span(left, right), text[span.start : span.end], sort, sure or bool(trailing), agency)


def _runs(text: str) -> Iterator[list[_Word]]:
    """Capitalised words that stand together, with the small words between them."""
    run: list[_Word] = []
    for found in _TOKEN.finditer(text):
        word = _Word(found.start(), found.end(), found[0])
        joined = bool(run) and word.start == run[-1].end + 1 and text[run[-1].end] == " "
        capital = word.text[0].isupper() or word.text[0].isdigit() or word.text in wording.SMALL
        if run and not (joined and (capital or word.text in wording.JOINING)):
            yield from _trimmed(run)
            run = []
        if capital or run:
            run.append(word)
    yield from _trimmed(run)


def _trimmed(run: list[_Word]) -> Iterator[list[_Word]]:
    while run and run[-1].text in wording.JOINING:
        run.pop()
    if any(word.text[0].isupper() or word.text in wording.SMALL for word in run):
        yield run


def _pattern(text: str, pattern: re.Pattern[str], sort: Sort) -> Iterator[Mention]:
    for found in pattern.finditer(text):
        span = Span(*found.span())
        yield Mention(span, span, found[0], sort, True)


def _vague(text: str) -> Iterator[Mention]:
    for found in wording.VAGUE.finditer(text):
        if not wording.NO_VAGUE.fullmatch(found[0]):
            span = Span(*found.span())
            yield Mention(span, span, None, "vague", True)


def _back(text: str) -> Iterator[Mention]:
    for found in wording.ANAPHOR.finditer(text):
        span = Span(*found.span())
        yield Mention(span, span, None, "back", False, "agency" in found[1])
