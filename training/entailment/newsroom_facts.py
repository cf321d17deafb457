"""Facts that made-up news tells: that somebody did something, or what a figure, date or name was.

A fact is told in many wordings. Beside it stand facts that hold it, exclude it, or leave it open, and
`between` says which.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from newsroom_language import CLUSTERS, LEXICON, Noun, as_noun, filled, forms, in_words, noun
from newsroom_values import EXCLUDES, HOLDS, KINDS, OPEN, Value, relation

_TURNED = {HOLDS: EXCLUDES, EXCLUDES: HOLDS, OPEN: OPEN}


@dataclass(frozen=True)
class Deed:
    """Subject and predicate; `about` is the deed, and two deeds with one `about` exclude or hold each other."""

    about: str
    entry: dict[str, Any]
    s: Noun
    o: Noun | None
    holds: bool = True
    near: str = ""
    swapped: bool = False

    @property
    def told_as(self) -> str:
        return (
            ("near" if self.near else "deed") + ("+" if self.holds else "-") + ("x" if self.swapped else "")
        )

    def turned(self) -> Deed:
        return Deed(self.about, self.entry, self.s, self.o, not self.holds, self.near, self.swapped)

    def phrase(self, rng: random.Random) -> str:
        """What is done, verb first, whichever way the fact goes."""
        return str(self.near or rng.choice(self.entry["yes"]))

    def verb(self, phrase: str, form: str) -> str:
        head, _, rest = phrase.partition(" ")
        bent = str(getattr(forms(head), form))
        if self.s.plural:
            bent = {"was": "were", "is": "are"}.get(bent, forms(head).base if form == "present" else bent)
            rest = f" {rest} ".replace(" its ", " their ").strip()
        text = f"{bent} {rest}".strip()
        return text.replace("{o}", self.o.text if self.o else "")

    def clause(self, rng: random.Random) -> str:
        """A main clause in the past."""
        if not self.holds and (self.near or rng.random() < 0.6):
            return self._not(rng)
        if not self.holds:
            return f"{self.s.text} {self.verb(rng.choice(self.entry['no']), 'past')}"
        phrase, way = self.phrase(rng), rng.random()
        if self.o and phrase.endswith("{o}") and not phrase.startswith("be ") and way < 0.3:
            return self._passive(phrase, rng, "")
        if way < 0.42:
            return f"{self.s.text} {'have' if self.s.plural else 'has'} {self.verb(phrase, 'participle')}"
        return f"{self.s.text} {self.verb(phrase, 'past')}"

    def _passive(self, phrase: str, rng: random.Random, word: str) -> str:
        assert self.o is not None
        head, rest = phrase.split(" ", 1)
        middle = rest.removesuffix("{o}").strip()
        agent = f"by {self.s.text}"
        if middle and not _particle(middle):
            return f"{self.s.text} {'did not ' + self.verb(phrase, 'base') if word else self.verb(phrase, 'past')}"
        be = "were" if self.o.plural else "was"
        return " ".join(f"{self.o.text} {be} {word} {forms(head).participle} {middle} {agent}".split())

    def _not(self, rng: random.Random) -> str:
        phrase, s = self.phrase(rng), self.s.text
        have, way = ("have" if self.s.plural else "has"), rng.random()
        did = f"{s} did not {self.verb(phrase, 'base')}"
        if phrase.startswith("be "):
            did = f"{s} {'were' if self.s.plural else 'was'} not {self.verb(phrase[3:], 'base')}"
        if way < 0.35:
            return did
        if way < 0.45:
            return f"{s} {have} not {self.verb(phrase, 'participle')}"
        if way < 0.55:
            return f"{s} never {self.verb(phrase, 'past')}"
        if self.o and way < 0.68 and phrase.endswith("{o}") and not phrase.startswith("be "):
            return self._passive(phrase, rng, rng.choice(("not", "never")))
        if self.near or not self.willed:
            return f"{s} {have} yet to {self.verb(phrase, 'base')}" if way < 0.8 else did
        base, ing = self.verb(phrase, "base"), self.verb(phrase, "ing")
        return rng.choice((
            f"{s} failed to {base}", f"{s} refused to {base}", f"{s} stopped short of {ing}",
            f"{s} decided against {ing}", f"{s} declined to {base}", f"{s} {have} yet to {base}",
            f"{s} abandoned plans to {base}", f"{s} gave up the attempt to {base}",
            f"{s} {'were' if self.s.plural else 'was'} prevented from {ing}", f"{s} came close to {ing} but in the end did not",
            f"at no point did {s} {base}", f"{s} ended up not {ing}", f"under no circumstances did {s} {base}",
            f"{s} would have {self.verb(phrase, 'participle')} had the weather held, but the chance was lost",
        ))  # fmt: skip

    @property
    def willed(self) -> bool:
        return bool(self.entry.get("will", True))

    def naming(self, rng: random.Random) -> str | None:
        """The deed as a noun: 'the adoption of the bill by parliament'."""
        if self.near or self.swapped or not self.entry.get("noun"):
            return None
        return str(rng.choice(self.entry["noun"]).format(s=self.s.text, o=self.o.text if self.o else ""))

    def doing(self, rng: random.Random, form: str) -> str:
        return self.verb(self.phrase(rng), form)


def _particle(word: str) -> bool:
    return word in {"down", "through", "out", "over", "off", "back", "up", "for", "from", "on", "with", "against", "to"}  # fmt: skip


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
        return Detail(
            self.about, self.frames, self.event, self.counted, self.value, not self.holds, self.many
        )

    def clause(self, rng: random.Random) -> str:
        frame = rng.choice([f for f in self.frames if self._fits(f)])
        text = frame.replace("{ev}", self.event).replace("{v}", self.value.phrase)
        text = text.replace("{q}", f"{self.value.counted} {self.counted}" + self._part(rng))
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
        sure = claim.entry.get("swap") == "refutes" and claim.holds and evidence.holds
        return EXCLUDES if sure else OPEN if claim.entry.get("swap") == "neutral" else None
    return HOLDS if claim.holds == evidence.holds else EXCLUDES


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
    out: list[Fact] = [one, one, one.turned(), one.turned()]
    for phrase in rng.sample(entry["near"], 2):
        near = Deed(about, entry, s, o, True, phrase)
        out += [near] if rng.random() < 0.6 else [near, near.turned()]
    if o and entry.get("swap"):
        out.append(Deed(about, entry, o, s, swapped=True))
    if rng.random() < 0.5:  # another one did it, or did it to another: a different deed
        s2 = noun(entry["s"], rng)
        if s2.text != s.text and entry["s"] in _STRANGERS:
            out.append(Deed(f"{about} by {s2.text}", entry, s2, o))
    return out


_STRANGERS = frozenset(["body", "company", "workers", "state", "person", "researchers", "airline", "prisoners", "bank"])  # fmt: skip


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
            fact = Detail(f"{event}/{slot['name']}", slot["frames"], event, slot.get("noun", ""), value,
                          many=slot.get("many", False))  # fmt: skip
            out.append(fact)
            if i == 0 and rng.random() < 0.15:
                out.append(fact.turned())
    return out


def other_event(rng: random.Random) -> Noun:
    return as_noun(filled(rng.choice(rng.choice(CLUSTERS["clusters"])["ev"]), rng))
