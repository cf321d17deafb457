"""A family as one page of HTML that fetches nothing: the drawing, and all that stands behind it in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.lineage.links import OUTSIDE, Family, Link, Origin, Telling
from sayso.views.inert import on_one_line
from sayso.views.lineage import wording
from sayso.views.lineage.chart import Box, chart
from sayso.views.lineage.forest import Branch, forest
from sayso.views.lineage.having import Had, Way, had, ways
from sayso.views.lineage.svg import inline
from sayso.views.standalone import standalone
from sayso.views.words import ACT_WORDS, KIND_WORDS

FEW = 6
"""So many names are listed one by one where there may be hundreds."""
LONG = 100
"""More tellings are laid out only as they come into sight."""
READABLE = 0.8
"""A drawing is not made smaller than this to fit a window: it can be moved instead."""


def page(family: Family, texts: Mapping[str, str]) -> bytes:
    """The page; `texts` by id of a document, as far as they are to be shown.

    A text that is missing costs the passages side by side and the citations' words, and nothing else.
    """
    view = _View(family, texts)
    drawing, width = inline(family, view.drawn, view.target)
    return standalone(_TEMPLATE, _STYLES, _width_rule(width), v=view, drawing=drawing)


_TEMPLATE = ("sayso.views.lineage", "page.html.j2")
_STYLES = (
    ("sayso.views", "report", "report.css"),
    ("sayso.views.lineage", "drawing.css"),
    ("sayso.views.lineage", "page.css"),
)


def _width_rule(width: float) -> str:
    """The page forbids style attributes, so no text can smuggle one in."""
    return f".tree svg {{ min-width: {width * READABLE:.0f}px; max-width: {width:.0f}px; }}\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """A telling as the page tells it."""

    key: str
    outlet: str
    published: str
    title: str
    address: str
    link: str | None
    """The address, where following it is safe: never `javascript:` and the like."""
    stance: str
    """"denied: " and the like; "" for an assertion."""
    words: str
    through: tuple[str, ...]
    """Its chains, a line each."""
    claim: str
    had: tuple[Had, ...]
    recorded: tuple[str, ...]
    """Names of the origins that it had it from itself."""


@dataclass(frozen=True, slots=True)
class Source:
    """An origin as the page tells it."""

    name: str
    kind: str
    told_apart: bool
    is_sure: bool
    why: str
    recordings: tuple[str, ...]


class _View:
    """What the template asks."""

    def __init__(self, family: Family, texts: Mapping[str, str]) -> None:
        self._family = family
        self._texts = texts
        self._by_id = {t.id: t for t in family.tellings}
        self._keys = {t.id: f"t{n}" for n, t in enumerate(family.tellings, 1)}
        self._roots = forest(family)
        self._into: dict[str, list[Link]] = defaultdict(list)
        for link in family.links:
            self._into[link.other].append(link)
        self.words = wording.quoted(family.tellings[0])
        self.title = wording.quoted(family.tellings[0], 120)
        self.headline = wording.headline(family)
        self.why = on_one_line(family.why)
        self.state = family.state
        self.drawn = chart(family)
        self.is_long = len(family.tellings) > LONG

    def anchor(self, telling: str) -> str:
        return self._keys.get(telling, "tellings")

    @property
    def fans(self) -> list[Box]:
        """Boxes that stand for several tellings."""
        return [box for box in self.drawn.boxes if box.sort == "fan"]

    def target(self, box: Box) -> str | None:
        """Where in the page a box leads."""
        if box.sort == "fan":
            return f"f{self.fans.index(box) + 1}"
        return self.anchor(box.tellings[0]) if box.tellings else "origins"

    def name(self, identity: str) -> str:
        if identity.startswith(OUTSIDE):
            return f"{wording.outside(identity)} (outside the ledger)"
        telling = self._by_id.get(identity)
        return wording.outlet_of(self._family, telling) if telling else identity[: wording.SHORT]

    def dated(self, identity: str) -> str:
        telling = self._by_id.get(identity)
        if telling is None:
            return self.name(identity)
        return f"{self.name(identity)}, {wording.published(self._family.publications.get(telling.document))}"

    def told(self, identity: str) -> str:
        return on_one_line(self._by_id[identity].words) if identity in self._by_id else ""

    def stance(self, identity: str) -> str:
        telling = self._by_id.get(identity)
        return wording.stance_of(telling) if telling else ""

    @property
    def origins(self) -> list[Source]:
        return [
            Source(
                wording.origin_words(origin),
                _kind(origin),
                origin.told_apart,
                origin.told_apart and not origin.outside,
                on_one_line(origin.why),
                origin.recordings,
            )
            for origin in self._family.origins
        ]

    @property
    def entries(self) -> list[Entry]:
        return [self._entry(telling) for telling in self._family.tellings]

    def _entry(self, telling: Telling) -> Entry:
        publication = self._family.publications.get(telling.document)
        address = publication.address if publication else ""
        links = sorted(self._into[telling.id], key=lambda k: -wording.likely(k))
        return Entry(
            key=self._keys[telling.id],
            outlet=wording.outlet(publication),
            published=wording.published(publication),
            title=on_one_line(publication.title or "") if publication else "",
            address=on_one_line(address),
            link=address if address.startswith(("http://", "https://")) else None,
            stance=wording.stance_of(telling),
            words=on_one_line(telling.words),
            through=tuple(_chains(telling)),
            claim=telling.id[: wording.SHORT],
            had=tuple(self._had(link) for link in links),
            recorded=tuple(
                wording.origin_words(o) for o in self._family.origins if telling.id in o.recordings
            ),
        )

    def _had(self, link: Link) -> Had:
        parent, child = self._by_id.get(link.one), self._by_id[link.other]
        text = self._texts.get(parent.document) if parent else None
        again = parent is not None and parent.document == child.document
        return had(link, child, (text, self._texts.get(child.document)), again=again)

    @property
    def ways(self) -> list[Way]:
        """Each way along which something drifted, to where it drifted last."""
        return ways(self._roots)

    @property
    def undecided(self) -> list[Had]:
        return [self._had(link) for link in self._family.undecided]

    @property
    def circles(self) -> list[tuple[tuple[str, ...], str]]:
        """Tellings, back to the first, and why."""
        return [(wording.round_of(self._family, c), on_one_line(c.why)) for c in self._family.circles]

    @property
    def clashes(self) -> list[tuple[str, str, str]]:
        """Child, parent, why."""
        return [(c.child, c.parent, on_one_line(c.why)) for c in self._family.clashes]

    @property
    def unknown(self) -> list[str]:
        return list(_unknown(self._family, [b for root in self._roots for b in root.branches]))


def _kind(origin: Origin) -> str:
    if origin.kind != "outlet":
        return KIND_WORDS[origin.kind]
    where = "outside the ledger" if origin.outside else "that does not say where it has it from"
    return f"an outlet {where}"


def _chains(telling: Telling) -> list[str]:
    lines = []
    for chain in telling.chains:
        voices = [f"{on_one_line(v.name or KIND_WORDS[v.kind])} ({ACT_WORDS[v.act]})" for v in chain]
        lines.append(" → ".join(["author", *voices]) if voices else "author’s own word")
    return lines


def _unknown(family: Family, tops: Sequence[Branch]) -> list[str]:
    """What nobody could tell, in sentences."""
    told = []
    undated = [wording.outlet_of(family, t) for t in family.tellings if not _date(family, t)]
    if undated:
        told.append(f"When it came out is not stated by {_some(undated)}.")
    bare = [wording.origin_words(o) for o in family.origins if o.kind == "outlet" and not o.outside]
    if bare:
        told.append(f"Where they have it from is not said by {_some(bare)}.")
    unsure = [o for o in family.origins if not o.told_apart and (o.kind != "outlet" or o.outside)]
    for origin in unsure[:FEW]:
        name = wording.origin_words(origin)
        told.append(f"Whether {name} is another than the other origins: {origin.why.rstrip('.')}.")
    if len(unsure) > FEW:
        told.append(f"Likewise of {len(unsure) - FEW:,} other origins.")
    told += [
        f"Where {wording.origin_words(o)}, has it from: {o.why.rstrip('.')}."
        for o in family.origins
        if o.outside
    ]
    if family.state == "not recorded":
        told.append("From how many origins it comes: no telling says where it has it from.")
    hanging = [wording.outlet_of(family, b.telling) for b in tops if not b.link and not _recorded(family, b)]
    if hanging:
        told.append(f"No link leads to what is told by {_some(hanging)}.")
    return [on_one_line(sentence) for sentence in told]


def _some(names: Sequence[str]) -> str:
    more = [f"{len(names) - FEW:,} more"] if len(names) > FEW else []
    return wording.listed([*names[:FEW], *more])


def _date(family: Family, telling: Telling) -> str | None:
    publication = family.publications.get(telling.document)
    return publication.published if publication else None


def _recorded(family: Family, branch: Branch) -> bool:
    return any(branch.telling.id in o.recordings for o in family.origins)
