"""The words of a text as queries of a full-text index, the rarest first."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence

SEEN = 20_000
"""Entries that the words of a query may bring together: each has its score worked out, at some 10 µs."""
_MOST_WORDS, _LONGEST_WORD = 64, 100
"""Of a text that is looked for: more, or longer, would take seconds."""
_ORDERING = 6
"""Common words that count for the order of what rare ones bring."""
_EVERYWHERE = 0.2
"""The part of all entries from which a word says nothing of which one is meant."""


class Lookup:
    """Knows the terms of words: what the index's tokenizer makes of them."""

    def __init__(self, tokenizer: str) -> None:
        # SQLite gives the terms of a text in one way only: of a text that is indexed.
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._connection.execute(f"CREATE VIRTUAL TABLE words USING fts5 (word, tokenize='{tokenizer}')")
        self._connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab ('words', 'instance')")

    def queries(self, text: str, entries: int, common: Callable[[str], int]) -> Iterator[str]:
        """Queries to be tried in this order until enough is found; `common` tells how many of the
        `entries` have a term."""
        counted = sorted((common(term), word) for term, word in self._terms(text).items())
        rare = _within(counted, SEEN)
        often = [word for count, word in counted[len(rare) :] if count <= entries * _EVERYWHERE]
        if rare:
            yield _ordered(rare, often[:_ORDERING])
        # All the common words together are rare again.
        rest = often or [word for _, word in counted[len(rare) :]]
        for least in sorted({min(len(rest), 4), min(len(rest), 3), min(len(rest), 2)} - {0, 1}, reverse=True):
            yield " AND ".join(_quoted(rest[:least]))
        if rest:
            yield _quoted(rest[:1])[0]

    def close(self) -> None:
        self._connection.close()

    def _terms(self, text: str) -> dict[str, str]:
        """Term and the word it comes from. Of a word that is several terms, the last."""
        words = list(dict.fromkeys(re.findall(r"\w+", text)))
        words = [word for word in words if len(word) <= _LONGEST_WORD][:_MOST_WORDS]
        self._connection.execute("DELETE FROM words")
        rows = ((number, word) for number, word in enumerate(words, 1))
        self._connection.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", rows)
        found = self._connection.execute("SELECT term, doc FROM terms ORDER BY doc")
        return {term: words[number - 1] for term, number in found}


def _within(counted: Sequence[tuple[int, str]], most: int) -> list[str]:
    kept = list[str]()
    for count, word in counted:
        most -= count
        if most < 0:
            break
        kept.append(word)
    return kept


def _ordered(rare: Sequence[str], often: Sequence[str]) -> str:
    """What has any of the rare words; in the order, the common ones count too, and the rare ones twice."""
    brought = " OR ".join(_quoted(rare))
    return f"({brought}) AND ({' OR '.join(_quoted([*rare, *often]))})" if often else brought


def _quoted(words: Sequence[str]) -> list[str]:
    return [f'"{word}"' for word in words]
