"""Questions: what people do to them is entered and never changed; a matrix is what its entries amount to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sayso.errors import StopRun
from sayso.ledger import question_forgetting, storable
from sayso.ledger.identity import SHORTEST
from sayso.ledger.inserting import insert_new
from sayso.ledger.question_tables import entries as table
from sayso.ledger.runs import now
from sayso.matrices import Entry, EntryKind, Matrix
from sayso.types import Json, digest
from sayso.weighing.folding import check_values, checked, fold, next_id

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger

LETTERS: dict[str, str] = {"hypothesis": "H", "row": "R", "assumption": "A"}
"""Of the ids that are given within a question."""
_LISTED = 8
"""Questions that an error names."""
_LONGEST = 100
"""Characters that it has of each."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is kept. Question, person, time and reason are those of all that are kept together,
    but where one has its own reason or, imported, its own analyst."""

    kind: EntryKind
    told: Mapping[str, Json] = field(default_factory=dict)
    why: str | None = None
    who: str | None = None


def enter(
    ledger: Ledger, question: str | None, kind: EntryKind, *, who: str, why: str, told: Mapping[str, Json]
) -> Entry:
    """Keep one entry; see `keep`."""
    return keep(ledger, question, [Draft(kind, told)], who=who, why=why)[0]


def keep(ledger: Ledger, question: str | None, drafts: Sequence[Draft], *, who: str, why: str) -> list[Entry]:
    """Keep entries on a question (as `named` finds it), all of them or none.

    None asks a new question, and then the first entry is its wording. A hypothesis, row or assumption without
    an id gets the next. What the same person says twice within a second is one entry.

    Raises:
        StopRun: no such question, a new one that is asked already, or an entry that cannot be.
    """
    with ledger.writing() as connection:
        made = now()
        asked = named(connection, question) if question is not None else _asked(connection, drafts, who, made)
        held = entries(connection, asked)
        kept = []
        for draft in drafts:
            said = (draft.who or who, made, why if draft.why is None else draft.why)
            entry = _entry(connection, (asked, draft), said, held)
            kept.append(entry)
            if not _is_here(held, entry):
                insert_new(connection, table, [_as_row(entry)])
                held.append(entry)
    return kept


def _is_here(held: Sequence[Entry], entry: Entry) -> bool:
    """Whether it was kept within this second.

    Raises:
        StopRun: it was, and was taken back since: an entry has no finer time than the second.
    """
    places = [n for n, one in enumerate(held) if one.id == entry.id]
    if not places:
        return False
    since = held[places[0] + 1 :]
    if any((one.kind, one.who, _subject(one)) == (entry.kind, entry.who, _subject(entry)) for one in since):
        why = f"{entry.who} said it, and something else of the same thing, within this second"
        raise StopRun(f"an entry of kind {entry.kind!r}", why, "Say it again in a moment")
    return True


def _subject(entry: Entry) -> tuple[Json, ...]:
    """What in the question it is about."""
    return tuple(entry.told.get(key) for key in ("id", "row", "hypothesis"))


def _asked(connection: Connection, drafts: Sequence[Draft], who: str, made: str) -> str:
    """Id of a new question."""
    if not drafts or drafts[0].kind != "question":
        raise StopRun("a new question", "it is not said how it is worded", 'sayso hypotheses new "…?"')
    text = str(storable.value(drafts[0].told.get("text") or ""))
    return digest("question", text, who, made)


def _check_unasked(connection: Connection, identity: str, text: str) -> None:
    """That no other question is worded so: by its wording neither could be named."""
    for matrix in questions(connection):
        if _plain(matrix.text) == _plain(text) and matrix.question != identity:
            todo = f"Go on with it: sayso hypotheses show {matrix.question[:12]}"
            raise StopRun(f"question {_cut(text)!r}", "it is asked already in this ledger", todo)


def _check_new(held: Sequence[Entry], told: Mapping[str, Json]) -> None:
    """That no other hypothesis says the same: of hypotheses that exclude one another none does."""
    text = _plain(str(told.get("text") or ""))
    for one in fold(held).hypotheses:
        if one.id != told.get("id") and _plain(one.text) == text:
            why = f"{one.id} says the same, and only one of them could hold"
            raise StopRun(f"hypothesis {_cut(one.text)!r}", why, "Word it otherwise, or leave it out")


def _entry(
    connection: Connection, given: tuple[str, Draft], said: tuple[str, str, str], held: Sequence[Entry]
) -> Entry:
    question, draft = given
    # Before it is mended for the database, in which what is no number would be none at all.
    check_values(draft.told)
    who, made, why = (str(storable.value(part)) for part in said)
    told: dict[str, Json] = storable.value(dict(draft.told))
    if draft.kind == "row":
        told = question_forgetting.sourced(connection, told)
    if draft.kind in LETTERS and "id" not in told:
        told["id"] = _same(held, (draft.kind, who, made, why), told) or next_id(held, LETTERS[draft.kind])
    if draft.kind == "hypothesis":
        _check_new(held, told)
    elif draft.kind == "question":
        _check_unasked(connection, question, str(told.get("text") or ""))
    entry = Entry("", question, draft.kind, who, made, why, told)
    return checked(held, replace(entry, id=identity_of(entry)))


def _same(held: Sequence[Entry], said: tuple[str, str, str, str], told: Mapping[str, Json]) -> str | None:
    """The id that was given to the very same thing within this second."""
    for entry in reversed(held):
        left = {key: value for key, value in entry.told.items() if key != "id"}
        if (entry.kind, entry.who, entry.made, entry.why) == said and left == told:
            return str(entry.told["id"])
    return None


def identity_of(entry: Entry) -> str:
    """The id that an entry must have by what it says."""
    return digest(
        "entry", entry.question, entry.kind, entry.who, entry.made, entry.why, _canonical(entry.told)
    )


def _canonical(told: Mapping[str, Json]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def take_in(ledger: Ledger, given: Sequence[Entry]) -> int:
    """Keep entries of one question that another ledger kept, as they are; how many were not here yet.

    Raises:
        StopRun: one is not what its id says, cannot be, or names what is something else here.
    """
    if not given:
        return 0
    with ledger.writing() as connection:
        held = entries(connection, given[0].question)
        here = {entry.id for entry in held}
        new = list({entry.id: entry for entry in given if entry.id not in here}.values())
        _check_apart(held, given, new)
        for entry in new:
            told: dict[str, Json] = storable.value(dict(entry.told))
            if entry.kind == "row":
                told = question_forgetting.without_forgotten(connection, told)
            checked(held, entry)
            held.append(entry)
            insert_new(connection, table, [_as_row(entry) | {"told": told}])
    return len(new)


def _check_apart(held: Sequence[Entry], given: Sequence[Entry], new: Sequence[Entry]) -> None:
    """That no new entry gives a name that was given here to something else since the two ledgers parted."""
    common = {entry.id for entry in given}
    ours = {str(e.told["id"]) for e in held if e.kind in LETTERS and e.id not in common}
    for entry in new:
        if entry.kind in LETTERS and entry.told.get("id") in ours:
            why = "both ledgers gave it to something new since they parted"
            raise StopRun(f"id {entry.told['id']!r}", why, "Import it into another ledger, with --ledger")


def _as_row(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "question": entry.question,
        "kind": entry.kind,
        "who": entry.who,
        "made": entry.made,
        "why": entry.why,
        "told": dict(entry.told),
    }


def _of(row: Any) -> Entry:  # noqa: ANN401 - a row of the table
    return Entry(row.id, row.question, row.kind, row.who, row.made, row.why, row.told)


def entries(connection: Connection, question: str, *, as_of: str | None = None) -> list[Entry]:
    """All entries of a question, oldest first; with `as_of` (RFC 3339, or a day) those made until then.

    Raises:
        StopRun: `as_of` is no moment.
    """
    query = select(table).where(table.c.question == question).order_by(table.c.key)
    if as_of is not None:
        query = query.where(table.c.made <= until(as_of))
    return [_of(row) for row in connection.execute(query)]


def until(moment: str) -> str:
    """A moment as entries are dated; a day alone ends at its last second.

    Raises:
        StopRun: it is neither.
    """
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        todo = "Write for instance 2025-06-11 or 2025-06-11T12:00:00Z"
        raise StopRun(f"moment {moment!r}", "not a day and no time in RFC 3339", todo) from None
    if re.fullmatch(r"[\d-]+", moment):
        found += timedelta(days=1, seconds=-1)
    zoned = found if found.tzinfo else found.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def questions(connection: Connection) -> list[Matrix]:
    """Every question as it stands, the one changed last first."""
    found: dict[str, list[Entry]] = {}
    for row in connection.execute(select(table).order_by(table.c.key)):
        # Taken out and put back: the order becomes that of the last change.
        found[row.question] = [*found.pop(row.question, []), _of(row)]
    return [fold(kept) for kept in reversed(found.values())]


def named(connection: Connection, given: str) -> str:
    """Id of the question that has this wording, or whose id begins so.

    Raises:
        StopRun: none does, or several do; they are listed.
    """
    asked = questions(connection)
    worded = [m for m in asked if _plain(m.text) == _plain(given)]
    digits = given.strip().lower()
    is_beginning = re.fullmatch(rf"[0-9a-f]{{{SHORTEST},32}}", digits) is not None
    found = worded or [m for m in asked if is_beginning and m.question.startswith(digits)]
    if len(found) == 1:
        return found[0].question
    if found:
        raise StopRun(f"question {given!r}", f"several begin so: {_list(found)}", "Give more digits")
    if not asked:
        why = "there is no question in this ledger yet"
        raise StopRun(f"question {given!r}", why, 'Ask one: sayso hypotheses new "…?" -H "…" -H "…"')
    why = "no question has this wording or an id that begins so"
    more = f", and {len(asked) - _LISTED} more (sayso hypotheses list)" if len(asked) > _LISTED else ""
    raise StopRun(f"question {given!r}", why, f"There are: {_list(asked[:_LISTED])}{more}")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _list(matrices: Iterable[Matrix]) -> str:
    return "; ".join(f"{m.question[:12]} ({_cut(m.text)})" for m in matrices)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def matrix(connection: Connection, given: str, *, as_of: str | None = None) -> Matrix:
    """A question as it stands, or as it stood.

    Raises:
        StopRun: no such question, or nothing of it was there then.
    """
    question = named(connection, given)
    found = entries(connection, question, as_of=as_of)
    if not found:
        why = f"it was asked later, on {entries(connection, question)[0].made}"
        raise StopRun(f"question {given!r} as of {as_of}", why, "Name a later moment")
    return fold(found)
