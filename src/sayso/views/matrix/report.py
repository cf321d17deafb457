"""A question weighed as a briefing that one can hand over: a page of HTML that prints on A4, or Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sayso import __version__
from sayso.views.inert import visible
from sayso.views.matrix.card import Aside, Card, Item, card
from sayso.views.matrix.rows import RowLine
from sayso.views.matrix.sheet import Sheet
from sayso.views.standalone import standalone

_TEMPLATE = ("sayso.views.matrix", "report.html.j2")
_STYLES = (("sayso.views", "report", "report.css"), ("sayso.views.matrix", "report.css"))
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&!])|^(\s*)([-+=]|\d+(?=[.)]))")
"""What Markdown would act on."""


def report(sheet: Sheet) -> bytes:
    return standalone(_TEMPLATE, _STYLES, c=card(sheet))


def markdown(sheet: Sheet) -> bytes:
    """The same as Markdown; what is quoted can neither mark up nor link."""
    return "".join(f"{line}\n" for line in _markdown(card(sheet))).encode("utf-8", "replace")


def _md(words: str) -> str:
    return _SIGNS.sub(_escaped, visible(" ".join(words.split())))


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\{found[1]}"
    return f"{found[2]}{found[3]}\\" if found[3].isdigit() else f"{found[2]}\\{found[3]}"


def _markdown(c: Card) -> Iterator[str]:
    yield f"# {_md(c.question)}"
    yield ""
    yield " · ".join([*c.summary, *([f"as of {_md(c.changed)}"] if c.changed else []), _md(c.short_id)])
    yield from _section("Answer", _answer(c))
    for aside in c.asides:
        yield from _section(_md(aside.title), _aside(aside))
    yield from _section("Why no more confident, and no less", _list(c.reasons))
    yield from _section("The hypotheses", _fares(c))
    yield from _section("The rows that carry it", (line for r in c.carrying for line in _row(c, r)))
    yield from _section("What would change it", _turns(c))
    yield from _section("Assumptions", _list(f"{i.more} {i.words}" for i in c.assumptions))
    yield from _section("What to seek next", _list(map(_words, c.sought)))
    gaps = [c.unfilled] if c.unfilled else []
    yield from _section("Disagreement, and gaps", _list([*map(_words, c.disputes), *gaps]))
    yield from _section("Looking back: what misled", _list(map(_led, c.misled)))
    yield from _section("How this was weighed", _method(c))
    rows = c.lists[0].rows if c.lists else ()
    yield from _section("Annex A: all rows", (line for r in rows for line in _row(c, r, whole=True)))
    deeds = (f"{d.when}, {d.who}: {d.words}" for d in c.deeds)
    yield from _section("Annex B: who did what, and when", _list(deeds))
    yield ""
    yield (
        f"Made by Sayso {__version__}. It says how hypotheses fare on the rows listed here, as people have "
        "marked them; which of them holds, it does not say."
    )


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Nothing where it holds nothing."""
    told = list(lines)
    if told:
        yield from ("", f"## {title}", "", *told)


def _list(items: Iterable[str]) -> Iterator[str]:
    for item in items:
        yield f"- {_md(item)}"


def _words(item: Item) -> str:
    return f"{item.words} {item.more}".strip()


def _led(item: Item) -> str:
    return " ".join([*(name for name, _ in item.keys), _words(item)])


def _answer(c: Card) -> Iterator[str]:
    if c.supposing:
        yield from (_md(c.supposing), "")
    yield f"**{_md(c.answer)}**"
    for words in filter(None, (c.leader, f"{c.ranged} {c.readings}".strip(), c.outcome)):
        yield ""
        yield _md(words)


def _aside(aside: Aside) -> Iterator[str]:
    yield from _list(aside.lines)
    yield from ("", f"| {aside.names[0]} | {aside.names[1]} |", "|---|---|")
    for one, other, moved in aside.places:
        yield f"| {_md(one)} | {f'**{_md(other)}**' if moved and other else _md(other)} |"
    yield from ("", f"**{_md(aside.change)}**")


def _fares(c: Card) -> Iterator[str]:
    if c.fares:
        yield from ("| hypothesis | likely | against it |", "|---|---|---:|")
    for f in c.fares:
        stated = f" ({f.prior})" if f.prior else ""
        yield f"| **{_md(f.id)}** {_md(f.text + stated)} | {_md(f.likely)} | {f.against} |"


def _turns(c: Card) -> Iterator[str]:
    yield from _list(map(_words, (*c.turns, *c.staged)))
    yield from _list(map(_led, c.suspect))
    if c.turning:
        yield _md(c.turning) if not c.turns else f"- {_md(c.turning)}"


def _method(c: Card) -> Iterator[str]:
    for paragraph in c.explained:
        yield from (_md(paragraph), "")
    yield f"Method: {_md(c.method)}."


def _row(c: Card, r: RowLine, *, whole: bool = False) -> Iterator[str]:
    struck = "~~" if r.struck else ""
    yield f"- **{_md(r.id)}** {struck}{_md(r.text)}{struck}"
    about = [r.source, f"origin: {r.origin}", r.credibility, r.counts, r.doubts]
    yield f"  - {_md(' · '.join(filter(None, about)))}"
    marks = (f"{f.id} {m.shown}" for f, m in zip(c.columns, r.marks, strict=True))
    told = " · ".join(marks)
    yield f"  - {_md(f'{told}. {r.weighed}')}"
    for q in r.quotes:
        yield f"  - {_md(', '.join(filter(None, (f'“{q.text}”', q.by, q.address))))}"
    if whole:
        if r.proposal:
            yield f"  - {_md(r.proposal)}"
        for given, who, why in r.reasons:
            yield f"  - {_md(f'{given}, {who}: {why}')}"
        if r.claim:
            yield f"  - lineage: sayso trace {_md(r.claim)}"
