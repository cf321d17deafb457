"""The stage: who of those named is most in view at a place of the text.

Whoever leads a sentence is likelier to be taken up than whoever is named last in it, and the likelihood
halves with every sentence (Lappin & Leass 1994, without the parser).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from sayso.claims import cast, gender, kinds
from sayso.claims.gender import Gender
from sayso.claims.register import FAR, REACH, Earlier, Register
from sayso.claims.scene import Scene, head
from sayso.types import Kind, Mention, Resolution, Span

PEOPLE: frozenset[Kind] = frozenset({"person", "unnamed_person"})
_QUOTED, _OWNER, _OTHER, _LEADS, _SPEAKS = 0.05, 0.4, 0.6, 1.0, 0.2
"""What a mention counts for; a speaker's is worth more by the last."""
_FADES = 0.5
_AHEAD = 600
"""Code points: a speaker who is named only after the quotation is named soon."""
_APPOSES = re.compile(r",(?: (?:aged )?\d{1,3},)? (?:who (?:is|was) )?| (?:is|was|became) (?:now |once )?")
_CAPITAL = r"(?=[^\W\d_])[^a-zß-öø-ÿ][\w’'-]*"
_CAPITALS = re.compile(rf"{_CAPITAL}(?: {_CAPITAL})*")

Weigh = Callable[[Earlier], float]
"""How well somebody fits, from 0 (not at all) to 1."""


@dataclass(slots=True)
class Stage:
    scene: Scene
    register: Register
    genders: dict[str, Gender | None] = field(default_factory=dict)
    keys: dict[Earlier, str] = field(default_factory=dict)
    """This and what follows: what has been asked before, for every pronoun asks it of everybody in view."""
    worths: dict[Span, float] = field(default_factory=dict)
    asked: set[Earlier] = field(default_factory=set)
    persons: dict[Earlier, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, mentions: tuple[Mention, ...]) -> Stage:
        """Everybody named, in pairs too, and everybody brought on without a name."""
        scene = Scene.of(text)
        stage = cls(scene, Register.of(text, _completed(scene.text, mentions)))
        named = sorted((e.span, e) for e in stage.register.entries)
        for (one, a), (other, b) in pairwise(named):
            if a.kind == b.kind == "person" and text[one.end : other.start] == " and ":
                both = Span(one.start, other.end)
                stage.register.add(Earlier(both, text[both.start : both.end], "unnamed_group", speaks=False))
        places = [span for span, _ in named]
        for entrance in cast.entrances(stage.scene.text):
            stage._enter(text, entrance, places)
        return stage

    def _enter(self, text: str, entrance: cast.Entrance, named: list[Span]) -> None:
        """In with them, unless a name stands beside the description: then it is that name's."""
        span = entrance.span
        follows = re.match(r",? ", text[span.end : span.end + 2])
        at = span.end + (follows.end() if follows else 0)
        if not entrance.many and any(s.start <= at < s.end for s in _close(named, at)):
            return
        if any(_APPOSES.fullmatch(text, s.end, span.start) for s in _close(named, span.start)):
            return
        kind: Kind = "unnamed_group" if entrance.many else "unnamed_person"
        self.register.add(Earlier(span, text[span.start : span.end], kind, speaks=False))

    def resolution(self, earlier: Earlier, why: str) -> Resolution:
        """With the place where the name itself stands, however often it was taken up since."""
        text = self.register.text
        if earlier.kind == "person":
            earlier = self.register.fuller(earlier.name, earlier.span.start) or earlier
        for named in self.register.before(earlier.span.end + 1, FAR):
            if named.name == earlier.name and text[slice(*named.span)] == named.name:
                return Resolution(named.span, named.name, why)
        return Resolution(earlier.span, earlier.name, why)

    def is_person(self, earlier: Earlier) -> bool:
        """Whether "he" or "she" may be said of it: what is quoted as a source may be a rally."""
        if earlier.kind != "unnamed_person":
            return earlier.kind == "person"
        if earlier not in self.persons:
            told = cast.is_person(head(earlier.name)) or gender.of_words(earlier.name) is not None
            self.persons[earlier] = told
        return self.persons[earlier]

    def key(self, earlier: Earlier) -> str:
        """What all mentions of one person share: the full name, or the noun of somebody unnamed."""
        if earlier not in self.keys:
            self.keys[earlier] = self._key(earlier)
        return self.keys[earlier]

    def _key(self, earlier: Earlier) -> str:
        if earlier.kind != "person":
            return head(earlier.name)
        runs = [_untitled(run) for run in _CAPITALS.findall(earlier.name)]
        best = max(runs, key=lambda run: len(run) > 1, default=[])
        if len(best) == 1 and (fuller := self.register.fuller(best[0], earlier.span.end + 1)) is not None:
            best = max(
                (_untitled(r) for r in _CAPITALS.findall(fuller.name)), key=lambda r: len(r) > 1, default=best
            )
        return " ".join(best) or head(earlier.name)

    def gender(self, earlier: Earlier) -> Gender | None:
        """By what stands beside the name, else by the name; the first mention that tells holds for all."""
        key = self.key(earlier)
        if key in self.genders and (self.genders[key] or earlier in self.asked):
            return self.genders[key]
        self.asked.add(earlier)
        if self.genders.get(key) is None:
            told = gender.of_words(earlier.name)
            if told is None and earlier.kind == "person":
                beside = (self.scene.lead(earlier.span), self.scene.trail(earlier.span))
                told = next((g for p in beside if (g := gender.of_words(p))), None) or gender.of_name(key)
            self.genders[key] = told
        return self.genders[key]

    def prominent(self, position: int, weigh: Weigh, reach: int = REACH) -> list[tuple[float, Earlier]]:
        """Whoever fits before the position, the likeliest first, each at their last mention."""
        here = self.scene.sentence(position)
        led: set[int] = set()
        weights: dict[str, float] = {}
        last: dict[str, Earlier] = {}
        done: tuple[str, int] = ("", -1)
        fitting = [(e, w) for e in self.register.before(position, reach) if (w := weigh(e))]
        for earlier, weight in reversed(fitting):
            key = self.key(earlier)
            if key == done[0] and earlier.span.start < done[1]:
                continue  # the same mention, seen by the extractor and named as a source
            done = key, earlier.span.end
            sentence = self.scene.sentence(earlier.span.start)
            worth = self._worth(earlier, leads=sentence not in led)
            if worth >= _LEADS:
                led.add(sentence)
            worth *= weight * _FADES ** min(here - sentence, 64)
            weights[key] = weights.get(key, 0.0) + worth
            last[key] = earlier
        return sorted(((weights[k], e) for k, e in last.items()), key=lambda p: (-p[0], -p[1].span.start))

    def _worth(self, earlier: Earlier, *, leads: bool) -> float:
        if earlier.span not in self.worths:
            self.worths[earlier.span] = self._most(earlier.span)
        most = self.worths[earlier.span]
        return (most if leads else min(most, _OTHER)) + _SPEAKS * (earlier.speaks and most >= _OTHER)

    def _most(self, span: Span) -> float:
        """What a mention counts for if nobody stands before it in its sentence."""
        if self.scene.is_quoted(span):
            return _QUOTED
        if self.scene.is_owner(span):
            return _OWNER
        return _OTHER if self.scene.is_after_preposition(span) else _LEADS

    def coming(self, position: int, weigh: Weigh) -> Earlier | None:
        """The first who fits in the next two sentences; whoever is named in this one is spoken to or of."""
        here = self.scene.sentence(position)
        for earlier in self.register.after(position, _AHEAD):
            ahead = self.scene.sentence(earlier.span.start) - here
            if ahead > 2:
                return None
            if (
                ahead
                and weigh(earlier)
                and earlier.kind == "person"
                and not self.scene.is_quoted(earlier.span)
            ):
                return earlier
        return None


def _completed(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """With the full names that the extractor overlooked or cut: a given name and what follows it."""
    kept = sorted(mentions, key=lambda m: m.span)
    added: list[Mention] = []
    for run in _CAPITALS.finditer(text):
        span = _full_name(run)
        if span is None:
            continue
        # "Christian Democrats" is whole already, and "Rosa Parks Avenue" runs on.
        if all(_covers(span, m.span) and m.span != span for m in _over(kept, span)):
            added.append(Mention(span, "person"))
    cut = {m for a in added for m in _over(kept, a.span)}
    return tuple(sorted([m for m in kept if m not in cut] + added, key=lambda m: m.span))


def _full_name(run: re.Match[str]) -> Span | None:
    """From the first given name in a run of capitalised words to its end, if anything follows it."""
    words = list(re.finditer(r"\S+", run[0]))
    for word, _ in pairwise(words):
        if gender.is_given(word[0]):
            end = run.end() - (2 if run[0].endswith(("'s", "’s")) else 0)
            return Span(run.start() + word.start(), end)
    return None


def _over(mentions: list[Mention], span: Span) -> list[Mention]:
    first = bisect_left(mentions, span.start, key=lambda m: m.span.end)
    near = mentions[first : first + 8]
    return [m for m in near if m.span.start < span.end and m.span.end > span.start]


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and outer.end >= inner.end


def _close(spans: list[Span], position: int) -> list[Span]:
    at = bisect_right(spans, Span(position, position + 10_000))
    return spans[max(0, at - 2) : at]


def _untitled(run: str) -> list[str]:
    """The words of a name: no title before, and no possessive after."""
    words = [w for w in run.split() if w.lower().rstrip(".") not in kinds.words()["person_titles"]]
    return [w.removesuffix("'s").removesuffix("’s") for w in words if w not in ("The", "A", "An")]
