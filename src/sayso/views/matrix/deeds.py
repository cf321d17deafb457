"""Who did what to a question, in words: of each entry a clause, of a what-if what it supposes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sayso.matrices import Entry, EntryKind, Row
from sayso.views.inert import on_one_line
from sayso.views.lineage.wording import day
from sayso.views.matrix.wording import CREDIBILITY, MARK_WORDS, listed, planted, quoted, short, who
from sayso.weighing.folding import grades

_Told = Mapping[str, Any]


def deed(entry: Entry) -> str:
    """ "marked R1 × H2 C (consistent): the fuse is their usual one"."""
    words = _DEEDS[entry.kind](entry.told)
    why = on_one_line(entry.why)
    return f"{words}: {why}" if why else words


def in_turn(history: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    """Each entry with its clause; marks that one person gave one row at once, with one reason, are one."""
    for (kind, _, _, row), group in groupby(history, key=_together):
        entries = list(group)
        if kind != "cell" or len(entries) == 1 or not all(e.told.get("mark") for e in entries):
            yield from ((entry, deed(entry)) for entry in entries)
            continue
        marks = ", ".join(f"{_name(e.told, 'hypothesis')} {e.told['mark']}" for e in entries)
        why = on_one_line(entries[0].why)
        yield entries[0], f"marked {short(str(row), 40)} {marks}" + (f": {why}" if why else "")


def _together(entry: Entry) -> tuple[str, str, str, str]:
    row = str(entry.told.get("row")) if entry.kind == "cell" else entry.id
    return entry.kind, entry.who, entry.why, row


def actor(entry: Entry) -> str:
    return who(entry.who)


def moment(made: str) -> str:
    """ "10 June 2025, 09:15 UTC", of an RFC 3339 time; another as it stands."""
    date, found, time = made.partition("T")
    return f"{day(date)}, {time[:5]} UTC" if found else short(made, 40)


def supposition(entry: Entry, rows: Mapping[str, Row]) -> str:
    """What a what-if supposes: "R3 was planted or is false: “Free Fells denied …”"."""
    told: _Told = entry.told
    identity = str(told.get("row", told.get("id", "")))
    text = f": {quoted(rows[identity].text, 100)}" if identity in rows else ""
    if entry.kind == "withdraw":
        return f"{on_one_line(identity)} were not there{text}"
    probability = float(told.get("probability") or 0)
    sure = "" if probability >= 1 else f", with a probability of {planted(probability)}"
    return f"{on_one_line(identity)} was planted or is false{sure}{text}"


def supposing(entries: Sequence[Entry]) -> str:
    """What must stand before the answer of a what-if, lest it be read as the answer."""
    without = listed([on_one_line(str(e.told["id"])) for e in entries if e.kind == "withdraw"])
    planted_ = listed([_maybe(e.told) for e in entries if e.kind == "deceptive"])
    several = sum(e.kind == "deceptive" for e in entries) > 1
    parts = [f"without {without}"] if without else []
    if planted_:
        parts.append(f"if {planted_} {'were planted or are' if several else 'was planted or is'} false")
    return f"What if, and not as it is: {', and '.join(parts)}"


def _maybe(told: _Told) -> str:
    """ "R3", or "R3 (50 %)" where it is not certain."""
    probability = float(told.get("probability") or 0)
    row = on_one_line(str(told["row"]))
    return row if probability >= 1 else f"{row} (probability {planted(probability)})"


def _cut(told: _Told, name: str = "text") -> str:
    return quoted(str(told.get(name) or ""), 120)


def _name(told: _Told, name: str) -> str:
    return short(str(told.get(name) or ""), 40)


def _cell(told: _Told) -> str:
    where = f"{_name(told, 'row')} × {_name(told, 'hypothesis')}"
    found = told.get("mark")
    return f"marked {where} {found} ({MARK_WORDS[found]})" if found else f"took the mark on {where} back"


def _row(told: _Told) -> str:
    put = f"put in {_name(told, 'id')}, {_cut(told)}"
    found = grades(told)
    if found["credibility"]:
        return f"{put}, credibility {found['credibility']}"
    return f"{put}, credibility {found['proposed']} proposed, not weighed" if found["proposed"] else put


def _credibility(told: _Told) -> str:
    grade = told.get("credibility")
    if grade is None:
        return f"took the credibility of {_name(told, 'row')} back"
    return f"set the credibility of {_name(told, 'row')} to {grade} ({CREDIBILITY[grade]})"


def _deceptive(told: _Told) -> str:
    if told.get("probability") is None:
        return f"took back how probable it is that {_name(told, 'row')} was planted or is false"
    probability = planted(told["probability"])
    return f"put the probability that {_name(told, 'row')} was planted or is false at {probability}"


def _motive(told: _Told) -> str:
    row, hypothesis = _name(told, "row"), _name(told, "hypothesis")
    if not told.get("holds", True):
        return f"took back that {hypothesis}’s author would want {row} found"
    return f"said that if {hypothesis} holds, its author would want {row} found"


def _withdraw(told: _Told) -> str:
    return f"{'brought back' if told.get('back') else 'withdrew'} {_name(told, 'id')}"


def _misled(told: _Told) -> str:
    return f"{'said' if told.get('holds', True) else 'took back'} that {_name(told, 'row')} misled"


def _hypothesis(told: _Told) -> str:
    prior = told.get("prior")
    stated = f", {planted(prior)} before any row" if prior is not None else ""
    return f"stated {_name(told, 'id')}, {_cut(told)}{stated}"


_DEEDS: dict[EntryKind, Callable[[_Told], str]] = {
    "question": lambda told: f"asked {_cut(told)}",
    "hypothesis": _hypothesis,
    "row": _row,
    "cell": _cell,
    "credibility": _credibility,
    "deceptive": _deceptive,
    "motive": _motive,
    "assumption": lambda told: f"assumed {_name(told, 'id')}, {_cut(told)}",
    "challenge": lambda told: f"said of {_name(told, 'id')}: {_name(told, 'standing')}",
    "withdraw": _withdraw,
    "outcome": lambda told: f"recorded that {_name(told, 'hypothesis')} turned out to hold",
    "misled": _misled,
}
