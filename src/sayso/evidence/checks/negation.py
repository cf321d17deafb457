"""Polarity: one side says it, the other that it is not so; and denial: a voice stands against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.evidence.checks import vocabulary
from sayso.evidence.checks.alignment import Alignment
from sayso.evidence.checks.sides import Sentence, Side, Word, best, inside, share
from sayso.findings import Check
from sayso.types import Span, Stance

_FROM = (
    r"(?:prevent|stop|keep|kept|block|barr|hinder|deterr|dissuad|bann|exclud|refrain|abstain|stay|shied|sp[ao]r)"
    r"(?:ed|s|ing)?(?: [\w’'-]+){0,5}? from"
)
_NEGATION = re.compile(
    r"(?<![\w’'-])(?:not one|not a single|never|neither|nor|nowhere"
    r"|not(?! (?:only|just|entirely|necessarily|long|far|least|surprisingly|unexpectedly)\b)"
    r"|(?:none|nobody|no one|nothing)(?! (?:but|except|other|less|short)\b)"
    r"|no(?! (?:doubt|question|wonder|sooner|fewer|less|more|later|earlier)\b)(?! \d)"
    r"|without(?! (?:a )?(?:doubt|question)\b)|cannot"
    r"|can['’]t|hardly|scarcely|fail(?:s|ed|ing)? to|neglect(?:s|ed)? to|omit(?:s|ted)? to|forg[eo]ts? to"
    r"|refus(?:e|es|ed|ing) to|declin(?:e|es|ed|ing) to|instead of|rather than"
    r"|lack(?:s|ed|ing)?|unable to|(?<!not )far from(?= (?:being|clear|certain|over|\w+ing)\b)"
    r"|by no means|anything but|stop(?:s|ped)? short of"
    r"|ceas(?:es|ed)(?: to)?"
    r"|(?:has |have |had )?stop(?:s|ped)(?= \w+ing\b)|avoid(?:s|ed|ing)?|averted|rul(?:es|ed|ing) out"
    r"|(?:vot|decid|rul)(?:es?|ed) (?:against|not to)|thwart(?:s|ed)?|foil(?:s|ed)?"
    rf"|(?:almost|nearly|narrowly|came close to)(?! (?:all|most|half|every|at|just)\b)"
    rf"(?= [a-z]+(?:ed|ing|nk|st|ll|t)\b)|{_FROM})(?!\w)"
    r"|(?<=[a-z])n['’]t\b(?! just| only)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:not|n['’]t|never|only not)\b[^.;,]{0,60}?\b(?:until|till)\b", re.IGNORECASE)
_NOT_ALL = re.compile(r"not (?:all|every|everyone|everybody|everything|both|always)\b", re.IGNORECASE)
_BREAK = re.compile(r"[,;:]|\b(?:but|because|although|though|while|and)\b")
_REACH = 5
"""Words after a negation among which stands the one that it denies."""
_WIDE = frozenset({"not one", "not a single", "none", "nobody", "no one", "nothing", "neither", "nor", "no"})
"""Negations that deny what their clause says, not only the word that follows."""
_SHORTEST = 3
"""Letters that a word must have more than, to be looked for under "un-"."""
_FEW, _FEWEST = 2, 2
"""Content words that may follow a denial of what stands before it; those that a claim must have."""
_SHARED, _BACK, _NEARLY_ALL = 0.85, 0.6, 0.7
"""How much of the claim the sentence must say, and of the sentence the claim, for polarity to decide."""


class Negated(NamedTuple):
    word: str
    span: Span
    denies: frozenset[str]
    """Senses of the content words that it may deny."""


def negations(side: Side, sentence: Sentence) -> list[Negated]:
    text = side.text
    found: list[Negated] = []
    matches = list(_NEGATION.finditer(text, sentence.span.start, sentence.span.end))
    for m in reversed(matches):
        if m[0] in ("No", "Not") and side.text[m.end() + 1 : m.end() + 2].isupper():
            continue  # "No Strings Attached" is a name
        if m[0].casefold() == "nor" and any(n.start() < m.start() for n in matches):
            continue  # "neither … nor" negates once
        if _NOT_ALL.match(text, m.start()):
            continue  # "not all" tells of some
        if _UNTIL.match(text, m.start(), sentence.span.end):
            continue  # "did not open until May" tells when it opened
        after = [w for w in sentence.words if w.span.start >= m.end()]
        stop = _BREAK.search(text, m.end(), sentence.span.end)
        end = stop.start() if stop else sentence.span.end
        denied = _denied(after, end, wide=m[0].casefold() in _WIDE)
        # "Did not fail to report": both are over "report".
        if found and after and found[0].span.start - m.end() <= 1:
            denied |= found[0].denies
        found.insert(0, Negated(m[0], Span(*m.span()), denied))
    return found


def _denied(after: list[Word], end: int, *, wide: bool) -> frozenset[str]:
    near = [w for w in after[: 2 * _REACH if wide else _REACH] if w.span.start < end]
    if wide:
        return frozenset(w.sense for w in near if w.content)
    saying = vocabulary.words("asserting")
    first = next((w for w in near if w.content or w.text.casefold() in saying), None)
    # "Has not said when it withdrew" denies that it was said.
    return frozenset([first.sense]) if first else frozenset()


class Polarity(NamedTuple):
    """What turns the claim's sense into its contrary, on either side."""

    mine: tuple[Negated, ...]
    theirs: tuple[Negated, ...]
    turned: tuple[tuple[str, str], ...]
    """Senses of the claim beside their contraries in the passage."""
    beside: bool
    """Whether either negates something else too."""
    words: frozenset[str]
    """Senses that turn it: of no account where it is asked how much both sides share."""

    @property
    def complement(self) -> bool:
        """Whether of each pair of contraries one is so wherever the other is not."""
        either = vocabulary.complementary()
        return all(b in either.get(a, frozenset()) or _prefixed(a, b) for a, b in self.turned)

    @property
    def contrary(self) -> bool:
        return (len(self.mine) + len(self.theirs) + len(self.turned)) % 2 == 1


def polarity(al: Alignment) -> Polarity:
    turned = tuple(_contraries(al))
    pairs = frozenset(word for pair in turned for word in pair)
    there = {w.sense for w in al.sentence.words} | pairs
    here = {w.sense for w in al.claim.words} | pairs
    all_mine = [n for s in al.claim.sentences for n in negations(al.claim, s)]
    all_theirs = negations(al.passage, al.sentence)
    mine = [(al.claim, n) for n in all_mine if n.denies & there]
    theirs = [(al.passage, n) for n in all_theirs if n.denies & here]
    beside = len(mine) + len(theirs) < len(all_mine) + len(all_theirs)
    told = [(n, inside(s.words, n.span)) for s, n in (*mine, *theirs)]
    # "Barred" beside "allowed" turns it once, though it reads as a negation too.
    kept = [n for n, words in told if not words & pairs]
    words = pairs.union(*(words for _, words in told))
    mine_kept, theirs_kept = (tuple(n for _, n in told if n in kept) for told in (mine, theirs))
    return Polarity(mine_kept, theirs_kept, turned, beside, words)


def _contraries(al: Alignment) -> Iterator[tuple[str, str]]:
    for word in sorted(al.missing):
        against = vocabulary.opposed().get(word, frozenset()) & al.extra
        against |= {other for other in al.extra if _prefixed(word, other)}
        if against:
            yield word, min(against)


def _prefixed(a: str, b: str) -> bool:
    """ "Aware" and "unaware"."""
    short, long = sorted((a, b), key=len)
    return len(short) > _SHORTEST and any(
        long == prefix + short for prefix in ("un", "in", "im", "dis", "non")
    )


def check(al: Alignment, turns: Polarity) -> Iterator[Check]:
    """Whether just one of both negates what they share."""
    covered, back = al.covered(turns.words), al.back(turns.words)
    if len(al.claim.senses - turns.words) < _FEWEST or covered < _SHARED or back < _BACK:
        return
    if not turns.contrary or (turns.turned and not turns.complement):
        return
    if not (turns.mine or turns.theirs):
        return
    told = (turns.theirs or turns.mine)[-1]
    whose = "the passage" if turns.theirs else "the claim"
    why = f"“{told.word}” stands in {whose} alone, over words that both have"
    words = turns.mine[-1].word if turns.mine else "", turns.theirs[-1].word if turns.theirs else ""
    whole = not al.missing - turns.words
    yield Check("negation", "refutes", why, *words, decides=whole and back >= _NEARLY_ALL)


def opposites(claim: Side, passage: Side) -> Iterator[Check]:
    """A word of the claim in whose stead the passage has its contrary."""
    opposed = vocabulary.opposed()
    for word in claim.words:
        against = opposed.get(word.sense) or opposed.get(word.text.casefold())
        if not against or word.sense in passage.senses:
            continue
        for sentence in passage.sentences:
            other = next(
                (w for w in sentence.words if w.sense in against and w.sense not in claim.senses), None
            )
            if other is None or share(claim, passage, sentence, without=frozenset([word.sense])) < _SHARED:
                continue
            if not any(negations(claim, s) for s in claim.sentences) and not negations(passage, sentence):
                why = f"“{other.text}” is the contrary of “{word.text}”"
                yield Check("negation", "refutes", why, word.text, other.text)
            break


def denial(claim: Side, passage: Side, stance: Stance) -> Iterator[Check]:
    """A voice that denies what the claim says."""
    sentence, shared = best(claim, passage)
    if shared < _SHARED:
        return
    if stance == "denied":
        yield Check("denial", "refutes", "whoever says the passage denies it", "", passage.at(sentence.span))
        return
    cue = vocabulary.phrases("denying").search(passage.text, sentence.span.start, sentence.span.end)
    if cue is None or vocabulary.phrases("denying").search(claim.text):
        return
    after = frozenset(w.sense for w in sentence.words if w.content and w.span.start >= cue.end())
    before = frozenset(w.sense for w in sentence.words if w.content and w.span.end <= cue.start())
    wanted = claim.senses - _sayers(claim)
    # What stands behind "denies" is denied; what stands before it only where nothing else is.
    if _most(wanted - before, after) or (len(after) <= _FEW and _most(wanted - after, before)):
        yield Check("denial", "refutes", f"“{cue[0]}”: a voice stands against it", "", cue[0])


def _most(wanted: frozenset[str], there: frozenset[str]) -> bool:
    return len(wanted) >= _FEWEST and len(wanted & there) / len(wanted) >= _SHARED


def _sayers(claim: Side) -> frozenset[str]:
    """Words before a verb of saying in the claim: who says it need not say it again."""
    told = re.search(rf"\b(?:{vocabulary.verbs()})\b(?: that)?", claim.text)
    return (
        frozenset(w.sense for w in claim.words if w.content and w.span.end <= told.start())
        if told
        else frozenset()
    )
