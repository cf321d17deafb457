"""Matrices made by hand, for what shows them: who is behind the fire at an invented pumping station.

The numbers of what is weighed are made up, too: what shows them must not depend on the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from sayso.matrices import (
    MACHINE,
    MARKS,
    ROW_KINDS,
    Dispute,
    Entry,
    EntryKind,
    Fare,
    Sought,
    Staged,
    Turn,
    Weighed,
    Weight,
)
from sayso.views.matrix.sheet import Sheet as Shown
from sayso.views.matrix.sheet import Since, Supposed
from sayso.weighing.ach import weigh
from sayso.weighing.folding import fold

BAD = "<img src=x onerror=alert(1)> [bold red]x[/] \x1b[31m \u202e{{ 7*7 }} \"'&amp; </style><script>*_`#|"
RTL = "قُتل تسعة وعشرون شخصا عندما سقط الجسر"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
METHOD = "ach by hand; CC 3, C 1.5, N 1, I 1/1.5, II 1/3"


@dataclass
class Told:
    """Entries in the order they are told."""

    question: str
    entries: list[Entry] = field(default_factory=list)

    def tell(self, entry: EntryKind, who: str = "anna", why: str = "", /, **told: Any) -> None:
        number = len(self.entries)
        made = f"2025-06-{10 + number // 40:02d}T{8 + number // 10 % 12:02d}:{number % 60:02d}:00Z"
        self.entries.append(Entry(f"{number:032x}", self.question, entry, who, made, why, told))

    def cells(self, row: str, who: str = "anna", why: str = "", **marks: str) -> None:
        for hypothesis, mark in marks.items():
            self.tell("cell", who, why, row=row, hypothesis=hypothesis, mark=mark)


def station() -> Shown:
    """Three hypotheses, seven rows, three of them from one origin; a row that may be staged."""
    told = _station()
    return Shown(_weighed_station(told.entries), tuple(told.entries))


def _station() -> Told:
    told = Told("kestermouth-fire")
    told.tell("question", text="Who set fire to the Kestermouth pumping station?")
    told.tell("hypothesis", id="H1", text="The Free Fells movement did")
    told.tell("hypothesis", id="H2", text="The Sarrovian service did, and left traces of Free Fells")
    told.tell("hypothesis", id="H3", text="It was an accident", prior=0.2)
    _station_rows(told)
    told.cells("R1", why="the fuse is their usual one", H1="CC", H2="C", H3="II")
    told.cells("R1", "bruno", "anyone can buy that fuse", H1="N", H2="CC")
    told.cells("R2", H1="C", H2="CC", H3="II")
    told.cells("R3", why="they own up to what they do", H1="II", H2="C", H3="C")
    told.cells("R4", MACHINE, "refutes it 0.91: the gate was forced", H1="C", H2="C", H3="II")
    told.cells("R5", MACHINE, H1="C", H2="C")
    told.cells("R6", MACHINE, H1="C")
    told.cells("R7", H1="I", H2="CC", H3="N")
    told.tell("deceptive", "bruno", "leaflets are the easiest thing to leave", row="R2", probability=0.6)
    told.tell("motive", "bruno", "it names them", row="R2", hypothesis="H2")
    told.tell("motive", "anna", "", row="R1", hypothesis="H2")
    told.tell("assumption", "anna", "nobody else was let in", id="A1", text="The police report is complete")
    told.tell("assumption", id="A2", text="Free Fells still has people in the valley")
    told.tell("challenge", "bruno", "two trials said that they left in 2023", id="A2", standing="challenged")
    return told


def _station_rows(told: Told) -> None:
    told.tell(
        "row",
        "anna",
        "what the blame rests on",
        id="R1",
        kind="claim",
        text="The fuse is of the make that Free Fells used in 2021, experts say",
        ref="4abc765128a14abc765128a14abc7651",
        origin="experts",
        origin_name="Institute for Fire Research",
        source="the Institute for Fire Research, to ONA",
        when="2025-06-03",
        quotes=[
            {
                "text": "The fuse is of the make that Free Fells used in 2021",
                "address": "https://ona.example/fuse",
                "by": "ONA",
            }
        ],
        credibility=2,
    )
    told.tell("row", id="R2", kind="note", text="A leaflet of Free Fells lay beside the gate")
    told.tell(
        "row",
        id="R3",
        kind="claim",
        text="Free Fells denied that it was there",
        source="Free Fells, on Radio Lenn",
        when="2025-06-04",
        proposed=4,
        proposed_why="doubtful: 1 origin speaks against it, and no other bears it out.",
    )
    for number, outlet in enumerate(("ONA", "The Fellmark Gazette", "Radio Lenn"), 4):
        told.tell(
            "row",
            id=f"R{number}",
            kind="claim",
            text=f"The gate was forced before the fire began, {outlet} has it from the police",
            ref=f"{number}c" * 16,
            origin="police",
            origin_name="the police in Kestermouth",
            source=f"the police in Kestermouth, to {outlet}",
            when="2025-06-02",
            quotes=[
                {
                    "text": "the gate had been forced",
                    "address": f"https://{number}.example/gate",
                    "by": outlet,
                }
            ],
            credibility=1,
        )
    told.tell(
        "row",
        id="R7",
        kind="finding",
        text="The night guard was sent home that evening: supported, with moderate confidence",
        when="2025-06-05",
    )


def _weighed_station(entries: list[Entry]) -> Weighed:
    third = 1 / 3
    rows = (
        Weight("R1", 2.667, 1.0, 1.0, 1.5, {"H1": 1.44, "H2": 1.9, "H3": 0.365}, "H3 against H1 and H2"),
        Weight("R2", 2.889, 1.0, 0.4, 0.0, {"H1": 1.1, "H2": 1.26, "H3": 0.72}),
        Weight("R3", 2.0, 1.0, 1.0, 0.0, {"H1": 0.36, "H2": 1.6, "H3": 1.6}),
        Weight("R4", 2.0, third, 1.0, 0.0, {"H1": 1.2, "H2": 1.2, "H3": 0.69}),
        Weight("R5", 0.0, third, 1.0, 0.0, {"H1": 1.0, "H2": 1.0, "H3": 1.0}),
        Weight("R6", 0.0, third, 1.0, 0.0, {}),
        Weight("R7", 1.556, 1.0, 1.0, 0.0, {"H1": 0.6, "H2": 2.1, "H3": 0.79}),
    )
    return Weighed(
        matrix=fold(entries),
        hypotheses=(
            Fare("H2", 0.0, 1, 0.681, 0.47, 0.86, "likely"),
            Fare("H1", 3.0, 2, 0.214, 0.1, 0.38, "unlikely"),
            Fare("H3", 4.13, 3, 0.105, 0.03, 0.2, "very unlikely"),
        ),
        rows=rows,
        confidence="moderate",
        reasons=(
            "Two rows of two origins carry it.",
            "One leading row may have been left to be found.",
            "Four cells are proposed by the machine alone.",
        ),
        carrying=("R3", "R7", "R1"),
        turns=(
            Turn(("R3",), "H1", 0.52, "without the denial nothing speaks against H1 but R7"),
            Turn(("R4",), "H2", 0.6, by="inconsistency", copies=("R5", "R6")),
            Turn(("R1", "R7"), "H1", 0.44, by="probability"),
        ),
        sought=(
            Sought("Who sent the guard home, and on whose order", ("H2", "H1"), 0.79),
            Sought("Whether the leaflet was printed where theirs are", ("H2", "H1"), 0.41),
        ),
        disputes=(Dispute("R1", "H1", {"anna": "CC", "bruno": "N"}, 2),),
        unfilled=(("R5", "H3"), ("R6", "H2"), ("R6", "H3")),
        misled=(),
        method=METHOD,
        staged=(Staged("H2", ("R2", "R1"), "H1", 0.51, 0.33, 0.49, "what is left speaks for neither"),),
        pairs_left=3,
    )


def supposed() -> Shown:
    """What if R3 was planted, which nothing keeps."""
    sheet = station()
    told = Told("kestermouth-fire")
    told.tell("deceptive", "anna", "supposed", row="R3", probability=1.0)
    after = replace(
        sheet.weighed,
        hypotheses=(
            Fare("H1", 1.0, 1, 0.523, 0.3, 0.7, "roughly even chance"),
            Fare("H2", 1.0, 1, 0.371, 0.2, 0.55, "unlikely"),
            Fare("H3", 4.13, 3, 0.106, 0.03, 0.2, "very unlikely"),
        ),
        carrying=("R1",),
        turns=(),
    )
    return Shown(after, sheet.history, supposed=Supposed(sheet.weighed, tuple(told.entries)))


def since() -> Shown:
    """What changed since a date."""
    sheet = station()
    before = replace(sheet.weighed, hypotheses=supposed().weighed.hypotheses)
    changes = ("H2 leads instead of H1.", "R7 is new.")
    return replace(sheet, since=Since("2025-06-09", before, changes))


def looked_back() -> Shown:
    """The outcome is known, and two rows misled."""
    told = _station()
    told.tell("outcome", "anna", "a court found so", hypothesis="H1")
    told.tell("misled", "anna", "the denial was a lie", row="R3")
    weighed = replace(_weighed_station(told.entries), misled=("R3", "R7"))
    return Shown(weighed, tuple(told.entries))


def empty() -> Shown:
    """A question with two hypotheses and nothing else."""
    told = Told("ferries")
    told.tell("question", text="Who owns the three ferries?")
    told.tell("hypothesis", id="H1", text="The mayor of Hallin")
    told.tell("hypothesis", id="H2", text="A bank")
    fares = tuple(Fare(h, 0.0, 1, 0.5, 0.5, 0.5, "roughly even chance") for h in ("H1", "H2"))
    weighed = Weighed(
        fold(told.entries), fares, (), "low", ("There are no rows.",), (), (), (), (), (), (), METHOD
    )
    return Shown(weighed, tuple(told.entries))


def bare() -> Shown:
    """A question and nothing else."""
    told = Told("bare")
    told.tell("question", text="What happened?")
    return Shown(
        Weighed(fold(told.entries), (), (), "low", (), (), (), (), (), (), (), METHOD), tuple(told.entries)
    )


def many() -> Shown:
    """Fourteen hypotheses, sixty rows, four analysts."""
    told = Told("many")
    told.tell("question", text="Which of fourteen owners let the tanker drift?")
    names = [f"H{n}" for n in range(1, 15)]
    for name in names:
        told.tell("hypothesis", id=name, text=f"Owner number {name[1:]}, of the {name[1:]} harbours, let it")
    marks = ("CC", "C", "N", "I", "II", "NA")
    weights = []
    for n in range(1, 61):
        row = f"R{n}"
        text = f"Log {n} of the coast guard says that the tanker lay at berth {n % 9} until {n % 24} o'clock"
        told.tell("row", id=row, kind="note", text=text, origin=f"o{n // 4}", origin_name=f"log {n // 4}")
        for who in ("anna", "bruno", "cleo", MACHINE):
            found = {h: marks[(n * 7 + i * 5 + len(who) * n % 3) % 6] for i, h in enumerate(names)}
            told.cells(row, who, "as the log has it", **found)
        weights.append(Weight(row, (n * 37 % 50) / 10, 0.25, 1.0, (n * 13 % 30) / 10, {}))
    matrix = fold(told.entries)
    fares = tuple(
        Fare(h, i / 2, i + 1, p, p / 2, min(1, p * 2), "unlikely" if p > 0.2 else "very unlikely")
        for i, (h, p) in enumerate(zip(names, (0.3, 0.2, *[0.5 / 12] * 12), strict=True))
    )
    weighed = Weighed(
        matrix, fares, tuple(weights), "low", (), ("R1", "R2", "R3"), (), (), (), (), (), METHOD
    )
    return Shown(weighed, tuple(told.entries))


def hostile() -> Shown:
    """What acts on a page, a terminal or a drawing, in every place that words come from."""
    told = Told(BAD)
    told.tell("question", BAD, BAD, text=BAD)
    told.tell("hypothesis", BAD, BAD, id="H1", text=BAD)
    told.tell("hypothesis", BAD, BAD, id="H2", text=RTL)
    quote = {"text": BAD, "address": "javascript:alert(1)", "by": BAD}
    told.tell(
        "row",
        BAD,
        BAD,
        id="R1",
        kind="claim",
        text=BAD,
        ref=BAD,
        origin=BAD,
        origin_name=BAD,
        source=BAD,
        when=BAD,
        quotes=[quote],
        credibility=4,
    )
    told.tell(
        "row",
        id="R2",
        kind="note",
        text=LONG,
        origin=BAD,
        origin_name=BAD,
        proposed=5,
        proposed_why=BAD,
    )
    told.cells("R1", BAD, BAD, H1="CC", H2="II")
    told.cells("R2", LONG, LONG, H1="I")
    told.tell("deceptive", BAD, BAD, row="R1", probability=0.95)
    told.tell("motive", BAD, BAD, row="R1", hypothesis="H2")
    told.tell("assumption", BAD, BAD, id="A1", text=BAD)
    told.tell("challenge", BAD, BAD, id="A1", standing="failed")
    weights = (
        Weight("R1", 4.0, 0.5, 0.05, 2.0, {"H1": 3.0, "H2": 1 / 3}, BAD),
        Weight("R2", 1.0, 0.5, 1.0, 0.0, {}, LONG),
    )
    weighed = Weighed(
        matrix=fold(told.entries),
        hypotheses=(
            Fare("H1", 0.0, 1, 0.97, 0.9, 0.99, "almost certain"),
            Fare("H2", 2.0, 2, 0.03, 0.01, 0.1, "almost no chance"),
        ),
        rows=weights,
        confidence="high",
        reasons=(BAD, LONG),
        carrying=("R1",),
        turns=(Turn(("R1",), "H2", 0.7, BAD),),
        sought=(Sought(BAD, ("H1", "H2"), 0.5),),
        disputes=(Dispute("R1", "H1", {BAD: "CC", LONG: "II"}, 4),),
        unfilled=(("R2", "H2"),),
        misled=(),
        method=BAD,
        staged=(Staged("H2", ("R1",), "H2", 0.7, 0.7, 0.5, BAD),),
    )
    return Shown(weighed, tuple(told.entries), since=Since(BAD, weighed, (BAD,)))


ALL: Mapping[str, Callable[[], Shown]] = {
    "station": station,
    "supposed": supposed,
    "since": since,
    "looked back": looked_back,
    "empty": empty,
    "bare": bare,
    "many": many,
    "hostile": hostile,
}


@st.composite
def by_chance(draw: st.DrawFn) -> Shown:
    """Any question that can be asked, weighed by the engine."""
    told = Told("chance")
    words = st.text(min_size=1, max_size=40).filter(str.strip)
    told.tell("question", text=draw(words))
    hypotheses = [f"H{n}" for n in range(1, draw(st.integers(0, 4)) + 1)]
    rows = [f"R{n}" for n in range(1, draw(st.integers(0, 5)) + 1)]
    for hypothesis in hypotheses:
        told.tell("hypothesis", id=hypothesis, text=draw(words))
    for row in rows:
        origin = draw(st.sampled_from([None, "one", "other"]))
        told.tell("row", id=row, kind=draw(st.sampled_from(ROW_KINDS)), text=draw(words), origin=origin)
        if draw(st.booleans()):
            told.tell("deceptive", row=row, probability=draw(st.sampled_from([0.0, 0.3, 0.97, 1.0])))
        for hypothesis in hypotheses:
            for who in draw(st.sets(st.sampled_from(["anna", "bruno", "cleo", MACHINE]))):
                mark = draw(st.sampled_from(MARKS))
                told.tell("cell", who, draw(st.text(max_size=20)), row=row, hypothesis=hypothesis, mark=mark)
        if hypotheses and draw(st.booleans()):
            told.tell("motive", row=row, hypothesis=draw(st.sampled_from(hypotheses)))
    if hypotheses and draw(st.booleans()):
        told.tell("outcome", hypothesis=draw(st.sampled_from(hypotheses)))
    return Shown(weigh(fold(told.entries)), tuple(told.entries))
