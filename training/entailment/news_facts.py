"""Facts that made-up news tells: that somebody did something, or what a figure, date or name was.

A fact is told in many wordings. Beside it stand facts that hold it, exclude it, or leave it open, and
`between` says which.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import Any

from news_language import CLUSTERS, LEXICON, Noun, as_noun, filled, forms, in_words, noun
from news_values import EXCLUDES, HOLDS, KINDS, OPEN, Value, relation

_TURNED = {HOLDS: EXCLUDES, EXCLUDES: HOLDS, OPEN: OPEN}


@dataclass(frozen=True)
class Deed:
    """Subject and predicate; two deeds with one `about` and one `near` exclude or hold each other.

    `contrary` is told by what was done instead (rejected), which is more than that it was not done.
    """

    about: str
    entry: dict[str, Any]
    s: Noun
    o: Noun | None
    holds: bool = True
    near: str = ""
    swapped: bool = False
    contrary: bool = False

    @property
    def told_as(self) -> str:
        kind = "near" if self.near else "contrary" if self.contrary else "deed"
        return f"{kind}{'+' if self.holds else '-'}{'x' if self.swapped else ''}"

    def turned(self) -> Deed:
        return replace(self, holds=not self.holds)

    @property
    def plainly(self) -> bool:
        return self.holds and not self.contrary

    @property
    def deniable(self) -> bool:
        return True

    @property
    def willed(self) -> bool:
        return bool(self.entry.get("will", True)) and not self.contrary and not self.near

    def phrase(self, rng: random.Random) -> str:
        """What is done, verb first, whichever way the fact goes."""
        if self.near:
            return self.near
        ways = self.entry["no" if self.contrary else "yes"]
        return str(rng.choice([w for w in ways if not w.startswith("~")]))

    def doing(self, rng: random.Random, form: str) -> str:
        return self.verb(self.phrase(rng), form)

    def verb(self, phrase: str, form: str) -> str:
        head, _, rest = phrase.lstrip("~").partition(" ")
        bent = str(getattr(forms(head), form))
        if self.s.plural:
            bent = {"was": "were", "is": "are"}.get(bent, forms(head).base if form == "present" else bent)
            rest = f" {rest} ".replace(" its ", " their ").replace(" itself ", " themselves ").strip()
        return f"{bent} {rest}".strip().replace("{o}", self.o.text if self.o else "")

    def clause(self, rng: random.Random, plain: bool) -> str:
        """A main clause in the past; a plain one says no more than the fact."""
        if not self.holds:
            return self._not(rng) if plain or self.near or self.contrary else self._strongly_not(rng)
        phrase, way = self.phrase(rng), rng.random()
        if self._passive_fits(phrase) and way < 0.3:
            return self._passive(phrase, "")
        if way < 0.4:
            return f"{self.s.text} {'have' if self.s.plural else 'has'} {self.verb(phrase, 'participle')}"
        if way < 0.45 and self.willed and not plain:
            return f"{self.s.text} did not fail to {self.verb(phrase, 'base')}"
        return f"{self.s.text} {self.verb(phrase, 'past')}"

    def headline(self, rng: random.Random) -> str:
        """'Parliament adopts budget'."""
        phrase = self.phrase(rng)
        text = f"{self.s.text} {self.verb(phrase, 'present')}" if self.holds else self._not(rng)
        return re.sub(r"\bthe (?=[a-z])", "", text)

    def _passive_fits(self, phrase: str) -> bool:
        head, _, rest = phrase.partition(" ")
        middle = rest.removesuffix("{o}").strip()
        return bool(self.o) and phrase.endswith("{o}") and head not in _ACTIVE and middle in _PARTICLES

    def _passive(self, phrase: str, word: str) -> str:
        assert self.o is not None
        head, rest = phrase.split(" ", 1)
        middle, be = rest.removesuffix("{o}").strip(), "were" if self.o.plural else "was"
        return " ".join(
            f"{self.o.text} {be} {word} {forms(head).participle} {middle} by {self.s.text}".split()
        )

    def _not(self, rng: random.Random) -> str:
        phrase, s = self.phrase(rng), self.s.text
        have, way = ("have" if self.s.plural else "has"), rng.random()
        if phrase.startswith("be "):
            was = "were" if self.s.plural else "was"
            return f"{s} {was} {rng.choice(('not', 'never'))} {self.verb(phrase[3:], 'base')}"
        if way < 0.2:
            return f"{s} {have} not {self.verb(phrase, 'participle')}"
        if way < 0.35:
            return f"{s} never {self.verb(phrase, 'past')}"
        if way < 0.6 and self._passive_fits(phrase):
            return self._passive(phrase, rng.choice(("not", "never")))
        return f"{s} did not {self.verb(phrase, 'base')}"

    def _strongly_not(self, rng: random.Random) -> str:
        """That it was not done, or what was done instead, or why it came to nothing."""
        way, phrase, s = rng.random(), self.phrase(rng), self.s.text
        if way < 0.3:
            return self._not(rng)
        if (way < 0.65 and not self.swapped) or phrase.startswith("be "):
            return f"{s} {self.verb(rng.choice(self.entry['no']), 'past')}"
        base, ing, done = (self.verb(phrase, form) for form in ("base", "ing", "participle"))
        have, were = ("have", "were") if self.s.plural else ("has", "was")
        ways = [
            f"{s} {have} yet to {base}",
            f"at no point did {s} {base}",
            f"{s} {were} on the point of {ing} but in the end did not",
            f"{s} came close to {ing}, but it did not come to that",
            f"{s} would have {done} had things gone differently, but the moment passed",
        ]
        if self.willed:
            ways += [
                f"{s} failed to {base}",
                f"{s} refused to {base}",
                f"{s} stopped short of {ing}",
                f"{s} decided against {ing}",
                f"{s} declined to {base}",
                f"{s} abandoned plans to {base}",
                f"{s} gave up the attempt to {base}",
                f"{s} {were} prevented from {ing}",
                f"{s} wanted to {base}, but nothing came of it",
                f"{s} no longer wanted to {base} and dropped the idea",
                f"{s} did everything but {base}",
                f"{s} neither wished to {base} nor did so",
                f"{s} threatened to {base} but never did",
                f"{s} promised to {base} but did not keep the promise",
            ]
        return rng.choice(ways)

    def naming(self, rng: random.Random) -> str | None:
        """The deed as a noun: 'the adoption of the bill by parliament'."""
        if self.near or self.swapped or self.contrary or not self.entry.get("noun"):
            return None
        return str(rng.choice(self.entry["noun"]).format(s=self.s.text, o=self.o.text if self.o else ""))


_PARTICLES = frozenset(["", "down", "through", "out", "over", "off"])
_ACTIVE = frozenset(
    [
        "leave",
        "quit",
        "flee",
        "have",
        "be",
        "miss",
        "resist",
        "survive",
        "lose",
        "stop",
        "keep",
        "overcome",
        "pull",
        "drop",
        "admit",
        "win",
        "walk",
        "cure",
        "carry",
    ]
)


@dataclass(frozen=True)
class Detail:
    """What one slot of one event was: its dead, its date, its cause."""

    about: str
    frames: tuple[str, ...]
    event: str
    counted: str
    value: Value
    holds: bool = True
    many: bool = False

    @property
    def told_as(self) -> str:
        loose = "loose" if self.value.loose else "open" if self.value.low != self.value.high else "exact"
        return f"{self.about.rpartition('/')[2]} {loose}{'+' if self.holds else '-'}"

    def turned(self) -> Detail:
        return replace(self, holds=not self.holds)

    @property
    def deniable(self) -> bool:
        return True

    def clause(self, rng: random.Random, plain: bool) -> str:
        frame = rng.choice([f for f in self.frames if self._fits(f)])
        text = frame.replace("{ev}", self.event).replace("{v}", self.value.phrase)
        text = text.replace(
            "{q}", f"{self.value.counted} {self.counted}" + ("" if plain else self._part(rng))
        )
        if self.holds and not plain and self.value.counted and not self.value.loose and rng.random() < 0.08:
            text += self._earlier(rng)
        return text if self.holds else f"it was not the case that {text}"

    def _fits(self, frame: str) -> bool:
        return "{v}" not in frame or not self.value.counted.endswith(" of")

    def _part(self, rng: random.Random) -> str:
        exact = self.value.low == self.value.high and self.value.low >= 5
        if not exact or self.counted != "people" or rng.random() < 0.8:
            return ""
        n = in_words(rng.randrange(2, min(9, int(self.value.low))))
        whom = rng.choice(("children", "women", "teenagers", "foreigners", "schoolgirls", "pensioners"))
        return rng.choice((f", among them {n} {whom},", f", including {n} {whom},", f", {n} of them {whom},"))

    def _earlier(self, rng: random.Random) -> str:
        """What had been told before, and no longer holds."""
        n = max(2, round(self.value.low * rng.choice((0.2, 0.4, 0.6))))
        if self.value.low != self.value.high or n >= self.value.low:
            return ""
        ways = (
            ", up from the {} first reported",
            ", and not {} as first reported",
            ", after an earlier count of {}",
        )
        return rng.choice(ways).format(f"{n:,}")


Fact = Deed | Detail


def between(claim: Fact, evidence: Fact) -> str | None:
    """supports, refutes or neutral, where both are flatly told; None where nothing is certain."""
    if isinstance(claim, Deed) and isinstance(evidence, Deed):
        return _deeds(claim, evidence)
    if isinstance(claim, Detail) and isinstance(evidence, Detail):
        return _details(claim, evidence)
    return OPEN


def _deeds(claim: Deed, evidence: Deed) -> str | None:
    if claim.about != evidence.about or claim.near != evidence.near:
        return OPEN
    if claim.swapped != evidence.swapped:
        sure = claim.entry.get("swap") == "refutes" and claim.plainly and evidence.plainly
        return EXCLUDES if sure else OPEN if claim.entry.get("swap") == "neutral" else None
    if claim.contrary == evidence.contrary:
        return HOLDS if claim.holds == evidence.holds else EXCLUDES
    return (EXCLUDES if claim.holds else HOLDS) if evidence.holds else None


def _details(claim: Detail, evidence: Detail) -> str | None:
    if claim.about != evidence.about:
        return OPEN
    flat = relation(claim.value, evidence.value)
    if flat == EXCLUDES and claim.many:
        flat = OPEN
    if claim.holds and evidence.holds:
        return flat
    if claim.holds:
        held = relation(evidence.value, claim.value)
        return EXCLUDES if held == HOLDS else OPEN if flat == EXCLUDES else None
    if evidence.holds:
        return _TURNED[flat] if flat in (HOLDS, EXCLUDES) else None
    return HOLDS if claim.value.phrase == evidence.value.phrase else None


def deeds(rng: random.Random) -> list[Fact]:
    """One deed, its opposite, what is near it, and the same with the parts changed."""
    entry = rng.choice(LEXICON["events"])
    s = noun(entry["s"], rng)
    o = noun(entry["o"], rng) if entry.get("o") else None
    if o and (set(o.text.split()) & set(s.text.split()) - {"the", "of", "in", "a"}):
        return deeds(rng)
    about = f"{entry['yes'][0]}/{s.text}/{o.text if o else ''}"
    one = Deed(about, entry, s, o)
    instead = replace(one, contrary=True)
    out: list[Fact] = [one, one, one.turned(), one.turned()]
    if not all(phrase.startswith("~") for phrase in entry["no"]):
        out += [instead, instead.turned()] if rng.random() < 0.4 else [instead]
    for phrase in rng.sample(entry["near"], 2):
        near = replace(one, near=phrase)
        out += [near] if rng.random() < 0.2 else [near, near.turned()]
    if o and entry.get("swap"):
        out.append(Deed(about, entry, o, s, swapped=True))
    if rng.random() < 0.5:  # another one did it, or did it to another: a different deed
        s2 = noun(entry["s"], rng)
        met = set(s2.text.split()) & {*s.text.split(), *(o.text.split() if o else ())}
        if not met - {"the", "of", "in", "a"} and entry["s"] in _STRANGERS:
            out.append(Deed(f"{about} by {s2.text}", entry, s2, o))
    return out


_STRANGERS = frozenset(
    ["body", "company", "workers", "state", "person", "researchers", "airline", "prisoners", "bank"]
)


def details(rng: random.Random) -> list[Fact]:
    """One slot of one event with several values, and one or two others of the same event."""
    cluster = rng.choice(CLUSTERS["clusters"])
    event = filled(rng.choice(cluster["ev"]), rng)
    slots = [
        {**s, "frames": tuple(filled(f, rng) for f in s["frames"])} for s in rng.sample(cluster["slots"], 3)
    ]
    out: list[Fact] = []
    for i, slot in enumerate(slots):
        values = KINDS[slot["kind"]](slot.get("top", 0), rng)
        rng.shuffle(values)
        for value in values[: 9 if i == 0 else 2]:
            fact = Detail(
                f"{event}/{slot['name']}",
                slot["frames"],
                event,
                slot.get("noun", ""),
                value,
                many=slot.get("many", False),
            )
            out.append(fact)
            if i == 0 and rng.random() < 0.15:
                out.append(fact.turned())
    return out


def other_event(rng: random.Random) -> Noun:
    return as_noun(filled(rng.choice(rng.choice(CLUSTERS["clusters"])["ev"]), rng))
