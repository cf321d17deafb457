"""The words that faces of weighing use: the answer in a band, cells, what turns it, and how sure.

An answer says which hypothesis the rows leave most probable. No face says of a hypothesis that it is so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from sayso.matrices import (
    MARKS,
    Assumption,
    Band,
    Cell,
    Fare,
    Hypothesis,
    Mark,
    Matrix,
    Row,
    RowKind,
    Standing,
    Weighed,
    Weight,
)
from sayso.views.evidence.wording import CONFIDENCES, cut, date, listed, many, sentence, short
from sayso.views.inert import on_one_line
from sayso.views.lineage.wording import weight as odds
from sayso.weighing.ach.defaults import DEFAULTS, band

_INNER = str.maketrans("“”", "‘’")
_EVEN: Band = "roughly even chance"
_PER_CENT = re.compile(r"(?<=\d)%")
MARK_WORDS: dict[Mark, str] = {
    "CC": "very consistent",
    "C": "consistent",
    "N": "neutral",
    "I": "inconsistent",
    "II": "very inconsistent",
    "NA": "not applicable",
}
KINDS: dict[RowKind, str] = {"claim": "claim", "finding": "finding", "note": "analyst’s note"}
RANGES: dict[Band, str] = {
    "almost no chance": "up to 5 %",
    "very unlikely": "5 to 20 %",
    "unlikely": "20 to 45 %",
    "roughly even chance": "45 to 55 %",
    "likely": "55 to 80 %",
    "very likely": "80 to 95 %",
    "almost certain": "above 95 %",
}
"""What ICD 203 means by each."""
NAMING: frozenset[Band] = frozenset({"likely", "very likely", "almost certain"})
"""Bands in which an answer names a hypothesis; below them none is more probable than all others together."""
CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""Of the Admiralty code."""
STANDINGS: dict[Standing, str] = {"holds": "holds", "challenged": "challenged", "failed": "failed"}
EXPLAINED = (
    "Analysis of competing hypotheses (Heuer, 1999): hypotheses that exclude one another stand side by side, "
    "and each row of evidence is marked by how it sits with each of them. The hypothesis with least against "
    "it leads, not the one with most for it: a row that fits all of them tells nothing.",
    "Beside it the same marks are read as likelihood ratios with stated defaults, which gives a probability "
    "for each hypothesis, and a range where the ratios may be smaller or larger. Words for a probability are "
    "those of ICD 203: up to 5 % almost no chance, to 20 % very unlikely, to 45 % unlikely, to 55 % roughly "
    "even chance, to 80 % likely, to 95 % very likely, above almost certain. Confidence says how much there "
    "is to go by, and is apart from them.",
    "Rows that come from one origin count once between them. A row that may be planted or false counts for "
    "so much less. A mark that the machine proposes counts only where no person has spoken; an item "
    "credibility that it proposes counts for nothing until a person sets it.",
)
"""How it was weighed, for whoever is handed the answer."""
UNSAID = "–"
"""Of a cell on which nobody has said anything."""
PROPOSED = "·"
"""After the mark of a cell that the machine alone has proposed, in lower case."""


def quoted(words: str, most: int = 160) -> str:
    """In quotation marks, cut; those within it are single ones."""
    return f"“{short(words, most).translate(_INNER)}”"


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def question(matrix: Matrix) -> str:
    return on_one_line(matrix.text) or on_one_line(matrix.question)


def summary(weighed: Weighed) -> tuple[str, ...]:
    """ "3 hypotheses", "7 rows from 5 origins", "2 analysts"."""
    matrix = weighed.matrix
    origins = len({row.origin or f"row {row.id}" for row in matrix.rows})
    people = {cell.who for cell in matrix.cells if not cell.is_proposed}
    ending = "hypothesis" if len(matrix.hypotheses) == 1 else "hypotheses"
    rows = f"{many(len(matrix.rows), 'row')} from {many(origins, 'origin')}"
    return (f"{len(matrix.hypotheses)} {ending}", rows, many(len(people), "analyst"))


def is_answered(weighed: Weighed) -> bool:
    """Whether the answer names a hypothesis."""
    return not lack(weighed) and weighed.hypotheses[0].band in NAMING


def answer(weighed: Weighed) -> str:
    """A sentence: the band with its range, and the confidence apart; "Not enough" where nothing tells."""
    if lacking := lack(weighed):
        return f"Not enough: {lacking}."
    best = weighed.hypotheses[0]
    name, sure = on_one_line(best.hypothesis), CONFIDENCES[weighed.confidence]
    if best.band in NAMING:
        return f"It is {best.band} ({RANGES[best.band]}), with {sure}, that {name} holds."
    chance = f"{_has(best.band)} ({RANGES[best.band]})"
    return f"Not enough to name one: even the most probable, {name}, {chance}, with {sure}."


def _has(found: Band) -> str:
    if found == "roughly even chance":
        return "has a roughly even chance"
    return f"has {found}" if found == "almost no chance" else f"is {found}"


def lack(weighed: Weighed) -> str:
    """What keeps the question from any answer; "" where nothing does."""
    fares = weighed.hypotheses
    if len(fares) < 2:
        return "there are not two hypotheses to set side by side"
    if not any(w.diagnosticity * w.counts * w.trust > 0 for w in weighed.rows):
        return "no row that counts tells the hypotheses apart"
    leading = [f for f in fares if f.probability > fares[0].probability - 1e-9]
    if len(leading) > 1:
        names = listed([f.hypothesis for f in leading])
        return f"{names} lead alike, with {per_cent(leading[0].probability)} each"
    return ""


def readings(weighed: Weighed) -> str:
    """Whether both readings, by inconsistency and by likelihood, lead with the same hypothesis."""
    if lack(weighed):
        return ""
    first = [f.hypothesis for f in weighed.hypotheses if f.rank == 1]
    best = weighed.hypotheses[0].hypothesis
    if first == [best]:
        return f"Both readings lead with {best}: it is the least inconsistent, and the most probable."
    verb = "is" if len(first) == 1 else "are"
    alike = " alike" if len(first) > 1 else ""
    most = f"most probable is {best}"
    return f"The two readings differ: least inconsistent {verb} {listed(first)}{alike}, {most}."


def outcome(matrix: Matrix) -> str:
    """What turned out; "" where nothing has yet."""
    if matrix.outcome is None:
        return ""
    return f"What turned out: {matrix.outcome}, {hypothesis_words(matrix, matrix.outcome)}."


def hypothesis_words(matrix: Matrix, identity: str, most: int = 160) -> str:
    """In quotation marks; the id where there is none of that id."""
    text = next((h.text for h in matrix.hypotheses if h.id == identity), None)
    return quoted(short(text, most).rstrip("."), most) if text is not None else on_one_line(identity)


def prior(hypothesis: Hypothesis) -> str:
    return "" if hypothesis.prior is None else f"before any row: {per_cent(hypothesis.prior)}"


def per_cent(probability: float) -> str:
    """Never 0 % or 100 %, which no weighing gives; what rounds to it is "under 1 %" or "over 99 %"."""
    if probability < 0.005:
        return "under 1 %"
    return "over 99 %" if probability > 0.995 else f"{round(100 * probability)} %"


def planted(probability: float) -> str:
    """Of a row, of which somebody may well say that it is certain."""
    return f"{round(100 * probability)} %"


def likely(fare: Fare) -> str:
    """ "likely, 68 % (47 to 86 %)"."""
    return f"{fare.band}, {per_cent(fare.probability)} ({span(fare)})"


def span(fare: Fare) -> str:
    low, high = per_cent(fare.low), per_cent(fare.high)
    return low if low == high else f"{low.removesuffix(' %')} to {high}"


def bands(fare: Fare) -> str:
    """What its range means in words: "from unlikely to very likely"."""
    low, high = (f"{'a ' * (words == _EVEN)}{words}" for words in (band(fare.low), band(fare.high)))
    return low if low == high else f"from {low} to {high}"


def rank(fare: Fare) -> str:
    return f"inconsistency {number(fare.inconsistency)}, rank {fare.rank}"


def number(value: float) -> str:
    """With at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def mark(cells: Sequence[Cell]) -> str:
    """What stands in the matrix: people's marks, all that differ; else the machine's in lower case."""
    said = sorted({c.mark for c in cells if not c.is_proposed}, key=MARKS.index)
    if len(said) > 2:
        return f"{said[0]}…{said[-1]}"
    if said:
        return "/".join(said)
    proposed = [c.mark for c in cells if c.is_proposed]
    return f"{proposed[0].lower()}{PROPOSED}" if proposed else UNSAID


def mark_words(cells: Sequence[Cell]) -> str:
    """The same in words, for those who hear it."""
    said = sorted({c.mark for c in cells if not c.is_proposed}, key=MARKS.index)
    if said:
        words = listed([MARK_WORDS[m] for m in said])
        return f"analysts disagree: {words}" if len(said) > 1 else words
    proposed = [c.mark for c in cells if c.is_proposed]
    return f"{MARK_WORDS[proposed[0]]}, proposed by the machine" if proposed else "nobody has said"


def tone(cells: Sequence[Cell]) -> str:
    """Its colour's name: that of the mark, "mixed" where people disagree, "none" where nobody has spoken."""
    said = {c.mark for c in cells if not c.is_proposed} or {c.mark for c in cells}
    return "none" if not said else "mixed" if len(said) > 1 else next(iter(said))


def key() -> str:
    """What the signs mean."""
    told = [f"{mark} {words}" for mark, words in MARK_WORDS.items()]
    return (
        f"{'; '.join(told)}; lower case with {PROPOSED} proposed by the machine, no person has spoken; "
        f"{UNSAID} nobody has said."
    )


def who(name: str) -> str:
    return short(name, 60)


def counts(weight: Weight, others: Sequence[str]) -> str:
    """How much of a row of its own it is: "counts 1/3: one origin with R5 and R6"; "" where it is whole."""
    if not others and weight.counts > 1 - 1e-9:
        return ""
    shared = f": one origin with {named(others)}" if others else ""
    return f"counts {share(weight.counts)}{shared}"


def share(value: float) -> str:
    """1/3 where it is such a fraction, else 0.42."""
    near = Fraction(value).limit_denominator(99)
    is_share = near.numerator <= 1 and abs(float(near) - value) < 1e-6
    return str(near) if is_share else number(value)


def named(ids: Sequence[str], most: int = 6) -> str:
    """Ids, the rest by their count."""
    more = [f"{len(ids) - most:,} more"] if len(ids) > most else []
    return listed([*map(on_one_line, ids[:most]), *more])


def deceptive(row: Row) -> str:
    """ "planted or false: 60 %"; "" where nobody says."""
    return "" if row.deceptive is None else f"planted or false: {planted(row.deceptive)}"


def motive(row: Row) -> str:
    """Who would want it found: "if H2 holds, its author would want us to find it"; "" where nobody says."""
    if not row.motives:
        return ""
    names = " or ".join(map(on_one_line, row.motives))
    return f"if {names} holds, its author would want us to find it"


def credibility(row: Row, weight: Weight) -> str:
    """ "credibility 4, doubtful: counts as 50 %", or that it is proposed and not weighed."""
    if row.credibility is None:
        return "" if row.proposed is None else f"credibility {row.proposed} proposed, not weighed"
    told = f"credibility {row.credibility}, {CREDIBILITY.get(row.credibility, 'not of the scale')}"
    # Where a copy is better graded, or the row may be planted, something else decides.
    if weight.trust != DEFAULTS.trust.get(row.credibility):
        return told
    return f"{told}: counts {'in full' if weight.trust == 1 else f'as {planted(weight.trust)}'}"


def proposal(row: Row) -> str:
    """What is proposed, and why; "" where nothing is, or a person has set one."""
    if row.proposed is None or row.credibility is not None:
        return ""
    why = f": {on_one_line(row.proposed_why)}" if row.proposed_why else ""
    return sentence(f"Credibility {row.proposed} is proposed, and weighs nothing until a person sets it{why}")


def source(row: Row) -> str:
    """Who says it and when: what is not known is left out, but for a claim."""
    told = [short(row.source)] if row.source else []
    told += [date(row.when)] if row.when or row.kind == "claim" else []
    return ", ".join(told)


def origin(row: Row) -> str:
    from sayso.ledger.question_forgetting import FORGOTTEN

    if row.text == FORGOTTEN and not row.origin_name:
        return FORGOTTEN
    name = row.origin_name or row.origin
    return short(name).rstrip(" ,;") if name else "not known"


def ratios(weighed: Weighed, weight: Weight) -> tuple[tuple[str, float], ...]:
    """Likelihood ratios by hypothesis, in the matrix's order, those without any left out."""
    return tuple((h.id, weight.ratios[h.id]) for h in weighed.matrix.hypotheses if h.id in weight.ratios)


def ratio_words(ratio: float) -> str:
    """ "somewhat for (odds × 1.9)"."""
    import math

    return "no weight" if ratio <= 0 else odds(math.log(ratio)).replace("weighs nothing", "no weight")


def assumption(made: Assumption) -> str:
    """ "challenged: it was so (bruno: two trials said otherwise)"."""
    why = on_one_line(made.why)
    by = f" ({who(made.who)}: {why})" if why and made.who else ""
    return f"{STANDINGS[made.standing]}: {on_one_line(made.text)}{by}"


def unfilled(weighed: Weighed, most: int = 12) -> str:
    """Cells on which nobody has said anything; "" where there are none."""
    cells = [f"{on_one_line(row)} × {on_one_line(h)}" for row, h in weighed.unfilled]
    if not cells:
        return ""
    more = [f"{len(cells) - most:,} more"] if len(cells) > most else []
    return f"Nobody has said anything on {many(len(cells), 'cell')}: {listed([*cells[:most], *more])}."


def ranged(weighed: Weighed) -> str:
    """The number behind the band, and how far it may be off; "" where the answer names nobody."""
    if not is_answered(weighed):
        return ""
    leader = weighed.hypotheses[0]
    over = f"over the stated ranges of the likelihood ratios {span(leader)}, {bands(leader)}"
    return f"By the Bayesian reading {per_cent(leader.probability)}; {over}."


def leader(weighed: Weighed, most: int = 600) -> str:
    """ "H2: “The Sarrovian service did”"; "" where the answer names nobody."""
    if not is_answered(weighed):
        return ""
    identity = weighed.hypotheses[0].hypothesis
    return f"{on_one_line(identity)}: {hypothesis_words(weighed.matrix, identity, most)}"


def reasons(weighed: Weighed) -> tuple[str, ...]:
    return tuple(map(told, weighed.reasons))


def told(words: str) -> str:
    """A sentence of the engine's: capital, full stop, and a space before the sign as everywhere here."""
    return _PER_CENT.sub(" %", sentence(capital(words)))


def fares(weighed: Weighed) -> Iterable[tuple[Hypothesis, Fare]]:
    """Each hypothesis with how it fares, most probable first."""
    by_id = {h.id: h for h in weighed.matrix.hypotheses}
    return [(by_id[f.hypothesis], f) for f in weighed.hypotheses if f.hypothesis in by_id]


def stated(weighed: Weighed) -> Iterable[tuple[Hypothesis, Fare]]:
    """The same in the order in which they were stated."""
    by_id = {f.hypothesis: f for f in weighed.hypotheses}
    return [(h, by_id[h.id]) for h in weighed.matrix.hypotheses if h.id in by_id]


__all__ = ["CONFIDENCES", "cut", "date", "listed", "many", "sentence", "short"]
