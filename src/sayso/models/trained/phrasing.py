"""Phrasing: what the words of a cue, or those beside it, say of an attribution that was found.

The network finds who says what. A few things hang on words alone, and the same lexicon serves as for the
rules: who passes on whose word, what is called false, and what is put down to everybody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.claims import kinds
from sayso.claims.cues import lexicon
from sayso.claims.spans import ordered
from sayso.types import Attribution, Sentence, Span, Spans

_CITING = re.compile(
    r"(?i)(?:in )?(?:citing|quoting|referring to|with reference to|relying on|on the (?:word|authority) of|"
    r"(?:(?:had|has|have|having|was|were) )?(?:been )?(?:heard|received|learn(?:ed|t)|got|obtained|told|it)\b"
    r"(?: (?:it|this|so|that))?(?: from| by)?)\b"
)
"""Cues of those from whom somebody else has it."""
_CALLED = re.compile(
    r"(?i)\b(?:(?:call|brand|term|dismiss|reject|consider|deem)(?:e?s|ed|ing)?|label(?:s|l?ed|l?ing)?|"
    r"slam(?:s|med|ming)?|(?:describ|denounc|declar)(?:es?|ed|ing))$"
)
_AS = re.compile(
    r"[^\S\n]+(?:(?:as|to be)\s+)?((?:an?\s+|the\s+|simply\s+|completely\s+|utterly\s+|“|\")*)([\w-]+)(”|\")?"
)
_EVERYBODY = re.compile(
    r"(?i)(?:well|widely|commonly|generally|universally) known|no secret|common knowledge|"
    r"(?:you|we|everyone|everybody|all) (?:all )?know|needless to say|goes without saying|is known to all"
)
_SAME = 0.5
_OPENING = ("“", "„", "«", "‘", '"', "'")


def common_knowledge(cue: str, voice: str) -> bool:
    """Whether a cue puts something down to everybody: "as you know", "it is no secret"."""
    return bool(_EVERYBODY.search(f"{voice} {cue}"))


def passed_on(text: str, found: Sequence[Attribution]) -> dict[int, int]:
    """Of those who are cited, who cites them: "the bank, citing officials, said that p".

    Who is cited and cites others in turn stands before them: "officials who had heard it from villagers".
    """
    cited = {i for i, a in enumerate(found) if _is_cited(text, a)}
    out = {}
    for i in sorted(cited):
        at = found[i].cue[0].start
        around = [
            (abs(b.cue[0].start - at), j)
            for j, b in enumerate(found)
            if j != i and _alike(found[i], b) and (j not in cited or b.cue[0].start < at)
        ]
        if around:
            out[i] = min(around)[1]
    return out


def _is_cited(text: str, a: Attribution) -> bool:
    """Whether others have it from this voice, which then follows the cue: "the bank told him" is no such."""
    at = a.cue[0].start
    return bool(a.source) and a.source[0].start > at and _CITING.match(text, at) is not None


def _alike(a: Attribution, b: Attribution) -> bool:
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.content for y in b.content)
    whole = sum(s.end - s.start for s in (*a.content, *b.content)) - shared
    return a.source != b.source and shared >= _SAME * whole


def dismissed(text: str, a: Attribution) -> Attribution:
    """With the words that deny the content taken into the cue: "called the claim groundless"."""
    cue, content = a.cue[0], a.content[-1]
    if not a.source or cue.end > content.start or not _CALLED.search(text, cue.start, cue.end):
        return a
    inside = _denial(text, content)
    if inside is not None:
        before = text[content.start : inside.start]
        if before.endswith(_OPENING):  # the words that deny are quoted
            before = before[:-1]
        kept = Span(content.start, content.start + len(before.rstrip()))
        contents: Spans = (*a.content[:-1], kept)
        return replace(a, cue=ordered((*a.cue, inside)), content=contents, act="denies")
    after = _AS.match(text, content.end)
    if after is None or after[2].lower() not in lexicon().denials:
        return a
    start = content.end + len(text[content.end :]) - len(text[content.end :].lstrip())
    return replace(a, cue=ordered((*a.cue, Span(start, after.end(2)))), act="denies")


def _denial(text: str, content: Span) -> Span | None:
    """The last words of a content that are no part of it but what it is called."""
    words = [*re.finditer(r"[\w-]+", text[slice(*content)])]
    if len(words) < 2 or words[-1][0].lower() not in lexicon().denials:
        return None
    first = len(words) - 1
    while first > 1 and words[first - 1][0].lower() in (
        "a",
        "an",
        "as",
        "be",
        "to",
        "the",
        "utterly",
        "completely",
        "simply",
    ):
        first -= 1
    return Span(content.start + words[first].start(), content.start + words[-1].end())


def widened(text: str, a: Attribution, sentences: Sequence[Sentence]) -> Attribution:
    """What everybody knows is the whole sentence, where that is said aside: "They, as you know, come"."""
    if a.kind != "common_knowledge" or len(a.cue) != 1:
        return a
    start, end = a.cue[0]
    start -= len("as ") if text[max(0, start - 3) : start].lower() == "as " else 0
    around = next((s.span for s in sentences if s.span.start <= start < s.span.end), None)
    if around is None or not _ASIDE.match(text[start - 2 : start] + "_" + text[end : end + 1]):
        return a
    before = Span(around.start, start - 2)
    after = Span(end + 1 + len(text[end + 1 :]) - len(text[end + 1 :].lstrip()), around.end)
    last = len(text[after.start : after.end].rstrip(' .!?\n"”’'))
    parts = (before, Span(after.start, after.start + last))
    return replace(a, source=(), cue=(Span(start, end),), content=tuple(s for s in parts if s.start < s.end))


_ASIDE = re.compile(r", _,")


def handed_down(text: str, found: Sequence[Attribution]) -> list[tuple[Attribution, int]]:
    """Those from whom a source says it has its word, with the index of the attribution that passes it on:
    "according to the guard, who had it from a boy, the gate was open"."""
    out = []
    for i, a in enumerate(found):
        if not a.source or len(a.content) != 1:
            continue
        between = Span(a.source[-1].end, a.content[0].start)
        told = (
            _RECEIVED.match(text, *between) if between.start < between.end <= between.start + _FAR else None
        )
        if told is None:
            continue
        source, cue = Span(*told.span("voice")), Span(*told.span("cue"))
        if any(cue.start < s.end and cue.end > s.start for b in found for s in b.cue):
            continue
        kind = kinds.kind(text[slice(*source)], (source,), ())
        out.append((replace(a, source=(source,), cue=(cue,), kind=kind, act="states", target=()), i))
    return out


_FAR = 200
_RECEIVED = re.compile(
    r",? (?:which|who|that) (?:(?:he|she|they|it) )?(?:(?:says?|said) (?:he|she|they) )?"
    r"(?P<cue>(?:(?:had|has|have) )?(?:been told )?"
    r"(?:received|heard|had|learn(?:ed|t)|got|obtained|was told)\b"
    r"(?: (?:it|this|so|that))? (?:from|by))\s+(?P<voice>[^.;:!?\n]+?),?\s*$"
)


_ARTICLE = re.compile(r"(?i)(?:an?|the|his|her|its|their|this|that|one)$")


def headed(text: str, cue: Spans, source: Spans) -> tuple[Spans, Spans]:
    """Cue and source; a source that is but an article takes its noun from the cue: "the | report finds"."""
    if len(source) != 1 or not cue or not _ARTICLE.match(text, *source[0]):
        return cue, source
    words = [*re.finditer(r"[^\W_][\w’'-]*", text[slice(*cue[0])])]
    before = source[0].end <= cue[0].start and not text[source[0].end : cue[0].start].strip()
    if len(words) < 2 or not before:
        return cue, source
    start = cue[0].start
    noun = start + words[-2].end()
    return (Span(start + words[-1].start(), cue[0].end), *cue[1:]), (Span(source[0].start, noun),)


_INSERTED = re.compile(
    r"(?i),\s*(?:of course|however|meanwhile|in turn|for (?:his|her|its|their) part|too|\w+ly)$"
)


def uninserted(text: str, source: Spans) -> Spans:
    """A source without the author's remark behind it: "the mayor, naturally"."""
    if not source:
        return source
    start, end = source[-1]
    found = _INSERTED.search(text, start, end)
    return (*source[:-1], Span(start, found.start())) if found and found.start() > start else source
