"""Findings made by hand and by chance, for what shows them: how many fell with an invented bridge."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from sayso.findings import (
    Asked,
    Check,
    Coverage,
    Evidence,
    Finding,
    Label,
    Passage,
    Rating,
    Row,
    Side,
    Stated,
    Timing,
    Value,
    Verdict,
    Voice,
)
from sayso.types import Figure, Place, Signal, Span, Stance, Time, digest

CLAIM = "At least 50 people were killed when the Sallow Bridge fell on 8 June"
RTL = "قُتل تسعة وعشرون شخصا عندما سقط الجسر"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2


def asked(text: str = CLAIM, *, when: str | None = "2025-06-09", stance: Stance = "asserted") -> Asked:
    stated = Stated(
        text,
        figures=(Figure(Span(0, 18), 50.0, None, unit="people", of="killed"),) if text == CLAIM else (),
        times=(Time(Span(text.find("8 June"), len(text)), "2025-06-08", "day"),) if "8 June" in text else (),
        places=(Place(Span(40, 53), "Sallow Bridge", "NL", 52.5, 5.25, None, "city"),),
        signals=(Signal(Span(0, 8), "hedge"),),
        names=("Sallow Bridge",),
    )
    chains = ((Voice("a source", "unnamed_person"), Voice("Marta Quell", "person", actor="quell")),)
    address = "https://courier.example/2025/bridge"
    return Asked(
        stated, digest("claim", text), digest("document", text), address, when, chains=chains, stance=stance
    )


@dataclass
class Maker:
    """Evidence in the order it is given, and the finding that it makes."""

    asked: Asked = field(default_factory=asked)
    evidence: list[Evidence] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def found(
        self,
        quote: str,
        outlet: str | None,
        published: str | None,
        label: Label,
        likely: float = 0.91,
        **more: Any,
    ) -> int:
        """Its number."""
        other = (1 - likely) / 2
        by_label = {name: likely if name == label else other for name in ("supports", "refutes", "neutral")}
        passage = Passage(
            more.pop("source", "corpus"),
            f"p{len(self.evidence)}",
            quote,
            more.pop("context", quote),
            Stated(quote),
            outlet=outlet,
            published=published,
            address=more.pop(
                "address", f"https://{(outlet or 'nobody').split()[-1].lower()}.example/{len(self.evidence)}"
            ),
            title=more.pop("title", "The fall of the bridge"),
            chains=more.pop("chains", ((),)),
            stance=more.pop("stance", "asserted"),
            rating=more.pop("rating", None),
            row=more.pop("row", None),
            score=0.5,
            why=more.pop("found_by", "words and meaning"),
        )
        timing: Timing = "unknown"
        if published and self.asked.when:
            timing = "before" if published <= self.asked.when else "after"
        self.evidence.append(
            Evidence(
                passage,
                label,
                **by_label,
                model=more.pop("model", tuple(by_label.values())),
                checks=more.pop("checks", ()),
                timing=timing,
                origin=more.pop("origin", f"o{len(self.evidence)}"),
                origin_name=more.pop("origin_name", outlet or "nobody named"),
                aside=more.pop("aside", None),
                why=more.pop("why", "It says the same in other words."),
            )
        )
        assert not more, more
        return len(self.evidence) - 1

    def value(
        self,
        low: float | None,
        high: float | None,
        words: str,
        of: tuple[str, str | None] = ("the Courier", "2025-06-09"),
        evidence: int | None = None,
        **more: Any,
    ) -> None:
        counts = more.pop("counts", "people killed")
        agrees = None if evidence is None else more.pop("agrees", True)
        self.values.append(Value(low, high, words, counts, of[0], of[1], evidence, agrees, **more))

    def finding(self, verdict: Verdict, **more: Any) -> Finding:
        sides = {}
        for side in ("supports", "refutes"):
            own = [n for n, e in enumerate(self.evidence) if e.label == side and e.aside is None]
            own.sort(key=lambda n: -getattr(self.evidence[n], side))
            count = len({self.evidence[n].origin for n in own})
            sides[side] = Side(tuple(own), count, min(count, 2), count + (count > 1), 1.5 * count)
        return Finding(
            asked=self.asked,
            verdict=verdict,
            confidence=more.pop("confidence", "moderate"),
            reasons=more.pop("reasons", ("Two origins that are not each other’s copies say so.",)),
            evidence=tuple(self.evidence),
            supports=sides["supports"],
            refutes=sides["refutes"],
            copies=sum(e.aside == "copy" for e in self.evidence),
            then=more.pop("then", "supported"),
            values=tuple(self.values),
            coverage=more.pop("coverage", COVERAGE),
            wanted=more.pop("wanted", ()),
            method="entailer trained 0.1; rule 1",
            **more,
        )


COVERAGE = (
    Coverage("corpus", "searched", 7),
    Coverage("factchecks", "searched", 1),
    Coverage("tables", "degraded", 1, "events.csv: row 12 has no date. Mend that row, or map another column"),
    Coverage("wikipedia", "not set up", 0, "Set wikipedia to a .zim file, or to .xml or .xml.bz2."),
)


def mixed() -> Finding:
    """Both sides, what does not settle it, what is set aside, a rating, a row, and figures of seven."""
    maker = Maker()
    police = (Voice("the police in Hallin", "organisation", actor="police"),)
    denial = (Voice("Governor Marta Quell", "person", "denied", "quell"),)
    one = maker.found(
        "At least 50 people lost their lives on the bridge",
        "ONA",
        "2025-06-08",
        "supports",
        0.93,
        context="Divers went on at dawn. At least 50 people lost their lives on the bridge, the police said.",
        chains=(police,),
        origin="police",
        origin_name="The police in Hallin",
        checks=(Check("figure", "supports", "“At least 50” is “at least 50”", "At least 50", "At least 50"),),
    )
    two = maker.found("The bridge took 54 people with it", "Radio Lenn", "2025-06-10", "supports", 0.82)
    three = maker.found(
        "29 people died, and not 50 as was said",
        "The Fellmark Gazette",
        "2025-06-12",
        "refutes",
        0.97,
        chains=(denial,),
        stance="denied",
        origin="quell",
        origin_name="Governor Marta Quell",
        checks=(
            Check("figure", "refutes", "29 is fewer than “at least 50”", "At least 50", "29 people"),
            Check("hedge", "neutral", "“was said” makes it less sure", "", "as was said", decides=False),
        ),
        model=(0.55, 0.35, 0.1),
    )
    maker.found(
        "Did the fall of the Sallow Bridge kill 50?",
        "Lenn Facts",
        "2025-06-20",
        "refutes",
        0.88,
        source="factchecks",
        rating=Rating(
            "Lenn Facts",
            "Mostly false",
            "mostly refuted",
            "“Mostly false” is fourth of its five steps",
            "50 people were killed at the Sallow Bridge",
            "https://facts.example/50",
            "2025-06-20",
        ),
    )
    four = maker.found(
        "Event 77: 8 June 2025, Hallin: 31 killed (26 to 40)",
        None,
        None,
        "refutes",
        0.9,
        source="tables",
        row=Row("events.csv", "77", "2025-06-08", "Hallin", "NL", low=26, high=40, best=31, of="killed"),
        model=None,
        address=None,
        title=None,
        chains=(),
    )
    maker.found("The bridge was built in 1931", "ONA", "2025-06-09", "neutral", 0.96)
    maker.found(CLAIM, "The Copyist", "2025-06-09", "supports", 0.99, aside="copy")
    maker.found(CLAIM, "The Courier", "2025-06-09", "supports", 0.99, aside="same document")
    maker.value(50, None, "At least 50 people")
    maker.value(50, None, "At least 50 people", ("The police in Hallin", "2025-06-08"), one)
    maker.value(54, 54, "54 people", ("Radio Lenn", "2025-06-10"), two)
    maker.value(29, 29, "29 people", ("Governor Marta Quell", "2025-06-12"), three, agrees=False)
    maker.value(26, 40, "26 to 40", ("events.csv", None), four, agrees=False)
    maker.value(40, 40, "about 40", ("A driver", "2025-06"), two, agrees=False, approximate=True)
    maker.value(None, 100, "up to 100", ("Rescuers", "2025-06-10"), two)
    reasons = (
        "29 is fewer than “at least 50”, and Governor Marta Quell is near to it.",
        "The police in Hallin and Radio Lenn say that it was 50 or more.",
    )
    return maker.finding("mixed", reasons=reasons)


def nothing() -> Finding:
    """A sentence for which nothing was found."""
    maker = Maker(Asked(Stated("The mayor of Hallin owns three ferries")))
    return maker.finding(
        "not enough",
        confidence="low",
        reasons=("No passage of what was searched says anything of it.",),
        then=None,
        wanted=("A register of ships, with its owners", "What the mayor says of it"),
    )


def one() -> Finding:
    maker = Maker(asked("The Sallow Bridge fell on 8 June"))
    maker.found("The bridge fell on the morning of 8 June", "ONA", "2025-06-08", "supports")
    return maker.finding("supported", confidence="low")


def many() -> Finding:
    """Twenty passages with a figure each, over two years, from 3 to 90,000."""
    maker = Maker()
    for n in range(20):
        figure = [29, 50, 54, 3, 90_000, 300][n % 6] + n
        month = f"{2024 + n // 12}-{n % 12 + 1:02d}"
        date = month if n % 5 else f"{month}-0{n % 9 + 1}"
        label: Label = "supports" if figure >= 50 else "refutes"
        name = f"The {['Lenn', 'Hallin', 'Fellmark', 'Ostermoor'][n % 4]} Evening Observer no. {n}"
        at = maker.found(f"{figure} people were killed", name, date, label, 0.6 + n / 60)
        maker.value(figure, figure, f"{figure} people", (name, date), at, agrees=figure >= 50)
    maker.value(50, None, "At least 50 people")
    return maker.finding("disputed", confidence="high", then="not enough")


def hostile() -> Finding:
    """What acts on a page, a terminal or a drawing, in every place that words come from."""
    bad = (
        "<img src=x onerror=alert(1)> [bold red]x[/] \x1b[31m \u202e{{ 7*7 }} \"'&amp; </style></svg><script>"
    )
    maker = Maker(replace(asked(bad), address="javascript:alert(1)"))
    maker.found(
        bad,
        bad,
        "2025-06-10",
        "supports",
        address="javascript:alert(1)",
        chains=((Voice(bad, "person"),),),
        checks=(Check("figure", "supports", bad, bad, bad),),
        rating=Rating(bad, bad, "refuted", bad, bad, "javascript:alert(1)", "2025-06-10"),
        context=f"before {bad} after",
        origin_name=bad,
        found_by=bad,
        title=bad,
        why=bad,
    )
    maker.found(RTL, "صحيفة الجسر", "2025-06-11", "refutes")
    maker.found(LONG, LONG, "2025-06-12", "refutes", row=Row(bad, bad, words=bad))
    maker.value(50, None, bad, (bad, "2025-06-09"), counts=bad)
    maker.value(29, 29, RTL, ("صحيفة الجسر", "2025-06-11"), 1, agrees=False, counts=bad)
    maker.value(1e9, 1e9, LONG, (LONG, bad), 2, counts=bad)
    coverage = (Coverage(bad, "degraded", 0, bad),)
    return maker.finding("mixed", reasons=(bad, LONG), coverage=coverage, wanted=(bad,))


ALL = {"mixed": mixed, "nothing": nothing, "one": one, "many": many, "hostile": hostile}


def by_chance() -> st.SearchStrategy[Finding]:
    """Any finding whose numbers refer to what is there."""
    return st.from_type(Finding).map(_referring)


def _referring(made: Finding) -> Finding:
    count = len(made.evidence)

    def kept(side: Side) -> Side:
        return replace(side, evidence=tuple(sorted({n % count for n in side.evidence})) if count else ())

    values = tuple(
        replace(v, evidence=v.evidence % count if count and v.evidence is not None else None)
        for v in made.values
    )
    return replace(made, supports=kept(made.supports), refutes=kept(made.refutes), values=values)


st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
