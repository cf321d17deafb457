"""Labelled sentences: check-worthiness, subjectivity and commitment to events, as ordinary writing.

`python training/sentences.py DATA` prints counts and five samples of each set. The factuality sets come
as tokens set apart by spaces; `detokenise` joins them as a writer would and tells where each token went.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SETS = {
    "claimbuster": "checkworthy/claimbuster.jsonl.gz",
    "newssd_subjectivity": "checkworthy/newssd_subjectivity.jsonl.gz",
    "uw": "factuality/uw.jsonl.gz",
    "uds": "factuality/uds.jsonl.gz",
}
WORTH = {"-1": 0, "0": 1, "1": 2}

_SPELT = {"``": '"', "''": '"', "`": "'", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "_": "—"}
_CLITIC = re.compile(r"(?:n['’]t|['’`](?:s|re|ve|ll|d|m))", re.IGNORECASE)
_LEFT = re.compile(r"[,.;:!?…%)\]}”»°′″º]+(?<![:;]\))|’|\.-")
_RIGHT = re.compile(r"[(\[{“‘«¿¡]|(?:[A-Z]{1,3})?[$£€¥]|[yd]['’]|\.-", re.IGNORECASE)
_WHOLE = {("can", "not"), ("gon", "na"), ("wan", "na"), ("got", "ta"), ("gim", "me"), ("lem", "me")}
_DASHED = frozenset(
    re.findall(
        r"\w+",
        "it he she we they i you this that these those there the a an and but or so which who what when "
        "where if as because not no yes then my his her our their its is are was were with for from just",
    )
)
"""Words that follow a dash, hardly ever a hyphen."""
_NEAR = 40
"""Tokens within which a single quotation mark that opens is closed."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with what is known of it; `None` or no commitments where the set does not tell."""

    text: str
    worth: int | None
    """0 no fact, 1 a fact of no weight, 2 a fact worth a check."""
    subjective: int | None
    commitments: list[tuple[int, int, float]]
    """Predicate's half-open code point offsets, and how far the writer holds it for a fact, from -3 to 3."""


def rows(data: Path, name: str, split: str) -> Iterator[Labelled]:
    """The sentences of one of `SETS`, in the split that the file names so."""
    with gzip.open(data / SETS[name], "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["split"] == split:
                yield _labelled(name, row)


def _labelled(name: str, row: dict[str, Any]) -> Labelled:
    if name == "claimbuster":
        return Labelled(row["Text"].strip(), WORTH[row["Verdict"]], None, [])
    if name == "newssd_subjectivity":
        return Labelled(row["Sentence"].strip(), None, int(row["Label"] == "SUBJ"), [])
    text, places = detokenise(row["text"].split())
    marked = ((*target["span1"], target["label"]) for target in row["targets"])
    return Labelled(text, None, None, [(places[a][0], places[b - 1][1], float(v)) for a, b, v in marked])


def detokenise(
    tokens: Sequence[str], edges: Collection[int] = (), breaks: Collection[int] = ()
) -> tuple[str, list[tuple[int, int]]]:
    """Tokens as ordinary writing, and each token's half-open code point offsets in it.

    `edges` are tokens that begin a clause: a straight quotation mark there opens, one before it closes.
    `breaks` are tokens before which a paragraph ends.
    """
    sides = _sides(tokens, set(edges) | {0, len(tokens)})
    text, at, places = [], 0, []
    for i, token in enumerate(tokens):
        spelt = _SPELT.get(token, token)
        if i:
            gap = "\n\n" if i in breaks else "" if _joined(tokens, sides, i) else " "
            text.append(gap)
            at += len(gap)
        if _CLITIC.fullmatch(token):
            spelt = token.replace("`", "'")
        text.append(spelt)
        places.append((at, at + len(spelt)))
        at += len(spelt)
    return "".join(text), places


def _joined(tokens: Sequence[str], sides: Sequence[str], i: int) -> bool:
    """Whether no space stands before the token at `i`."""
    before, here = tokens[i - 1], tokens[i]
    spelt = _SPELT.get(here, here)
    if sides[i] == "close" or sides[i - 1] == "open":
        return True
    if not sides[i] and (_CLITIC.fullmatch(here) or _LEFT.fullmatch(spelt)):
        return True
    if not sides[i - 1] and _RIGHT.fullmatch(_SPELT.get(before, before)):
        return True
    if (before == "#" and here[0].isdigit()) or (before.lower(), here.lower()) in _WHOLE:
        return True
    return _infix(tokens, i) or _infix(tokens, i - 1)


def _infix(tokens: Sequence[str], i: int) -> bool:
    """Whether the token at `i` is a hyphen or slash between the parts of one word."""
    if tokens[i] not in ("-", "/", "–") or not 0 < i < len(tokens) - 1:
        return False
    before, after = tokens[i - 1], tokens[i + 1]
    if not (before[-1].isalnum() and after[0].isalnum()):
        return False
    if tokens[i] == "–":
        return before[-1].isdigit() and after[0].isdigit()
    chained = tokens[i + 2 : i + 3] == ["-"] or (i > 1 and tokens[i - 2] == "-")
    return tokens[i] == "/" or chained or after.lower() not in _DASHED


def _sides(tokens: Sequence[str], edges: set[int]) -> list[str]:
    """For each straight quotation mark, whether it opens or closes; nothing for other tokens."""
    sides = [""] * len(tokens)
    inside = _begins_inside(tokens)
    single = 0
    for i, word in enumerate(tokens):
        if word in ("``", "`"):
            sides[i] = "open"
        elif word == "''":
            sides[i] = "open" if i == 0 else "close"
        elif word == '"':
            first, last = i in edges, i + 1 in edges
            opens = first if first != last else not inside
            sides[i] = "open" if opens else "close"
            inside = opens
        elif word == "'":
            opens = i >= single and _opens_single(tokens, i)
            sides[i] = "open" if opens else "close"
            single = i + _NEAR if opens else 0
    return sides


def _begins_inside(tokens: Sequence[str]) -> bool:
    """Whether a text begins within a quotation: its first mark looks like one that closes."""
    marks = [i for i, word in enumerate(tokens) if word == '"']
    if len(marks) % 2 == 0 or marks[0] == 0 or marks[0] == len(tokens) - 1:
        return False
    return tokens[marks[0] - 1] in {",", ".", "!", "?", "..."} and not tokens[marks[0] + 1][0].isupper()


def _opens_single(tokens: Sequence[str], i: int) -> bool:
    if i == 0:
        return True
    if tokens[i - 1][-1] in "sS" and tokens[i - 1][-1:].isalpha():
        return False
    return "'" in tokens[i + 1 : i + _NEAR]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    asked = parser.parse_args()
    for name, path in SETS.items():
        with gzip.open(asked.data / path, "rt", encoding="utf-8") as file:
            splits = Counter(json.loads(line)["split"] for line in file)
        print(name, dict(splits))
        found = list(rows(asked.data, name, "train"))
        print("  worth", Counter(r.worth for r in found), "subjective", Counter(r.subjective for r in found))
        print("  commitments", sum(len(r.commitments) for r in found))
        for row in found[:: len(found) // 5][:5]:
            print(
                "   ",
                row.text,
                row.worth,
                row.subjective,
                [(row.text[a:b], v) for a, b, v in row.commitments],
            )


if __name__ == "__main__":
    main()
