"""What is compared between a text and a fact-check: a table of numbers, a row for each fact-check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso.evidence.matching import texts
from sayso.evidence.matching.library import Library
from sayso.evidence.matching.postings import Shared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LISTED = ("all", "claim", "title", "grams", "names", "numbers")
NAMES = (
    *(f"{name} {what}" for name in LISTED for what in ("bm25", "of claim", "of text")),
    "near whole",
    "near sentence",
    "exact claim",
    "exact title",
    "exact claim sentence",
    "exact title sentence",
    "days apart",
    "later",
    "dated",
    "fresh",
    "author bm25",
    "author of claim",
    "prominence",
    "length",
    "place",
)
DEPTH = 60
"""So many of the best by each way of searching are joined."""
FIRST = 40
"""So many of the joined are compared carefully, and ranked."""
MONTH = 30.0
"""Days in which what a fact-check's date says for it falls to a third."""
SMOOTHING = 60
"""Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""


class Found(NamedTuple):
    places: NDArray[np.int64]
    """Numbers of the candidates in the library."""
    features: NDArray[np.float32]
    """A row for each, its columns as in `NAMES`."""


def found(query: texts.Query, library: Library, first: int = FIRST) -> Found:
    """The candidates for a query, and what each has in common with it."""
    import numpy as np

    shared = _shared(query, library)
    sentences = [query.text, *query.sentences]
    near = library.near.encode(sentences) @ library.vectors.T
    fresh = _fresh(query, library)
    ways = [shared["all"].bm25, shared["grams"].bm25, near[0], near.max(0)]
    if query.author:
        ways.append(shared["all"].bm25 + shared["author"].bm25)
    if query.day is not None:
        ways += [fresh * shared["all"].bm25, fresh * near[0]]
    places = candidates(ways, first)
    columns: list[NDArray[Any]] = [column[places] for name in LISTED for column in shared[name]]
    columns += [near[0][places], near.max(0)[places]]
    columns += [*_exact(sentences, places, library), *_dates(query, places, library), fresh[places]]
    columns += [shared["author"].bm25[places], shared["author of claim"].of_text[places]]
    columns += [library.prominence[places], library.lengths[places], 1 / (10 + np.arange(len(places)))]
    return Found(places, np.stack(columns, axis=1).astype(np.float32))


def candidates(ways: Sequence[NDArray[np.float32]], first: int) -> NDArray[np.int64]:
    """The numbers that stand best in all ways of searching together, in that order."""
    import numpy as np

    scores: dict[int, float] = {}
    for way in ways:
        for rank, place in enumerate(_best(way, max(DEPTH, first)).tolist(), 1):
            scores[place] = scores.get(place, 0) + 1 / (SMOOTHING + rank)
    joined = sorted(scores, key=lambda place: (-scores[place], place))
    return np.array(joined[:first], dtype=np.int64)


def _best(scores: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    import numpy as np

    top = np.argpartition(-scores, most - 1)[:most] if len(scores) > most else np.arange(len(scores))
    return top[np.argsort(-scores[top], kind="stable")]


def _shared(query: texts.Query, library: Library) -> Mapping[str, Shared]:
    words, author = texts.words(query.text), texts.words(query.author)
    asked = {
        "grams": texts.grams(query.text),
        "names": [*words, *author],
        "numbers": texts.numbers(query.text),
    }
    shared = {name: library.lists[name].shared(asked.get(name, words)) for name in LISTED}
    return {
        **shared,
        "author": library.lists["all"].shared(author),
        "author of claim": library.lists["claim"].shared(author),
    }


def _fresh(query: texts.Query, library: Library) -> NDArray[np.float32]:
    """For each fact-check how near it is in time, from 1 down to 0; 0 where either has no date."""
    import numpy as np

    if query.day is None:
        return np.zeros(len(library.days), np.float32)
    near = np.exp(-np.abs(library.days - query.day) / MONTH)
    return np.where(library.days > 0, near, 0).astype(np.float32)


def _exact(
    sentences: list[str], places: NDArray[np.int64], library: Library
) -> tuple[NDArray[np.float32], ...]:
    """Likeness by the careful encoder: of the whole text, and of its likest sentence."""
    checks = [library.checks[place] for place in places]
    asked = library.exact.encode(sentences)
    claims = asked @ library.exactly([one.claim for one in checks]).T
    titles = asked @ library.exactly([one.headline for one in checks]).T
    return claims[0], titles[0], claims.max(0), titles.max(0)


def _dates(
    query: texts.Query, places: NDArray[np.int64], library: Library
) -> tuple[NDArray[np.float64], ...]:
    """Days between, on a logarithmic scale; whether the fact-check is later; whether both are dated."""
    import numpy as np

    days = library.days[places]
    dated = (days > 0) & (query.day is not None)
    apart = np.where(dated, days - (query.day or 0), 0)
    return np.log1p(np.abs(apart)), (dated & (apart >= 0)).astype(float), dated.astype(float)
