"""How a fact is told: flat, hedged, in a mouth, planned, urged, asked; and what stands around it."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from newsroom_facts import Deed, Fact
from newsroom_language import LEXICON, as_noun, filled, person, sentence

MODES = ("flat", "hedged", "said", "plan", "urged", "asked")
_ASIDES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "newsroom_asides.toml").read_text("utf-8"))

_SAID = (
    "{w} said {c}", "{w} said that {c}", "{w} told reporters that {c}", "{c}, {w} said", "according to {w}, {c}",
    "{c}, according to {w}", "{w} stated that {c}", "{w} announced that {c}", "{w} confirmed that {c}",
    "in a statement, {w} said that {c}", "{w} told a news conference that {c}", "{w} acknowledged that {c}",
    "{w} insisted that {c}", "{w} maintained that {c}", "“{C},” {w} said", "“{C},” said {w}", "\"{C},\" {w} told the radio",
    "{w} reported that {c}", "in the words of {w}, {c}", "{w} was quoted as saying that {c}", "{w} let it be known that {c}",
    "asked about it, {w} replied that {c}", "{w} wrote in a letter that {c}", "{w} made clear that {c}",
    "as {w} put it, {c}", "{w} assured listeners that {c}", "{w} was in no doubt that {c}", "{w} did not deny that {c}, and confirmed it",
    "the assistant of {w} passed on the message of {w} that {c}", "{w} told the court that {c}",
)  # fmt: skip
_DENIED = (
    "{w} denied that {c}", "{w} rejected claims that {c}", "{w} dismissed as false reports that {c}",
    "{w} said it was not true that {c}", "reports that {c} are false, {w} said", "{w} called it a lie that {c}",
    "“It is simply untrue that {c},” {w} said", "{w} disputed that {c}", "{w} contradicted reports that {c}",
    "{w} said there was no truth in the report that {c}", "according to {w}, it is wrong that {c}",
    "{w} refuted the assertion that {c}", "{w} said that nobody should believe the rumour that {c}: it was invented",
    "asked whether {c}, {w} answered with a firm no",
)  # fmt: skip
_UNTRUE = (
    "it is not true that {c}", "reports that {c} proved false", "contrary to earlier reports, it is not the case that {c}",
    "the claim that {c} is false", "it was wrongly reported that {c}", "the rumour that {c} turned out to be unfounded",
    "it is a fabrication that {c}", "it emerged that the story that {c} had been made up",
)  # fmt: skip
_SURE = (
    "it is a fact that {c}", "it is now certain that {c}", "records show that {c}", "it has been established that {c}",
    "there is no longer any doubt that {c}", "as everybody could see, {c}", "pictures leave no doubt that {c}",
    "it was confirmed that {c}", "it is true, contrary to what some believe, that {c}", "it turned out that {c}",
    "in the end {c}", "nobody disputes that {c}", "it is not a rumour but a fact that {c}",
)  # fmt: skip
_HEDGED = (
    "it is feared that {c}", "it is believed that {c}", "it is suspected that {c}", "it is thought that {c}",
    "it is possible that {c}", "reportedly, {c}", "allegedly, {c}", "unconfirmed reports say that {c}",
    "there are fears that {c}", "there are rumours that {c}", "it may be that {c}", "{c}, it is rumoured",
    "it could be that {c}", "there is speculation that {c}", "it seems likely that {c}", "perhaps {c}", "it might be that {c}",
    "there are signs, though no proof, that {c}", "it is widely assumed that {c}", "it has been alleged that {c}",
)  # fmt: skip
_ASKED = (
    "it is unclear whether {c}", "it is not known whether {c}", "nobody can say for certain whether {c}",
    "it could not be established whether {c}", "the question whether {c} remains open", "it remains uncertain whether {c}",
    "it is still a matter of doubt whether {c}", "it has not been established whether {c}", "it is an open question whether {c}",
)  # fmt: skip
_WILL = ("{s} plans to {b}", "{s} intends to {b}", "{s} has plans to {b}", "{s} wants to {b}", "{s} has announced a plan to {b}",
         "{s} is preparing to {b}", "{s} has promised to {b}", "{s} has vowed to {b}", "{s} is going to {b}", "{s} will {b} if all goes well",
         "{s} is determined to {b}", "{s} is about to {b}")  # fmt: skip
_WILL_NOT = ("{s} has no plans to {b}", "{s} does not intend to {b}", "{s} has ruled out {i}", "{s} has no intention of {i}",
             "{s} has promised not to {b}", "{s} has no wish to {b}", "{s} has vowed never to {b}")  # fmt: skip
_URGED = ("{w} urged {s} to {b}", "{w} called on {s} to {b}", "{w} asked {s} to {b}", "{w} appealed to {s} to {b}",
          "{w} demanded of {s} that it was time to {b}", "{w} pleaded with {s} to {b}", "{s}, {w} demanded, should {b}")  # fmt: skip
_URGED_NOT = ("{w} urged {s} not to {b}", "{w} warned {s} not to {b}", "{w} called on {s} not to {b}", "{w} advised {s} against {i}",
              "{w} begged {s} not to {b}", "{w} warned {s} against {i}")  # fmt: skip
_NAMED = ("{w} confirmed {n}", "{w} announced {n}", "{w} gave details of {n}", "{w} spoke of {n} as a fact")
_NAMED_HEDGED = ("there are rumours of {n}", "there has been talk of {n}", "unconfirmed reports tell of {n}")


class Voice(NamedTuple):
    """Who speaks, in the forms that a report may use; `first` names them in full."""

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


def tell(told: Told, rng: random.Random) -> str:
    return sentence(_WAYS[told.mode](told, rng))


def _flat(told: Told, rng: random.Random) -> str:
    fact = told.fact
    way = rng.random()
    if way < 0.7:
        return fact.clause(rng)
    if fact.holds or way < 0.8:
        return _framed(rng.choice(_SURE), fact.clause(rng))
    return _framed(rng.choice(_UNTRUE), fact.turned().clause(rng))


def _hedged(told: Told, rng: random.Random) -> str:
    fact, way = told.fact, rng.random()
    naming = fact.naming(rng) if isinstance(fact, Deed) and fact.holds else None
    if naming and way < 0.1:
        return rng.choice(_NAMED_HEDGED).replace("{n}", naming)
    if isinstance(fact, Deed) and fact.holds and way < 0.5:
        have = fact.doing(rng, "participle")
        are = "are" if fact.s.plural else "is"
        ways = (f"may have {have}", f"might have {have}", f"could have {have}", f"{are} believed to have {have}",
                f"{are} said to have {have}", f"{are} suspected of having {have}", f"reportedly {fact.doing(rng, 'past')}",
                f"allegedly {fact.doing(rng, 'past')}", f"{are} thought to have {have}", f"appear{'' if fact.s.plural else 's'} to have {have}")  # fmt: skip
        return f"{fact.s.text} {rng.choice(ways)}"
    return _framed(rng.choice(_HEDGED), fact.clause(rng))


def _said(told: Told, rng: random.Random) -> str:
    assert told.voice is not None
    fact, who = told.fact, rng.choice(told.voice.forms)
    naming = fact.naming(rng) if isinstance(fact, Deed) and fact.holds else None
    if naming and rng.random() < 0.08:
        return rng.choice(_NAMED).replace("{w}", who).replace("{n}", naming)
    if not fact.holds and rng.random() < 0.6:
        return _framed(rng.choice(_DENIED), fact.turned().clause(rng), who)
    return _framed(rng.choice(_SAID), fact.clause(rng), who)


def _asked(told: Told, rng: random.Random) -> str:
    return _framed(rng.choice(_ASKED), told.fact.clause(rng))


def _plan(told: Told, rng: random.Random) -> str:
    assert isinstance(told.fact, Deed)
    frame = _agreeing(rng.choice(_WILL if told.fact.holds else _WILL_NOT), told.fact)
    return _doing(frame, told.fact, rng)


def _agreeing(frame: str, fact: Deed) -> str:
    if not fact.s.plural:
        return frame
    head, verb, rest = frame.split(" ", 2)
    plural = {"is": "are", "has": "have", "does": "do", "will": "will"}.get(verb, verb.removesuffix("s"))
    return f"{head} {plural} {rest}"


def _urged(told: Told, rng: random.Random) -> str:
    assert isinstance(told.fact, Deed)
    assert told.voice is not None
    frame = rng.choice(_URGED if told.fact.holds else _URGED_NOT).replace("{w}", rng.choice(told.voice.forms))
    return _doing(frame, told.fact, rng)


def _doing(frame: str, fact: Deed, rng: random.Random) -> str:
    phrase = fact.phrase(rng)
    text = frame.replace("{b}", fact.verb(phrase, "base")).replace("{i}", fact.verb(phrase, "ing"))
    return text.replace("{s}", fact.s.text)


def _framed(frame: str, clause: str, who: str = "") -> str:
    text = frame.replace("{C}", clause[:1].upper() + clause[1:]).replace("{c}", clause).replace("{w}", who)
    return text.replace(",,", ",").replace(",:", ":")


_WAYS = {"flat": _flat, "hedged": _hedged, "said": _said, "asked": _asked, "plan": _plan, "urged": _urged}


def dressed(telling: str, about: str, rng: random.Random) -> str:
    """The telling among up to three sentences that settle nothing, now and then under a dateline."""
    around = rng.choices((0, 1, 2, 3), (45, 25, 18, 12))[0]
    sentences = [telling]
    for _ in range(around):
        aside = rng.choice(_ASIDES["about" if rng.random() < 0.3 else "free"]).replace("{s}", about)
        sentences.insert(rng.randrange(len(sentences) + 1), sentence(aside))
    text = " ".join(sentences)
    if rng.random() < 0.08:
        line = rng.choice(_ASIDES["datelines"]).replace(
            "{TOWN}", rng.choice(LEXICON["names"]["town"]).upper()
        )
        text = filled(line, rng) + text
    return text
