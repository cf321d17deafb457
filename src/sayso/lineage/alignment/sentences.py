"""Where a text's words part: into sentences, which are compared, and into lines, at which passages end.

Both are given as numbers of words: the first word of each piece, and last the count of all words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from sayso.lineage.alignment.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[np.int64]"

LEAST = 3
"""Words of a sentence; a shorter one is joined to the next, as it says too little to be compared."""
MOST = 60
"""Words above which what has no full stop, as a list or a table, is cut into even pieces."""
_CLOSED = "[\"'”’»)\\]]*"
_SENTENCE = re.compile(rf"[.!?…]+{_CLOSED}(?=\s)|[।。！？]|\n[^\S\n]*\r?\n")
_LINE = re.compile(rf"[.!?…:;]+{_CLOSED}(?=\s)|[।。！？：；]|\n")
"""Headlines, entries of lists and lines of a page end without a stop: a passage may end there too."""


def sentences(words: Words) -> Numbers:
    import numpy as np

    breaks = _starts(words, _SENTENCE)
    out = [0]
    for end in [*breaks[1:].tolist()]:
        start = out[-1]
        if end - start > MOST:
            pieces = -(-(end - start) // (MOST * 2 // 3))
            out += [start + (end - start) * n // pieces for n in range(1, pieces)]
        if end - out[-1] >= LEAST:
            out.append(end)
    if out[-1] < len(words.forms):  # what is left is too short to stand alone
        out[-1:] = [len(words.forms)] if len(out) > 1 else [0, len(words.forms)]
    return np.array(out, dtype=np.int64)


def lines(words: Words) -> Numbers:
    return _starts(words, _LINE)


def _starts(words: Words, pattern: re.Pattern[str]) -> Numbers:
    import numpy as np

    count = len(words.forms)
    ends = np.array([found.end() for found in pattern.finditer(words.text)], dtype=np.int64)
    at = np.unique(np.searchsorted(np.array(words.starts, dtype=np.int64), ends))
    return np.concatenate([[0], at[(at > 0) & (at < count)], [count]]).astype(np.int64)
