"""Differences that no figure, date or voice tells: who did it, where it was, and what it was called."""

from __future__ import annotations

import re

from sayso.lineage.links import Drift
from sayso.lineage.sameness import vocabulary
from sayso.lineage.sameness.features import Features
from sayso.lineage.sameness.pairing import Pair

_MOST_CHANGED = 1
"""Words on either side that make a change of wording and not another sentence."""
_MOST_EDITED = 4
"""The same within a reused passage, where it is known which words took the place of which."""
_LEAST_SHARED = 0.6
_BY = re.compile(r"\bby (?:the |an? )?([^\W_]+)")
_TITLE = re.compile(r"\b(Mr|Mrs|Ms|Miss|Sir|Lady|Lord|King|Queen)\b\.?")
_LED = re.compile(r"^\W*(?:it (?:was|is) )?(?:the |an? )?([^\W_]+(?: [^\W_]+)?)", re.IGNORECASE)


def drifts(pair: Pair) -> list[Drift]:
    out = [*_places(pair), *_actors(pair), *_numbers(pair)]
    contrary = _contrary(pair)
    if contrary:
        return [*out, contrary]
    return out or _wording(pair)


def _places(pair: Pair) -> list[Drift]:
    if pair.placed is False:
        a, b = pair.one.spots[0].text, pair.other.spots[0].text
        return [Drift("place", a, b, f"“{a}” became “{b}”, which is another place")]
    if pair.placed is None:
        ours = [n for n in pair.names_of_one if n.place]
        theirs = [n for n in pair.names_of_other if n.place]
        if ours and theirs:
            a, b = ours[0].text, theirs[0].text
            return [Drift("place", a, b, f"“{a}” became “{b}”, which is another place")]
    marks = vocabulary.words("whereabouts")
    mine = [w for w in _alone(pair.one, pair.other, raw=True) if w in marks]
    your = [w for w in _alone(pair.other, pair.one, raw=True) if w in marks]
    if mine and your:
        return [Drift("place", mine[0], your[0], f"“{mine[0]}” became “{your[0]}”")]
    return []


def _alone(one: Features, other: Features, *, raw: bool = False) -> list[str]:
    alone = [w for w in dict.fromkeys(one.words) if w not in other.bag]
    return [one.raw.get(w, w).casefold() for w in alone] if raw else alone


def _actors(pair: Pair) -> list[Drift]:
    ours = [n for n in pair.names_of_one if not n.place]
    theirs = [n for n in pair.names_of_other if not n.place]
    known = {s.text for s in (*pair.one.spots, *pair.other.spots)}
    ours, theirs = [n for n in ours if n.text not in known], [n for n in theirs if n.text not in known]
    if ours and theirs:
        return [_actor(ours[0].text, theirs[0].text)]
    return _titles(pair) or _turned(pair) or _doers(pair)


def _actor(a: str, b: str) -> Drift:
    return Drift("actor", a, b, f"“{a}” became “{b}”")


def _titles(pair: Pair) -> list[Drift]:
    """ "Mrs Tansley" is not "Mr Tansley"."""
    a, b = _TITLE.search(pair.one.telling.words), _TITLE.search(pair.other.telling.words)
    if a and b and a[1] != b[1]:
        return [_actor(a[0], b[0])]
    return []


def _turned(pair: Pair) -> list[Drift]:
    """The same two names in the other order, in the same words and the same voice."""
    if pair.one.passive or pair.other.passive or len(pair.one.capitals) < 2:
        return []
    if set(pair.one.capitals) != set(pair.other.capitals) or pair.one.capitals == pair.other.capitals:
        return []
    if not pair.one.deeds & pair.other.deeds:
        return []
    a, b = pair.one.capitals[0].capitalize(), pair.other.capitals[0].capitalize()
    if a == b:
        return []
    why = f"“{a}” did it to “{b}”, then “{b}” to “{a}”"
    return [Drift("actor", a, b, why)]


def _doers(pair: Pair) -> list[Drift]:
    """Somebody without a name who leads the sentence, or stands after "by", is another."""
    a, b = _doer(pair.one, pair.other), _doer(pair.other, pair.one)
    return [_actor(a, b)] if a and b else []


def _doer(one: Features, other: Features) -> str | None:
    words = one.telling.words
    spots = [m[1] for m in _BY.finditer(words)]
    lead = _LED.match(words)
    spots += lead[1].split()[:2] if lead else []
    for word in spots:
        found = vocabulary.sense(word.casefold())
        if found in one.plain and found not in other.bag and _is_doer(word.casefold()):
            return word
    return None


def _is_doer(word: str) -> bool:
    return word.rstrip("s").endswith(("or", "er", "ist", "man", "men", "ian", "ant", "ent", "ard")) or (
        vocabulary.sense(word) in vocabulary.senses("doers")
    )


def _in_one_slot(pair: Pair, ours: list[str], theirs: list[str]) -> bool:
    """Whether all but a word is alike, and the two words stand at the same place."""
    if max(len(ours), len(theirs)) > _MOST_CHANGED or _reordered(pair):
        return False
    if len(pair.shared) < _LEAST_SHARED * max(len(pair.one.bag), len(pair.other.bag)):
        return False
    return pair.one.words.index(ours[0]) == pair.other.words.index(theirs[0])


def _reordered(pair: Pair) -> bool:
    """What both have stands in another order: the sentence was built anew, and its words with it."""
    one = [w for w in pair.one.words if w in pair.shared]
    return one != [w for w in pair.other.words if w in pair.shared] or len(pair.one.words) != len(
        pair.other.words
    )


def _numbers(pair: Pair) -> list[Drift]:
    """A number that no figure tells, where each side has one that the other has not."""
    a = [n for n in pair.one.digits if n not in pair.other.digits]
    b = [n for n in pair.other.digits if n not in pair.one.digits]
    known = {q.value for q in (*pair.one.quantities, *pair.other.quantities)}
    if len(a) != 1 or len(b) != 1 or vocabulary.number(a[0]) == vocabulary.number(b[0]):
        return []
    if {vocabulary.number(a[0]), vocabulary.number(b[0])} & known:
        return []
    return [Drift("figure", a[0], b[0], f"“{a[0]}” became “{b[0]}”")]


def _contrary(pair: Pair) -> Drift | None:
    pairs = vocabulary.opposed()
    for a in _alone(pair.one, pair.other):
        for b in _alone(pair.other, pair.one):
            if (a, b) in pairs:
                x, y = pair.one.raw.get(a, a), pair.other.raw.get(b, b)
                return Drift("denial", x, y, f"“{x}” became “{y}”, the contrary")
    return None


def _wording(pair: Pair) -> list[Drift]:
    """Words of one stand where the other has others, which are not known to mean the same."""
    ours, theirs = _alone(pair.one, pair.other), _alone(pair.other, pair.one)
    if not ours or not theirs:
        return []
    edited = pair.aligned and max(len(ours), len(theirs)) <= _MOST_EDITED
    if not (edited or _in_one_slot(pair, ours, theirs)):
        return []
    a = " ".join(pair.one.raw.get(w, w) for w in ours)
    b = " ".join(pair.other.raw.get(w, w) for w in theirs)
    return [Drift("wording", a, b, f"“{a}” became “{b}”")]
