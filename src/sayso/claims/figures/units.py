"""What is counted: people, kilometres, euros, rockets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.claims.figures.tokens import Tokens, words

Sort = Literal["people", "measure", "money", "share", "time", "thing"]

PEOPLE = words("""
    people persons person men man women woman children child civilians civilian soldiers soldier troops
    fighters fighter militants militant rebels rebel policemen policeman police officers officer members
    member boys boy girls girl students student workers worker victims victim residents resident
    villagers villager protesters protester demonstrators demonstrator migrants migrant refugees refugee
    passengers passenger prisoners prisoner hostages hostage journalists journalist teachers teacher
    doctors doctor medics medic patients patient attackers attacker bombers bomber gunmen gunman
    terrorists terrorist insurgents insurgent suspects suspect families family households household
    individuals individual citizens citizen foreigners foreigner guards guard commandos commando marines
    marine pilots pilot sailors sailor crew employees employee staff inmates inmate detainees detainee
    kids kid babies baby infants infant toddlers toddler teenagers teenager youths youth adults adult
    bystanders bystander worshippers worshipper pilgrims pilgrim tourists tourist drivers driver farmers
    farmer miners miner activists activist lawyers lawyer lawmakers lawmaker voters voter delegates
    delegate recruits recruit personnel servicemen serviceman jihadists jihadist extremists extremist
    gunfighters commanders commander leaders leader officials official firefighters firefighter rescuers
    rescuer volunteers volunteer nurses nurse monks monk priests priest nationals national westerners
    americans russians syrians iraqis afghans palestinians israelis kurds turks iranians ukrainians
    britons others brothers brother sisters sister daughters daughter sons son relatives relative
    parents parent couples supporters supporter reporters conscripts combatants combatant noncombatants
    survivors survivor casualties fatalities deaths injuries bodies corpses dead wounded injured lives
    souls pupils pupil schoolchildren schoolgirls schoolboys schoolgirl hunters dissidents peacekeepers
    peacekeeper elders elder mercenaries operatives operative partisans reservists colleagues colleague
    paramedics shoppers commuters spectators fans patrons homeless dependents peasants laborers
    labourers engineers technicians advisers advisors trainees cadets cadet orphans widows mourners
    travellers travelers convicts agents agent sheep-herders smugglers suicide-bombers
""")
_MEASURES = {
    w: canonical
    for canonical, words in {
        "kilometres": "km kms kilometer kilometers kilometre kilometres",
        "metres": "m meter meters metre metres",
        "centimetres": "cm centimeter centimeters centimetre centimetres",
        "millimetres": "mm millimetre millimetres millimeter millimeters",
        "miles": "mile miles mi",
        "feet": "foot feet ft",
        "inches": "inch inches",
        "yards": "yard yards",
        "tonnes": "tonne tonnes",
        "tons": "ton tons",
        "kilograms": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
        "grams": "g gram grams gramme grammes",
        "pounds": "lb lbs",
        "litres": "litre litres liter liters",
        "gallons": "gallon gallons",
        "barrels": "barrel barrels bpd",
        "hectares": "hectare hectares ha",
        "acres": "acre acres",
        "degrees": "degree degrees",
        "megawatts": "mw megawatt megawatts",
        "gigawatts": "gw gigawatt gigawatts",
        "kilowatts": "kw kilowatt kilowatts",
        "megatons": "megaton megatons",
        "kilotons": "kiloton kilotons",
        "knots": "knot knots",
        "km/h": "kph kmh",
        "miles per hour": "mph",
    }.items()
    for w in words.split()
}
_TIMES = {
    "second": "seconds",
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
    "decade": "decades",
    "century": "centuries",
    "night": "nights",
    "weekend": "weekends",
    "fortnight": "fortnights",
}
_TIMES |= {v: v for v in _TIMES.values()} | {
    "centuries": "centuries",
    "hrs": "hours",
    "mins": "minutes",
    "yr": "years",
    "yrs": "years",
    "hr": "hours",
    "min": "minutes",
}
_SIGNS = {
    "$": "dollars",
    "€": "euros",
    "£": "pounds",
    "¥": "yen",
    "₹": "rupees",
    "₽": "roubles",
    "₴": "hryvnias",
    "₪": "shekels",
    "₺": "liras",
    "₩": "won",
    "₦": "naira",
}
_CODES = {
    "usd": "US dollars",
    "eur": "euros",
    "gbp": "pounds",
    "jpy": "yen",
    "cny": "yuan",
    "inr": "rupees",
    "rub": "roubles",
    "chf": "Swiss francs",
    "aud": "Australian dollars",
    "cad": "Canadian dollars",
}
_DOLLARS = {
    "us": "US dollars",
    "a": "Australian dollars",
    "c": "Canadian dollars",
    "nz": "New Zealand dollars",
    "hk": "Hong Kong dollars",
    "s": "Singapore dollars",
    "au": "Australian dollars",
    "ca": "Canadian dollars",
}
_MONEY = {
    "dollar": "dollars",
    "euro": "euros",
    "pound": "pounds",
    "ruble": "roubles",
    "rouble": "roubles",
    "rupee": "rupees",
    "cent": "cents",
    "franc": "francs",
    "peso": "pesos",
    "dinar": "dinars",
    "rial": "rials",
    "riyal": "riyals",
    "lira": "liras",
    "hryvnia": "hryvnias",
    "shekel": "shekels",
    "dirham": "dirhams",
    "krona": "kronor",
    "shilling": "shillings",
}
_MONEY |= {k + "s": v for k, v in _MONEY.items()} | {
    "yen": "yen",
    "yuan": "yuan",
    "renminbi": "yuan",
    "won": "won",
    "bucks": "dollars",
    "kronor": "kronor",
    "kroner": "kroner",
    "rand": "rand",
    "quid": "pounds",
    "naira": "naira",
}
_PLURALS = {
    "person": "people",
    "persons": "people",
    "man": "men",
    "woman": "women",
    "child": "children",
    "policeman": "policemen",
    "gunman": "gunmen",
    "serviceman": "servicemen",
    "family": "families",
    "baby": "babies",
    "police": "police",
    "crew": "crew",
    "staff": "staff",
}
_STATES = frozenset({"dead", "wounded", "injured", "homeless", "others", "other"})
SINGULAR = frozenset(w for w in PEOPLE if w in _PLURALS or w + "s" in PEOPLE)
_STOPS = words("""
    the a an of in on at by to from with for and or but nor as if that which who whom whose than then
    was were is are be been being has have had do does did will would can could may might must shall
    should not no it he she they we you i his her their its our my this these those there here when
    while where because after before during until since about over under into onto out up down off per
    each every all both either neither said says say told also only including included include among
    between against across around through within without near toward towards amid last next later
    earlier ago am pm a.m p.m gmt utc so far according how what why just still yet more less fewer least
    most too very even such other another
""") - {"other", "more"}
_NOT_UNITS = words("""
    s his this is was has does yes across unless always perhaps sometimes besides towards afterwards
    plus minus versus previous various serious us thus news times his as series means pass less
""")
_ENOUGH_WORDS = 5
_NUMBERISH = words("""
    hundred thousand million billion trillion dozen dozens hundreds thousands
""")


@dataclass(frozen=True, slots=True)
class Unit:
    """`last` is the token after the unit's last; equal to where it was sought when nothing stands there."""

    name: str | None
    sort: Sort | None
    last: int


def after(t: Tokens, i: int, *, vague: bool = False) -> Unit:
    """The unit that follows a number which ends before token `i`; a vague one has an "of" between."""
    if t.at(i) == "-" and t.at(i + 1) and t.glued(i):
        return _hyphened(t, i)
    j = i
    if t.at(i) == "of":
        j = i + 2 if t.at(i + 1) in {"the", "its", "their", "his", "our", "these", "those"} else i + vague
    if t.at(i) in {"%", "percent", "pct"} or (t.at(i) == "per" and t.at(i + 1) == "cent"):
        return Unit("per cent", "share", i + (2 if t.at(i) == "per" else 1))
    if t.at(i) in {"percentage", "basis"} and t.at(i + 1) in {"point", "points"}:
        return Unit(f"{t.at(i)} points", "share", i + 2)
    return _noun(t, j, i)


def money_before(t: Tokens, i: int) -> tuple[int, str] | None:
    """A currency sign or code before token `i`: where it begins, and the unit."""
    sign = t.at(i - 1)
    if sign in _SIGNS:
        prefix = _DOLLARS.get(t.at(i - 2).rstrip(".")) if sign == "$" and t.glued(i - 1) else None
        if sign == "$" and t.at(i - 2) == "." and t.at(i - 3) == "s":
            return i - 1, "US dollars"
        return (i - 2, prefix) if prefix else (i - 1, _SIGNS[sign])
    if sign in _CODES and t.raw(i - 1).isupper():
        return i - 1, _CODES[sign]
    return None


def _noun(t: Tokens, i: int, sought: int) -> Unit:
    """The first word known as a unit within reach, or else the first plural."""
    plural: int | None = None
    for j in range(i, min(i + _ENOUGH_WORDS, len(t))):
        word = t.word[j]
        if word in {"-", "'", "’"} and t.glued(j):
            continue
        if word in _STOPS or not word[0].isalpha() or word in _NUMBERISH:
            break
        known = _known(t, j, word, first=j == i)
        if known:
            return _further(t, j, known)
        if plural is not None:
            break
        plural = j if _plural(word) else None
    if plural is not None:
        return Unit(t.word[plural], "thing", plural + 1)
    return Unit(None, None, sought)


def _known(t: Tokens, j: int, word: str, *, first: bool) -> Unit | None:
    if word in PEOPLE:
        # In "12 dead" the word tells what happened; who they were is not said.
        return Unit(None if word in _STATES else people(word), "people", j + 1)
    if word in _MONEY:
        lead = t.at(j - 1) if t.at(j - 1) in {"us", "australian", "canadian", "swiss"} else ""
        return Unit(" ".join(filter(None, [_nation(lead), _MONEY[word]])), "money", j + 1)
    if word in _MEASURES and (first or len(word) > 2):
        square = t.at(j - 1) if t.at(j - 1) in {"square", "cubic"} else ""
        return Unit(f"{square} {_MEASURES[word]}".strip(), "measure", j + 1)
    if word in _TIMES:
        return Unit(_TIMES[word], "time", j + 1)
    return Unit(_CODES[word], "money", j + 1) if word in _CODES and t.raw(j).isupper() else None


def _nation(word: str) -> str:
    return "US" if word == "us" else word.capitalize()


def _further(t: Tokens, j: int, found: Unit) -> Unit:
    """In "12 police officers" and "3 family members" the second noun is what is counted."""
    after_that = t.at(j + 1)
    if found.sort == "people" and after_that in PEOPLE and after_that not in _STATES:
        return Unit(people(after_that), "people", j + 2)
    if found.sort == "people" and t.at(j) in SINGULAR and _plural(after_that) and after_that not in _STOPS:
        return Unit(after_that, "thing", j + 2)
    return found


def people(word: str) -> str:
    """The plural that names those counted, so that "one soldier" and "two soldiers" share a unit."""
    if word in _PLURALS:
        return _PLURALS[word]
    return word + "s" if word in SINGULAR else word


def _hyphened(t: Tokens, i: int) -> Unit:
    """ "a 27-year-old" is an age; "a 12-member team" counts members, "a 20-kilometre march" kilometres."""
    word = t.at(i + 1)
    if word in {"year", "month", "week", "day"} and t.at(i + 2) == "-" and t.at(i + 3) in {"old", "olds"}:
        return Unit(f"{_TIMES[word]} old", "time", i + 4)
    known = _known(t, i + 1, word, first=False)
    if known and known.sort in {"people", "measure", "time"}:
        return Unit(known.name, known.sort, i + 2)
    if word in {"percent", "point", "points"}:
        return Unit("per cent" if word == "percent" else "points", "share", i + 2)
    return Unit(None, None, i)


def _plural(word: str) -> bool:
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s"))
        and word not in _NOT_UNITS
    )
