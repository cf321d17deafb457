"""Fold: a question's entries into its matrix, and what an entry must be to be kept.

The order of entries is that in which they were kept; who folds fewer of them sees the matrix as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sayso.errors import StopRun, unknown
from sayso.matrices import (
    ENTRY_KINDS,
    MARKS,
    ROW_KINDS,
    STANDINGS,
    Assumption,
    Cell,
    Entry,
    Hypothesis,
    Matrix,
    Quote,
    Row,
)
from sayso.types import Json


@dataclass
class _State:
    question: str = ""
    text: str = ""
    hypotheses: dict[str, Hypothesis] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    cells: dict[tuple[str, str, str], Cell] = field(default_factory=dict)
    assumptions: dict[str, Assumption] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    """Ids that were withdrawn."""
    graded: set[str] = field(default_factory=set)
    """Ids of rows whose credibility was stated by itself."""
    outcome: str | None = None
    made: str = ""
    changed: str = ""


def fold(entries: Iterable[Entry]) -> Matrix:
    """The matrix that these entries of one question amount to.

    Raises:
        StopRun: an entry of a kind that there is none of.
    """
    state = _State()
    for entry in entries:
        if entry.kind not in _STEPS:
            raise unknown("kind of entry", entry.kind, ENTRY_KINDS)
        state.question = entry.question
        state.made = state.made or entry.made
        state.changed = entry.made
        _STEPS[entry.kind](state, entry)
    return _matrix(state)


def _matrix(state: _State) -> Matrix:
    rows = [_row_left(row, state.away) for row in state.rows.values() if row.id not in state.away]
    cells = [c for c in state.cells.values() if not {c.row, c.hypothesis} & state.away]
    return Matrix(
        question=state.question,
        text=state.text,
        hypotheses=tuple(h for h in state.hypotheses.values() if h.id not in state.away),
        rows=tuple(rows),
        cells=tuple(cells),
        assumptions=tuple(a for a in state.assumptions.values() if a.id not in state.away),
        outcome=state.outcome if state.outcome not in state.away else None,
        made=state.made,
        changed=state.changed,
    )


def _row_left(row: Row, away: set[str]) -> Row:
    return replace(row, motives=tuple(m for m in row.motives if m not in away))


def next_id(entries: Iterable[Entry], letter: str) -> str:
    """The first id of that letter ("H", "R", "A") that no entry has given; ids are never given twice."""
    given = [str(e.told.get("id", "")) for e in entries if e.kind in ("hypothesis", "row", "assumption")]
    numbers = [int(name[1:]) for name in given if name[:1] == letter and name[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"


def checked(entries: Iterable[Entry], entry: Entry) -> Entry:
    """The entry, if it can be kept after those.

    Raises:
        StopRun: something that it names is not in the question, or a value cannot be.
    """
    if entry.kind not in ENTRY_KINDS:
        raise unknown("kind of entry", entry.kind, ENTRY_KINDS)
    entries = list(entries)
    told = entry.told
    for name, needed in _NEEDED[entry.kind].items():
        if name not in told and needed:
            raise StopRun(f"an entry of kind {entry.kind!r}", f"it has no {name!r}", f"Give {name}")
    check_values(told)
    known = _ids(entries)
    if entry.kind in known:
        _check_id(entry, known)
    for name in ("row", "hypothesis"):
        if name in told and told[name] not in known[name]:
            raise unknown(name, str(told[name]), known[name] or [f"there is no {name} yet"])
    if entry.kind in ("withdraw", "challenge"):
        every = (
            known["assumption"] if entry.kind == "challenge" else [i for ids in known.values() for i in ids]
        )
        if told["id"] not in every:
            raise unknown("id", str(told["id"]), every or ["there is none yet"])
    return entry


def _check_id(entry: Entry, known: Mapping[str, list[str]]) -> None:
    """An id that is withdrawn takes out whatever has it: no two things may share one."""
    name = entry.told["id"]
    if not isinstance(name, str) or not name.strip():
        raise StopRun(f"id {name!r}", "it is no name", 'Give for instance "H1", "R1" or "A1"')
    for kind, names in known.items():
        if kind != entry.kind and name in names:
            raise StopRun(f"id {name!r}", f"a {kind} has it already", f"Give the {entry.kind} another")


def _ids(entries: Iterable[Entry]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"hypothesis": [], "row": [], "assumption": []}
    for entry in entries:
        if entry.kind in found and entry.told.get("id") not in found[entry.kind]:
            found[entry.kind].append(str(entry.told["id"]))
    return found


_NEEDED: dict[str, dict[str, bool]] = {
    "question": {"text": True},
    "hypothesis": {"id": True, "text": True},
    "row": {"id": True, "kind": True, "text": True},
    "cell": {"row": True, "hypothesis": True, "mark": True},
    "credibility": {"row": True, "credibility": True},
    "deceptive": {"row": True, "probability": True},
    "motive": {"row": True, "hypothesis": True},
    "assumption": {"id": True, "text": True},
    "challenge": {"id": True, "standing": True},
    "withdraw": {"id": True},
    "outcome": {"hypothesis": True},
    "misled": {"row": True},
}


def check_values(told: Mapping[str, Json]) -> None:
    """Pass, if each value of an entry is one that can be.

    Raises:
        StopRun: one is not.
    """
    _check_words(told)
    for name in ("prior", "probability"):
        value = told.get(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise StopRun(f"{name} {value!r}", "not a number from 0 to 1", "Write for instance 0.3")
        if name == "prior" and value in (0, 1):
            why = "a hypothesis that is certain before any evidence cannot be weighed"
            raise StopRun(f"prior {value!r}", why, "Give a number between 0 and 1, such as 0.05")
    for name in ("credibility", "proposed"):
        grade = told.get(name)
        if grade is not None and (isinstance(grade, bool) or grade not in (1, 2, 3, 4, 5, 6)):
            raise StopRun(f"{name} {grade!r}", "not an item credibility", "Give 1 to 6")
    for name in ("holds", "back"):
        if not isinstance(told.get(name, True), bool):
            raise StopRun(f"{name} {told[name]!r}", "neither true nor false", "Give true or false")
    for quote in _quotes(told):
        if not isinstance(quote, Mapping) or not isinstance(quote.get("text"), str):
            raise StopRun(f"quote {quote!r}", "it has no words", 'Give objects with "text", "address", "by"')


def _quotes(told: Mapping[str, Json]) -> list[Json]:
    quotes = told.get("quotes") or []
    if not isinstance(quotes, list | tuple):
        raise StopRun(f"quotes {quotes!r}", "not a list", 'Give a list of objects with "text"')
    return list(quotes)


def _check_words(told: Mapping[str, Json]) -> None:
    mark = told.get("mark")
    if mark is not None and mark not in MARKS:
        raise unknown("mark", str(mark), MARKS)
    if "standing" in told and told["standing"] not in STANDINGS:
        raise unknown("standing", str(told["standing"]), STANDINGS)
    if "kind" in told and told["kind"] not in ROW_KINDS:
        raise unknown("kind of row", str(told["kind"]), ROW_KINDS)
    for name in ("credibility_why", "proposed_why"):
        if not isinstance(told.get(name) or "", str):
            raise StopRun(f"{name} {told[name]!r}", "it is no text", "Give the reason as a sentence")
    if "text" in told and not str(told["text"] or "").strip():
        raise StopRun("text ''", "it has no words", "Say it in a sentence")


def _question(state: _State, entry: Entry) -> None:
    state.text = str(entry.told["text"])


def _hypothesis(state: _State, entry: Entry) -> None:
    told = entry.told
    prior = told.get("prior")
    made = Hypothesis(str(told["id"]), str(told["text"]), float(prior) if _is_number(prior) else None)  # type: ignore[arg-type]
    state.hypotheses[made.id] = made


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _row(state: _State, entry: Entry) -> None:
    told: Mapping[str, Any] = entry.told
    before = state.rows.get(told["id"])
    row = Row(
        id=told["id"],
        kind=told["kind"],
        text=told["text"],
        ref=told.get("ref"),
        origin=told.get("origin"),
        origin_name=told.get("origin_name") or "",
        source=told.get("source") or "",
        when=told.get("when"),
        quotes=tuple(
            Quote(q["text"], q.get("address") or "", q.get("by") or "") for q in told.get("quotes") or ()
        ),
        why=entry.why,
        **grades(told),
    )
    # Told anew, it keeps what was said about it.
    if before is not None:
        row = replace(row, deceptive=before.deceptive, motives=before.motives, misled=before.misled)
    if before is not None and row.id in state.graded:
        row = replace(row, credibility=before.credibility)
    state.rows[row.id] = row


def grades(told: Mapping[str, Any]) -> dict[str, Any]:
    """Of a row's entry: the `credibility` that a person states, and apart from it what the program proposes,
    `proposed` and `proposed_why`, which weighs nothing."""
    # Entries of before have one field for both: with a reason beside, it was the program's.
    if why := told.get("credibility_why"):
        return {"credibility": None, "proposed": told.get("credibility"), "proposed_why": why}
    why = told.get("proposed_why") or ""
    return {"credibility": told.get("credibility"), "proposed": told.get("proposed"), "proposed_why": why}


def _cell(state: _State, entry: Entry) -> None:
    told: Mapping[str, Any] = entry.told
    key = (told["row"], told["hypothesis"], entry.who)
    if told["mark"] is None:
        state.cells.pop(key, None)
        return
    state.cells[key] = Cell(*key[:2], told["mark"], entry.who, entry.why, entry.made)


def _credibility(state: _State, entry: Entry) -> None:
    told: Mapping[str, Any] = entry.told
    state.graded.add(told["row"])
    _change(state, told["row"], credibility=told["credibility"])


def _deceptive(state: _State, entry: Entry) -> None:
    told: Mapping[str, Any] = entry.told
    _change(state, told["row"], deceptive=told["probability"])


def _motive(state: _State, entry: Entry) -> None:
    told: Mapping[str, Any] = entry.told
    row = state.rows.get(told["row"])
    if row is None:
        return
    others = tuple(m for m in row.motives if m != told["hypothesis"])
    holds = told.get("holds", True)
    state.rows[row.id] = replace(row, motives=(*others, told["hypothesis"]) if holds else others)


def _change(state: _State, row: str, **told: Any) -> None:  # noqa: ANN401 - a row's own fields
    if row in state.rows:
        state.rows[row] = replace(state.rows[row], **told)


def _assumption(state: _State, entry: Entry) -> None:
    made = Assumption(str(entry.told["id"]), str(entry.told["text"]), who=entry.who, why=entry.why)
    state.assumptions[made.id] = made


def _challenge(state: _State, entry: Entry) -> None:
    told: Mapping[str, Any] = entry.told
    if told["id"] in state.assumptions:
        before = state.assumptions[told["id"]]
        state.assumptions[told["id"]] = replace(
            before, standing=told["standing"], who=entry.who, why=entry.why
        )


def _withdraw(state: _State, entry: Entry) -> None:
    step = state.away.discard if entry.told.get("back") else state.away.add
    step(str(entry.told["id"]))


def _outcome(state: _State, entry: Entry) -> None:
    state.outcome = str(entry.told["hypothesis"])


def _misled(state: _State, entry: Entry) -> None:
    _change(state, str(entry.told["row"]), misled=entry.told.get("holds", True))


_STEPS: dict[str, Callable[[_State, Entry], None]] = {
    "question": _question,
    "hypothesis": _hypothesis,
    "row": _row,
    "cell": _cell,
    "credibility": _credibility,
    "deceptive": _deceptive,
    "motive": _motive,
    "assumption": _assumption,
    "challenge": _challenge,
    "withdraw": _withdraw,
    "outcome": _outcome,
    "misled": _misled,
}
