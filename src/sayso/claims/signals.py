"""Signals: the words that bear on how surely something is said."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.claims import quotations
from sayso.claims.spans import Covered
from sayso.types import Signal, SignalKind, Span

_PATTERNS: tuple[tuple[SignalKind, str], ...] = (
    (
        "counterfactual",
        r"(?:would|could|might|should) (?:not |never )?have(?= \w+(?:ed|en|ne|wn|t|d)\b)|if only|as if|"
        r"as though",
    ),
    (
        "hedge",
        r"reportedly|allegedly|supposedly|purportedly|apparently|seemingly|presumably|ostensibly|perhaps|"
        r"maybe|possibly|probably|likely|unlikely|arguably|conceivably|potentially|may(?= [a-z])|might|"
        r"could|alleged|purported|suspected|so-called|rumou?red|"
        r"(?:seem|appear)(?:s|ed)?(?= (?:to|that|likely|as))|"
        r"(?:is|are|was|were) (?:widely |generally |also )?(?:believed|thought|said|alleged|reported|"
        r"rumou?red|suspected|understood|considered|claimed) to|in all likelihood|it is possible|"
        r"it is unclear|it is not clear|cannot be verified|"
        r"could not be (?:independently )?(?:verified|confirmed)|unconfirmed",
    ),
    (
        "prediction",
        r"will|won['’]t|['’]ll|shall|(?:is|are|was|were|['’]re|['’]s|am) (?:about|due|set|expected|likely|"
        r"bound|going|poised|projected|forecast|scheduled|certain|sure) to",
    ),
    (
        "conditional",
        r"if|unless|provided that|in case|should (?:he|she|they|it|the)|as long as|otherwise",
    ),
    (
        "negation",
        r"not|never|no(?= (?!fewer than|less than|more than|doubt)\w)|none|nobody|no one|nothing|neither|"
        r"nor|nowhere|without|cannot|can['’]t|hardly|scarcely|barely|fail(?:s|ed)? to|refus(?:es|ed) to",
    ),
)
_FINDER = re.compile(
    "|".join(rf"(?P<k{i}>(?<![\w’'-])(?:{pattern})(?!\w))" for i, (_, pattern) in enumerate(_PATTERNS)),
    re.I,
)
_CONTRACTED = re.compile(r"(?<=[a-z])n['’]t\b|(?<=\w)['’]ll\b", re.I)
_SCARE_WORDS = 4
_SENTENCE_END = (".", "!", "?", ",")


def find(text: str) -> list[Signal]:
    """Every signal of the text, in order."""
    found = [Signal(Span(*m.span()), _kind(m)) for m in _FINDER.finditer(text) if not _is_may_month(text, m)]
    found += [
        Signal(Span(*m.span()), "negation" if m.group().lower().startswith("n") else "prediction")
        for m in _CONTRACTED.finditer(text)
    ]
    return sorted(found, key=lambda s: s.span)


def scare_quotes(text: str, quoted_by_someone: Iterable[Span]) -> list[Signal]:
    """Words in quotation marks that nobody is quoted as saying: the author keeps a distance from them."""
    attributed = Covered(quoted_by_someone)
    out = []
    for q in quotations.find(text):
        inner = text[q.span.start : q.span.end].strip("“”„«»\"'‘’` ")
        short = 0 < len(inner.split()) <= _SCARE_WORDS and not inner.endswith(_SENTENCE_END)
        if short and not attributed.covers(q.span):
            out.append(Signal(q.span, "scare_quote"))
    return out


def _kind(match: re.Match[str]) -> SignalKind:
    assert match.lastgroup is not None
    return _PATTERNS[int(match.lastgroup[1:])][0]


def _is_may_month(text: str, match: re.Match[str]) -> bool:
    """ "May" with a capital inside a sentence is the month or a name."""
    return match.group() == "May" and text[max(0, match.start() - 2) : match.start()] not in (
        "",
        ". ",
        "? ",
        "! ",
    )
