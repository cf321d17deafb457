"""Kinship: how likely one telling was had from another, whichever way, and which way.

By the passage both stand in, by what the text cites, by what else the two documents share, and by the
voices they put the claim in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sayso.lineage import clocks
from sayso.lineage.case import Case, covers, strangers
from sayso.lineage.direction import Pairing, direction, turned
from sayso.lineage.links import OUTSIDE, Citation, Link, Reason, Telling
from sayso.lineage.places import facing
from sayso.lineage.ties import Pair, Tie, is_solid

SURE = 24
"""Words in common, outside quotations, from which copying is all but certain."""


COMPANY = 2
SHORT = 18
"""Claims that two articles make in common, and words that they share in short runs, from which on one is
rather a rewriting of the other, or both of a third, than both are reports of their own."""
APART = 0.3
"""Share of the words of two articles below which a passage does not outweigh that each names a voice."""


def candidates(case: Case) -> list[Link]:
    """Between tellings of tied documents, each from the likelier parent to the likelier child."""
    of: dict[str, list[Telling]] = defaultdict(list)
    for telling in case.tellings:
        of[telling.document].append(telling)
    found = [link for held in of.values() for link in _within(held)]
    for tie in case.ties.values():
        for one, other in _pairs(tie, of.get(tie.one, []), of.get(tie.other, [])):
            if one.id != other.id:
                found.append(_link(case, tie, one, other))
    known = {frozenset((link.one, link.other)) for link in found}
    here = {telling.id for telling in case.tellings}
    loose = (pair for pair in case.decided if frozenset(pair) not in known and set(pair) <= here)
    return found + [_judged_only(case, pair) for pair in loose if case.decided[pair].verdict == "join"]


def _within(held: Sequence[Telling]) -> list[Link]:
    """A headline or a sum without a voice has it from where the same article names one."""
    voiced = next((telling for telling in held if any(telling.chains)), None)
    if voiced is None:
        voiced = held[0]
    why = "the same article says it again"
    return [
        Link(voiced.id, telling.id, 0.95, 0.9, (Reason("article", 2.2, why),))
        for telling in held
        if telling is not voiced
        and (telling is not held[0] or not any(telling.chains))
        and not strangers(voiced, telling)
    ]


def _pairs(tie: Tie, ones: Sequence[Telling], others: Sequence[Telling]) -> list[tuple[Telling, Telling]]:
    """For each telling of either document the one of the other document that it answers to."""
    found = {}
    for telling in others:
        best = max(ones, key=lambda one: _answers(tie, one, telling), default=None)
        if best is not None:
            found[best.id, telling.id] = (best, telling)
    for telling in ones:
        best = max(others, key=lambda other: _answers(tie, telling, other), default=None)
        if best is not None:
            found[telling.id, best.id] = (telling, best)
    return list(found.values())


def _answers(tie: Tie, one: Telling, other: Telling) -> tuple[float, bool, float, int]:
    words = set(one.words.casefold().split()), set(other.words.casefold().split())
    common = len(words[0] & words[1]) / max(1, len(words[0] | words[1]))
    return aligned(tie, one, other) + common, not strangers(one, other), common, -abs(one.n - other.n)


def aligned(tie: Tie, one: Telling, other: Telling) -> float:
    """How far two tellings stand at corresponding places of one passage, in [0, 1]."""
    return facing(tie.passages, tie.points, one.content, other.content)


def _link(case: Case, tie: Tie, one: Telling, other: Telling) -> Link:
    drifts = case.drifts(one, other)
    centre = case.centres.get(tie.one, 0.0) - case.centres.get(tie.other, 0.0)
    agencies = tie.one in case.agencies, tie.other in case.agencies
    sides = case.publications[tie.one], case.publications[tie.other]
    forward, reasons = direction(Pairing(tie, *sides, drifts, centre, agencies))
    # What the parent cites is no ground for what the child has from it.
    cited = (tie.by_other, other) if forward >= 0.5 else (tie.by_one, one)
    probability, why = _probability(tie, one, other, *cited)
    link = Link(
        one=one.id,
        other=other.id,
        probability=probability,
        forward=forward,
        reasons=(Reason("kinship", probability, why), *reasons),
        passages=tie.passages,
        drifts=drifts,
        citations=tie.by_other,
    )
    return _oriented(_judged(case, link), case, tie)


def _judged(case: Case, link: Link) -> Link:
    for pair, way in (((link.one, link.other), 1.0), ((link.other, link.one), 0.0)):
        decided = case.decided.get(pair)
        if decided is not None:
            probability = 1.0 if decided.verdict == "join" else 0.0
            forward = way if decided.verdict == "join" else link.forward
            reasons = (*link.reasons, Reason("judgement", 0.0, decided.why))
            return _with(link, probability, forward, reasons, decided.judgement)
    return link


def _with(
    link: Link, probability: float, forward: float, reasons: tuple[Reason, ...], judgement: str | None
) -> Link:
    return Link(
        link.one,
        link.other,
        probability,
        forward,
        reasons,
        link.passages,
        link.drifts,
        link.citations,
        judgement,
    )


def _judged_only(case: Case, pair: Pair) -> Link:
    decided = case.decided[pair]
    reasons = (Reason("judgement", 0.0, decided.why),)
    by_id = {telling.id: telling for telling in case.tellings}
    drifts = case.drifts(by_id[pair[0]], by_id[pair[1]])
    return Link(*pair, 1.0, 1.0, reasons, drifts=drifts, judgement=decided.judgement)


def _oriented(link: Link, case: Case, tie: Tie) -> Link:
    """The link from the likelier parent to the likelier child."""
    if link.forward > 0.5 or (link.forward == 0.5 and _first(case, tie)):
        return link
    by_id = {telling.id: telling for telling in case.tellings}
    drifts = case.drifts(by_id[link.other], by_id[link.one])
    back = tie.turned()
    return Link(
        link.other,
        link.one,
        link.probability,
        1 - link.forward,
        (link.reasons[0], *turned(link.reasons[1:])),
        back.passages,
        drifts,
        tie.by_one,
        link.judgement,
    )


def _first(case: Case, tie: Tie) -> bool:
    one, other = case.publications[tie.one], case.publications[tie.other]
    return clocks.order(one) <= clocks.order(other)


def _probability(
    tie: Tie, one: Telling, other: Telling, citations: Sequence[Citation], child: Telling
) -> tuple[float, str]:
    """That one telling was had from the other, or both from a third text, and the reason."""
    if tie.revises:
        return 0.99, "two versions of one document"
    share, words = _around(tie, one, other)
    cited = covers(citations, child)
    if not cited and strangers(one, other) and max(tie.of_one, tie.of_other) < APART:
        return 0.3 if share >= 0.5 and words else 0.1, "each names another voice, and little else is shared"
    if share >= 0.5 and max(words, tie.solid) >= SURE:
        return 0.97, f"{max(words, tie.solid)} words are shared, these among them"
    if cited:
        return 0.9, "the text names the other as where it has it from"
    if share >= 0.5 and words:
        return 0.75, f"{words} words around it are shared"
    named = any(c.manner != "vague" for c in citations)
    return _doubtful(tie, share, is_strange=strangers(one, other), is_named=named)


def _doubtful(tie: Tie, share: float, *, is_strange: bool, is_named: bool) -> tuple[float, str]:
    if is_strange:
        return 0.1, "each names another voice"
    if tie.solid >= SURE:
        return 0.7, f"the articles share {tie.solid} words, though not these"
    if is_named:
        return 0.6, "one article names the other as where it has other things from"
    if tie.company >= COMPANY and sum(tie.fresh) >= SHORT:
        runs = f"share {sum(tie.fresh)} words in short runs"
        return 0.7, f"the articles make {tie.company} claims in common, and {runs}"
    if share >= 0.5:
        return 0.3, "only a short run or the words of the speaker are shared, which two may have heard"
    return 0.2, "the articles share little else"


def _around(tie: Tie, one: Telling, other: Telling) -> tuple[float, int]:
    """How far two tellings face each other in a passage, and the words that passage has in common."""
    best = (0.0, 0)
    for p, words in zip(tie.passages, tie.fresh, strict=True):
        share = facing((p,), tie.points, one.content, other.content)
        best = max(best, (share, words if is_solid(words, p) else 0))
    return best


def solidly_aligned(tie: Tie, one: Telling, other: Telling) -> float:
    """How far two tellings stand at corresponding places of a passage that was copied, in [0, 1]."""
    share, words = _around(tie, one, other)
    return share if words else 0.0


def from_outside(case: Case) -> list[Link]:
    """Links from outlets that the ledger has no document of."""
    found = []
    for telling in case.tellings:
        for cited in case.outside.get(telling.document, ()):
            if covers((cited.citation,), telling):
                reason = Reason("citation", 3.0, cited.citation.why or f"it names {cited.name}")
                sure = 0.95 if cited.citation.manner in ("wire", "credit") else 0.8
                link = Link(f"{OUTSIDE}{cited.name}", telling.id, sure, 0.95, (reason,))
                found.append(_with_citation(link, cited.citation))
    return found


def _with_citation(link: Link, citation: Citation) -> Link:
    return Link(link.one, link.other, link.probability, link.forward, link.reasons, citations=(citation,))
