"""Formulas: wordings that need no network: "there is evidence that", "came to the conclusion that".

They are looked for only where the network found nothing: in a text of another manner than those it learnt
from it may take the plainest of them for the author's own word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.claims import kinds
from sayso.claims.spans import Covered
from sayso.models.trained import phrasing
from sayso.types import Attribution, Mention, Sentence, Span, Spans

_NOBODY = re.compile(
    r"\b(?:there (?:is|are|was|were|has been|have been) "
    r"(?:(?:some|no|little|also|now|strong|clear|growing) )*"
    r"(?:evidence|proof|signs?|indications?|reports?|rumou?rs?|speculation|talk|claims?|suspicions?)|"
    r"it (?:is|was|has been|had been) (?:(?:also|widely|generally|often|now|well) )*"
    r"(?:known|believed|said|reported|alleged|claimed|rumou?red|thought|understood|announced|revealed))"
    r"(?= that\b)",
    re.IGNORECASE,
)
_CONCLUDED = re.compile(
    r"\b(?:(?:has|have|had) )?(?:came|come|comes|arrived|arrive|arrives) (?:to|at) the conclusion(?= that\b)"
)
_KNOWN = re.compile(r"(?<=, )as (?:you|we|everyone|everybody|all) (?:all )?knows?(?=,)")
_LONGEST = 9
"""Words of a subject."""
_END = " \t\n.!?;:\"”’')"
SURE = 0.6
"""How likely such an attribution is right."""


def formulaic(
    text: str, sentences: Sequence[Sentence], found: Sequence[Attribution], mentions: tuple[Mention, ...]
) -> list[Attribution]:
    """The attributions that formulas tell of, where no other has any of their words."""
    taken = Covered(s for a in found for s in (*a.content, *a.source, *a.cue))
    out = []
    for sentence in sentences:
        for pattern in (_NOBODY, _CONCLUDED):
            match = pattern.search(text, *sentence.span)
            if match is None or taken.within(Span(*match.span())):
                continue
            source = () if pattern is _NOBODY else _subject(text, sentence, match.start())
            start = match.end() + len(" ")
            end = start + len(text[start : sentence.span.end].rstrip(_END))
            if source is not None and not taken.within(Span(start, end)):
                near = tuple(
                    m for m in mentions if source and source[0].start <= m.span.start < source[0].end
                )
                said = " ".join(text[a:b] for a, b in source)
                kind = kinds.kind(said, source, near)
                cue = Span(*match.span())
                out.append(Attribution(source, (cue,), (Span(start, end),), kind, score=SURE))
            break
    return [*out, *_known(text, sentences, taken)]


def _known(text: str, sentences: Sequence[Sentence], taken: Covered) -> list[Attribution]:
    """What is put down to everybody in passing; `phrasing.widened` gives it the whole sentence."""
    out = []
    for sentence in sentences:
        match = _KNOWN.search(text, *sentence.span)
        rest = None if match is None else Span(match.end() + len(", "), sentence.span.end)
        if match is None or rest is None or rest.start >= rest.end or taken.within(sentence.span):
            continue
        aside = Attribution((), (Span(*match.span()),), (rest,), "common_knowledge", act="thinks", score=SURE)
        out.append(phrasing.widened(text, aside, sentences))
    return out


def _subject(text: str, sentence: Sentence, cue: int) -> Spans | None:
    """What stands before the first predicate that the cue's clause may share: from the last comma on."""
    before = text[sentence.span.start : cue]
    begin = sentence.span.start + before.rfind(", ") + 2 if ", " in before else sentence.span.start
    verb = next((p.start for p in sentence.predicates if p.start > begin and p.depth == 0), cue)
    words = text[begin : min(verb, cue)].rstrip()
    if not 0 < len(words.split()) <= _LONGEST:
        return None
    return (Span(begin, begin + len(words)),)
