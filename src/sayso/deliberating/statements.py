"""Statements: the values that a claim's tellings and the evidence on it give, by question and by source.

A telling that had it from the origin itself speaks with its farthest voice that has a name; whoever has it
from another telling speaks for its own outlet, and is known to depend on that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sayso.checking.stating import stated
from sayso.deliberating.wording import outlet_of
from sayso.evidence.values import same_count
from sayso.findings import CheckKind, Evidence, Finding, Passage
from sayso.lineage.links import OUTSIDE, Family, Telling
from sayso.settlements import Measure, Statement
from sayso.types import Figure, Place, PlaceLevel

_REPEATED = frozenset(["denied", "asked", "counterfactual"])
"""Whoever stands so towards a value repeats another's."""
SAME_ORIGIN = 0.9
"""That two who say the same from what lineage holds for one origin depend on each other."""
_FINEST: dict[PlaceLevel, int] = {"city": 0, "province": 1, "region": 2, "country": 3}
Tie = tuple[str, str, float]
Names = dict[str, str]
"""What each actor is called: by the first of its names that is met."""


@dataclass(slots=True)
class Asked:
    """A question that a person would ask, and who answers it how."""

    title: str
    measure: Measure
    statements: list[Statement] = field(default_factory=list)

    def add(self, value: str, source: str, time: str | None) -> None:
        self.statements.append(Statement(self.title, value, source, time))

    @property
    def sources(self) -> set[str]:
        return {one.source for one in self.statements}


class Speaker(Protocol):
    """A voice of lineage or of a finding."""

    @property
    def name(self) -> str | None: ...
    @property
    def actor(self) -> str | None: ...


class Speakers:
    """Who says each telling of a family, and who is known to have it from whom."""

    def __init__(self, family: Family, names: Names) -> None:
        self._family = family
        self._names = names
        self._recordings = {name for origin in family.origins for name in origin.recordings}
        self._by_id = {telling.id: telling for telling in family.tellings}

    def of(self, telling: Telling) -> str:
        outlet = outlet_of(self._family.publications[telling.document])
        if telling.id not in self._recordings:
            return outlet
        chains = [[voice for voice in chain if not voice.described] for chain in telling.chains]
        return named(chains, self._names) or outlet

    def time(self, telling: Telling) -> str | None:
        return self._family.publications[telling.document].published

    def ties(self) -> list[Tie]:
        """Pairs of sources that depend, each once, by the likeliest link between their tellings."""
        found: dict[tuple[str, str], float] = {}
        for one, other, probability in self._links():
            pair = (min(one, other), max(one, other))
            if one != other:
                found[pair] = max(found.get(pair, 0.0), probability)
        return [(*pair, probability) for pair, probability in found.items()]

    def _links(self) -> Iterator[Tie]:
        outside: dict[str, str] = {}
        for link in (*self._family.links, *self._family.undecided):
            if link.other not in self._by_id:
                continue
            child = self.of(self._by_id[link.other])
            if link.one.startswith(OUTSIDE):
                # Two who have it from one that the ledger has no document of depend on each other.
                yield outside.setdefault(link.one, child), child, link.probability
            elif link.one in self._by_id:
                yield self.of(self._by_id[link.one]), child, link.probability


def named(chains: Iterable[Sequence[Speaker]], names: Names) -> str | None:
    """The farthest voice that has a name of its own: "the police" is another's in the next article."""
    for chain in chains:
        for voice in reversed(chain):
            if voice.name and voice.actor and any(letter.isupper() for letter in voice.name):
                return names.setdefault(voice.actor, voice.name)
    return None


def gives(telling: Telling) -> bool:
    """Whether it states its values as its own."""
    farthest = {chain[-1].stance for chain in telling.chains if chain}
    return not {telling.stance, *farthest} & _REPEATED


def figures(family: Family, speakers: Speakers, own: Sequence[Figure] | None = None) -> list[Asked]:
    """How many, for each count of the claim (`own`), or of all tellings."""
    asked: list[tuple[Figure, Asked]] = [(figure, _how_many(figure)) for figure in _counted(own or ())]
    for telling in filter(gives, family.tellings):
        seen: set[str] = set()
        for figure in _counted(telling.figures):
            question = next((q for first, q in asked if same_count(first, figure)), None)
            if question is None and own is None:
                question = _how_many(figure)
                asked.append((figure, question))
            if question is not None and question.title not in seen:
                seen.add(question.title)
                question.add(bounds_in_words(figure), speakers.of(telling), speakers.time(telling))
    return list({question.title: question for _, question in reversed(asked)}.values())[::-1]


def _counted(given: Iterable[Figure]) -> list[Figure]:
    return [f for f in given if (f.low is not None or f.high is not None) and f.part_of is None]


def _how_many(figure: Figure) -> Asked:
    counts = " ".join(filter(None, (figure.unit, figure.of)))
    return Asked(f"How many {counts}".strip(), "number")


def bounds_in_words(figure: Figure) -> str:
    """ "at least 50", "more than 50", "26 to 40", "about 40"."""
    low, high = figure.low, figure.high
    about = "about " if figure.approximate else ""
    if low is not None and high is not None:
        return f"{about}{_plain(low)}" if low == high else f"{_plain(low)} to {_plain(high)}"
    if low is not None:
        return f"{'more than' if figure.strict else 'at least'} {_plain(low)}"
    return f"{'fewer than' if figure.strict else 'at most'} {_plain(high or 0.0)}"


def _plain(value: float) -> str:
    return f"{value:.15g}"


def when(family: Family, speakers: Speakers, claim: Telling) -> Asked | None:
    """When, where the claim says one time; as all its tellings do that say one."""
    return _asked(family, speakers, Asked("When", "time"), (claim, _one_time))


def where(family: Family, speakers: Speakers, claim: Telling) -> Asked | None:
    """Where, where the claim says a place: the finest that each telling names."""
    return _asked(family, speakers, Asked("Where", "place"), (claim, lambda one, _: finest(one.places)))


def _asked(
    family: Family,
    speakers: Speakers,
    question: Asked,
    answered: tuple[Telling, Callable[[Telling, str | None], str | None]],
) -> Asked | None:
    claim, value_of = answered
    if value_of(claim, speakers.time(claim)) is None:
        return None
    for telling in filter(gives, family.tellings):
        value = value_of(telling, speakers.time(telling))
        if value is not None:
            question.add(value, speakers.of(telling), speakers.time(telling))
    return question


def _one_time(telling: Telling, published: str | None) -> str | None:
    # Read anew, so that what has no year of its own has that of its document.
    return only([time.value for time in stated(telling.words, published).times if time.value])


def only(values: Sequence[str]) -> str | None:
    """The value, where there is one and no other: of several nothing tells which is meant."""
    return values[0] if len(set(values)) == 1 else None


def finest(places: Sequence[Place]) -> str | None:
    """The name of the smallest place; None where none is named, or two of one level are."""
    level = min((_FINEST[place.level] for place in places), default=0)
    return only([place.name for place in places if _FINEST[place.level] == level])


def add_evidence(finding: Finding, family: Family, asked: Sequence[Asked], names: Names) -> list[Tie]:
    """Add what passages outside the family answer; the ties between their sources."""
    own = {telling.id for telling in family.tellings}
    outside = {n for n, one in enumerate(finding.evidence) if not own & set(one.passage.claims)}
    said: dict[str, list[str]] = defaultdict(list)
    for question in asked:
        for n, value in _answers(question, finding):
            if n in outside:
                one = finding.evidence[n]
                source = named(one.passage.chains, names) or one.passage.outlet or one.origin_name
                question.add(value, source, one.passage.published)
                said[one.origin].append(source)
    return [
        (min(held[0], other), max(held[0], other), SAME_ORIGIN)
        for held in said.values()
        for other in sorted(set(held[1:]) - {held[0]})
    ]


def _answers(question: Asked, finding: Finding) -> Iterator[tuple[int, str]]:
    """Number of the evidence, and its value."""
    if question.measure == "number":
        yield from _figures_of(question, finding)
        return
    kind: CheckKind = "date" if question.measure == "time" else "place"
    for n, one in enumerate(finding.evidence):
        if one.passage.rating is None and _is_on(one, kind) and _is_given(one.passage):
            value = _value(one.passage, question.measure)
            if value is not None:
                yield n, value


def _is_on(one: Evidence, kind: CheckKind) -> bool:
    """Whether it says the same, or speaks against it in this alone."""
    decided = {check.kind for check in one.checks if check.decides and check.says == "refutes"}
    return one.label == "supports" or (one.label == "refutes" and decided == {kind})


def _is_given(passage: Passage) -> bool:
    farthest = {chain[-1].stance for chain in passage.chains if chain}
    return not {passage.stance, *farthest} & _REPEATED


def _value(passage: Passage, measure: Measure) -> str | None:
    if measure == "time":
        return only([time.value for time in passage.stated.times if time.value])
    return finest(passage.stated.places)


def _figures_of(question: Asked, finding: Finding) -> Iterator[tuple[int, str]]:
    """As the finding lists them: its passages that count the same, and speak of nothing else."""
    own = [f for f in _counted(finding.asked.stated.figures) if _how_many(f).title == question.title]
    for value in finding.values:
        if value.evidence is None or not own:
            continue
        stated_there = finding.evidence[value.evidence].passage.stated
        for figure in stated_there.figures:
            if stated_there.text[slice(*figure.span)] == value.words and same_count(own[0], figure):
                yield value.evidence, bounds_in_words(figure)
                break
