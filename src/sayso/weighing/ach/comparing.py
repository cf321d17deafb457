"""What changed since last time: what was said, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.matrices import Cell, Fare, Hypothesis, Matrix, Row, Weighed
from sayso.weighing.ach.pieces import natural
from sayso.weighing.ach.wording import listed, shortened

_NOTABLE = 0.005
"""A probability that moves by less is not said to have moved."""
_MOST_CELLS = 12


def changes(before: Weighed, after: Weighed) -> tuple[str, ...]:
    """Sentences: first what follows (leader, bands, ranks, confidence), then what was done to the matrix."""
    return (
        *_leader(before, after),
        *_fares(before, after),
        *_confidence(before, after),
        *_hypotheses(before.matrix, after.matrix),
        *_rows(before.matrix, after.matrix),
        *_cells(before.matrix, after.matrix),
        *_assumptions(before.matrix, after.matrix),
        *_outcome(before.matrix, after.matrix),
    )


def _leader(before: Weighed, after: Weighed) -> Iterator[str]:
    if not before.hypotheses or not after.hypotheses:
        return
    was, now = before.hypotheses[0], after.hypotheses[0]
    if was.hypothesis != now.hypothesis:
        yield f"{now.hypothesis} is now most probable ({now.probability:.0%}); it was {was.hypothesis}."
    order = {f.hypothesis: i for i, f in enumerate(before.hypotheses)}
    kept = [f.hypothesis for f in after.hypotheses if f.hypothesis in order]
    if was.hypothesis == now.hypothesis and kept != sorted(kept, key=order.__getitem__):
        yield f"The order by probability is now {', '.join(f.hypothesis for f in after.hypotheses)}."


def _fares(before: Weighed, after: Weighed) -> Iterator[str]:
    old = {f.hypothesis: f for f in before.hypotheses}
    for fare in sorted(after.hypotheses, key=lambda f: natural(f.hypothesis)):
        if fare.hypothesis in old:
            yield from _fare(old[fare.hypothesis], fare)


def _fare(was: Fare, now: Fare) -> Iterator[str]:
    name = now.hypothesis
    if was.band != now.band:
        yield f"{name}: from {was.band} to {now.band} ({was.probability:.0%} to {now.probability:.0%})."
    elif abs(was.probability - now.probability) >= _NOTABLE:
        yield f"{name}: still {now.band}, from {was.probability:.0%} to {now.probability:.0%}."
    if was.rank != now.rank:
        yield f"{name}: rank {now.rank} by inconsistency; it was {was.rank}."


def _confidence(before: Weighed, after: Weighed) -> Iterator[str]:
    if before.confidence == after.confidence:
        return
    fresh = [reason for reason in after.reasons if reason not in before.reasons]
    why = f" {fresh[0]}" if fresh else ""
    yield f"Confidence is now {after.confidence}; it was {before.confidence}.{why}"


def _hypotheses(before: Matrix, after: Matrix) -> Iterator[str]:
    old = {h.id: h for h in before.hypotheses}
    new = {h.id: h for h in after.hypotheses}
    for name in sorted(new.keys() - old.keys(), key=natural):
        yield f"{name} was added: {shortened(new[name].text)}"
    for name in sorted(old.keys() - new.keys(), key=natural):
        yield f"{name} was withdrawn: {shortened(old[name].text)}"
    for name in sorted(old.keys() & new.keys(), key=natural):
        yield from _hypothesis(old[name], new[name])


def _hypothesis(was: Hypothesis, now: Hypothesis) -> Iterator[str]:
    if was.text != now.text:
        yield f"{now.id} is worded anew: {shortened(now.text)}"
    if was.prior != now.prior:
        yield f"{now.id}: its prior is now {_stated(now.prior)}; it was {_stated(was.prior)}."


def _stated(prior: float | None) -> str:
    return "not stated" if prior is None else f"{prior:g}"


def _rows(before: Matrix, after: Matrix) -> Iterator[str]:
    old = {r.id: r for r in before.rows}
    new = {r.id: r for r in after.rows}
    for name in sorted(new.keys() - old.keys(), key=natural):
        yield f"{name} was added: {shortened(new[name].text)}"
    for name in sorted(old.keys() - new.keys(), key=natural):
        yield f"{name} was withdrawn: {shortened(old[name].text)}"
    for name in sorted(old.keys() & new.keys(), key=natural):
        yield from _row(old[name], new[name])


def _row(was: Row, now: Row) -> Iterator[str]:
    if was.text != now.text:
        yield f"{now.id} is worded anew: {shortened(now.text)}"
    if was.origin != now.origin:
        yield f"{now.id}: its origin is now {now.origin_name or now.origin or 'not known'}."
    if was.credibility != now.credibility:
        yield f"{now.id}: item credibility {now.credibility or 'none'}; it was {was.credibility or 'none'}."
    if (was.deceptive or 0.0) != (now.deceptive or 0.0):
        yield (
            f"{now.id}: planted or false with {now.deceptive or 0.0:.0%}; it was {was.deceptive or 0.0:.0%}."
        )
    fresh = sorted(set(now.motives) - set(was.motives), key=natural)
    gone = sorted(set(was.motives) - set(now.motives), key=natural)
    if fresh:
        yield f"{now.id} is now what the author of {listed(fresh, 'or')} would want us to find."
    if gone:
        yield f"{now.id} is no longer what the author of {listed(gone, 'or')} would want us to find."
    if now.misled and not was.misled:
        yield f"{now.id} is now said to have misled."


def _cells(before: Matrix, after: Matrix) -> Iterator[str]:
    """Of rows and hypotheses that are in both; those of a new row came with it."""
    shared = {r.id for r in before.rows} & {r.id for r in after.rows}
    columns = {h.id for h in before.hypotheses} & {h.id for h in after.hypotheses}
    old, new = (
        {(c.row, c.hypothesis, c.who): c for c in m.cells if c.row in shared and c.hypothesis in columns}
        for m in (before, after)
    )
    told = [
        sentence
        for place in sorted(old.keys() | new.keys(), key=lambda p: (natural(p[0]), natural(p[1]), p[2]))
        for sentence in _cell(place, old.get(place), new.get(place))
    ]
    yield from told[:_MOST_CELLS]
    if len(told) > _MOST_CELLS:
        yield f"{len(told) - _MOST_CELLS} more cells changed."


def _cell(place: tuple[str, str, str], was: Cell | None, now: Cell | None) -> Iterator[str]:
    row, hypothesis, who = place
    if now is None:
        yield f"{row} with {hypothesis}: {who} took back {was.mark if was else ''}."
    elif was is None:
        yield f"{row} with {hypothesis}: {who} says {now.mark}."
    elif was.mark != now.mark:
        yield f"{row} with {hypothesis}: {who} says {now.mark}, and said {was.mark}."


def _assumptions(before: Matrix, after: Matrix) -> Iterator[str]:
    old = {a.id: a for a in before.assumptions}
    for a in after.assumptions:
        if a.id not in old:
            yield f"{a.id} is assumed: {shortened(a.text)}"
        elif old[a.id].standing != a.standing:
            why = f": {a.why}" if a.why else ""
            yield f"{a.id} (“{shortened(a.text)}”) {_STANDING[a.standing]}{why}."
    for name in sorted(old.keys() - {a.id for a in after.assumptions}, key=natural):
        yield f"{name} is no longer assumed: {shortened(old[name].text)}"


_STANDING = {"holds": "holds again", "challenged": "is challenged", "failed": "failed"}


def _outcome(before: Matrix, after: Matrix) -> Iterator[str]:
    if before.outcome != after.outcome:
        yield f"{after.outcome} turned out to hold." if after.outcome else "The outcome is open again."
