"""English forms that made-up news needs: verbs bent, numbers in words, names drawn, sentences closed."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

_HERE = Path(__file__).parent
LEXICON: dict[str, Any] = tomllib.loads((_HERE / "newsroom.toml").read_text("utf-8"))
CLUSTERS: dict[str, Any] = tomllib.loads((_HERE / "newsroom_clusters.toml").read_text("utf-8"))
_SLOT = re.compile(r"\{(\w+)\}")
_IRREGULAR = {
    line.split()[0]: (line.split()[1], line.split()[2])
    for line in """throw threw thrown;hold held held;quit quit quit;give gave given;leave left left;stay stayed stayed
    meet met met;find found found;hear heard heard;set set set;grant granted granted;keep kept kept;let let let
    take took taken;buy bought bought;sue sued sued;shut shut shut;seek sought sought;put put put;send sent sent
    build built built;hide hid hidden;win won won;beat beat beaten;lose lost lost;go went gone;draw drew drawn
    overcome overcame overcome;drop dropped dropped;fall fell fallen;cut cut cut;come came come;overrun overran overrun
    say said said;write wrote written;speak spoke spoken;be was been;sink sank sunk;rise rose risen;strike struck struck
    hit hit hit;flee fled fled;break broke broken;learn learned learned;sell sold sold;fight fought fought;pull pulled pulled
    spill spilled spilled;burst burst burst;withstand withstood withstood;forbid forbade forbidden;bid bid bid
    lend lent lent;withdraw withdrew withdrawn;undergo underwent undergone;stand stood stood;warn warned warned
    hand handed handed;plead pleaded pleaded;permit permitted permitted;shelve shelved shelved;stop stopped stopped
    ban banned banned;scrap scrapped scrapped;admit admitted admitted;step stepped stepped;limp limped limped
    train trained trained;free freed freed;veto vetoed vetoed;expel expelled expelled;halt halted halted
    scrub scrubbed scrubbed;slap slapped slapped;pass passed passed;spurn spurned spurned;own owned owned
    contest contested contested;batter battered battered;cave caved caved;call called called;tell told told
    stave staved staved;raise raised raised;lift lifted lifted;present presented presented;bring brought brought
    run ran run;remand remanded remanded;plunge plunged plunged;name named named;rob robbed robbed;teargas teargassed teargassed"""
    .replace("\n", ";").split(";")
}  # fmt: skip
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_DOUBLED = frozenset("quit set let shut put win cut run hit drop stop ban scrap admit permit step scrub slap forbid bid overrun rob expel".split())  # fmt: skip


class Noun(NamedTuple):
    """Who or what, as it is written, and whether it takes a plural verb."""

    text: str
    plural: bool


class Forms(NamedTuple):
    base: str
    past: str
    participle: str
    ing: str
    present: str


def forms(verb: str) -> Forms:
    """'veto' → veto, vetoed, vetoed, vetoing, vetoes."""
    if verb == "be":
        return Forms("be", "was", "been", "being", "is")
    y = verb.endswith("y") and verb[-2] not in "aeiou"
    regular = verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if y else verb + "ed"
    past, participle = _IRREGULAR.get(verb, (regular, regular))
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    ing = (verb + verb[-1] if verb in _DOUBLED else stem) + "ing"
    sibilant = verb.endswith(("s", "sh", "ch", "x", "z", "o"))
    present = verb[:-1] + "ies" if y else verb + ("es" if sibilant else "s")
    return Forms(verb, past, participle, ing, present)


def in_words(n: int) -> str:
    if n < 20:
        return _UNITS[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_UNITS[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_UNITS[n // 100]} hundred" + (f" and {in_words(n % 100)}" if n % 100 else "")
    return f"{in_words(n // 1000)} thousand" + (f" {in_words(n % 1000)}" if n % 1000 else "")


def filled(text: str, rng: random.Random) -> str:
    """Names put where the lexicon leaves them open; a person has a first and a last name."""

    def name(at: re.Match[str]) -> str:
        if at[1] == "person":
            return person(rng)
        return str(rng.choice(LEXICON["names"][at[1]])) if at[1] in LEXICON["names"] else at[0]

    return _SLOT.sub(name, text)


def person(rng: random.Random) -> str:
    names = LEXICON["names"]
    return f"{rng.choice(names['first'])} {rng.choice(names['surname'])}"


def noun(kind: str, rng: random.Random) -> Noun:
    return as_noun(filled(rng.choice(LEXICON["words"][kind]), rng))


def as_noun(written: str) -> Noun:
    return Noun(written.rstrip("+"), written.endswith("+"))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Closed with one mark, begun with a capital."""
    text = re.sub(r",\s*([.,?])", r"\1", re.sub(r"\s+", " ", text.strip()))
    return capital(text if text.endswith((".", "?", "!", '."', ".”")) else text + ".")
