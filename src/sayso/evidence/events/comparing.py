"""Whether a row of a table bears a claim out: date and place within their precision, figures against bounds.

At most one check of a row decides; it is the last, and its sentence tells what the others led to. A row
supports a claim only where it is of the claim's day and place. It refutes one only where the table has no
other row of that day and place, for then it is about the same event as far as a table can tell.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.evidence.events.counting import Outcome, chosen, event_words, tells
from sayso.evidence.events.event import Event, Together
from sayso.evidence.events.naming import country, folded
from sayso.evidence.events.sought import Sought, days, kilometres
from sayso.evidence.events.wording import Numbers, counted, date_words, number, span
from sayso.findings import Asked, Check, CheckKind, Label, Row

_WITHIN = 25.0
"""Kilometres around a row's coordinates where its table does not say how precise they are."""
_WIDEST = 8
"""Days that a row may span to be of a claim's day: "within that week", and not "within that year"."""
_LOOSE = frozenset({"negation", "conditional", "counterfactual", "prediction"})
"""Signals with which a figure in the claim is not what the claim says to be so."""


@dataclass(frozen=True, slots=True)
class Met:
    """How one side of a row meets the claim's."""

    kind: CheckKind
    holds: bool | None
    """None where one of the two does not tell."""
    why: str
    claim: str = ""
    passage: str = ""
    exact: bool = True
    """Whether it is close enough for a row to refute the claim."""

    def check(self) -> Check:
        return Check(self.kind, "neutral", self.why, self.claim, self.passage, decides=False)


def compared(asked: Asked, row: Row) -> tuple[Check, ...]:
    """What the row says to the claim; of an `Event` it is known what other rows its day and place have."""
    sought = Sought.of(asked)
    sides = [_date(sought, row), _place(sought, row)]
    actors = _actors(asked, row)
    last = _figure(asked, row, sides, actors) or _event(asked, row, sides)
    return (*(met.check() for met in (*sides, actors) if met is not None), last)


def _date(sought: Sought, row: Row) -> Met:
    when = days(row.date)
    if when is None:
        return Met("date", None, "The table has no date for it")
    theirs = date_words(row.date) or ""
    gap = sought.gap(when)
    if gap is None:
        return Met("date", None, f"It happened on {theirs}; the claim tells no date", passage=theirs)
    ours = " or ".join(span(d) for d in sought.days)
    if not sought.told:
        made = span((sought.days[0][0], sought.days[0][1]))
        why = f"The claim tells no day; {theirs} lies in the month before it was made ({made})"
        return Met("date", gap == 0, why, passage=theirs)
    if gap:
        apart = "a day" if gap == 1 else f"{gap} days"
        return Met(
            "date", False, f"The row's date, {theirs}, is {apart} from the claim's, {ours}", ours, theirs
        )
    wide = (when[1] - when[0]).days
    most = max(_WIDEST, *((end - start).days + 1 for start, end in sought.days))
    if wide > most:
        why = f"The table knows only {theirs}, which is too wide for {ours}"
        return Met("date", None, why, ours, theirs)
    same = f"Both tell of {theirs}" if ours == theirs else f"{theirs} and {ours} overlap"
    return Met("date", True, same, ours, theirs, exact=sought.narrow and wide < _WIDEST)


def _place(sought: Sought, row: Row) -> Met:
    theirs = ", ".join(part for part in (row.place, row.country) if part)
    code = country(row.country)
    if code and sought.countries and code not in sought.countries:
        why = f"The row is of {theirs}; the claim's place is in {', '.join(sought.countries)}"
        return Met("place", False, why, ", ".join(sought.countries), theirs)
    apart = _apart(sought, row)
    named = [name for name in _names(row) if name in sought.names]
    finest = {folded(part) for part in (row.place or "").split(",")[:1]}
    if apart is not None and apart[0] <= 0:
        return Met("place", True, f"The row's place, {theirs}, is {apart[1]}", apart[2], theirs)
    if named and (apart is None or finest & set(named)):
        return Met("place", True, f"Both name {named[0].title()}", named[0].title(), theirs)
    if apart is not None:
        return Met("place", False, f"The row's place, {theirs}, is {apart[1]}", apart[2], theirs)
    if sought.only_country and code in sought.countries:
        why = f"The claim names no place but the country, and the row is of {theirs}"
        return Met("place", True, why, ", ".join(sought.countries), theirs, exact=False)
    return Met(
        "place", None, f"The claim does not tell whether it is of {theirs or 'the same place'}", "", theirs
    )


def _names(row: Row) -> tuple[str, ...]:
    if isinstance(row, Event) and row.names:
        return row.names
    return tuple(name for part in (row.place or "").split(",") if (name := folded(part)))


def _apart(sought: Sought, row: Row) -> tuple[float, str, str] | None:
    """Kilometres beyond what both sides' precision allows, in words, and the claim's place."""
    if row.lat is None or row.lon is None or not sought.points:
        return None
    within = row.within if isinstance(row, Event) and row.within is not None else _WITHIN
    found = []
    for point in sought.points:
        distance = kilometres(point.lat, point.lon, row.lat, row.lon)
        words = f"{distance:,.0f} km from {point.name}, {point.reach + within:,.0f} km allowed"
        found.append((distance - point.reach - within, words, point.name))
    return min(found)


def _actors(asked: Asked, row: Row) -> Met | None:
    """Who took part, where the row tells it. `holds` is False where the claim names others alone."""
    if not row.actors:
        return None
    theirs = "; ".join(row.actors)
    text = f" {folded(asked.text)} "
    shared = [actor for actor in row.actors if any(f" {name} " in text for name in _forms(actor))]
    if shared:
        return Met("entity", True, f"Both name {shared[0]}", shared[0], theirs)
    others = _other_names(asked, row)
    if others:
        why = f"The row has {theirs}; the claim names {', '.join(others)} and none of them"
        return Met("entity", False, why, ", ".join(others), theirs)
    return Met("entity", None, f"The row has {theirs}; the claim names nobody", "", theirs)


def _forms(actor: str) -> list[str]:
    """Names by which a text may call an actor: "Islamic State (IS)", "Military Forces of X (2014-)"."""
    outside, _, inside = actor.partition("(")
    names = [folded(part) for part in (actor, outside, inside.rstrip(") "))]
    return [name for name in names if len(name) > 1 and not name.replace(" ", "").isdigit()]


def _other_names(asked: Asked, row: Row) -> list[str]:
    """Names of the claim that the row has nowhere: neither a place nor in its words."""
    places = {folded(asked.text[slice(*p.span)]) for p in asked.stated.places}
    known = f" {folded(row.words)} {' '.join(_names(row))} "
    return [n for n in asked.stated.names if (f := folded(n)) and f not in places and f" {f} " not in known]


def _figure(asked: Asked, row: Row, sides: list[Met], actors: Met | None) -> Check | None:
    """The row's count against the claim's; None where the claim has no such figure."""
    figure = chosen(asked, row.of)
    numbers: Numbers = (row.best, row.low, row.high)
    words = counted(numbers)
    if figure is None or words is None:
        return None
    ours = asked.text[slice(*figure.span)]
    theirs = f"{words} {row.of or ''}".rstrip()
    outcome = tells(figure, numbers)
    together = row.together if isinstance(row, Event) else None
    says, why = _settled(outcome, sides, actors, together)
    relation = {
        True: f"{theirs} agrees with “{ours}”",
        False: f"{theirs} is {'fewer' if outcome.below else 'more'} than “{ours}”",
        None: f"{theirs} neither agrees with “{ours}” nor excludes it",
    }[outcome.agrees]
    if says != "supports" and together is not None and together.rows > 1:
        says, why = _summed(tells(figure, _sums(together)), sides, together, why)
    if any(signal.kind in _LOOSE for signal in asked.stated.signals):
        says, why = "neutral", "the claim denies something or tells of what may be"
    return Check("figure", says, f"{relation}: {why}", ours, theirs)


def _sums(together: Together) -> Numbers:
    return together.best, together.low, together.high


def _settled(
    outcome: Outcome, sides: list[Met], actors: Met | None, together: Together | None
) -> tuple[Label, str]:
    if not all(met.holds for met in sides):
        return "neutral", _apart_words(sides)
    alone = together is not None and together.rows == 1
    told = sides[0].claim != ""
    if outcome.agrees is None:
        return "neutral", "its bounds reach into the claim's, its best estimate does not"
    if outcome.agrees and (told or alone):
        return "supports", "the same day and place" if told else "the only such event there in that month"
    if outcome.agrees:
        return "neutral", "the claim tells no day, and the table has several events there in that month"
    why = _doubt(sides, actors, alone=alone)
    if why is not None:
        return "neutral", why
    return "refutes", "the only event of that day nearby" if told else "the only event nearby in that month"


def _doubt(sides: list[Met], actors: Met | None, *, alone: bool) -> str | None:
    """Why a row with another figure may be of another event than the claim; None where nothing says so."""
    if not alone:
        return "whether it is the same event is not known"
    if not all(met.exact for met in sides):
        return "day or place are too wide to tell whether it is the same event"
    if actors is not None and actors.holds is False:
        return "the row has other actors, so it may be another event"
    return None


def _summed(outcome: Outcome, sides: list[Met], together: Together, why: str) -> tuple[Label, str]:
    """With the other rows of that day and place, for news tells as one what tables tell as several."""
    numbers = _sums(together)
    words = counted(numbers)
    if words is None or not all(met.holds for met in sides):
        return "neutral", why
    when = "of that day nearby" if sides[0].claim else "there in that month"
    all_told = f"the table has {number(together.rows)} events {when}, {words} in all"
    if outcome.agrees and sides[0].claim:
        return "supports", f"{all_told}, which agrees"
    return "neutral", f"{all_told}{', which does not agree either' if outcome.agrees is False else ''}"


_PLAIN = 12
"""Words up to which a claim without a figure says that something happened, and no more."""


def _event(asked: Asked, row: Row, sides: list[Met]) -> Check:
    """Without a figure that the row counts: whether it tells of such an event at all."""
    kind = row.event if isinstance(row, Event) else ""
    if asked.stated.figures:
        return Check("figure", "neutral", "The table does not count what the claim counts")
    ours = event_words(asked, row, kind)
    if ours is None:
        return Check("entity", "neutral", "The row does not tell whether it was such an event", "", kind)
    theirs = kind if ours != row.of else f"{counted((row.best, row.low, row.high))} {row.of}"
    if any(signal.kind in _LOOSE for signal in asked.stated.signals):
        return Check("entity", "neutral", "The claim denies something or tells of what may be", ours, theirs)
    if not all(met.holds for met in sides):
        return Check("entity", "neutral", f"{_apart_words(sides)}: {theirs}", ours, theirs)
    if len(asked.stated.text.split()) > _PLAIN:
        # "The police had a letter before the bridge fell": the event may be there for its date alone.
        return Check("entity", "neutral", f"It tells of such an event, if of no more: {theirs}", ours, theirs)
    return Check("entity", "supports", f"Such an event, of the same day and place: {theirs}", ours, theirs)


def _apart_words(sides: list[Met]) -> str:
    kinds = [met.kind for met in sides if not met.holds]
    return f"{' and '.join(kinds)} {'is' if len(kinds) == 1 else 'are'} not the same as far as both tell"
