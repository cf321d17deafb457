"""What happened to those counted, from the words around a figure."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.claims.figures.tokens import Tokens, words

DEADLY = frozenset({"killed", "dead", "died", "executed", "murdered", "beheaded", "drowned", "massacred"})
"""Outcomes that are deaths."""

_FORMS = {
    form: name
    for name, forms in {
        "killed": "killed kill kills killing killings slain martyred slaughtered slaying assassinated",
        "dead": "dead deaths death fatalities fatality corpses bodies perished perish",
        "died": "died die dies dying succumbed",
        "murdered": "murdered murder murders murdering",
        "massacred": "massacred massacre massacring",
        "executed": "executed execute executes executing",
        "beheaded": "beheaded behead beheading",
        "drowned": "drowned drown drowning",
        "wounded": "wounded wound wounds wounding",
        "injured": "injured injure injures injuring injuries hurt",
        "killed or wounded": "casualties casualty",
        "arrested": "arrested arrest arrests arresting",
        "detained": "detained detain detains detaining",
        "captured": "captured capture captures capturing",
        "kidnapped": "kidnapped kidnap kidnaps kidnapping",
        "abducted": "abducted abduct abducts abducting",
        "displaced": "displaced displace displaces displacing uprooted",
        "missing": "missing unaccounted",
        "trapped": "trapped trap trapping",
        "stranded": "stranded",
        "homeless": "homeless",
        "rescued": "rescued rescue rescues rescuing",
        "freed": "freed frees freeing released release releases releasing",
        "evacuated": "evacuated evacuate evacuates evacuating",
        "trained": "trained train trains training",
        "recruited": "recruited recruit recruits recruiting",
        "deployed": "deployed deploy deploys deploying",
        "infected": "infected infect infects infecting infections",
        "hospitalised": "hospitalised hospitalized",
        "deported": "deported deport deports deporting",
        "jailed": "jailed imprisoned jailing",
        "destroyed": "destroyed destroy destroys destroying",
        "damaged": "damaged damage damages damaging",
        "poisoned": "poisoned",
        "tortured": "tortured",
        "raped": "raped",
        "shot": "shot shooting",
        "fled": "fled flee flees fleeing",
        "charged": "charged",
        "convicted": "convicted",
        "sentenced": "sentenced",
        "affected": "affected affecting affects",
        "exposed": "exposed",
        "vaccinated": "vaccinated",
        "dismissed": "dismissed fired sacked",
        "laid off": "axed",
        "brainwashed": "brainwashed",
    }.items()
    for form in forms.split()
}
KNOWN = frozenset(_FORMS.values())
"""The outcomes that have a name of their own; others are named by the verb that stands in the text."""
_ACTIVE = frozenset(_FORMS) - words("""
    dead deaths death fatalities fatality corpses bodies died die dies dying perished perish succumbed
    casualties casualty missing unaccounted homeless stranded fled flee flees fleeing infections
    injuries drowned drown drowning slain shooting training
""") | {"training"}
_STANDING = words("""
    dead killed wounded injured missing homeless hurt slain died drowned arrested detained trapped
    displaced deaths fatalities casualties injuries perished executed martyred beheaded hospitalised
    hospitalized stranded evacuated rescued kidnapped captured infected fled
""")
"""Words that tell an outcome right after a figure, with no verb of being between."""
_COUNTED = _STANDING | words("bodies corpses casualty fatality arrests killings")
_TOLLS = words("casualties deaths fatalities injuries dead killed wounded injured")
_NOUN_OF = {
    "death": "dead",
    "deaths": "dead",
    "killing": "killed",
    "killings": "killed",
    "murder": "murdered",
    "murders": "murdered",
    "execution": "executed",
    "executions": "executed",
    "arrest": "arrested",
    "arrests": "arrested",
    "kidnapping": "kidnapped",
    "abduction": "abducted",
    "massacre": "massacred",
    "loss": "dead",
    "displacement": "displaced",
    "release": "freed",
    "evacuation": "evacuated",
    "lives": "killed",
    "slaughter": "killed",
    "detention": "detained",
    "capture": "captured",
    "bodies": "dead",
    "slaying": "killed",
    "shooting": "shot",
}
_BEING = words("""
    were was are is be been being have has had having get got getting to who that which also reportedly
    estimated reported feared confirmed believed thought said so far then later all both either already
    since now still allegedly apparently least known presumed declared pronounced critically seriously
    severely badly slightly lightly others other more additional further could may might would will can
    must should found left made lay gravely fatally mortally not never
""")
_DYING = words("died die dies perished drowned fled flee")
_INSERTED = words("including mostly mainly many most among")
_CLAIMED = words("claimed claiming claims cost costing took")
_VERB_BE = words("were was are is be been being got get have has had")
_ENDS = words("""
    . ; : ! ? ( ) " “ ” said says say told saying after when while because but although though if
    whether before until as added warned claimed announced
""")
_DETERMINERS = words("""
    the another a further an additional total of all other some those these his her their its our least
    at up to more than about also and
""")
_NOT_PASSIVE = words("""
    estimated documented reported believed need indeed hundred based united armed wounded-in so-called
    alleged used supposed aged required red bed led said need called named dubbed speed feed seed
    hundred shed mixed mohammed ahmed hamed mohamed
""")
_REACHED = words("""
    to at reached reaches hit hits passed passes topped tops exceeded exceeds was is stands stood as of
    surpassed exceed climbed rose rises now with than
""")
_SOME = words("most some many few any part several none half")
_AIMED = words("at on upon into")
_DID = words("took fled went came left lost stood ran fought held were are")
_FAR = 14


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, and the token that says so."""

    name: str
    token: int


def find(t: Tokens, first: int, last: int, stop: int) -> Outcome | None:
    """What happened to the figure of tokens `[first, last)`; tokens before `stop` belong to earlier figures.

    Words at the figure's own end ("12 deaths") come first, then those after it, then those before it.
    """
    if t.at(last - 1) in _COUNTED:
        return Outcome(_FORMS[t.at(last - 1)], last - 1)
    if _some_of(t, first):
        return None
    before = verb_before(t, first, stop)
    if before and before.name in KNOWN:
        return before
    # A verb that is only some verb yields to what follows: "documented 27 civilians killed".
    return _after(t, last) or before or _toll(t, first, stop) or _among(t, first, stop)


def _some_of(t: Tokens, first: int) -> bool:
    """ "most of the 12 hostages were freed": what happened did not happen to all twelve."""
    i = first - 1 if t.at(first - 1) == "of" else first - 2
    return t.at(i) == "of" and t.at(i - 1) in _SOME


def told_of(t: Tokens, last: int) -> bool:
    """Whether an outcome is told of a noun before its sentence's own verb: "the 31 people killed"."""
    return t.at(last) in _STANDING | {"who", "whom", "whose"}


def of_sort(t: Tokens, outcome: Outcome, *, people: bool) -> Outcome:
    """Shots are fired, and people are fired at; only who has a post is dismissed."""
    if t.at(outcome.token) != "fired" or (people and t.at(outcome.token + 1) not in _AIMED):
        return outcome
    return Outcome("fired", outcome.token)


def acts(t: Tokens, i: int) -> bool:
    """Whether token `i` is what those named before it did: "thousands marched"."""
    word = t.at(i)
    return word in _VERB_BE or word in _DID or (_participle(word) and t.raw(i).islower())


def verb_before(t: Tokens, first: int, stop: int) -> Outcome | None:
    """ "killed 12", "wounding at least 30", "the deaths of 12", "claimed 12 lives"."""
    i = first - 1
    while i >= stop and t.at(i) in _DETERMINERS and first - i < 5:
        i -= 1
    if i < stop:
        return None
    word, verb = t.at(i), _adverb_back(t, i)
    if word in _NOUN_OF and "of" in t.word[i + 1 : first]:
        return Outcome(_NOUN_OF[word], i)
    if (word in _CLAIMED and _lives(t, first)) or (word == "dead" and t.at(i - 1) in {"shot", "shooting"}):
        return Outcome("killed", i)
    if t.at(verb) in _ACTIVE and not _is_passive(t, verb):
        return Outcome(_FORMS[t.at(verb)], verb)
    if i == first - 1 and _generic(t, i):
        return Outcome(word, i)
    return None


def _adverb_back(t: Tokens, i: int) -> int:
    return i - 1 if t.at(i) in {"also", "dead", "down", "further", "up", "off"} else i


def _lives(t: Tokens, first: int) -> bool:
    return "lives" in t.word[first : first + 6]


def _generic(t: Tokens, i: int) -> bool:
    word = t.at(i)
    return (
        len(word) > 4
        and word.endswith("ed")
        and word not in _NOT_PASSIVE
        and not word.endswith("eed")
        and word not in _ENDS | _REACHED
        and word
        not in {"reached", "totalled", "totaled", "numbered", "included", "estimated", "lasted", "followed"}
        and not _is_passive(t, i)
        and t.raw(i).islower()
    )


def _is_passive(t: Tokens, i: int) -> bool:
    return any(t.at(j) in {"were", "was", "been", "being", "are"} for j in (i - 1, i - 2))


def _after(t: Tokens, last: int) -> Outcome | None:
    """ "12 people were killed", "12 dead", "12 people, mostly women, died", "12 lost their lives"."""
    i = _past_inserted(t, last)
    seen_being, listing = False, t.at(i) in _INSERTED
    for j in range(i, min(i + _FAR, len(t))):
        word = t.word[j]
        told = _told(t, j, seen_being, near=j - i <= 1)
        if told:
            return Outcome(told, j)
        if word in _VERB_BE:
            seen_being = True
        elif word in _BEING:
            continue
        elif seen_being or word in _ENDS or (word == "," and j > i) or (not listing and _next_figure(t, j)):
            return None
    return None


def _next_figure(t: Tokens, j: int) -> bool:
    return t.is_number(j) or t.word[j] == "and"


def _told(t: Tokens, j: int, seen_being: bool, *, near: bool) -> str | None:
    """What the token says happened to those before it."""
    word = t.word[j]
    if word in _DYING or (word in _STANDING and (near or seen_being)):
        return _FORMS[word]
    if word in {"lost", "lose"} and "lives" in t.word[j + 1 : j + 4]:
        return "killed"
    if seen_being and word in _FORMS and t.at(j - 1) not in {"the", "a", "an"}:
        return _FORMS[word]
    return word if seen_being and t.at(j - 1) in _VERB_BE and _participle(word) else None


def _participle(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed") and word not in _NOT_PASSIVE


def _past_inserted(t: Tokens, last: int) -> int:
    """After ", including three children," the sentence goes on about the whole."""
    if t.at(last) in {",", "—", "–", "("} and t.at(last + 1) in {
        "including",
        "among",
        "most",
        "mostly",
        "many",
        "some",
        "mainly",
        "at",
        "all",
    }:
        for j in range(last + 2, min(last + _FAR, len(t))):
            if t.word[j] in {",", "—", "–", ")"}:
                return j + 1
    return last


def _toll(t: Tokens, first: int, stop: int) -> Outcome | None:
    """ "the death toll rose to 64", "the number of wounded reached 30"."""
    if t.at(first - 1) not in _REACHED:
        return None
    for i in range(first - 1, max(stop, first - _FAR) - 1, -1):
        if t.at(i) in {".", ";", ":"}:
            return None
        if t.at(i) == "toll":
            return Outcome("dead", i)
        if t.at(i) in _TOLLS and t.at(i - 1) != "of":
            return Outcome(_FORMS[t.at(i)], i)
        if t.at(i) in {"number", "numbers"} and t.at(i + 1) == "of":
            return next(
                (Outcome(_FORMS[t.at(j)], j) for j in range(i + 2, min(i + 6, first)) if t.at(j) in _FORMS),
                None,
            )
    return None


def _among(t: Tokens, first: int, stop: int) -> Outcome | None:
    """ "among the dead were three children", "the wounded included four women"."""
    if t.at(first - 1) not in {"were", "was", "are", "included", "include", "including", "is"}:
        return None
    for i in range(first - 2, max(stop, first - 6) - 1, -1):
        if t.at(i) in {"dead", "killed", "wounded", "injured", "missing", "casualties", "arrested"} and t.at(
            i - 1
        ) in {"the", "those"}:
            return Outcome(_FORMS[t.at(i)], i)
    return None
