"""Full text: which claims and documents have these words. SQLite's FTS5, PostgreSQL's tsvector.

FTS5 keeps the index without the texts, so that nothing is stored twice; to take a text out of it, the text
must be shown to it once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

What = Literal["claims", "documents"]
Text = tuple[int, str]
"""Key, words."""
Titled = tuple[int, str, str]
"""Key, title, text."""
SURE = 80_000
"""Characters that PostgreSQL can index, whatever they are: a tsvector holds a megabyte of distinct words."""
MOST_WORDS, LONGEST_WORD = 64, 200
"""Of a query: more, or longer, would take seconds to look for, or be refused."""
RAREST = 4
"""Words of a query of which some are looked for where not all are found: the longest, as the rarest."""
ENOUGH = 50
"""Claims with all the words, from which those with some of them are not looked for."""
_STOP = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by for from had has have he her his i in is it its not of on or she"
        " that the their them they this to was we were which who will with would you",
    )
)
"""Words that half of all texts have: searched within phrases alone."""
_GONE_DOCUMENT = (
    "INSERT INTO documents_words (documents_words, rowid, title, words)"
    " VALUES ('delete', :key, :title, :words)"
)
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


def add_claims(connection: Connection, claims: Sequence[Text]) -> None:
    """Make claims searchable."""
    if _is_sqlite(connection):
        _run(connection, "INSERT INTO claims_words (rowid, words) VALUES (:key, :words)", _plain(claims))
    else:
        vector = "to_tsvector('english', :words)"
        _index(connection, f"INSERT INTO claims_words (key, words) VALUES (:key, {vector})", _plain(claims))


def add_documents(connection: Connection, documents: Sequence[Titled]) -> None:
    """Make documents searchable; words in the title weigh more."""
    rows = [{"key": k, "title": t, "words": w} for k, t, w in documents]
    if _is_sqlite(connection):
        statement = "INSERT INTO documents_words (rowid, title, words) VALUES (:key, :title, :words)"
        _run(connection, statement, rows)
        return
    vector = "setweight(to_tsvector('english', :title), 'A') || to_tsvector('english', :words)"
    _index(connection, f"INSERT INTO documents_words (key, words) VALUES (:key, {vector})", rows)


def _index(connection: Connection, statement: str, rows: list[dict[str, Any]]) -> None:
    """PostgreSQL's part: of a text of too many distinct words, the beginning is indexed."""
    _run(connection, statement, [row for row in rows if _size(row) <= SURE])
    for row in rows:
        if _size(row) > SURE:
            _index_long(connection, statement, row)


def _index_long(connection: Connection, statement: str, row: dict[str, Any]) -> None:
    try:
        with connection.begin_nested():
            connection.execute(text(statement), row)
    except DBAPIError as error:
        if "tsvector" not in str(error.orig):
            raise
        _index(connection, statement, [{key: _half(value) for key, value in row.items()}])


def _size(row: dict[str, Any]) -> int:
    return sum(len(value) for value in row.values() if isinstance(value, str))


def _half(value: Any) -> Any:  # noqa: ANN401 - a column's value
    return value[: len(value) // 2] if isinstance(value, str) else value


def retitle(connection: Connection, key: int, titles: tuple[str, str], words: str) -> None:
    """Change the title that a document is found by: the old one and the new."""
    old, new = titles
    if _is_sqlite(connection):
        _run(connection, _GONE_DOCUMENT, [{"key": key, "title": old, "words": words}])
    else:
        _run(connection, "DELETE FROM documents_words WHERE key = :key", [{"key": key}])
    add_documents(connection, [(key, new, words)])


def remove(connection: Connection, claims: Sequence[Text], documents: Sequence[Titled]) -> None:
    """Take texts out, leaving no trace of their words. PostgreSQL's rows go with those they belong to."""
    if not _is_sqlite(connection):
        return
    gone = "INSERT INTO claims_words (claims_words, rowid, words) VALUES ('delete', :key, :words)"
    _run(connection, gone, _plain(claims))
    _run(connection, _GONE_DOCUMENT, [{"key": k, "title": t, "words": w} for k, t, w in documents])
    for table in ("claims_words", "documents_words"):
        # Deleting leaves the words in older segments of the index until they are merged.
        connection.execute(text(f"INSERT INTO {table} ({table}) VALUES ('optimize')"))


def matches(
    connection: Connection, what: What, words: str, most: int, among: Sequence[int] | None = None
) -> list[int]:
    """Keys of the best matches, best first: all the words first; where those are few, any of
    the rarest, as far as length tells.

    Words in double quotes are a phrase. `among` restricts the search to these keys.
    """
    found = _matches(connection, what, query(words, connection, every=True), most, among)
    if len(found) < ENOUGH and len(_PHRASE.findall(words)) > 1:
        held = set(found)
        some = _matches(connection, what, query(words, connection, every=False), most, among)
        found += [key for key in some if key not in held]
    return found[:most]


def query(words: str, connection: Connection, *, every: bool) -> str:
    """The words in the database's own language of queries; nothing a user types is an operator in it."""
    parts = [phrase or word for phrase, word in _PHRASE.findall(words)]
    bare = [" ".join(_words(part)) for part in parts][:MOST_WORDS]
    kept = [part for part in bare if part and part.lower() not in _STOP] or [part for part in bare if part]
    if not every:
        # Common words would bring half the ledger, and each claim with one of them takes its time.
        kept = sorted(kept, key=len, reverse=True)[:RAREST]
    if _is_sqlite(connection):
        return (" AND " if every else " OR ").join(f'"{part}"' for part in kept)
    phrases = ["(" + " <-> ".join(f"'{word}'" for word in part.split()) + ")" for part in kept]
    return (" & " if every else " | ").join(phrases)


def _words(part: str) -> list[str]:
    return [word for word in re.findall(r"\w+", part) if len(word) <= LONGEST_WORD][:MOST_WORDS]


def _matches(
    connection: Connection, what: What, asked: str, most: int, among: Sequence[int] | None
) -> list[int]:
    if not asked or (among is not None and not among):
        return []
    values: dict[str, Any] = {"asked": asked, "most": most}
    within = ""
    if among is not None:
        within = f"AND {{}} IN ({', '.join(map(str, map(int, among)))})"
    if _is_sqlite(connection):
        # Without the plus, FTS5 would look all the words up once for each key.
        statement = (
            f"SELECT rowid FROM {what}_words WHERE {what}_words MATCH :asked {within.format('+rowid')}"
            " ORDER BY rank LIMIT :most"
        )
    else:
        statement = (
            f"SELECT key FROM {what}_words, to_tsquery('english', :asked) AS asked"
            f" WHERE words @@ asked {within.format('key')}"
            " ORDER BY ts_rank_cd(words, asked, 1) DESC, key LIMIT :most"
        )
    return list(connection.execute(text(statement), values).scalars())


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _plain(claims: Iterable[Text]) -> list[dict[str, Any]]:
    return [{"key": key, "words": words} for key, words in claims]


def _run(connection: Connection, statement: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(text(statement), rows)
