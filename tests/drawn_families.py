"""Families made by hand and by a rule, for what shows them: who had news of an invented bridge from whom."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from sayso.lineage.links import (
    Circle,
    Citation,
    Clash,
    Drift,
    Family,
    Link,
    Manner,
    Origin,
    OriginsState,
    Passage,
    Publication,
    Reason,
    Telling,
    Voice,
)
from sayso.types import Figure, Kind, Span, Stance, digest

WORDS = "At least 11 people were killed"
TAIL = ", the governor of Upper Lenn province said."


@dataclass
class Maker:
    """Tellings and links by short names, in the order they are told."""

    tellings: dict[str, Telling] = field(default_factory=dict)
    publications: dict[str, Publication] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    undecided: list[Link] = field(default_factory=list)

    def tell(
        self,
        name: str,
        outlet: str,
        date: str | None,
        words: str = WORDS,
        *,
        voice: str | None = "Marta Quell",
        stance: Stance = "asserted",
    ) -> str:
        address = f"https://{name}.example/story"
        text = f"{words}{TAIL}" if voice else f"{words}."
        document = digest("document", address, text)
        identity = digest("claim", document, f"0-{len(words)}")
        chains = ((Voice(voice, "person", voice.casefold()),),) if voice else ((),)
        figures = (Figure(Span(9, 11), 11.0, None, unit="people", of="killed"),) if words == WORDS else ()
        self.texts[document] = text
        self.publications[document] = Publication(document, address, outlet, date, title=f"{outlet}: {words}")
        self.tellings[name] = Telling(
            identity, document, 0, (Span(0, len(words)),), words, chains, stance, figures
        )
        return identity

    def id(self, name: str) -> str:
        return self.tellings[name].id if name in self.tellings else name

    def had(
        self,
        other: str,
        one: str,
        manner: Manner | None = "verbatim",
        *drifts: Drift,
        sure: tuple[float, float] = (0.99, 0.99),
        cites: Citation | None = None,
    ) -> None:
        self.links.append(self._link(one, other, manner, drifts, sure, cites))

    def unknown(self, one: str, other: str, why: str) -> None:
        made = self._link(one, other, "rewritten", (), (0.95, 0.5), None)
        self.undecided.append(
            Link(made.one, made.other, 0.95, 0.5, (Reason("time", 0.0, why),), made.passages)
        )

    def _link(self, one, other, manner, drifts, sure, cites) -> Link:
        child = self.tellings[other]
        parent = self.tellings.get(one)
        passages: tuple[Passage, ...] = ()
        if manner and parent:
            spans = (Span(0, len(self.texts[t.document])) for t in (parent, child))
            likeness = {"verbatim": 1.0, "edited": 0.8, "rewritten": 0.5}[manner]
            passages = (Passage(*spans, manner, likeness),)
        reasons = (
            Reason("time", 2.5, f"{child.words[:12]}… came out later"),
            Reason("wording", -0.3, "the words are common"),
        )
        citations = (cites,) if cites else ()
        return Link(self.id(one), child.id, *sure, reasons, passages, tuple(drifts), citations)

    def family(
        self,
        origins: tuple[Origin, ...],
        state: OriginsState = "independent",
        interval: tuple[int, int, int] | None = None,
        *,
        circles: tuple[Circle, ...] = (),
        clashes: tuple[Clash, ...] = (),
    ) -> Family:
        count, low, high = interval or (len(origins),) * 3
        return Family(
            tuple(self.tellings.values()),
            self.publications,
            tuple(self.links),
            tuple(self.undecided),
            origins,
            state,
            count,
            low,
            high,
            circles,
            clashes,
            f"{len(self.publications)} articles, {count} origins",
        )

    def origin(self, name: str, kind: Kind, *recordings: str, told_apart: bool = True) -> Origin:
        ids = tuple(self.id(r) for r in recordings)
        why = "the farthest voice that the text names" if told_apart else "an unnamed source may be any other"
        return Origin(name, kind, told_apart, ids, outside=False, why=why)


def figure(one: str, other: str) -> Drift:
    return Drift("figure", one, other, f"“{one}” became “{other}”.")


SOURCE = Drift("source", "Marta Quell", "", "The source was dropped.")
HEDGE = Drift("hedge", "appeared to", "", "“appeared to” was lost.")
DENIAL = Drift("denial", "did not cut", "cut", "What one denied the other claims.")


def sole() -> Maker:
    """One telling and no link."""
    maker = Maker()
    maker.tell("ona", "ONA", "2025-06-08")
    return maker


def five() -> tuple[Family, dict[str, str]]:
    """One governor, one agency, and three papers that had it from there or from one another."""
    m = five_made()
    return m.family((m.origin("Marta Quell", "person", "ona"),)), m.texts


def newsroom() -> tuple[Family, dict[str, str]]:
    """Thirty-five tellings with all that can be shown of a family."""
    m = five_made()
    credit = Citation(Span(0, 3), "ONA", "wire", None, why="an agency's tag")
    for n, name in enumerate(PAPERS):
        day = 9 + n % 4
        m.tell(f"p{n}", name, f"2025-06-{day:02d}" if n % 7 else None)
        m.had(f"p{n}", ("ona", "gazette", "herald")[n % 3 if n < 9 else 0], cites=credit if n % 2 else None)
    m.tell("vest", "Ostmerska Vest", "2025-06-09", "not less than 11 persons")
    m.had("vest", "outside:Reuters", None, cites=Citation(Span(0, 3), "Reuters", "report", None))
    m.tell("radio", "Radio Lenn", "2025-06-10", "a nurse counted eleven", voice="a nurse")
    m.tell("watch", "Lenn Watch", "2025-06-12", "we did not cut it", voice="Jory Pell", stance="denied")
    m.tell("star", "The Sarrovia Star", "2025-06-13", "Lenn Watch cut it", voice=None)
    m.had("star", "watch", "edited", DENIAL, SOURCE)
    m.tell("a", "Ostermoor Insider", "2025-06-14", "eleven, the Star has learned", voice=None)
    m.tell("b", "Rivets & Rope <blog>", "2025-06-15", "eleven, Insider confirms", voice=None)
    m.tell("c", "Port Aldry Mail", "2025-06-13", "eleven, says Rivets & Rope", voice=None)
    m.had("a", "radio", "rewritten", sure=(0.8, 0.7))
    m.had("b", "a", "rewritten")
    m.had("c", "b", "rewritten")
    m.had("a", "c", None, cites=Citation(Span(0, 3), "Port Aldry Mail", "report", None), sure=(0.6, 0.6))
    m.tell("merged", "The Hallin Observer", "2025-06-12", "eleven or more")
    m.had("merged", "herald", "edited", HEDGE)
    m.had("merged", "radio", "rewritten", sure=(0.7, 0.9))
    m.tell("x", "Kestermouth Chronicle", "2025-06-11", "about eleven", voice="a source")
    m.tell("y", "Hallin Post", "2025-06-11", "some eleven", voice="a source")
    m.unknown("x", "y", "both are dated 11 June 2025 and neither names the other")
    origins = (
        m.origin("Marta Quell", "person", "ona"),
        m.origin("a nurse (unnamed), to Radio Lenn", "unnamed_person", "radio", told_apart=False),
        m.origin("Jory Pell", "person", "watch"),
        Origin("Reuters, outside the ledger", "outlet", True, (m.id("vest"),), True, "cited, not held"),
        m.origin("a source (unnamed)", "unnamed_person", "x", "y", told_apart=False),
    )
    circle = Circle(tuple(map(m.id, ("a", "b", "c"))), "each names the one before as where it has it from.")
    clash = Clash(m.id("b"), m.id("c"), "It names what came out two days later.")
    dated = {name: m.publications[t.document].published or "2025-06-09" for name, t in m.tellings.items()}
    m.tellings = {name: m.tellings[name] for name in sorted(m.tellings, key=lambda x: dated[x])}
    family = m.family(origins, "not established", (4, 3, 5), circles=(circle,), clashes=(clash,))
    return family, m.texts


PAPERS = (
    "The Northern Sarrovian", "Port Aldry Mail", "Hallin Courier", "Lenn Valley News", "Morning Post",
    "The Weir", "Aldry Echo", "Coast Herald", "Kester Times", "Fell Tribune", "Dam Weekly", "North Star",
    "Town Crier", "River Review", "Lantern Press", "Sarrovia Wire", "Upland Mirror", "Bridge Gazette",
    "Odran Bulletin", "Ferry Notes",
)  # fmt: skip


def five_made() -> Maker:
    m = sole()
    m.tell("gazette", "The Fellmark Gazette", "2025-06-09")
    m.tell("herald", "The Ostermoor Herald", "2025-06-09", "Eleven people died", voice=None)
    m.tell("lamp", "Ostermoor Evening Lamp", "2025-06-09", "MORE than a dozen revellers died", voice=None)
    m.tell("today", "Sarrovia Today", "2025-06-11", "The fall has cost 15 lives", voice=None)
    m.had("gazette", "ona")
    m.had("herald", "ona", "rewritten", figure("at least 11", "11"), SOURCE)
    m.had("lamp", "ona", "rewritten", figure("at least 11", "more than a dozen"), SOURCE)
    m.had("today", "lamp", "rewritten", figure("more than a dozen", "15"), sure=(0.72, 0.95))
    return m


def many(count: int = 500, seed: int = 5) -> tuple[Family, dict[str, str]]:
    """`count` tellings: an agency printed hundreds of times, rewritten in places, and two rivals."""
    chance = random.Random(seed)
    m = Maker()
    sources = ("ona", "radio", "observer")
    for n, (name, outlet) in enumerate(zip(sources, ("ONA", "Radio Lenn", "The Observer"), strict=True)):
        m.tell(name, outlet, f"2025-06-{8 + n:02d}", voice=("Marta Quell", "a nurse", "Abel Morrick")[n])
    days = {name: 8 + n for n, name in enumerate(sources)}
    inner = list(sources)
    for n in range(count - len(sources)):
        name = f"n{n}"
        parent = sources[0] if chance.random() < 0.5 else chance.choice(inner[:40])
        days[name] = day = min(58, days[parent] + int(chance.expovariate(0.5)))
        date = f"2025-06-{day:02d}" if day <= 30 else f"2025-07-{day - 30:02d}"
        kind = chance.random()
        words = WORDS if kind < 0.7 else f"{chance.randint(9, 15)} people died"
        m.tell(name, f"{PAPERS[n % len(PAPERS)]} {n // len(PAPERS) + 1}", date, words)
        if kind < 0.7:
            m.had(name, parent)
        else:
            number = words.split()[0]
            drifts = (figure("at least 11", number), *((SOURCE,) if kind > 0.9 else ()))
            m.had(name, parent, "rewritten" if kind > 0.8 else "edited", *drifts)
            inner.append(name)
    order = {name: (days[name], n) for n, name in enumerate(m.tellings)}
    m.tellings = {name: m.tellings[name] for name in sorted(m.tellings, key=lambda x: order[x])}
    return m.family(
        (
            m.origin("Marta Quell", "person", "ona"),
            m.origin("a nurse (unnamed), to Radio Lenn", "unnamed_person", "radio"),
            m.origin("Abel Morrick", "person", "observer"),
        )
    ), m.texts


def press_conference(count: int = 500) -> tuple[Family, dict[str, str]]:
    """A spokesman whom three in five heard themselves, and outlets that do not say where they have it."""
    m = Maker()
    heard = [f"h{n}" for n in range(count * 3 // 5)]
    silent = [f"s{n}" for n in range(count - len(heard))]
    for n, name in enumerate([*heard, *silent]):
        words = f"“no comment”, version {n}" if n % 3 else WORDS
        m.tell(name, f"Paper {n}", f"2025-06-{8 + n * 20 // count:02d}", words)
    m.had(heard[7], heard[0], "edited", SOURCE)
    origins = [m.origin("Ilse Vornay", "person", *(h for h in heard if h != heard[7]))]
    for name in silent:
        outlet = m.publications[m.tellings[name].document].outlet or ""
        why = f"{outlet} does not say where it has it from"
        origins.append(Origin(outlet, "outlet", False, (m.id(name),), False, why))
    return m.family(tuple(origins), "not established", (60, 40, 90)), m.texts


HOSTILE = "</title><script>alert(1)</script>\x1b[31m\u202e & \"quoted\" 'so' \ud800 <img src=x onerror=y>"


def hostile() -> tuple[Family, dict[str, str]]:
    """Names, words and reasons that would steer a terminal or a browser."""
    m = Maker()
    m.tell("one", HOSTILE, HOSTILE, HOSTILE, voice=HOSTILE)
    m.tell("two", HOSTILE, "2025-06-09", HOSTILE + " again", voice=None)
    first = m.publications[m.tellings["one"].document]
    m.publications[first.id] = replace(first, address="javascript:alert(1)//" + HOSTILE, title=HOSTILE)
    cites = Citation(Span(0, 9), HOSTILE, "report", None, HOSTILE, HOSTILE)
    m.had("two", "one", "edited", Drift("figure", HOSTILE, HOSTILE, HOSTILE), cites=cites)
    m.had("one", f"outside:{HOSTILE}", None, cites=cites)
    m.links[0] = replace(m.links[0], reasons=(Reason(HOSTILE, -1.2, HOSTILE),), judgement=HOSTILE)
    origin = Origin(HOSTILE, "unnamed_person", False, (m.id("one"),), False, HOSTILE)
    circle = Circle((m.id("one"), m.id("two")), HOSTILE)
    clash = Clash(m.id("one"), m.id("two"), HOSTILE)
    made = m.family((origin,), "not established", (1, 1, 2), circles=(circle,), clashes=(clash,))
    return replace(made, why=HOSTILE), m.texts


def by_chance(seed: int) -> tuple[Family, dict[str, str]]:
    """Any links between any tellings, circles among them, under all sorts of dates."""
    chance = random.Random(seed)
    m = Maker()
    count = chance.choice((1, 2, 3, 8, 30, 90))
    dates = (
        None,
        "2025",
        "2025-06",
        "2025-06-08",
        "2025-06-08T20:15:00Z",
        "2025-21",
        "XXXX-06-08",
        "2024/2025",
    )
    for n in range(count):
        date = chance.choice(dates) if chance.random() < 0.3 else f"2025-{chance.randint(1, 12):02d}-11"
        words = WORDS if chance.random() < 0.5 else f"{n} people died"
        m.tell(f"n{n}", f"Paper {n}", date, words, voice=chance.choice(("Marta Quell", None)))
    names = list(m.tellings)
    for name in names:
        for parent in chance.sample(names, min(len(names), chance.choice((0, 0, 1, 1, 1, 2, 3)))):
            if parent != name:
                m.had(
                    name,
                    parent,
                    chance.choice(("verbatim", "edited", None)),
                    *((HEDGE,) if chance.random() < 0.3 else ()),
                )
        if chance.random() < 0.05:
            m.had(name, f"outside:Agency {chance.randint(1, 3)}", None)
    for _ in range(chance.choice((0, 1, 3))):
        if count > 1:
            m.unknown(*chance.sample(names, 2), "the same day")
    children = {link.other for link in m.links}
    roots = [name for name in names if m.id(name) not in children] or names[:1]
    kinds: tuple[Kind, ...] = ("person", "organisation", "document", "unnamed_group", "nobody")
    origins = tuple(m.origin(f"Origin {n}", chance.choice(kinds), root) for n, root in enumerate(roots))
    return m.family(origins), m.texts
