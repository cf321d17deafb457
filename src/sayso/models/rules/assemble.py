"""From candidates to attributions: whole quotations, no two for one cue, and who lies inside whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.claims import quotations
from sayso.claims.cues import Lexicon
from sayso.models.rules import adjuncts, labels, nominal, quoted, tree, verbs
from sayso.models.rules.candidate import Candidate
from sayso.types import Spans, Unplaced

if TYPE_CHECKING:
    from spacy.tokens import Doc


def candidates(doc: Doc, lexicon: Lexicon) -> tuple[list[Candidate], list[Unplaced]]:
    """Every candidate of a parsed text, in order of their cues, and the quotations nobody speaks."""
    marks = quotations.find(doc.text)
    found = [*adjuncts.find(doc, lexicon), *nominal.find(doc, lexicon), *verbs.find(doc, lexicon)]
    found = _one_per_cue(found)
    _cite(found)
    quoted.widen(doc, found, marks)
    found += quoted.speakers(doc, found, marks, lexicon)
    found += labels.find(doc, found, marks)
    orphans = quoted.carry_on(doc, found, marks)
    found = [c for c in _one_per_cue(found) if c.content - c.source - set(c.cue)]
    found.sort(key=lambda c: (c.cue[0], -len(c.content)))
    return found, [_unspoken(doc.text, q) for q in orphans]


def _unspoken(text: str, q: quotations.Quotation) -> Unplaced:
    return Unplaced("source", text[q.span.start : q.span.end], "a quotation with no speaker in sight", q.span)


def _one_per_cue(found: list[Candidate]) -> list[Candidate]:
    """The first candidate for each cue word: the rules are called in order of how much they know."""
    taken: set[int] = set()
    kept = []
    for candidate in found:
        if candidate.head.i not in taken:
            # The noun's rule reads "came to the conclusion that"; the verb's must not read it again.
            taken |= {candidate.head.i} | (set(candidate.cue) if candidate.rule == "noun" else set())
            kept.append(candidate)
    return kept


def _cite(found: list[Candidate]) -> None:
    """Give "citing X" the content of the verb it hangs on, and put X behind that verb's speaker."""
    by_head = {c.head.i: c for c in found}
    for candidate in found:
        if candidate.rule != "citing":
            continue
        outer = by_head.get(candidate.head.head.i)
        if outer is not None and outer is not candidate:
            own = tree.subtree(candidate.head)
            outer.content -= own
            candidate.content = set(outer.content) - own
            candidate.within = outer


def content_spans(doc: Doc, candidate: Candidate) -> Spans:
    """The content as spans: quotations whole, without what is source or cue."""
    own = set(candidate.cue) | candidate.source
    return tree.spans(doc, candidate.content - own, candidate.quoted)
