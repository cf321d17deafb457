"""A finding on a terminal: the verdict with its reasons, both sides in their words, and what is not known.

Imports rich, so it is itself imported late.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from sayso.findings import Evidence, Finding, Label, Searched, Value, Verdict
from sayso.views.evidence import wording
from sayso.views.evidence.replaying import Replay
from sayso.views.inert import on_one_line
from sayso.views.terminal import Terminal, Words

SHOWN = 8
"""Pieces of evidence of a side that are shown; the page has them all."""
BRIEF = 4
"""So many of what does not settle it, and of what is set aside, a line each."""
QUOTED = 600
"""Characters of a quote."""
SHORT = 12
"""Digits of an id that are shown."""
_FAINT = "bright_black"
_VERDICTS: dict[Verdict, str] = {
    "supported": "bold green",
    "disputed": "bold red",
    "mixed": "bold yellow",
    "not enough": "bold",
}
_LABELS: dict[Label, str] = {"supports": "green", "refutes": "red", "neutral": _FAINT}
_COVERED: dict[Searched, str] = {"searched": "", "degraded": "yellow", "not set up": _FAINT}


def lines(finding: Finding, terminal: Terminal) -> Iterator[RenderableType]:
    """All that a reader needs of one finding."""
    shown = _Shown(finding, terminal)
    yield from shown.head()
    groups = wording.groups(finding)
    for name, words in (("for", "For it"), ("against", "Against it")):
        yield from shown.side(words, groups[name])
    yield from shown.briefly("Does not settle it", groups["open"])
    yield from shown.briefly("Set aside, as no evidence", groups["aside"])
    yield from shown.times()
    yield from shown.figures()
    yield from shown.coverage()
    yield from shown.wanted()


def closing(terminal: Terminal) -> Iterator[RenderableType]:
    yield Text()
    words = "--html FILE shows it all as a page; --json FILE keeps it, and --replay FILE makes it anew."
    yield terminal.say((words, _FAINT))


@dataclass(slots=True)
class _Shown:
    finding: Finding
    terminal: Terminal

    def head(self) -> Iterator[RenderableType]:
        finding, say = self.finding, self.terminal.say
        yield self.terminal.rule("━", wording.claim_words(finding.asked))
        about: list[Words] = [" · ".join(wording.made_by(finding.asked))]
        if finding.asked.claim:
            about.append((f" · {finding.asked.claim[:SHORT]}", "cyan"))
        yield say(*about)
        yield Text()
        style = _VERDICTS[finding.verdict]
        yield say((finding.verdict, style), f", with {wording.CONFIDENCES[finding.confidence]}")
        yield say(" · ".join(wording.counts(finding)))
        for reason in finding.reasons:
            yield say(wording.sentence(reason))
        yield say((wording.item_credibility(finding), _FAINT))

    def side(self, name: str, numbers: Sequence[int]) -> Iterator[RenderableType]:
        if not numbers:
            return
        yield self.terminal.rule("─", name)
        origins = wording.by_origin(self.finding, numbers)
        for place, (first, *others) in enumerate(origins[:SHOWN]):
            if place:
                yield Text()
            yield from self._piece(first)
            if others:
                told = "; ".join(map(self._elsewhere, others[:BRIEF]))
                more = f" and {len(others) - BRIEF:,} more" if len(others) > BRIEF else ""
                yield self._under((f"from the same origin: {told}{more}", _FAINT))
        yield from self._more(sum(map(len, origins[SHOWN:])))

    def _elsewhere(self, number: int) -> str:
        evidence = self.finding.evidence[number]
        published = wording.published(self.finding, evidence)
        return f"{wording.outlet(evidence.passage)}, {published} [{self._number(number)}]"

    def _piece(self, number: int) -> Iterator[RenderableType]:
        evidence = self.finding.evidence[number]
        passage = evidence.passage
        margin = f"{self._number(number):>3}  "
        yield self.terminal.say(self._quote(evidence), margin=margin, columns=5)
        yield self._under((wording.outlet(passage), "bold"), f", {wording.published(self.finding, evidence)}")
        said = "; ".join(wording.voices(passage.chains))
        if said:
            yield self._under((f"said by: {said}", ""))
        style = _LABELS[evidence.label]
        reason = wording.reason(evidence)
        yield self._under((wording.likely(evidence), style), f" · {reason}" if reason else "")
        for check in evidence.checks:
            yield self._under((f"{wording.check_words(check)}: ", _FAINT), on_one_line(check.why).rstrip("."))
        if passage.rating:
            yield self._under(wording.rating_words(passage.rating))
        where = passage.address or passage.id
        source = wording.SOURCES.get(passage.source, passage.source)
        yield self._under((f"{source} · origin: {wording.origin_words(evidence)}", _FAINT))
        yield self._under((on_one_line(where), _FAINT))

    def briefly(self, name: str, numbers: Sequence[int]) -> Iterator[RenderableType]:
        if not numbers:
            return
        yield self.terminal.rule("─", name)
        for number in numbers[:BRIEF]:
            evidence = self.finding.evidence[number]
            published = wording.published(self.finding, evidence)
            why = wording.ASIDES[evidence.aside] if evidence.aside else wording.likely(evidence)
            yield self.terminal.say(
                wording.cut(self._quote(evidence), 160),
                (f" {wording.outlet(evidence.passage)}, {published}: {why}", _FAINT),
                margin=f"{self._number(number):>3}  ",
                columns=5,
            )
        yield from self._more(len(numbers) - BRIEF)

    def _more(self, count: int) -> Iterator[RenderableType]:
        if count > 0:
            yield self._under((f"… and {count:,} more; --html FILE shows all.", _FAINT))

    def times(self) -> Iterator[RenderableType]:
        timed = wording.timed(self.finding)
        if not timed:
            return
        yield self.terminal.rule("─", "Known then, and now")
        yield self.terminal.say(wording.then_and_now(self.finding))
        if self.finding.then is None:
            return
        for words, stand_for, against, unsettled in timed:
            told = f"{words}: {stand_for} for, {against} against, {unsettled} not settling it"
            yield self.terminal.say(told, margin="  · ", columns=4)

    def figures(self) -> Iterator[RenderableType]:
        if not self.finding.values:
            return
        yield self.terminal.rule("─", "How many, said whom, when")
        rows = [self._figure(value) for value in self.finding.values]
        widths = [min(34, max(len(row[n]) for row in rows)) for n in range(2)]
        for row in rows:
            cells = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
            yield self.terminal.say(f"{cells}  {row[2]}", (f" · {row[3]}", row[4]), margin="  ", columns=2)

    def _figure(self, value: Value) -> tuple[str, str, str, str, str]:
        counts = f" {on_one_line(value.counts)}" if value.counts else ""
        number = f" [{self._number(value.evidence)}]" if value.evidence is not None else ""
        agrees = wording.agreement(value)
        style = {True: "green", False: "red", None: _FAINT}[value.agrees]
        name = wording.cut(wording.speaker(self.finding.asked, value), 60)
        read = wording.cut(f"{wording.value_words(value)}{counts}", 34)
        said = f"{name}: “{wording.short(value.words, 80)}”"
        return wording.cut(wording.date(value.published), 28), read, said, f"{agrees}{number}", style

    def coverage(self) -> Iterator[RenderableType]:
        if not self.finding.coverage:
            return
        yield self.terminal.rule("─", "Where evidence was sought")
        for one in self.finding.coverage:
            style = _COVERED[one.state]
            yield self.terminal.named(wording.short(one.source, 30), (wording.searched(one), style))

    def wanted(self) -> Iterator[RenderableType]:
        if not self.finding.wanted:
            return
        yield self.terminal.rule("─", "What would settle it")
        for words in self.finding.wanted:
            yield self.terminal.say(wording.sentence(words), margin="  · ", columns=4)

    def _number(self, number: int) -> int:
        return wording.shown_numbers(self.finding)[number]

    def _quote(self, evidence: Evidence) -> str:
        quote = wording.cut(on_one_line(evidence.passage.quote), QUOTED)
        return f"{wording.stance_words(evidence.passage.stance)}“{quote}”"

    def _under(self, *parts: Words) -> RenderableType:
        return self.terminal.say(*parts, columns=5)


def replayed(replay: Replay, terminal: Terminal) -> Iterator[RenderableType]:
    """Whether a finding comes out the same, and if not, what differs."""
    yield terminal.say(
        (replay.headline, "bold green" if replay.is_same else "bold red"),
        f": {replay.words} ({replay.method})",
    )
    for one in replay.differs:
        yield terminal.say(
            (f"{one.where}: ", "bold"),
            f"{one.was} in the file, {one.made} made anew",
            margin="  · ",
            columns=4,
        )
