"""Wording: the passage says all that the claim says, as plainly; or it only says what leaves the claim open.

    Alignment, what figures, dates and voices say ─nothing missing, nothing turned→ Check …

Where all of the claim's words stand in one sentence of the passage, each way in which it might still say
something else is looked for: a negation, a hedge, another voice, a limit ("some of"), roles exchanged. Only
where none is found does it decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.evidence.checks import dates, hedges, vocabulary
from sayso.evidence.checks.alignment import Alignment, both_roles, exchanged
from sayso.evidence.checks.negation import Polarity
from sayso.evidence.checks.parts import counted
from sayso.evidence.checks.sides import Side, Word
from sayso.evidence.checks.telling import told
from sayso.findings import Check
from sayso.types import Span

_FEWEST = 3
"""Content words that a claim must have, for their standing in the passage to mean anything."""
_BACK = 0.5
"""How much of the sentence the claim must speak of: of a long sentence more may be meant otherwise."""
_NEARLY_ALL = 0.75
_SPARE = 8
"""Content words of the claim for each that the sentence may put in another way."""
_MOST = 2
"""Words of the claim that may be missing where another tells it only in part."""
_LIMITS = re.compile(
    r"\b(?:some|part|parts|partly|half|third|quarter|several|many|most|almost|nearly|only|few|mostly|largely"
    r"|one of|among|first|last|former|later|sometimes|usually|often|part-time|except|but for|apart from"
    r"|up to|other|another|again|both|each|every|all|entire|whole|always|never|exclusively|solely|alone|any"
    r"|least|before|after|since|until|because|despite|either|or|more than|less than|fewer)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d[\d.,:]*\d|\d")
_TOWARDS = re.compile(r"\b(from|to|into|out of|for|against|with|before|after|over|under|above|below)\b")
_CONTRARY = {
    "from": "to into for", "to": "from", "into": "out of from", "for": "against from", "against": "for",
    "before": "after", "after": "before", "over": "under", "under": "over", "above": "below",
    "below": "above",
}  # fmt: skip


def check(al: Alignment, turns: Polarity, others: Sequence[Check]) -> Iterator[Check]:
    """Whether the sentence says all that the claim says; `others`: what else was seen."""
    if len(al.claim.senses) + _slots(al.claim) < _FEWEST or al.back(turns.words) < _BACK:
        return
    if (al.extra - turns.words) & vocabulary.senses("blocking"):
        return
    if (
        len(al.missing - turns.words) > len(al.claim.senses) // _SPARE
        or turns.contrary
        or turns.beside
        or not _as_negated(turns)
    ):
        return
    if any(c.says != "supports" and c.kind not in ("entity", "place") for c in others):
        return
    if told(al.claim.text) and not told(al.text):
        return
    if not _fits(al, others) or not _as_plain(al) or _turned(al):
        return
    yield Check("negation", "supports", "the passage says all that the claim says", "", "")


def _slots(side: Side) -> int:
    return len(counted(side)) + len(dates.dates(side))


def _as_negated(turns: Polarity) -> bool:
    """Whether what is negated on both sides is the same, or turned once more by a contrary."""
    if turns.turned:
        return turns.complement and len(turns.turned) == 1 and len(turns.mine) + len(turns.theirs) == 1
    if len(turns.mine) == len(turns.theirs) <= 1:
        return True
    doubled = turns.mine or turns.theirs
    return (
        not (turns.mine and turns.theirs)
        and len(doubled) == 2
        and bool(doubled[0].denies & doubled[1].denies)
    )


def _slot_spans(side: Side) -> list[Span]:
    return [f.span for f in side.stated.figures] + [t.span for t in side.stated.times]


def _fits(al: Alignment, others: Sequence[Check]) -> bool:
    """Whether each figure and date of the claim has its like, and each number its own."""
    supported = sum(c.says == "supports" and c.kind in ("figure", "date") for c in others)
    if supported < _slots(al.claim):
        return False
    spans = _slot_spans(al.claim)
    loose = [m[0] for m in _DIGITS.finditer(al.claim.text) if not any(a <= m.start() < b for a, b in spans)]
    return all(number in al.text for number in loose)


def _as_plain(al: Alignment) -> bool:
    """Whether the sentence hedges no more, limits no more and asks no more than the claim."""
    mine = {hedges.sort(m[0]) for s in al.claim.sentences for m in hedges.phrases(al.claim, s)}
    theirs = {hedges.sort(m[0]) for m in hedges.phrases(al.passage, al.sentence)}
    if theirs and theirs != mine:
        return False
    if al.text.rstrip().endswith("?") != al.claim.text.rstrip().endswith("?"):
        return False
    return _limits(al.claim, Span(0, len(al.claim.text))) == _limits(al.passage, al.sentence.span)


def _limits(side: Side, within: Span) -> list[str]:
    spans = _slot_spans(side)
    found = _LIMITS.finditer(side.text, within.start, within.end)
    return sorted(m[0].casefold() for m in found if not any(a <= m.start() < b for a, b in spans))


def _turned(al: Alignment) -> bool:
    """Whether who does it to whom, or whence and whither, stands the other way round."""
    return not _same_order(al) or _narrowed(al) or _elsewhere(al)


def _same_order(al: Alignment) -> bool:
    """Whether the same do it to the same: by the roles around one verb, or else by the order of words."""
    shared = al.claim.senses & al.sentence.senses
    if both_roles(al):
        return exchanged(al) is None
    said = [vocabulary.name_senses(t.source) for t in (told(al.claim.text), told(al.text)) if t]
    shared -= frozenset().union(*said)
    return _core(al.claim.words, shared) == _core(al.sentence.words, shared)


def _core(words: Sequence[Word], shared: frozenset[str]) -> list[str]:
    """Shared names in their order, but for those behind a preposition: these may stand anywhere."""
    found: list[str] = []
    behind = False
    for word in words:
        if not word.content:
            behind = word.text.casefold() in vocabulary.words("prepositions") or (
                behind and word.text == "the"
            )
        elif word.sense in shared and word.capital and not behind:
            found.append(word.sense)
    return found


def _narrowed(al: Alignment) -> bool:
    """ "Youth unemployment" beside "unemployment": a word before a shared one that the claim has not."""
    mine = {w.sense for w in al.claim.words if w.content}
    words = al.sentence.words
    return any(
        a.content and b.content and a.sense in al.extra and b.sense in mine and not b.capital
        and not a.text.endswith(("ed", "ly")) and not vocabulary.is_irregular(a.text.casefold())
        and al.passage.text[a.span.end : b.span.start] == " "
        for a, b in pairwise(words)
    )  # fmt: skip


def _elsewhere(al: Alignment) -> bool:
    mine, theirs = _directions(al.claim.words), _directions(al.sentence.words)
    return any(theirs.get(word) in _CONTRARY.get(way, "").split() for word, way in mine.items())


def _directions(words: Sequence[Word]) -> dict[str, str]:
    """Sense of a content word to the preposition of direction right before it."""
    found: dict[str, str] = {}
    way = ""
    for word in words:
        if word.content:
            if way:
                found.setdefault(word.sense, way)
            way = ""
        elif _TOWARDS.fullmatch(word.text.casefold()):
            way = word.text.casefold()
    return found


def unsettled(al: Alignment, turns: Polarity) -> Iterator[Check]:
    """The passage tells what came before it, or was about it ("debated the bill"), not that it was done."""
    if not 1 <= len(al.missing) <= _MOST or len(al.claim.senses) < _FEWEST or turns.turned or turns.contrary:
        return
    found = _earlier(al) or _about(al)
    if found is None:
        return
    lacking, other = found
    if al.covered(frozenset([lacking])) < 1 or al.back(frozenset([other]) | turns.words) < _NEARLY_ALL:
        return
    word = next(w.text for w in al.claim.words if w.sense == lacking)
    told = next(w.text for w in al.sentence.words if w.sense == other)
    yield Check(
        "negation", "neutral", f"the passage tells “{told}”, which does not settle “{word}”", word, told
    )


def _earlier(al: Alignment) -> tuple[str, str] | None:
    """A word of the claim, and one of the passage for what comes before it."""
    for chain in vocabulary.stages():
        for i, lacking in enumerate(chain):
            if lacking in al.missing:
                other = next((word for word in chain[:i] if word in al.extra), None)
                if other:
                    return lacking, other
    return None


def _about(al: Alignment) -> tuple[str, str] | None:
    """A verb of the claim, and one of the passage that tells only that something was about it."""
    about = vocabulary.senses("unsettling")
    verbs = [w.sense for w in al.claim.words if w.sense in al.missing - about and _is_past(w.text)]
    others = [w.sense for w in al.sentence.words if w.sense in about & al.extra and _is_past(w.text)]
    return (verbs[0], others[0]) if verbs and others else None


def _is_past(word: str) -> bool:
    return word.endswith("ed") or vocabulary.is_irregular(word.casefold())
