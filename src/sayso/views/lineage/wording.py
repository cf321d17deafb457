"""The words that faces of lineage use: the headline, how a telling was had, how surely, and what drifted."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from sayso.lineage.links import (
    OUTSIDE,
    Circle,
    Drift,
    DriftKind,
    Family,
    Link,
    Manner,
    Origin,
    Publication,
    Telling,
)
from sayso.views.inert import on_one_line
from sayso.views.words import STANCE_WORDS

SHORT = 12
"""Digits of a claim's id that are shown, and that name it to `sayso decide`."""
SURE = 0.9
"""A link or a direction below this is doubtful, and its probability is shown."""
UNTIMED = "no date"
AGAIN = "again in the same article"

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
MANNERS: dict[Manner, str] = {
    "verbatim": "copied word for word",
    "edited": "copied and edited",
    "rewritten": "rewritten",
}
_BRIEF: dict[Manner, str] = {"verbatim": "copy", "edited": "edited copy", "rewritten": "rewrite"}
_BANDS = (
    (0.05, "almost no chance"),
    (0.2, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "a roughly even chance"),
    (0.8, "likely"),
    (0.95, "very likely"),
)
"""Below each bound: the words of ICD 203."""
_STRENGTHS = ((0.4, "slightly"), (1.0, "somewhat"), (2.0, "clearly"), (3.0, "strongly"))
_ORDER: tuple[DriftKind, ...] = (
    "denial",
    "figure",
    "bound",
    "source",
    "hedge",
    "actor",
    "stance",
    "time",
    "place",
    "wording",
)
_OPENING = {"The", "A", "An", "It", "What", "One", "This", "Both", "Here", "No", "Who", "Its"}
"""Words that begin a sentence with a capital, and only there."""


def headline(family: Family) -> tuple[str, ...]:
    """How many articles, how many origins and how often recorded: never more than is known."""
    return (many(family.documents, "article"), origins_words(family), recordings_words(family))


def origins_words(family: Family) -> str:
    """The state and the number; three states that are never confused."""
    if family.state == "not recorded":
        return "lineage not recorded"
    span = str(family.low) if family.low == family.high else f"{family.low} to {family.high}"
    if family.state == "not established":
        return f"independence not established: {span} {'origin' if span == '1' else 'origins'}"
    sole = f" ({cut(origin_words(family.origins[0]), 70)})" if len(family.origins) == 1 else ""
    if family.low != family.high:
        return f"{span} independent origins, most likely {family.count}{sole}"
    return f"1 origin{sole}" if family.count == 1 else f"{family.count} independent origins"


def recordings_words(family: Family) -> str:
    recorded = {telling for origin in family.origins for telling in origin.recordings}
    by = Counter(outlet_of(family, t) for t in family.tellings if t.id in recorded)
    if not by:
        return "no recording known"
    count = by.total()
    times = {1: "once", 2: "twice"}.get(count, f"{count} times")
    return f"recorded {times}" + (f", by {listed(list(by))}" if len(by) <= 3 else f", by {len(by)} outlets")


def stance_of(telling: Telling) -> str:
    """What must stand before its words, lest a denial be read as a claim: "denied: "; "" for an assertion."""
    return "" if telling.stance == "asserted" else f"{STANCE_WORDS[telling.stance]}: "


def quoted(telling: Telling, most: int = 100_000) -> str:
    """Its words in quotation marks, cut after so many characters, with its stance before them."""
    return f"{stance_of(telling)}“{cut(on_one_line(telling.words), most)}”"


def outlet_of(family: Family, telling: Telling) -> str:
    return outlet(family.publications.get(telling.document))


def outlet(publication: Publication | None) -> str:
    """Who published it; the end of its address where nobody is named."""
    if publication is None:
        return "an unknown outlet"
    known = publication.outlet or urlsplit(publication.address).hostname
    return on_one_line(known or publication.address.rpartition("/")[2] or publication.address)


def several(origins: Sequence[Origin]) -> str:
    """Many origins of which nothing tells who they are, as one."""
    if origins[0].kind == "outlet":
        return f"{len(origins):,} outlets that do not say where they have it from"
    return f"{len(origins):,} unnamed sources, not told apart"


def outside(identity: str) -> str:
    """The name in the id of what lies outside the ledger."""
    return on_one_line(identity.removeprefix(OUTSIDE))


def published(publication: Publication | None) -> str:
    return day(publication.published) if publication and publication.published else UNTIMED


def day(edtf: str, *, year: bool = True) -> str:
    """A date as it is read aloud: "8 June 2025"; the time of a moment is left out."""
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        ends = [day(end, year=year) if end not in ("", "..") else "…" for end in (first, last)]
        return " to ".join(ends)
    plain = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(T.*)?([?~%]?)", edtf)
    if plain is None:
        return on_one_line(edtf)
    number, month, of_month, _, doubt = plain.groups()
    name = _month(month)
    if name is None:
        return on_one_line(edtf)
    parts = [str(int(of_month))] if of_month else []
    parts += [name] if name else []
    parts += [number] if year or not name else []
    return " ".join(parts) + (f" ({_doubt(doubt)})" if doubt else "")


def _month(digits: str | None) -> str | None:
    """ "" where there is none, None where there is no such month."""
    if digits is None:
        return ""
    if digits in _SEASONS:
        return _SEASONS[digits]
    return _MONTHS[int(digits) - 1] if 1 <= int(digits) <= 12 else None


def _doubt(sign: str) -> str:
    return {"?": "uncertain", "~": "about"}.get(sign, "about, uncertain")


TAKEN = 0.6
"""Share of a claim's words that must stand in shared passages for it to be a copy: three words are none."""


def manner(link: Link, child: Telling) -> Manner | None:
    """How the claim was taken over: as most of its words that stand in shared passages were.

    Two articles may share a paragraph, and tell this claim each in its own words.
    """
    sizes: Counter[Manner] = Counter()
    for passage in link.passages:
        start, end = passage.other
        sizes[passage.manner] += sum(max(0, min(end, b) - max(start, a)) for a, b in child.content)
    best = max(sizes.items(), key=lambda item: (item[1], item[0]), default=None)
    whole = sum(b - a for a, b in child.content)
    return best[0] if best and best[1] > TAKEN * whole else None


def how(link: Link, child: Telling) -> str:
    """In words: "copied word for word, and credits ONA"."""
    found = manner(link, child)
    cited = citing(link)
    if found is None:
        words = "told in other words" if link.passages or not cited else ""
        return ", and ".join(part for part in (words, cited) if part)
    return f"{MANNERS[found]}, and {cited}" if cited else MANNERS[found]


def brief(link: Link, child: Telling) -> str:
    """The same in a word or two, for a box of the drawing."""
    found = manner(link, child)
    if found is None:
        return "cites" if link.citations else "retold"
    return _BRIEF[found]


def citing(link: Link) -> str:
    """Whom the text says it has it from: "credits ONA"; "" where it says nothing."""
    named = list(dict.fromkeys(on_one_line(c.name) for c in link.citations if c.name))
    if named:
        return f"credits {listed(named)}"
    if any(c.address for c in link.citations):
        return "links to it"
    return "credits nobody by name" if link.citations else ""


def doubt(link: Link) -> str:
    """How sure it is that one has it from the other, and which from which; "" where neither is doubtful."""
    parts = []
    if link.probability < SURE:
        parts.append(f"{band(link.probability)}, {per_cent(link.probability)}")
    if link.forward < SURE:
        parts.append(f"the direction {band(link.forward)}, {per_cent(link.forward)}")
    return "; ".join(parts)


def likely(link: Link) -> float:
    """That `other` has it from `one`."""
    return link.probability * link.forward


def band(probability: float) -> str:
    """The words of ICD 203 for a probability."""
    return next((words for bound, words in _BANDS if probability < bound), "almost certain")


def per_cent(probability: float) -> str:
    """Never 0 % or 100 %: nothing here is certain."""
    return f"{min(99, max(1, round(100 * probability)))} %"


def weight(log_odds: float) -> str:
    """The weight of a reason in words, and by what it multiplies the odds."""
    if not log_odds:
        return "weighs nothing"
    strength = next((word for bound, word in _STRENGTHS if abs(log_odds) < bound), "very strongly")
    # Beyond this the number says no more than the words.
    odds = math.exp(min(abs(log_odds), 6.9))
    times = f"{odds:.2g}" if odds < 100 else f"{round(odds, -1):.0f}"
    side, sign = ("for", "×") if log_odds > 0 else ("against", "÷")
    return f"{strength} {side} (odds {sign} {times})"


def changes(drifts: Iterable[Drift]) -> tuple[str, ...]:
    """What drifted, a clause each, the gravest first; without full stops."""
    return tuple(_clause(on_one_line(d.why)) for d in in_order(drifts))


def _clause(sentence: str) -> str:
    """As it stands within a sentence."""
    first, _, rest = sentence.rstrip(" .").partition(" ")
    return f"{first.lower() if first in _OPENING else first} {rest}".rstrip()


def in_order(drifts: Iterable[Drift]) -> list[Drift]:
    return sorted(drifts, key=lambda d: _ORDER.index(d.kind))


def cut(words: str, most: int) -> str:
    """Whole words where that is possible, with an ellipsis for the rest."""
    if len(words) <= most:
        return words
    kept = words[: most - 1]
    at = kept.rfind(" ")
    return (kept[:at] if at > most // 2 else kept).rstrip(" ,;:") + "…"


def many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'s'[: count != 1]}"


def listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def span_of(dates: Iterable[str | None]) -> str:
    """From the first to the last of the dates: "9 June to 30 June 2025"; "" where none is known."""
    known = sorted({date.partition("T")[0] for date in dates if date})
    if not known:
        return ""
    first, last = known[0], known[-1]
    if first == last:
        return day(first)
    return f"{day(first, year=first[:4] != last[:4])} to {day(last)}"


def round_of(family: Family, circle: Circle) -> tuple[str, ...]:
    """The tellings of a circle, back to the first; a claim that comes back to its author is back already."""
    by_id = {telling.id: telling for telling in family.tellings}
    ends = [by_id.get(circle.tellings[n]) for n in (0, -1)]
    named = [outlet_of(family, end) if end else None for end in ends]
    is_back = len(circle.tellings) > 1 and named[0] is not None and named[0] == named[1]
    return circle.tellings if is_back else (*circle.tellings, circle.tellings[0])


def origin_words(origin: Origin) -> str:
    """The name, without the comma that closes what is said beside it in the text."""
    return on_one_line(origin.name).rstrip(" ,;")
