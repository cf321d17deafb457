"""Readings made by hand of invented articles, for tests of the views, the exporters and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.types import (
    Apart,
    Attribution,
    Checkworthy,
    Claim,
    Custody,
    Document,
    Figure,
    Part,
    Place,
    Reading,
    Resolution,
    Signal,
    Span,
    Spans,
    Time,
    Unplaced,
)

WORKED_TEXT = (
    "The Courier quoted a source as saying that a boy told him that at least 50 people were killed in "
    "Herat on 1 August."
)


def custody(address: str, **changes: Any) -> Custody:
    kept: dict[str, Any] = {
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "size": 2048,
        "address": address,
        "retrieved": "2031-05-04T10:20:30Z",
        "media_type": "text/plain",
        "reader": "text",
        "encoding": "utf-8",
    }
    return Custody(**(kept | changes))


def document(text: str, address: str = "a.txt", **known: Any) -> Document:
    return Document(address, text, known.pop("custody", custody(address)), **known)


@dataclass(frozen=True)
class At:
    """Finds phrases in a text: `at("the port", 2)` is the second one."""

    text: str

    def __call__(self, phrase: str, nth: int = 1) -> Span:
        start = -1
        for _ in range(nth):
            start = self.text.index(phrase, start + 1)
        return Span(start, start + len(phrase))

    def all(self, *phrases: str) -> Spans:
        return tuple(self(phrase) for phrase in phrases)


def claim(document: Document, content: Spans, *chains: tuple[int, ...], **found: Any) -> Claim:
    found.setdefault("stance", "asserted")
    found.setdefault("checkworthy", Checkworthy(0.4, "a plain statement"))
    return Claim(document=document.id, content=content, chains=chains or ((),), **found)


def worked() -> Reading:
    """The chain of three voices that the documentation of the JSON shape works through."""
    doc = document(WORKED_TEXT)
    return Reading(
        document=doc,
        method="rules 0.1",
        attributions=(
            Attribution((Span(0, 11),), (Span(12, 18),), (Span(19, 114),), "organisation"),
            Attribution((Span(19, 27),), (Span(28, 37),), (Span(38, 114),), "unnamed_person", inside=0),
            Attribution((Span(43, 48),), (Span(49, 53),), (Span(58, 114),), "unnamed_person", inside=1),
        ),
        claims=(
            claim(
                doc,
                (Span(63, 114),),
                (0, 1, 2),
                figures=(Figure(Span(63, 81), 50.0, None, unit="people", of="killed"),),
                times=(Time(Span(106, 114), "XXXX-08-01", "day"),),
                places=(Place(Span(97, 102), "Herat", "AF", 34.35, 62.2, 1140026, "city"),),
                checkworthy=Checkworthy(0.93, "a figure, a place and a date"),
            ),
        ),
    )


HARBOUR = """Fire at Port Ellery: union and harbour office at odds

PORT ELLERY, 4 May

A warehouse on the northern quay of Port Ellery burned down in the night to Sunday.
The Ellery Gazette reported on Monday that a firefighter had heard from a night guard that two tanks had been leaking since March.
“At least 40 tonnes of solvent,” said Mira Talvik, who heads the dockers’ union, “were stored there without a permit.”
The Ministry of Trade of Velland denied that it had been warned. It may publish the permits next week, a spokeswoman said.
According to an audit of the harbour office, between 12 and 15 people work there at night.
The union accused the harbour office of hiding the leak; the Coast Watch made the same accusation.
As everybody knows, the tanks were old. There is evidence that the cameras were switched off.
Experts expect that the price of solvent will rise by more than 20 percent by autumn.
If the rain had come earlier, the so-called “safe” store would have survived.
Who switched off the cameras? Somebody should ask the guard. It is a disgrace.
"""  # noqa: E501 - one line a paragraph, as articles come


def harbour() -> Reading:
    """Every stance but `asked`, kinds of every sort, nesting, a broken content and a claim on two chains."""
    at = At(HARBOUR)
    doc = document(
        HARBOUR,
        "news/harbour.html",
        title="Fire at Port Ellery: union and harbour office at odds",
        published="2031-05-04",
        modified="2031-05-05",
        language="en",
        authors=("Jonas Brandt", "Ilse Marek"),
        publisher="The Velland Herald",
        parts=(
            Part("headline", at("Fire at Port Ellery: union and harbour office at odds")),
            Part("dateline", at("PORT ELLERY, 4 May")),
        ),
        notes=("the encoding is doubtful: windows-1252 was taken",),
        fields={"feed": "herald", "rank": 3},
        custody=custody(
            "https://herald.example/harbour",
            media_type="text/html",
            reader="html",
            headers=(("content-type", "text/html"),),
        ),
    )
    guard_words = at("two tanks had been leaking since March")
    attributions = (
        Attribution(
            at.all("The Ellery Gazette"),
            at.all("reported"),
            at.all("a firefighter had heard from a night guard that two tanks had been leaking since March"),
            "organisation",
        ),
        Attribution(
            at.all("a firefighter"),
            at.all("had heard from"),
            at.all("a night guard that two tanks had been leaking since March"),
            "unnamed_person",
            inside=0,
        ),
        Attribution(
            at.all("a night guard"), at.all("heard from"), (guard_words,), "unnamed_person", inside=1
        ),
        Attribution(
            at.all("Mira Talvik, who heads the dockers’ union"),
            at.all("said"),
            at.all("At least 40 tonnes of solvent", "were stored there without a permit"),
            "person",
        ),
        Attribution(
            at.all("The Ministry of Trade of Velland"),
            at.all("denied that"),
            at.all("it had been warned"),
            "state",
            "denies",
            "denied",
        ),
        Attribution(
            at.all("a spokeswoman"),
            (at("said", 2),),
            at.all("It may publish the permits next week"),
            "unnamed_person",
            "promises",
            "hedged",
        ),
        Attribution(
            at.all("an audit of the harbour office"),
            at.all("According to"),
            at.all("between 12 and 15 people work there at night"),
            "document",
        ),
        Attribution(
            at.all("The union"),
            at.all("accused"),
            at.all("of hiding the leak"),
            "organisation",
            "accuses",
            resolved=Resolution(
                at("the dockers’ union"), "the dockers’ union", "the only union named before"
            ),
            target=(at("the harbour office", 2),),
        ),
        Attribution(
            at.all("the Coast Watch"),
            at.all("made the same accusation"),
            at.all("of hiding the leak"),
            "organisation",
            "accuses",
            target=(at("the harbour office", 2),),
        ),
        Attribution((), at.all("As everybody knows"), at.all("the tanks were old"), "common_knowledge"),
        Attribution((), at.all("There is evidence that"), at.all("the cameras were switched off"), "nobody"),
        Attribution(
            at.all("Experts"),
            at.all("expect that"),
            at.all("the price of solvent will rise by more than 20 percent by autumn"),
            "unnamed_group",
            "predicts",
            "predicted",
        ),
    )
    return Reading(
        doc, "by hand 1", attributions, tuple(_harbour_claims(doc, at, attributions)), *_harbour_rest(at)
    )


def _harbour_claims(doc: Document, at: At, found: tuple[Attribution, ...]) -> list[Claim]:
    ellery = Place(at("Port Ellery", 2), "Port Ellery", "VX", 51.5, -3.25, 123456, "city", ambiguous=True)
    night = Time(at("in the night to Sunday"), "2031-05-04", "day", "the Sunday of publication")
    return [
        claim(
            doc,
            at.all("A warehouse on the northern quay of Port Ellery burned down in the night to Sunday"),
            times=(night,),
            places=(ellery,),
        ),
        claim(
            doc,
            found[2].content,
            (0, 1, 2),
            figures=(Figure(at("two tanks"), 2, 2, unit="tanks"),),
            times=(Time(at("since March"), "XXXX-03/..", "interval"),),
            checkworthy=Checkworthy(0.81, "a figure and a time"),
        ),
        claim(
            doc,
            found[3].content,
            (3,),
            figures=(Figure(at("At least 40 tonnes"), 40, None, unit="tonnes", of="stored"),),
            checkworthy=Checkworthy(0.9, "a figure and an accusation"),
        ),
        claim(doc, found[4].content, (4,), stance="denied", signals=(Signal(at("denied"), "negation"),)),
        claim(
            doc,
            found[5].content,
            (5,),
            stance="hedged",
            signals=(Signal(at("may"), "hedge"),),
            times=(Time(at("next week"), None, "week", "no day of writing is known"),),
        ),
        claim(
            doc,
            found[6].content,
            (6,),
            figures=(Figure(at("between 12 and 15 people"), 12, 15, approximate=True, unit="people"),),
        ),
        claim(doc, found[7].content, (7,), (8,)),
        claim(doc, found[9].content, (9,)),
        claim(doc, found[10].content, (10,)),
        claim(
            doc,
            found[11].content,
            (11,),
            stance="predicted",
            figures=(Figure(at("more than 20 percent"), 20, None, strict=True, unit="percent", of="rise"),),
            times=(Time(at("by autumn"), "../XXXX-23", "season"),),
        ),
        claim(
            doc,
            at.all("If the rain had come earlier, the so-called “safe” store would have survived"),
            stance="counterfactual",
            signals=(Signal(at("“safe”"), "scare_quote"),),
        ),
    ]


def _harbour_rest(at: At) -> tuple[tuple[Apart, ...], tuple[Unplaced, ...]]:
    apart = (
        Apart(at.all("Who switched off the cameras?"), "question"),
        Apart(at.all("Somebody should ask the guard."), "order"),
        Apart(at.all("It is a disgrace."), "opinion"),
    )
    unplaced = (
        Unplaced("source", "Experts", "no expert is named anywhere in the text", at("Experts")),
        Unplaced("place", "Velland", "not in the gazetteer"),
    )
    return apart, unplaced


VOTE = """Council vote in Brenholm postponed
The council of Brenholm put off its vote on the dam. Did the mayor ask whether the dam would hold?
A leaked memo says that the mayor, Osk Lindqvist, believes that the engineers think that the dam is unsafe.
"""


def vote() -> Reading:
    """No date, no publisher, a question as a stance, thought within belief within a document."""
    at = At(VOTE)
    doc = document(VOTE, "vote.txt")
    attributions = (
        Attribution(
            (at("the mayor"),), at.all("ask whether"), at.all("the dam would hold"), "person", "asks", "asked"
        ),
        Attribution(
            at.all("A leaked memo"),
            at.all("says that"),
            at.all("the mayor, Osk Lindqvist, believes that the engineers think that the dam is unsafe"),
            "document",
        ),
        Attribution(
            at.all("the mayor, Osk Lindqvist"),
            at.all("believes that"),
            at.all("the engineers think that the dam is unsafe"),
            "person",
            "thinks",
            "hedged",
            inside=1,
        ),
        Attribution(
            at.all("the engineers"),
            at.all("think that"),
            at.all("the dam is unsafe"),
            "unnamed_group",
            "thinks",
            inside=2,
        ),
    )
    claims = (
        claim(doc, at.all("The council of Brenholm put off its vote on the dam")),
        claim(doc, at.all("the dam would hold"), (0,), stance="asked"),
        claim(doc, at.all("the dam is unsafe"), (1, 2, 3), stance="conditional"),
    )
    return Reading(doc, "by hand 1", attributions, claims)


def hostile() -> Reading:
    """What a document may hold to steer a browser, a terminal or a reader's eye."""
    text = (
        "<script>alert(1)</script> said the \x1b[31mred\x1b[0m spokes\u200bman: "
        "\u202egnp.exe\u202c is safe.\n"
        "</style><img src=x onerror=alert(2)> &amp; {{ 7*7 }} {% raw %} \x9b31m ]]> --> "
        "\u2066hidden\u2069 \ufeff\n"
        "“Zero\u00adwidth” joiners a\u200db\u200cc, family 👩\u200d👩\u200d👧 and می\u200cخواهم stay.\n"
    )
    at = At(text)
    doc = document(
        text,
        'javascript:alert("3")',
        title="<b>Title</b> \u202eevil\x07",
        authors=("<i>nobody</i>",),
        publisher='"><script>alert(4)</script>',
        published='2031"onload="x',
        notes=("<script>note</script>",),
        fields={"bad": float("nan"), "lone": "\ud800", "deep": [{"x": float("inf")}]},
        custody=custody('javascript:alert("5")', encoding="<enc>"),
    )
    attributions = (
        Attribution(
            at.all("<script>alert(1)</script>"),
            at.all("said"),
            at.all("\u202egnp.exe\u202c is safe"),
            "person",
            resolved=Resolution(Span(0, 8), "<script>x</script>\u202e", "<why>"),
        ),
    )
    claims = (
        claim(doc, attributions[0].content, (0,), checkworthy=Checkworthy(0.5, "<why>")),
        claim(doc, (at("</style><img src=x onerror=alert(2)> &amp; {{ 7*7 }}"),)),
    )
    return Reading(doc, "<rules>", attributions, claims, (), (Unplaced("place", "<u>", "</script>"),))


def all_stories() -> list[Reading]:
    return [worked(), harbour(), vote(), hostile()]
