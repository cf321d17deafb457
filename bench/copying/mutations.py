"""How an article is made of another: what copying does to a text.

The kinds in `RESERVED` are there to measure only. Nothing may be tuned on them, so they have seeds of their
own and are reported apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from copying import facts
from copying.facts import Body, Line, Sentence, lines
from copying.pieces import Piece, paragraphs
from copying.writing import convertible
from newsroom.chance import Draw, pick

Own: TypeAlias = Callable[[], Line]
"""A new aside, from the copier itself."""


@dataclass(frozen=True, slots=True)
class Job:
    """What there is to copy from, and what the copier adds."""

    r: Draw
    parents: Sequence[Piece]
    own: Own


@dataclass(frozen=True, slots=True)
class Kind:
    make: Callable[[Job], Body]
    weight: float
    parents: int = 1
    literal: bool = False
    """Whether the words stay what they were."""
    noisy: bool = False


def taken(piece: Piece) -> Body:
    """Its text, as taken by another."""
    return tuple(
        tuple(tuple(replace(x, taken=piece.number, drift="") for x in s) for s in p) for p in piece.body
    )


def _sentences(body: Body) -> list[Sentence]:
    return [sentence for paragraph in body for sentence in paragraph]


def _each(body: Body, change: Callable[[Line], Line]) -> Body:
    return tuple(tuple(tuple(change(line) for line in s) for s in p) for p in body)


def _shuffle(r: Draw, things: Sequence[Sentence]) -> list[Sentence]:
    return sorted(things, key=lambda _: r())


def verbatim(job: Job) -> Body:
    return taken(job.parents[0])


def cut(job: Job) -> Body:
    """From the end, as an editor short of room does."""
    body = taken(job.parents[0])
    return body[: max(1, round(len(body) * (0.4 + 0.5 * job.r())))]


def edited(job: Job) -> Body:
    """Some words changed, a sentence gone, perhaps one put in."""
    share = 0.15 + 0.5 * job.r()
    body = _each(taken(job.parents[0]), lambda line: facts.edited(job.r, line, share))
    sentences = _sentences(body)
    if len(sentences) > 4 and job.r() < 0.5:
        del sentences[1 + int(job.r() * (len(sentences) - 1))]
    if job.r() < 0.3:
        sentences.insert(int(job.r() * len(sentences)) + 1, (job.own(),))
    return paragraphs(job.r, sentences)


def rewritten(job: Job) -> Body:
    """Told anew: other words, another order, not all of it."""
    sentences = [(facts.retold(job.r, line),) for line in lines(taken(job.parents[0]))]
    keep = max(2, round(len(sentences) * (0.55 + 0.4 * job.r())))
    chosen = _shuffle(job.r, sentences)[:keep]
    if job.r() < 0.4:
        chosen.append((job.own(),))
    # The news comes first, whatever the order of the rest.
    ordered = sorted(chosen, key=lambda s: not s[0].fact.chief)
    return facts.introduced(paragraphs(job.r, ordered))


def translated(job: Job) -> Body:
    """And back: sentence by sentence, in the same order, few words left as they were."""

    def change(line: Line) -> Line:
        other = facts.retold(job.r, line) if job.r() < 0.75 else line
        return facts.edited(job.r, other, 0.95)

    return _each(taken(job.parents[0]), change)


def partial(job: Job) -> Body:
    """A paragraph or two inside an article about something else."""
    own: list[Sentence] = [(job.own(),) for _ in range(4 + int(job.r() * 4))]
    old = _sentences(taken(job.parents[0]))
    size = min(len(old), 2 + int(job.r() * 3))
    start = int(job.r() * (len(old) - size + 1))
    part = old[start : start + size]
    if job.r() < 0.4:
        part = [tuple(facts.edited(job.r, line, 0.3) for line in s) for s in part]
    at = 1 + int(job.r() * (len(own) - 1))
    return (*paragraphs(job.r, own[:at]), tuple(part), *paragraphs(job.r, own[at:]))


def merged(job: Job) -> Body:
    """From two parents; what both have is told once."""
    met: set[str] = set()
    sentences: list[Sentence] = []
    for parent in job.parents:
        anew = job.r() < 0.5
        fresh = [s for s in _sentences(taken(parent)) if met.isdisjoint(x.fact.key for x in s)]
        half = fresh[: max(2, round(len(fresh) * 0.65))]
        met.update(x.fact.key for s in half for x in s)
        sentences += [tuple(facts.retold(job.r, x) for x in s) if anew else s for s in half]
    return paragraphs(job.r, sentences)


def updated(job: Job) -> Body:
    """The copier's own news before it or after it."""
    body = taken(job.parents[0])
    own = tuple((job.own(),) for _ in range(1 + int(job.r() * 3)))
    return (own, *body) if job.r() < 0.4 else (*body, own)


def fused(job: Job) -> Body:
    """Two sentences in one, told anew."""
    told = [facts.retold(job.r, line) for line in lines(taken(job.parents[0]))]
    plain = [replace(x, frame="<{C}>, {V} (said)") if "“" in x.frame else x for x in told]
    pairs: list[Sentence] = [tuple(plain[i : i + 2]) for i in range(0, len(plain), 2)]
    return facts.introduced(paragraphs(job.r, pairs))


def summary(job: Job) -> Body:
    """A third of it, in other words."""
    told = [facts.retold(job.r, line) for line in lines(taken(job.parents[0]))]
    first = sorted(told, key=lambda line: (not line.fact.chief, job.r()))
    return facts.introduced((tuple((line,) for line in first[: max(1, len(told) // 3)]),))


def shuffled(job: Job) -> Body:
    """The same paragraphs in another order."""
    body = taken(job.parents[0])
    return tuple(sorted(body, key=lambda _: job.r()))


def converted(job: Job) -> Body:
    """Measures and money in other units, and a few words changed."""

    def change(line: Line) -> Line:
        line = facts.edited(job.r, line, 0.3)
        return replace(line, converted=True) if convertible(line.fact) else line

    return _each(taken(job.parents[0]), change)


def transliterated(job: Job) -> Body:
    """Told anew from another alphabet: names are spelt otherwise."""
    return _each(
        taken(job.parents[0]),
        lambda line: replace(
            facts.retold(job.r, line) if job.r() < 0.5 else facts.edited(job.r, line, 0.5), respelt=True
        ),
    )


TUNED: dict[str, Kind] = {
    "verbatim": Kind(verbatim, 22, literal=True),
    "cut": Kind(cut, 8, literal=True),
    "edited": Kind(edited, 20, literal=True),
    "rewritten": Kind(rewritten, 18),
    "translated": Kind(translated, 7),
    "partial": Kind(partial, 8),
    "merged": Kind(merged, 8, parents=2),
    "updated": Kind(updated, 9, literal=True),
}
RESERVED: dict[str, Kind] = {
    "fused": Kind(fused, 1),
    "summary": Kind(summary, 1),
    "noisy": Kind(verbatim, 1, literal=True, noisy=True),
    "shuffled": Kind(shuffled, 1, literal=True),
    "converted": Kind(converted, 1, literal=True),
    "transliterated": Kind(transliterated, 1),
}
RESERVED_SHARE = 0.7
"""Of the copies in a story that has reserved kinds."""


def kind(r: Draw, reserved: bool) -> str:
    """Any that may be used, as often as its weight says."""
    pool = RESERVED if reserved and r() < RESERVED_SHARE else TUNED
    chance = r() * sum(k.weight for k in pool.values())
    for name, one in pool.items():
        chance -= one.weight
        if chance < 0:
            return name
    return next(iter(pool))


def find(name: str) -> Kind:
    return TUNED.get(name) or RESERVED[name]


DRIFT = 0.3
"""Chance that something is changed in meaning by whoever does not copy word for word."""


def drifted(r: Draw, body: Body) -> Body:
    """With one thing changed in meaning, where something can be."""
    can = [(line, name) for line in lines(body) if line.taken >= 0 for name in _possible(line)]
    if not can:
        return body
    chosen, name = pick(r, can)
    return _each(body, lambda line: _DRIFTS[name](r, line) if line is chosen else line)


def _possible(line: Line) -> list[str]:
    found = []
    if line.fact.unit:
        found += ["figure", "bound", "bound"]
    if line.voice and not line.denied:
        found += ["source dropped"]
        found += ["unnamed"] if line.voice.named and line.naming != "vague" else []
    if line.hedged:
        found += ["hedge lost"] * 3
    if line.denied:
        found += ["denial turned"] * 3
    return found


def _figure(r: Draw, line: Line) -> Line:
    more = max(1, round(line.value * 0.1 * r()))
    return replace(line, value=max(2, line.value + (more if r() < 0.75 else -more)), drift="figure")


def _bound(r: Draw, line: Line) -> Line:
    others = [b for b in facts.BOUNDS if b != line.bound]
    return replace(line, bound="exactly" if line.bound != "exactly" else pick(r, others), drift="bound")


def _dropped(r: Draw, line: Line) -> Line:
    bare = replace(line, voice=None, via=None, vague_via="", drift="source dropped")
    return facts.framed(r, bare)


def _hedge_lost(r: Draw, line: Line) -> Line:
    return facts.framed(r, replace(line, hedged=False, drift="hedge lost"))


def _turned(r: Draw, line: Line) -> Line:
    """What one denied the other says that one said."""
    return facts.framed(r, replace(line, denied=False, drift="denial turned"))


_DRIFTS: dict[str, Callable[[Draw, Line], Line]] = {
    "figure": _figure,
    "bound": _bound,
    "source dropped": _dropped,
    "unnamed": lambda r, line: replace(line, naming="vague", drift="unnamed"),
    "hedge lost": _hedge_lost,
    "denial turned": _turned,
}
