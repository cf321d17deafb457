"""What speaks for and against two names being one actor, and for one actor belonging to another.

Each function is a feature. Its docstring is the explanation that a user reads, so it says of two names
what is so when the function is true; weights stand in the tables of `scoring`.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from sayso.actors import lists
from sayso.actors.names import Name, Personal
from sayso.actors.normal import bare, fold, is_capital, plain
from sayso.actors.sounds import alike

_SMALL = frozenset({"of", "the", "and", "for", "in", "de", "la", "du", "des", "to", "on", "at", "with"})
_LONG = 7
"""Letters that a lone surname must have to be known in another spelling: Baker is no Becker."""
_BODIES = frozenset({"organisation", "state"})


# one actor: grounds


def same_name_other_kind(a: Name, b: Name) -> bool:
    """the same name, taken for two kinds of source"""
    # A person called like a state ("Jordan") is somebody else as a rule.
    apart = "person" in (a.kind, b.kind) and "state" in (a.kind, b.kind)
    known = "corpus" in (a.scope, b.scope)
    return known and a.kind != b.kind and fold(a.text) == fold(b.text) and not apart


def same_name_parted(a: Name, b: Name) -> bool:
    """the same name, borne by two as it seems"""
    return a.actor == b.actor and a.scope == b.scope == "corpus"


def doubtful_name_of(a: Name, b: Name) -> bool:
    """a name that others bear too, and an entry of the lists that goes by it"""
    return bool(b.listed and b.listed in a.perhaps) or bool(a.listed and a.listed in b.perhaps)


def spelt_otherwise(a: Name, b: Name) -> bool:
    """names that sound alike, as two transliterations of one name do"""
    p, q = a.person, b.person
    named = bool(p and q and p.given and q.given) or (_bodies(a, b) and a.scope == b.scope == "corpus")
    return named and a.key != b.key and alike(a.key, b.key)


def middle_name_left_out(a: Name, b: Name) -> bool:
    """the same first name and surname, with a middle name, initial or "Jr" in one only"""
    p, q = a.person, b.person
    if not p or not q or not p.given or not q.given or a.key == b.key:
        return False
    return p.surname == q.surname and p.given[0] == q.given[0] and _given_fit(p, q)


def initials_stand_for_name(a: Name, b: Name) -> bool:
    """the same surname, and initials that fit the first name"""
    p, q = a.person, b.person
    if not p or not q or not p.given or not q.given or p.surname != q.surname:
        return False
    return (len(p.given[0]) == 1) != (len(q.given[0]) == 1) and _given_fit(p, q)


def short_form_of_first_name(a: Name, b: Name) -> bool:
    """the same surname, and first names of which one is a form of the other"""
    p, q = a.person, b.person
    if not p or not q or not p.given or not q.given or not _surnames_fit(p, q):
        return False
    return p.given[0] != q.given[0] and _is_form(p.given[0], q.given[0]) and _given_fit(p, q)


def surname_alone(a: Name, b: Name) -> bool:
    """a surname alone, and a full name that has it"""
    p, q = a.person, b.person
    if not p or not q or bool(p.given) == bool(q.given):
        return False
    lone, full = (q, p) if p.given else (p, q)
    first = full.given[0] if full.given[0] in lists.words("person")["family_first"] else None
    spelt_alike = min(len(lone.surname), len(full.surname)) >= _LONG and alike(lone.surname, full.surname)
    return _ends_in(full.surname, lone.surname) or lone.surname == first or spelt_alike


def acronym_in_brackets(a: Name, b: Name) -> bool:
    """an acronym, and a name that has it in brackets"""
    return (a.acronym or "-") == b.key or (b.acronym or "-") == a.key


def acronym_of_initials(a: Name, b: Name) -> bool:
    """an acronym, and a name whose words begin with its letters"""
    return _is_acronym(a, b) or _is_acronym(b, a)


def same_words_in_other_order(a: Name, b: Name) -> bool:
    """the same words in another order"""
    return _bodies(a, b) and a.key != b.key and bag(a) == bag(b)


def legal_form_left_out(a: Name, b: Name) -> bool:
    """the same name but for the legal form ("Ltd", "Inc")"""
    return _bodies(a, b) and a.key != b.key and unincorporated(a.key) == unincorporated(b.key)


def word_cut_short(a: Name, b: Name) -> bool:
    """the same words, one of them cut short"""
    left, right = a.key.split(), b.key.split()
    if not _bodies(a, b) or len(left) != len(right) or len(left) < 2 or a.key == b.key:
        return False
    return all(_is_cut(x, y) for x, y in zip(left, right, strict=True))


def shorter_name_inside(a: Name, b: Name) -> bool:
    """a shorter name, and one that has it with a description or owner before it"""
    if not _bodies(a, b) or a.key == b.key:
        return False
    return (a.short or "-") in (b.key, b.short) or b.short == a.key


def last_word_alone(a: Name, b: Name) -> bool:
    """a description such as "the Courier", and a name that ends in it"""
    if not _bodies(a, b) or "document" not in (a.scope, b.scope) or a.scope == b.scope:
        return False
    lone, full = (a, b) if a.scope == "document" else (b, a)
    capitals = is_capital(bare(lone.text)) and is_capital(plain(full.text).split()[-1])
    return capitals and full.key.endswith(" " + lone.key) and not full.affiliation


def name_in_domain(a: Name, b: Name) -> bool:
    """a domain that is made of the name"""
    return _in_domain(a, b) or _in_domain(b, a)


# one actor: supports


def same_office(a: Name, b: Name) -> bool:
    """the same office or rank is told of both"""
    return bool(a.head and a.head == b.head)


def same_state(a: Name, b: Name) -> bool:
    """both are of the same state"""
    return bool(a.state and a.state == b.state)


def same_affiliation(a: Name, b: Name) -> bool:
    """both belong to the same body"""
    return bool(a.affiliation and a.affiliation == b.affiliation and not (a.state and a.state == b.state))


def title_fits_first_name(a: Name, b: Name) -> bool:
    """title and first name fit"""
    p, q = a.person, b.person
    return bool(p and q and p.sex and p.sex == q.sex and bool(p.given) != bool(q.given))


# one actor: against


def other_first_name(a: Name, b: Name) -> bool:
    """the first names differ"""
    p, q = a.person, b.person
    return bool(p and q and p.given and q.given) and not _given_fit(p, q) if p and q else False


def other_sex(a: Name, b: Name) -> bool:
    """one is a man and the other a woman, by title or first name"""
    p, q = a.person, b.person
    return bool(p and q and p.sex and q.sex and p.sex != q.sex)


def other_suffix(a: Name, b: Name) -> bool:
    """one is senior and the other junior"""
    p, q = a.person, b.person
    return bool(p and q and p.suffix and q.suffix and p.suffix != q.suffix)


def other_state(a: Name, b: Name) -> bool:
    """they are of two states"""
    return bool(a.state and b.state and a.state != b.state)


def other_number(a: Name, b: Name) -> bool:
    """the numbers in the names differ"""
    return re.findall(r"\d+", a.key) != re.findall(r"\d+", b.key)


def two_entries(a: Name, b: Name) -> bool:
    """they are two entries of the lists"""
    return bool(a.listed and b.listed and a.listed != b.listed)


# what features share


def bag(name: Name) -> tuple[str, ...]:
    """The words of a body's name in alphabetical order, small ones and possessives left out."""
    words = (
        fold(re.sub(r"(?<=\w)['’]s\b", "", name.text)).split() if "of" not in name.key else name.key.split()
    )
    return tuple(sorted(word for word in words if word not in _SMALL))


def unincorporated(key: str) -> str:
    """A firm's name without its legal form."""
    words = key.split()
    while len(words) > 1 and words[-1] in lists.words("bodies")["legal"]:
        words.pop()
    return " ".join(words)


def initials(key: str) -> str:
    """First letters of the words that count."""
    return "".join(word[0] for word in key.split() if word not in _SMALL)


def _bodies(a: Name, b: Name) -> bool:
    return a.kind in _BODIES and b.kind in _BODIES


def _is_acronym(short: Name, full: Name) -> bool:
    letters = short.key
    is_one = " " not in letters and 3 <= len(letters) <= 6 and short.text.strip("()").isupper()
    return is_one and full.kind in _BODIES and initials(full.key) == letters and " " in full.key


def _in_domain(site: Name, full: Name) -> bool:
    return (
        "." in site.key
        and bool(site.short)
        and full.kind in _BODIES
        and full.key.replace(" ", "") == site.short
    )


def _is_cut(x: str, y: str) -> bool:
    short, full = sorted((x, y), key=len)
    return x == y or (len(short) >= 3 and full.startswith(short))


def _surnames_fit(p: Personal, q: Personal) -> bool:
    long, short = sorted((p.surname, q.surname), key=len, reverse=True)
    return alike(long, short) or _ends_in(long, short)


def _ends_in(full: str, lone: str) -> bool:
    """ "Lanken" for "von der Lanken"; but Abu Mustafa is the father of a Mustafa."""
    return full == lone or (full.endswith(" " + lone) and not full.startswith(("abu ", "bin ", "ibn ")))


def _given_fit(p: Personal, q: Personal) -> bool:
    """Whether no given name or initial speaks against another, place by place."""
    return all(_fit(x, y) for x, y in zip_longest(p.given, q.given))


def _fit(x: str | None, y: str | None) -> bool:
    if x is None or y is None or x == y:
        return True
    if len(x) == 1 or len(y) == 1:
        return x[0] == y[0]
    return _is_form(x, y) or alike(x, y)


def _is_form(x: str, y: str) -> bool:
    known = lists.given()
    return x in known and y in known and bool(known[x].forms & known[y].forms)
