"""Naming: whom evidence is shown to come from, where the words that an extractor read are only a stub.

"Odran’s", text of the article ─the longest name with that word in it→ "St Odran’s Hospital"
"""

from __future__ import annotations

import re

from sayso.evidence.checks import vocabulary

UNNAMED = " (unnamed), to "
"""Between somebody without a name and whom they told it, in an origin's name."""
_ARTICLE = re.compile(r"(?:an?|the|this|that|its|his|her|their|our|my|some|one|two|several|many)\b", re.I)
_EMPTY = frozenset(["words", "word", "text", "news", "remarks", "comments", "comment", "statement", "quote"])
"""What is said, and not who says it."""
_BARE = frozenset(["police", "parliament", "congress", "management", "staff", "people", "government"])
"""Nouns that stand without an article; so do plurals."""
_CAPITALS = r"(?:[^\Wa-z\d_][^\W\d_]{0,2}\.|[^\Wa-z\d_][\w’'-]*)"
_RUN = re.compile(rf"{_CAPITALS}(?: (?:(?:of|de|van|for)(?: the)? )?{_CAPITALS})+")


def is_stub(name: str) -> bool:
    """One letter or article, a common noun alone ("hospital"), a possessive alone ("Odran’s")."""
    words = name.split()
    if len(words) != 1:
        return not words or all(_ARTICLE.fullmatch(word) for word in words)
    word = words[0].strip("“”\"‘’'.,")
    return (
        len(word) < 2
        or _ARTICLE.fullmatch(word) is not None
        or word.casefold() in _EMPTY
        or (word[0].islower() and word not in _BARE and not word.endswith("s"))
        or word.endswith(("’s", "'s"))
    )


def whole(name: str | None, text: str, otherwise: str | None) -> str | None:
    """The name, or where it is a stub the longest form of it that the article has; else `otherwise`."""
    if name is None or not is_stub(name):
        return name
    word = name.strip("“”\"‘.,' ")
    if len(word) < 2 or word.casefold() in _EMPTY or _ARTICLE.fullmatch(word):
        return otherwise
    longer = {run[0] for run in _RUN.finditer(text) if _holds(run[0], word)}
    if longer:
        return max(longer, key=lambda run: (len(run), run))
    if word[0].islower():
        described = re.search(rf"\b(?:the|its|his|her|their) {re.escape(word)}\b", text, re.IGNORECASE)
        return described[0][0].lower() + described[0][1:] if described else otherwise
    # A house that is called so: nothing stands behind its possessive that it would possess.
    verb = rf"(?:{vocabulary.verbs()}|is|was|has|had|will)\b"
    possesses = re.search(rf"{re.escape(word)} (?!{verb})[^\W\d_]", text)
    return otherwise if possesses else name


def _holds(run: str, word: str) -> bool:
    return word.casefold() in run.casefold().split()


def origin(name: str, text: str, outlet: str) -> str:
    """The name of an origin, as lineage tells it, without stubs."""
    who, unnamed, through = name.partition(UNNAMED)
    if not unnamed:
        return whole(name, text, outlet) or outlet
    return f"{whole(who, text, 'a source') or 'a source'}{UNNAMED}{through}"
