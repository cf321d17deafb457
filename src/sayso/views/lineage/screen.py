"""A family on a terminal: the headline, a tree of who had it from whom, and what is doubtful about it.

Imports rich, so it is itself imported late.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.text import Text
from rich.tree import Tree

from sayso.lineage.links import OUTSIDE, Family, Link, Telling
from sayso.views.inert import on_one_line
from sayso.views.lineage import wording
from sayso.views.lineage.folding import Fold, shown_children
from sayso.views.lineage.forest import Branch, Root, forest
from sayso.views.lineage.record import outlets
from sayso.views.terminal import MAX_COLUMNS, Terminal, Words
from sayso.views.words import KIND_WORDS

DEEPEST = 10
"""Levels of the tree; deeper tellings stand at the last, each saying from whom it has it."""
_FAINT = "bright_black"
_STATES = {"independent": "bold", "not established": "bold yellow", "not recorded": "bold yellow"}


def lines(family: Family, terminal: Terminal, *, full: bool = False) -> Iterator[RenderableType]:
    """All that is known of one family; `full`: every copy, instead of how many there are."""
    drawn = _Drawn(family, terminal, full)
    yield terminal.rule("━", wording.quoted(family.tellings[0]))
    articles, origins, recordings = wording.headline(family)
    yield terminal.say(f"{articles} · ", (origins, _STATES[family.state]), f" · {recordings}")
    for root in forest(family):
        yield Text()
        yield drawn.root(root)
    yield from _doubts(family, terminal)


def closing(terminal: Terminal, others: Sequence[Family], hidden: bool) -> Iterator[RenderableType]:
    """What else was found, and what may be done with it."""
    if others:
        yield terminal.rule("─", f"Also found for these words: {wording.many(len(others), 'claim')}")
    for other in others[:5]:
        words = wording.quoted(other.tellings[0], 60)
        counted = f" · {wording.many(other.documents, 'article')} · {wording.origins_words(other)}"
        yield terminal.say(words, (counted, _FAINT), margin="  · ", columns=4)
        yield terminal.say((f"sayso trace {other.tellings[0].id[: wording.SHORT]}", "cyan"), columns=4)
    yield Text()
    more = "--full shows every copy. " if hidden else ""
    mend = 'sayso decide ID cut|turn|join ID --why "..." mends a link.'
    yield terminal.say((f"{more}--html FILE draws it. {mend}", _FAINT))


def hides(family: Family) -> bool:
    """Whether copies are folded where not all are asked for."""
    waiting = [branch for root in forest(family) for branch in root.branches]
    for branch in waiting:
        waiting.extend(branch.children)
    return any(isinstance(c, Fold) for b in waiting for c in shown_children(b.children, family))


def table(families: Sequence[Family], terminal: Terminal) -> Iterator[RenderableType]:
    """Claims with how many articles and origins each has, in the order given."""
    head = f"{'articles':>8} {'outlets':>8} {'origins':>8}  "
    yield terminal.say(("claim", "bold"), margin=head, columns=len(head))
    for family in families:
        counted = f"{family.documents:>8,} {outlets(family):>8,} {_interval(family):>8}  "
        style = "" if family.state == "independent" else "yellow"
        first = family.tellings[0]
        words = wording.stance_of(first) + wording.cut(on_one_line(first.words), 120)
        yield terminal.say(words, margin=counted, columns=len(head))
        yield terminal.say(
            (wording.origins_words(family), style or _FAINT),
            (f" · {family.tellings[0].id[: wording.SHORT]}", "cyan"),
            columns=len(head),
        )
    yield Text()
    yield terminal.say(("sayso trace ID shows who had it from whom.", _FAINT))


def _interval(family: Family) -> str:
    if family.state == "not recorded":
        return "?"
    return str(family.low) if family.low == family.high else f"{family.low}–{family.high}"


@dataclass(slots=True)
class _Drawn:
    """The tree of one family."""

    family: Family
    terminal: Terminal
    full: bool

    def root(self, root: Root) -> RenderableType:
        tree = Tree(self._text(self._root_words(root)), guide_style=_FAINT)
        # Depth goes on a stack of its own: a family may be a chain of hundreds.
        waiting: list[tuple[Tree, Branch | Fold, int]] = [(tree, b, 1) for b in reversed(self._of(root))]
        while waiting:
            above, one, depth = waiting.pop()
            if isinstance(one, Fold):
                above.add(self._text([(one.words, _FAINT)]))
                continue
            own = above.add(Group(*self._telling(one, depth)))
            below = own if depth < DEEPEST else above
            waiting += [(below, child, depth + 1) for child in reversed(self._children(one))]
        return Constrain(tree, MAX_COLUMNS)

    def _of(self, root: Root) -> list[Branch | Fold]:
        return list(root.branches) if self.full else shown_children(root.branches, self.family)

    def _children(self, branch: Branch) -> list[Branch | Fold]:
        return list(branch.children) if self.full else shown_children(branch.children, self.family)

    def _root_words(self, root: Root) -> list[Words]:
        if root.several:
            return [(wording.several(root.several), "bold yellow")]
        if root.origin is None:
            name = (
                f"{wording.outside(root.outside)}, outside the ledger"
                if root.outside
                else "from nobody named"
            )
            return [(name, "bold yellow")]
        origin = root.origin
        if origin.kind == "outlet" and not origin.outside:
            bare = ", which does not say where it has it from"
            return [(wording.origin_words(origin), "bold"), (bare, "yellow")]
        kind = "" if origin.kind == "outlet" else f", {KIND_WORDS[origin.kind]}"
        words: list[Words] = [(wording.origin_words(origin), "bold"), (kind, _FAINT)]
        if not origin.told_apart:
            words.append((f" (not told apart: {on_one_line(origin.why).rstrip('.')})", "yellow"))
        return words

    def _telling(self, branch: Branch, depth: int) -> Iterator[Text]:
        telling, link = branch.telling, branch.link
        publication = self.family.publications.get(telling.document)
        head: list[Words] = [("? ", "bold yellow")] if branch.undecided else []
        head += [(wording.outlet(publication), "bold"), f", {wording.published(publication)}"]
        if depth > DEEPEST and link:
            head.append((f", from {self._name(link.one)}", ""))
        if link and not branch.undecided:
            head += [(", ", _FAINT), *_had(link, telling, again=branch.again)]
        yield self._text([*head, (f"  {telling.id[: wording.SHORT]}", "cyan")])
        if link is None or link.one.startswith(OUTSIDE) or link.drifts:
            stance = (wording.stance_of(telling), "bold red")
            yield self._text([stance, f"“{on_one_line(telling.words)}”"])
        if link and branch.undecided:
            one = f"one has it from the other, {self._name(link.one)}, or both from a third: "
            yield self._text([(one + _why_unknown(link), "yellow")])
        elif link and (drifted := "; ".join(wording.changes(link.drifts))):
            yield self._text([(drifted, "magenta")])
        for other in branch.also:
            drifted = "".join(f"; {change}" for change in wording.changes(other.drifts))
            also = f"also from {self._name(other.one)}, "
            yield self._text([also, *_had(other, telling), (drifted, "magenta")])

    def _name(self, identity: str) -> str:
        return name_of(self.family, identity)

    def _text(self, parts: Sequence[Words]) -> Text:
        text = Text()
        for part in parts:
            words, style = (part, "") if isinstance(part, str) else part
            text.append(self.terminal.plain(words), style=style)
        return text


def _had(link: Link, child: Telling, *, again: bool = False) -> Iterator[Words]:
    """How it was had, how surely, and who decided so."""
    yield (wording.AGAIN if again else wording.how(link, child), _FAINT)
    if doubt := wording.doubt(link):
        yield (f" ({doubt})", "yellow")
    if link.judgement:
        yield (f", decided by judgement {link.judgement[: wording.SHORT]}", "green")


def name_of(family: Family, identity: str) -> str:
    """The outlet of a telling, or what lies outside the ledger."""
    if identity.startswith(OUTSIDE):
        return f"{wording.outside(identity)} (outside the ledger)"
    found = next((t for t in family.tellings if t.id == identity), None)
    return wording.outlet_of(family, found) if found else identity[: wording.SHORT]


def _doubts(family: Family, terminal: Terminal) -> Iterator[RenderableType]:
    """Circles, clashes and what nothing decides."""
    by_id = {telling.id: telling for telling in family.tellings}
    if family.circles:
        yield terminal.rule("─", "Circular reporting")
    for circle in family.circles:
        path = " → ".join(_dated(family, by_id.get(t), t) for t in wording.round_of(family, circle))
        yield terminal.say((path, "bold red"), f": {on_one_line(circle.why)}", margin="  ↻ ", columns=4)
    if family.clashes:
        yield terminal.rule("─", "Clocks that contradict the text")
    for clash in family.clashes:
        pair = " from ".join(_dated(family, by_id.get(t), t) for t in (clash.child, clash.parent))
        yield terminal.say((pair, "bold red"), f": {on_one_line(clash.why)}", margin="  ! ", columns=4)
    if family.undecided:
        yield terminal.rule("─", "Direction unknown")
    for link in family.undecided:
        pair = " and ".join(_dated(family, by_id.get(t), t) for t in (link.one, link.other))
        yield terminal.say((pair, "yellow"), f": {_why_unknown(link)}", margin="  ? ", columns=4)


def _dated(family: Family, telling: Telling | None, identity: str) -> str:
    if telling is None:
        return name_of(family, identity)
    publication = family.publications.get(telling.document)
    return f"{wording.outlet(publication)} ({wording.published(publication)})"


def _why_unknown(link: Link) -> str:
    told = [on_one_line(reason.why).rstrip(" .") for reason in link.reasons if reason.why]
    return "; ".join(dict.fromkeys(told)) or "nothing tells which"
