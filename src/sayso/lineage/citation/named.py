"""Names of media in a text: by the lists, by the ledger, by their form, by the noun beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.lineage.citation import media, wording
from sayso.lineage.citation.mention import Mention, Sort
from sayso.lineage.citation.naming import Known
from sayso.lineage.citation.runs import Word, runs
from sayso.types import Span

_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n|A) (?=\w)")
_FIRST = re.compile(r"\w+(?:\.\w+)*")
_LONGEST = 8
"""Words of a name."""
_AROUND = 80
"""Characters before and after a name in which its context is looked for."""
_ENDS = ("and", "on", "for", "to", "said", "says")
"""Small words that no name goes over unless a list has it."""
_SURE_BEFORE = re.compile(rf"\b{wording.SURE_NOUN}\s+[\"“«‘]?$")
_NOUN = re.compile(rf"(?:{wording.SURE_NOUN}|{wording.SOFT_NOUN})\s+[\"“«‘]?$")
_SURE_AFTER = re.compile(rf"[\"”»’]?\s+{wording.SURE_NOUN}\b")
_NOUN_ENDS = tuple(f"{noun} {quote}" for noun in wording.NOUNS for quote in ("", "“", '"', "«", "‘"))
"""What must stand before a name for a noun to describe it: looked at first, for patterns take longer."""


def named(text: str, known: Known) -> Iterator[Mention]:
    """The names in order."""
    for run in runs(text):
        if not _promising(text, run, known):
            continue
        at = 0
        while at < len(run):
            mention, used = _at(text, run, at, known)
            if mention:
                yield mention
            at += used


def _promising(text: str, run: Sequence[Word], known: Known) -> bool:
    """Whether any word of the run, or one beside it, may be part of an outlet's name: most runs are not."""
    for word in run:
        lower = word.text.lower()
        first = _FIRST.match(lower)
        begins = first[0] if first else ""
        last = _POSSESSIVE.sub("", lower)
        if known.begins(begins) or media.begins(begins) or last in wording.HEADS or last in wording.FIRSTS:
            return True
    start = run[0].start
    if text[max(0, start - 20) : start].endswith(_NOUN_ENDS) or run[-1].text == "Agency":
        return True
    return bool(wording.AFTER_NOUN.match(text, run[-1].end))


def _at(text: str, run: list[Word], at: int, known: Known) -> tuple[Mention | None, int]:
    """The mention that begins at this word, if any, and the words it takes; else 1."""
    if run[at].text in wording.JOINING:
        return None, 1
    if mention := _listed(text, run, at, known):
        return mention, max(1, sum(word.start < mention.span.end for word in run) - at)
    if at == 0 or run[at - 1].text.lower() in wording.LEADING or run[at - 1].text in wording.JOINING:
        return _by_form(text, run, at, known)
    return None, 1


def _listed(text: str, run: list[Word], at: int, known: Known) -> Mention | None:
    """The longest name of the lists or the ledger that begins at this word."""
    first = _FIRST.match(run[at].text)
    if first is None or not (known.begins(first[0].lower()) or media.begins(first[0].lower())):
        return None
    ends = range(min(len(run), at + _LONGEST), at, -1)
    return next((found for end in ends if (found := _held(text, run, at, end, known))), None)


def _held(text: str, run: list[Word], at: int, end: int, known: Known) -> Mention | None:
    """A mention by the lists or the ledger, of the words from `at` to `end`."""
    name = _POSSESSIVE.sub("", text[run[at].start : run[end - 1].end])
    folded = media.fold(name)
    fit, bearers = known.fits.get(folded), media.bearers(name)
    if (not fit and not bearers) or not _free(run, at, end):
        return None
    if fit != "full" and not (_written_so(name, bearers) if bearers else fit == "short" or name.isupper()):
        return None
    kinds = {bearer.medium.kind for bearer in bearers}
    if fit != "full" and "photo" in kinds:
        return None
    end = _broadened(run, end)
    name = _POSSESSIVE.sub("", text[run[at].start : run[end - 1].end])
    span = Span(run[at].start, run[at].start + len(name))
    if fit == "short" and not bearers and " " not in folded and not _may_be_short(text, span):
        return None
    sort: Sort = "platform" if kinds == {"platform"} else "listed" if bearers else "known"
    sure = not _common(name) if bearers else fit == "initials" or _like_an_outlet(folded)
    return mentioned(text, span, sort, sure, "agency" in kinds)


def _may_be_short(text: str, span: Span) -> bool:
    """One word stands for an outlet only after an article, and not before another's name."""
    return _after_article(text, span) and not wording.ADJECTIVE.match(text, span.end)


def _like_an_outlet(folded: str) -> bool:
    words = folded.split()
    return len(words) > 1 and (words[-1] in wording.HEADS or words[0] in wording.FIRSTS)


def _broadened(run: list[Word], end: int) -> int:
    """Past the words that belong to a name without making it another's: "BBC Radio"."""
    while end < len(run) and run[end].text.lower() in wording.BROADER:
        end += 1
    return end


def _written_so(name: str, bearers: tuple[media.Bearer, ...]) -> bool:
    """Acronyms are asked for in capitals: "AIM" is an agency, "Aim" is not."""
    if len(name) > 4 or " " in name or name.isupper():
        return True
    return any(name in (b.medium.name, *b.medium.names, *b.medium.shared) for b in bearers)


def _common(name: str) -> bool:
    """Whether the name is one word that is also another: "Time", "Dawn", "the Sun"."""
    plain = name.removeprefix("The ").removeprefix("the ")
    return plain in wording.COMMON


def _free(run: list[Word], at: int, end: int) -> bool:
    """Whether the words around do not make the name another's: "Guardian Life", "Mr Post", "Times Square"."""
    after = run[end] if end < len(run) else None
    if after:
        small = after.text.lower()
        if small not in wording.JOINING and small not in wording.BROADER and after.text[0].isupper():
            return False
        if small in ("of", "de") and end + 1 < len(run) and end - at == 1:
            return False
    before = run[at - 1] if at else None
    if before is None or before.text.lower() in wording.LEADING or before.text.lower() in wording.JOINING:
        return True
    if _POSSESSIVE.search(before.text):
        return True
    # "French AFP", "US Reuters": a word in capitals before an acronym says whose it is.
    return run[at].text.isupper() and before.text.lower() not in wording.TITLES


def _by_form(text: str, run: list[Word], at: int, known: Known) -> tuple[Mention | None, int]:
    """A mention by its form or by the noun before it: all words up to "and" or the end of the run."""
    while at < len(run) and (run[at].text.lower() in wording.LEADING or run[at].text[0].isdigit()):
        at += 1
    words = list(_until_and(run[at:]))
    if not words or len(words) > _LONGEST or words[0].text.lower() in wording.TITLES:
        return None, 1
    whole = text[words[0].start : words[-1].end]
    span = Span(words[0].start, words[0].start + len(_POSSESSIVE.sub("", whole)))
    formal = _formal(text, words, span)
    described = _described(text, span, formal or bool(wording.ACRONYM.fullmatch(words[-1].text)))
    if not (formal or described) or any(_listed(text, run, at + n, known) for n in range(1, len(words))):
        return None, 1
    agency = whole.lower().endswith("agency") or _agency_noun(text, span)
    return mentioned(text, span, "described" if described else "form", described, agency), len(words)


def _formal(text: str, words: Sequence[Word], span: Span) -> bool:
    """Whether the name alone shows an outlet: "Dunmere Echo", "Radio Lenn", "the Herald"."""
    tail = " ".join(word.text.lower() for word in words[-2:])
    last = _POSSESSIVE.sub("", words[-1].text).lower()
    if any(tail.endswith(other) for other in wording.OTHERS):
        return False
    if len(words) > 1 and (last in wording.HEADS or words[0].text.lower() in wording.FIRSTS):
        return True
    return tail == "news agency" or (last in wording.SURE_HEADS and _after_article(text, span))


def _until_and(run: Sequence[Word]) -> Iterator[Word]:
    for word in run:
        if word.text.lower() in _ENDS:
            return
        yield word


def _described(text: str, span: Span, formal: bool) -> bool:
    """Whether the noun before or after makes it a medium: "the website", "the … news agency"."""
    before = text[max(0, span.start - _AROUND) : span.start]
    noun = _NOUN.search(before) if before.endswith(_NOUN_ENDS) else None
    if noun and (formal or _SURE_BEFORE.search(before)):
        return not wording.NOT_PRESS.search(before[: noun.start()])
    trailing = wording.AFTER_NOUN.match(text, span.end)
    return bool(trailing and (formal or _SURE_AFTER.match(text, span.end)))


def _agency_noun(text: str, span: Span) -> bool:
    around = text[max(0, span.start - 12) : span.start] + text[span.end : span.end + 15]
    return "agency" in around


def _after_article(text: str, span: Span) -> bool:
    if text[span.start : span.start + 4].lower() == "the ":
        return True
    before = text[max(0, span.start - _AROUND) : span.start]
    return before.lower().endswith("the ") or before.endswith(_NOUN_ENDS)


def mentioned(text: str, span: Span, sort: Sort, sure: bool, agency: bool) -> Mention:
    """With the article and the nouns that belong to the name, as its phrase."""
    if article := _ARTICLE.match(text, span.start, span.end):
        span = Span(article.end(), span.end)
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    found = wording.BEFORE_NAME.search(before) or wording.ARTICLE.search(before)
    left = span.start - (len(before) - found.start()) if found else span.start
    if not found and before.endswith(("“", '"', "«")):
        left -= 1
    trailing = wording.AFTER_NOUN.match(text, span.end)
    right = trailing.end() if trailing else span.end
    return Mention(span, Span(left, right), text[span.start : span.end], sort, sure or bool(trailing), agency)
