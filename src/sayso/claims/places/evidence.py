"""Whether a known name is meant as a place here, as a sum of small reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso.claims.gazetteer import ALIAS, SURNAME, WORD, Gazetteer, fold
from sayso.claims.places.spans import Candidate, Tokens, words
from sayso.types import Mention

ENOUGH = 0.0


_IN = words("in near outside inside downtown throughout across")
_AT = words("""
    at from to around into toward towards between via through leaving visiting visited left entered
    outside within
""")
_BEFORE_PLACES = _IN | _AT | {"of", "the"}
_KINDS = words("""
    city town village province district county capital state governorate region suburb port island
    republic municipality territory neighborhood neighbourhood borough prefecture oblast parish area
    camp stronghold outskirts streets people government mayor governor residents south north east west
    southeast northeast southwest northwest
""")
_COMPASS = words("""
    northern southern eastern western central north south east west northeast northwest southeast
    southwest northeastern northwestern southeastern southwestern upper lower inner greater downtown
    rural nearby neighboring neighbouring mainland
""")
_AFTER = words("""
    province city district county state governorate region area airport residents suburb suburbs village
    town municipality neighborhood neighbourhood countryside border parish
""")
_TITLES = words("""
    mr mrs ms miss dr sir lord lady judge justice sen rep gov gen col lt sgt capt maj cpl officer
    president chairman chairwoman minister secretary senator representative mayor governor king queen
    prince princess pope bishop professor prof coach chief sheriff deputy detective attorney spokesman
    spokeswoman director general colonel captain commander sheikh ayatollah imam rabbi father sister
    brother manager councilman councilwoman commissioner lieutenant sergeant major admiral ambassador
    saint
""")
_ORGANISATIONS = words("""
    university college post times herald tribune news press journal gazette fc united rovers wanderers
    bank company corp corporation inc ltd group party association foundation institute club motors
    industries airlines hospital church school high museum street avenue road boulevard drive lane hotel
    center centre stadium park bridge cathedral tower records studios magazine review star sun observer
    telegraph chronicle examiner raiders giants bulldogs tigers eagles lions bears wildcats panthers
    hall house building theatre theater library academy elementary middle pike highway cup bowl league
    society trust medical regional memorial community technologies systems capital convention accords
    agreement treaty protocol act bay lake river mountain hill hills creek valley heights springs beach
    island islands court place square plaza castle gate prison mall
""")
_SPEECH = words("""
    said says told added asked thinks believes wrote recalled replied argued testified noted explained
""")
_OPENING = words('. ! ? ” “ " : (')
_PLAYS = words("scored plays played signed netted starred")
_NO_SURNAMES = words("""
    monday tuesday wednesday thursday friday saturday sunday today republicans democrats republican democrat
    police army navy senate house parliament foreign defense defence national prime first supreme high
    daily tech bank airlines radio television muslims christians jews
""")
_MONTHS = words("""
    january february march april may june july august september october november december
""")


@dataclass(frozen=True, slots=True)
class Scene:
    """What the reasons look at: the tokens, the mentions by their start, and what was taken so far."""

    tokens: Tokens
    gazetteer: Gazetteer
    labels: dict[int, Mention]
    """Every mention, under each token index that it covers."""
    common: frozenset[str]
    """Words of this text that also stand in lower case."""
    surnames: frozenset[str]
    """Last words of what look like names of people in this text."""


def standing(c: Candidate, s: Scene) -> float:
    """How well known the best place of that name is."""
    best = max(c.entries, key=lambda e: e.size - (1.5 if e.flags & ALIAS else 0))
    several = 1.0 if c.last - c.first > 1 else 0.0
    if best.level in {"country", "region"}:
        return 3.0
    if best.level == "province":
        return 2.0 + several - (1.0 if best.flags & ALIAS else 0.0)
    if best.level == "county":
        return 2.0 + several
    size = min(max((best.size - 4.0) * 0.75, -1.0), 2.0)
    return size + several - (0.75 if best.flags & ALIAS else 0.0)


def place_before(c: Candidate, s: Scene) -> float:
    """Words before it that places follow: "in", "the city of", "northern"."""
    t, i = s.tokens, c.first - 1
    word = t.lower(i)
    if (
        word == "the"
        and c.last - c.first == 1
        and not any(e.level in {"country", "region"} for e in c.entries)
    ):
        return -1.5
    if word == "of":
        return 2.5 if t.lower(i - 1) in _KINDS else 0.5
    if word in _IN:
        return 2.0
    if word in _AT:
        return 1.0
    return 1.5 if word in _COMPASS else 0.0


def place_after(c: Candidate, s: Scene) -> float:
    """Words after it that follow places: "province", "-based", the dash of a dateline."""
    t, j = s.tokens, c.last
    if t.at(j) == "-" and t.lower(j + 1) in {"based", "born", "area", "held", "controlled", "led", "backed"}:
        return 2.0
    if t.lower(j) in _AFTER:
        return 1.5
    dateline = t.at(j) in {"-", "–", "—"} and t.at(c.first) and (c.first == 0 or "\n" in t.gap(c.first))
    return 2.5 if dateline else 0.0


def person(c: Candidate, s: Scene) -> float:
    """Signs of a person: a title or a given name before it, or a full name earlier in the text."""
    t, i = s.tokens, c.first - 1
    title = i - 1 if t.at(i) == "." else i
    if t.lower(title) in _TITLES and t.capital(title):
        return -3.5
    initial = t.at(i) == "." and len(t.at(i - 1)) == 1 and t.capital(i - 1) and t.capital(i - 2)
    if initial or (t.capital(i) and t.gap(c.first) == " " and s.gazetteer.is_given_name(fold(t.at(i)))):
        return -4.0
    return _personal(c, s) if c.last - c.first == 1 else -1.5 * (t.lower(c.first) in {"st", "saint"})


def _personal(c: Candidate, s: Scene) -> float:
    """Of one word: a surname of this text, a given name, or someone who speaks."""
    t = s.tokens
    if t.lower(c.first) in s.surnames:
        return -2.5
    large = max(c.entries, key=lambda e: e.size).level in {"country", "province"}
    if large and s.gazetteer.is_given_name(c.folded) and (_before_surname(c, t) or _plays(c, t)):
        return -4.0
    if s.gazetteer.is_given_name(c.folded) and all(
        e.level in {"city", "county"} or e.size < 5 for e in c.entries
    ):
        return -1.5
    speaks = t.lower(c.last) in _SPEECH and all(e.level == "city" for e in c.entries)
    return -1.0 * speaks - 0.5 * any(e.flags & SURNAME for e in c.entries)


def _before_surname(c: Candidate, t: Tokens) -> bool:
    """ "Chad Smith said", but not "Chad Foreign Minister", "Jordan Valley" or "in Jordan Monday"."""
    after, j = t.at(c.last), c.last
    if len(after) < 3 or not after.istitle() or t.gap(j) != " " or t.lower(c.first - 1) in _BEFORE_PLACES:
        return False
    if after.lower() in _NO_SURNAMES or after.lower() in _ORGANISATIONS | _AFTER | _KINDS | _TITLES | _MONTHS:
        return False
    return t.lower(j + 1) != "of" and (not t.capital(j + 1) or t.gap(j + 1) != " ")


def _plays(c: Candidate, t: Tokens) -> bool:
    """ "Jordan scored for Chelsea": a country plays for none."""
    return t.lower(c.last) in _PLAYS and t.lower(c.last + 1) == "for" and t.capital(c.last + 2)


def longer_name(c: Candidate, s: Scene) -> float:
    """Capitalised words beside it make it part of another name: "Reading Football Club", "Camp Lejeune"."""
    t = s.tokens
    score = 0.0
    following = t.at(c.last)
    if following[:1].isupper() and t.gap(c.last) == " ":
        organisation = following.lower() in _ORGANISATIONS
        score -= 2.0 if organisation else 0.5 if following.lower() in _AFTER | _KINDS else 1.25
    before = t.at(c.first - 1)
    sentence_start = c.first < 2 or t.at(c.first - 2) in _OPENING or "\n" in t.gap(c.first - 1)
    if before[:1].isupper() and t.gap(c.first) == " " and before.lower() not in _COMPASS | _IN | _AT | _KINDS:
        score -= 0.0 if sentence_start and before.lower() in s.common else 1.5
    return score


def common_word(c: Candidate, s: Scene) -> float:
    """English words are doubtful, the more at the start of a sentence, or where the text has them small."""
    t = s.tokens
    word = any(e.flags & WORD for e in c.entries)
    if t.at(c.first).isupper() or (c.last - c.first > 1 and not word):
        return 0.0
    small = c.folded in s.common
    if not word and not small:
        return 0.0
    starts = (
        c.first == 0
        or t.at(c.first - 1) in {".", "!", "?", "”", "“", '"', ":", "("}
        or "\n" in t.gap(c.first)
    )
    return -1.5 * word - 1.5 * small - (1.5 if starts else 0.0) - (2.0 if c.folded in _MONTHS else 0.0)


def mentioned(c: Candidate, s: Scene) -> float:
    """What the extractor's mentions say of it."""
    mention = s.labels.get(c.first)
    if mention is None:
        return 0.0
    whole = mention.span.start >= c.start - 4 and mention.span.end <= c.end + 2
    if mention.label == "place":
        return 3.0 if whole else 1.5
    if mention.label == "person":
        return -3.0 if not whole else -1.5
    if mention.label in {"organisation", "work"}:
        return -2.0 if not whole else -0.5
    return 0.0


REASONS: tuple[Callable[[Candidate, Scene], float], ...] = (
    standing, place_before, place_after, person, longer_name, common_word, mentioned,
)  # fmt: skip


def score(c: Candidate, s: Scene) -> float:
    return sum(reason(c, s) for reason in REASONS)
