"""How a fact is told, and what stands around it.

A claim is told in plain words; an evidence may be told in stronger ones, which hold the plain ones but not
the other way round.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from news_facts import Deed, Fact
from news_language import LEXICON, as_noun, capital, filled, person, sentence

CLAIM, EVIDENCE = "claim", "evidence"
_WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "news_manners.toml").read_text("utf-8"))


class Voice(NamedTuple):
    """Who speaks, in the forms that a report may use."""

    forms: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Told:
    """A fact, how it is told, and by whom where it is laid in a mouth."""

    fact: Fact
    mode: str
    voice: Voice | None = None

    @property
    def told_as(self) -> str:
        return f"{self.mode} {self.fact.told_as}"


def voice(rng: random.Random) -> Voice:
    if rng.random() < 0.5:
        return Voice((as_noun(filled(rng.choice(LEXICON["speakers"]["bodies"]), rng)).text,))
    name, role = person(rng), filled(rng.choice(LEXICON["speakers"]["roles"]), rng)
    return Voice((f"{role}, {name},", f"{name}, {role},", name, name))


def tell(told: Told, side: str, rng: random.Random) -> str:
    return sentence(_WAYS[told.mode](told, side, rng))


def _frame(side: str, name: str, rng: random.Random) -> str:
    return filled(rng.choice(_WORDS[side][name]), rng)


def _flat(told: Told, side: str, rng: random.Random) -> str:
    fact, way = told.fact, rng.random()
    if side == EVIDENCE and isinstance(fact, Deed) and way < 0.06:
        return fact.headline(rng)
    if way < 0.7:
        return fact.clause(rng, side == CLAIM)
    if fact.holds or (way < 0.8 and side == EVIDENCE) or not fact.deniable:
        return _framed(_frame(side, "sure", rng), fact.clause(rng, side == CLAIM))
    return _framed(_frame(side, "untrue", rng), fact.turned().clause(rng, True))


def _hedged(told: Told, side: str, rng: random.Random) -> str:
    fact, way = told.fact, rng.random()
    if isinstance(fact, Deed) and fact.plainly:
        naming = fact.naming(rng)
        if naming and side == EVIDENCE and way < 0.1:
            return _frame(side, "named_hedged", rng).replace("{deed}", naming)
        if way < 0.5:
            may = _frame(side, "may", rng)
            if fact.s.plural:
                may = may.replace("is ", "are ").replace("appears", "appear")
            return f"{fact.s.text} {may} {fact.doing(rng, 'participle')}"
    return _framed(_frame(side, "hedged", rng), fact.clause(rng, side == CLAIM))


def _said(told: Told, side: str, rng: random.Random) -> str:
    assert told.voice is not None
    fact, who = told.fact, rng.choice(told.voice.forms)
    naming = fact.naming(rng) if isinstance(fact, Deed) and fact.plainly else None
    if naming and side == EVIDENCE and rng.random() < 0.08:
        return _framed(_frame(side, "named", rng), "", who).replace("{deed}", naming)
    if not fact.holds and fact.deniable and rng.random() < 0.6:
        return _framed(_frame(side, "denied", rng), fact.turned().clause(rng, True), who)
    return _framed(_frame(side, "said", rng), fact.clause(rng, side == CLAIM), who)


def _asked(told: Told, side: str, rng: random.Random) -> str:
    return _framed(_frame(side, "asked", rng), told.fact.clause(rng, side == CLAIM))


def _silent(told: Told, side: str, rng: random.Random) -> str:
    assert told.voice is not None
    return _framed(_frame(side, "silent", rng), told.fact.clause(rng, True), rng.choice(told.voice.forms))


def _if(told: Told, side: str, rng: random.Random) -> str:
    return _conditional("if", told, side, rng)


def _if_not(told: Told, side: str, rng: random.Random) -> str:
    return _conditional("if_not", told, side, rng)


def _conditional(name: str, told: Told, side: str, rng: random.Random) -> str:
    """What follows is the same for all tellings of one fact."""
    follows = _WORDS["consequences"][len(told.fact.about) % len(_WORDS["consequences"])]
    text = _framed(_frame(side, name, rng), told.fact.clause(rng, True))
    return text.replace("{k}", follows["k"]).replace("{k_not}", follows["k_not"])


def _plan(told: Told, side: str, rng: random.Random) -> str:
    assert isinstance(told.fact, Deed)
    frame = _frame(side, "will" if told.fact.holds else "will_not", rng)
    if told.fact.s.plural:
        head, verb, rest = frame.split(" ", 2)
        plural = {"is": "are", "has": "have", "does": "do"}.get(verb, verb.removesuffix("s"))
        frame = f"{head} {plural} {rest}".replace("its mind", "their minds")
    return _doing(frame, told.fact, rng)


def _urged(told: Told, side: str, rng: random.Random) -> str:
    assert isinstance(told.fact, Deed)
    assert told.voice is not None
    frame = _frame(side, "urged" if told.fact.holds else "urged_not", rng)
    return _doing(frame.replace("{w}", rng.choice(told.voice.forms)), told.fact, rng)


def _doing(frame: str, fact: Deed, rng: random.Random) -> str:
    phrase = fact.phrase(rng)
    text = frame.replace("{b}", fact.verb(phrase, "base")).replace("{i}", fact.verb(phrase, "ing"))
    return text.replace("{s}", fact.s.text)


def _framed(frame: str, clause: str, who: str = "") -> str:
    text = frame.replace("{C}", capital(clause)).replace("{c}", clause).replace("{w}", who)
    return text.replace(",,", ",")


_WAYS = {
    "flat": _flat,
    "hedged": _hedged,
    "said": _said,
    "plan": _plan,
    "urged": _urged,
    "asked": _asked,
    "silent": _silent,
    "if": _if,
    "if not": _if_not,
}


def aside(about: str, rng: random.Random) -> str:
    """A sentence that settles nothing."""
    kind = rng.choices(("about", "free", "with_names"), (25, 45, 30))[0]
    return sentence(filled(rng.choice(_WORDS["asides"][kind]), rng).replace("{s}", about))


def dated(text: str, rng: random.Random) -> str:
    """The text under the line that an agency begins with."""
    line = rng.choice(_WORDS["asides"]["datelines"])
    return filled(line.replace("{TOWN}", rng.choice(LEXICON["names"]["town"]).upper()), rng) + text
