"""Descriptions: whom "the official", "the 61-year-old", "the Scotsman" or "the club" takes up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.claims import cast, gender, kinds
from sayso.claims.register import FAR, REACH, Earlier
from sayso.claims.scene import head
from sayso.claims.stage import PEOPLE, Stage
from sayso.types import Resolution, Span

DEFINITE = re.compile(r"^(?i:the|this|that|these|those|the same)\s+([^A-Z]+)$")
_OWNED = re.compile(r"^(?i:his|her|their|its|our)\s+([^A-Z]+)$")
_FROM = re.compile(r"^(?i:the)\s+(?:[a-z-]+ )?([A-Z][\w-]*)(?: ([a-z-]+))?$")
_PEOPLES = re.compile(r"(?:man|woman|ish|[aei]an|ese|ech|eek|iss|ole?|ani|aqi|born)$")
_PLACES = re.compile(r"\b[Tt]he ([a-z][\w-]+)\b(?!['’]s|,? (?:[a-z]+ ){0,2}[A-Z])")
"""Not where a name follows: "the clerk, young Colley" brings Colley on."""
_YEARS = re.compile(r"^(\d{1,3})-year-old")
_DECADES = {
    "teenager": range(13, 20),
    "teen": range(13, 20),
    "septuagenarian": range(70, 80),
    "octogenarian": range(80, 90),
    "nonagenarian": range(90, 100),
    "centenarian": range(100, 110),
}
_CLEAR = 2.0
"""So many times likelier than the next must somebody be whom nothing but their being there speaks for."""
_RECENT = 3
"""Sentences: whoever was named longer ago is not taken up by a new description."""


def antecedent(stage: Stage, phrase: str, position: int) -> Resolution | None:
    """Whom a description that starts at the position takes up; None for names and for new people."""
    owned = _OWNED.match(phrase)
    if owned:
        return _as(stage, _same_noun(stage, head(owned[1]), position), f"the “{head(owned[1])}” named before")
    definite = DEFINITE.match(phrase)
    if definite:
        return _definite(stage, phrase, definite[1], position)
    found = _FROM.match(phrase)
    if found and _PEOPLES.search(found[1]):
        return _countryman(stage, phrase, found[1], position)
    return _definite(stage, phrase, found[2], position) if found and found[2] else None


def same_person(stage: Stage, noun: str, position: int) -> Earlier | None:
    """The person whom the text has introduced by this noun."""
    found = _same_noun(stage, noun, position, REACH) if cast.is_person(noun) else None
    return found if found is not None and found.kind in PEOPLE else None


def _definite(stage: Stage, phrase: str, words: str, position: int) -> Resolution | None:
    noun = head(words)
    found = _of_age(stage, words, noun, position)
    if found is not None:
        return _as(stage, found, "the age that stands beside the name")
    same = _same_noun(stage, noun, position)
    if same is not None:
        return _as(stage, same, f"the “{noun}” named before")
    introduced = _introduced(stage.register.text, noun, position)
    if introduced is not None:
        name = stage.register.text[introduced.start : introduced.end]
        return Resolution(introduced, name, f"the “{noun}” named before")
    if (doer := _doer(stage, noun, position)) is not None:
        return _as(stage, doer, f"whose deed makes them the “{noun}”")
    if (body := _body(stage, words, noun, position)) is not None:
        return _as(stage, body, f"the organisation most in view for “the {noun}”")
    return _only(stage, phrase, noun, position)


def _as(stage: Stage, earlier: Earlier | None, why: str) -> Resolution | None:
    return None if earlier is None else stage.resolution(earlier, why)


def _of_age(stage: Stage, words: str, noun: str, position: int) -> Earlier | None:
    years = _YEARS.match(words)
    wanted = {int(years[1])} if years else set(_DECADES.get(noun, ()))
    if not wanted:
        return None
    people = (e for e in stage.register.before(position, FAR) if e.kind in PEOPLE)
    return next((e for e in people if set(stage.scene.ages(e.span)[:1]) & wanted), None)


def _same_noun(stage: Stage, noun: str, position: int, reach: int = FAR) -> Earlier | None:
    """An earlier source of the same noun, or of a narrower one ("pianist" for "the musician")."""
    narrower = cast.roles()["people"].get(noun, frozenset())
    wide: Earlier | None = None
    for earlier in stage.register.before(position, reach):
        if stage.scene.is_quoted(earlier.span):
            continue
        if _is_called(stage, earlier, noun):
            return earlier
        if wide is None and narrower and earlier.kind == "person" and _nouns(stage, earlier) & narrower:
            wide = earlier
    return wide


def _is_called(stage: Stage, earlier: Earlier, noun: str) -> bool:
    if earlier.kind == "unnamed_person" and not earlier.speaks:
        return stage.key(earlier) == noun and not DEFINITE.match(earlier.name)
    if DEFINITE.match(earlier.name):
        return False
    if noun in earlier.name.lower() and re.search(rf"(?i)\b{re.escape(noun)}\b", earlier.name):
        return True
    return earlier.kind in ("person", "organisation") and noun in _nouns(stage, earlier)


def _nouns(stage: Stage, earlier: Earlier) -> frozenset[str]:
    """What somebody is called beside the name and in front of it: "Judge Ida Norling" is a judge."""
    own = kinds.words()["person_titles"].intersection(earlier.name.lower().split())
    return stage.scene.described(earlier.span) | own if own else stage.scene.described(earlier.span)


def _introduced(text: str, noun: str, position: int) -> Span | None:
    """The last "a … official" before the position, for a definite "the official"."""
    phrase = re.compile(rf"(?i)\b(?:an?|one|another)\s+(?:[\w-]+\s+){{0,3}}{re.escape(noun)}\b")
    start = max(0, position - FAR)
    found = [m.span() for m in phrase.finditer(text[start:position])]
    return Span(start + found[-1][0], start + found[-1][1]) if found else None


def _doer(stage: Stage, noun: str, position: int) -> Earlier | None:
    """ "the founder" is who "founded" something."""
    if not re.search(r"[^e]er$|or$", noun) or len(noun) < len("owner"):
        return None
    deed = re.compile(rf"(?:,[^,.;]*,)?(?: \w+)? {re.escape(noun[:-2])}(?:e?d|e?s|ing)?\b")
    people = (e for e in stage.register.before(position, FAR) if e.kind == "person")
    return next((e for e in people if deed.match(stage.scene.text, e.span.end)), None)


def _body(stage: Stage, words: str, noun: str, position: int) -> Earlier | None:
    """The body that bears such a name; for a mere "the firm" whichever is most in view."""
    roles = cast.roles()
    hints, offices = roles["bodies"].get(noun, frozenset()), roles["lists"]["offices"]

    def names(earlier: Earlier) -> set[str]:
        return set(re.findall(r"\w+", earlier.name.lower()))

    def fits(earlier: Earlier) -> float:
        is_firm = earlier.kind == "organisation" and earlier.name[:1].isupper()
        return 1.0 if is_firm and not names(earlier) & offices - {noun} else 0.0

    for earlier in stage.register.before(position, REACH) if hints else ():
        if (
            earlier.kind == "organisation"
            and hints & names(earlier)
            and not stage.scene.is_quoted(earlier.span)
        ):
            return earlier
    # "The regional hospital" is another than the firm named before it.
    if words.strip().lower() != noun or noun not in roles["lists"]["firms"]:
        return None
    best = stage.prominent(position, fits)
    return best[0][1] if best else None


def _countryman(stage: Stage, phrase: str, word: str, position: int) -> Resolution | None:
    """ "the Dutchwoman": who is called Dutch; else the only one in view."""
    stem = re.sub(r"s?(?:wo)?man$|-born$", "", word)[:4]
    for earlier in stage.register.before(position, FAR):
        lead = stage.scene.lead(earlier.span)
        if earlier.kind == "person" and re.search(rf"\b{re.escape(stem)}", f"{lead} {earlier.name}"):
            return _as(stage, earlier, f"the one called “{stem}…” before")
    return _only(stage, phrase, word.lower(), position, person=True)


def _only(stage: Stage, phrase: str, noun: str, position: int, *, person: bool = False) -> Resolution | None:
    """The one named person in view whom the description may be of."""
    person = person or noun.endswith("-year-old")
    lists = cast.roles()["lists"]
    if not person and (not cast.is_person(noun) or noun in lists["strangers"] | lists["firms"]):
        return None
    if noun.endswith(("s", "maker")):
        return None  # several, or a firm: "the carmaker"
    wanted = gender.of_words(phrase)

    def fits(earlier: Earlier) -> float:
        if earlier.kind != "person" or stage.scene.is_quoted(earlier.span):
            return 0.0
        return 0.0 if wanted and stage.gender(earlier) not in (None, wanted) else 1.0

    best = stage.prominent(position, fits)
    if not best:
        return _as(stage, stage.coming(position, fits), f"the first after “{phrase}” who may be meant")
    near = stage.scene.sentence(position) - stage.scene.sentence(best[0][1].span.start) <= _RECENT
    if len(best) == 1 or (near and best[0][0] >= _CLEAR * best[1][0]):
        return _as(stage, best[0][1], f"the one person in view for “{phrase}”")
    return None


def places(scene: str) -> Iterator[re.Match[str]]:
    """Where "the baker" and the like stand, in a text with its quotations blanked."""
    return (m for m in _PLACES.finditer(scene) if cast.is_person(m[1]))
