"""How things are written on a terminal, and one article so: rich renderables, which `cli` prints.

Imports rich, so it is itself imported late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.text import Text

from sayso.types import Stance, Unplaced
from sayso.views.article import ArticleView, Aside, Chain, ClaimView, Fact, Share, Voice
from sayso.views.custody import custody
from sayso.views.inert import on_one_line
from sayso.views.words import APART_WORDS, STANCE_WORDS, Basis

Words = str | tuple[str, str]
"""Plain words, or words and their style."""

MAX_COLUMNS = 100
"""Longer lines are tiring to read; a wider terminal stays empty on the right."""
MARGIN = 5
"""Columns that a claim's number and the gap after it take."""
NAMED = 13
"""Columns that a name in the margin takes."""

_COLOURS: dict[Basis, str] = {
    "person": "blue",
    "institution": "cyan",
    "document": "green",
    "unnamed": "yellow",
    "nobody": "magenta",
    "author": "bright_black",
}
_STANCES: dict[Stance, str] = {
    "asserted": "bright_black",
    "denied": "bold red",
    "hedged": "yellow",
    "predicted": "bold magenta",
    "conditional": "cyan",
    "counterfactual": "bold cyan",
    "asked": "blue",
}
# Fills differ too: without colour the bar still tells its stretches apart.
_FILLS: dict[Basis, str] = dict(zip(_COLOURS, "█▓▒░▚·", strict=True))
_ASCII = str.maketrans(
    {"█": "#", "▓": "=", "▒": "+", "░": "-", "▚": "~", "·": ".", "→": "->", "─": "-", "━": "=", "…": "..."}
    | {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "≥": ">=",
        "≤": "<=",
        "°": " deg",
        "×": "x",
    }
    | {"\u202f": " ", "\xa0": " ", "⟦": "[", "⟧": "]", "×": "x"}
)
SYMBOLS = "█▓▒░▚·→─━“”≥…⟦"
"""What a terminal must be able to show; one that cannot gets ASCII."""


def render(view: ArticleView, *, ascii_only: bool = False) -> RenderableType:
    """The whole article, from its title to its custody."""
    return Terminal(ascii_only).article(view)


def shows_symbols(console: Console) -> bool:
    """Whether the console's encoding has the symbols of the pretty form."""
    try:
        SYMBOLS.encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Terminal:
    """Makes renderables that no words can steer, in the symbols that the terminal has."""

    ascii_only: bool = False

    def say(self, *parts: Words, margin: str = "", columns: int = 0) -> RenderableType:
        """Words that fold at the width, `columns` from the left edge; no part is ever read as markup."""
        text = Text()
        for part in parts:
            words, style = (part, "") if isinstance(part, str) else part
            text.append(self.plain(words), style=style)
        return _Hanging(text, self.plain(margin), columns)

    def named(self, name: str, *parts: Words) -> RenderableType:
        """Words with a name in the margin before them."""
        return self.say(*parts, margin=f"  {name:<11}", columns=NAMED)

    def plain(self, words: str) -> str:
        return words.translate(_ASCII) if self.ascii_only else words

    def article(self, view: ArticleView) -> RenderableType:
        blocks = [self.rule("━", view.title), *self._head(view), Text(), *self._rests_on(view)]
        for claim in view.claims:
            blocks += [Text(), *self.claim(claim)]
        return Group(*blocks, *self._apart(view.asides), *self._unplaced(view.unplaced), *self._foot(view))

    def rule(self, stroke: str, words: str) -> RenderableType:
        return Group(Text(), _Stroke(self.plain(stroke)), self.say((words, "bold")))

    def _head(self, view: ArticleView) -> Iterator[RenderableType]:
        known = [view.publisher, ", ".join(view.authors), view.published]
        if view.modified and view.modified != view.published:
            known.append(f"changed {view.modified}")
        about = " · ".join(item for item in known if item)
        yield self.say(about or "no date, author or publisher found")
        if view.address != view.title:
            yield self.say((view.address, "bright_black"))

    def _rests_on(self, view: ArticleView) -> Iterator[RenderableType]:
        total = len(view.claims)
        if not total:
            yield self.say("No claims found.")
            return
        shares = [share for share in view.rests_on if share.count]
        yield self.say((f"{total} claim{'s'[: total != 1]}, resting on", "bold"))
        yield _Bar(tuple(shares), self)
        for share in shares:
            mark = (f"{_FILLS[share.basis]} {share.count:>3}  ", _COLOURS[share.basis])
            yield self.say(mark, share.words)

    def claim(self, claim: ClaimView) -> Iterator[RenderableType]:
        style = "" if claim.basis == "author" else "bold"
        yield self.say((claim.words, style), margin=f"{claim.number:>3}  ", columns=MARGIN)
        for chain in claim.chains:
            yield self.say(*self.chain(claim, chain), columns=MARGIN)
        yield self.say(*self.facts(claim), columns=MARGIN)

    def chain(self, claim: ClaimView, chain: Chain) -> Iterator[Words]:
        stance = chain.voices[-1].stance if len(claim.chains) > 1 and chain.voices else claim.stance
        yield (STANCE_WORDS[stance], _STANCES[stance])
        yield " · "
        if not chain.voices:
            yield ("author's own word", _COLOURS["author"])
            return
        yield "author"
        for place, voice in enumerate(chain.voices, 1):
            yield " → "
            yield from self.voice(voice, last=place == len(chain.voices))

    def voice(self, voice: Voice, *, last: bool) -> Iterator[Words]:
        yield (voice.label, _COLOURS[Chain((voice,)).basis])
        if voice.said:
            yield (f" (in the text “{voice.said}”)", "bright_black")
        if voice.cue:
            yield (f" “{voice.cue}”", "italic bright_black")
        if voice.target:
            yield (f", of {voice.target}", "bright_black")
        if not last and voice.stance != "asserted":
            yield (f" ({STANCE_WORDS[voice.stance]})", _STANCES[voice.stance])

    def stated(self, claim: ClaimView) -> Iterator[Words]:
        """Its figures, times and places."""
        for number, fact in enumerate((*claim.figures, *claim.times, *claim.places)):
            if number:
                yield (" · ", "bright_black")
            yield from fact_words(fact)

    def facts(self, claim: ClaimView) -> Iterator[Words]:
        if stated := list(self.stated(claim)):
            yield from (*stated, (" · ", "bright_black"))
        for signal in claim.signals:
            yield (f"{signal.value} “{signal.words}” · ", "bright_black")
        check = claim.checkworthy
        yield (f"check {check.score:.2f}: {check.why}", "bright_black")

    def _apart(self, asides: tuple[Aside, ...]) -> Iterator[RenderableType]:
        ordered = sorted(asides, key=lambda a: list(APART_WORDS).index(a.kind))
        for kind, group in groupby(ordered, key=lambda a: a.kind):
            yield self.rule("─", f"{APART_WORDS[kind]}, kept apart")
            for aside in group:
                yield self.say(aside.words, margin="  · ", columns=4)

    def _unplaced(self, unplaced: tuple[Unplaced, ...]) -> Iterator[RenderableType]:
        if unplaced:
            yield self.rule("─", "Seen, but not placed")
        for item in unplaced:
            why = on_one_line(item.why)
            yield self.say(
                (f"{item.what} ", "bright_black"),
                f"“{on_one_line(item.text)}”: {why}",
                margin="  ",
                columns=2,
            )

    def _foot(self, view: ArticleView) -> Iterator[RenderableType]:
        yield self.rule("─", "Custody")
        for note in view.notes:
            yield self.named("note", (note, "yellow"))
        for name, value in (*custody(view.custody), ("method", view.method)):
            yield self.named(name, (value, "bright_black"))
        yield Text()


def fact_words(fact: Fact) -> Iterator[Words]:
    """The value, the words it stands for where they differ, and what must not be overlooked."""
    if not fact.value.casefold().startswith(fact.words.casefold()):
        yield (f"“{fact.words}” ", "bright_black")
    yield fact.value
    notes = [*fact.flags, *([fact.more] if fact.more else [])]
    if notes:
        yield (f" ({'; '.join(notes)})", "yellow" if fact.flags else "bright_black")


@dataclass(frozen=True, slots=True)
class _Hanging:
    """Text folded at the width, `columns` from the left edge; `margin` stands before its first line."""

    text: Text
    margin: str
    columns: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        room = max(10, min(options.max_width, MAX_COLUMNS) - self.columns)
        margin = Text(self.margin.ljust(self.columns), style="bright_black")
        for line in self.text.wrap(console, room, overflow="fold"):
            line.rstrip()
            # Added to the margin, the words would take its style for theirs.
            yield Text().append_text(margin).append_text(line)
            margin = Text(" " * self.columns)


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A line across the width."""

    stroke: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        yield Text(self.stroke * min(options.max_width, MAX_COLUMNS), style="bright_black")


@dataclass(frozen=True, slots=True)
class _Bar:
    """What the article rests on: each stretch as wide as its share, and never invisible."""

    shares: tuple[Share, ...]
    terminal: Terminal

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        cells = cells_of([s.count for s in self.shares], min(options.max_width, MAX_COLUMNS))
        pairs = zip(self.shares, cells, strict=True)
        yield self.terminal.say(*[(_FILLS[s.basis] * n, _COLOURS[s.basis]) for s, n in pairs])


def cells_of(counts: list[int], room: int) -> list[int]:
    """Cells for each count, in proportion, at least one each, `room` in all (if there are so many)."""
    total = sum(counts)
    cells = [max(1, count * room // total) for count in counts]
    widest = max(range(len(cells)), key=cells.__getitem__)
    cells[widest] += room - sum(cells)
    return cells
