"""The citations of one document: where its text says that it has something from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from sayso.lineage.citation import addresses, contexts, credits, media, mentions, naming, wording
from sayso.lineage.citation.contexts import Context
from sayso.lineage.citation.mention import Mention
from sayso.lineage.citation.naming import Home, Known
from sayso.lineage.citation.sentences import Sentences, claims_in, lines
from sayso.lineage.links import Citation
from sayso.types import Attribution, Reading, Span

_LAST_LINES = 6
_CUE_REACH = 40
"""Characters between the cue of "told" and the one who was told."""
_UNSAID = frozenset({"thinks", "doubts", "asks", "promises"})
_SOURCE_LINE = re.compile(
    r"^\W{0,3}(?:(?:original )?sources?|via|read (?:the )?(?:more|original)|link)\s?:?\s*$", re.I
)


def citations(reading: Reading, known: Collection[str] = ()) -> tuple[Citation, ...]:
    """Where the text says that it has something from, in the order of the text.

    The document's own outlet is never among them: "told the Herald" in the Herald is its own recording.

    Args:
        known: the outlets of the ledger, as shown; pass one frozenset for all documents, for it is
            made ready once (`Outlets.names`).
    """
    document = reading.document
    finder = _Finder(reading, naming.ready(known), naming.home(document))
    found = sorted(finder.all(), key=lambda c: (c.span, c.manner))
    return tuple(_once(found))


def _once(found: Sequence[Citation]) -> Iterator[Citation]:
    """No two at overlapping places; the first found wins, and tags come before what the words say."""
    end = -1
    for citation in found:
        if citation.span.start >= end or citation.span.end == citation.span.start:
            yield citation
            end = max(end, citation.span.end)


class _Finder:
    """What is known of one document while its citations are looked for."""

    def __init__(self, reading: Reading, known: Known, home: Home) -> None:
        self.reading, self.text, self.home, self.also = reading, reading.document.text, home, known.full
        self.sentences = Sentences(self.text)
        self.links = list(addresses.addresses(self.text))
        self.mentions = mentions.find(self.text, known, [link.span for link in self.links])

    def all(self) -> Iterator[Citation]:
        taken: list[Span] = []
        for citation in self._whole():
            taken.append(citation.span)
            if citation.name is None or not self.home.bears(citation.name):
                yield citation
        yield from self._links()
        yield from self._mentioned(taken + self._credit_lines)

    def _whole(self) -> Iterator[Citation]:
        """Those that hold for the document as a whole."""
        self._credit_lines: list[Span] = []
        yield from credits.head(self.text, self.also)
        for span, found in credits.tail(self.text, self.mentions, self.also):
            self._credit_lines.append(span)
            yield from found
        for author in self.reading.document.authors:
            if author not in self.text and (medium := media.certain(author)) and medium.kind == "agency":
                yield Citation(Span(0, 0), author, "wire", None, why=f"its author is given as {author}")

    def _links(self) -> Iterator[Citation]:
        ends = list(lines(self.text))[-_LAST_LINES:] if self.links else []
        for link in self.links:
            host = naming.host_of(link.address)
            if not host or host == self.home.host:
                continue
            line = next((s for s in ends if s.start <= link.span.start < s.end), None)
            lead = self.text[line.start : link.span.start] if line else "-"
            whole = line is not None and (not lead.strip() or bool(_SOURCE_LINE.match(lead)))
            covered = None if whole else self._in_sentence(link.span.start)
            yield Citation(link.span, None, "link", covered, link.address, f"it leads to {host}")

    def _mentioned(self, taken: Sequence[Span]) -> Iterator[Citation]:
        found = contexts.contexts(self.text, self.mentions)
        last: Citation | None = None
        for mention, around in zip(self.mentions, found, strict=True):
            if _inside(mention.span, taken):
                continue
            context = around or self._spoken(mention)
            if context is None or (context.of_itself and not self._quotes_other(mention)):
                continue
            if mention.name is not None and self.home.bears(mention.name):
                last = None
                continue
            citation = self._citation(mention, context, last)
            if citation is not None:
                last = citation if citation.name else last
                yield citation

    def _citation(self, mention: Mention, context: Context, last: Citation | None) -> Citation | None:
        manner = "vague" if mention.sort == "vague" else context.manner
        covered = self._covered(mention, context)
        why = f"“{self._shown(mention, context)}”"
        name = mention.name
        if mention.sort == "back":
            if last is None or last.name is None or not _may_be(mention, last):
                return None
            name = last.name
        return Citation(mention.span, name, manner, covered, why=why)

    def _shown(self, mention: Mention, context: Context) -> str:
        name = self.text[mention.phrase.start : mention.phrase.end]
        at = self.text.find(context.words, max(0, mention.phrase.start - 100), mention.phrase.start)
        shown = f"{context.words} {name}" if at >= 0 else f"{name} {context.words}"
        return " ".join(shown.split())

    def _covered(self, mention: Mention, context: Context) -> tuple[int, ...]:
        spoken = [
            number
            for number, attribution in enumerate(self.reading.attributions)
            if _speaks(attribution, mention)
            or (context.manner == "told" and self._told(attribution, mention))
        ]
        covered = tuple(
            number
            for number, claim in enumerate(self.reading.claims)
            if any(voice in spoken for chain in claim.chains for voice in chain)
        )
        if covered:
            return covered
        opened = self.text[max(0, mention.phrase.start - 8) : mention.phrase.start]
        if context.manner == "credit" and "(" in opened:
            return self._in_sentence(max(0, mention.phrase.start - len(opened) + opened.index("(") - 2))
        return self._in_sentence(mention.span.start)

    def _in_sentence(self, place: int) -> tuple[int, ...]:
        return claims_in(self.reading.claims, self.sentences.at(place))

    def _told(self, attribution: Attribution, mention: Mention) -> bool:
        """Whether the cue stands right before the one who was told."""
        start = max(mention.phrase.start - _CUE_REACH, self.sentences.at(mention.span.start).start)
        return any(start <= cue.start < mention.phrase.start for cue in attribution.cue)

    def _spoken(self, mention: Mention) -> Context | None:
        """The reading has the medium speak, in words that no pattern knows."""
        if not mention.sure or mention.sort in ("back", "platform") or contexts.beside(self.text, mention):
            return None
        for attribution in self.reading.attributions:
            cue = self.reading.text(attribution.cue)
            if attribution.act in _UNSAID or not wording.SPOKEN.search(cue):
                continue
            if _heads(attribution, mention, self.text):
                return Context("report", cue)
        return None

    def _quotes_other(self, mention: Mention) -> bool:
        """Of "the Times said it had seen …": whether what it says is not of itself after all."""
        after = self.text[mention.phrase.end : mention.phrase.end + 80]
        return bool(
            re.search(r"\bit (?:had|has) (?:seen|obtained|spoken|learned|reviewed|been told)\b", after)
        )


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in spans)


def _speaks(attribution: Attribution, mention: Mention) -> bool:
    return any(a < mention.span.end and mention.span.start < b for a, b in attribution.source)


def _heads(attribution: Attribution, mention: Mention, text: str) -> bool:
    """Whether the medium is the one who speaks, and not somebody of it: "the editor of the Herald"."""
    for start, end in attribution.source:
        if start <= mention.span.start and mention.span.end <= end:
            if text[mention.phrase.end : end].strip(' "”»')[:1] not in ("", ",", "("):
                return False
            return start >= mention.phrase.start - 1 or text[
                start : mention.phrase.start
            ].strip().lower() in (
                "",
                "by",
                "in",
                "on",
            )
    return False


def _may_be(mention: Mention, last: Citation) -> bool:
    """Whether "the agency" or "the newspaper" may be the medium spoken of before."""
    kinds = {bearer.medium.kind for bearer in media.bearers(last.name or "")}
    if mention.agency:
        return not kinds or "agency" in kinds
    return kinds != {"agency"}
