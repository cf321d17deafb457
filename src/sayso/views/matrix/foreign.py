"""Matrices that other tools wrote, read as entries of a new question, with what of them is lost.

Plain tables and plain JSON are here; each tool's own files in a module of its own (`opensynthesis`, `parc`).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.edtf import is_edtf
from sayso.errors import StopRun
from sayso.ledger.questions import Draft
from sayso.matrices import Mark
from sayso.types import Json

_LETTERS: dict[str, Mark | None] = {
    **{"cc": "CC", "c": "C", "n": "N", "i": "I", "ii": "II", "na": "NA", "n/a": "NA"},
    **{"very consistent": "CC", "consistent": "C", "neutral": "N", "inconsistent": "I"},
    **{"very inconsistent": "II", "not applicable": "NA", "": None, "?": None},
}
_SIGNS: dict[str, Mark | None] = {"++": "CC", "+": "C", "0": "N", "-": "I", "--": "II"}
_DASHES = str.maketrans("−–", "--")
"""Word processors make minus signs and dashes of hyphens."""
CREDIBILITIES = {"high": 2, "medium": 3, "low": 4}
"""On the scale from 1 to 6: probably true, possibly true, doubtful. 1 would say that others confirmed it."""
COLUMNS = ("evidence", "credibility", "relevance", "source", "date", "link", "notes", "type", "origin")
"""Of a table; every other one is a hypothesis."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A matrix of another tool."""

    form: str
    """Which form it was taken for, as shown."""
    drafts: tuple[Draft, ...]
    """The question first."""
    lost: tuple[str, ...] = ()
    """What the file says that a matrix of ours has no place for: sentences."""


def marks(words: Iterable[str], name: str) -> dict[str, Mark | None]:
    """What each of these words for a cell means, in a file that uses one scale throughout.

    A lone "-" is inconsistent where the file writes signs, and nobody's mark where it writes letters.

    Raises:
        StopRun: a word that is none of either scale.
    """
    found = {word: _plain(word) for word in words}
    has_letters = any(plain in _LETTERS and plain not in ("", "?") for plain in found.values())
    has_signs = any(plain in ("++", "+", "--") for plain in found.values())
    scale = _LETTERS | _SIGNS | ({"-": None} if has_letters and not has_signs else {})
    for word, plain in found.items():
        if plain not in scale:
            todo = (
                "Write CC, C, N, I, II and NA; or ++, +, 0, - and --; leave the cell empty where nobody said"
            )
            raise StopRun(f"matrix in {name}", f"{word!r} is no mark", todo)
    return {word: scale[plain] for word, plain in found.items()}


def _plain(word: str) -> str:
    plain = " ".join(word.split()).casefold().translate(_DASHES)
    return {"c c": "cc", "i i": "ii"}.get(plain, plain)


def table(text: str, name: str, question: str | None) -> Foreign:
    """From a table: the first row names the columns, then a row of evidence each.

    Raises:
        StopRun: there are no two hypotheses, no rows, or a cell that is no mark.
    """
    try:
        lines = [line for line in csv.reader(io.StringIO(text), _dialect(text)) if any(map(str.strip, line))]
    except csv.Error as error:
        raise StopRun(f"matrix in {name}", f"no table ({error})", _AS_TABLE) from None
    if len(lines) < 2:
        raise StopRun(f"matrix in {name}", "it has no rows of evidence", _AS_TABLE)
    heads = [head.strip() for head in lines[0]]
    known = {n: head.casefold() for n, head in enumerate(heads) if n == 0 or head.casefold() in COLUMNS}
    known[0] = "evidence"
    stated = [n for n, head in enumerate(heads) if n not in known and head]
    if len(stated) < 2:
        raise StopRun(f"matrix in {name}", "it has fewer than two columns of hypotheses", _AS_TABLE)
    wide = [line + [""] * (len(heads) - len(line)) for line in lines[1:]]
    scale = marks({line[n] for line in wide for n in stated}, name)
    made = [*_asked(question or name, [heads[n] for n in stated])]
    lost: set[str] = set()
    for number, line in enumerate(wide, 1):
        told, why = _row({head: line[n].strip() for n, head in known.items()}, lost)
        made.append(Draft("row", {"id": f"R{number}", **told}, why=why or None))
        made += _cells(number, [scale[line[n]] for n in stated])
    return Foreign("a table", tuple(made), tuple(sorted(lost)))


_AS_TABLE = "Give a first row `evidence,FIRST HYPOTHESIS,SECOND HYPOTHESIS` and below it a row for each piece"


def _dialect(text: str) -> type[csv.Dialect]:
    """By the first line: tabs, semicolons or commas."""
    head = text.partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=head.count)

    return Found


def _asked(question: str, hypotheses: Sequence[str | Mapping[str, Json]]) -> Iterator[Draft]:
    yield Draft("question", {"text": question})
    for n, given in enumerate(hypotheses, 1):
        told = {"text": given} if isinstance(given, str) else given
        yield Draft("hypothesis", {"id": f"H{n}", **told})


def _cells(row: int, given: Sequence[Mark | None]) -> Iterator[Draft]:
    for n, mark in enumerate(given, 1):
        if mark is not None:
            yield Draft("cell", {"row": f"R{row}", "hypothesis": f"H{n}", "mark": mark})


def _row(given: Mapping[str, str], lost: set[str]) -> tuple[dict[str, Json], str]:
    """What an entry of a row tells, and why: what has no place of its own stands in the reason."""
    told: dict[str, Json] = {"kind": "note", "text": given["evidence"]}
    beside = []
    grade = credibility(given.get("credibility", ""))
    if grade is not None:
        told["credibility"] = grade
    elif given.get("credibility"):
        beside.append(f"credibility: {given['credibility']}")
    if given.get("source"):
        told["source"] = given["source"]
    if given.get("origin"):
        told |= {"origin": given["origin"], "origin_name": given["origin"]}
    if is_edtf(given.get("date", "")):
        told["when"] = given["date"]
    elif given.get("date"):
        beside.append(f"date: {given['date']}")
    beside += [f"{key}: {given[key]}" for key in ("relevance", "type", "link", "notes") if given.get(key)]
    if given.get("relevance"):
        lost.add("Relevance weighs nothing here: it stands in the reason of its row.")
    return told, "; ".join(beside)


def credibility(word: str) -> int | None:
    """1 to 6 as it stands, or of high, medium and low."""
    word = word.strip().casefold()
    return int(word) if re.fullmatch("[1-6]", word) else CREDIBILITIES.get(word)


def plain_json(made: Mapping[str, Any], name: str, question: str | None) -> Foreign:
    """From `{"question", "hypotheses": ["…"], "rows": [{"text", "marks": {"H1": "C"}}]}`.

    Raises:
        StopRun: it has no such hypotheses and rows.
    """
    hypotheses = [_hypothesis(one, name) for one in _list(made.get("hypotheses"), name, "hypotheses")]
    if len(hypotheses) < 2:
        raise StopRun(f"matrix in {name}", "it has fewer than two hypotheses", _AS_JSON)
    names = {str(told.get("id") or f"H{n + 1}"): n for n, told in enumerate(hypotheses)}
    rows = _list(made.get("rows", made.get("evidence")), name, "rows")
    given = [_marked(row, names, name) for row in rows]
    scale = marks({word for found in given for word in found.values()}, name)
    text = str(question or made.get("question") or made.get("title") or name)
    drafts = [*_asked(text, [{k: v for k, v in told.items() if k != "id"} for told in hypotheses])]
    strange: list[str] = []
    for n, (row, found) in enumerate(zip(rows, given, strict=True), 1):
        told, why = _told(row)
        if row.get("credibility") and "credibility" not in told:
            strange.append(f"Of R{n}: credibility {_shown(row['credibility'])}, which is none of 1 to 6.")
        drafts.append(Draft("row", {"id": f"R{n}", **told}, why=why or None))
        drafts += _cells(n, [scale[found[h]] if h in found else None for h in range(len(hypotheses))])
    drafts += [Draft("assumption", {"text": str(one)}) for one in made.get("assumptions") or ()]
    known = {"question", "title", "hypotheses", "rows", "evidence", "assumptions"}
    lost = [f"Nothing was made of {key!r}." for key in made if key not in known]
    return Foreign("plain JSON", tuple(drafts), (*lost, *strange))


_AS_JSON = 'Give {"question": "…", "hypotheses": ["…", "…"], "rows": [{"text": "…", "marks": {"H1": "C"}}]}'


def _list(value: object, name: str, at: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise StopRun(f"matrix in {name}", f"it has no list of {at}", _AS_JSON)
    return value


def _hypothesis(given: object, name: str) -> dict[str, Json]:
    if isinstance(given, str):
        return {"text": given}
    if not isinstance(given, dict) or not isinstance(given.get("text", given.get("title")), str):
        raise StopRun(f"matrix in {name}", f"{_shown(given)} is no hypothesis", _AS_JSON)
    prior = {"prior": given["prior"]} if given.get("prior") is not None else {}
    return {"text": given.get("text", given.get("title")), "id": given.get("id")} | prior


def _marked(row: object, names: Mapping[str, int], name: str) -> dict[int, str]:
    """A row's marks by the number of the hypothesis: given by its id, or in order."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise StopRun(f"matrix in {name}", f"{_shown(row)} is no row", _AS_JSON)
    given = row.get("marks") or {}
    if not isinstance(given, list | dict):
        raise StopRun(f"matrix in {name}", f"{_shown(given)} are no marks", _AS_JSON)
    pairs = enumerate(given) if isinstance(given, list) else given.items()
    found = {}
    for key, word in pairs:
        n = key if isinstance(key, int) else names.get(key)
        if n is None or n >= len(names):
            choices = ", ".join(names)
            raise StopRun(
                f"matrix in {name}", f"no hypothesis {key!r} in {_shown(row)}", f"There are: {choices}"
            )
        found[n] = str(word or "")
    return found


def _told(row: Mapping[str, Any]) -> tuple[dict[str, Json], str]:
    told: dict[str, Json] = {"kind": "note", "text": row["text"]}
    for key in ("source", "origin", "origin_name"):
        if row.get(key):
            told[key] = str(row[key])
    when = str(row.get("when", row.get("date")) or "")
    if is_edtf(when):
        told["when"] = when
    grade = credibility(str(row.get("credibility") or ""))
    if grade is not None:
        told["credibility"] = grade
    quotes = row.get("quotes")
    if isinstance(quotes, list):
        told["quotes"] = [
            {key: str(q.get(key) or "") for key in ("text", "address", "by")}
            for q in quotes
            if isinstance(q, dict)
        ]
    return told, str(row.get("why") or "")


def _shown(value: object) -> str:
    words = json.dumps(value, ensure_ascii=False, default=str)
    return words if len(words) <= 60 else f"{words[:59]}…"
